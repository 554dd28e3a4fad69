// SPDX-License-Identifier: Apache-2.0
//
// How a single Chinese character is read, from the Unihan database; empty where it says nothing.
#pragma once

#include <span>
#include <string_view>

namespace pelf::match {

/// Pinyin without tones; u with diaeresis is v: "lv".
std::string_view mandarin_of(char32_t c) noexcept;

/// Jyutping without tones.
std::string_view cantonese_of(char32_t c) noexcept;

/// One syllable in UTF-8, as it is read inside a word (李 is 리, at the start of a word 이).
std::string_view hangul_of(char32_t c) noexcept;

/// The Chinese-derived reading in letters, long vowels doubled or as "ou".
std::string_view japanese_on_of(char32_t c) noexcept;

}  // namespace pelf::match
