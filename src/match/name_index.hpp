// SPDX-License-Identifier: Apache-2.0
//
// All names of all lists, asked for those that score at least so much against a query. Strings in,
// ordinals out; knows nothing of lists.
//
// No name is lost: find() gives exactly the names that compare_names() puts at or above the
// threshold. That is not a hope but follows from the order of steps:
//
//   1. Words. Every listed word (and two or three put together) that has any likeness to a word of
//      the query is found: by sound through match/word_index.hpp, and otherwise by its keys.
//   2. Bound. Each listed name collects the credit of the query's words that it has a likeness to,
//      and score_bound() says what it can score at most. A name below the threshold by its bound is
//      below it by its score. Words that too many names bear are credited to all names unseen.
//   3. Score. What is left is scored by the same align() on the same pairs as compare_names(); told
//      the threshold, it stops where the costs that it knows leave less.
//
// No gate on first letters, no limit on candidates. The twin in the tests scores every name.
//
// Memory: about 1 kB a name of the real lists; and some megabytes for each search at work.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "base/section_file.hpp"
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
    /// Copies what it needs. Requires fewer than 2^32 names. Cost: some 9 us of processor time a
    /// name; uses up to `threads_count` threads, and the result does not depend on how many.
    static NameIndex build(std::span<const NameText> names, unsigned threads_count = 1);

    /// As a file that load() takes up again in a fraction of the time. Fails with io.
    Status save(const std::filesystem::path& path, const SectionKey& key) const;

    /// The index of so many names that was saved under this key, by this very program: nothing else
    /// may stand behind the key. Fails as SectionReader does.
    static Result<NameIndex> load(const std::filesystem::path& path, const SectionKey& key,
                                  std::uint64_t names_count, unsigned threads_count = 1);

    /// Every name with a score of at least `score_min` and of more than 0: by falling score, then
    /// falling evidence, then rising index. The score is that of compare_names().
    std::vector<Candidate> find(const NameText& query, std::uint8_t score_min) const;

    NameIndex(NameIndex&&) noexcept;
    NameIndex& operator=(NameIndex&&) noexcept;
    ~NameIndex();

private:
    struct Tables;
    struct Scratch;
    class Search;
    explicit NameIndex(std::unique_ptr<Tables> tables) noexcept;
    std::unique_ptr<Tables> tables_;
};

}  // namespace pelf::match
