// SPDX-License-Identifier: Apache-2.0
#include "screen/country_names.hpp"

#include <algorithm>
#include <array>

namespace pelf::screen {
namespace {

struct Row {
    std::string_view key;  ///< As key_of() makes it of the name.
    std::string_view code;
};

/// Sorted by key. Codes and short names: iso3166.tab of the tz database (public domain); the other
/// names are those that the lists of OFAC, the UN, the UK and Canada were seen to use, and plain
/// usage. SU, YU, CS and AN are codes of countries that are no more, XK is Kosovo's by usage.
constexpr auto kRows = std::to_array<Row>({
    // clang-format off
    {"afghanistan", "AF"}, {"alandislands", "AX"}, {"albania", "AL"}, {"algeria", "DZ"},
    {"america", "US"}, {"americansamoa", "AS"}, {"andorra", "AD"}, {"angola", "AO"},
    {"anguilla", "AI"}, {"antarctica", "AQ"}, {"antiguabarbuda", "AG"}, {"argentina", "AR"},
    {"armenia", "AM"}, {"aruba", "AW"}, {"australia", "AU"}, {"austria", "AT"},
    {"azerbaijan", "AZ"}, {"bahamas", "BS"}, {"bahrain", "BH"}, {"bangladesh", "BD"},
    {"barbados", "BB"}, {"belarus", "BY"}, {"belgium", "BE"}, {"belize", "BZ"}, {"benin", "BJ"},
    {"bermuda", "BM"}, {"bhutan", "BT"}, {"bolivarianrepublicvenezuela", "VE"}, {"bolivia", "BO"},
    {"boliviaplurinationalstate", "BO"}, {"bonairesinteustatiussaba", "BQ"},
    {"bosniaherzegovina", "BA"}, {"botswana", "BW"}, {"bouvetisland", "BV"}, {"brazil", "BR"},
    {"britain", "GB"}, {"britainuk", "GB"}, {"britishindianoceanterritory", "IO"},
    {"britishvirginislands", "VG"}, {"brunei", "BN"}, {"bruneidarussalam", "BN"},
    {"bulgaria", "BG"}, {"burkinafaso", "BF"}, {"burma", "MM"}, {"burundi", "BI"},
    {"byelorussianssr", "BY"}, {"caboverde", "CV"}, {"cambodia", "KH"}, {"cameroon", "CM"},
    {"canada", "CA"}, {"capeverde", "CV"}, {"caribbeannl", "BQ"}, {"caymanislands", "KY"},
    {"centralafricanrep", "CF"}, {"centralafricanrepublic", "CF"}, {"chad", "TD"}, {"chile", "CL"},
    {"china", "CN"}, {"chinahongkongspecialadministrativeregion", "HK"},
    {"chinapeoplesrepublic", "CN"}, {"christmasisland", "CX"}, {"cocoskeelingislands", "CC"},
    {"colombia", "CO"}, {"comoros", "KM"}, {"congo", "CG"}, {"congobrazzaville", "CG"},
    {"congodemocraticrepublic", "CD"}, {"congodemrep", "CD"}, {"congokinshasa", "CD"},
    {"congorep", "CG"}, {"congorepublic", "CG"}, {"cookislands", "CK"}, {"costarica", "CR"},
    {"cotedivoire", "CI"}, {"croatia", "HR"}, {"ctedivoire", "CI"}, {"cuba", "CU"},
    {"curaao", "CW"}, {"curacao", "CW"}, {"cyprus", "CY"}, {"czechia", "CZ"},
    {"czechrepublic", "CZ"}, {"democraticpeoplesrepublickorea", "KP"},
    {"democraticrepubliccongo", "CD"}, {"denmark", "DK"}, {"djibouti", "DJ"}, {"dominica", "DM"},
    {"dominicanrepublic", "DO"}, {"dprk", "KP"}, {"drc", "CD"}, {"easttimor", "TL"},
    {"ecuador", "EC"}, {"egypt", "EG"}, {"elsalvador", "SV"}, {"england", "GB"},
    {"equatorialguinea", "GQ"}, {"eritrea", "ER"}, {"estonia", "EE"}, {"eswatini", "SZ"},
    {"eswatiniswaziland", "SZ"}, {"ethiopia", "ET"}, {"falklandislands", "FK"},
    {"falklandislandsmalvinas", "FK"}, {"faroeislands", "FO"}, {"federatedstatesmicronesia", "FM"},
    {"fiji", "FJ"}, {"finland", "FI"}, {"formerussr", "SU"}, {"formeryugoslavia", "YU"},
    {"formeryugoslavrepublicmacedonia", "MK"}, {"france", "FR"}, {"frenchguiana", "GF"},
    {"frenchpolynesia", "PF"}, {"frenchsterr", "TF"}, {"gabon", "GA"}, {"gambia", "GM"},
    {"gaza", "PS"}, {"gazastrip", "PS"}, {"georgia", "GE"}, {"germany", "DE"}, {"ghana", "GH"},
    {"gibraltar", "GI"}, {"greatbritain", "GB"}, {"greece", "GR"}, {"greenland", "GL"},
    {"grenada", "GD"}, {"guadeloupe", "GP"}, {"guam", "GU"}, {"guatemala", "GT"},
    {"guernsey", "GG"}, {"guinea", "GN"}, {"guineabissau", "GW"}, {"guyana", "GY"},
    {"haiti", "HT"}, {"heardislandmcdonaldislands", "HM"}, {"holland", "NL"}, {"holysee", "VA"},
    {"honduras", "HN"}, {"hongkong", "HK"}, {"hongkongchina", "HK"}, {"hongkongsar", "HK"},
    {"hungary", "HU"}, {"iceland", "IS"}, {"india", "IN"}, {"indonesia", "ID"}, {"iran", "IR"},
    {"iranislamicrepublic", "IR"}, {"iraq", "IQ"}, {"ireland", "IE"},
    {"islamicrepublicafghanistan", "AF"}, {"islamicrepubliciran", "IR"},
    {"islamicrepublicpakistan", "PK"}, {"isleman", "IM"}, {"israel", "IL"}, {"italy", "IT"},
    {"ivorycoast", "CI"}, {"jamaica", "JM"}, {"japan", "JP"}, {"jersey", "JE"}, {"jordan", "JO"},
    {"kazakhstan", "KZ"}, {"kenya", "KE"}, {"kingdomnetherlands", "NL"},
    {"kingdomsaudiarabia", "SA"}, {"kiribati", "KI"}, {"korea", "KR"},
    {"koreademocraticpeoplesrepublic", "KP"}, {"koreanorth", "KP"}, {"korearepublic", "KR"},
    {"koreasouth", "KR"}, {"kosovo", "XK"}, {"kuwait", "KW"}, {"kyrgyzstan", "KG"},
    {"landislands", "AX"}, {"laopdr", "LA"}, {"laopeoplesdemocraticrepublic", "LA"},
    {"laos", "LA"}, {"latvia", "LV"}, {"lebanon", "LB"}, {"lesotho", "LS"}, {"liberia", "LR"},
    {"libya", "LY"}, {"libyanarabjamahiriya", "LY"}, {"libyanarabrepublic", "LY"},
    {"liechtenstein", "LI"}, {"lithuania", "LT"}, {"luxembourg", "LU"}, {"macao", "MO"},
    {"macaospecialadministrativeregion", "MO"}, {"macau", "MO"}, {"macedonia", "MK"},
    {"madagascar", "MG"}, {"malawi", "MW"}, {"malaysia", "MY"}, {"maldives", "MV"}, {"mali", "ML"},
    {"malta", "MT"}, {"manisle", "IM"}, {"marshallislands", "MH"}, {"martinique", "MQ"},
    {"mauritania", "MR"}, {"mauritius", "MU"}, {"mayotte", "YT"}, {"mexico", "MX"},
    {"micronesia", "FM"}, {"micronesiafederatedstates", "FM"}, {"moldova", "MD"},
    {"moldovarepublic", "MD"}, {"moldovia", "MD"}, {"monaco", "MC"}, {"mongolia", "MN"},
    {"montenegro", "ME"}, {"montserrat", "MS"}, {"morocco", "MA"}, {"mozambique", "MZ"},
    {"myanmar", "MM"}, {"myanmarburma", "MM"}, {"namibia", "NA"}, {"nauru", "NR"}, {"nepal", "NP"},
    {"netherlands", "NL"}, {"netherlandsantilles", "AN"}, {"newcaledonia", "NC"},
    {"newzealand", "NZ"}, {"nicaragua", "NI"}, {"niger", "NE"}, {"nigeria", "NG"}, {"niue", "NU"},
    {"norfolkisland", "NF"}, {"northernireland", "GB"}, {"northernmarianaislands", "MP"},
    {"northkorea", "KP"}, {"northmacedonia", "MK"}, {"northmacedoniarepublic", "MK"},
    {"norway", "NO"}, {"occupiedpalestinianterritories", "PS"}, {"oman", "OM"}, {"pakistan", "PK"},
    {"palau", "PW"}, {"palestine", "PS"}, {"palestinestate", "PS"}, {"palestinian", "PS"},
    {"palestinianterritories", "PS"}, {"panama", "PA"}, {"papuanewguinea", "PG"},
    {"paraguay", "PY"}, {"peoplesrepublicchina", "CN"}, {"peru", "PE"}, {"philippines", "PH"},
    {"pitcairn", "PN"}, {"plurinationalstatebolivia", "BO"}, {"poland", "PL"}, {"portugal", "PT"},
    {"possiblypalestinian", "PS"}, {"prc", "CN"}, {"puertorico", "PR"}, {"qatar", "QA"},
    {"regioncrimea", "UA"}, {"regiongaza", "PS"}, {"regionkafiakingi", "SD"},
    {"regionwestbank", "PS"}, {"republicchina", "TW"}, {"republiccongo", "CG"},
    {"republickorea", "KR"}, {"republickosovo", "XK"}, {"republicmoldova", "MD"},
    {"republicnorthmacedonia", "MK"}, {"republicsouthsudan", "SS"}, {"reunion", "RE"},
    {"romania", "RO"}, {"runion", "RE"}, {"russia", "RU"}, {"russian", "RU"},
    {"russianfederation", "RU"}, {"russiaussr", "RU"}, {"rwanda", "RW"}, {"saintbarthelemy", "BL"},
    {"sainthelena", "SH"}, {"saintkittsnevis", "KN"}, {"saintlucia", "LC"},
    {"saintmaartendutch", "SX"}, {"saintmartin", "MF"}, {"saintmartinfrench", "MF"},
    {"saintpierremiquelon", "PM"}, {"saintvincent", "VC"}, {"saintvincentgrenadines", "VC"},
    {"samoa", "WS"}, {"samoaamerican", "AS"}, {"samoawestern", "WS"}, {"sanmarino", "SM"},
    {"saotomeprincipe", "ST"}, {"saudiarabia", "SA"}, {"scotland", "GB"}, {"senegal", "SN"},
    {"serbia", "RS"}, {"serbiamontenegro", "CS"}, {"seychelles", "SC"}, {"sierraleone", "SL"},
    {"singapore", "SG"}, {"sintmaarten", "SX"}, {"slovakia", "SK"}, {"slovenia", "SI"},
    {"socialistrepublicvietnam", "VN"}, {"solomonislands", "SB"}, {"somalia", "SO"},
    {"southafrica", "ZA"}, {"southgeorgiasouthsandwichislands", "GS"}, {"southkorea", "KR"},
    {"southsudan", "SS"}, {"sovietunion", "SU"}, {"spain", "ES"}, {"srilanka", "LK"},
    {"statepalestine", "PS"}, {"sudan", "SD"}, {"suriname", "SR"}, {"svalbardjanmayen", "SJ"},
    {"swaziland", "SZ"}, {"sweden", "SE"}, {"switzerland", "CH"}, {"syria", "SY"},
    {"syrianarabrepublic", "SY"}, {"taiwan", "TW"}, {"taiwanprovincechina", "TW"},
    {"tajikistan", "TJ"}, {"tanzania", "TZ"}, {"tanzaniaunitedrepublic", "TZ"}, {"thailand", "TH"},
    {"timorleste", "TL"}, {"togo", "TG"}, {"tokelau", "TK"}, {"tonga", "TO"},
    {"trinidadtobago", "TT"}, {"trkiye", "TR"}, {"tunisia", "TN"}, {"turkey", "TR"},
    {"turkiye", "TR"}, {"turkmenistan", "TM"}, {"turkscaicosis", "TC"}, {"tuvalu", "TV"},
    {"uae", "AE"}, {"uganda", "UG"}, {"uk", "GB"}, {"ukraine", "UA"}, {"ukrainianssr", "UA"},
    {"unionmyanmar", "MM"}, {"unionsovietsocialistrepublics", "SU"}, {"unitedarabemirates", "AE"},
    {"unitedkingdom", "GB"}, {"unitedkingdomgreatbritainnorthernireland", "GB"},
    {"unitedrepublictanzania", "TZ"}, {"unitedstates", "US"}, {"unitedstatesamerica", "US"},
    {"uruguay", "UY"}, {"usa", "US"}, {"usminoroutlyingislands", "UM"}, {"ussr", "SU"},
    {"ussrnowrussianfederation", "RU"}, {"usvirginislands", "VI"}, {"uzbekistan", "UZ"},
    {"vanuatu", "VU"}, {"vatican", "VA"}, {"vaticancity", "VA"}, {"venezuela", "VE"},
    {"venezuelabolivarianrepublic", "VE"}, {"vietnam", "VN"}, {"virginislandsbritish", "VG"},
    {"virginislandsuk", "VG"}, {"virginislandsus", "VI"}, {"wales", "GB"}, {"wallisfutuna", "WF"},
    {"westbank", "PS"}, {"westernsahara", "EH"}, {"yemen", "YE"}, {"yugoslavia", "YU"},
    {"zambia", "ZM"}, {"zimbabwe", "ZW"},
    // clang-format on
});

/// Words to skip; all others are written together.
bool is_filler(std::string_view word) noexcept {
    return word == "the" || word == "of" || word == "and";
}

/// "Korea, North" gives "koreanorth". Letters outside ASCII are left out.
std::string key_of(std::string_view name) {
    std::string key;
    std::string word;
    const auto take_word = [&] {
        if (!is_filler(word)) key += word;
        word.clear();
    };
    for (const char c : name) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (lower >= 'a' && lower <= 'z') {
            word += lower;
        } else if (static_cast<unsigned char>(c) < 0x80) {
            take_word();
        }
    }
    take_word();
    return key;
}

std::optional<CountryCode> find_key(std::string_view key) noexcept {
    const auto row = std::ranges::lower_bound(kRows, key, {}, &Row::key);
    if (row == kRows.end() || row->key != key) return std::nullopt;
    return CountryCode{{row->code[0], row->code[1]}};
}

/// The code itself, if somebody has it.
std::optional<CountryCode> find_code(std::string_view letters) noexcept {
    const auto upper = [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    };
    const CountryCode code{{upper(letters[0]), upper(letters[1])}};
    const auto has_code = [&](const Row& row) {
        return row.code[0] == code.letters[0] && row.code[1] == code.letters[1];
    };
    return std::ranges::any_of(kRows, has_code) ? std::optional(code) : std::nullopt;
}

}  // namespace

std::optional<CountryCode> country_code(std::string_view name) {
    static_assert(std::ranges::is_sorted(kRows, {}, &Row::key));
    const std::string key = key_of(name);
    if (key.empty()) return std::nullopt;
    if (const auto found = find_key(key)) return found;
    if (key.size() == 2 && name.size() == 2) return find_code(key);
    // "Former USSR Currently Ukraine", "Ukrainian SSR (now Ukraine)".
    for (const std::string_view mark : {"Currently ", "currently ", "now "}) {
        const std::size_t at = name.find(mark);
        if (at != std::string_view::npos) return find_key(key_of(name.substr(at + mark.size())));
    }
    return std::nullopt;
}

}  // namespace pelf::screen
