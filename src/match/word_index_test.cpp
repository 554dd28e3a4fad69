// SPDX-License-Identifier: Apache-2.0
#include "match/word_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>

namespace pelf::match {
namespace {

/// The textbook: compare with every word.
std::vector<std::uint32_t> find_slowly(const std::vector<WordSound>& words, const WordSound& query,
                                       int budget_max) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        const int budget = std::min(sound_budget(query.gate, words[i].gate), budget_max);
        if (sound_distance(query, words[i], budget) <= budget) found.push_back(i);
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

std::vector<WordSound> in_order(const std::vector<WordSound>& words) {
    std::vector<WordSound> sorted;
    for (const std::uint32_t number : WordIndex::order_of(words)) sorted.push_back(words[number]);
    return sorted;
}

/// Of words that are in order.
WordIndex build(const std::vector<WordSound>& words, WordIndex::Reach reach) {
    std::vector<std::uint32_t> order(words.size());
    std::iota(order.begin(), order.end(), 0U);
    return WordIndex::build(words, order, reach);
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
        }
        for (const std::string& text : texts) words.push_back(word_sound(text));
        words = in_order(words);
        const auto index = build(words, WordIndex::Reach::budget);
        WordMarks marks(words.size());
        for (int i = 0; i < 40; ++i) {
            const std::string text = damaged(texts[random() % texts.size()], random);
            const WordSound query = word_sound(text);
            const int budget_max = random() % 2 == 0 ? kSoundBudgetMax : 100;
            std::vector<std::uint32_t> found;
            index.find(query, {budget_max, 0}, marks, found);
            std::sort(found.begin(), found.end());
            EXPECT_EQ(found, find_slowly(words, query, budget_max)) << text;
            found_in_all += found.size();
        }
    }
    EXPECT_GT(found_in_all, 5000U);  // Or the rounds would prove nothing.
}

TEST(WordIndex, AnEmptyOneFindsNothing) {
    std::vector<std::uint32_t> found;
    WordMarks marks;
    build({}, WordIndex::Reach::budget).find(word_sound("ali"), {}, marks, found);
    build({}, WordIndex::Reach::one_edit).find(word_sound("ali"), {}, marks, found);
    EXPECT_TRUE(found.empty());
}

TEST(WordIndex, FindsEachWordOnceInAnyNumberOfSearches) {
    // More than the marks have numbers for.
    const std::vector<WordSound> words = {word_sound("muhammad"), word_sound("mohamed")};
    const auto index = build(words, WordIndex::Reach::budget);
    WordMarks marks(words.size());
    for (std::size_t i = 0; i < 1000; ++i) {
        std::vector<std::uint32_t> found;
        index.find(words[i % 2], {kSoundBudgetMax, 7}, marks, found);
        std::sort(found.begin(), found.end());
        ASSERT_EQ(found, (std::vector<std::uint32_t>{7, 8})) << i;
    }
}

TEST(WordIndex, OfOneEditItLosesNoWordThatIsOneEditAway) {
    std::mt19937 random(5);
    std::vector<std::string> texts;
    for (int i = 0; i < 300; ++i) {
        texts.push_back(i % 3 == 0 ? random_word(random)
                                   : damaged(texts[random() % texts.size()], random));
    }
    std::vector<WordSound> words;
    for (const std::string& text : texts) words.push_back(word_sound(text));
    words = in_order(words);
    const auto index = build(words, WordIndex::Reach::one_edit);
    WordMarks marks(words.size());
    std::size_t edits_count = 0;
    for (int i = 0; i < 4000; ++i) {
        const WordSound query = word_sound(damaged(texts[random() % texts.size()], random));
        std::vector<std::uint32_t> found;
        index.find(query, {kSoundBudgetMax, 0}, marks, found);
        std::sort(found.begin(), found.end());
        EXPECT_EQ(found, find_slowly(words, query, kSkeletonEditCost));
        for (const std::uint32_t word : found) {
            if (words[word].gate.skeleton_hash != query.gate.skeleton_hash) ++edits_count;
        }
    }
    EXPECT_GT(edits_count, 300U);  // Or the rounds would prove nothing of the parts.
}

TEST(KeyTable, FindsAllNumbersOfAKeyByRisingNumber) {
    const auto pair = [](std::uint64_t key, std::uint64_t number) { return key << 32 | number; };
    const KeyTable table({pair(7, 3), pair(0xFFFFFFFF, 1), pair(7, 2), pair(7, 3), pair(0, 9)});
    ASSERT_EQ(table.find(7).size(), 2U);
    EXPECT_EQ(table.find(7)[0], 2U);
    EXPECT_EQ(table.find(7)[1], 3U);
    EXPECT_EQ(table.find(0xFFFFFFFF).size(), 1U);
    EXPECT_EQ(table.find(0).size(), 1U);
    EXPECT_TRUE(table.find(8).empty());
    EXPECT_TRUE(KeyTable().find(0).empty());
}

}  // namespace
}  // namespace pelf::match
