// SPDX-License-Identifier: Apache-2.0
//
// A form made ready for comparison, and the pairs of words that two forms have in common: the plain
// way, each word with each. The index finds the same pairs by its tables (match/name_index.cpp).
#pragma once

#include <vector>

#include "match/name_alignment.hpp"
#include "match/word_likeness.hpp"

namespace pelf::match {

/// Neighbouring words of a form taken as one, a single word included.
struct Span {
    std::uint8_t first = 0;
    std::uint8_t count = 1;
    WordFacts facts;
};

class PreparedForm {
public:
    /// `form` must outlive it.
    explicit PreparedForm(const NameForm& form);

    const NameForm& form() const noexcept { return *form_; }
    ScoredForm scored() const noexcept;
    /// In the order of for_each_span().
    const std::vector<Span>& spans() const noexcept { return spans_; }

private:
    const NameForm* form_;
    std::vector<ScoredWord> words_;
    std::vector<Span> spans_;
};

ScoredWord scored_word(const FormWord& word) noexcept;

/// Calls `use(first, count, text)` for every span of a form: single words, then those put together
/// of two and three. By count, then by first.
template <typename Use>
void for_each_span(const NameForm& form, Use use) {
    for (std::size_t i = 0; i < form.words.size(); ++i) {
        use(i, std::size_t{1}, std::string_view(form.words[i].text));
    }
    if (form.words.size() > kGlueFormWordsMax) return;
    std::string text;
    for (std::size_t count = 2; count <= kGlueMax; ++count) {
        for (std::size_t first = 0; first + count <= form.words.size(); ++first) {
            glue_words(form, first, count, text);
            if (!text.empty()) use(first, count, std::string_view(text));
        }
    }
}

/// Under the same rules.
template <typename Query, typename Listed>
bool are_comparable(const Query& query, const Listed& listed) noexcept {
    return query.rules == listed.rules;
}

/// How two forms are compared: by the tradition that both are of. Any type with the two flags.
template <typename Query, typename Listed>
Comparison comparison_of(const Query& query, const Listed& listed) noexcept {
    return {.rules = query.rules,
            .is_korean = query.is_korean && listed.is_korean,
            .is_chinese = query.is_chinese && listed.is_chinese};
}

/// The likeness of two spans, one of them a single word. Words put together cost a little and have
/// to be closer.
Likeness span_likeness(const Span& query, const Span& listed, Comparison how);

/// How alike words are in sound, beyond their budget too; 0 below kNearnessMin and where what is
/// near is another name.
int nearness(const WordFacts& a, const WordFacts& b, Comparison how) noexcept;

/// nearness() for align(), by the spans of two forms.
class SpanNearness final : public Nearness {
public:
    /// The forms must outlive it.
    SpanNearness(const PreparedForm& query, const PreparedForm& listed)
        : query_(query), listed_(listed), how_(comparison_of(query.form(), listed.form())) {}

    int similarity(std::size_t query_word, std::size_t listed_word) const override {
        return nearness(query_.spans()[query_word].facts, listed_.spans()[listed_word].facts, how_);
    }

private:
    const PreparedForm& query_;
    const PreparedForm& listed_;
    Comparison how_;
};

/// Every pair of spans that can stand for each other.
std::vector<WordPair> all_pairs(const PreparedForm& query, const PreparedForm& listed);

}  // namespace pelf::match
