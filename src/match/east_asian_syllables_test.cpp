// SPDX-License-Identifier: Apache-2.0
#include "match/east_asian_syllables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "match/east_asian_syllables_table.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

bool korean(std::string_view a, std::string_view b) {
    const bool there = compatible(korean_syllables(a), korean_syllables(b));
    EXPECT_EQ(there, compatible(korean_syllables(b), korean_syllables(a))) << a << ' ' << b;
    return there;
}

bool chinese(std::string_view a, std::string_view b) {
    const bool there = compatible(chinese_syllables(a), chinese_syllables(b));
    EXPECT_EQ(there, compatible(chinese_syllables(b), chinese_syllables(a))) << a << ' ' << b;
    return there;
}

TEST(KoreanSyllables, SpellingsOfOneSyllableAreCompatible) {
    const std::vector<std::vector<std::string_view>> syllables = {
        {"lee", "yi", "ri", "rhee", "li", "i"},
        {"park", "pak", "bak"},
        {"choi", "choe"},
        {"chung", "jung", "jeong", "chong", "jong"},
        {"young", "yong", "yeong"},
        {"woo", "u", "wu"},
        {"hyun", "hyon", "hyeon"},
        {"chul", "chol", "cheol"},
        {"shin", "sin"},
        {"kyung", "kyong", "gyeong"},
        {"suk", "sok", "seok"},
        {"hee", "hui", "hi"},
        {"eun", "un"},
        {"kim", "gim"},
        {"noh", "roh", "no", "ro"},
        {"yoo", "yu", "ryu"},
        {"lim", "rim", "im", "yim"},
        {"ahn", "an"},
        {"suh", "seo", "so"},
        {"hur", "heo", "huh"},
        {"paik", "baek", "paek"},
        {"hyuk", "hyok", "hyeok"}};
    for (const auto& spellings : syllables) {
        for (const auto spelling : spellings) {
            EXPECT_TRUE(korean(spelling, spellings[0])) << spelling << ' ' << spellings[0];
        }
    }
}

TEST(KoreanSyllables, OneVowelOrConsonantMakesAnotherName) {
    EXPECT_FALSE(korean("yongchol", "yongchun"));
    EXPECT_FALSE(korean("chol", "chun"));
    EXPECT_FALSE(korean("myongsik", "myongguk"));
    EXPECT_FALSE(korean("sik", "guk"));
    EXPECT_FALSE(korean("jongun", "jongil"));
    EXPECT_FALSE(korean("kim", "kang"));

    EXPECT_FALSE(korean("seok", "sook"));
    EXPECT_FALSE(korean("park", "pyo"));
}

TEST(KoreanSyllables, GluedSyllablesAreCut) {
    EXPECT_TRUE(korean("jongun", "jeongeun"));
    EXPECT_TRUE(korean("jongun", "chongun"));
    EXPECT_TRUE(korean("yongchol", "youngchul"));
    bool found = false;
    for (const auto& parse : korean_syllables("jongun")) {
        found = found || (parse.count == 2 &&
                          parse.syllables[0] == korean_syllables("jong").begin()->syllables[0] &&
                          parse.syllables[1] == korean_syllables("un").begin()->syllables[0]);
    }
    EXPECT_TRUE(found);
}

/// The twin of the cutting: words put together from parts, which must come apart again.
TEST(KoreanSyllables, EveryRegularSpellingParsesAsWhatItWasMadeOf) {
    const std::vector<std::string> initials = {"",   "g", "k",  "kk", "n", "d",  "t",
                                               "tt", "r", "m",  "b",  "p", "pp", "s",
                                               "ss", "j", "jj", "ch", "h", "tch"};
    const std::vector<std::string> vowels = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo",
                                             "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                             "wo", "we", "wi", "yu",  "eu", "ui", "i"};
    const std::vector<std::string> finals = {"", "k", "n", "t", "l", "m", "p", "ng"};
    std::mt19937 random(5);
    for (int round = 0; round < 1000; ++round) {
        std::string word;
        std::vector<KoreanSyllable> syllables;
        for (std::size_t count = 1 + random() % 2; count > 0; --count) {
            const std::string syllable = initials[random() % initials.size()] +
                                         vowels[random() % vowels.size()] +
                                         finals[random() % finals.size()];
            const auto parses = korean_syllables(syllable);
            ASSERT_GT(parses.size(), 0U) << syllable;
            syllables.push_back(parses.begin()->syllables[0]);
            word += syllable;
        }
        bool found = false;
        for (const auto& parse : korean_syllables(word)) {
            found = found || std::ranges::equal(parse.span(), syllables);
        }
        EXPECT_TRUE(found) << word;
    }
}

