// SPDX-License-Identifier: Apache-2.0
#include "ingest/ownership/share_text.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

using model::kPercentE8;
using model::kWholeE8;
using model::ShareRange;
using model::StakeKind;

constexpr std::size_t kTextBytesMax = 256;
constexpr std::size_t kNumbersMax = 2;

/// What stands around a number says which bound it is.
enum class Bound : std::uint8_t { exact, above, at_least, below, at_most };

struct Number {
    std::uint32_t share_e8 = 0;
    bool has_point = false;
    std::string before;  ///< Words between the number before it, or the start, and it.
};

bool is_digit(char letter) noexcept {
    return letter >= '0' && letter <= '9';
}

/// "33.33" or "33,33" at the start of the text: the number and its length. Decimals after the
/// sixth are rounded, halves up.
std::optional<std::pair<Number, std::size_t>> read_number(std::string_view text) {
    constexpr std::uint64_t kPercentMax = 100;
    constexpr std::size_t kDigitsMax = 3;
    constexpr std::size_t kDecimals = 6;
    std::size_t at = 0;
    std::uint64_t whole = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) {
        if (at == kDigitsMax) return std::nullopt;
        whole = whole * 10 + static_cast<std::uint64_t>(text[at] - '0');
    }
    std::uint64_t share_e8 = whole * kPercentE8;
    const bool has_point =
        at + 1 < text.size() && (text[at] == '.' || text[at] == ',') && is_digit(text[at + 1]);
    if (has_point) {
        std::uint64_t unit = kPercentE8 / 10;
        ++at;
        for (std::size_t i = 0; at < text.size() && is_digit(text[at]); ++at, ++i) {
            const auto digit = static_cast<std::uint64_t>(text[at] - '0');
            if (i < kDecimals) share_e8 += digit * unit;
            if (i == kDecimals && digit >= 5) ++share_e8;
            unit /= 10;
        }
    }
    if (share_e8 > kPercentMax * kPercentE8) return std::nullopt;
    return std::pair{Number{static_cast<std::uint32_t>(share_e8), has_point, {}}, at};
}

/// Lower case, with signs as words and all blanks and dashes as one blank.
std::string plain_words(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kSigns = {{
        {"\xE2\x80\x93", " - "},  // En dash, em dash.
        {"\xE2\x80\x94", " - "},
        {"\xE2\x89\xA5", " at least "},  // Greater or equal, less or equal.
        {"\xE2\x89\xA4", " at most "},
        {">=", " at least "},
        {"<=", " at most "},
        {">", " more than "},
        {"<", " less than "},
        {"%", " percent "},
        {"\xC2\xA0", " "},  // A blank that does not break.
    }};
    const std::string lower = ascii_lower(text);
    std::string words;
    for (std::size_t at = 0; at < lower.size();) {
        const std::string_view rest = std::string_view(lower).substr(at);
        std::size_t taken = 0;
        for (const auto& [sign, word] : kSigns) {
            if (!rest.starts_with(sign)) continue;
            words += word;
            taken = sign.size();
            break;
        }
        if (taken == 0) words += rest[taken++];
        at += taken;
    }
    std::string single;
    for (const char letter : words) {
        const bool is_blank = letter == ' ' || letter == '-' || letter == '_' || letter == '\t';
        if (!is_blank) single += letter;
        if (is_blank && !single.empty() && single.back() != ' ') single += ' ';
    }
    return std::string(trim(single));
}

bool contains(std::string_view text, std::string_view piece) noexcept {
    return text.find(piece) != std::string_view::npos;
}

bool contains_any(std::string_view text, std::span<const std::string_view> pieces) noexcept {
    for (const std::string_view piece : pieces) {
        if (contains(text, piece)) return true;
    }
    return false;
}

Bound bound_of(std::string_view before, std::string_view after) {
    static constexpr std::array<std::string_view, 4> kAtMost = {"not more than", "no more than",
                                                                "at most", "up to"};
    static constexpr std::array<std::string_view, 3> kAtLeast = {"at least", "not less than",
                                                                 "no less than"};
    static constexpr std::array<std::string_view, 4> kAbove = {"more than", "over", "above",
                                                               "greater than"};
    static constexpr std::array<std::string_view, 3> kBelow = {"less than", "under", "below"};
    static constexpr std::array<std::string_view, 4> kOrMore = {"or more", "or greater",
                                                                "and above", "or above"};
    if (contains_any(before, kAtMost)) return Bound::at_most;
    if (contains_any(before, kAtLeast)) return Bound::at_least;
    if (contains_any(before, kAbove)) return Bound::above;
    if (contains_any(before, kBelow)) return Bound::below;
    if (contains_any(after, kOrMore)) return Bound::at_least;
    if (contains(after, "or less") || contains(after, "or fewer")) return Bound::at_most;
    return Bound::exact;
}

