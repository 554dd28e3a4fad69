// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <array>
#include <chrono>
#include <cstdio>

#include "base/text.hpp"

namespace pelf {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

std::chrono::year_month_day calendar_day(Date date) {
    return {std::chrono::year(date.year), std::chrono::month(date.month),
            std::chrono::day(date.day)};
}

/// `size` digits and nothing else.
std::optional<std::uint64_t> digits(std::string_view text, std::size_t size) {
    if (text.size() != size) return std::nullopt;
    return parse_u64(text);
}

}  // namespace

std::int64_t days_since_epoch(Date date) noexcept {
    return std::chrono::sys_days(calendar_day(date)).time_since_epoch().count();
}

std::optional<Date> parse_date(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4), 4);
    const auto month = digits(text.substr(5, 2), 2);
    const auto day = digits(text.substr(8, 2), 2);
    if (!year || !month || !day) return std::nullopt;
    const Date date{static_cast<std::int32_t>(*year), static_cast<std::uint8_t>(*month),
                    static_cast<std::uint8_t>(*day)};
    if (!calendar_day(date).ok()) return std::nullopt;
    return date;
}

std::string to_string(Date date) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", date.year, date.month, date.day);
    return buffer.data();
}

std::string rfc3339(std::int64_t unix_seconds) {
    const std::chrono::sys_seconds moment{std::chrono::seconds(unix_seconds)};
    const auto midnight = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss time(moment - midnight);
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", int(day.year()),
                  unsigned(day.month()), unsigned(day.day()), int(time.hours().count()),
                  int(time.minutes().count()), int(time.seconds().count()));
    return buffer.data();
}

std::optional<std::int64_t> parse_as_of(std::string_view text) noexcept {
    const auto date = parse_date(text.substr(0, 10));
    if (!date) return std::nullopt;
    const std::int64_t midnight = days_since_epoch(*date) * kDaySeconds;
    if (text.size() == 10) return midnight + kDaySeconds - 1;
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text[19] != 'Z') {
        return std::nullopt;
    }
    const auto hour = digits(text.substr(11, 2), 2);
    const auto minute = digits(text.substr(14, 2), 2);
    const auto second = digits(text.substr(17, 2), 2);
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) {
        return std::nullopt;
    }
    return midnight + static_cast<std::int64_t>(*hour * 3'600 + *minute * 60 + *second);
}

}  // namespace pelf