TEST(KoreanSyllables, WhatIsNoSuchWordGivesNothing) {
    for (const char* word : {"", "smith", "ivanov", "x", "ng", "hassan2", "schwarz", "vladimir"}) {
        EXPECT_EQ(korean_syllables(word).size(), 0U) << word;
    }
    EXPECT_EQ(korean_syllables(std::string(5000, 'a')).size(), 0U);
}

TEST(ChineseSyllables, PinyinWadeGilesAndTheSouthAreCompatible) {
    const std::vector<std::vector<std::string_view>> syllables = {
        {"zhang", "chang", "cheung", "teo"},
        {"xie", "hsieh", "tse"},
        {"cai", "tsai", "choi", "chua"},
        {"huang", "wong", "ng", "oei"},
        {"chen", "chan", "tan"},
        {"xiao", "hsiao", "siu"},
        {"zhou", "chou", "chow"},
        {"qiu", "chiu", "khoo"},
        {"guo", "kuo", "kwok", "quek"},
        {"si", "ssu", "szu"},
        {"zi", "tzu"},
        {"jiang", "chiang"},
        {"ge", "ko"},
        {"zhi", "chih"},
        {"rong", "jung"},
        {"lin", "lam", "lim"},
        {"gui", "kuei"},
        {"lv", "lu", "lyu"},
        {"xue", "hsueh"},
        {"yan", "yen"}};
    for (const auto& spellings : syllables) {
        for (const auto spelling : spellings) {
            EXPECT_TRUE(chinese(spelling, spellings[0])) << spelling << ' ' << spellings[0];
        }
    }
}

TEST(ChineseSyllables, OtherSyllablesAreNot) {
    EXPECT_FALSE(chinese("zhang", "zhong"));
    EXPECT_FALSE(chinese("wang", "huang"));
    EXPECT_FALSE(chinese("li", "liu"));
    EXPECT_FALSE(chinese("jintao", "jinping"));
    EXPECT_FALSE(chinese("zedong", "zemin"));
    EXPECT_FALSE(chinese("lin", "liang"));
}

TEST(ChineseSyllables, GluedSyllablesAreCut) {
    EXPECT_TRUE(chinese("zedong", "tsetung"));
    EXPECT_TRUE(chinese("jiabao", "chiapao"));
    EXPECT_TRUE(chinese("xiaoping", "hsiaoping"));
    EXPECT_TRUE(chinese("ouyang", "ouyang"));
    EXPECT_EQ(chinese_syllables("xian").size(), 2U) << "xian, and xi an";
    for (const char* word : {"", "smith", "ivanov", "bx", "cheungming", "krzysztof"}) {
        EXPECT_EQ(chinese_syllables(word).size(), 0U) << word;
    }
    EXPECT_EQ(chinese_syllables(std::string(5000, 'a')).size(), 0U);
}

/// The twin: compatible when some line of the table has both spellings. And no spelling stands in
/// more lines than a set can hold.
TEST(ChineseSyllables, WholeWordsAgreeWithTheLinesOfTheTable) {
    std::map<std::string_view, std::set<int>> lines;
    TableReader reader(kChineseSyllables);
    int line = 0;
    for (std::string_view word = reader.next(); !word.empty(); word = reader.next()) {
        for (word = reader.next(); word != ";"; word = reader.next()) {
            if (word != ":") lines[word].insert(line);
        }
        ++line;
    }
    EXPECT_GT(line, 400);
    std::vector<ChineseSyllable> syllables;
    for (const auto& [word, word_lines] : lines) {
        EXPECT_LT(word_lines.size(), ChineseSyllable::kCountMax) << word;
        const auto parses = chinese_syllables(word);
        ASSERT_GT(parses.size(), 0U) << word;
        syllables.push_back(parses.begin()->syllables[0]);
    }
    std::size_t i = 0;
    for (const auto& [a, a_lines] : lines) {
        std::size_t j = 0;
        for (const auto& [b, b_lines] : lines) {
            const bool shared = std::ranges::any_of(
                a_lines, [&other = b_lines](int one) { return other.contains(one); });
            ASSERT_EQ(compatible(syllables[i], syllables[j++]), shared) << a << ' ' << b;
        }
        ++i;
    }
}

}  // namespace
}  // namespace pelf::match
