// SPDX-License-Identifier: Apache-2.0
#include "match/name_pairs.hpp"

#include <algorithm>

namespace pelf::match {

ScoredWord scored_word(const FormWord& word) noexcept {
    return {word.role, word.weight, word.evidence_decibans, word.is_descent};
}

PreparedForm::PreparedForm(const NameForm& form) : form_(&form) {
    for (const FormWord& word : form.words) words_.push_back(scored_word(word));
    const Syllables syllables{form.is_korean, form.is_chinese};
    for_each_span(form, [&](std::size_t first, std::size_t count, std::string_view text) {
        spans_.push_back({static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(count),
                          facts_of(text, syllables)});
    });
}

ScoredForm PreparedForm::scored() const noexcept {
    return {form_->rules, words_, form_->legal_forms, form_->score_max};
}

Likeness span_likeness(const Span& query, const Span& listed, Comparison how) {
    if (query.count == 1 && listed.count == 1) {
        return likeness(query.facts, listed.facts, how, Joint::plain);
    }
    constexpr std::uint8_t kGlueCost = 2;
    const Likeness words = likeness(query.facts, listed.facts, how, Joint::glued);
    if (words.similarity <= kGlueCost || words.kind == PartKind::initial) return {};
    return {static_cast<std::uint8_t>(words.similarity - kGlueCost), PartKind::glued};
}

int nearness(const WordFacts& a, const WordFacts& b, Comparison how) noexcept {
    // A syllable is the same or another one, and so is a word that a table tells apart.
    if (how.is_korean || how.is_chinese || how.rules == Rules::object) return 0;
    if (how.rules == Rules::person &&
        ((a.is_given_name && b.is_given_name) || are_two_common_names(a, b))) {
        return 0;
    }
    if (how.rules == Rules::entity && a.company_word >= 0 && b.company_word >= 0) return 0;
    const int letters = std::max<int>({a.sound.gate.letters_count, b.sound.gate.letters_count, 1});
    const int budget = letters * (100 - kNearnessMin);
    const int cost = sound_distance(a.sound, b.sound, budget);
    return cost > budget ? 0 : 100 - (cost + letters - 1) / letters;
}

std::vector<WordPair> all_pairs(const PreparedForm& query, const PreparedForm& listed) {
    const Comparison how = comparison_of(query.form(), listed.form());
    std::vector<WordPair> pairs;
    for (const Span& a : query.spans()) {
        for (const Span& b : listed.spans()) {
            // Several words on both sides are compared word by word.
            if (a.count > 1 && b.count > 1) continue;
            const Likeness found = span_likeness(a, b, how);
            if (found.similarity == 0) continue;
            pairs.push_back({a.first, a.count, b.first, b.count, found.similarity, found.kind});
        }
    }
    return pairs;
}

}  // namespace pelf::match
