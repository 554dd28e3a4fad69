// SPDX-License-Identifier: Apache-2.0
#include "match/name_index.hpp"

#include <algorithm>
#include <functional>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>

#include "base/check.hpp"
#include "match/name_tables.hpp"

namespace pelf::match {
namespace {

/// Under which number a form has been given credit for a word of the query. 0: for none yet.
using WordTurn = std::uint8_t;

/// What a listed form has collected from one form of the query.
struct Account {
    QueryCredit credit;
    WordTurn last_turn = 0;
    std::uint8_t copies = 0;  ///< In the last turn: how often the form had the word.
};

/// How a span of the query and a word of the vocabulary are alike, by each tradition.
struct WordMatch {
    std::uint32_t word = 0;  ///< Vocabulary number.
    Likeness plain;
    Likeness korean;
    Likeness chinese;

    std::uint8_t bound() const noexcept {
        return std::max({plain.similarity, korean.similarity, chinese.similarity});
    }
    const Likeness& by(Comparison how) const noexcept {
        if (!how.is_korean && !how.is_chinese) return plain;
        if (how.is_korean && (!how.is_chinese || korean.similarity >= chinese.similarity)) {
            return korean;
        }
        return chinese;
    }
};

/// The matches of a span are those of its text under the form's rules and traditions, whatever the
/// query: customers share most of their words.
struct MatchMemory {
    std::string text;
    std::uint32_t kind = 0;
    std::vector<WordMatch> matches;
};
constexpr std::size_t kMemoriesCount = 4096;

/// One match of a span of the query.
struct Found {
    WordMatch match;
    std::uint32_t next = 0;        ///< The next one of the same word, as index + 1; 0: none.
    std::uint16_t span_index = 0;  ///< Of the query.
};

/// A word of the query and the vocabulary words that can stand for it.
struct Term {
    std::size_t word_index = 0;
    std::uint8_t copies = 1;     ///< The query has the word so often, and so must a form.
    std::uint64_t postings = 0;  ///< How many forms would be visited.
    struct Match {
        std::uint32_t word = 0;
        std::uint8_t similarity = 0;  ///< The best under any tradition.
    };
    std::vector<Match> matches;  ///< Each word once, by falling similarity.
    bool is_open = false;        ///< Also matches words that were not looked up (initials).
};

}  // namespace

/// Working memory of one search, kept for the next one.
struct NameIndex::Scratch {
    std::vector<Account> accounts;       ///< A listed form each; all zero between searches.
    std::vector<std::uint32_t> touched;  ///< Forms whose account is not zero.
    std::vector<std::uint32_t> heads;    ///< A vocabulary word each: first Found, as index + 1.
    /// A vocabulary word each: whether it has a head. So small that it stays in the nearest cache.
    std::vector<std::uint64_t> head_bits;
    std::vector<Found> found;
    std::vector<std::uint32_t> stamps;  ///< A vocabulary word each: the last span that met it.
    std::uint32_t last_stamp = 0;
    NameTables::Marks marks;
    std::vector<std::uint32_t> numbers;
    std::vector<MatchMemory> memories = std::vector<MatchMemory>(kMemoriesCount);
    std::vector<WordPair> pairs;
    std::vector<Candidate> candidates;
};

struct NameIndex::Tables {
    MappedFile file;  ///< What `names` lies on, if it was loaded.
    NameTables names;
    std::mutex mutex;
    std::vector<std::unique_ptr<Scratch>> idle;  ///< Guarded by mutex.

    std::unique_ptr<Scratch> take();
    void give_back(std::unique_ptr<Scratch> scratch);
};

std::unique_ptr<NameIndex::Scratch> NameIndex::Tables::take() {
    {
        const std::lock_guard lock(mutex);
        if (!idle.empty()) {
            auto scratch = std::move(idle.back());
            idle.pop_back();
            return scratch;
        }
    }
    auto scratch = std::make_unique<Scratch>();
    scratch->accounts.resize(names.forms_count());
    scratch->heads.resize(names.vocabulary_count());
    scratch->head_bits.resize(names.vocabulary_count() / 64 + 1);
    scratch->stamps.resize(names.vocabulary_count());
    scratch->marks = names.marks();
    return scratch;
}

void NameIndex::Tables::give_back(std::unique_ptr<Scratch> scratch) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(scratch));
}

