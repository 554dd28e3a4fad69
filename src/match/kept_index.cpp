// SPDX-License-Identifier: Apache-2.0
//
// The name index as sections of a file (base/section_file.hpp), and back. What is read is looked at
// once, so far that no search over it can leave its rows or fail to end; that it is the index of
// those names, the file's key says.
#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "match/in_parts.hpp"
#include "match/legal_forms.hpp"
#include "match/name_index.hpp"
#include "match/name_tables.hpp"

namespace pelf::match {
namespace {

Unexpected<Error> damaged(std::string_view what) {
    return Unexpected(Error{Fault::malformed, text("a kept index with impossible ", what), {}, 0});
}

/// Rising (equal neighbours included), from 0 to `end`.
bool are_starts(std::span<const std::uint32_t> starts, std::size_t rows, std::size_t end) {
    return starts.size() == rows + 1 && starts.front() == 0 && starts.back() == end &&
           std::ranges::is_sorted(starts);
}

bool are_below(std::span<const std::uint32_t> numbers, std::uint64_t end) {
    return std::ranges::all_of(numbers, [end](std::uint32_t number) { return number < end; });
}

template <typename T>
void save_rows(SectionWriter& to, const KeptRows<T>& rows) {
    to.add(rows.view());
}

void save_texts(SectionWriter& to, const WordTexts& texts) {
    save_rows(to, texts.letters);
    save_rows(to, texts.starts);
    save_rows(to, texts.flags);
}

/// Flags lie there as bytes: a bool that is neither is not to be looked at.
bool are_flags(std::span<const Syllables> flags) {
    return std::ranges::all_of(std::as_bytes(flags),
                               [](std::byte flag) { return flag <= std::byte{1}; });
}

Result<WordTexts> load_texts(SectionReader& from) {
    PELF_TRY(letters, from.take<char>());
    PELF_TRY(starts, from.take<std::uint32_t>());
    PELF_TRY(flags, from.take<Syllables>());
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (!are_starts(starts, flags.size(), letters.size()) || !are_flags(flags) ||
        !std::ranges::all_of(letters, is_letter) ||
        std::ranges::adjacent_find(starts) != starts.end()) {
        return damaged("words");
    }
    return WordTexts{letters, starts, flags};
}

}  // namespace

void KeyTable::save(SectionWriter& to) const {
    save_rows(to, runs_);
    save_rows(to, numbers_);
    save_rows(to, bucket_starts_);
}

Result<KeyTable> KeyTable::load(SectionReader& from, std::uint64_t numbers_end) {
    PELF_TRY(runs, from.take<Run>());
    PELF_TRY(numbers, from.take<std::uint32_t>());
    PELF_TRY(bucket_starts, from.take<std::uint32_t>());
    KeyTable table;
    table.runs_ = runs;
    table.numbers_ = numbers;
    table.bucket_starts_ = bucket_starts;
    if (!table.is_sound(numbers_end)) return damaged("keys");
    table.shift_ = 33 - static_cast<int>(std::bit_width(bucket_starts.size() - 1));
    return table;
}

bool KeyTable::is_sound(std::uint64_t numbers_end) const noexcept {
    if (runs_.empty()) return false;
    const std::size_t buckets_count = bucket_starts_.size() - 1;  // Of none: no power of two.
    if (!std::has_single_bit(buckets_count) || std::bit_width(buckets_count) > 25) return false;
    const auto by_first = [](const Run& a, const Run& b) { return a.first < b.first; };
    return are_starts(bucket_starts_.view(), buckets_count, runs_.size() - 1) &&
           std::ranges::is_sorted(runs_, by_first) && runs_[0].first == 0 &&
           runs_.back().first == numbers_.size() && are_below(numbers_.view(), numbers_end);
}

void WordIndex::save(SectionWriter& to) const {
    const std::array<std::uint32_t, 5> scalars{static_cast<std::uint32_t>(reach_), edits_ends_[0],
                                               edits_ends_[1], edits_ends_[2], long_end_};
    static_assert(kSkeletonEditsMax == 2);
    to.add(std::span<const std::uint32_t>(scalars));
    save_rows(to, gates_);
    save_rows(to, sounds_);
    save_rows(to, sound_starts_);
    keys_.save(to);
}

Result<WordIndex> WordIndex::load(SectionReader& from, std::uint64_t words_count) {
    PELF_TRY(scalars, from.take<std::uint32_t>());
    PELF_TRY(gates, from.take<SoundGate>());
    PELF_TRY(sounds, from.take<std::uint8_t>());
    PELF_TRY(sound_starts, from.take<std::uint32_t>());
    PELF_TRY(keys, KeyTable::load(from, words_count));
    if (scalars.size() != 5 || scalars[0] > 1 || gates.size() != words_count) {
        return damaged("counts of words");
    }
    WordIndex index;
    index.reach_ = static_cast<Reach>(scalars[0]);
    std::copy_n(scalars.begin() + 1, index.edits_ends_.size(), index.edits_ends_.begin());
    index.long_end_ = scalars[4];
    index.gates_ = gates;
    index.sounds_ = sounds;
    index.sound_starts_ = sound_starts;
    index.keys_ = std::move(keys);
    if (!index.is_sound()) return damaged("sounds");
    return index;
}

bool WordIndex::is_sound() const noexcept {
    if (!are_starts(sound_starts_.view(), gates_.size(), sounds_.size())) return false;
    for (std::size_t word = 0; word < gates_.size(); ++word) {
        const SoundGate& gate = gates_[word];
        if (sound_starts_[word + 1] - sound_starts_[word] > kWordLettersMax ||
            std::max({gate.letters_count, gate.vowels_count, gate.skeleton_count}) >
                kWordLettersMax) {
            return false;
        }
    }
    return std::ranges::all_of(sounds_,
                               [](std::uint8_t sound) { return sound < kSoundNumbersEnd; });
}

void NameTables::save(SectionWriter& to) const {
    save_rows(to, forms_);
    save_rows(to, words_);
    save_rows(to, legal_forms_);
    save_rows(to, spans_);
    save_texts(to, single_texts_);
    save_texts(to, glued_texts_);
    save_rows(to, posting_starts_);
    save_rows(to, postings_);
    singles_.save(to);
    glued_.save(to);
    keys_.save(to);
    std::vector<char16_t> characters;
    std::vector<std::uint32_t> places;  // The name and where its characters end.
    for (const auto& [name_index, text] : characters_) {
        characters.insert(characters.end(), text.begin(), text.end());
        places.push_back(name_index);
        places.push_back(static_cast<std::uint32_t>(characters.size()));
    }
    to.add(std::span<const char16_t>(characters));
    to.add(std::span<const std::uint32_t>(places));
}

Result<NameTables> NameTables::load(SectionReader& from, std::uint64_t names_count,
                                    unsigned threads_count) {
    PELF_TRY(forms, from.take<ListedForm>());
    PELF_TRY(words, from.take<ScoredWord>());
    PELF_TRY(legal_forms, from.take<LegalForm>());
    PELF_TRY(spans, from.take<ListedSpan>());
    PELF_TRY(single_texts, load_texts(from));
    PELF_TRY(glued_texts, load_texts(from));
    PELF_TRY(posting_starts, from.take<std::uint32_t>());
    PELF_TRY(postings, from.take<std::uint32_t>());
    PELF_TRY(singles, WordIndex::load(from, single_texts.flags.size()));
    PELF_TRY(glued, WordIndex::load(from, glued_texts.flags.size()));
    PELF_TRY(keys, KeyTable::load(from, single_texts.flags.size() + glued_texts.flags.size()));
    PELF_TRY(characters, from.take<char16_t>());
    PELF_TRY(places, from.take<std::uint32_t>());
    NameTables tables;
    tables.forms_ = forms;
    tables.words_ = words;
    tables.legal_forms_ = legal_forms;
    tables.spans_ = spans;
    tables.single_texts_ = std::move(single_texts);
    tables.glued_texts_ = std::move(glued_texts);
    tables.singles_count_ = static_cast<std::uint32_t>(tables.single_texts_.flags.size());
    tables.posting_starts_ = posting_starts;
    tables.postings_ = postings;
    tables.singles_ = std::move(singles);
    tables.glued_ = std::move(glued);
    tables.keys_ = std::move(keys);
    std::size_t begin = 0;
    for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
        const std::size_t end = places[i + 1];
        if (end < begin || end > characters.size()) return damaged("characters");
        const auto text = characters.subspan(begin, end - begin);
        tables.characters_.emplace_back(places[i], std::u16string(text.begin(), text.end()));
        begin = end;
    }
    if (!tables.is_sound(names_count)) return damaged("names");
    tables.make_vocabulary(threads_count);
    return tables;
}