void narrow(ShareRange& range, Bound bound, std::uint32_t share_e8) {
    if (bound == Bound::above || bound == Bound::at_least) {
        range.min_e8 = share_e8;
        range.min_is_excluded = bound == Bound::above;
    } else if (bound == Bound::below || bound == Bound::at_most) {
        range.max_e8 = share_e8;
        range.max_is_excluded = bound == Bound::below;
    } else {
        range = {share_e8, share_e8, false, false};
    }
}

/// The bands of the United Kingdom's register, whose codes leave out which bound is meant.
void apply_uk_bounds(ShareRange& range) {
    range.min_is_excluded = range.min_e8 != 75 * kPercentE8;
    range.max_is_excluded = range.max_e8 == 75 * kPercentE8;
}

std::optional<StakeKind> kind_of(std::string_view words) {
    if (contains(words, "voting") || contains(words, "votes")) return StakeKind::votes;
    if (contains(words, "appoint")) return StakeKind::board;
    if (contains(words, "influence") || contains(words, "control")) return StakeKind::influence;
    if (contains(words, "share") || contains(words, "ownership")) return StakeKind::shares;
    return std::nullopt;
}

std::optional<ShareRange> range_of(const std::vector<Number>& numbers, std::string_view after,
                                   bool is_percent) {
    ShareRange range;
    const Number& first = numbers.front();
    if (numbers.size() == 1) {
        const Bound bound = bound_of(first.before, after);
        narrow(range, bound, first.share_e8);
        // "0.5" may be a half. Whoever wrote "0.5 %" said which.
        if (bound == Bound::exact && first.has_point && !is_percent &&
            first.share_e8 <= kPercentE8) {
            range.max_e8 = first.share_e8 * 100;
        }
        return range;
    }
    const Number& second = numbers.back();
    if (second.before == "/") {
        if (second.share_e8 == 0 || first.share_e8 > second.share_e8) return std::nullopt;
        const std::uint64_t whole = std::uint64_t(first.share_e8) * kWholeE8;
        const std::uint64_t share = (whole + second.share_e8 / 2) / second.share_e8;
        return ShareRange{static_cast<std::uint32_t>(share), static_cast<std::uint32_t>(share),
                          false, false};
    }
    const Bound low = bound_of(first.before, {});
    const Bound high = bound_of(second.before, after);
    narrow(range, low == Bound::exact ? Bound::at_least : low, first.share_e8);
    narrow(range, high == Bound::exact ? Bound::at_most : high, second.share_e8);
    return range;
}

}  // namespace

std::optional<SharePhrase> parse_share(std::string_view text) {
    if (text.size() > kTextBytesMax) return std::nullopt;
    const std::string words = plain_words(text);
    SharePhrase phrase;
    phrase.kind = kind_of(words);
    std::vector<Number> numbers;
    std::string between;
    for (std::size_t at = 0; at < words.size();) {
        if (!is_digit(words[at])) {
            between += words[at++];
            continue;
        }
        auto number = read_number(std::string_view(words).substr(at));
        if (!number || numbers.size() == kNumbersMax) return std::nullopt;
        number->first.before = trim(between);
        numbers.push_back(number->first);
        between.clear();
        at += number->second;
    }
    if (numbers.empty()) {
        phrase.is_right_only = phrase.kind && *phrase.kind != StakeKind::shares;
        if (!phrase.is_right_only) return std::nullopt;
        return phrase;
    }
    const auto range = range_of(numbers, between, contains(words, "percent"));
    if (!range || range->min_e8 > range->max_e8) return std::nullopt;
    phrase.share = *range;
    if (numbers.size() == 2 && phrase.kind && contains(text, "-to-")) apply_uk_bounds(phrase.share);
    return phrase;
}

}  // namespace pelf::ingest
