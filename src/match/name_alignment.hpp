// SPDX-License-Identifier: Apache-2.0
//
// From pairs of words to the score of two names: who stands for whom, and what the rest costs.
//
// The pairs with the greatest gain are taken first, each word once (greedy matching); what is left
// over is extra on one side or, on both, a contradiction. Then, in hundredths of a point:
//
//   loss = spelling            mean over matched query words of 100 - similarity; slips in persons'
//                              names that prove less than 30 decibans cost up to three times that
//        + query extras        q * share of the query's weight left over  * rarity
//        + listed extras       l * share of the listed weight left over   * rarity
//        + contradiction       c + d * share of weight that contradicts, if both have words left;
//                              this and the listed extras are less for words that are nearly alike,
//                              and more for words that are not alike at all
//        + numbers, legal forms, order, initials, one word in common of several: fixed amounts
//
//   rarity = 60 decibans / evidence of the matched words, between 1 and 3: a part of a name proves
//   less the more people bear it. For persons it rises by the cube from 25 decibans down: of the
//   commonest names nothing may be missing. What a pair of words proves is what the commoner of the
//   two does, less what they are apart; an initial proves next to nothing, and initials alone are
//   no name.
//
// All of it falls as the matched part of the query grows, whatever the listed name is, so that
// score_bound() can say from the query's side alone what no score exceeds. The index relies on it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "match/name_form.hpp"

namespace pelf::match {

/// What the score needs of a word; the index keeps this and not the text.
struct ScoredWord {
    WordRole role = WordRole::name;
    std::uint8_t weight = 0;
    std::uint8_t evidence_decibans = 0;
    bool is_descent = false;  ///< bin, ibn, bint.

    bool operator==(const ScoredWord&) const = default;
};

struct ScoredForm {
    Rules rules = Rules::person;
    std::span<const ScoredWord> words;
    std::span<const LegalForm> legal_forms;
    std::uint8_t score_max = kScoreMax;
};

/// Neighbouring words of the query and of the listed name that can stand for each other.
struct WordPair {
    std::uint8_t query_first = 0;
    std::uint8_t query_count = 1;
    std::uint8_t listed_first = 0;
    std::uint8_t listed_count = 1;
    std::uint8_t similarity = 0;  ///< 1 to 100.
    PartKind kind = PartKind::equal;
};

/// Below this similarity words are not near at all.
inline constexpr int kNearnessMin = 55;

/// Tells how alike words are that are no pair, for words left over on both sides: asked for only
/// when there are some.
class Nearness {
public:
    virtual ~Nearness() = default;
    /// 0 to 100, for single words; 0 below kNearnessMin.
    virtual int similarity(std::size_t query_word, std::size_t listed_word) const = 0;
};

/// One line of an explanation, before it is put into words.
struct Deduction {
    enum class Cause : std::uint8_t {
        spelling,
        query_extra,
        listed_extra,
        contradiction,
        single_word,
        number,
        legal_form,
        order,
        initial,
        cap
    };
    Cause cause = Cause::spelling;
    int points_hundredths = 0;
};

struct Alignment {
    NameScore score;
    std::vector<WordPair> pairs;  ///< Those taken, in the order of the query.
    std::vector<Deduction> deductions;
};

/// Two forms to be compared, with what they have in common.
struct FormPair {
    ScoredForm query;
    ScoredForm listed;
    std::span<WordPair> pairs;  ///< Is put into another order.
    const Nearness& near;
    /// What scores less may come out as 0, for less work.
    std::uint8_t score_min = 0;
};

/// `details`: also fill in pairs and deductions. Deterministic, integers only. Cost: a sort of the
/// pairs and two passes over the words.
Alignment align(const FormPair& forms, bool details);

/// What a query word can add at most, by the best similarity of any pair it is in.
struct QueryCredit {
    std::uint32_t matched = 0;   ///< Weight.
    std::uint32_t spelling = 0;  ///< Weight times hundredths of points, the least loss.
    std::uint32_t evidence_decibans = 0;

    QueryCredit operator+(const QueryCredit& other) const noexcept {
        return {matched + other.matched, spelling + other.spelling,
                evidence_decibans + other.evidence_decibans};
    }
};
QueryCredit query_credit(Rules rules, const ScoredWord& word, std::uint8_t similarity) noexcept;

/// What no score of the query exceeds with a listed form in which the words that have any pair sum
/// up to `credit`, each by its best pair. `weight`: of all the query's words.
std::uint8_t score_bound(Rules rules, std::uint32_t weight, const QueryCredit& credit) noexcept;

}  // namespace pelf::match
