// SPDX-License-Identifier: Apache-2.0
//
// What Arabic and Hebrew letters say, and the short vowels they leave to the reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pelf::match {

struct Sound {
    std::string_view text{};  ///< Empty for a consonant that is not written in Latin (ayin).
    bool is_vowel = false;
    bool is_long_a = false;
};

enum class ShortVowels : std::uint8_t {
    none,    ///< Foreign names: what is not written is not there.
    arabic,  ///< No word begins with two consonants, none ends with them.
    hebrew   ///< Words may begin with two consonants where the second is l or r.
};

/// The word with a likely short vowel in each gap: in Arabic an a, after a long a at the end an i
/// (Khalid); in Hebrew an e.
std::string with_short_vowels(const std::vector<Sound>& sounds, ShortVowels rule);

}  // namespace pelf::match
