// SPDX-License-Identifier: Apache-2.0
#include "match/name_tables.hpp"

#include <algorithm>
#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <string_view>
#include <thread>
#include <utility>

#include "base/check.hpp"

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

/// Calls `work(from, to, part)` for equal parts of 0..count, each on a thread of its own.
template <typename Work>
void in_parts(std::size_t count, unsigned parts, Work work) {
    std::vector<std::jthread> threads;
    for (unsigned part = 0; part < parts; ++part) {
        threads.emplace_back(
            [&, part] { work(count * part / parts, count * (part + 1) / parts, part); });
    }
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

std::vector<WordSound> sounds_of(std::span<const Span> words) {
    std::vector<WordSound> sounds;
    sounds.reserve(words.size());
    for (const Span& word : words) sounds.push_back(word.facts.sound);
    return sounds;
}

}  // namespace

/// Numbers words as they come; glued ones are renumbered behind the single ones at the end.
struct NameTables::Builder {
    explicit Builder(NameTables& tables) : tables_(tables) {}

    void add(std::uint32_t name_index, const NameForm& form);
    void finish(unsigned threads_count);

private:
    using Numbers = boost::unordered_flat_map<std::string_view, std::uint32_t>;

    std::uint32_t number_of(Numbers& numbers, std::vector<std::string_view>& texts,
                            std::string_view text);
    static std::vector<std::uint32_t> sort_by_length(std::vector<std::string_view>& texts,
                                                     std::vector<Syllables>& flags);
    void make_vocabulary(unsigned threads_count);
    void make_keys();
    void make_postings();

    /// Texts do not move once they are in a block.
    std::string_view keep(std::string_view text);

