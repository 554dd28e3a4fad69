// SPDX-License-Identifier: Apache-2.0
#include "match/name_score.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "match/name_alignment.hpp"
#include "match/name_pairs.hpp"

namespace pelf::match {
namespace {

/// Points, of hundredths: "7" or "7.5".
std::string points(int hundredths) {
    const int tenths = (hundredths + 5) / 10;
    return tenths % 10 == 0 ? text(tenths / 10) : text(tenths / 10, ".", tenths % 10);
}

std::string_view cause_text(Deduction::Cause cause) noexcept {
    switch (cause) {
        case Deduction::Cause::spelling: return "words that are not spelt the same";
        case Deduction::Cause::query_extra: return "words of the query that the listed name lacks";
        case Deduction::Cause::listed_extra: return "words of the listed name that the query lacks";
        case Deduction::Cause::contradiction: return "different words in each other's place";
        case Deduction::Cause::single_word: return "one word of several in common";
        case Deduction::Cause::number: return "a number that differs or is on one side only";
        case Deduction::Cause::legal_form: return "legal forms of two different bodies";
        case Deduction::Cause::order: return "the words are in another order";
        case Deduction::Cause::initial: return "an initial stands for a name";
        default: return "found by its initials alone";
    }
}

std::string words_text(const NameForm& form, std::size_t first, std::size_t count) {
    std::string words;
    for (std::size_t i = first; i < first + count; ++i) {
        words += words.empty() ? "" : " ";
        words += form.words[i].text;
    }
    return words;
}

/// Bit i: word i is in one of the pairs.
template <typename First, typename Count>
std::uint64_t taken_words(const std::vector<WordPair>& pairs, First first, Count count) {
    std::uint64_t taken = 0;
    for (const WordPair& pair : pairs) {
        for (std::size_t i = 0; i < pair.*count; ++i)
            taken |= std::uint64_t{1} << (pair.*first + i);
    }
    return taken;
}

/// The words of a form that are in no pair, as parts of one side.
void add_rest(const NameForm& form, std::uint64_t taken, PartKind kind, Explained& explained) {
    for (std::size_t i = 0; i < form.words.size(); ++i) {
        if ((taken >> i & 1U) != 0) continue;
        AlignedPart part;
        part.kind = kind;
        (kind == PartKind::query_only ? part.query : part.listed) = form.words[i].text;
        explained.parts.push_back(std::move(part));
    }
}

/// What a pair says in words, where it says more than "the same".
void explain_pair(const AlignedPart& part, Explained& explained) {
    // By kind; nothing for what stands on one side only.
    constexpr std::array<std::string_view, 10> kSayings = {"is the same as",
                                                           "is another spelling of",
                                                           "differs by a few letters from",
                                                           "is, in another language,",
                                                           "is a nickname for",
                                                           "is the initial of",
                                                           "means the same as",
                                                           "is written as one with",
                                                           "",
                                                           ""};
    if (part.kind == PartKind::equal) return;
    explained.reasons.push_back(text("\"", part.query, "\" ",
                                     kSayings[static_cast<std::size_t>(part.kind)], " \"",
                                     part.listed, "\" (", int{part.similarity}, " of 100)"));
}

/// The best of all pairs of forms, with the forms it came from.
struct Best {
    Alignment alignment;
    const NameForm* query = nullptr;
    const NameForm* listed = nullptr;
};

Best best_alignment(const NameForms& asked, const NameForms& found) {
    Best best;
    for (const NameForm& a : asked.forms) {
        const PreparedForm left(a);
        for (const NameForm& b : found.forms) {
            if (!are_comparable(a, b)) continue;
            const PreparedForm right(b);
            std::vector<WordPair> pairs = all_pairs(left, right);
            const SpanNearness near(left, right);
            Alignment alignment = align({left.scored(), right.scored(), pairs, near}, true);
            const NameScore& score = alignment.score;
            const NameScore& so_far = best.alignment.score;
            if (std::tie(score.score, score.evidence_decibans) <=
                std::tie(so_far.score, so_far.evidence_decibans)) {
                continue;
            }
            best = {std::move(alignment), &a, &b};
        }
    }
    return best;
}

void explain_reading(const Best& best, const NameForms& asked, Explained& explained) {
    const auto add = [&](std::string_view side, const NameForm& form) {
        if (form.system != "latin") {
            explained.reasons.push_back(text("the ", side, " is read as \"",
                                             words_text(form, 0, form.words.size()), "\" (",
                                             form.system, ")"));
        }
        if (form.was_cut) {
            explained.reasons.push_back(
                text("only the first ", kFormWordsMax, " words of the ", side, " are compared"));
        }
    };
    add("query", *best.query);
    add("listed name", *best.listed);
    if (asked.is_disguised) {
        explained.reasons.emplace_back(
            "the query is written to deceive the eye: mixed scripts within a word, or hidden "
            "characters");
    }
}

}  // namespace

std::string_view to_string(PartKind kind) noexcept {
    constexpr std::array<std::string_view, 10> kNames = {
        "equal",   "spelling",     "typo",  "cognate",    "nickname",
        "initial", "abbreviation", "glued", "query_only", "listed_only"};
    return kNames[static_cast<std::size_t>(kind)];
}

Explained compare_names(const NameText& query, const NameText& listed) {
    const NameForms asked = forms_of(query, Role::query);
    const NameForms found = forms_of(listed, Role::listed);
    const Best best = best_alignment(asked, found);
    Explained explained;
    if (best.query == nullptr) return explained;
    explained.score = best.alignment.score;
    const std::vector<WordPair>& pairs = best.alignment.pairs;
    for (const WordPair& pair : pairs) {
        explained.parts.push_back(
            {.kind = pair.kind,
             .query = words_text(*best.query, pair.query_first, pair.query_count),
             .listed = words_text(*best.listed, pair.listed_first, pair.listed_count),
             .similarity = pair.similarity});
    }
    explain_reading(best, asked, explained);
    if (best.alignment.deductions.empty()) {
        explained.reasons.emplace_back("the same words, letter case and punctuation apart");
    }
    for (const AlignedPart& part : explained.parts) explain_pair(part, explained);
    add_rest(*best.query, taken_words(pairs, &WordPair::query_first, &WordPair::query_count),
             PartKind::query_only, explained);
    add_rest(*best.listed, taken_words(pairs, &WordPair::listed_first, &WordPair::listed_count),
             PartKind::listed_only, explained);
    for (const Deduction& deduction : best.alignment.deductions) {
        explained.reasons.push_back(
            text("-", points(deduction.points_hundredths), ": ", cause_text(deduction.cause)));
    }
    if (!may_be_same_characters(asked.characters, found.characters) &&
        explained.score.score > kOtherCharactersScoreMax) {
        explained.reasons.push_back(text("-", explained.score.score - kOtherCharactersScoreMax,
                                         ": written in different characters"));
        explained.score.score = kOtherCharactersScoreMax;
    }
    return explained;
}

}  // namespace pelf::match
