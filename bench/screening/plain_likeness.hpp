// SPDX-License-Identifier: Apache-2.0
//
// What any sensible comparison of names could find: textbook measures that owe nothing to the
// matcher they judge. Names are only lower-cased, cleared of marks and punctuation (match/fold.hpp)
// and cut into words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pelf::bench {

/// The first that holds, from the plainest on.
enum class PlainLikeness : std::uint8_t {
    same_words,    ///< The same words in any order.
    same_letters,  ///< The same letters when words are put together: as written, or sorted.
    close,         ///< Levenshtein similarity of at least kCloseMin, as written or sorted.
    near,          ///< Jaro-Winkler of at least kNearMin, as written or sorted.
    contained,     ///< All words of one among the other's, and at least two of them.
    none,
};
inline constexpr int kPlainLikenessCount = 6;

std::string_view to_string(PlainLikeness likeness) noexcept;

/// 1 - edits / length of the longer one.
inline constexpr double kCloseMin = 0.85;
/// With a prefix weight of 0.1 over at most four letters.
inline constexpr double kNearMin = 0.93;

/// A name in the forms that are compared.
struct PlainName {
    explicit PlainName(std::string_view name);

    std::u32string written;  ///< Folded, in the order people say it.
    std::u32string sorted;   ///< The words in byte order.
};

PlainLikeness plain_likeness(const PlainName& a, const PlainName& b);

/// 0 to 1; two empty texts are alike. Cost: product of the lengths.
double levenshtein_similarity(std::u32string_view a, std::u32string_view b);
double jaro_winkler(std::u32string_view a, std::u32string_view b);

}  // namespace pelf::bench
