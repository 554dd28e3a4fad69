// SPDX-License-Identifier: Apache-2.0
//
// Beside the name: does what else is known speak for one and the same party, or against it?
//
// Method: each fact that both sides have is given the logarithm of a likelihood ratio, how much
// more often it would come out like this for one party than for two unrelated ones (Fellegi and
// Sunter, "A Theory for Record Linkage", JASA 64, 1969). Unit: tenths of a deciban, 100 being ten
// times. The weights are whole numbers written down here, not learned, each with its assumption:
//
//   birth, both days equal       430   an unrelated adult has this day with 1 in 21,900 (60 years)
//   ... 1 January on a side      175   as a year: the usual placeholder for "some day of the year"
//   day and month swapped        200   written so in about 1 of 200 records
//   day, month equal, year typo  100   one digit of the year, in about 1 of 100
//   month and year equal,
//     one digit of the day       85    likewise
//   months overlap               285   1 in 720
//   years overlap                175   1 in 60; wider intervals by their width, down to 20
//   circa: within 2 years        100   5 of 60 years; within 5 years -20: "circa" promises little
//   same year, another day       -20   clerks err as often as strangers share a year
//   year alone, one apart          0   lists of one person differ so in about 1 of 20
//   contradiction               -170   years apart: 1 of 50 records of one person; over 10: -230
//   nationality equal            100   1 in 10 among one house's customers; all different -60
//   country of birth equal       100   likewise; different -60
//   jurisdiction equal            60   different -40
//   residence equal               60   different -15: people move
//   flag equal                    60   different -10: ships change flags
//   country of unknown role      50   compared with every role; found in none -20
//   gender equal                  25   one in two; different -130
//   identifier equal             600   by kind, see worth(); 250 under another kind
//   identifier different               IMO -400, aircraft serial -300, LEI -200 (one party has
//   one);
//                                      tax -60, national id -60 in one country; passports 0
//
// Missing is not mismatch: a fact that one side lacks weighs nothing. Of several births or
// identifiers the best pair counts. What the sum does to the score is calibrate()'s business.
//
// What the sum does not mean: a probability. The facts are not independent (nationality, birth
// country), and the base rate is left to the threshold.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "screen/facts.hpp"

namespace pelf::screen {

enum class EvidenceKind : std::uint8_t {
    birth_day,
    birth_placeholder,
    birth_swapped,
    birth_year_typo,
    birth_day_typo,
    birth_overlap,
    birth_circa,
    birth_same_year,
    birth_close,
    birth_contradicts,
    country_equal,
    country_differs,
    gender_equal,
    gender_differs,
    identifier_equal,
    identifier_other_kind,
    identifier_differs,
};

/// "birth_day" and so on, as spelled above.
std::string_view to_string(EvidenceKind kind) noexcept;

struct Evidence {
    EvidenceKind kind = EvidenceKind::birth_day;
    std::int16_t weight = 0;                      ///< Tenths of a deciban; below 0 speaks against.
    CountryFactRole role = CountryFactRole::any;  ///< Of country evidence.
    std::uint32_t asked_index = 0;                ///< Into births, countries or identifiers.
    std::uint32_t listed_index = 0;

    bool operator==(const Evidence&) const = default;
};

class Identity {
public:
    /// Adds a piece and its weight. Requires fewer than kEvidenceMax so far.
    void add(const Evidence& piece) noexcept;
    std::span<const Evidence> evidence() const noexcept { return {pieces_.data(), count_}; }

    std::int32_t sum = 0;  ///< Of the weights.
    /// The lowest score of the hit whatever the name is, from an equal identifier; 0 without one.
    std::uint8_t identifier_floor = 0;
    /// Identifiers that only one thing bears, and these two bear different ones.
    bool contradicts_unique = false;

    /// A birth, a country of each role, a gender, an identifier.
    static constexpr std::size_t kEvidenceMax = 9;

private:
    // In place: this is made for every candidate, most of which come to nothing.
    std::array<Evidence, kEvidenceMax> pieces_{};
    std::uint8_t count_ = 0;
};

/// Both directions give the same sum. Cost: the product of the counts of births and of
/// identifiers; allocates nothing. Who takes in customers limits theirs.
Identity compare_facts(const Facts& asked, const Facts& listed) noexcept;

/// Whether two numbers are one, in one kind or (personal and company numbers of six letters and
/// digits or more) in two.
bool is_same_identifier(const IdentifierFact& a, const IdentifierFact& b) noexcept;

/// What the numbers of an index are kept under: the value, of a BIC the bank's eight letters.
std::string_view identifier_key(const IdentifierFact& fact) noexcept;

/// A sentence: "born on the same day, 1962-06-12".
std::string describe(const Evidence& evidence, const Facts& asked, const Facts& listed);

}  // namespace pelf::screen
