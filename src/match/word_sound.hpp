// SPDX-License-Identifier: Apache-2.0
//
// How alike two words of names sound, whoever romanised them: a weighted edit distance over sounds.
//
// Method: letters are first put into sounds ("kh", "sh", "ou", "ei" are one each; double letters,
// y for i and w for v tell nothing), then the cheapest way from one word to the other is found by
// dynamic programming (Wagner and Fischer 1974, with the transposition of neighbours by Lowrance
// and Wagner 1975), where a change costs by how often transcribers disagree on it: e for a little,
// b for p more, k for m a whole letter. All arithmetic is in hundredths of a letter.
//
// Vowels, h and kh are what transcribers disagree on most. The rest, by class, is the skeleton: a
// change of the skeleton costs at least kSkeletonEditCost, so words within a budget have skeletons
// that few edits part. That is what an index can search without losing a word
// (match/word_index.hpp).
//
// What the answer does not mean: that two people are the same, or that a linguist would agree. The
// costs were set by reasoning about transcription systems, not fitted to labelled pairs.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace pelf::match {

/// Letters of a word that are looked at; the rest of a longer word is cut off.
inline constexpr std::size_t kWordLettersMax = 40;

/// The least cost of inserting, deleting or changing a sound of the skeleton into another class.
inline constexpr int kSkeletonEditCost = 100;

/// What tells most words apart without a look at their sounds.
struct SoundGate {
    std::uint32_t skeleton_hash = 0;
    std::uint32_t vowels = 0;        ///< The first ten in order, three bits each.
    std::uint8_t letters_count = 0;  ///< Of the word as written, at most kWordLettersMax.
    std::uint8_t vowels_count = 0;
    std::uint8_t skeleton_count = 0;
    std::uint8_t unused = 0;  ///< So that gates lie in a file without gaps.
};

/// A word as sounds. Plain value, no heap.
struct WordSound {
    std::array<char, kWordLettersMax> sounds{};
    std::uint8_t sounds_count = 0;
    SoundGate gate;

    std::string_view view() const noexcept { return {sounds.data(), sounds_count}; }
};

/// Of a word of lower-case ASCII letters and digits. Digits that stand for letters ("sech1n") are
/// read as these where letters prevail. Cost: linear, some 20 ns.
WordSound word_sound(std::string_view word);

/// The classes of a word's sounds in order: one of "PFTKSLRMN", a digit, or 'V' for any vowel; h
/// and kh are left out.
struct SoundPattern {
    std::array<char, kWordLettersMax> classes{};
    std::uint8_t classes_count = 0;

    std::string_view view() const noexcept { return {classes.data(), classes_count}; }
};
SoundPattern sound_pattern(const WordSound& sound);

/// The pattern without its vowels: the skeleton.
SoundPattern skeleton(const WordSound& sound);

/// What sound_budget() never exceeds.
inline constexpr int kSoundBudgetMax = 255;

/// The most that two words may differ by and still count as one name misspelt, in hundredths of a
/// letter: spelling or an h for three letters, one letter for four, then 23 in 100;
/// the shorter word decides.
int sound_budget(const SoundGate& a, const SoundGate& b) noexcept;

/// What the distance is at least, without a look at the words, where it takes at least
/// `skeleton_edits` edits of the skeleton, at most kSkeletonEditsMax: each costs
/// kSkeletonEditCost; vowels more or less are gaps, but for one an edit that it may have made of a
/// consonant; the others are changed in their order, unless a transposition or two gaps are
/// cheaper.
int least_distance(const SoundGate& a, const SoundGate& b, int skeleton_edits) noexcept;

/// The same where all that is known of the skeletons is whether they are equal.
int least_distance(const SoundGate& a, const SoundGate& b) noexcept;

/// Cost in hundredths of a letter; more than `budget` means only that it is more. Symmetric; 0 for
/// words that only differ in spelling ("husain", "hussein"). Cost: at most the product of the
/// lengths, far less when the budget is soon spent.
int sound_distance(const WordSound& a, const WordSound& b, int budget) noexcept;

/// Sounds by their number in the table of costs, for words that are compared often.
using SoundNumbers = std::span<const std::uint8_t>;

/// They are below this.
inline constexpr std::uint8_t kSoundNumbersEnd = 43;

/// Writes the numbers of the word's sounds, sound.sounds_count of them.
void number_sounds(const WordSound& sound, std::uint8_t* numbers) noexcept;

/// sound_distance() of at most kWordLettersMax sounds each, without a look at the gates.
int sound_distance(SoundNumbers a, SoundNumbers b, int budget) noexcept;

/// 0 to 100: 100 for words of one sound, 100 less the share of letters that differ while within
/// the budget, else 0. Without one: within sound_budget().
int sound_similarity(const WordSound& a, const WordSound& b, int budget) noexcept;
int sound_similarity(const WordSound& a, const WordSound& b) noexcept;

/// What skeleton_edits_max() never exceeds.
inline constexpr int kSkeletonEditsMax = 2;

/// Up to so many letters, a word that has spent its budget on an edit of the skeleton cannot afford
/// a vowel more or less beside it.
inline constexpr std::size_t kShortLettersMax = 6;

/// How many skeleton edits words can be apart that are within their budget, the shorter of them
/// having `letters_count` letters.
int skeleton_edits_max(std::size_t letters_count) noexcept;

}  // namespace pelf::match
