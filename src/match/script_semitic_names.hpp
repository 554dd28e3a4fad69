// SPDX-License-Identifier: Apache-2.0
//
// How frequent names and words of names in Arabic, Persian and Hebrew letters are written in
// English texts: made by hand, facts of common knowledge. These scripts leave vowels out, so that
// no rule finds them.
#pragma once

#include <string_view>

namespace pelf::match {

struct NameWord {
    /// Without marks; one form of alef, yeh, kaf and heh (ا ي ك ه); Hebrew with final letters.
    std::u32string_view word;
    std::string_view usual;
    std::string_view other;  ///< A second spelling as frequent, or empty.
};

/// nullptr when the word is in no table. Cost: a binary search.
const NameWord* arabic_name(std::u32string_view word) noexcept;
const NameWord* persian_name(std::u32string_view word) noexcept;
const NameWord* hebrew_name(std::u32string_view word) noexcept;

}  // namespace pelf::match
