// SPDX-License-Identifier: Apache-2.0
#include "screen/facts.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"

namespace pelf::screen {
namespace {

bool is_letter_or_digit(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// " vessel registration identification imo ": lower case, full stops and apostrophes gone, all
/// other marks a blank, a blank at both ends, so that words can be looked for whole.
std::string spaced_words(std::string_view kind) {
    std::string words = " ";
    for (const char c : ascii_lower(kind)) {
        if (c == '.' || c == '\'') continue;
        const bool keep = is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80;
        if (keep) {
            words += c;
        } else if (words.back() != ' ') {
            words += ' ';
        }
    }
    if (words.back() != ' ') words += ' ';
    return words;
}

struct KindWord {
    std::string_view word;  ///< With blanks where a word must begin or end.
    IdentifierKind kind;
};

/// The first that is found decides. Words from OFAC's, the UN's, the UK's and the EU's lists, and
/// the property names of FollowTheMoney.
constexpr auto kKindWords = std::to_array<KindWord>({
    {" company number imo ", IdentifierKind::imo_company},
    {" imo company ", IdentifierKind::imo_company},
    {" imo", IdentifierKind::imo},
    {" mmsi ", IdentifierKind::mmsi},
    {" call sign ", IdentifierKind::call_sign},
    {" callsign ", IdentifierKind::call_sign},
    {" passport", IdentifierKind::passport},
    {" swift", IdentifierKind::bic},
    {" bic ", IdentifierKind::bic},
    {" swiftbic ", IdentifierKind::bic},
    {" lei ", IdentifierKind::lei},
    {" leicode ", IdentifierKind::lei},
    {" legal entity number ", IdentifierKind::lei},
    {" legal entity identifier ", IdentifierKind::lei},
    {" isin ", IdentifierKind::isin},
    {" serial number ", IdentifierKind::aircraft_serial},
    {" msn ", IdentifierKind::aircraft_serial},
    {" aircraft construction number ", IdentifierKind::aircraft_serial},
    {" serialnumber ", IdentifierKind::aircraft_serial},
    {" tail number ", IdentifierKind::aircraft_tail},
    {" mode s ", IdentifierKind::mode_s},
    {" model ", IdentifierKind::contact},
    {" year of ", IdentifierKind::contact},
    {" phone", IdentifierKind::contact},
    {" email", IdentifierKind::contact},
    {" website ", IdentifierKind::contact},
    {" executive order ", IdentifierKind::contact},
    {" tax", IdentifierKind::tax},
    {" vat", IdentifierKind::tax},
    {" inn ", IdentifierKind::tax},
    {" inncode ", IdentifierKind::tax},
    {" rfc ", IdentifierKind::tax},
    {" cuit ", IdentifierKind::tax},
    {" nit ", IdentifierKind::tax},
    {" fein ", IdentifierKind::tax},
    {" fiscal ", IdentifierKind::tax},
    {" ogrn", IdentifierKind::registration},
    {" registration", IdentifierKind::registration},
    {" registry", IdentifierKind::registration},
    {" company ", IdentifierKind::registration},
    {" business ", IdentifierKind::registration},
    {" commerc", IdentifierKind::registration},
    {" matricula ", IdentifierKind::registration},
    {" mercantil ", IdentifierKind::registration},
    {" enterprise number ", IdentifierKind::registration},
    {" unified social credit ", IdentifierKind::registration},
    {" united social credit ", IdentifierKind::registration},
    {" uscc ", IdentifierKind::registration},
    {" trade license ", IdentifierKind::registration},
    {" cr no ", IdentifierKind::registration},
    {" national", IdentifierKind::national_id},
    {" cedula ", IdentifierKind::national_id},
    {" curp ", IdentifierKind::national_id},
    {" dni ", IdentifierKind::national_id},
    {" ssn ", IdentifierKind::national_id},
    {" identi", IdentifierKind::national_id},
    {" id card ", IdentifierKind::national_id},
    {" idnumber ", IdentifierKind::national_id},
    {" tazkira ", IdentifierKind::national_id},
});

constexpr auto kKindNames = std::to_array<std::string_view>(
    {"passport", "national_id", "tax", "registration", "lei", "imo", "imo_company", "mmsi",
     "call_sign", "bic", "isin", "aircraft_serial", "aircraft_tail", "mode_s", "other", "contact"});

CountryFactRole role_of(model::CountryRole role) noexcept {
    const std::string_view name = model::to_string(role);
    if (name == "birth") return CountryFactRole::birth;
    if (name == "nationality" || name == "citizenship") return CountryFactRole::nationality;
    if (name == "flag" || name == "former_flag") return CountryFactRole::flag;
    if (name == "jurisdiction") return CountryFactRole::law;
    return CountryFactRole::any;
}

BirthFact birth_fact(const model::PartialDate& date) {
    BirthFact fact;
    fact.first = date.first;
    fact.last = date.last;
    fact.first_day = static_cast<std::int32_t>(days_since_epoch(date.first));
    fact.last_day = static_cast<std::int32_t>(days_since_epoch(date.last));
    fact.is_day = date.precision == model::Precision::day && !date.is_circa;
    fact.is_circa = date.is_circa;
    fact.is_placeholder = fact.is_day && date.first.month == 1 && date.first.day == 1;
    return fact;
}

Gender gender_of(std::string_view word) {
    const std::string lower = ascii_lower(trim(word));
    if (lower == "female" || lower == "f") return Gender::female;
    if (lower == "male" || lower == "m") return Gender::male;
    return Gender::unknown;
}

/// The country after the last comma of a place: "Kandahar, Afghanistan".
std::optional<CountryCode> country_of_place(std::string_view place) {
    const std::size_t comma = place.rfind(',');
    if (comma == std::string_view::npos) return country_code(trim(place));
    const auto last = country_code(trim(place.substr(comma + 1)));
    if (last) return last;
    // "Pyongyang, Korea, North": the country itself has a comma.
    const std::size_t before = place.rfind(',', comma == 0 ? 0 : comma - 1);
    if (before == std::string_view::npos || before == comma) return std::nullopt;
    return country_code(trim(place.substr(before + 1)));
}

}  // namespace

std::string_view to_string(IdentifierKind kind) noexcept {
    return kKindNames[static_cast<std::size_t>(kind)];
}

std::string_view to_string(CountryFactRole role) noexcept {
    constexpr auto kNames = std::to_array<std::string_view>(
        {"country", "country of birth", "nationality", "residence", "flag", "jurisdiction"});
    return kNames[static_cast<std::size_t>(role)];
}

IdentifierKind identifier_kind(std::string_view kind) {
    for (std::size_t i = 0; i < kKindNames.size(); ++i) {
        if (kind == kKindNames[i]) return static_cast<IdentifierKind>(i);
    }
    const std::string words = spaced_words(kind);
    for (const KindWord& row : kKindWords) {
        if (words.find(row.word) != std::string::npos) return row.kind;
    }
    return IdentifierKind::other;
}

std::string normal_identifier(IdentifierKind kind, std::string_view value) {
    std::string normal;
    const bool digits_only = kind == IdentifierKind::imo || kind == IdentifierKind::imo_company;
    for (const char c : value) {
        const bool digit = c >= '0' && c <= '9';
        if (digits_only ? !digit : !is_letter_or_digit(c) && static_cast<unsigned char>(c) < 0x80) {
            continue;
        }
        normal += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return normal;
}

bool is_imo_number(std::string_view digits) noexcept {
    constexpr std::size_t kDigits = 7;
    if (digits.size() != kDigits) return false;
    unsigned sum = 0;
    for (std::size_t i = 0; i < kDigits; ++i) {
        if (digits[i] < '0' || digits[i] > '9') return false;
        if (i + 1 < kDigits) {
            sum += static_cast<unsigned>(digits[i] - '0') * static_cast<unsigned>(kDigits - i);
        }
    }
    return sum % 10 == static_cast<unsigned>(digits[kDigits - 1] - '0');
}

IdentifierKind FactReader::kind_of(const std::string& words) {
    const auto known = kinds_.find(words);
    if (known != kinds_.end()) return known->second;
    const IdentifierKind kind = identifier_kind(words);
    if (kinds_.size() < kWordsMax) kinds_.emplace(words, kind);
    return kind;
}

std::optional<CountryCode> FactReader::country_of(const std::string& name) {
    if (name.empty()) return std::nullopt;
    const auto known = countries_.find(name);
    if (known != countries_.end()) return known->second;
    const auto code = country_code(name);
    if (countries_.size() < kWordsMax) countries_.emplace(name, code);
    return code;
}

void FactReader::add_country(Facts& facts, CountryFactRole role, const std::string& name) {
    const auto code = country_of(name);
    if (code) facts.countries.push_back({role, *code});
}

Facts FactReader::read(const model::Party& party) {
    Facts facts;
    facts.type = party.type;
    for (const model::Attribute& attribute : party.attributes) {
        if (ascii_lower(attribute.kind) == "gender") facts.gender = gender_of(attribute.value);
    }
    for (const model::PartialDate& birth : party.births) facts.births.push_back(birth_fact(birth));
    for (const model::Country& country : party.countries) {
        add_country(facts, role_of(country.role), country.name);
    }
    for (const model::PostalAddress& address : party.addresses) {
        add_country(facts, CountryFactRole::residence, address.country);
    }
    for (const std::string& place : party.birth_places) {
        const auto code = country_of_place(place);
        if (code) facts.countries.push_back({CountryFactRole::birth, *code});
    }
    std::ranges::sort(facts.countries);
    const auto doubles = std::ranges::unique(facts.countries);
    facts.countries.erase(doubles.begin(), doubles.end());
    for (std::uint32_t i = 0; i < party.identifiers.size(); ++i) {
        const model::Identifier& identifier = party.identifiers[i];
        const IdentifierKind kind = kind_of(identifier.kind);
        if (kind == IdentifierKind::contact) continue;
        std::string value = normal_identifier(kind, identifier.value);
        if (value.empty()) continue;
        facts.identifiers.push_back({kind, std::move(value), country_of(identifier.country), i});
    }
    return facts;
}

Facts facts_of(const model::Party& party) {
    return FactReader().read(party);
}

}  // namespace pelf::screen
