// SPDX-License-Identifier: Apache-2.0
#include "match/name_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <tuple>

#include "support/temporary_folder.hpp"

namespace pelf::match {
namespace {

using model::PartyType;

/// The textbook: compare with every name, keep what scores, sort.
std::vector<Candidate> find_slowly(const std::vector<NameText>& names, const NameText& query,
                                   std::uint8_t score_min) {
    std::vector<Candidate> found;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        const NameScore score = compare_names(query, names[i]).score;
        if (score.score > 0 && score.score >= score_min) found.push_back({i, score});
    }
    std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
        return std::tuple(-int{a.score.score}, -int{a.score.evidence_decibans}, a.name_index) <
               std::tuple(-int{b.score.score}, -int{b.score.evidence_decibans}, b.name_index);
    });
    return found;
}

/// Names of all traditions and kinds that the rules know, so that every path is walked.
const std::vector<std::string>& stock_of_words() {
    static const std::vector<std::string> kWords = {"Mohammed",
                                                    "Muhammad",
                                                    "Ahmad",
                                                    "bin",
                                                    "ibn",
                                                    "Abd",
                                                    "al",
                                                    "Aziz",
                                                    "Abdulaziz",
                                                    "Rahman",
                                                    "Sayf",
                                                    "al-Din",
                                                    "Seifeddine",
                                                    "Vladimir",
                                                    "Vladimirovich",
                                                    "Putin",
                                                    "Wladimir",
                                                    "Bob",
                                                    "Robert",
                                                    "J.",
                                                    "JC",
                                                    "Juncker",
                                                    "Kim",
                                                    "Jong",
                                                    "Un",
                                                    "Jongun",
                                                    "Yong-chol",
                                                    "Yong-chun",
                                                    "Ri",
                                                    "Li",
                                                    "Lee",
                                                    "Wei",
                                                    "Zedong",
                                                    "Tse-tung",
                                                    "Mao",
                                                    "Mr",
                                                    "Sheikh",
                                                    "Haji",
                                                    "Zu",
                                                    "Zag",
                                                    "Bong",
                                                    "5",
                                                    "6",
                                                    "VI",
                                                    "five",
                                                    "forty",
                                                    "four",
                                                    "Fund",
                                                    "II",
                                                    "Bank",
                                                    "of",
                                                    "China",
                                                    "Chile",
                                                    "Trading",
                                                    "Group",
                                                    "International",
                                                    "Intl",
                                                    "Int'l",
                                                    "Co.",
                                                    "Ltd",
                                                    "GmbH",
                                                    "AG",
                                                    "OOO",
                                                    "S.A.R.L.",
                                                    "Gazprom",
                                                    "Gasprom",
                                                    "Good",
                                                    "Will",
                                                    "Goodwill",
                                                    "People's",
                                                    "Liberation",
                                                    "Army",
                                                    "PLA",
                                                    "3%",
                                                    "A.B.C.",
                                                    "United",
                                                    "States",
                                                    "u.s.",
                                                    "Sech1n",
                                                    "Sechin",
                                                    "2007-AHL1",
                                                    "Путин",
                                                    "Владимир",
                                                    "ООО",
                                                    "김정은",
                                                    "毛泽东",
                                                    "高市早苗",
                                                    "高石早苗",
                                                    "محمد",
                                                    "MV"};
    return kWords;
}

std::string random_name(std::mt19937& random) {
    const auto& words = stock_of_words();
    std::string name;
    for (unsigned left = static_cast<unsigned>(random() % 6); left > 0; --left) {
        name += words[random() % words.size()];
        name += std::vector<std::string>{" ", " ", " ", ", ", "-", "/", ""}[random() % 7];
    }
    return name;
}

/// A letter changed, dropped, doubled, or two in the other order. Bytes, so not always UTF-8.
std::string damaged(std::string name, std::mt19937& random) {
    for (unsigned left = static_cast<unsigned>(random() % 3); left > 0 && name.size() > 1; --left) {
        const std::size_t at = random() % (name.size() - 1);
        switch (random() % 4) {
            case 0: name[at] = static_cast<char>('a' + random() % 26); break;
            case 1: name.erase(at, 1); break;
            case 2: name.insert(at, 1, name[at]); break;
            default: std::swap(name[at], name[at + 1]);
        }
    }
    return name;
}

PartyType random_type(std::mt19937& random) {
    constexpr PartyType kTypes[] = {PartyType::unknown, PartyType::person, PartyType::entity,
                                    PartyType::vessel};
    return kTypes[random() % 4];
}

