// SPDX-License-Identifier: Apache-2.0
#include "match/word_likeness.hpp"

#include <algorithm>
#include <bit>
#include <ranges>

#include "base/text.hpp"
#include "match/company_words.hpp"
#include "match/given_names.hpp"
#include "match/name_rarity.hpp"

namespace pelf::match {
namespace {

// How alike words are for another reason than their sound.
constexpr Likeness kSameSpelling = {96, PartKind::spelling};
constexpr Likeness kSameSyllables = {98, PartKind::spelling};
constexpr Likeness kSameReading = {95, PartKind::spelling};
constexpr Likeness kCognate = {82, PartKind::cognate};
constexpr Likeness kNickname = {70, PartKind::nickname};
constexpr Likeness kInitial = {85, PartKind::initial};
constexpr Likeness kAbbreviation = {97, PartKind::abbreviation};

/// What a slip costs in addition that makes another name which is in use: Michel for Michelle.
constexpr std::uint8_t kOtherNameCost = 25;
/// Less alike than this, they are two names and no slip: Hassan and Hussein.
constexpr std::uint8_t kOtherNameMin = 88;

/// A vessel's name is its only one: what is a slip in a person's is another ship.
constexpr std::uint8_t kObjectSimilarityMin = 88;

/// Keys of different tables must not meet.
constexpr std::uint32_t key_of(std::uint32_t table, std::uint32_t value) noexcept {
    return (table << 28) + value;
}
constexpr std::uint32_t kFamilyKeys = 2;
constexpr std::uint32_t kCompanyKeys = 3;
constexpr std::uint32_t kKoreanKeys = 4;
constexpr std::uint32_t kChineseKeys = 5;
constexpr std::uint32_t kReadingKeys = 6;

bool is_vowel_letter(char c) {
    return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

bool ends_with_digit(const WordFacts& word) {
    return !word.text.empty() && word.text.back() >= '0' && word.text.back() <= '9';
}

bool is_letter(const WordFacts& word) {
    return word.text.size() == 1 && word.text[0] >= 'a' && word.text[0] <= 'z';
}

}  // namespace

bool are_two_common_names(const WordFacts& a, const WordFacts& b) noexcept {
    return a.commonness > 0 && b.commonness > 0 &&
           a.sound.gate.skeleton_hash != b.sound.gate.skeleton_hash;
}

namespace {

/// The given names' own likeness: nothing where they do not say.
std::optional<Likeness> given_name_likeness(const WordFacts& a, const WordFacts& b) {
    const bool both_known = a.is_given_name && b.is_given_name;
    if (both_known) {
        switch (given_name_relation(a.text, b.text)) {
            case GivenNameRelation::spelling: return kSameSpelling;
            case GivenNameRelation::cognate: return kCognate;
            case GivenNameRelation::none: break;
        }
    }
    if ((a.is_nickname && is_nickname_of(a.text, b.text)) ||
        (b.is_nickname && is_nickname_of(b.text, a.text))) {
        return kNickname;
    }
    // Two names that are both in use are two names, however near: Olga and Oleg, Samir and Samira.
    if (both_known) return Likeness{};
    return std::nullopt;
}

std::optional<Likeness> company_likeness(const WordFacts& a, const WordFacts& b) {
    if (a.company_word < 0 || b.company_word < 0) return std::nullopt;
    return a.company_word == b.company_word ? kAbbreviation : Likeness{};
}

/// "Camilo" and "Camila", "Dragan" and "Dragana": one stem, the ending of another sex. One of them
/// is known as a given name; surnames agree in sex with their bearer and are no other name for it.
bool is_other_sex(const WordFacts& a, const WordFacts& b) {
    if (!a.is_given_name && !b.is_given_name) return false;
    const std::string_view shorter = a.text.size() < b.text.size() ? a.text : b.text;
    const std::string_view longer = a.text.size() < b.text.size() ? b.text : a.text;
    constexpr std::size_t kStemMin = 3;
    if (shorter.size() < kStemMin + 1) return false;
    if (longer.size() == shorter.size() + 1) {
        return longer.back() == 'a' && longer.starts_with(shorter) &&
               !is_vowel_letter(shorter.back());
    }
    const std::size_t stem = shorter.size() - 1;
    return longer.size() == shorter.size() && longer.substr(0, stem) == shorter.substr(0, stem) &&
           ((longer.back() == 'a' && shorter.back() == 'o') ||
            (longer.back() == 'o' && shorter.back() == 'a'));
}

Likeness sound_likeness(const WordFacts& a, const WordFacts& b, Comparison how, Joint joint) {
    int budget = sound_budget(a.sound.gate, b.sound.gate);
    // Three letters are an abbreviation here: PKK, GRU. These are not misspelt.
    constexpr int kAbbreviationBudget = 20;
    if (how.rules == Rules::entity && std::min(a.text.size(), b.text.size()) <= 3) {
        budget = std::min(budget, kAbbreviationBudget);
    }
    if (joint == Joint::glued) {
        // People's names are glued by those who hear them, firms' by those who found them.
        constexpr int kGluedEntityBudget = 60;
        budget =
            std::min(budget, how.rules == Rules::entity ? kGluedEntityBudget : kGluedSoundBudget);
    }
    const auto similarity = static_cast<std::uint8_t>(sound_similarity(a.sound, b.sound, budget));
    // A consonant is a large part of a short word.
    constexpr std::uint8_t kShortWordCost = 25;
    if (similarity > 0 && std::min(a.text.size(), b.text.size()) <= 4 && similarity <= 82) {
        return {static_cast<std::uint8_t>(similarity - kShortWordCost), PartKind::typo};
    }
    if (similarity < 100) return {similarity, PartKind::typo};
    // Spelt otherwise is not the same text.
    return {99, PartKind::spelling};
}

}  // namespace

std::optional<CompanyWord> company_word_of(std::string_view word) {
    if (const auto found = company_word(word)) return found;
    constexpr std::size_t kLettersMin = 4;
    if (word.size() <= kLettersMin || word.back() != 's') return std::nullopt;
    if (word.ends_with("ies")) {
        if (const auto found = company_word(text(word.substr(0, word.size() - 3), "y")))
            return found;
    }
    return company_word(word.substr(0, word.size() - 1));
}

namespace {

/// Calls `use` with the place of each bit that is set.
template <typename Use>
void for_each_bit(std::uint32_t bits, Use use) {
    for (; bits != 0; bits &= bits - 1) use(static_cast<std::uint32_t>(std::countr_zero(bits)));
}

/// Compatible words share the number of syllables and an initial and a vowel of the first.
void add_korean(std::string_view text, WordFacts& facts) {
    for (const SyllableParse<KoreanSyllable>& parse : korean_syllables(text)) {
        facts.korean.push_back(parse);
        for_each_bit(parse.syllables[0].initials, [&](std::uint32_t initial) {
            for_each_bit(parse.syllables[0].vowels, [&](std::uint32_t vowel) {
                const std::uint32_t first = initial << 5 | vowel;
                facts.keys.push_back(key_of(kKoreanKeys, first << 2 | parse.count));
            });
        });
    }
}

/// Compatible words share the number of syllables and a reading of the first.
void add_chinese(std::string_view text, WordFacts& facts) {
    for (const SyllableParse<ChineseSyllable>& parse : chinese_syllables(text)) {
        facts.chinese.push_back(parse);
        const ChineseSyllable& first = parse.syllables[0];
        for (std::size_t i = 0; i < first.count; ++i) {
            facts.keys.push_back(
                key_of(kChineseKeys, std::uint32_t{first.ids[i]} << 2 | parse.count));
        }
    }
}

/// The sounds of a word in which every j is written as `spelling`.
std::string sounds_with_j_as(std::string_view word, std::string_view spelling) {
    std::string respelt;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool is_dj = word.substr(i).starts_with("dj");
        if (is_dj) ++i;
        if (is_dj || word[i] == 'j') {
            respelt += is_dj ? "dj" : spelling;
        } else {
            respelt += word[i];
        }
    }
    const WordSound sound = word_sound(respelt);
    return std::string(sound.view());
}

/// J is y in half of Europe and a sound of its own elsewhere; who transcribes from another script
/// writes either: Yan and Jan, Fajr and Fadjr.
void add_j_readings(std::string_view text, WordFacts& facts) {
    constexpr std::size_t kLettersMax = kWordLettersMax / 2;  // Respelling makes them longer.
    if (text.size() > kLettersMax || text.find_first_of("jy") == std::string_view::npos) return;
    facts.j_readings = {sounds_with_j_as(text, "y"), sounds_with_j_as(text, "dj")};
    for (const std::string& reading : facts.j_readings) {
        std::uint32_t hash = 0x811C'9DC5;
        for (const char c : reading) hash = (hash ^ static_cast<unsigned char>(c)) * 0x0100'0193;
        facts.keys.push_back(key_of(kReadingKeys, hash >> 4));
    }
}

bool share_j_reading(const WordFacts& a, const WordFacts& b) {
    return std::any_of(a.j_readings.begin(), a.j_readings.end(), [&](const std::string& reading) {
        return std::find(b.j_readings.begin(), b.j_readings.end(), reading) != b.j_readings.end();
    });
}

template <typename Syllable>
bool are_compatible(const std::vector<SyllableParse<Syllable>>& a,
                    const std::vector<SyllableParse<Syllable>>& b) {
    return std::any_of(a.begin(), a.end(), [&](const auto& one) {
        return std::any_of(b.begin(), b.end(), [&](const auto& other) {
            return one.count == other.count &&
                   std::ranges::equal(one.span(), other.span(), [](const auto& x, const auto& y) {
                       return compatible(x, y);
                   });
        });
    });
}

}  // namespace

WordFacts facts_of(std::string_view text, Syllables syllables) {
    WordFacts facts;
    facts.text = text;
    facts.sound = word_sound(text);
    facts.commonness = commonness(text);
    for (const NameVariety variety : name_varieties(text)) {
        facts.is_given_name = true;
        facts.keys.push_back(key_of(kFamilyKeys, variety.family));
    }
    for (const NameVariety variety : nickname_varieties(text)) {
        facts.is_nickname = true;
        facts.keys.push_back(key_of(kFamilyKeys, variety.family));
    }
    if (const auto company = company_word_of(text)) {
        facts.company_word = company->canonical.value;
        facts.keys.push_back(key_of(kCompanyKeys, company->canonical.value));
    }
    add_j_readings(text, facts);
    if (syllables.korean) add_korean(text, facts);
    if (syllables.chinese) add_chinese(text, facts);
    std::sort(facts.keys.begin(), facts.keys.end());
    facts.keys.erase(std::unique(facts.keys.begin(), facts.keys.end()), facts.keys.end());
    return facts;
}

Likeness likeness(const WordFacts& a, const WordFacts& b, Comparison how, Joint joint) {
    if (a.text == b.text) return {100, PartKind::equal};
    // A series is told apart by its digit: "AHL1" and "AHL2".
    if (ends_with_digit(a) || ends_with_digit(b)) return {};
    if (is_letter(a) || is_letter(b)) {
        const bool initial = a.text[0] == b.text[0] && is_letter(a) != is_letter(b);
        return initial && how.rules == Rules::person ? kInitial : Likeness{};
    }
    if (how.is_korean || how.is_chinese) {
        const bool same = a.sound.view() == b.sound.view() ||
                          (how.is_korean && are_compatible(a.korean, b.korean)) ||
                          (how.is_chinese && are_compatible(a.chinese, b.chinese));
        return same ? kSameSyllables : Likeness{};
    }
    std::optional<Likeness> known;
    if (how.rules == Rules::person) known = given_name_likeness(a, b);
    if (how.rules == Rules::entity) known = company_likeness(a, b);
    if (known && known->similarity > 0) return *known;
    Likeness sound = sound_likeness(a, b, how, joint);
    if (how.rules != Rules::object && sound.similarity < kSameReading.similarity &&
        share_j_reading(a, b)) {
        sound = kSameReading;
    }
    const bool is_slip = sound.kind != PartKind::spelling;
    if (how.rules == Rules::person && is_slip &&
        (is_other_sex(a, b) || are_two_common_names(a, b))) {
        return {};
    }
    // What a table tells apart may still be one word to the ear, or one slip away.
    if (known && is_slip) {
        if (how.rules == Rules::entity || sound.similarity < kOtherNameMin) return {};
        return {static_cast<std::uint8_t>(sound.similarity - kOtherNameCost), PartKind::typo};
    }
    if (how.rules == Rules::object && sound.similarity < kObjectSimilarityMin) return {};
    return sound;
}

}  // namespace pelf::match
