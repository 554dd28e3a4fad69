// SPDX-License-Identifier: Apache-2.0
//
// Whether two words of names stand for the same name, for any of the reasons there are: equal, one
// sound, one given name in two spellings or languages, a nickname, one Korean or Chinese syllable
// in two romanisations, one word of business in two languages, one number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "match/company_words.hpp"
#include "match/east_asian_syllables.hpp"
#include "match/name_form.hpp"
#include "match/word_sound.hpp"

namespace pelf::match {

/// What there is to know about a word apart from where it stands. Made once a word.
struct WordFacts {
    std::string text;
    WordSound sound;
    /// Hashes that words share which may stand for each other for another reason than sound;
    /// sorted. An index finds by these what it cannot find by sound.
    std::vector<std::uint32_t> keys;
    /// Its sounds with j read as in "Jan Janssen" and as in "John", for words with a j or y.
    std::vector<std::string> j_readings;
    std::int32_t company_word = -1;  ///< Number of its canonical word; -1: none.
    std::uint8_t commonness = 0;     ///< As in name_rarity.hpp.
    bool is_given_name = false;
    bool is_nickname = false;
    std::vector<SyllableParse<KoreanSyllable>> korean;  ///< Where asked for.
    std::vector<SyllableParse<ChineseSyllable>> chinese;
};

/// company_word(), also for plurals and possessives: "banks", "bank's".
std::optional<CompanyWord> company_word_of(std::string_view word);

/// In which forms a word stands: whether to cut it into syllables.
struct Syllables {
    bool korean = false;
    bool chinese = false;
};

/// Both are borne by many and their consonants differ: two names and no slip, "Fernandez" and
/// "Hernandez". Vowels are a matter of transcription.
bool are_two_common_names(const WordFacts& a, const WordFacts& b) noexcept;

/// Cost: some 200 ns, a microsecond more for each kind of syllables.
WordFacts facts_of(std::string_view text, Syllables syllables = {});

struct Likeness {
    std::uint8_t similarity = 0;  ///< 0 to 100.
    PartKind kind = PartKind::equal;

    bool operator==(const Likeness&) const = default;
};

/// How words came to stand against each other.
enum class Joint : std::uint8_t {
    plain,  ///< One word, one word.
    glued,  ///< One word, several put together: a slip of the pen and no other difference beside
            ///< it.
};

/// What glued words may differ by in sound, in hundredths of a letter: less than two edits.
inline constexpr int kGluedSoundBudget = 100;
static_assert(kGluedSoundBudget < 2 * kSkeletonEditCost);

/// How two forms are compared.
struct Comparison {
    Rules rules = Rules::person;
    /// Both forms are Korean, or both Chinese: a syllable is the unit, and one vowel makes another
    /// name. Sound does not count then.
    bool is_korean = false;
    bool is_chinese = false;
};

/// 0 unless sounds are within their budget or a key is shared. Symmetric but for nicknames, where
/// either may be the short one. Cost: some 50 ns.
Likeness likeness(const WordFacts& a, const WordFacts& b, Comparison how, Joint joint);

}  // namespace pelf::match
