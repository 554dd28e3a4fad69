// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/uk_columns.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

struct Known {
    std::string_view header;  ///< Letters and digits only, lower case.
    UkColumn column;
};
constexpr auto kKnown = std::to_array<Known>({
    {"uniqueid", UkColumn::key},
    {"ofsigroupid", UkColumn::group_id},
    {"groupid", UkColumn::group_id},
    {"designationtype", UkColumn::type},
    {"individualentityship", UkColumn::type},
    {"grouptype", UkColumn::type},
    {"subjecttype", UkColumn::type},
    {"name1", UkColumn::name_1},
    {"name2", UkColumn::name_2},
    {"name3", UkColumn::name_3},
    {"name4", UkColumn::name_4},
    {"name5", UkColumn::name_5},
    {"name6", UkColumn::name_6},
    {"fullname", UkColumn::full_name},
    {"nametype", UkColumn::name_type},
    {"aliastype", UkColumn::name_type},
    {"aliasstrength", UkColumn::name_strength},
    {"aliasquality", UkColumn::name_strength},
    {"namenonlatinscript", UkColumn::script_name},
    {"nonlatinscripttype", UkColumn::script_type},
    {"nonlatinscriptlanguage", UkColumn::script_language},
    {"dob", UkColumn::birth},
    {"townofbirth", UkColumn::birth_town},
    {"countryofbirth", UkColumn::birth_country},
    {"passportnumber", UkColumn::passport},
    {"passportadditionalinformation", UkColumn::passport_note},
    {"passportdetails", UkColumn::passport_note},
    {"nationalidentifiernumber", UkColumn::national_id},
    {"nationalidentificationnumber", UkColumn::national_id},
    {"nationalidentifieradditionalinformation", UkColumn::national_id_note},
    {"nidetails", UkColumn::national_id_note},
    {"addressline1", UkColumn::address_1},
    {"addressline2", UkColumn::address_2},
    {"addressline3", UkColumn::address_3},
    {"addressline4", UkColumn::address_4},
    {"addressline5", UkColumn::address_5},
    {"addressline6", UkColumn::address_6},
    {"address1", UkColumn::address_1},
    {"address2", UkColumn::address_2},
    {"address3", UkColumn::address_3},
    {"address4", UkColumn::address_4},
    {"address5", UkColumn::address_5},
    {"address6", UkColumn::address_6},
    {"addresspostalcode", UkColumn::postal_code},
    {"postzipcode", UkColumn::postal_code},
    {"addresscountry", UkColumn::country},
    {"country", UkColumn::country},
    {"year", UkColumn::year},
    {"month", UkColumn::month},
    {"day", UkColumn::day},
    {"rawvalue", UkColumn::value},
    {"identifiertype", UkColumn::kind},
    {"countrytype", UkColumn::kind},
    {"additionalinfo", UkColumn::note},
});

struct KnownSimple {
    std::string_view header;
    UkTake take;
    std::string_view kind{};
};
constexpr auto kSimple = std::to_array<KnownSimple>({
    {"regimename", UkTake::programme},
    {"regime", UkTake::programme},
    {"unreferencenumber", UkTake::identifier, "UN Ref"},
    {"imonumber", UkTake::identifier, "IMO"},
    {"businessregistrationnumbers", UkTake::identifier, "Registration Number"},
    {"hullidentificationnumberhin", UkTake::identifier, "HIN"},
    {"nationalityies", UkTake::nationality},
    {"nationality", UkTake::nationality},
    {"currentbelievedflagofship", UkTake::flag},
    {"previousflags", UkTake::former_flag},
    {"currentowneroperators", UkTake::relation, "Owned or operated by"},
    {"previousowneroperators", UkTake::relation, "Formerly owned or operated by"},
    {"subsidiaries", UkTake::relation, "Parent of"},
    {"parentcompany", UkTake::relation, "Subsidiary of"},
    {"otherinformation", UkTake::remark},
    {"ukstatementofreasons", UkTake::remark},
    {"title", UkTake::attribute, "Title"},
    {"designationsource", UkTake::attribute, "Designated by"},
    {"sanctionsimposed", UkTake::attribute, "Sanctions imposed"},
    {"phonenumber", UkTake::attribute, "Phone"},
    {"website", UkTake::attribute, "Website"},
    {"emailaddress", UkTake::attribute, "Email"},
    {"datedesignated", UkTake::attribute, "Listed on"},
    {"listedon", UkTake::attribute, "Listed on"},
    {"uksanctionslistdatedesignated", UkTake::attribute, "Listed on the UK Sanctions List on"},
    {"lastupdated", UkTake::attribute, "Last updated"},
    {"position", UkTake::attribute, "Position"},
    {"gender", UkTake::attribute, "Gender"},
    {"typeofentity", UkTake::attribute, "Type of entity"},
    {"typeofship", UkTake::attribute, "Vessel Type"},
    {"tonnageofship", UkTake::attribute, "Tonnage"},
    {"lengthofship", UkTake::attribute, "Length"},
    {"yearbuilt", UkTake::attribute, "Built"},
    // Of the normalised files: row numbers and how their maker read them.
    {"nameid", UkTake::ignored},
    {"dobid", UkTake::ignored},
    {"id", UkTake::ignored},
    {"iso", UkTake::ignored},
    {"isoavailable", UkTake::ignored},
    {"resolutionmethod", UkTake::ignored},
    {"precision", UkTake::ignored},
    {"parseissues", UkTake::ignored},
});

