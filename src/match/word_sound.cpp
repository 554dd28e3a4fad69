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
    {'z', 'Z', 40}, {'z', 'c', 35}, {'z', 'j', 55}, {'z', 'S', 75}, {'z', 'C', 80}, {'S', 'C', 45},
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
static_assert(kSounds.size() == kSoundNumbersEnd);

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

namespace {

/// Vowels that SoundGate::vowels has room for.
constexpr std::uint8_t kVowelsKept = 10;

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
    if (letters_count <= 3) return 40;
    if (letters_count == 4) return 100;
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

/// Of as many vowels each: what changing them one by one costs.
int vowel_changes(std::uint32_t left, std::uint32_t right) noexcept {
    int changes = 0;
    for (; left != right; left >>= 3, right >>= 3) {
        // Vowels are the first sounds in the table of costs.
        changes += kCosts.change[left & 7U][right & 7U];
    }
    return changes;
}

/// What changing the vowels costs once the longer row has lost the one that is best to lose.
int vowel_changes_less_one(const SoundGate& longer, const SoundGate& shorter) noexcept {
    if (longer.vowels_count > kVowelsKept) return 0;
    const auto vowel = [](std::uint32_t vowels, unsigned at) { return vowels >> (3U * at) & 7U; };
    int changes = vowel_changes(longer.vowels >> 3U, shorter.vowels);  // Less the first.
    int least = changes;
    for (unsigned i = 0; i < shorter.vowels_count; ++i) {
        const auto& change = kCosts.change[vowel(shorter.vowels, i)];
        changes += change[vowel(longer.vowels, i)] - change[vowel(longer.vowels, i + 1)];
        least = std::min(least, changes);
    }
    return least;
}

/// Of as many vowels each: what changing them costs once both rows have lost the one that is best
/// to lose.
int vowel_changes_less_one_each(const SoundGate& a, const SoundGate& b) noexcept {
    if (a.vowels_count > kVowelsKept) return 0;
    const auto change = [&](unsigned left, unsigned right) -> int {
        return kCosts.change[a.vowels >> (3U * left) & 7U][b.vowels >> (3U * right) & 7U];
    };
    // The least cost up to here, and with the next one of a, of b, of each lost.
    int none = 0;
    int of_a = 0;
    int of_b = 0;
    int of_each = 0;
    for (unsigned i = 0; i + 1 < a.vowels_count; ++i) {
        none += change(i, i);
        of_a = std::min(of_a + change(i + 1, i), none);
        of_b = std::min(of_b + change(i, i + 1), none);
        of_each = std::min({of_each + change(i + 1, i + 1), of_a, of_b});
    }
    return of_each;
}

}  // namespace

int least_distance(const SoundGate& a, const SoundGate& b) noexcept {
    const bool same = a.skeleton_hash == b.skeleton_hash && a.skeleton_count == b.skeleton_count;
    return least_distance(a, b, same ? 0 : 1);
}

// Let k edits of the skeleton be made, e of them a vowel for a consonant. Such an exchange is a gap
// in both rows, so the vowels cost what aligning their rows does, less e gaps. Each line below is
// the least over k >= skeleton_edits and e <= k; an exchange leaves the number of sounds as it is,
// so the difference of these numbers, h and kh apart, says how many there can be.
int least_distance(const SoundGate& a, const SoundGate& b, int skeleton_edits) noexcept {
    const int edits_cost = skeleton_edits * kSkeletonEditCost;
    const int vowels_more = int{a.vowels_count} - int{b.vowels_count};
    const int sounds_more = std::abs(vowels_more + int{a.skeleton_count} - int{b.skeleton_count});
    if (vowels_more == 0) {
        int changes = vowel_changes(a.vowels, b.vowels);
        // Two exchanges, one each way.
        if (skeleton_edits == 2 && sounds_more == 0 && changes > 0) {
            changes = vowel_changes_less_one_each(a, b);
        }
        // An exchange, and a gap to make up for it.
        const bool may_gap = skeleton_edits == 2 || (skeleton_edits == 1 && sounds_more != 0);
        return edits_cost + std::min<int>(changes, may_gap ? int{kVowelGap} : kTransposition);
    }
    const int gaps = std::abs(vowels_more);
    if (gaps > 1) {
        // An edit that is no exchange changes the number of sounds by one at most.
        const int exchanges =
            std::clamp((gaps + skeleton_edits - sounds_more) / 2, 0, skeleton_edits);
        return std::min(edits_cost + kVowelGap * (gaps - exchanges),
                        kSkeletonEditsMax * kSkeletonEditCost + kVowelGap * (gaps - 2));
    }
    const int changes =
        std::min(vowels_more > 0 ? vowel_changes_less_one(a, b) : vowel_changes_less_one(b, a),
                 kTransposition);
    if (skeleton_edits == 2) {
        return edits_cost + std::min<int>(sounds_more < 2 ? changes : kVowelGap, kVowelGap);
    }
    if (skeleton_edits == 1 && sounds_more == 0) return edits_cost + changes;
    return std::min(edits_cost + kVowelGap + changes, 2 * kSkeletonEditCost);
}

