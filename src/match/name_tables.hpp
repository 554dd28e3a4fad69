// SPDX-License-Identifier: Apache-2.0
//
// What the name index keeps: listed forms as numbers of vocabulary words, and for each such word
// the forms that have it. Inside src/match only; the search over it is in name_index.cpp.
//
// Words that stand alone and words put together have numbers of their own, since they are looked up
// by different rules: numbers below singles_count() are single words.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/kept_rows.hpp"
#include "base/section_file.hpp"
#include "match/name_pairs.hpp"
#include "match/word_index.hpp"

namespace pelf::match {

/// Neighbouring words of a listed form, by the vocabulary's number.
struct ListedSpan {
    std::uint32_t word = 0;
    std::uint8_t first = 0;
    std::uint8_t count = 1;
    std::uint16_t unused = 0;  ///< So that spans lie in a file without gaps.
};

struct ListedForm {
    std::uint32_t name_index = 0;
    std::uint32_t first_word = 0;  ///< Into words_.
    std::uint32_t first_span = 0;  ///< Into spans_; single words first.
    std::uint32_t first_legal = 0;
    std::uint16_t spans_count = 0;
    std::uint8_t words_count = 0;
    std::uint8_t legal_count = 0;
    Rules rules = Rules::person;
    std::uint8_t score_max = kScoreMax;
    bool is_korean = false;
    bool is_chinese = false;
};

/// Words by number: their letters one after the other, and in what forms they stand.
struct WordTexts {
    KeptRows<char> letters;
    KeptRows<std::uint32_t> starts;  ///< One more than words.
    KeptRows<Syllables> flags;

    std::string_view text(std::size_t number) const noexcept {
        return {letters.data() + starts[number], starts[number + 1] - starts[number]};
    }
};

class NameTables {
public:
    NameTables() = default;
    static NameTables build(std::span<const NameText> names, unsigned threads_count);

    void save(SectionWriter& to) const;
    /// What save() put there, of so many names; checked so far that any search over it ends well.
    /// Lives on the reader's mapping. Fails with malformed.
    static Result<NameTables> load(SectionReader& from, std::uint64_t names_count,
                                   unsigned threads_count);

    std::size_t forms_count() const noexcept { return forms_.size(); }
    const ListedForm& form(std::uint32_t number) const noexcept { return forms_[number]; }
    ScoredForm scored(const ListedForm& form) const noexcept;
    std::span<const ListedSpan> spans(const ListedForm& form) const noexcept;

    std::size_t vocabulary_count() const noexcept {
        return singles_count_ + glued_texts_.flags.size();
    }
    bool is_single(std::uint32_t word) const noexcept { return word < singles_count_; }
    /// A single word as a span.
    const Span& single(std::uint32_t word) const noexcept { return vocabulary_[word]; }
    /// Words put together, as a span of two. Made anew each time: few are ever asked for.
    Span glued(std::uint32_t word) const;
    /// NameForms::characters of a name: empty for most.
    std::u16string_view characters(std::uint32_t name_index) const noexcept;
    /// Forms that have the word, rising, as often as they have it.
    std::span<const std::uint32_t> forms_with(std::uint32_t word) const noexcept;

    /// Which words a search for near words has met: of single words and of those put together.
    struct Marks {
        WordMarks singles;
        WordMarks glued;
    };
    Marks marks() const;

    /// Puts into `found` the numbers of all vocabulary words that have any likeness to the span, by
    /// any rules and in any tradition, and of others; in no order, some more than once. What an
    /// initial stands for is not among them.
    void find_words(const Span& span, Marks& marks, std::vector<std::uint32_t>& found) const;

private:
    struct Builder;

    bool is_sound(std::uint64_t names_count) const noexcept;
    bool is_sound(const ListedForm& form) const noexcept;
    /// From single_texts_.
    void make_vocabulary(unsigned threads_count);

    KeptRows<ListedForm> forms_;
    KeptRows<ScoredWord> words_;
    KeptRows<LegalForm> legal_forms_;
    KeptRows<ListedSpan> spans_;
    std::vector<Span> vocabulary_;  ///< Of single words. Not in a file: follows from their texts.
    std::uint32_t singles_count_ = 0;
    WordTexts single_texts_;
    WordTexts glued_texts_;
    WordIndex singles_;
    WordIndex glued_;
    KeyTable keys_;  ///< Of WordFacts::keys, and of the text.
    std::vector<std::pair<std::uint32_t, std::u16string>> characters_;  ///< By rising name index.
    KeptRows<std::uint32_t> posting_starts_;
    KeptRows<std::uint32_t> postings_;
};

}  // namespace pelf::match