NameIndex::NameIndex(std::unique_ptr<Tables> tables) noexcept : tables_(std::move(tables)) {}
NameIndex::NameIndex(NameIndex&&) noexcept = default;
NameIndex& NameIndex::operator=(NameIndex&&) noexcept = default;
NameIndex::~NameIndex() = default;

NameIndex NameIndex::build(std::span<const NameText> names, unsigned threads_count) {
    PELF_CHECK(names.size() < UINT32_MAX);
    auto tables = std::make_unique<Tables>();
    tables->names = NameTables::build(names, threads_count);
    return NameIndex(std::move(tables));
}

Status NameIndex::save(const std::filesystem::path& path, const SectionKey& key) const {
    PELF_TRY(writer, SectionWriter::create(path, key));
    tables_->names.save(writer);
    return writer.finish();
}

Result<NameIndex> NameIndex::load(const std::filesystem::path& path, const SectionKey& key,
                                  std::uint64_t names_count, unsigned threads_count) {
    PELF_TRY(reader, SectionReader::open(path, key));
    auto tables = std::make_unique<Tables>();
    PELF_TRY(names, NameTables::load(reader, names_count, threads_count));
    tables->names = std::move(names);
    tables->file = std::move(reader).mapping();
    return NameIndex(std::move(tables));
}

namespace {

class ListedNearness final : public Nearness {
public:
    ListedNearness(const NameTables& names, const PreparedForm& query, const ListedForm& listed)
        : names_(names),
          query_(query),
          listed_(listed),
          how_(comparison_of(query.form(), listed)) {}

    int similarity(std::size_t query_word, std::size_t listed_word) const override {
        const Span& listed = names_.single(names_.spans(listed_)[listed_word].word);
        return nearness(query_.spans()[query_word].facts, listed.facts, how_);
    }

private:
    const NameTables& names_;
    const PreparedForm& query_;
    const ListedForm& listed_;
    Comparison how_;
};

}  // namespace

/// One form of the query against all listed forms.
class NameIndex::Search {
public:
    struct Query {
        const NameForm& form;
        std::uint8_t score_min = 1;
    };
    Search(const NameTables& names, Scratch& scratch, const Query& query)
        : names_(names), scratch_(scratch), prepared_(query.form), score_min_(query.score_min) {}

    /// Appends to scratch.candidates, once for each listed form.
    void run() {
        find_words();
        make_terms();
        visit_postings();
        for (const std::uint32_t form : scratch_.touched) {
            score(form, scratch_.accounts[form].credit);
            scratch_.accounts[form] = {};
        }
        scratch_.touched.clear();
        for (const Found& found : scratch_.found) {
            scratch_.heads[found.match.word] = 0;
            scratch_.head_bits[found.match.word / 64] = 0;
        }
        scratch_.found.clear();
    }

private:
    Rules rules() const noexcept { return prepared_.form().rules; }

    /// Adds the word if it has a likeness to the span by any tradition that may apply.
    void add_match(const Span& asked, std::uint32_t word, std::vector<WordMatch>& matches) const {
        if (names_.is_single(word)) return add_match(asked, word, names_.single(word), matches);
        add_match(asked, word, names_.glued(word), matches);
    }

    void add_match(const Span& asked, std::uint32_t word, const Span& listed,
                   std::vector<WordMatch>& matches) const {
        const NameForm& form = prepared_.form();
        WordMatch match{word, span_likeness(asked, listed, {rules()}), {}, {}};
        if (form.is_korean) match.korean = span_likeness(asked, listed, {rules(), true, false});
        if (form.is_chinese) match.chinese = span_likeness(asked, listed, {rules(), false, true});
        if (match.bound() > 0) matches.push_back(match);
    }

