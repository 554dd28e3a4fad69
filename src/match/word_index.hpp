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
// What comes up is compared, the cheapest test first: by its length (words are numbered by falling
// length, so that those too short for the edits that a key stands for are the end of its run), by
// least_distance() with the edits of the skeleton that it takes at least, in full. Keys are looked
// up by rising number of edits, and a word is looked at the first time only: one that did not come
// up for fewer edits takes as many as it came up for.
//
// Words that are one edit apart and nothing beside it are found by what the edit leaves as it was.
// Every word is cut into three parts with a sound between them, so that an edit, the transposition
// of two neighbours included, touches one part at most; further keys are any two of the three. A
// query is cut as words of as many sounds, one more and one less are.
//
// Cost: a word of s consonants and v vowels has at most 5 + (s + v) + s + s (s - 1) / 2 keys of
// some 8 bytes; 4 where it is only to be found by one edit.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/kept_rows.hpp"
#include "base/section_file.hpp"
#include "match/word_sound.hpp"

namespace pelf::match {

/// Numbers under 32-bit keys.
class KeyTable {
public:
    KeyTable() = default;

    /// From pairs of key (upper 32 bits) and number (lower), in any order; equal pairs are kept
    /// once.
    explicit KeyTable(std::vector<std::uint64_t> pairs);

    /// The numbers with this key, rising.
    std::span<const std::uint32_t> find(std::uint32_t key) const noexcept;

    void save(SectionWriter& to) const;
    /// What save() put there, with numbers below `numbers_end`. Fails with malformed.
    static Result<KeyTable> load(SectionReader& from, std::uint64_t numbers_end);

private:
    struct Run {
        std::uint32_t key = 0;
        std::uint32_t first = 0;  ///< Into numbers_; ends where the next one begins.
    };
    bool is_sound(std::uint64_t numbers_end) const noexcept;

    KeptRows<Run> runs_;  ///< By rising key, and one more at the end.
    KeptRows<std::uint32_t> numbers_;
    KeptRows<std::uint32_t> bucket_starts_;  ///< Into runs_, by the upper bits of the key.
    int shift_ = 32;
};

/// Which words a search has met already. Kept from search to search.
class WordMarks {
public:
    explicit WordMarks(std::size_t words_count = 0) : turns_(words_count) {}

    void start_search();
    /// True once a search for each word.
    bool meet(std::uint32_t word) noexcept { return std::exchange(turns_[word], turn_) != turn_; }

private:
    std::vector<std::uint8_t> turns_;  ///< By word: the search that met it last.
    std::uint8_t turn_ = 0;
};

class WordIndex {
public:
    /// What an index serves: words as far apart as their sound_budget() allows, or only those that
    /// are at most one edit of the skeleton apart and nothing beside it. The latter is a fifth of
    /// the size.
    enum class Reach : std::uint8_t { budget, one_edit };

    WordIndex() = default;

    /// In which order build() wants the words: by falling letters_count, and those of one skeleton
    /// together, since they are looked at together. Deterministic.
    static std::vector<std::uint32_t> order_of(std::span<const WordSound> words);

    /// Word number i is words[order[i]]. Cost: a sort of some ten keys a word, or of four.
    static WordIndex build(std::span<const WordSound> words, std::span<const std::uint32_t> order,
                           Reach reach);

    std::size_t words_count() const noexcept { return gates_.size(); }

    /// How near words must be, beyond their sound_budget() and the reach.
    struct Limits {
        int budget_max = kSoundBudgetMax;
        std::uint32_t offset = 0;  ///< Is added to each number found.
    };
    /// Appends to `found` the numbers of all words within their budget of the query, each once, in
    /// no order. `marks`: for words_count() words.
    void find(const WordSound& query, Limits limits, WordMarks& marks,
              std::vector<std::uint32_t>& found) const;

    void save(SectionWriter& to) const;
    /// What save() put there, of so many words. Fails with malformed.
    static Result<WordIndex> load(SectionReader& from, std::uint64_t words_count);

private:
    class Search;
    struct Making;

    bool is_sound() const noexcept;
    SoundNumbers sounds(std::uint32_t word) const noexcept {
        return SoundNumbers(sounds_).subspan(sound_starts_[word],
                                             sound_starts_[word + 1] - sound_starts_[word]);
    }

    KeyTable keys_;
    Reach reach_ = Reach::budget;
    /// By edits: the words that can afford so many are the numbers below this one.
    std::array<std::uint32_t, kSkeletonEditsMax + 1> edits_ends_{};
    std::uint32_t long_end_ = 0;  ///< Words of more than kShortLettersMax letters: those below.
    KeptRows<SoundGate> gates_;
    KeptRows<std::uint8_t> sounds_;         ///< number_sounds() of all words.
    KeptRows<std::uint32_t> sound_starts_;  ///< One more than words.
};

}  // namespace pelf::match
