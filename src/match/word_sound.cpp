// SPDX-License-Identifier: Apache-2.0
#include "match/word_sound.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "base/check.hpp"

namespace pelf::match {
namespace {

// Sounds, one byte each. Lower case as in English; upper case for what is written with two letters:
//   E  ei, ey, ai, ay     X  kh      G  gh     S  sh, sch     C  ch, tch     Z  zh
//   D  dh                 Q  th      c  ts, tz, c before e and i             Y  ng
// Digits stay digits. y and j are i where they are vowels; w is v; q stays apart from k.

constexpr bool is_vowel(char c) noexcept {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'E';
}

constexpr bool is_vowel_letter(char c) noexcept {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/// '-' for sounds outside the skeleton.
constexpr char class_of(char sound) noexcept {
    switch (sound) {
        case 'p':
        case 'b': return 'P';
        case 'f':
        case 'v': return 'F';
        case 't':
        case 'd':
        case 'D':
        case 'Q': return 'T';
        case 'k':
        case 'g':
        case 'q':
        case 'G': return 'K';
        case 's':
        case 'z':
        case 'S':
        case 'C':
        case 'Z':
        case 'c':
        case 'j': return 'S';
        case 'l': return 'L';
        case 'r': return 'R';
        case 'm': return 'M';
        case 'n':
        case 'Y': return 'N';
        case 'a':
        case 'e':
        case 'i':
        case 'o':
        case 'u':
        case 'E':
        case 'h':
        case 'X': return '-';
        default: return sound;  // Digits.
    }
}

struct PairCost {
    char a;
    char b;
    std::uint8_t cost;
};

/// Changes that cost less than a whole letter; all others cost kWhole.
constexpr PairCost kPairs[] = {
    {'a', 'e', 35}, {'e', 'i', 35}, {'o', 'u', 30}, {'a', 'o', 45}, {'a', 'i', 70}, {'a', 'u', 70},
    {'e', 'o', 60}, {'e', 'u', 70}, {'i', 'o', 70}, {'i', 'u', 70}, {'E', 'e', 25}, {'E', 'i', 30},
    {'E', 'a', 35}, {'E', 'o', 70}, {'E', 'u', 70}, {'h', 'X', 30}, {'p', 'b', 55}, {'f', 'v', 40},
    {'t', 'd', 55}, {'t', 'Q', 15}, {'t', 'D', 50}, {'d', 'D', 10}, {'d', 'Q', 50}, {'D', 'Q', 40},
    {'k', 'q', 10}, {'k', 'g', 55}, {'q', 'g', 35}, {'g', 'G', 10}, {'q', 'G', 20}, {'k', 'G', 45},
    {'s', 'z', 40}, {'s', 'S', 50}, {'s', 'C', 75}, {'s', 'c', 30}, {'s', 'Z', 75}, {'s', 'j', 80},
    {'z', 'Z', 45}, {'z', 'c', 35}, {'z', 'j', 55}, {'z', 'S', 75}, {'z', 'C', 80}, {'S', 'C', 45},
    {'S', 'Z', 50}, {'S', 'j', 70}, {'S', 'c', 70}, {'C', 'j', 50}, {'C', 'c', 50}, {'C', 'Z', 60},
    {'Z', 'j', 25}, {'Z', 'c', 75}, {'c', 'j', 70}, {'n', 'Y', 35},
};

constexpr std::uint16_t kWhole = 100;
constexpr std::uint16_t kVowelGap = 60;   ///< A vowel more or less.
constexpr std::uint16_t kBreathGap = 40;  ///< An h more or less.
constexpr std::uint16_t kDigit = 1000;    ///< Numbers decide: no budget has room for one.
constexpr int kTransposition = 100;       ///< Two neighbours in the other order.

/// Sounds are numbered so that the table of costs stays in the nearest cache.
constexpr std::string_view kSounds = "aeiouEhXpbfvtdDQkgqGszSCZcjlrmnY0123456789?";

constexpr std::array<std::uint8_t, 128> kSoundNumbers = [] {
    std::array<std::uint8_t, 128> numbers{};
    numbers.fill(static_cast<std::uint8_t>(kSounds.size() - 1));
    for (std::size_t i = 0; i < kSounds.size(); ++i) {
        numbers[static_cast<std::size_t>(kSounds[i])] = static_cast<std::uint8_t>(i);
    }
    return numbers;
}();

constexpr std::size_t number_of(char sound) noexcept {
    return kSoundNumbers[static_cast<unsigned char>(sound) & 127U];
}

struct CostTable {
    std::array<std::array<std::uint16_t, kSounds.size()>, kSounds.size()> change{};
    std::array<std::uint16_t, kSounds.size()> gap{};
};

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

constexpr std::uint16_t gap_of(char sound) {
    if (is_digit(sound)) return kDigit;
    if (is_vowel(sound)) return kVowelGap;
    return sound == 'h' ? kBreathGap : kWhole;
}

constexpr CostTable make_costs() {
    CostTable table;
    for (std::size_t a = 0; a < kSounds.size(); ++a) {
        table.gap[a] = gap_of(kSounds[a]);
        for (std::size_t b = 0; b < kSounds.size(); ++b) {
            const bool digits = is_digit(kSounds[a]) || is_digit(kSounds[b]);
            table.change[a][b] = a == b ? std::uint16_t{0} : (digits ? kDigit : kWhole);
        }
    }
    for (const PairCost& pair : kPairs) {
        table.change[number_of(pair.a)][number_of(pair.b)] = pair.cost;
        table.change[number_of(pair.b)][number_of(pair.a)] = pair.cost;
    }
    return table;
}
constexpr CostTable kCosts = make_costs();

/// What the index relies on: a change that costs less than kSkeletonEditCost keeps the class.
constexpr bool cheap_changes_keep_the_skeleton() {
    for (const PairCost& pair : kPairs) {
        if (pair.cost < kSkeletonEditCost && class_of(pair.a) != class_of(pair.b)) return false;
    }
    return kTransposition >= kSkeletonEditCost && kWhole >= kSkeletonEditCost;
}
static_assert(cheap_changes_keep_the_skeleton());

/// What digits are made to look like: "sech1n", "g0ogle". Only where letters prevail.
char letter_for_digit(char digit) noexcept {
    constexpr std::string_view kLetters = "oizeasbtbg";
    return kLetters[static_cast<std::size_t>(digit - '0')];
}

/// The word as letters: lookalike digits replaced, too long a word cut.
struct Letters {
    std::array<char, kWordLettersMax + 3> text{};  // Three zeros to look ahead into.
    std::size_t count = 0;
};

Letters letters_of(std::string_view word) {
    Letters letters;
    letters.count = std::min(word.size(), kWordLettersMax);
    const auto digits = static_cast<std::size_t>(std::count_if(
        word.begin(), word.begin() + static_cast<std::ptrdiff_t>(letters.count), is_digit));
    const bool disguised = digits > 0 && letters.count - digits > digits;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < letters.count; ++i) {
        const char c = disguised && is_digit(word[i]) ? letter_for_digit(word[i]) : word[i];
        // A consonant written twice is one.
        const bool twice = kept > 0 && letters.text[kept - 1] == c;
        if (twice && !is_vowel_letter(c) && !is_digit(c)) continue;
        letters.text[kept++] = c;
    }
    letters.count = kept;
    return letters;
}

/// One sound and the letters it took.
struct Step {
    char sound = 0;  ///< 0: the letters are silent.
    std::size_t letters = 1;
};

Step consonant_step(char c, char next, char after) {
    switch (c) {
        case 'c':
            if (next == 'h') return {'C', 2};
            if (next == 'k') return {'k', 2};
            if (next == 'z') return {'C', 2};
            return {next == 'e' || next == 'i' || next == 'y' ? 'c' : 'k', 1};
        case 'k': return next == 'h' ? Step{'X', 2} : Step{'k', 1};
        case 'g': return next == 'h' ? Step{'G', 2} : Step{'g', 1};
        case 'd':
            if (next == 'h') return {'D', 2};
            if (next == 'j') return {'j', 2};
            if (next == 'z' && after == 'h') return {'j', 3};
            return {'d', 1};
        case 'p': return next == 'h' ? Step{'f', 2} : Step{'p', 1};
        case 's':
            if (next == 'h') return {'S', 2};
            if (next == 'c' && after == 'h') return {'S', 3};
            if (next == 'z') return {'S', 2};
            return {'s', 1};
        case 't':
            if (next == 'h') return {'Q', 2};
            if (next == 'c' && after == 'h') return {'C', 3};
            if (next == 's' && after == 'c') return {'C', 1};
            if (next == 's' && after != 'h') return {'c', 2};
            if (next == 'z') return {'c', 2};
            return {'t', 1};
        case 'z': return next == 'h' ? Step{'Z', 2} : Step{'z', 1};
        case 'n': return next == 'g' && after == 0 ? Step{'Y', 2} : Step{'n', 1};
        case 'w': return {'v', 1};
        default: return {c, 1};
    }
}

Step vowel_step(char c, char next, char last) {
    switch (c) {
        case 'a':
            if (next == 'i' || next == 'y') return {'E', 2};
            return {'a', 1};
        case 'e':
            if (next == 'e') return {'i', 2};
            if (next == 'i' || next == 'y') return {'E', 2};
            return {'e', 1};
        case 'i': return {'i', static_cast<std::size_t>(next == 'e' || next == 'y' ? 2 : 1)};
        case 'o': return next == 'o' || next == 'u' ? Step{'u', 2} : Step{'o', 1};
        case 'y': return last == 'i' ? Step{0, 1} : Step{'i', 1};
        default: return {c, 1};
    }
}

Step next_step(const Letters& letters, std::size_t at, char last) {
    const char c = letters.text[at];
    const char next = letters.text[at + 1];
    const char after = letters.text[at + 2];
    // A j that is no consonant: "Sergej", "Jurij", "Fjodor".
    if (c == 'j' && (at > 0 && (!is_vowel_letter(next) || class_of(last) != '-'))) {
        return {is_vowel(last) && last == 'i' ? '\0' : 'i', 1};
    }
    // Diphthong "ej" counts as "ei" and so does "aj".
    if ((c == 'e' || c == 'a') && next == 'j' && !is_vowel_letter(after)) return {'E', 2};
    if (c == 'x') return {'k', 1};
    return is_vowel_letter(c) ? vowel_step(c, next, last) : consonant_step(c, next, after);
}

}  // namespace

WordSound word_sound(std::string_view word) {
    const Letters letters = letters_of(word);
    WordSound sound;
    sound.gate.letters_count = static_cast<std::uint8_t>(std::min(word.size(), kWordLettersMax));
    char last = 0;
    const auto add = [&](char c) {
        if (sound.sounds_count == kWordLettersMax) return;
        sound.sounds[sound.sounds_count++] = c;
        last = c;
    };
    for (std::size_t at = 0; at < letters.count;) {
        const bool is_x = letters.text[at] == 'x';
        const Step step = next_step(letters, at, last);
        at += std::min(step.letters, letters.count - at);
        if (step.sound == 0) continue;
        // A letter written twice is one sound; digits are not letters.
        if (step.sound == last && !is_digit(step.sound)) continue;
        add(step.sound);
        if (is_x) add('s');
    }
    std::uint32_t hash = 0x811C'9DC5;
    for (const char c : sound.view()) {
        if (is_vowel(c)) {
            constexpr std::uint8_t kVowelsKept = 10;
            if (sound.gate.vowels_count < kVowelsKept) {
                sound.gate.vowels |= static_cast<std::uint32_t>(number_of(c))
                                     << (3U * sound.gate.vowels_count);
            }
            ++sound.gate.vowels_count;
        }
        if (class_of(c) == '-') continue;
        ++sound.gate.skeleton_count;
        hash = (hash ^ static_cast<unsigned char>(class_of(c))) * 0x0100'0193;
    }
    sound.gate.skeleton_hash = hash;
    return sound;
}

SoundPattern sound_pattern(const WordSound& sound) {
    SoundPattern pattern;
    for (const char c : sound.view()) {
        const char sound_class = is_vowel(c) ? 'V' : class_of(c);
        if (sound_class != '-') pattern.classes[pattern.classes_count++] = sound_class;
    }
    return pattern;
}

SoundPattern skeleton(const WordSound& sound) {
    SoundPattern pattern;
    for (const char c : sound.view()) {
        if (class_of(c) != '-') pattern.classes[pattern.classes_count++] = class_of(c);
    }
    return pattern;
}

namespace {

static_assert(kSoundBudgetMax / kSkeletonEditCost <= kSkeletonEditsMax);
constexpr int kBudgetPerLetter = 23;
static_assert(kBudgetPerLetter * int{kShortLettersMax} < kSkeletonEditCost + kVowelGap);

int budget_for(std::size_t letters_count) noexcept {
    if (letters_count <= 3) return 20;
    if (letters_count == 4) return 70;
    return std::min<int>(kBudgetPerLetter * static_cast<int>(letters_count), kSoundBudgetMax);
}

}  // namespace

int sound_budget(const SoundGate& a, const SoundGate& b) noexcept {
    return budget_for(std::min(a.letters_count, b.letters_count));
}

int skeleton_edits_max(std::size_t letters_count) noexcept {
    return budget_for(letters_count) / kSkeletonEditCost;
}

namespace {

using SoundNumbers = std::array<std::uint8_t, kWordLettersMax>;

SoundNumbers numbers_of(std::string_view sounds) noexcept {
    SoundNumbers numbers;  // Only the first sounds.size() are set, and read.
    for (std::size_t i = 0; i < sounds.size(); ++i) {
        numbers[i] = static_cast<std::uint8_t>(number_of(sounds[i]));
    }
    return numbers;
}

}  // namespace

int least_distance(const SoundGate& a, const SoundGate& b) noexcept {
    const bool same_skeleton = a.skeleton_hash == b.skeleton_hash;
    const int skeleton_cost = same_skeleton ? 0 : kSkeletonEditCost;
    const int vowels_more = int{a.vowels_count} - int{b.vowels_count};
    const int sounds_more = vowels_more + int{a.skeleton_count} - int{b.skeleton_count};
    if (vowels_more != 0) {
        // A consonant for a vowel is one edit for both, and leaves as many sounds.
        const bool may_be_exchanged =
            !same_skeleton && std::abs(sounds_more) < std::abs(vowels_more);
        return skeleton_cost + kVowelGap * (std::abs(vowels_more) - (may_be_exchanged ? 1 : 0));
    }
    std::uint32_t left = a.vowels;
    std::uint32_t right = b.vowels;
    int changes = 0;
    for (; left != right; left >>= 3, right >>= 3) {
        // Vowels are the first sounds in the table of costs.
        changes += kCosts.change[left & 7U][right & 7U];
    }
    // A consonant for a vowel, and a vowel less to make up for it.
    const bool may_gap_once = !same_skeleton && a.skeleton_count != b.skeleton_count;
    return skeleton_cost + std::min<int>(changes, may_gap_once ? int{kVowelGap} : kTransposition);
}

int sound_distance(const WordSound& a, const WordSound& b, int budget) noexcept {
    const std::string_view left = a.view();
    const std::string_view right = b.view();
    if (left == right) return 0;
    const int bound = least_distance(a.gate, b.gate);
    if (bound > budget) return bound;
    const SoundNumbers left_numbers = numbers_of(left);
    const SoundNumbers right_numbers = numbers_of(right);
    // Three rows: this one, the one above, and the one above that for transpositions.
    std::array<std::array<int, kWordLettersMax + 1>, 3> rows;
    rows[0][0] = 0;
    for (std::size_t j = 0; j < right.size(); ++j) {
        rows[0][j + 1] = rows[0][j] + kCosts.gap[right_numbers[j]];
    }
    int least_above = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const auto& above = rows[i % 3];
        const auto& above_that = rows[(i + 2) % 3];
        auto& row = rows[(i + 1) % 3];
        const std::size_t from = left_numbers[i];
        const int gap = kCosts.gap[from];
        const auto& change = kCosts.change[from];
        row[0] = above[0] + gap;
        int least = row[0];
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t to = right_numbers[j];
            int cost =
                std::min({above[j] + change[to], above[j + 1] + gap, row[j] + kCosts.gap[to]});
            if (i > 0 && j > 0 && from == right_numbers[j - 1] && left_numbers[i - 1] == to &&
                !is_digit(left[i]) && !is_digit(right[j])) {
                cost = std::min(cost, above_that[j - 1] + kTransposition);
            }
            row[j + 1] = cost;
            least = std::min(least, cost);
        }
        // A transposition reaches back two rows.
        if (least > budget && least_above + kTransposition > budget) return least;
        least_above = least;
    }
    return rows[left.size() % 3][right.size()];
}

int sound_similarity(const WordSound& a, const WordSound& b) noexcept {
    return sound_similarity(a, b, sound_budget(a.gate, b.gate));
}

int sound_similarity(const WordSound& a, const WordSound& b, int budget) noexcept {
    const int cost = sound_distance(a, b, budget);
    if (cost > budget) return 0;
    const int letters = std::max<int>({a.gate.letters_count, b.gate.letters_count, 1});
    return 100 - (cost + letters - 1) / letters;
}

}  // namespace pelf::match
