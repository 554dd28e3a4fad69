// SPDX-License-Identifier: Apache-2.0
//
// Numbers in names, since they decide: "Zu Zag Bong 5" is another ship than "Zu Zag Bong 6", "Fund
// I" another fund than "Fund II". Words are read alone: "forty four" is two words with two values.
//
// What it does not mean: that the word is meant as a number. "Vi", "Xi" and "Di" are names, "Ten" a
// particle, "Six" a surname: `kind` says how the number was written, and where one may stand is the
// caller's to decide.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pelf::match {

enum class NumberKind : std::uint8_t {
    digits,    ///< "5", "005".
    roman,     ///< I to XXXIX as a whole word, in the one regular way of writing each.
    cardinal,  ///< "five", in English.
    ordinal,   ///< "fifth", "5th"; in words also German, French, Spanish, Russian and some more.
};

struct NumberWord {
    std::uint32_t value = 0;
    NumberKind kind = NumberKind::digits;

    bool operator==(const NumberWord&) const = default;
};

/// Digits beyond this are identifiers, and equal only when they are spelled alike.
inline constexpr std::uint32_t kNumberMax = 999'999'999;

/// What number a folded word is: nothing when it is none or above kNumberMax.
std::optional<NumberWord> number_of(std::string_view word);

/// "no", "nr", "number", "nomer": what stands before a number and may be missing.
bool is_number_sign(std::string_view word);

}  // namespace pelf::match
