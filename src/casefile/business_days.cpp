// SPDX-License-Identifier: Apache-2.0
#include "casefile/business_days.hpp"

#include <cstdint>

#include "base/check.hpp"

namespace pelf::casefile {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr unsigned kDaysMax = 10'000;

enum Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

Weekday weekday_of(std::int64_t days) noexcept {
    constexpr std::int64_t kEpochWeekday = thursday;
    return static_cast<Weekday>(((days + kEpochWeekday) % 7 + 7) % 7);
}

Date date_of(std::int64_t days) noexcept {
    return parse_date(rfc3339(days * kSecondsPerDay).substr(0, 10)).value_or(Date{});
}

std::int64_t nth_weekday(std::int32_t year, std::uint8_t month, Weekday weekday, int nth) noexcept {
    const std::int64_t first = days_since_epoch({year, month, 1});
    return first + (weekday - weekday_of(first) + 7) % 7 + 7 * (nth - 1);
}

/// Of a holiday with a date: on a Saturday it is kept on the Friday before, on a Sunday on the
/// Monday after.
std::int64_t kept(Date date) noexcept {
    const std::int64_t days = days_since_epoch(date);
    if (weekday_of(days) == saturday) return days - 1;
    return weekday_of(days) == sunday ? days + 1 : days;
}

bool is_holiday_of(std::int64_t day, std::int32_t year) noexcept {
    constexpr std::int32_t kFirstJuneteenth = 2021;
    return day == kept({year, 1, 1}) ||                                 // New Year's Day
           day == nth_weekday(year, 1, monday, 3) ||                    // Martin Luther King, Jr.
           day == nth_weekday(year, 2, monday, 3) ||                    // Washington's Birthday
           day == nth_weekday(year, 6, monday, 1) - 7 ||                // Memorial Day, last of May
           (year >= kFirstJuneteenth && day == kept({year, 6, 19})) ||  // Juneteenth
           day == kept({year, 7, 4}) ||                                 // Independence Day
           day == nth_weekday(year, 9, monday, 1) ||                    // Labor Day
           day == nth_weekday(year, 10, monday, 2) ||                   // Columbus Day
           day == kept({year, 11, 11}) ||                               // Veterans Day
           day == nth_weekday(year, 11, thursday, 4) ||                 // Thanksgiving Day
           day == kept({year, 12, 25});                                 // Christmas Day
}

bool is_business_day(std::int64_t day) noexcept {
    if (weekday_of(day) >= saturday) return false;
    const std::int32_t year = date_of(day).year;
    // A New Year's Day on a Saturday is kept in the year before.
    return !is_holiday_of(day, year) && !is_holiday_of(day, year + 1);
}

}  // namespace

bool is_us_federal_holiday(Date day) noexcept {
    const std::int64_t days = days_since_epoch(day);
    return is_holiday_of(days, day.year) || is_holiday_of(days, day.year + 1);
}

bool is_us_business_day(Date day) noexcept {
    return is_business_day(days_since_epoch(day));
}

Date add_us_business_days(Date day, unsigned count) noexcept {
    PELF_CHECK(count <= kDaysMax);
    std::int64_t days = days_since_epoch(day);
    while (count > 0) {
        ++days;
        if (is_business_day(days)) --count;
    }
    return date_of(days);
}

Date add_days(Date day, unsigned count) noexcept {
    return date_of(days_since_epoch(day) + count);
}

}  // namespace pelf::casefile
