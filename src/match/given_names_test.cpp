// SPDX-License-Identifier: Apache-2.0
#include "match/given_names.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string_view>
#include <vector>

#include "match/given_names_nicknames.hpp"
#include "match/given_names_table.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

GivenNameRelation relation(std::string_view a, std::string_view b) {
    const GivenNameRelation there = given_name_relation(a, b);
    EXPECT_EQ(there, given_name_relation(b, a)) << a << ' ' << b;
    return there;
}

TEST(GivenNames, SpellingsOfOneNameAreOneVariety) {
    const std::vector<std::vector<std::string_view>> names = {
        {"mohammed", "muhammad", "mohamed", "mohamad", "mohd", "magomed", "mamadou"},
        {"yusuf", "youssef", "yousif"},
        {"osama", "usama", "oussama"},
        {"hussein", "husayn", "hossein", "hussain"},
        {"abdullah", "abdallah", "abdulla"},
        {"sergey", "sergei", "sergej"},
        {"dmitry", "dmitri", "dimitri"},
        {"evgeny", "yevgeniy"},
        {"mikhail", "mihail"},
    };
    for (const auto& spellings : names) {
        for (const auto word : spellings) {
            EXPECT_EQ(relation(word, spellings[0]), GivenNameRelation::spelling) << word;
        }
    }
}

TEST(GivenNames, FormsInOtherLanguagesAreWeaker) {
    const std::vector<std::vector<std::string_view>> pairs = {
        {"vladimir", "volodymyr"}, {"vladimir", "uladzimir"}, {"sergey", "serhiy"},
        {"sergei", "siarhei"},     {"dmitry", "dmytro"},      {"nikolai", "mykola"},
        {"pavel", "paul"},         {"john", "juan"},          {"john", "ivan"},
        {"mikhail", "michael"},    {"yusuf", "joseph"},       {"alexander", "alejandro"},
        {"andrei", "andriy"},      {"catherine", "ekaterina"}};
    for (const auto& pair : pairs) {
        EXPECT_EQ(relation(pair[0], pair[1]), GivenNameRelation::cognate) << pair[0];
    }
}

TEST(GivenNames, OtherNamesStayOther) {
    const std::vector<std::vector<std::string_view>> pairs = {
        {"olga", "oleg"},      {"hassan", "hussein"},
        {"ahmed", "mohammed"}, {"ivan", "ivanov"},
        {"hamid", "ahmed"},    {"salim", "salman"},
        {"rashid", "rashad"},  {"jamal", "jamil"},
        {"amin", "yemen"},     {"khalid", "khalil"},
        {"daria", "dariush"},  {"zzz", "zzz"},
        {"karim", "karima"},   {"", ""},
        {"nasir", "nasr"},     {"ali", ""}};
    for (const auto& pair : pairs) {
        EXPECT_EQ(relation(pair[0], pair[1]), GivenNameRelation::none) << pair[0] << ' ' << pair[1];
    }
}

TEST(GivenNames, NicknamesAreDirected) {
    EXPECT_TRUE(is_nickname_of("bob", "robert"));
    EXPECT_FALSE(is_nickname_of("robert", "bob"));
    EXPECT_TRUE(is_nickname_of("barry", "barack"));
    EXPECT_TRUE(is_nickname_of("sasha", "aleksandr"));
    EXPECT_TRUE(is_nickname_of("sasha", "alexandr"));
    EXPECT_TRUE(is_nickname_of("sasha", "aleksandra"));
    EXPECT_TRUE(is_nickname_of("volodya", "vladimir"));
    EXPECT_TRUE(is_nickname_of("pepe", "jose"));
    EXPECT_TRUE(is_nickname_of("misha", "mikhail"));
    EXPECT_TRUE(is_nickname_of("dima", "dmitri"));
    EXPECT_FALSE(is_nickname_of("bob", "richard"));
    EXPECT_FALSE(is_nickname_of("pepe", "joseph"));
    EXPECT_FALSE(is_nickname_of("", ""));
}

/// The twin: families read into sets, and every pair of a sample of words asked both ways.
TEST(GivenNames, SaysWhatTheTableSaysReadPlainly) {
    std::map<std::string_view, std::set<int>> families;
    std::map<std::string_view, std::set<int>> varieties;
    std::vector<std::string_view> words;
    TableReader reader(kGivenNames);
    int family = 0;
    int variety = 0;
    for (std::string_view word = reader.next(); !word.empty(); word = reader.next()) {
        if (word == ";") {
            ++family;
            ++variety;
        } else if (word == ":") {
            ++variety;
        } else {
            families[word].insert(family);
            varieties[word].insert(variety);
            words.push_back(word);
        }
    }
    EXPECT_GT(family, 600);
    const auto shared = [](const std::set<int>& a, const std::set<int>& b) {
        for (const int one : a) {
            if (b.contains(one)) return true;
        }
        return false;
    };
    std::mt19937 random(3);
    std::size_t related = 0;
    for (int round = 0; round < 20000; ++round) {
        const std::size_t at = random() % (words.size() - 60);
        const std::string_view a = words[at];
        const std::string_view b = words[at + random() % 60];
        const GivenNameRelation expected =
            shared(varieties[a], varieties[b]) ? GivenNameRelation::spelling
            : shared(families[a], families[b]) ? GivenNameRelation::cognate
                                               : GivenNameRelation::none;
        ASSERT_EQ(relation(a, b), expected) << a << ' ' << b;
        related += expected != GivenNameRelation::none;
    }
    EXPECT_GT(related, 2000U);
}

TEST(GivenNames, EveryNicknameOfTheTableIsFoundAndNoWordHasTooManyMeanings) {
    TableReader reader(kNicknames);
    std::size_t pairs = 0;
    for (std::string_view word = reader.next(); !word.empty(); word = reader.next()) {
        std::vector<std::string_view> names;
        for (; word != ":"; word = reader.next()) names.push_back(word);
        for (word = reader.next(); word != ";"; word = reader.next()) {
            for (const std::string_view name : names) {
                EXPECT_TRUE(is_nickname_of(word, name)) << word << ' ' << name;
                ++pairs;
            }
            EXPECT_LT(nickname_varieties(word).size(), NameVarieties::kCountMax) << word;
        }
    }
    EXPECT_GT(pairs, 1500U);
}

}  // namespace
}  // namespace pelf::match
