// SPDX-License-Identifier: Apache-2.0
#include "match/name_rarity.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

#include "match/given_names.hpp"
#include "match/given_names_table.hpp"
#include "match/name_rarity_table.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

TEST(NameRarity, TheMostCommonNamesOfManyCulturesAreKnown) {
    for (const auto word : {"kim", "wang", "zhang", "nguyen", "mohammed", "ali", "khan", "garcia",
                            "silva", "singh", "maria"}) {
        EXPECT_EQ(commonness(word), kCommonnessMax) << word;
    }
    for (const auto word : {"ri", "pak", "choe", "yong", "chol", "song", "ivanov", "smith",
                            "muller", "yilmaz", "hosseini", "patel"}) {
        EXPECT_GE(commonness(word), 6) << word;
    }
}

TEST(NameRarity, WhatIsNotKnownIsZero) {
    for (const auto word : {"zawahiri", "zzz", "", "qxqx"}) EXPECT_EQ(commonness(word), 0) << word;
}

TEST(NameRarity, ASpellingIsAsCommonAsItsVariety) {
    EXPECT_EQ(commonness("mouhamadou"), commonness("mohammed"));
    EXPECT_EQ(commonness("khusayn"), commonness("hussein"));
    EXPECT_LT(commonness("khosrow"), commonness("mohammed"));
}

/// The twin: the table read again, and varieties through the other module's look-up.
TEST(NameRarity, EveryWordHasAtLeastItsStep) {
    TableReader reader(kCommonNames);
    std::set<std::string_view> seen;
    for (std::string_view step = reader.next(); !step.empty(); step = reader.next()) {
        ASSERT_EQ(step.size(), 1U);
        const int value = step[0] - '0';
        EXPECT_TRUE(value >= 1 && value <= kCommonnessMax);
        EXPECT_EQ(reader.next(), ":");
        for (std::string_view word = reader.next(); word != ";"; word = reader.next()) {
            EXPECT_TRUE(seen.insert(word).second) << word << " stands twice";
            EXPECT_GE(commonness(word), value) << word;
            if (name_varieties(word).size() == 0) {
                EXPECT_EQ(commonness(word), value) << word;
            }
        }
    }
    EXPECT_GT(seen.size(), 1200U);
    TableReader names(kGivenNames);
    std::string_view previous;
    for (std::string_view word = names.next(); !word.empty(); word = names.next()) {
        const bool is_mark = word == ":" || word == ";";
        if (!is_mark && !previous.empty() && name_varieties(word).size() == 1 &&
            name_varieties(previous).size() == 1) {
            EXPECT_EQ(commonness(word), commonness(previous)) << word << ' ' << previous;
        }
        previous = is_mark ? std::string_view() : word;
    }
}

}  // namespace
}  // namespace pelf::match
