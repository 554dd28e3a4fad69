// SPDX-License-Identifier: Apache-2.0
//
// What a party record says that a comparison can use, made comparable once: dates as intervals of
// days, countries as codes by role, identifiers by kind in one spelling.
//
// Customers, questions and listed parties are all model::Party, so that both sides of a comparison
// pass through here and there is one rule for each fact.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/party.hpp"
#include "screen/country_names.hpp"

namespace pelf::screen {

/// What a number is worth depends on who gives it out. Kinds that lists spell in a hundred ways.
enum class IdentifierKind : std::uint8_t {
    passport,
    national_id,
    tax,
    registration,  ///< Of a company, with whatever registry.
    lei,
    imo,  ///< Of a ship: stays with the hull through every name and flag.
    imo_company,
    mmsi,       ///< Follows the flag.
    call_sign,  ///< Follows the flag.
    bic,
    isin,
    aircraft_serial,  ///< The manufacturer's number: stays with the airframe.
    aircraft_tail,    ///< The registration mark: follows the registry.
    mode_s,           ///< Transponder code: follows the registry.
    other,
    contact,  ///< Telephone, address, web site, model, year: no identity, and never compared.
};

/// "passport", "national_id" and so on, as spelled above.
std::string_view to_string(IdentifierKind kind) noexcept;

/// By the words of it: "Vessel Registration Identification IMO" is imo, "C.U.R.P." a national id,
/// "passport" passport. Whatever it does not know is `other`.
IdentifierKind identifier_kind(std::string_view kind);

/// Capital letters and digits, everything else left out but letters outside ASCII: "AB-12 34" and
/// "ab1234" are one number. Of imo the digits alone.
std::string normal_identifier(IdentifierKind kind, std::string_view value);

/// Seven digits whose last one checks the others (IMO resolution A.1117).
bool is_imo_number(std::string_view digits) noexcept;

enum class Gender : std::uint8_t { unknown, female, male };

struct IdentifierFact {
    IdentifierKind kind = IdentifierKind::other;
    std::string value;  ///< As normal_identifier() gives it.
    std::optional<CountryCode> country;
    std::uint32_t item_index = 0;  ///< In Party::identifiers.
};

/// Roles that can be compared with each other: citizenship and nationality are one, a place of
/// residence is another.
enum class CountryFactRole : std::uint8_t { any, birth, nationality, residence, flag, law };

/// "country", "country of birth", "nationality", "residence", "flag", "jurisdiction".
std::string_view to_string(CountryFactRole role) noexcept;

struct CountryFact {
    CountryFactRole role = CountryFactRole::any;
    CountryCode code;

    auto operator<=>(const CountryFact&) const = default;
};

struct BirthFact {
    Date first;
    Date last;
    std::int32_t first_day = 0;  ///< Days since 1970.
    std::int32_t last_day = 0;
    bool is_day = false;
    bool is_circa = false;
    /// A 1 January given as a day: what many registries write for "that year".
    bool is_placeholder = false;
};

struct Facts {
    model::PartyType type = model::PartyType::unknown;
    Gender gender = Gender::unknown;
    std::vector<BirthFact> births;
    std::vector<CountryFact> countries;  ///< Sorted, each once.
    std::vector<IdentifierFact> identifiers;

    /// True if nothing here could change the score of a name.
    bool empty() const noexcept {
        return gender == Gender::unknown && births.empty() && countries.empty() &&
               identifiers.empty();
    }
};

/// Makes facts, and remembers what it made of words that come again: kinds of numbers, countries.
/// Not for use by several threads at once; what it gives does not depend on what came before.
class FactReader {
public:
    /// Cost: linear in the party, about a microsecond.
    Facts read(const model::Party& party);

private:
    /// Words remembered, of each sort: more come from no list, only from damaged input.
    static constexpr std::size_t kWordsMax = 4096;

    IdentifierKind kind_of(const std::string& words);
    std::optional<CountryCode> country_of(const std::string& name);
    void add_country(Facts& facts, CountryFactRole role, const std::string& name);

    std::unordered_map<std::string, IdentifierKind> kinds_;
    std::unordered_map<std::string, std::optional<CountryCode>> countries_;
};

/// As FactReader::read(), for one party.
Facts facts_of(const model::Party& party);

}  // namespace pelf::screen
