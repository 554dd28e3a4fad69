// SPDX-License-Identifier: Apache-2.0
#include "model/partial_date.hpp"

#include <array>
#include <cstddef>

#include "base/text.hpp"

namespace pelf::model {
namespace {

constexpr std::int32_t kYearMin = 1;
constexpr std::int32_t kYearMax = 9999;
constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

std::uint8_t days_in_month(std::int32_t year, std::uint8_t month) {
    const Date first{year, month, 1};
    const Date next =
        month == 12 ? Date{year + 1, 1, 1} : Date{year, static_cast<std::uint8_t>(month + 1), 1};
    return static_cast<std::uint8_t>(days_since_epoch(next) - days_since_epoch(first));
}

PartialDate whole_month(std::int32_t year, std::uint8_t month) {
    return {{year, month, 1}, {year, month, days_in_month(year, month)}, Precision::month, false};
}

/// Four digits, 0001 to 9999.
std::optional<std::int32_t> parse_year(std::string_view text) {
    if (text.size() != 4) return std::nullopt;
    const auto year = parse_u64(text);
    if (!year || *year < kYearMin || *year > kYearMax) return std::nullopt;
    return static_cast<std::int32_t>(*year);
}

/// "jul", "july", "sept": at least three letters of the English name.
std::optional<std::uint8_t> parse_month_name(std::string_view lower) {
    constexpr std::size_t kLettersMin = 3;
    if (lower.size() < kLettersMin) return std::nullopt;
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if (kMonths[i].starts_with(lower)) return static_cast<std::uint8_t>(i + 1);
    }
    return std::nullopt;
}

/// "12 jul 1986", "jul 1986", "1986".
std::optional<PartialDate> parse_english(std::string_view lower) {
    const auto words = split(lower, " ");
    const auto year = parse_year(words.back());
    if (!year || words.size() > 3) return std::nullopt;
    if (words.size() == 1) {
        return PartialDate{{*year, 1, 1}, {*year, 12, 31}, Precision::year, false};
    }
    const auto month = parse_month_name(words[words.size() - 2]);
    if (!month) return std::nullopt;
    if (words.size() == 2) return whole_month(*year, *month);
    const auto day = parse_u64(words[0]);
    if (!day || *day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
    const Date date{*year, *month, static_cast<std::uint8_t>(*day)};
    return PartialDate{date, date, Precision::day, false};
}

/// "1986-07-12", "1986-07".
std::optional<PartialDate> parse_iso(std::string_view text) {
    if (const auto date = parse_date(text)) {
        if (date->year < kYearMin) return std::nullopt;
        return PartialDate{*date, *date, Precision::day, false};
    }
    constexpr std::size_t kLetters = 7;
    if (text.size() != kLetters || text[4] != '-') return std::nullopt;
    const auto year = parse_year(text.substr(0, 4));
    const auto month = parse_u64(text.substr(5));
    if (!year || !month || *month < 1 || *month > 12) return std::nullopt;
    return whole_month(*year, static_cast<std::uint8_t>(*month));
}

std::optional<PartialDate> parse_single(std::string_view lower) {
    if (auto date = parse_english(lower)) return date;
    return parse_iso(lower);
}

std::optional<PartialDate> parse_range(std::string_view lower, std::string_view separator) {
    const std::size_t at = lower.find(separator);
    if (at == std::string_view::npos) return std::nullopt;
    const auto from = parse_single(trim(lower.substr(0, at)));
    const auto to = parse_single(trim(lower.substr(at + separator.size())));
    if (!from || !to || to->last < from->first) return std::nullopt;
    return PartialDate{from->first, to->last, Precision::range, false};
}

std::optional<PartialDate> parse_single_or_range(std::string_view lower) {
    constexpr std::string_view kBetween = "between ";
    if (lower.starts_with(kBetween)) return parse_range(lower.substr(kBetween.size()), " and ");
    if (auto date = parse_single(lower)) return date;
    if (auto date = parse_range(lower, " to ")) return date;
    if (auto date = parse_range(lower, " - ")) return date;
    // "1960-1962", and not the hyphens of ISO days.
    constexpr std::size_t kLetters = 9;
    return lower.size() == kLetters ? parse_range(lower, "-") : std::nullopt;
}

/// One blank between words, none at the ends, lower case.
std::string tidy(std::string_view text) {
    std::string tidied;
    for (const std::string_view word : split(text, " ")) {
        if (word.empty()) continue;
        if (!tidied.empty()) tidied += ' ';
        tidied += ascii_lower(word);
    }
    return tidied;
}

}  // namespace

std::optional<PartialDate> parse_partial_date(std::string_view text) {
    constexpr std::array<std::string_view, 6> kAbout = {"circa ", "approximately ", "approx. ",
                                                        "about ", "ca. ",           "c. "};
    const std::string tidied = tidy(trim(text));
    for (const std::string_view about : kAbout) {
        if (!tidied.starts_with(about)) continue;
        auto date = parse_single_or_range(std::string_view(tidied).substr(about.size()));
        if (date) date->is_circa = true;
        return date;
    }
    return parse_single_or_range(tidied);
}

std::string to_string(const PartialDate& date) {
    constexpr std::size_t kYearLetters = 4;
    constexpr std::size_t kMonthLetters = 7;
    const std::string first = to_string(date.first);
    std::string shown = date.is_circa ? "circa " : "";
    switch (date.precision) {
        case Precision::day: return shown += first;
        case Precision::month: return shown += first.substr(0, kMonthLetters);
        case Precision::year: return shown += first.substr(0, kYearLetters);
        case Precision::range: return shown += first + " to " + to_string(date.last);
    }
    return shown;
}

}  // namespace pelf::model
