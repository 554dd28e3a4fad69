// SPDX-License-Identifier: Apache-2.0
//
// The second half of romanising: one reader a script. Each gets the pieces of its script in the
// order of the text and gives them back in Latin letters, once for each system that differs.
//
// Letters are lower case in NFKC. A written piece is words of [a-z0-9] with single spaces between
// them; it may be empty. A variant has as many texts as there were pieces. The first variant is the
// default and there is always one; all are safe from any number of threads.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pelf::match {

struct Variant {
    std::string_view system;
    std::vector<std::string> texts;
};

using Pieces = std::span<const std::u32string_view>;
using Variants = std::vector<Variant>;

Variants read_latin(Pieces pieces);
Variants read_cyrillic(Pieces pieces);
Variants read_greek(Pieces pieces);
Variants read_armenian(Pieces pieces);
Variants read_georgian(Pieces pieces);
Variants read_hebrew(Pieces pieces);
Variants read_arabic(Pieces pieces);
Variants read_indic(Pieces pieces);
Variants read_thai(Pieces pieces);
Variants read_hangul(Pieces pieces);
Variants read_kana(Pieces pieces);
Variants read_other(Pieces pieces);

/// `is_japanese`: kana stand in the same text, so that Japanese readings come first.
Variants read_han(Pieces pieces, bool is_japanese);

/// Runs `write(piece)` over all pieces.
template <class Write>
Variant variant_of(std::string_view system, Pieces pieces, Write write) {
    Variant variant{system, {}};
    variant.texts.reserve(pieces.size());
    for (const std::u32string_view piece : pieces) variant.texts.push_back(write(piece));
    return variant;
}

}  // namespace pelf::match
