// SPDX-License-Identifier: Apache-2.0
#include "match/name_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

namespace pelf::match {
namespace {

int score(std::string_view query, std::string_view listed) {
    return compare_names(query, listed).score;
}

TEST(CompareNames, TheScoreSaysHowTheNamesAreEqual) {
    EXPECT_EQ(score("TIAN, Yinyin", "TIAN, Yinyin"), 100);
    EXPECT_EQ(score("tian yinyin", "TIAN, Yinyin"), 99);
    EXPECT_EQ(score("Yinyin Tian", "TIAN, Yinyin"), 98);
    EXPECT_EQ(score("Tian, Yinyin", "YINYIN TIAN"), 98);
    EXPECT_EQ(score("ALI HASSAN OMAR", "OMAR ALI HASSAN"), 97);
}

TEST(CompareNames, WhatIsNotEqualIsNoCandidate) {
    EXPECT_EQ(score("Kim Yong-chol", "KIM, Yong-chun"), 0);
    EXPECT_EQ(score("Tian", "TIAN, Yinyin"), 0);
    EXPECT_EQ(score("...", "???"), 0);
    EXPECT_EQ(score("", "TIAN"), 0);
    EXPECT_EQ(score("Zu Zag Bong 5", "ZU ZAG BONG 6"), 0);
}

TEST(CompareNames, EveryScoreHasItsReason) {
    for (const char* query : {"TIAN, Yinyin", "tian yinyin", "Yinyin Tian"}) {
        EXPECT_EQ(compare_names(query, "TIAN, Yinyin").reasons.size(), 1U);
    }
    EXPECT_TRUE(compare_names("Li", "TIAN, Yinyin").reasons.empty());
}

TEST(NameIndex, FindsEveryNameBestFirstAndThenInItsOrder) {
    const std::vector<std::string_view> names = {"Yinyin Tian", "LAZARUS GROUP", "TIAN, Yinyin",
                                                 "tian yinyin", "tian  yinyin"};
    const auto index = NameIndex::build(names);
    const auto found = index.find("tian yinyin", 0);
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[0].name_index, 3U);
    EXPECT_EQ(found[0].scored.score, 100);
    EXPECT_EQ(found[1].name_index, 2U);
    EXPECT_EQ(found[2].name_index, 4U);
    EXPECT_EQ(found[3].name_index, 0U);
    EXPECT_EQ(index.find("tian yinyin", 99).size(), 3U);
}

TEST(NameIndex, ANameWithoutWordsIsFoundByItsText) {
    const std::vector<std::string_view> names = {"***", "A"};
    EXPECT_EQ(NameIndex::build(names).find("***", 0).size(), 1U);
    EXPECT_TRUE(NameIndex::build(names).find("...", 0).empty());
    EXPECT_TRUE(NameIndex::build({}).find("A", 0).empty());
}

/// The textbook: compare with every name, keep what scores, sort.
std::vector<Candidate> find_slowly(const std::vector<std::string_view>& names,
                                   std::string_view query, std::uint8_t score_min) {
    std::vector<Candidate> found;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        Scored scored = compare_names(query, names[i]);
        if (scored.score > 0 && scored.score >= score_min) found.push_back({i, std::move(scored)});
    }
    std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(b.scored.score, a.name_index) < std::tie(a.scored.score, b.name_index);
    });
    return found;
}

TEST(NameIndex, AgreesWithComparingEveryNameInSeededRounds) {
    constexpr int kRounds = 300;
    constexpr int kNamesCount = 40;
    const std::vector<std::string_view> words = {"tian", "YIN", "Yīn", "li", "O'Li", "OLI"};
    const std::vector<std::string_view> joints = {" ", ", ", "-", ",", "  ", "'"};
    std::mt19937 random(20200302);
    const auto make_name = [&] {
        std::string name;
        const unsigned words_count = static_cast<unsigned>(random() % 4);
        for (unsigned i = 0; i < words_count; ++i) {
            if (i > 0) name += joints[random() % joints.size()];
            name += words[random() % words.size()];
        }
        return name;
    };
    for (int round = 0; round < kRounds; ++round) {
        std::vector<std::string> texts;
        texts.reserve(kNamesCount);
        for (int i = 0; i < kNamesCount; ++i) texts.push_back(make_name());
        const std::vector<std::string_view> names(texts.begin(), texts.end());
        const std::string query = make_name();
        const auto score_min = static_cast<std::uint8_t>(96 + random() % 5);
        EXPECT_EQ(NameIndex::build(names).find(query, score_min),
                  find_slowly(names, query, score_min))
            << query;
    }
}

}  // namespace
}  // namespace pelf::match
