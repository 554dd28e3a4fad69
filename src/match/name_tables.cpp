// SPDX-License-Identifier: Apache-2.0
#include "match/name_tables.hpp"

#include <algorithm>
#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <string_view>
#include <thread>
#include <utility>

#include "base/check.hpp"
#include "match/in_parts.hpp"

namespace pelf::match {
namespace {

/// Forms of names from..to, in order.
struct Chunk {
    std::vector<std::uint32_t> name_indexes;  ///< One a form.
    std::vector<NameForm> forms;
    std::vector<std::pair<std::uint32_t, std::u16string>> characters;
};

Chunk analyse(std::span<const NameText> names, std::size_t from, std::size_t to) {
    Chunk chunk;
    chunk.forms.reserve(to - from);
    for (std::size_t i = from; i < to; ++i) {
        const auto name_index = static_cast<std::uint32_t>(i);
        NameForms all = forms_of(names[i], Role::listed);
        if (!all.characters.empty()) {
            chunk.characters.emplace_back(name_index, std::move(all.characters));
        }
        for (NameForm& form : all.forms) {
            chunk.name_indexes.push_back(name_index);
            chunk.forms.push_back(std::move(form));
        }
    }
    return chunk;
}

std::vector<Chunk> analyse_all(std::span<const NameText> names, unsigned threads_count) {
    std::vector<Chunk> chunks(std::max(1U, threads_count));
    if (chunks.size() == 1) {
        chunks[0] = analyse(names, 0, names.size());
        return chunks;
    }
    in_parts(names.size(), threads_count, [&](std::size_t from, std::size_t to, unsigned part) {
        chunks[part] = analyse(names, from, to);
    });
    return chunks;
}

/// The key under which a single letter is found by the words that it may be the initial of.
constexpr std::uint32_t initial_key(char letter) noexcept {
    return 0x1000'0000U + static_cast<unsigned char>(letter);
}

using Numbers = boost::unordered_flat_map<std::string_view, std::uint32_t>;

/// Words of one kind, numbered as they come.
struct Words {
    Numbers numbers;
    std::vector<std::string_view> texts;
    std::vector<Syllables> flags;  ///< In what forms the word stands.
    std::vector<WordSound> sounds;
    std::vector<std::uint64_t> key_pairs;  ///< A key of WordFacts, and the word's number.
    std::vector<std::uint32_t> order;      ///< By vocabulary number, counted from the kind's first.
    std::vector<std::uint32_t> ranks;      ///< The other way round.

    void put_in_order() {
        order = WordIndex::order_of(sounds);
        ranks.resize(order.size());
        for (std::uint32_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
    }

    WordTexts ordered_texts() const {
        std::vector<char> letters;
        std::vector<std::uint32_t> starts;
        std::vector<Syllables> ordered_flags;
        starts.reserve(order.size() + 1);
        ordered_flags.reserve(order.size());
        for (const std::uint32_t number : order) {
            starts.push_back(static_cast<std::uint32_t>(letters.size()));
            letters.insert(letters.end(), texts[number].begin(), texts[number].end());
            ordered_flags.push_back(flags[number]);
        }
        starts.push_back(static_cast<std::uint32_t>(letters.size()));
        return {std::move(letters), std::move(starts), std::move(ordered_flags)};
    }
};

}  // namespace

/// Numbers words as they come, and all of them anew when their sounds are known.
struct NameTables::Builder {
    explicit Builder(NameTables& tables) : tables_(tables) {}

    void add(std::uint32_t name_index, const NameForm& form);
    void finish(unsigned threads_count);

private:
    std::uint32_t number_of(Words& words, std::string_view text);
    /// Makes what the words' sounds and keys are, and vocabulary_ in the order they came.
    void analyse_words(unsigned threads_count);
    void sort_singles();
    void sort_glued();
    void make_keys();
    void make_postings();

    /// Texts do not move once they are in a block.
    std::string_view keep(std::string_view text);