    NameTables& tables_;
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t block_left_ = 0;
    char* block_at_ = nullptr;
    Numbers single_numbers_;
    Numbers glued_numbers_;
    std::vector<std::string_view> singles_;
    std::vector<std::string_view> glued_;
    std::vector<Syllables> single_flags_;  ///< A word each: in what forms it stands.
    std::vector<Syllables> glued_flags_;
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

std::uint32_t NameTables::Builder::number_of(Numbers& numbers, std::vector<std::string_view>& texts,
                                             std::string_view text) {
    const auto found = numbers.find(text);
    if (found != numbers.end()) return found->second;
    const std::string_view kept = keep(text);
    const auto number = static_cast<std::uint32_t>(texts.size());
    numbers.emplace(kept, number);
    texts.push_back(kept);
    return number;
}

void NameTables::Builder::add(std::uint32_t name_index, const NameForm& form) {
    ListedForm listed;
    listed.name_index = name_index;
    listed.first_word = static_cast<std::uint32_t>(tables_.words_.size());
    listed.first_span = static_cast<std::uint32_t>(tables_.spans_.size());
    listed.first_legal = static_cast<std::uint32_t>(tables_.legal_forms_.size());
    listed.words_count = static_cast<std::uint8_t>(form.words.size());
    listed.legal_count =
        static_cast<std::uint8_t>(std::min<std::size_t>(form.legal_forms.size(), 255));
    listed.rules = form.rules;
    listed.score_max = form.score_max;
    listed.is_korean = form.is_korean;
    listed.is_chinese = form.is_chinese;
    for (const FormWord& word : form.words) tables_.words_.push_back(scored_word(word));
    for_each_span(form, [&](std::size_t first, std::size_t count, std::string_view text) {
        const std::uint32_t word = count == 1 ? number_of(single_numbers_, singles_, text)
                                              : number_of(glued_numbers_, glued_, text);
        std::vector<Syllables>& flags = count == 1 ? single_flags_ : glued_flags_;
        flags.resize(std::max<std::size_t>(flags.size(), word + 1));
        flags[word].korean |= form.is_korean;
        flags[word].chinese |= form.is_chinese;
        tables_.spans_.push_back(
            {word, static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(count)});
    });
    listed.spans_count = static_cast<std::uint16_t>(tables_.spans_.size() - listed.first_span);
    tables_.legal_forms_.insert(tables_.legal_forms_.end(), form.legal_forms.begin(),
                                form.legal_forms.begin() + listed.legal_count);
    tables_.forms_.push_back(listed);
}

/// Puts the words in the order that WordIndex wants and returns the new number of each.
std::vector<std::uint32_t> NameTables::Builder::sort_by_length(std::vector<std::string_view>& texts,
                                                               std::vector<Syllables>& flags) {
    const auto place = [](std::string_view text) {
        return kWordLettersMax - std::min(text.size(), kWordLettersMax);
    };
    std::array<std::uint32_t, kWordLettersMax + 2> starts{};
    for (const std::string_view text : texts) ++starts[place(text) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    std::vector<std::uint32_t> ranks(texts.size());
    std::vector<std::string_view> sorted(texts.size());
    std::vector<Syllables> sorted_flags(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        ranks[i] = starts[place(texts[i])]++;
        sorted[ranks[i]] = texts[i];
        sorted_flags[ranks[i]] = flags[i];
    }
    texts = std::move(sorted);
    flags = std::move(sorted_flags);
    return ranks;
}

void NameTables::Builder::make_vocabulary(unsigned threads_count) {
    tables_.singles_count_ = static_cast<std::uint32_t>(singles_.size());
    const std::vector<std::uint32_t> single_ranks = sort_by_length(singles_, single_flags_);
    const std::vector<std::uint32_t> glued_ranks = sort_by_length(glued_, glued_flags_);
    for (ListedSpan& span : tables_.spans_) {
        span.word = span.count == 1 ? single_ranks[span.word]
                                    : glued_ranks[span.word] + tables_.singles_count_;
    }
    tables_.vocabulary_.resize(singles_.size() + glued_.size());
    in_parts(tables_.vocabulary_.size(), std::max(1U, threads_count),
             [&](std::size_t from, std::size_t to, unsigned) {
                 for (std::size_t i = from; i < to; ++i) {
                     const bool is_single = i < singles_.size();
                     const std::string_view text =
                         is_single ? singles_[i] : glued_[i - singles_.size()];
                     const auto count = static_cast<std::uint8_t>(is_single ? 1 : 2);
                     const Syllables flags =
                         is_single ? single_flags_[i] : glued_flags_[i - singles_.size()];
                     tables_.vocabulary_[i] = {0, count, facts_of(text, flags)};
                 }
             });
}

void NameTables::Builder::make_keys() {
    std::vector<std::uint64_t> pairs;
    for (std::uint64_t i = 0; i < tables_.vocabulary_.size(); ++i) {
        const Span& word = tables_.vocabulary_[i];
        for (const std::uint32_t key : word.facts.keys) {
            pairs.push_back(std::uint64_t{key} << 32 | i);
        }
        if (word.facts.text.size() == 1) {
            pairs.push_back(std::uint64_t{initial_key(word.facts.text[0])} << 32 | i);
        }
    }
    tables_.keys_ = KeyTable(std::move(pairs));
}

void NameTables::Builder::make_postings() {
    std::vector<std::uint64_t> pairs;
    pairs.reserve(tables_.spans_.size());
    for (std::uint64_t number = 0; number < tables_.forms_.size(); ++number) {
        for (const ListedSpan& span : tables_.spans(tables_.forms_[number])) {
            pairs.push_back(std::uint64_t{span.word} << 32 | number);
        }
    }
    // Counting sort by word; forms come rising.
    auto& starts = tables_.posting_starts_;
    starts.assign(tables_.vocabulary_.size() + 1, 0);
    for (const std::uint64_t pair : pairs) ++starts[(pair >> 32) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    tables_.postings_.resize(pairs.size());
    std::vector<std::uint32_t> at(starts.begin(), starts.end() - 1);
    for (const std::uint64_t pair : pairs) {
        tables_.postings_[at[pair >> 32]++] = static_cast<std::uint32_t>(pair);
    }
}

void NameTables::Builder::finish(unsigned threads_count) {
    make_vocabulary(threads_count);
    const std::span<const Span> all(tables_.vocabulary_);
    constexpr int kGluedEdits = kGluedSoundBudget / kSkeletonEditCost;
    const auto singles = [&] {
        tables_.singles_ = WordIndex::build(sounds_of(all.first(tables_.singles_count_)));
        make_keys();
        make_postings();
    };
    const auto glued = [&] {
        tables_.glued_ =
            WordIndex::build(sounds_of(all.subspan(tables_.singles_count_)), kGluedEdits);
    };
    if (threads_count < 2) {
        singles();
        glued();
        return;
    }
    const std::jthread other(glued);
    singles();
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
