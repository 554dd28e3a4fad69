// SPDX-License-Identifier: Apache-2.0
//
// Korean and Chinese names as the syllables that they are written with, in any romanisation. In
// them one vowel makes another person (Yong-chol, Yong-chun), while one person's syllable is
// spelled in many ways (Chol, Chul, Cheol): edit distance is wrong on both sides.
//
// A spelling stands for the set of syllables that it may mean, and two spellings are compatible
// when the sets have one in common. That is no equivalence: "song" may be "sung" or "soong".
//
//   Korean   Revised Romanisation, McCune-Reischauer with or without its breves and apostrophes,
//   the
//            DPRK's own, and customary spellings (Lee, Park, Choi, Young, Woo). A set is given by
//            the initials, vowels and finals possible. The same syllable with and without the
//            initial r or n that the South drops (Ri, Yi; Ryu, Yu; Ro, No) is one.
//   Chinese  pinyin, Wade-Giles, and Cantonese, Hokkien, Teochew and Hakka spellings of common
//            characters, as the Mandarin syllables that they may be.
//
// What a parse does not mean: that the name is Korean or Chinese. "Tim", "Karen", "Don" and "Long"
// parse. Ask only where both whole names do.
//
// Source: the published systems (South Korea 2000, McCune and Reischauer 1939, Hanyu pinyin 1958,
// Wade-Giles), customary spellings from general knowledge. Cost: below a microsecond a word, no
// heap.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace pelf::match {

inline constexpr std::size_t kSyllablesMax = 3;  ///< Of one word.
inline constexpr std::size_t kParsesMax = 8;     ///< Of one word; more are dropped.

/// Each bit one initial, vowel or final of Hangul that the spelling may mean.
struct KoreanSyllable {
    std::uint32_t initials = 0;
    std::uint32_t vowels = 0;
    std::uint32_t finals = 0;

    bool operator==(const KoreanSyllable&) const = default;
};

/// The Mandarin syllables that the spelling may mean, rising; by their number in the table.
struct ChineseSyllable {
    static constexpr std::size_t kCountMax = 12;
    std::array<std::uint16_t, kCountMax> ids{};
    std::uint8_t count = 0;
};

/// One way of cutting a word into syllables.
template <typename Syllable>
struct SyllableParse {
    std::array<Syllable, kSyllablesMax> syllables{};
    std::uint8_t count = 0;

    std::span<const Syllable> span() const { return {syllables.data(), count}; }
};

/// All ways of cutting a word; none: it is no word of such syllables.
template <typename Syllable>
class SyllableParses {
public:
    const SyllableParse<Syllable>* begin() const { return parses_.data(); }
    const SyllableParse<Syllable>* end() const { return parses_.data() + count_; }
    std::size_t size() const { return count_; }

    void add(const SyllableParse<Syllable>& parse) {
        if (count_ < kParsesMax) parses_[count_++] = parse;
    }

private:
    std::array<SyllableParse<Syllable>, kParsesMax> parses_{};
    std::uint8_t count_ = 0;
};

/// Of a folded word, "jongun" or "jong". Those of the fewest syllables first.
SyllableParses<KoreanSyllable> korean_syllables(std::string_view word);

/// Southern spellings count only as a whole word: "cheung", not "cheungming".
SyllableParses<ChineseSyllable> chinese_syllables(std::string_view word);

bool compatible(const KoreanSyllable& a, const KoreanSyllable& b);
bool compatible(const ChineseSyllable& a, const ChineseSyllable& b);

/// Whether some parse of each has as many syllables, compatible one by one, in this order.
template <typename Syllable>
bool compatible(const SyllableParses<Syllable>& a, const SyllableParses<Syllable>& b) {
    const auto pair = [](const Syllable& x, const Syllable& y) { return compatible(x, y); };
    for (const SyllableParse<Syllable>& one : a) {
        for (const SyllableParse<Syllable>& other : b) {
            if (one.count == other.count && std::ranges::equal(one.span(), other.span(), pair)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace pelf::match
