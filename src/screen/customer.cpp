// SPDX-License-Identifier: Apache-2.0
#include "screen/customer.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace pelf::screen {
namespace {

using enum CustomerField;

struct Meaning {
    std::string_view name;  ///< Lower case, letters and digits only.
    FieldMeaning meaning;
};

constexpr Meaning number_of(std::string_view name, IdentifierKind kind) {
    return {name, {number, kind}};
}

constexpr auto kMeanings = std::to_array<Meaning>({
    {"id", {id, {}}},
    {"customerid", {id, {}}},
    {"reference", {id, {}}},
    {"key", {id, {}}},
    {"name", {name, {}}},
    {"fullname", {name, {}}},
    {"customername", {name, {}}},
    {"family", {family, {}}},
    {"familyname", {family, {}}},
    {"lastname", {family, {}}},
    {"surname", {family, {}}},
    {"given", {given, {}}},
    {"givenname", {given, {}}},
    {"firstname", {given, {}}},
    {"alias", {alias, {}}},
    {"aliases", {alias, {}}},
    {"aka", {alias, {}}},
    {"weakalias", {weak_alias, {}}},
    {"type", {type, {}}},
    {"schema", {type, {}}},
    {"partytype", {type, {}}},
    {"born", {born, {}}},
    {"dob", {born, {}}},
    {"birthdate", {born, {}}},
    {"dateofbirth", {born, {}}},
    {"country", {country, {}}},
    {"countries", {country, {}}},
    {"birthcountry", {birth_country, {}}},
    {"countryofbirth", {birth_country, {}}},
    {"birthplace", {birth_place, {}}},
    {"placeofbirth", {birth_place, {}}},
    {"nationality", {nationality, {}}},
    {"nationalities", {nationality, {}}},
    {"citizenship", {nationality, {}}},
    {"residence", {residence, {}}},
    {"countryofresidence", {residence, {}}},
    {"addresscountry", {residence, {}}},
    {"flag", {flag, {}}},
    {"jurisdiction", {jurisdiction, {}}},
    {"gender", {gender, {}}},
    {"sex", {gender, {}}},
    {"identifier", {identifier, {}}},
    {"identifiers", {identifier, {}}},
    {"wallet", {wallet, {}}},
    {"wallets", {wallet, {}}},
    number_of("passport", IdentifierKind::passport),
    number_of("passportnumber", IdentifierKind::passport),
    number_of("nationalid", IdentifierKind::national_id),
    number_of("idnumber", IdentifierKind::national_id),
    number_of("tax", IdentifierKind::tax),
    number_of("taxid", IdentifierKind::tax),
    number_of("taxnumber", IdentifierKind::tax),
    number_of("inn", IdentifierKind::tax),
    number_of("inncode", IdentifierKind::tax),
    number_of("vatcode", IdentifierKind::tax),
    number_of("registration", IdentifierKind::registration),
    number_of("registrationnumber", IdentifierKind::registration),
    number_of("ogrncode", IdentifierKind::registration),
    number_of("lei", IdentifierKind::lei),
    number_of("leicode", IdentifierKind::lei),
    number_of("imo", IdentifierKind::imo),
    number_of("imonumber", IdentifierKind::imo),
    number_of("mmsi", IdentifierKind::mmsi),
    number_of("callsign", IdentifierKind::call_sign),
    number_of("bic", IdentifierKind::bic),
    number_of("swiftbic", IdentifierKind::bic),
    number_of("isin", IdentifierKind::isin),
    number_of("msn", IdentifierKind::aircraft_serial),
    number_of("serialnumber", IdentifierKind::aircraft_serial),
    number_of("tailnumber", IdentifierKind::aircraft_tail),
});

/// Lower-case letters and digits.
std::string bare(std::string_view word) {
    std::string letters;
    for (const char c : ascii_lower(word)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
    }
    return letters;
}

bool has_room(Customer& customer, std::size_t count, std::string_view what) {
    if (count < kFieldValuesMax) return true;
    std::string problem = text("more than ", kFieldValuesMax, " ", what, ", the rest left out");
    if (customer.problems.empty() || customer.problems.back() != problem) {
        customer.problems.push_back(std::move(problem));
    }
    return false;
}

void add_name(Customer& customer, FieldMeaning meaning, std::string_view value) {
    auto& names = customer.party.names;
    if (value.size() > kNameBytesMax) {
        customer.problems.push_back(
            text("a name of ", value.size(), " bytes, at most ", kNameBytesMax, " are taken"));
        return;
    }
    if (!has_room(customer, names.size(), "names")) return;
    model::Name one;
    one.whole = value;
    if (meaning.field == name) {
        // The name proper stands first, wherever its column is.
        names.insert(names.begin(), std::move(one));
        return;
    }
    one.kind = model::NameKind::aka;
    if (meaning.field == weak_alias) one.strength = model::Strength::weak;
    names.push_back(std::move(one));
}

/// Parts are gathered in the party's first name without a whole.
void add_name_part(Customer& customer, FieldMeaning meaning, std::string_view value) {
    if (value.size() > kNameBytesMax) {
        customer.problems.push_back(
            text("a name of ", value.size(), " bytes, at most ", kNameBytesMax, " are taken"));
        return;
    }
    auto& names = customer.party.names;
    auto parts =
        std::ranges::find_if(names, [](const model::Name& one) { return one.whole.empty(); });
    if (parts == names.end()) parts = names.insert(names.end(), model::Name{});
    (meaning.field == family ? parts->family : parts->given) = value;
}

void add_country(Customer& customer, model::CountryRole role, std::string_view value) {
    if (!has_room(customer, customer.party.countries.size(), "countries")) return;
    if (!country_code(value)) {
        customer.problems.push_back(
            text("expected a country by name or two letters, found ", value));
        return;
    }
    customer.party.countries.push_back({role, std::string(value)});
}

void add_residence(Customer& customer, std::string_view value) {
    if (!has_room(customer, customer.party.addresses.size(), "addresses")) return;
    if (!country_code(value)) {
        customer.problems.push_back(
            text("expected a country by name or two letters, found ", value));
        return;
    }
    customer.party.addresses.emplace_back().country = value;
}

/// "nationality:RU", or a country of no said role.
void add_country_with_role(Customer& customer, std::string_view value) {
    const std::size_t colon = value.find(':');
    if (colon == std::string_view::npos) {
        add_country(customer, model::CountryRole::other, value);
        return;
    }
    const auto meaning = field_meaning(value.substr(0, colon));
    const bool is_role = meaning && meaning->field >= country && meaning->field <= jurisdiction &&
                         meaning->field != birth_place;
    if (!is_role) {
        customer.problems.push_back(
            text("expected nationality, residence, birth country, flag or jurisdiction before the "
                 "colon, found ",
                 value));
        return;
    }
    add_field(customer, *meaning, value.substr(colon + 1));
}

void add_birth(Customer& customer, std::string_view value) {
    if (!has_room(customer, customer.party.births.size(), "dates of birth")) return;
    const auto date = model::parse_partial_date(value);
    if (!date) {
        customer.problems.push_back(
            text("expected a date of birth such as 1962-06-12, 1962-06, 1962 or circa 1962, found ",
                 value));
        return;
    }
    customer.party.births.push_back(*date);
}

void add_number(Customer& customer, std::string_view kind, std::string_view value) {
    if (!has_room(customer, customer.party.identifiers.size(), "identifiers")) return;
    model::Identifier& one = customer.party.identifiers.emplace_back();
    one.kind = kind;
    one.value = value;
    // "passport:RU/1234567": the country before a slash, where it is one.
    const std::size_t slash = value.find('/');
    if (slash != 2 || !country_code(value.substr(0, slash))) return;
    one.country = value.substr(0, slash);
    one.value = value.substr(slash + 1);
}

void add_identifier(Customer& customer, std::string_view value) {
    const std::size_t colon = value.find(':');
    if (colon == std::string_view::npos || colon == 0 || trim(value.substr(colon + 1)).empty()) {
        customer.problems.push_back(
            text("expected an identifier as KIND:VALUE, such as passport:A1234567, found ", value));
        return;
    }
    add_number(customer, trim(value.substr(0, colon)), trim(value.substr(colon + 1)));
}

void add_wallet(Customer& customer, std::string_view value) {
    if (!has_room(customer, customer.party.wallets.size(), "wallets")) return;
    model::Wallet& one = customer.party.wallets.emplace_back();
    const std::size_t colon = value.find(':');
    // CashAddr has a colon of its own; its prefix is the ledger's name all the same.
    one.address = trim(colon == std::string_view::npos ? value : value.substr(colon + 1));
    if (colon != std::string_view::npos) one.ledger = trim(value.substr(0, colon));
    if (one.ledger == "bitcoincash") one.ledger = "bitcoin-cash";
    one.canonical = model::canonical_address(one.address);
}

void add_type(Customer& customer, std::string_view value) {
    const auto parsed = parse_subject_type(value);
    if (!parsed) {
        customer.problems.push_back(
            text("expected person, entity, vessel or aircraft as type, found ", value));
        return;
    }
    customer.party.type = *parsed;
}

}  // namespace

