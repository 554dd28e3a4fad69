// SPDX-License-Identifier: Apache-2.0
//
// Strings in, scored and explained candidates out. Knows nothing of lists: the caller keeps what
// a name belongs to and asks by its ordinal.
//
//   score  when
//   100    the texts are equal, byte for byte
//    99    their normalised forms are equal (fold)
//    98    equal once "FAMILY, Given" is put into spoken order on either side
//    97    the same words in another order
//
// Anything less alike is no candidate here: this index compares for equality and promises no more.
// No candidate is lost: the whole index is searched under every key, and nothing is cut off.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "match/name_score.hpp"

namespace pelf::match {

struct Candidate {
    std::uint32_t name_index = 0;  ///< Position in the span given to build().
    NameScore score;

    bool operator==(const Candidate&) const = default;
};

/// Built once, then read from any number of threads.
class NameIndex {
public:
    /// Copies what it needs. Requires at most 2^32 - 1 names. Cost: one fold a name.
    static NameIndex build(std::span<const NameText> names);

    /// Every name with a score of at least `score_min`, by falling score, then rising index.
    std::vector<Candidate> find(const NameText& query, std::uint8_t score_min) const;

    NameIndex(NameIndex&&) noexcept;
    NameIndex& operator=(NameIndex&&) noexcept;
    ~NameIndex();

private:
    struct Tables;
    explicit NameIndex(std::unique_ptr<Tables> tables) noexcept;
    std::unique_ptr<Tables> tables_;
};

}  // namespace pelf::match
