// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ofac_remarks.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "ingest/lists/identifiers.hpp"
#include "ingest/lists/wallets.hpp"

namespace pelf::ingest {
namespace {

using model::Party;

/// For every parenthesis that has its partner, true at both places. One without it is a letter.
std::vector<bool> paired_parentheses(std::string_view text) {
    std::vector<bool> paired(text.size(), false);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(') open.push_back(i);
        if (text[i] != ')' || open.empty()) continue;
        paired[i] = paired[open.back()] = true;
        open.pop_back();
    }
    return paired;
}

/// Offset of the quote that closes the alias at the beginning of `piece`; 0 if there is none.
/// Names hold apostrophes, so that only one before a semicolon closes.
std::size_t alias_quote_end(std::string_view piece) {
    constexpr std::string_view kMark = "x.k.a. '";
    const std::size_t start = piece.find_first_not_of(' ');
    if (start == std::string_view::npos) return 0;
    const std::string_view rest = piece.substr(start);
    if (rest.size() < kMark.size() || rest.substr(1, kMark.size() - 1) != kMark.substr(1)) return 0;
    const std::size_t close = rest.find("';", kMark.size());
    return close == std::string_view::npos ? 0 : start + close;
}

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view without_full_stop(std::string_view text) {
    text = trim(text);
    const std::size_t size = text.size();
    // "S.A." and "U.S." end with a stop of their own; OFAC then writes no second one.
    const bool abbreviation = size >= 3 && text[size - 3] == '.' && is_letter(text[size - 2]);
    if (text.ends_with('.') && !abbreviation) text.remove_suffix(1);
    return text;
}

bool consume(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

// The functions take_… take a piece without its "alt. " and say whether it was theirs to take.

bool take_alias(std::string_view piece, Party& party) {
    constexpr std::array<std::pair<std::string_view, model::NameKind>, 4> kMarks = {{
        {"a.k.a. ", model::NameKind::aka},
        {"f.k.a. ", model::NameKind::fka},
        {"n.k.a. ", model::NameKind::nka},
        {"d.b.a. ", model::NameKind::aka},
    }};
    for (const auto& [mark, kind] : kMarks) {
        std::string_view rest = piece;
        if (!consume(rest, mark)) continue;
        const bool quoted = rest.size() > 2 && rest.front() == '\'' && rest.back() == '\'';
        if (quoted) rest = rest.substr(1, rest.size() - 2);
        if (trim(rest).empty()) return false;
        model::Name name = ofac_name(trim(rest), party.type);
        name.kind = kind;
        name.strength = quoted ? model::Strength::weak : model::Strength::strong;
        party.names.push_back(std::move(name));
        return true;
    }
    return false;
}

bool take_birth(std::string_view piece, Party& party) {
    if (consume(piece, "POB ")) {
        party.birth_places.emplace_back(piece);
        return true;
    }
    if (!consume(piece, "DOB ")) return false;
    const auto date = model::parse_partial_date(piece);
    if (date) party.births.push_back(*date);
    return date.has_value();
}

bool take_country(std::string_view piece, Party& party) {
    constexpr std::array<std::pair<std::string_view, model::CountryRole>, 7> kMarks = {{
        {"Nationality of Registration ", model::CountryRole::jurisdiction},
        {"nationality ", model::CountryRole::nationality},
        {"citizen ", model::CountryRole::citizenship},
        {"Former Vessel Flag ", model::CountryRole::former_flag},
        {"Other Vessel Flag ", model::CountryRole::flag},
        {"Vessel Flag ", model::CountryRole::flag},
        {"Flag ", model::CountryRole::flag},
    }};
    for (const auto& [mark, role] : kMarks) {
        std::string_view rest = piece;
        if (!consume(rest, mark)) continue;
        party.countries.push_back({role, std::string(rest)});
        return true;
    }
    return false;
}

bool take_wallet(std::string_view piece, Party& party) {
    if (!consume(piece, "Digital Currency Address - ")) return false;
    const std::size_t blank = piece.find(' ');
    if (blank == std::string_view::npos) return false;
    const std::string_view address = trim(piece.substr(blank));
    if (address.empty() || address.find(' ') != std::string_view::npos) return false;
    party.wallets.push_back(wallet_of_asset(piece.substr(0, blank), address));
    return true;
}

bool take_relation(std::string_view piece, Party& party) {
    for (const std::string_view mark : {"Linked To: ", "Owned By: ", "Vessel Owner: "}) {
        std::string_view rest = piece;
        if (!consume(rest, mark)) continue;
        const std::string_view kind = mark.substr(0, mark.size() - 2);
        party.relations.push_back({std::string(kind), std::string(trim(rest)), {}});
        return true;
    }
    return false;
}

/// Size of the group " (Russia)" at the beginning of `text`; 0 unless there is one, with words
/// and no digits in it: "K357514(4)" and "(OGRN 1027)" are parts of numbers.
std::size_t place_group_size(std::string_view text) {
    if (!text.starts_with(" (")) return 0;
    const std::size_t close = text.find(')');
    if (close == std::string_view::npos || has_digit(text.substr(0, close))) return 0;
    return close + 1;
}

/// Splits "HRA 736338 (Stuttgart) (Germany) issued 21 Aug 2006": the last of a row of places is the
/// country, the others and what follows are the note.
std::optional<model::Identifier> split_identifier(std::string_view kind, std::string_view rest) {
    model::Identifier identifier;
    identifier.kind = kind;
    std::size_t end = 0;
    while (end < rest.size() && place_group_size(rest.substr(end)) == 0 &&
           !rest.substr(end).starts_with(" issued ") &&
           !rest.substr(end).starts_with(" expires ")) {
        ++end;
    }
    identifier.value = trim(rest.substr(0, end));
    rest.remove_prefix(end);
    while (const std::size_t size = place_group_size(rest)) {
        if (!identifier.country.empty()) identifier.note += text("(", identifier.country, ") ");
        identifier.country = trim(rest.substr(2, size - 3));
        rest.remove_prefix(size);
    }
    identifier.note += trim(rest);
    identifier.note = trim(identifier.note);
    if (identifier.value.empty() || identifier.value.starts_with("issued ")) return std::nullopt;
    return make_identifier(identifier.kind, identifier.value, identifier.country, identifier.note);
}

/// Kinds of numbers that the markers of kind_end() do not show; longer before their beginnings.
constexpr auto kIdentifierKinds = std::to_array<std::string_view>({
    "Vessel Registration Identification IMO",
    "Vessel Registration Identification",
    "Identification Number IMO",
    "Diplomatic Passport",
    "Stateless Person Passport",
    "Passport",
    "Seafarer's Identification Document",
    "Aircraft Tail Number",
    "Previous Aircraft Tail Number",
    "Aircraft Mode S Transponder Code",
    "Aircraft Manufacturer's Serial Number (MSN)",
    "Aircraft Construction Number (also called L/N or S/N or F/N)",
    "Unified Social Credit Code (USCC)",
    "United Social Credit Code Certificate (USCCC)",
    "Economic Register Number (CBLS)",
    "Numero Unico de Identificacao Tributaria (NUIT)",
    "Chinese Commercial Code",
    "Registration ID",
    "License",
    "UN/LOCODE",
    "Romanian C.R.",
    "ISIN",
    "D.N.I.",
    "C.U.I.T.",
    "C.U.I.P.",
    "C.U.I.",
    "C.U.R.P.",
    "R.F.C.",
    "C.I.F.",
    "N.I.E.",
    "I.F.E.",
    "C.I.N.",
    "Equity Ticker",
    "SWIFT/BIC",
    "BIK (RU)",
    "VisaNumberID",
    "Numero de Identidad",
    "Credencial electoral",
    "Tarjeta de Identidad",
    "Cartilla de Servicio Militar Nacional",
    "US FEIN",
});

/// "MMSI 572469210", "RTN 08019011419066": capitals alone before one number name a register.
std::size_t register_end(std::string_view piece) {
    constexpr std::size_t kCapitalsMin = 2;
    constexpr std::size_t kCapitalsMax = 6;
    const std::size_t capitals = piece.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (capitals == std::string_view::npos || capitals < kCapitalsMin || capitals > kCapitalsMax ||
        piece[capitals] != ' ') {
        return 0;
    }
    const std::string_view rest = piece.substr(capitals + 1);
    const std::size_t word = std::min(rest.find(' '), rest.size());
    const bool alone = word == rest.size() || place_group_size(rest.substr(word)) != 0;
    return alone ? capitals : 0;
}

/// The words of a kind end with the last of these before the first digit: "Tax ID No.",
/// "Registration Number", "NIT #". 0 if there is none.
std::size_t kind_end(std::string_view piece) {
    const std::string_view words = piece.substr(0, piece.find_first_of("0123456789"));
    std::size_t end = 0;
    for (const std::string_view mark : {" No.", " No ", " Number ", " Number: ", " # ", " ID Card ",
                                        " ID ", " Code ", " Code: ", " Registration "}) {
        const std::size_t at = words.rfind(mark);
        if (at != std::string_view::npos) end = std::max(end, at + 1 + trim(mark).size());
    }
    return end != 0 ? end : register_end(piece);
}

bool add_identifier(std::string_view kind, std::string_view rest, Party& party) {
    auto identifier = split_identifier(kind, rest);
    if (!identifier) return false;
    party.identifiers.push_back(std::move(*identifier));
    return true;
}

bool take_identifier(std::string_view piece, Party& party) {
    for (const std::string_view kind : kIdentifierKinds) {
        std::string_view rest = piece;
        if (!consume(rest, kind) || !rest.starts_with(' ')) continue;
        return add_identifier(kind.ends_with(" IMO") ? "IMO" : kind, trim(rest), party);
    }
    const std::size_t end = kind_end(piece);
    if (end == 0) return false;
    const std::string_view rest = trim(piece.substr(end));
    if (!has_digit(rest)) return false;
    std::string_view kind = trim(piece.substr(0, end));
    if (kind.ends_with(':')) kind.remove_suffix(1);
    return add_identifier(kind, rest, party);
}

/// Statements of the form "Kind value"; the longer before its beginning.
constexpr auto kAttributeKinds = std::to_array<std::string_view>({
    "Gender",
    "Email Address",
    "Email",
    "Phone Number",
    "Phone No.",
    "PHONE",
    "Telephone",
    "Fax",
    "FAX",
    "Website",
    "Organization Established Date",
    "Organization Type",
    "Organization",
    "Target Type",
    "Secondary sanctions risk",
    "Additional Sanctions Information",
    "IFCA Determination",
    "Transactions Prohibited For",
    "Executive Order",
    "CAATSA Section 235 Information",
    "Aircraft Manufacture Date",
    "Aircraft Model",
    "Aircraft Operator",
    "Aircraft Type",
    "Vessel Year of Build",
    "Vessel Type",
    "Other Vessel Type",
    "For more information",
    "for more information",
    "Listing Date",
    "Effective Date",
    "Purchase/Sales For Divestment Date",
    "Issuer Name",
    "Tribe",
    "ethnicity",
    "Occupation",
});

bool add_attribute(std::string_view kind, std::string_view value, Party& party) {
    party.attributes.push_back({std::string(kind), std::string(trim(value))});
    return true;
}

bool take_attribute(std::string_view piece, Party& party) {
    constexpr std::string_view kWordEnds = " :,(";
    for (const std::string_view kind : kAttributeKinds) {
        std::string_view rest = piece;
        if (!consume(rest, kind)) continue;
        if (rest.empty() || kWordEnds.find(rest.front()) == std::string_view::npos) continue;
        if (!consume(rest, ":")) consume(rest, " - ");
        return add_attribute(kind, rest, party);
    }
    return false;
}

/// Web and mail addresses that stand without a word before them.
bool take_contact(std::string_view piece, Party& party) {
    if (piece.starts_with("www.") || piece.starts_with("http://") ||
        piece.starts_with("https://")) {
        return add_attribute("Website", piece, party);
    }
    const std::string_view first_word = piece.substr(0, piece.find(' '));
    const bool is_mail = first_word.find('@') != std::string_view::npos;
    return is_mail && add_attribute("Email Address", piece, party);
}

/// Whether one of the words, in lower case, stands in the text as a word of its own.
bool has_word(std::string_view lower, std::span<const std::string_view> words) {
    for (const std::string_view word : words) {
        for (std::size_t at = lower.find(word); at != std::string_view::npos;
             at = lower.find(word, at + 1)) {
            const std::size_t end = at + word.size();
            const bool starts = at == 0 || !is_letter(lower[at - 1]);
            const bool ends = end == lower.size() || !is_letter(lower[end]);
            if (starts && ends) return true;
        }
    }
    return false;
}

constexpr auto kOffices = std::to_array<std::string_view>(
    {"adviser",    "advisor",        "aide",         "ambassador",  "brigadier",
     "captain",    "chair",          "chairman",     "chairperson", "chairwoman",
     "chef",       "chief",          "co-founder",   "colonel",     "col",
     "commander",  "commanded",      "commissioner", "constituent", "coordinator",
     "counsellor", "delegate",       "deputy",       "director",    "doctor",
     "dr",         "employee",       "ex-fry",       "executive",   "founder",
     "general",    "governor",       "haji",         "head",        "hojjatoleslam",
     "in charge",  "inspector",      "judge",        "leader",      "led",
     "lieutenant", "magistrate",     "major",        "manager",     "maulana",
     "maulawi",    "member",         "minister",     "minster",     "moulana",
     "officer",    "official",       "oversaw",      "president",   "prosecutor",
     "rector",     "representative", "secretary",    "sheikh",      "shaykh",
     "speaker",    "ustad"});
constexpr auto kKinship = std::to_array<std::string_view>(
    {"wife", "husband", "son", "daughter", "brother", "half-brother", "sister", "cousin",
     "sister-in-law", "nephew", "brother-in-law", "father", "mother"});
constexpr auto kProceedings = std::to_array<std::string_view>(
    {"arrested", "indictee", "incarcerated", "in custody", "in jail", "in prison"});
constexpr auto kScope =
    std::to_array<std::string_view>({"worldwide", "all offices", "all branches", "only locations"});

/// Remarks that are words of a sentence and nothing else. Told by their vocabulary, and for persons
/// only where it is about persons, so that a new kind of fact stays visible as unparsed.
bool take_sentence(std::string_view piece, Party& party) {
    const std::string lower = ascii_lower(piece);
    if (has_word(lower, kScope)) return add_attribute("Scope", piece, party);
    if (party.type != model::PartyType::person) return false;
    if (has_word(lower, kProceedings)) return add_attribute("Proceedings", piece, party);
    if (has_word(lower, kOffices)) return add_attribute("Position", piece, party);
    if (has_word(lower, kKinship)) return add_attribute("Family", piece, party);
    return false;
}

/// "Secondary sanctions risk:", "Executive Order 13662 Directive Determination -".
std::string_view without_mark(std::string_view kind) {
    kind = trim(kind);
    while (kind.ends_with(':') || kind.ends_with('-')) {
        kind.remove_suffix(1);
        kind = trim(kind);
    }
    return kind;
}

bool is_attribute_kind(std::string_view kind) {
    constexpr std::string_view kWordEnds = " :,(";
    return std::ranges::any_of(kAttributeKinds, [&](std::string_view known) {
        return kind.starts_with(known) && (kind.size() == known.size() ||
                                           kWordEnds.find(kind[known.size()]) != std::string::npos);
    });
}

/// kind_end() and register_end() look for a number behind the kind; here it may be anything.
bool is_identifier_kind(std::string_view kind) {
    if (std::ranges::find(kIdentifierKinds, kind) != kIdentifierKinds.end()) return true;
    return kind_end(text(kind, " 0")) == kind.size();
}

bool add_country_fact(std::string_view kind, std::string_view value, Party& party) {
    constexpr std::array<std::pair<std::string_view, model::CountryRole>, 7> kKinds = {{
        {"nationality of registration", model::CountryRole::jurisdiction},
        {"nationality country", model::CountryRole::nationality},
        {"citizenship country", model::CountryRole::citizenship},
        {"vessel flag", model::CountryRole::flag},
        {"other vessel flag", model::CountryRole::flag},
        {"flag", model::CountryRole::flag},
        {"former vessel flag", model::CountryRole::former_flag},
    }};
    const std::string lower = ascii_lower(kind);
    const auto found =
        std::ranges::find_if(kKinds, [&](const auto& entry) { return entry.first == lower; });
    if (found == kKinds.end()) return false;
    party.countries.push_back({found->second, std::string(value)});
    return true;
}

bool take(std::string_view piece, Party& party) {
    while (consume(piece, "alt. ") || consume(piece, "Alt. ")) {
    }
    return take_alias(piece, party) || take_birth(piece, party) || take_country(piece, party) ||
           take_wallet(piece, party) || take_relation(piece, party) ||
           take_attribute(piece, party) || take_identifier(piece, party) ||
           take_contact(piece, party) || take_sentence(piece, party);
}

}  // namespace

std::vector<std::string_view> split_ofac_remarks(std::string_view remarks) {
    remarks = without_full_stop(remarks);
    const std::vector<bool> paired = paired_parentheses(remarks);
    std::vector<std::string_view> pieces;
    std::size_t start = 0;
    int depth = 0;
    const auto end_piece = [&](std::size_t end) {
        const std::string_view piece = trim(remarks.substr(start, end - start));
        if (!piece.empty()) pieces.push_back(piece);
        start = end + 1;
    };
    for (std::size_t i = 0; i < remarks.size(); ++i) {
        if (i == start) i += alias_quote_end(remarks.substr(i));
        if (paired[i]) depth += remarks[i] == '(' ? 1 : -1;
        if (remarks[i] == ';' && depth == 0) end_piece(i);
    }
    if (start < remarks.size()) end_piece(remarks.size());
    return pieces;
}

RemarkCounts parse_ofac_remarks(std::string_view remarks, model::Party& party) {
    RemarkCounts counts;
    for (const std::string_view piece : split_ofac_remarks(remarks)) {
        ++counts.pieces;
        if (take(piece, party)) continue;
        ++counts.unparsed;
        party.unparsed.emplace_back(piece);
    }
    return counts;
}

void add_ofac_fact(const OfacFact& fact, model::Party& party) {
    constexpr std::string_view kWallet = "Digital Currency Address - ";
    const std::string_view kind = without_mark(fact.kind);
    const std::string_view value = trim(fact.value);
    if (kind.starts_with(kWallet)) {
        party.wallets.push_back(wallet_of_asset(trim(kind.substr(kWallet.size())), value));
        return;
    }
    if (add_country_fact(kind, value, party)) return;
    const bool is_code = has_digit(value) && value.find(' ') == std::string_view::npos;
    if (is_attribute_kind(kind) || !(is_identifier_kind(kind) || is_code)) {
        add_attribute(kind, value, party);
        return;
    }
    const std::string_view imo = value.starts_with("IMO") ? imo_digits(value) : std::string_view();
    party.identifiers.push_back(make_identifier(
        imo.empty() ? kind : "IMO", imo.empty() ? value : imo, fact.country, fact.note));
}

std::string ofac_validity(std::string_view issued, std::string_view expires) {
    std::string note;
    if (!trim(issued).empty()) note = text("issued ", trim(issued));
    if (!trim(expires).empty()) note += text(note.empty() ? "" : " ", "expires ", trim(expires));
    return note;
}

model::Name ofac_name(std::string_view whole, model::PartyType type) {
    model::Name name;
    name.whole = whole;
    const std::size_t comma = whole.find(',');
    if (type == model::PartyType::person && comma != std::string_view::npos) {
        name.family = trim(whole.substr(0, comma));
        name.given = trim(whole.substr(comma + 1));
    }
    return name;
}

}  // namespace pelf::ingest