    const std::vector<WordMatch>& matches_of(const Span& span) {
        const NameForm& form = prepared_.form();
        const auto kind = static_cast<std::uint32_t>(form.rules) | (form.is_korean ? 4U : 0U) |
                          (form.is_chinese ? 8U : 0U) | (span.count > 1 ? 16U : 0U);
        const std::size_t slot =
            (std::hash<std::string>{}(span.facts.text) + kind) % kMemoriesCount;
        MatchMemory& memory = scratch_.memories[slot];
        if (memory.text == span.facts.text && memory.kind == kind) return memory.matches;
        memory.text = span.facts.text;
        memory.kind = kind;
        memory.matches.clear();
        names_.find_words(span, scratch_.marks, scratch_.numbers);
        // A word may come up by several keys; the stamp lets it through once.
        const std::uint32_t stamp = ++scratch_.last_stamp;
        for (const std::uint32_t word : scratch_.numbers) {
            if (std::exchange(scratch_.stamps[word], stamp) != stamp) {
                add_match(span, word, memory.matches);
            }
        }
        return memory.matches;
    }

    /// Step 1: the vocabulary words that any span of the query has a likeness to.
    void find_words() {
        for (std::size_t i = 0; i < prepared_.spans().size(); ++i) {
            for (const WordMatch& match : matches_of(prepared_.spans()[i])) {
                scratch_.head_bits[match.word / 64] |= std::uint64_t{1} << match.word % 64;
                std::uint32_t& head = scratch_.heads[match.word];
                scratch_.found.push_back({match, head, static_cast<std::uint16_t>(i)});
                head = static_cast<std::uint32_t>(scratch_.found.size());
            }
        }
    }

    void make_terms() {
        const std::span<const ScoredWord> words = prepared_.scored().words;
        terms_.resize(words.size());
        for (std::size_t i = 0; i < words.size(); ++i) {
            terms_[i].word_index = i;
            terms_[i].is_open = words[i].role == WordRole::initial;
            weight_ += words[i].weight;
        }
        for (const Found& found : scratch_.found) {
            const Span& span = prepared_.spans()[found.span_index];
            for (std::size_t i = 0; i < span.count; ++i) {
                terms_[span.first + i].matches.push_back({found.match.word, found.match.bound()});
            }
        }
        join_copies();
        for (Term& term : terms_) {
            keep_best_matches(term);
            for (const Term::Match& match : term.matches) {
                term.postings += names_.forms_with(match.word).size();
            }
            // What an initial stands for is not looked up, so all forms may have it.
            if (term.is_open) term.postings = names_.forms_count();
        }
        std::sort(terms_.begin(), terms_.end(), [](const Term& a, const Term& b) {
            return std::tie(a.is_open, a.postings, a.word_index) <
                   std::tie(b.is_open, b.postings, b.word_index);
        });
    }

    /// Each word once with its best similarity, then by falling similarity.
    static void keep_best_matches(Term& term) {
        auto& matches = term.matches;
        std::sort(matches.begin(), matches.end(), [](const Term::Match& a, const Term::Match& b) {
            return std::tie(a.word, b.similarity) < std::tie(b.word, a.similarity);
        });
        const auto same_word = [](const Term::Match& a, const Term::Match& b) {
            return a.word == b.word;
        };
        matches.erase(std::unique(matches.begin(), matches.end(), same_word), matches.end());
        std::sort(matches.begin(), matches.end(), [](const Term::Match& a, const Term::Match& b) {
            return std::tie(b.similarity, a.word) < std::tie(a.similarity, b.word);
        });
    }

    /// Is there a match of the two words, and what is between them, put together?
    bool are_found_together(std::size_t i, std::size_t j) const {
        return std::any_of(scratch_.found.begin(), scratch_.found.end(), [&](const Found& found) {
            const Span& span = prepared_.spans()[found.span_index];
            return span.first <= i && j < std::size_t{span.first} + span.count;
        });
    }

