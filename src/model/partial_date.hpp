// SPDX-License-Identifier: Apache-2.0
//
// Dates as lists give them: "circa 1951", "Jul 1986", "1960 to 1962". A date that is less than a
// day is an interval with its precision; making a 1 January of a year would be inventing facts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace pelf::model {

enum class Precision : std::uint8_t { day, month, year, range };

/// All days from `first` to `last`, both included, exactly as the source says; "circa" widens
/// nothing here, since by how much is for the one who compares to decide.
struct PartialDate {
    Date first;
    Date last;  ///< Equals first when the precision is a day.
    Precision precision = Precision::day;
    bool is_circa = false;

    bool operator==(const PartialDate&) const = default;
};

/// Reads, in English or ISO form and any letter case: a day ("12 Jul 1986", "1986-07-12"), a month
/// ("Jul 1986", "1986-07"), a year ("1986"); a range of two of these ("1960 to 1962", "1960-1962",
/// "between 1960 and 1962"); each with "circa", "approximately" or "c." before it. Nothing for
/// any other text, for days that do not exist and for ranges that run backwards.
std::optional<PartialDate> parse_partial_date(std::string_view text);

/// "1986-07-12", "1986-07", "1986", "1960-01-01 to 1962-12-31"; with "circa " before it if so.
/// parse_partial_date() reads it back to an equal value.
std::string to_string(const PartialDate& date);

}  // namespace pelf::model
