// SPDX-License-Identifier: Apache-2.0
//
// Which given names are one name: spellings of it in one language ("mohammed", "muhammad"), forms
// of it in several ("yusuf", "joseph", "jose"), and nicknames ("bob" of "robert").
//
// Written by hand from general knowledge: Arabic, Persian, Turkic, Slavic, West European, Hebrew,
// Georgian, Greek and Indian names. What it does not mean: that the bearers are one person, or that
// a name may be translated. A person called Juan is seldom filed as John; a rendering from another
// script is ("Iosif" and "Joseph"). So spellings are strong evidence, forms in another language
// weak, and nicknames are directed and bound to a culture: "Barry" says "Barack" only to who knows
// him.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pelf::match {

/// One variety (a name's spellings in one language) in its family (the name in all languages).
/// Values are for one build of the program: never stored.
struct NameVariety {
    std::uint16_t family = 0;
    std::uint16_t variety = 0;  ///< Unique over all families.

    bool operator==(const NameVariety&) const = default;
};

/// The few varieties that a word belongs to.
class NameVarieties {
public:
    static constexpr std::size_t kCountMax = 16;

    const NameVariety* begin() const { return varieties_.data(); }
    const NameVariety* end() const { return varieties_.data() + count_; }
    std::size_t size() const { return count_; }

    /// One beyond kCountMax is dropped; a test holds the tables to that.
    void add(NameVariety variety) {
        if (count_ < kCountMax) varieties_[count_++] = variety;
    }

private:
    std::array<NameVariety, kCountMax> varieties_{};
    std::uint8_t count_ = 0;
};

enum class GivenNameRelation : std::uint8_t {
    none,      ///< Nothing known; the words may still be equal.
    cognate,   ///< One name in two languages.
    spelling,  ///< One name in one language.
};

/// What varieties a folded and romanised word is a spelling of. Cost: one look-up.
NameVarieties name_varieties(std::string_view word);

/// What varieties a word is a nickname of: "sasha" of aleksandr and of aleksandra.
NameVarieties nickname_varieties(std::string_view word);

/// Symmetric, the strongest that holds.
GivenNameRelation given_name_relation(std::string_view a, std::string_view b);

/// Directed: "bob" of "robert", not the other way.
bool is_nickname_of(std::string_view nickname, std::string_view name);

}  // namespace pelf::match