    /// A word that the query has twice gets credit for two only where a form has two, unless
    /// one word of a form can stand for both.
    void join_copies() {
        const auto& spans = prepared_.spans();
        const std::span<const ScoredWord> words = prepared_.scored().words;
        for (std::size_t i = 0; i < terms_.size(); ++i) {
            if (terms_[i].is_open) continue;
            for (std::size_t j = i + 1; j < terms_.size(); ++j) {
                Term& copy = terms_[j];
                const bool same = copy.copies == 1 && words[i] == words[j] &&
                                  spans[i].facts.text == spans[j].facts.text;
                if (!same || are_found_together(i, j)) continue;
                ++terms_[i].copies;
                copy.copies = 0;
                terms_[i].matches.insert(terms_[i].matches.end(), copy.matches.begin(),
                                         copy.matches.end());
            }
        }
        std::erase_if(terms_, [](const Term& term) { return term.copies == 0; });
    }

    QueryCredit credit_of(const Term& term, std::uint8_t similarity) const {
        return query_credit(rules(), prepared_.scored().words[term.word_index], similarity);
    }

    /// Step 2. Terms come from the rarest on. Once what the rest can add is too little to bring a
    /// form over the threshold by itself, they open no more accounts and add to those that are
    /// there.
    void visit_postings() {
        std::vector<QueryCredit> rest(terms_.size() + 1);
        for (std::size_t i = terms_.size(); i-- > 0;) {
            const bool can_match = terms_[i].is_open || !terms_[i].matches.empty();
            rest[i] = rest[i + 1];
            for (int copy = 0; can_match && copy < terms_[i].copies; ++copy) {
                rest[i] = rest[i] + credit_of(terms_[i], 100);
            }
        }
        for (std::size_t i = 0; i < terms_.size(); ++i) {
            const bool opens = score_bound(rules(), weight_, rest[i]) >= score_min_;
            if (terms_[i].is_open) {
                // The last ones, since all forms count as theirs.
                if (opens) return visit_all();
                rest_ = rest[i];
                return;
            }
            visit(terms_[i], static_cast<WordTurn>(i + 1), opens);
        }
    }

    void visit(const Term& term, WordTurn turn, bool opens) {
        for (const Term::Match& match : term.matches) {
            const QueryCredit credit = credit_of(term, match.similarity);
            for (const std::uint32_t form : names_.forms_with(match.word)) {
                Account& account = scratch_.accounts[form];
                // Matches come by falling similarity: the first are the form's best for this word.
                if (account.last_turn == turn && account.copies == term.copies) continue;
                if (account.last_turn == 0) {
                    if (!opens || names_.form(form).rules != rules()) continue;
                    scratch_.touched.push_back(form);
                }
                if (std::exchange(account.last_turn, turn) != turn) account.copies = 0;
                ++account.copies;
                account.credit = account.credit + credit;
            }
        }
    }

    /// Without a word that narrows the search down every form is scored.
    void visit_all() {
        for (std::uint32_t form = 0; form < names_.forms_count(); ++form) {
            if (names_.form(form).rules != rules()) continue;
            if (scratch_.accounts[form].last_turn == 0) scratch_.touched.push_back(form);
            scratch_.accounts[form].last_turn = 1;
        }
        rest_ = {.matched = weight_, .spelling = 0, .evidence_decibans = 1000};
    }

    /// Step 3.
    void score(std::uint32_t form_number, const QueryCredit& credit) {
        if (score_bound(rules(), weight_, credit + rest_) < score_min_) return;
        const ListedForm& form = names_.form(form_number);
        const ScoredForm listed = names_.scored(form);
        collect_pairs(form, listed);
        const ListedNearness near(names_, prepared_, form);
        const Alignment alignment =
            align({prepared_.scored(), listed, scratch_.pairs, near, score_min_}, false);
        if (alignment.score.score == 0 || alignment.score.score < score_min_) return;
        scratch_.candidates.push_back({form.name_index, alignment.score});
    }

