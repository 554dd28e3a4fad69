// SPDX-License-Identifier: Apache-2.0
//
// The first half of romanising: bytes become words of letters of known scripts, cleared of what
// only hides or imitates letters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "match/romanise.hpp"

namespace pelf::match {

/// Letters of one script within one word, case-folded, in NFKC. Script::none: ASCII digits.
struct Piece {
    Script script = Script::none;
    bool starts_word = true;
    std::u32string letters;

    bool operator==(const Piece&) const = default;
};

struct PieceText {
    std::vector<Piece> pieces;
    Script script = Script::none;
    bool is_mixed_script_word = false;
    bool had_hidden_characters = false;
    bool had_lookalikes = false;
};

/// Reads at most kNameBytesMax bytes. Cost: linear, 1 to 3 us a name.
PieceText take_apart(std::string_view utf8);

}  // namespace pelf::match
