// SPDX-License-Identifier: Apache-2.0
//
// The words of a vocabulary that may sound like a given one, and none of them lost.
//
// Method: symmetric deletion (as in Mor and Fraenkel 1982, and Garbe's SymSpell 2012), not over
// letters but over patterns of sound classes (match/word_sound.hpp). Two strings at most k edits
// apart, a transposition counted as one, have a common string that is made from either by deleting
// at most k letters. So the index keeps every word under its shortened forms, and a query looks up
// its own. A pair within its budget, n being the letters of the shorter word, is one of these:
//
//   the skeletons are equal                                        key: the skeleton
//   n <= kShortLettersMax: one edit of the skeleton and no vowel
//   more or less (or a vowel for a consonant, which is the edit)   keys: the pattern less a class
//   or none longer, one edit of the skeleton                               keys: the skeleton less
//   one class longer, two edits                                              keys: the skeleton
//   less two
//
// What comes up is for the caller to compare in full.
//
// Cost: a word of s consonants and v vowels has at most 2 + (s + v) + s + s (s - 1) / 2 keys of 8
// bytes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "match/word_sound.hpp"

namespace pelf::match {

/// Pairs of a 32-bit key and a number, looked up by key.
class KeyTable {
public:
    KeyTable() = default;

    /// From pairs of key (upper 32 bits) and number (lower), in any order; equal pairs are kept
    /// once.
    explicit KeyTable(std::vector<std::uint64_t> pairs);

    /// The pairs with this key, by rising number. The number is the lower half.
    std::span<const std::uint64_t> find(std::uint32_t key) const noexcept;

private:
    std::vector<std::uint64_t> pairs_;
    std::vector<std::uint32_t> bucket_starts_;
    int shift_ = 32;
};

class WordIndex {
public:
    WordIndex() = default;

    /// With fewer edits than kSkeletonEditsMax the index is smaller and serves closer words only.
    /// Cost: a sort of some ten keys a word.
    static WordIndex build(std::span<const WordSound> words, int edits_max = kSkeletonEditsMax);

    /// Appends to `found` the numbers of all words that are within their budget of the query and
    /// whose skeletons are at most `edits_max` edits apart, and no more than given to build(); and
    /// other words. In no order, some more than once.
    void find(const WordSound& query, int edits_max, std::vector<std::uint32_t>& found) const;

private:
    KeyTable keys_;
    int edits_max_ = 0;
};

}  // namespace pelf::match