bool NameTables::is_sound(std::uint64_t names_count) const noexcept {
    const auto is_form = [&](const ListedForm& form) {
        return form.name_index < names_count && is_sound(form);
    };
    return are_starts(posting_starts_.view(), vocabulary_count(), postings_.size()) &&
           are_below(postings_.view(), forms_.size()) && std::ranges::all_of(forms_, is_form);
}

bool NameTables::is_sound(const ListedForm& form) const noexcept {
    // Flags and enumerators lie there as bytes, which may be anything.
    const auto bytes = std::as_bytes(std::span(&form, 1));
    const auto flag = [&](std::size_t offset) { return bytes[offset] <= std::byte{1}; };
    if (!flag(offsetof(ListedForm, is_korean)) || !flag(offsetof(ListedForm, is_chinese)) ||
        form.rules > Rules::object || form.score_max > kScoreMax ||
        form.words_count > kFormWordsMax || form.spans_count < form.words_count ||
        std::uint64_t{form.first_word} + form.words_count > words_.size() ||
        std::uint64_t{form.first_span} + form.spans_count > spans_.size() ||
        std::uint64_t{form.first_legal} + form.legal_count > legal_forms_.size()) {
        return false;
    }
    for (std::size_t i = 0; i < form.words_count; ++i) {
        const ScoredWord& word = words_[form.first_word + i];
        const std::byte is_descent =
            std::as_bytes(std::span(&word, 1))[offsetof(ScoredWord, is_descent)];
        if (word.role > WordRole::title || word.weight > 100 || is_descent > std::byte{1}) {
            return false;
        }
    }
    for (std::size_t i = 0; i < form.legal_count; ++i) {
        if (legal_forms_[form.first_legal + i].value >= legal_form_count()) return false;
    }
    for (std::size_t i = 0; i < form.spans_count; ++i) {
        const ListedSpan& span = spans_[form.first_span + i];
        const bool is_one = i < form.words_count;
        if (span.word >= vocabulary_count() || is_single(span.word) != is_one ||
            (is_one ? span.first != i || span.count != 1
                    : span.count < 2 || span.first + span.count > form.words_count)) {
            return false;
        }
    }
    return true;
}

void NameTables::make_vocabulary(unsigned threads_count) {
    vocabulary_.resize(singles_count_);
    in_parts(singles_count_, std::max(1U, threads_count),
             [&](std::size_t from, std::size_t to, unsigned) {
                 for (std::size_t i = from; i < to; ++i) {
                     vocabulary_[i] = {0, 1,
                                       facts_of(single_texts_.text(i), single_texts_.flags[i])};
                 }
             });
}

}  // namespace pelf::match