std::optional<FieldMeaning> field_meaning(std::string_view column) {
    const std::string wanted = bare(column);
    const auto found = std::ranges::find(kMeanings, wanted, &Meaning::name);
    return found == kMeanings.end() ? std::nullopt : std::optional(found->meaning);
}

std::optional<model::PartyType> parse_subject_type(std::string_view word) {
    using model::PartyType;
    struct Word {
        std::string_view word;
        PartyType type;
    };
    constexpr auto kWords = std::to_array<Word>({{"person", PartyType::person},
                                                 {"individual", PartyType::person},
                                                 {"naturalperson", PartyType::person},
                                                 {"entity", PartyType::entity},
                                                 {"company", PartyType::entity},
                                                 {"organization", PartyType::entity},
                                                 {"organisation", PartyType::entity},
                                                 {"legalentity", PartyType::entity},
                                                 {"publicbody", PartyType::entity},
                                                 {"corporate", PartyType::entity},
                                                 {"vessel", PartyType::vessel},
                                                 {"ship", PartyType::vessel},
                                                 {"aircraft", PartyType::aircraft},
                                                 {"airplane", PartyType::aircraft},
                                                 {"unknown", PartyType::unknown},
                                                 {"thing", PartyType::unknown}});
    const std::string wanted = bare(word);
    const auto found = std::ranges::find(kWords, wanted, &Word::word);
    return found == kWords.end() ? std::nullopt : std::optional(found->type);
}