    NameTables& tables_;
    std::vector<ListedForm> forms_;
    std::vector<ScoredWord> form_words_;
    std::vector<LegalForm> legal_forms_;
    std::vector<ListedSpan> spans_;
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t block_left_ = 0;
    char* block_at_ = nullptr;
    Words singles_;
    Words glued_;
};

std::string_view NameTables::Builder::keep(std::string_view text) {
    constexpr std::size_t kBlockBytes = std::size_t{1} << 20;
    if (text.size() > block_left_) {
        block_left_ = std::max(kBlockBytes, text.size());
        blocks_.push_back(std::make_unique<char[]>(block_left_));
        block_at_ = blocks_.back().get();
    }
    char* kept = block_at_;
    std::copy(text.begin(), text.end(), kept);
    block_at_ += text.size();
    block_left_ -= text.size();
    return {kept, text.size()};
}

std::uint32_t NameTables::Builder::number_of(Words& words, std::string_view text) {
    const auto found = words.numbers.find(text);
    if (found != words.numbers.end()) return found->second;
    const std::string_view kept = keep(text);
    const auto number = static_cast<std::uint32_t>(words.texts.size());
    words.numbers.emplace(kept, number);
    words.texts.push_back(kept);
    words.flags.emplace_back();
    return number;
}

void NameTables::Builder::add(std::uint32_t name_index, const NameForm& form) {
    ListedForm listed;
    listed.name_index = name_index;
    listed.first_word = static_cast<std::uint32_t>(form_words_.size());
    listed.first_span = static_cast<std::uint32_t>(spans_.size());
    listed.first_legal = static_cast<std::uint32_t>(legal_forms_.size());
    listed.words_count = static_cast<std::uint8_t>(form.words.size());
    listed.legal_count =
        static_cast<std::uint8_t>(std::min<std::size_t>(form.legal_forms.size(), 255));
    listed.rules = form.rules;
    listed.score_max = form.score_max;
    listed.is_korean = form.is_korean;
    listed.is_chinese = form.is_chinese;
    for (const FormWord& word : form.words) form_words_.push_back(scored_word(word));
    for_each_span(form, [&](std::size_t first, std::size_t count, std::string_view text) {
        Words& words = count == 1 ? singles_ : glued_;
        const std::uint32_t word = number_of(words, text);
        words.flags[word].korean |= form.is_korean;
        words.flags[word].chinese |= form.is_chinese;
        spans_.push_back(
            {word, static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(count), 0});
    });
    listed.spans_count = static_cast<std::uint16_t>(spans_.size() - listed.first_span);
    legal_forms_.insert(legal_forms_.end(), form.legal_forms.begin(),
                        form.legal_forms.begin() + listed.legal_count);
    forms_.push_back(listed);
}

void NameTables::Builder::analyse_words(unsigned threads_count) {
    const unsigned parts = std::max(1U, threads_count);
    const std::size_t singles_count = singles_.texts.size();
    const std::size_t count = singles_count + glued_.texts.size();
    singles_.sounds.resize(singles_count);
    glued_.sounds.resize(glued_.texts.size());
    tables_.singles_count_ = static_cast<std::uint32_t>(singles_count);
    tables_.vocabulary_.resize(singles_count);
    std::vector<std::vector<std::uint64_t>> single_pairs(parts);
    std::vector<std::vector<std::uint64_t>> glued_pairs(parts);
    in_parts(count, parts, [&](std::size_t from, std::size_t to, unsigned part) {
        for (std::size_t i = from; i < to; ++i) {
            const bool is_single = i < singles_count;
            Words& words = is_single ? singles_ : glued_;
            const std::size_t number = is_single ? i : i - singles_count;
            WordFacts facts = facts_of(words.texts[number], words.flags[number]);
            words.sounds[number] = facts.sound;
            for (const std::uint32_t key : facts.keys) {
                (is_single ? single_pairs : glued_pairs)[part].push_back(std::uint64_t{key} << 32 |
                                                                         number);
            }
            if (is_single) tables_.vocabulary_[number] = {0, 1, std::move(facts)};
        }
    });
    for (unsigned part = 0; part < parts; ++part) {
        const auto append = [](const auto& more, auto& all) {
            all.insert(all.end(), more.begin(), more.end());
        };
        append(single_pairs[part], singles_.key_pairs);
        append(glued_pairs[part], glued_.key_pairs);
    }
}

void NameTables::Builder::sort_singles() {
    singles_.put_in_order();
    std::vector<Span> sorted;
    sorted.reserve(singles_.order.size());
    for (const std::uint32_t number : singles_.order) {
        sorted.push_back(std::move(tables_.vocabulary_[number]));
    }
    tables_.vocabulary_ = std::move(sorted);
    tables_.single_texts_ = singles_.ordered_texts();
    tables_.singles_ = WordIndex::build(singles_.sounds, singles_.order, WordIndex::Reach::budget);
}

void NameTables::Builder::sort_glued() {
    glued_.put_in_order();
    tables_.glued_texts_ = glued_.ordered_texts();
    static_assert(kGluedSoundBudget <= kSkeletonEditCost,
                  "one edit is all that they may differ by");
    tables_.glued_ = WordIndex::build(glued_.sounds, glued_.order, WordIndex::Reach::one_edit);
}

void NameTables::Builder::make_keys() {
    std::vector<std::uint64_t> pairs;
    const auto add = [&](const Words& words, std::uint32_t first) {
        for (const std::uint64_t pair : words.key_pairs) {
            const std::uint32_t rank = words.ranks[static_cast<std::uint32_t>(pair)];
            pairs.push_back((pair >> 32 << 32) + first + rank);
        }
    };
    add(singles_, 0);
    add(glued_, tables_.singles_count_);
    for (std::uint64_t i = 0; i < tables_.vocabulary_.size(); ++i) {
        const std::string& text = tables_.vocabulary_[i].facts.text;
        if (text.size() == 1) pairs.push_back(std::uint64_t{initial_key(text[0])} << 32 | i);
    }
    tables_.keys_ = KeyTable(std::move(pairs));
}

void NameTables::Builder::make_postings() {
    for (ListedSpan& span : spans_) {
        span.word = span.count == 1 ? singles_.ranks[span.word]
                                    : glued_.ranks[span.word] + tables_.singles_count_;
    }
    tables_.spans_ = std::move(spans_);
    tables_.forms_ = std::move(forms_);
    tables_.words_ = std::move(form_words_);
    tables_.legal_forms_ = std::move(legal_forms_);
    std::vector<std::uint64_t> pairs;
    pairs.reserve(tables_.spans_.size());
    for (std::uint64_t number = 0; number < tables_.forms_.size(); ++number) {
        for (const ListedSpan& span : tables_.spans(tables_.forms_[number])) {
            pairs.push_back(std::uint64_t{span.word} << 32 | number);
        }
    }
    // Counting sort by word; forms come rising.
    std::vector<std::uint32_t> starts(tables_.vocabulary_count() + 1);
    for (const std::uint64_t pair : pairs) ++starts[(pair >> 32) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    std::vector<std::uint32_t> postings(pairs.size());
    std::vector<std::uint32_t> at(starts.begin(), starts.end() - 1);
    for (const std::uint64_t pair : pairs) {
        postings[at[pair >> 32]++] = static_cast<std::uint32_t>(pair);
    }
    tables_.posting_starts_ = std::move(starts);
    tables_.postings_ = std::move(postings);
}

void NameTables::Builder::finish(unsigned threads_count) {
    analyse_words(threads_count);
    if (threads_count < 2) {
        sort_singles();
        sort_glued();
    } else {
        const std::jthread other([this] { sort_glued(); });
        sort_singles();
    }
    make_keys();
    make_postings();
}

NameTables NameTables::build(std::span<const NameText> names, unsigned threads_count) {
    NameTables tables;
    Builder builder(tables);
    for (const Chunk& chunk : analyse_all(names, threads_count)) {
        for (std::size_t i = 0; i < chunk.forms.size(); ++i) {
            builder.add(chunk.name_indexes[i], chunk.forms[i]);
        }
        tables.characters_.insert(tables.characters_.end(), chunk.characters.begin(),
                                  chunk.characters.end());
    }
    builder.finish(threads_count);
    return tables;
}

ScoredForm NameTables::scored(const ListedForm& form) const noexcept {
    return {form.rules,
            {words_.data() + form.first_word, form.words_count},
            {legal_forms_.data() + form.first_legal, form.legal_count},
            form.score_max};
}

std::span<const ListedSpan> NameTables::spans(const ListedForm& form) const noexcept {
    return {spans_.data() + form.first_span, form.spans_count};
}

std::span<const std::uint32_t> NameTables::forms_with(std::uint32_t word) const noexcept {
    return {postings_.data() + posting_starts_[word],
            posting_starts_[word + 1] - posting_starts_[word]};
}

std::u16string_view NameTables::characters(std::uint32_t name_index) const noexcept {
    const auto found = std::lower_bound(
        characters_.begin(), characters_.end(), name_index,
        [](const auto& entry, std::uint32_t index) { return entry.first < index; });
    if (found == characters_.end() || found->first != name_index) return {};
    return found->second;
}

Span NameTables::glued(std::uint32_t word) const {
    const std::size_t number = word - singles_count_;
    return {0, 2, facts_of(glued_texts_.text(number), glued_texts_.flags[number])};
}

NameTables::Marks NameTables::marks() const {
    return {WordMarks(singles_.words_count()), WordMarks(glued_.words_count())};
}

void NameTables::find_words(const Span& span, Marks& marks,
                            std::vector<std::uint32_t>& found) const {
    const bool is_single = span.count == 1;
    const WordSound& sound = span.facts.sound;
    found.clear();
    const auto add_key = [&](std::uint32_t key) {
        for (const std::uint32_t word : keys_.find(key)) {
            if (is_single || word < singles_count_) found.push_back(word);
        }
    };
    if (is_single) {
        glued_.find(sound, {kGluedSoundBudget, singles_count_}, marks.glued, found);
        add_key(initial_key(span.facts.text[0]));
    }
    singles_.find(sound, {is_single ? kSoundBudgetMax : kGluedSoundBudget, 0}, marks.singles,
                  found);
    for (const std::uint32_t key : span.facts.keys) add_key(key);
}

}  // namespace pelf::match