void number_sounds(const WordSound& sound, std::uint8_t* numbers) noexcept {
    for (const char c : sound.view()) *numbers++ = static_cast<std::uint8_t>(number_of(c));
}

namespace {

constexpr std::size_t kBreath = number_of('h');
constexpr std::size_t kFirstDigit = number_of('0');

constexpr bool is_digit_number(std::size_t sound) noexcept {
    return sound >= kFirstDigit && sound < kFirstDigit + 10;
}

/// A way from one word to the other that does not pair equal first sounds can be turned into one
/// that does and costs no more, provided no gap costs more than another one and the change between
/// the two sounds. It does only for h, from which kh is a small change and a large gap.
constexpr bool equal_ends_may_be_paired() {
    for (std::size_t end = 0; end < kSounds.size(); ++end) {
        if (end == kBreath) continue;
        for (std::size_t other = 0; other < kSounds.size(); ++other) {
            if (kCosts.gap[other] > kCosts.gap[end] + kCosts.change[end][other]) return false;
        }
    }
    return true;
}
static_assert(equal_ends_may_be_paired());

/// Leaves out what both words begin and end with.
void drop_equal_ends(SoundNumbers& a, SoundNumbers& b) noexcept {
    std::size_t count = std::min(a.size(), b.size());
    std::size_t equal = 0;
    while (equal < count && a[equal] == b[equal] && a[equal] != kBreath) ++equal;
    a = a.subspan(equal);
    b = b.subspan(equal);
    count -= equal;
    for (equal = 0; equal < count; ++equal) {
        const std::uint8_t last = a[a.size() - 1 - equal];
        if (last != b[b.size() - 1 - equal] || last == kBreath) break;
    }
    a = a.first(a.size() - equal);
    b = b.first(b.size() - equal);
}

}  // namespace

int sound_distance(const WordSound& a, const WordSound& b, int budget) noexcept {
    if (a.view() == b.view()) return 0;
    const int bound = least_distance(a.gate, b.gate);
    if (bound > budget) return bound;
    std::array<std::uint8_t, kWordLettersMax> left{};
    std::array<std::uint8_t, kWordLettersMax> right{};
    number_sounds(a, left.data());
    number_sounds(b, right.data());
    return sound_distance(SoundNumbers(left).first(a.sounds_count),
                          SoundNumbers(right).first(b.sounds_count), budget);
}

namespace {

/// By sound: where it stands in a word. Only of the sounds of the two words given.
class SoundPlaces {
public:
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): filling all costs as much as the
    // rest.
    SoundPlaces(SoundNumbers word, SoundNumbers other) noexcept {
        for (const std::uint8_t sound : other) places_[sound] = 0;
        for (const std::uint8_t sound : word) places_[sound] = 0;
        for (std::size_t i = 0; i < word.size(); ++i) places_[word[i]] |= std::uint64_t{1} << i;
    }
    /// Bit j: `first` stands at j - 1 and `second` at j. Digits do not change places.
    std::uint64_t pairs(std::size_t first, std::size_t second) const noexcept {
        if (is_digit_number(first) || is_digit_number(second)) return 0;
        return places_[first] << 1U & places_[second];
    }

private:
    std::array<std::uint64_t, kSounds.size()> places_;
};

}  // namespace

int sound_distance(SoundNumbers left, SoundNumbers right, int budget) noexcept {
    drop_equal_ends(left, right);
    const SoundPlaces places(right, left);
    // Only as many as there are sounds are set, and read.
    // NOLINTBEGIN(cppcoreguidelines-pro-type-member-init): filling all costs as much as the rest.
    std::array<int, kWordLettersMax> gaps;  // Of the right word.
    // Three rows: this one, the one above, and the one above that for transpositions.
    std::array<std::array<int, kWordLettersMax + 1>, 3> rows;
    // NOLINTEND(cppcoreguidelines-pro-type-member-init)
    int* above_that = rows[0].data();
    int* above = rows[1].data();
    int* row = rows[2].data();
    above[0] = 0;
    for (std::size_t j = 0; j < right.size(); ++j) {
        gaps[j] = kCosts.gap[right[j]];
        above[j + 1] = above[j] + gaps[j];
    }
    int least_above = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const int gap = kCosts.gap[left[i]];
        const auto& change = kCosts.change[left[i]];
        const std::uint64_t swaps = i > 0 ? places.pairs(left[i], left[i - 1]) : 0;
        int diagonal = above[0];
        int cost = diagonal + gap;
        row[0] = cost;
        int least = cost;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const int up = above[j + 1];
            cost = std::min(std::min(diagonal + change[right[j]], up + gap), cost + gaps[j]);
            if ((swaps >> j & 1U) != 0) cost = std::min(cost, above_that[j - 1] + kTransposition);
            row[j + 1] = cost;
            least = std::min(least, cost);
            diagonal = up;
        }
        // A transposition reaches back two rows.
        if (least > budget && least_above + kTransposition > budget) return least;
        least_above = least;
        int* const next = above_that;
        above_that = above;
        above = row;
        row = next;
    }
    return above[right.size()];
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
