// SPDX-License-Identifier: Apache-2.0
//
// Days and moments of the proleptic Gregorian calendar, UTC, without leap seconds and without
// the machine's time zone: the same text on every machine.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pelf {

/// One day. Ordered by time.
struct Date {
    std::int32_t year = 1970;
    std::uint8_t month = 1;  ///< 1 to 12.
    std::uint8_t day = 1;    ///< 1 to 31.

    auto operator<=>(const Date&) const = default;
};

/// Days from 1970-01-01 to `date`; negative before.
std::int64_t days_since_epoch(Date date) noexcept;

/// Reads "2020-03-02"; nothing for any other form and for days that do not exist.
std::optional<Date> parse_date(std::string_view text) noexcept;

/// "2020-03-02".
std::string to_string(Date date);

/// Seconds since 1970-01-01T00:00:00Z as "2020-03-02T00:00:00Z" (RFC 3339).
std::string rfc3339(std::int64_t unix_seconds);

/// Reads "2020-03-02" (the end of that day, 23:59:59) or "2020-03-02T10:11:12Z" as seconds since
/// 1970-01-01T00:00:00Z: what a person means by "as of".
std::optional<std::int64_t> parse_as_of(std::string_view text) noexcept;

}  // namespace pelf