void add_field(Customer& customer, FieldMeaning meaning, std::string_view untrimmed) {
    const std::string_view value = trim(untrimmed);
    if (value.empty()) return;
    using model::CountryRole;
    switch (meaning.field) {
        case id: customer.party.id.key = value; return;
        case name:
        case alias:
        case weak_alias: add_name(customer, meaning, value); return;
        case family:
        case given: add_name_part(customer, meaning, value); return;
        case type: add_type(customer, value); return;
        case born: add_birth(customer, value); return;
        case country: add_country_with_role(customer, value); return;
        case birth_country: add_country(customer, CountryRole::birth, value); return;
        case birth_place: customer.party.birth_places.emplace_back(value); return;
        case nationality: add_country(customer, CountryRole::nationality, value); return;
        case residence: add_residence(customer, value); return;
        case flag: add_country(customer, CountryRole::flag, value); return;
        case jurisdiction: add_country(customer, CountryRole::jurisdiction, value); return;
        case gender: customer.party.attributes.push_back({"Gender", std::string(value)}); return;
        case identifier: add_identifier(customer, value); return;
        case number: add_number(customer, to_string(meaning.kind), value); return;
        case wallet: add_wallet(customer, value); return;
    }
}

void add_cell(Customer& customer, FieldMeaning meaning, std::string_view cell) {
    const bool whole = meaning.field == id || meaning.field == name || meaning.field == family ||
                       meaning.field == given || meaning.field == birth_place ||
                       meaning.field == type || meaning.field == gender;
    if (whole) {
        add_field(customer, meaning, cell);
        return;
    }
    for (const std::string_view value : split(cell, ";")) add_field(customer, meaning, value);
}

void complete(Customer& customer) {
    auto& names = customer.party.names;
    const auto parts =
        std::ranges::find_if(names, [](const model::Name& one) { return one.whole.empty(); });
    if (parts == names.end()) return;
    if (parts->family.empty() || parts->given.empty()) {
        parts->whole = parts->family + parts->given;
    } else {
        parts->whole = text(parts->family, ", ", parts->given);
    }
    // Beside a whole name the parts are another writing of it, not another name first.
    const bool has_name = std::ranges::any_of(names, [](const model::Name& one) {
        return one.kind == model::NameKind::primary && one.family.empty() && one.given.empty();
    });
    if (has_name) {
        parts->kind = model::NameKind::aka;
        return;
    }
    std::rotate(names.begin(), parts, parts + 1);
}

bool can_be_screened(const Customer& customer) noexcept {
    return !customer.party.names.empty() || !customer.party.identifiers.empty() ||
           !customer.party.wallets.empty();
}

}  // namespace pelf::screen
