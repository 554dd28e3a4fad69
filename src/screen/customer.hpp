// SPDX-License-Identifier: Apache-2.0
//
// A customer, or anybody else a question is about: the fields that files and commands give, turned
// into the same model::Party that lists are made of. The fields: docs/formats/customers.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/party.hpp"
#include "screen/facts.hpp"

namespace pelf::screen {

struct Customer {
    model::Party party;  ///< Its id.key is the customer's own id.
    /// What was given and could not be understood, in words. The rest stands all the same, and
    /// whoever screens counts these as losses.
    std::vector<std::string> problems;
};

enum class CustomerField : std::uint8_t {
    id,
    name,
    family,  ///< Family and given names make a name where none is given.
    given,
    alias,
    weak_alias,
    type,
    born,
    country,  ///< "CC", a name, or "ROLE:CC".
    birth_country,
    birth_place,
    nationality,
    residence,
    flag,
    jurisdiction,
    gender,
    identifier,  ///< "KIND:VALUE".
    number,      ///< A value whose kind is the field's.
    wallet,      ///< "ADDRESS" or "LEDGER:ADDRESS".
};

/// A column's or member's meaning.
struct FieldMeaning {
    CustomerField field = CustomerField::name;
    IdentifierKind kind = IdentifierKind::other;  ///< Of a number.

    bool operator==(const FieldMeaning&) const = default;
};

/// By its name in any letter case, with blanks, hyphens or underscores or without: "Date of birth",
/// "dob", "birthDate". Nothing for names that say nothing to us.
std::optional<FieldMeaning> field_meaning(std::string_view name);

/// "person" for person, individual, Person; "entity" for company, Organization, LegalEntity;
/// vessel, aircraft, Airplane. Nothing for any other word.
std::optional<model::PartyType> parse_subject_type(std::string_view word);

/// Values of one field of one customer: more are a problem, and left out.
inline constexpr std::size_t kFieldValuesMax = 64;
/// Longer names are a problem, and left out: nobody is called so.
inline constexpr std::size_t kNameBytesMax = 1'024;

/// Adds the value; blanks at its ends and empty values mean nothing. What cannot be understood
/// becomes a problem.
void add_field(Customer& customer, FieldMeaning meaning, std::string_view value);

/// The values of a cell: names, families, given names and places whole, everything else between
/// semicolons.
void add_cell(Customer& customer, FieldMeaning meaning, std::string_view cell);

/// Makes the name of its parts where only those were given. To be called once, at the end.
void complete(Customer& customer);

/// True if there is anything to search for: a name, an identifier or a wallet.
bool can_be_screened(const Customer& customer) noexcept;

}  // namespace pelf::screen
