// SPDX-License-Identifier: Apache-2.0
//
// One romanised syllable in another spelling of the same language, by rule.
#pragma once

#include <string>
#include <string_view>

namespace pelf::match {

/// Wade and Giles' spelling of a pinyin syllable (u with diaeresis as v), without apostrophes:
/// "zhang" gives "chang", "xi" gives "hsi".
std::string wade_giles(std::string_view pinyin);

/// How Hong Kong's authorities would spell a Jyutping syllable: "zoeng" gives "cheung". There is
/// no official rule: this is the prevailing practice.
std::string hong_kong_spelling(std::string_view jyutping);

/// Japanese letters without the length of vowels: "shou" gives "sho", "chuu" gives "chu".
std::string short_vowels(std::string_view romaji);

}  // namespace pelf::match
