// SPDX-License-Identifier: Apache-2.0
#include "match/word_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace pelf::match {
namespace {

/// The textbook: compare with every word.
std::vector<std::uint32_t> find_slowly(const std::vector<WordSound>& words,
                                       const WordSound& query) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (sound_similarity(query, words[i]) > 0) found.push_back(i);
    }
    return found;
}

/// A word as names have them: syllables, so that many are near each other.
std::string random_word(std::mt19937& random) {
    const std::vector<std::string> heads = {"m", "h", "kh", "sh", "b", "d", "t", "r", "l",
                                            "n", "k", "gh", "s",  "z", "y", "w", "j", "ch"};
    const std::vector<std::string> vowels = {"a", "e", "i", "o", "u", "ou", "ee", "ei", "ia", ""};
    std::string word;
    const unsigned syllables = 1 + static_cast<unsigned>(random() % 5);
    for (unsigned i = 0; i < syllables; ++i) {
        word += heads[random() % heads.size()] + vowels[random() % vowels.size()];
    }
    return word;
}

/// One to three letters changed, dropped, doubled or put in the other order.
std::string damaged(std::string word, std::mt19937& random) {
    for (unsigned left = 1 + static_cast<unsigned>(random() % 3); left > 0; --left) {
        if (word.size() < 2) return word;
        const std::size_t at = random() % (word.size() - 1);
        switch (random() % 4) {
            case 0: word[at] = static_cast<char>('a' + random() % 26); break;
            case 1: word.erase(at, 1); break;
            case 2: word.insert(at, 1, word[at]); break;
            default: std::swap(word[at], word[at + 1]);
        }
    }
    return word;
}

TEST(WordIndex, LosesNoWordThatSoundsAlikeInSeededRounds) {
    constexpr int kRounds = 60;
    constexpr int kWordsCount = 400;
    std::mt19937 random(20200302);
    std::size_t found_in_all = 0;
    for (int round = 0; round < kRounds; ++round) {
        std::vector<std::string> texts;
        std::vector<WordSound> words;
        for (int i = 0; i < kWordsCount; ++i) {
            const bool fresh = texts.empty() || random() % 3 == 0;
            texts.push_back(fresh ? random_word(random)
                                  : damaged(texts[random() % texts.size()], random));
            words.push_back(word_sound(texts.back()));
        }
        const auto index = WordIndex::build(words);
        for (int i = 0; i < 40; ++i) {
            const std::string text = damaged(texts[random() % texts.size()], random);
            const WordSound query = word_sound(text);
            std::vector<std::uint32_t> found;
            index.find(query, kSkeletonEditsMax, found);
            std::sort(found.begin(), found.end());
            found.erase(std::unique(found.begin(), found.end()), found.end());
            std::erase_if(found, [&](std::uint32_t number) {
                return sound_similarity(query, words[number]) == 0;
            });
            EXPECT_EQ(found, find_slowly(words, query)) << text;
            found_in_all += found.size();
        }
    }
    EXPECT_GT(found_in_all, 5000U);  // Or the rounds would prove nothing.
}

TEST(WordIndex, AnEmptyOneFindsNothing) {
    std::vector<std::uint32_t> found;
    WordIndex::build({}).find(word_sound("ali"), kSkeletonEditsMax, found);
    EXPECT_TRUE(found.empty());
}

TEST(KeyTable, FindsAllNumbersOfAKeyByRisingNumber) {
    const auto pair = [](std::uint64_t key, std::uint64_t number) { return key << 32 | number; };
    const KeyTable table({pair(7, 3), pair(0xFFFFFFFF, 1), pair(7, 2), pair(7, 3), pair(0, 9)});
    ASSERT_EQ(table.find(7).size(), 2U);
    EXPECT_EQ(table.find(7)[0], pair(7, 2));
    EXPECT_EQ(table.find(7)[1], pair(7, 3));
    EXPECT_EQ(table.find(0xFFFFFFFF).size(), 1U);
    EXPECT_EQ(table.find(0).size(), 1U);
    EXPECT_TRUE(table.find(8).empty());
    EXPECT_TRUE(KeyTable().find(0).empty());
}

}  // namespace
}  // namespace pelf::match