    /// The pairs that all_pairs() finds, by way of the vocabulary.
    void collect_pairs(const ListedForm& form, const ScoredForm& listed) {
        scratch_.pairs.clear();
        const Comparison how = comparison_of(prepared_.form(), form);
        for (const ListedSpan& span : names_.spans(form)) {
            if ((scratch_.head_bits[span.word / 64] >> span.word % 64 & 1U) == 0) continue;
            for (std::uint32_t at = scratch_.heads[span.word]; at != 0;) {
                const Found& found = scratch_.found[at - 1];
                at = found.next;
                const Span& asked = prepared_.spans()[found.span_index];
                add_pair(asked, span, found.match.by(how));
            }
        }
        for (const Span& asked : prepared_.spans()) {
            if (asked.count > 1 || listed.words.empty()) continue;
            if (prepared_.scored().words[asked.first].role != WordRole::initial) continue;
            add_initials(asked, form, how);
        }
    }

    /// Words that an initial of the query may stand for. Those found by look-up are there already.
    void add_initials(const Span& asked, const ListedForm& form, Comparison how) {
        for (const ListedSpan& span : names_.spans(form)) {
            if (span.count > 1) break;  // Single words come first.
            const Span& word = names_.single(span.word);
            if (word.facts.text.size() == 1 || word.facts.text[0] != asked.facts.text[0]) continue;
            add_pair(asked, span, span_likeness(asked, word, how));
        }
    }

    void add_pair(const Span& asked, const ListedSpan& listed, const Likeness& likeness) {
        if (likeness.similarity == 0) return;
        scratch_.pairs.push_back({asked.first, asked.count, listed.first, listed.count,
                                  likeness.similarity, likeness.kind});
    }

    const NameTables& names_;
    Scratch& scratch_;
    PreparedForm prepared_;
    std::uint8_t score_min_;
    std::uint32_t weight_ = 0;
    std::vector<Term> terms_;
    QueryCredit rest_;  ///< What terms that were not visited can add.
};

std::vector<Candidate> NameIndex::find(const NameText& query, std::uint8_t score_min) const {
    const NameForms asked = forms_of(query, Role::query);
    std::unique_ptr<Scratch> scratch = tables_->take();
    // Before stamps could come round to ones in use.
    if (scratch->last_stamp > UINT32_MAX / 2) {
        std::fill(scratch->stamps.begin(), scratch->stamps.end(), 0);
        scratch->last_stamp = 0;
    }
    scratch->candidates.clear();
    for (const NameForm& form : asked.forms) {
        Search(tables_->names, *scratch, {form, std::max<std::uint8_t>(score_min, 1)}).run();
    }
    std::vector<Candidate> best = scratch->candidates;
    tables_->give_back(std::move(scratch));

    const auto rank = [](const Candidate& c) {
        return std::tuple(-int{c.score.score}, -int{c.score.evidence_decibans}, c.name_index);
    };
    std::sort(best.begin(), best.end(), [&](const Candidate& a, const Candidate& b) {
        return a.name_index != b.name_index ? a.name_index < b.name_index : rank(a) < rank(b);
    });
    best.erase(std::unique(best.begin(), best.end(),
                           [](const Candidate& a, const Candidate& b) {
                               return a.name_index == b.name_index;
                           }),
               best.end());
    // As compare_names() does: of the best forms, and not before they are known to be that.
    if (!asked.characters.empty()) {
        for (Candidate& candidate : best) {
            const auto listed = tables_->names.characters(candidate.name_index);
            if (may_be_same_characters(asked.characters, listed)) continue;
            candidate.score.score = std::min(candidate.score.score, kOtherCharactersScoreMax);
        }
        std::erase_if(best, [&](const Candidate& c) { return c.score.score < score_min; });
    }
    std::sort(best.begin(), best.end(),
              [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
    return best;
}

}  // namespace pelf::match