TEST(NameIndex, LosesNoNameThatScoresInSeededRounds) {
    constexpr int kRounds = 30;
    constexpr int kNamesCount = 50;
    std::mt19937 random(20200302);
    std::size_t found_in_all = 0;
    const test::TemporaryFolder folder;
    for (int round = 0; round < kRounds; ++round) {
        std::vector<std::string> texts;
        std::vector<NameText> names;
        for (int i = 0; i < kNamesCount; ++i) {
            const bool fresh = texts.empty() || random() % 2 == 0;
            texts.push_back(fresh ? random_name(random)
                                  : damaged(texts[random() % texts.size()], random));
        }
        for (const std::string& text : texts) {
            names.push_back({.whole = text, .type = random_type(random)});
        }
        const auto index = NameIndex::build(names, 1 + static_cast<unsigned>(random() % 3));
        ASSERT_TRUE(index.save(folder.path() / "names", SectionKey{}));
        const auto kept = NameIndex::load(folder.path() / "names", SectionKey{}, names.size(),
                                          1 + static_cast<unsigned>(random() % 3));
        ASSERT_TRUE(kept) << kept.error().message;
        for (int i = 0; i < 10; ++i) {
            const std::string text = damaged(texts[random() % texts.size()], random);
            const NameText query{.whole = text, .type = random_type(random)};
            const auto score_min = static_cast<std::uint8_t>(random() % 81);
            const auto found = index.find(query, score_min);
            EXPECT_EQ(found, find_slowly(names, query, score_min))
                << text << " at " << int{score_min};
            EXPECT_EQ(kept->find(query, score_min), found) << "kept in a file: " << text;
            found_in_all += found.size();
        }
    }
    EXPECT_GT(found_in_all, 250U);  // Or the rounds would prove nothing.
}

TEST(NameIndex, AKeptIndexOfOtherNamesIsRefused) {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "names";
    const std::vector<NameText> names = {{"Yinyin Tian"}, {"LAZARUS GROUP"}};
    ASSERT_TRUE(NameIndex::build(names).save(path, SectionKey{}));
    EXPECT_TRUE(NameIndex::load(path, SectionKey{}, 2));
    EXPECT_FALSE(NameIndex::load(path, SectionKey{}, 1));
    EXPECT_FALSE(NameIndex::load(path, SectionKey{std::byte{1}}, 2));
    EXPECT_FALSE(NameIndex::load(folder.path() / "nothing", SectionKey{}, 2));
}

TEST(NameIndex, OfNamesInOtherCharactersTheBestReadingIsTaken) {
    // Several readings score above the cap: the evidence is that of the best, not of any of them.
    const std::vector<NameText> names = {{"高石早苗"}, {"毛泽东 高市早苗"}, {"高市早苗毛泽东"}};
    const auto index = NameIndex::build(names);
    for (const NameText& query :
         {NameText{"高市早苗"}, NameText{"高石早苗毛泽东"}, NameText{"Bank 高市早苗毛泽东"}}) {
        EXPECT_EQ(index.find(query, 1), find_slowly(names, query, 1)) << query.whole;
        EXPECT_EQ(index.find(query, 51), find_slowly(names, query, 51)) << query.whole;
    }
}

TEST(NameIndex, ADigitIsNoInitial) {
    const std::vector<NameText> names = {{"66"}, {"6"}};
    EXPECT_EQ(NameIndex::build(names).find({"6"}, 1).size(), 1U);
    EXPECT_EQ(compare_names({"6"}, {"66"}).score.score, 0);
}

TEST(NameIndex, FindsBestFirstAndThenInItsOrder) {
    const std::vector<NameText> names = {
        {"Yinyin Tian"}, {"LAZARUS GROUP"}, {"TIAN, Yinyin"}, {"Tian Yinying"}};
    const auto found = NameIndex::build(names).find({"tian yinyin"}, 50);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].name_index, 0U);
    EXPECT_EQ(found[1].name_index, 2U);
    EXPECT_EQ(found[0].score.score, 100);
    EXPECT_EQ(found[2].name_index, 3U);
}

TEST(NameIndex, TextsWithoutWordsFindNothing) {
    const std::vector<NameText> names = {{"***"}, {"A"}, {""}};
    const auto index = NameIndex::build(names);
    EXPECT_TRUE(index.find({"***"}, 0).empty());
    EXPECT_TRUE(index.find({""}, 0).empty());
    EXPECT_EQ(index.find({"A"}, 0).size(), 1U);
    EXPECT_TRUE(NameIndex::build({}).find({"A"}, 0).empty());
}

TEST(NameIndex, AnswersTheSameFromManyQueriesInARow) {
    // Working memory is used again: nothing of one query may show in the next.
    const std::vector<NameText> names = {{"KIM, Yong-chol"}, {"KIM, Jong Un"}, {"Mohammed Ali"}};
    const auto index = NameIndex::build(names);
    const auto first = index.find({"Kim Jong-un"}, 1);
    for (int i = 0; i < 5; ++i) {
        index.find({"Ali Mohammed Kim"}, 1);
        EXPECT_EQ(index.find({"Kim Jong-un"}, 1), first);
    }
}

}  // namespace
}  // namespace pelf::match
