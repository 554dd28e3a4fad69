// SPDX-License-Identifier: Apache-2.0
//
// Levenshtein (1965) by Wagner and Fischer's table; Jaro (1989) with Winkler's bonus for a common
// prefix (1990).
#include "screening/plain_likeness.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "match/fold.hpp"

namespace pelf::bench {
namespace {

// fold() gives valid UTF-8.
std::u32string code_points(std::string_view utf8) {
    std::u32string points;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            points.push_back(byte);
        } else if (byte >= 0xC0) {
            points.push_back(byte & (byte >= 0xF0 ? 0x07U : byte >= 0xE0 ? 0x0FU : 0x1FU));
        } else {
            points.back() = (points.back() << 6U) | (byte & 0x3FU);
        }
    }
    return points;
}

std::u32string glued(std::u32string_view text) {
    std::u32string letters;
    for (const char32_t c : text) {
        if (c != U' ') letters.push_back(c);
    }
    return letters;
}

std::vector<std::u32string_view> words(std::u32string_view text) {
    std::vector<std::u32string_view> found;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(U' '), text.size());
        if (end > 0) found.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return found;
}

// Of sorted words.
bool contains(const std::vector<std::u32string_view>& outer,
              const std::vector<std::u32string_view>& inner) {
    return inner.size() >= 2 &&
           std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
}

}  // namespace

std::string_view to_string(PlainLikeness likeness) noexcept {
    constexpr std::array<std::string_view, kPlainLikenessCount> kNames = {
        "same words", "same letters", "close", "near", "contained", "none"};
    return kNames[static_cast<std::size_t>(likeness)];
}

PlainName::PlainName(std::string_view name) {
    const std::string folded = match::fold(match::spoken_order(name));
    written = code_points(folded);
    sorted = code_points(match::order_free_key(folded));
}

PlainLikeness plain_likeness(const PlainName& a, const PlainName& b) {
    if (a.sorted == b.sorted) return PlainLikeness::same_words;
    if (glued(a.written) == glued(b.written) || glued(a.sorted) == glued(b.sorted)) {
        return PlainLikeness::same_letters;
    }
    if (levenshtein_similarity(a.written, b.written) >= kCloseMin ||
        levenshtein_similarity(a.sorted, b.sorted) >= kCloseMin) {
        return PlainLikeness::close;
    }
    if (jaro_winkler(a.written, b.written) >= kNearMin ||
        jaro_winkler(a.sorted, b.sorted) >= kNearMin) {
        return PlainLikeness::near;
    }
    auto words_a = words(a.sorted);
    auto words_b = words(b.sorted);
    std::sort(words_a.begin(), words_a.end());
    std::sort(words_b.begin(), words_b.end());
    if (contains(words_a, words_b) || contains(words_b, words_a)) return PlainLikeness::contained;
    return PlainLikeness::none;
}

double levenshtein_similarity(std::u32string_view a, std::u32string_view b) {
    if (a.empty() && b.empty()) return 1;
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    const auto longer = static_cast<double>(std::max(a.size(), b.size()));
    return 1 - static_cast<double>(row[b.size()]) / longer;
}

double jaro_winkler(std::u32string_view a, std::u32string_view b) {
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    const std::size_t half = std::max(a.size(), b.size()) / 2;
    const std::size_t window = half > 0 ? half - 1 : 0;
    std::vector<bool> taken(b.size());
    std::u32string common_a;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t end = std::min(b.size(), i + window + 1);
        for (std::size_t j = i > window ? i - window : 0; j < end; ++j) {
            if (taken[j] || a[i] != b[j]) continue;
            taken[j] = true;
            common_a.push_back(a[i]);
            break;
        }
    }
    if (common_a.empty()) return 0;
    std::size_t moved = 0;
    std::size_t next = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
        if (taken[j] && b[j] != common_a[next++]) ++moved;
    }
    const auto common = static_cast<double>(common_a.size());
    const double jaro =
        (common / static_cast<double>(a.size()) + common / static_cast<double>(b.size()) +
         (common - static_cast<double>(moved) / 2) / common) /
        3;
    std::size_t prefix = 0;
    while (prefix < std::min({a.size(), b.size(), std::size_t{4}}) && a[prefix] == b[prefix]) {
        ++prefix;
    }
    return jaro + static_cast<double>(prefix) * 0.1 * (1 - jaro);
}

}  // namespace pelf::bench