std::string letters_and_digits(std::string_view header) {
    std::string kept;
    for (const char c : ascii_lower(header)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
    }
    return kept;
}

std::optional<UkLayout> layout_of(const UkHeader& header) {
    const auto has = [&](UkColumn column) {
        return header.index_of[static_cast<std::size_t>(column)].has_value();
    };
    if (has(UkColumn::name_6) && has(UkColumn::type)) {
        if (has(UkColumn::key)) return UkLayout::fcdo;
        if (has(UkColumn::group_id)) return UkLayout::ofsi;
    }
    if (!has(UkColumn::key)) return std::nullopt;
    if (has(UkColumn::type)) return UkLayout::subjects;
    if (has(UkColumn::full_name)) return UkLayout::names;
    if (has(UkColumn::year) && has(UkColumn::month) && has(UkColumn::day)) return UkLayout::births;
    if (!has(UkColumn::value) || !has(UkColumn::kind)) return std::nullopt;
    return has(UkColumn::note) ? UkLayout::identifiers : UkLayout::countries;
}

/// Two or four digits as a number; 0 for zeros and letters, which stand for what is not known.
std::optional<std::uint64_t> number_or_unknown(std::string_view part) {
    if (const auto number = parse_u64(part)) return number;
    const bool is_letters = std::all_of(part.begin(), part.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '?' || c == '*';
    });
    if (!is_letters) return std::nullopt;
    return 0;
}

}  // namespace

std::string_view uk_layout_name(UkLayout layout) noexcept {
    constexpr std::array<std::string_view, kUkLayoutsCount> kNames = {
        "the UK Sanctions List",
        "OFSI's consolidated list",
        "subjects",
        "names",
        "dates of birth",
        "identifiers",
        "countries",
    };
    return kNames[static_cast<std::size_t>(layout)];
}

std::optional<UkHeader> parse_uk_header(const std::vector<std::string>& fields) {
    UkHeader header;
    header.columns_count = fields.size();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::string name = letters_and_digits(fields[i]);
        if (name.empty()) continue;
        const auto known = std::find_if(kKnown.begin(), kKnown.end(),
                                        [&](const Known& one) { return one.header == name; });
        if (known != kKnown.end()) {
            auto& index = header.index_of[static_cast<std::size_t>(known->column)];
            // A column that is there twice would silently lose one of the two.
            if (index) return std::nullopt;
            index = i;
            continue;
        }
        const auto simple = std::find_if(kSimple.begin(), kSimple.end(),
                                         [&](const auto& one) { return one.header == name; });
        if (simple == kSimple.end()) {
            header.simple.push_back({i, UkTake::attribute, std::string(trim(fields[i]))});
        } else if (simple->take != UkTake::ignored) {
            header.simple.push_back({i, simple->take, std::string(simple->kind)});
        }
    }
    const auto layout = layout_of(header);
    if (!layout) return std::nullopt;
    header.layout = *layout;
    return header;
}

std::optional<model::PartialDate> parse_uk_date(std::string_view text) {
    constexpr std::string_view kCirca = "circa";
    text = trim(text);
    const std::string lower = ascii_lower(text);
    const bool is_circa = lower.starts_with(kCirca);
    const auto parts = split(is_circa ? trim(text.substr(kCirca.size())) : text, "/");
    if (parts.size() != 3) return model::parse_partial_date(text);
    const auto day = number_or_unknown(trim(parts[0]));
    const auto month = number_or_unknown(trim(parts[1]));
    const auto year = parse_u64(trim(parts[2]));
    constexpr std::uint64_t kYearMax = 9999;
    constexpr std::uint64_t kPartMax = 99;
    if (!day || !month || !year || *year > kYearMax || *day > kPartMax || *month > kPartMax) {
        return std::nullopt;
    }
    const auto two_digits = [](std::uint64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    std::string iso = std::to_string(*year);
    iso.insert(0, 4 - std::min<std::size_t>(iso.size(), 4), '0');
    // A day of an unknown month says no more than the year does.
    if (*month != 0) iso += "-" + two_digits(*month);
    if (*month != 0 && *day != 0) iso += "-" + two_digits(*day);
    auto date = model::parse_partial_date(iso);
    if (date) date->is_circa = is_circa;
    return date;
}

std::vector<std::string_view> split_uk_numbered(std::string_view text) {
    std::vector<std::string_view> values;
    text = trim(text);
    const auto add = [&](std::string_view value) {
        value = trim(value);
        if (!value.empty()) values.push_back(value);
    };
    std::size_t start = 0;
    for (std::uint64_t number = 1; text.substr(start).starts_with(pelf::text("(", number, ")"));
         ++number) {
        const std::string mark = pelf::text("(", number, ")");
        const std::string next = pelf::text("(", number + 1, ")");
        const std::size_t end = std::min(text.find(next, start + mark.size()), text.size());
        std::string_view value = trim(text.substr(start + mark.size(), end - start - mark.size()));
        if (value.ends_with('.') && end < text.size()) value.remove_suffix(1);
        add(value);
        start = end;
    }
    if (start < text.size()) add(text.substr(start));
    return values;
}

}  // namespace pelf::ingest
