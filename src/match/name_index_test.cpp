// SPDX-License-Identifier: Apache-2.0
#include "match/name_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

namespace pelf::match {
namespace {

int score(std::string_view query, std::string_view listed) {
    return compare_names({.whole = query}, {.whole = listed}).score.score;
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
        EXPECT_EQ(compare_names({.whole = query}, {.whole = "TIAN, Yinyin"}).reasons.size(), 1U);
    }
    EXPECT_TRUE(compare_names({.whole = "Li"}, {.whole = "TIAN, Yinyin"}).reasons.empty());
}

TEST(NameIndex, FindsEveryNameBestFirstAndThenInItsOrder) {
    const std::vector<NameText> names = {
        {"Yinyin Tian"}, {"LAZARUS GROUP"}, {"TIAN, Yinyin"}, {"tian yinyin"}, {"tian  yinyin"}};
    const auto index = NameIndex::build(names);
    const auto found = index.find({"tian yinyin"}, 0);
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[0].name_index, 3U);
    EXPECT_EQ(found[0].score.score, 100);
    EXPECT_EQ(found[1].name_index, 2U);
    EXPECT_EQ(found[2].name_index, 4U);
    EXPECT_EQ(found[3].name_index, 0U);
    EXPECT_EQ(index.find({"tian yinyin"}, 99).size(), 3U);
}

TEST(NameIndex, ANameWithoutWordsIsFoundByItsText) {
    const std::vector<NameText> names = {{"***"}, {"A"}};
    EXPECT_EQ(NameIndex::build(names).find({"***"}, 0).size(), 1U);
    EXPECT_TRUE(NameIndex::build(names).find({"..."}, 0).empty());
    EXPECT_TRUE(NameIndex::build({}).find({"A"}, 0).empty());
}

/// The textbook: compare with every name, keep what scores, sort.
std::vector<Candidate> find_slowly(const std::vector<NameText>& names, const NameText& query,
                                   std::uint8_t score_min) {
    std::vector<Candidate> found;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        const NameScore score = compare_names(query, names[i]).score;
        if (score.score > 0 && score.score >= score_min) found.push_back({i, score});
    }
    std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(b.score.score, a.name_index) < std::tie(a.score.score, b.name_index);
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
        std::vector<NameText> names;
        for (const std::string& text : texts) names.push_back({.whole = text});
        const std::string query = make_name();
        const auto score_min = static_cast<std::uint8_t>(96 + random() % 5);
        EXPECT_EQ(NameIndex::build(names).find({.whole = query}, score_min),
                  find_slowly(names, {.whole = query}, score_min))
            << query;
    }
}

}  // namespace
}  // namespace pelf::match
