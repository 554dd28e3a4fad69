// SPDX-License-Identifier: Apache-2.0
//
// How many people in the world bear a name word, as a surname, a given name or a syllable of one.
//
// A list says nothing of that: "Kim" is rare on a list of Iranians, and a name that a list has once
// may have a million bearers. So a match on common words needs more proof than one on rare ones.
//
// Steps of magnitude from general knowledge of national statistics, by hand: right to a step or so.
// What 0 does not mean: that the name is rare. It says that nothing is known.
#pragma once

#include <cstdint>
#include <string_view>

namespace pelf::match {

inline constexpr std::uint8_t kCommonnessMax = 7;

/// 7 tens of millions of bearers or about ten ("kim", "wang", "mohammed", "garcia"), 6 millions,
/// 5 several hundred thousand, 4 about a hundred thousand, 3 tens of thousands, 0 nothing known.
/// Spellings of a given name (given_names.hpp) are as common as the most common of its variety.
std::uint8_t commonness(std::string_view word);

}  // namespace pelf::match
