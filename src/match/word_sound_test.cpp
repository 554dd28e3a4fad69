// SPDX-License-Identifier: Apache-2.0
#include "match/word_sound.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace pelf::match {
namespace {

int similarity(std::string_view a, std::string_view b) {
    return sound_similarity(word_sound(a), word_sound(b));
}

TEST(WordSound, SpellingsOfOneNameSoundAlike) {
    for (const auto& [a, b] :
         std::vector<std::pair<std::string_view, std::string_view>>{{"mohammed", "muhammad"},
                                                                    {"yusuf", "youssef"},
                                                                    {"husain", "hussein"},
                                                                    {"husayn", "hossein"},
                                                                    {"qadhafi", "gaddafi"},
                                                                    {"khaled", "khalid"},
                                                                    {"sergey", "sergei"},
                                                                    {"sergej", "sergei"},
                                                                    {"yevgeniy", "evgeny"},
                                                                    {"alexander", "aleksandr"},
                                                                    {"mikhail", "michail"},
                                                                    {"wladimir", "vladimir"},
                                                                    {"shevchenko", "schewtschenko"},
                                                                    {"osama", "usama"},
                                                                    {"friedrich", "fridrich"},
                                                                    {"sech1n", "sechin"},
                                                                    {"i9or", "igor"},
                                                                    {"mohammed", "mohamed"}}) {
        EXPECT_GE(similarity(a, b), 80) << a << " " << b;
    }
}

TEST(WordSound, OtherNamesDoNot) {
    for (const auto& [a, b] :
         std::vector<std::pair<std::string_view, std::string_view>>{{"olga", "oleg"},
                                                                    {"chol", "chun"},
                                                                    {"bae", "bwi"},
                                                                    {"puffin", "puccini"},
                                                                    {"rawi", "tikriti"},
                                                                    {"hon", "kon"},
                                                                    {"jon", "jan"},
                                                                    {"hai", "wai"},
                                                                    {"lindenberg", "lindemann"},
                                                                    {"61398", "61399"},
                                                                    {"a320", "a321"},
                                                                    {"5", "6"},
                                                                    {"61398", "61938"}}) {
        EXPECT_EQ(similarity(a, b), 0) << a << " " << b;
    }
}

TEST(WordSound, ASlipOfTheFingerCostsItsShareOfTheLetters) {
    EXPECT_EQ(similarity("glencore", "glenmore"), 100 - 13);
    EXPECT_EQ(similarity("stellantis", "stellantis"), 100);
    EXPECT_EQ(similarity("assad", "asasd"), 80);
    EXPECT_EQ(similarity("", ""), 100);
    EXPECT_EQ(similarity("", "ali"), 0);
}

TEST(WordSound, IsSymmetricAndOneForEqualWordsOnRandomOnes) {
    std::mt19937 random(7);
    const auto word = [&] {
        std::string text;
        for (unsigned left = static_cast<unsigned>(random() % 50); left > 0; --left) {
            text += "aeiouhyjwxstckzgdn09"[random() % 20];
        }
        return text;
    };
    for (int round = 0; round < 2000; ++round) {
        const WordSound a = word_sound(word());
        const WordSound b = word_sound(word());
        EXPECT_EQ(sound_similarity(a, b), sound_similarity(b, a));
        EXPECT_EQ(sound_similarity(a, a), 100);
        EXPECT_LE(a.sounds_count, kWordLettersMax);
    }
}

/// The recurrence as the books give it, over whole matrices and without giving up early.
int distance_slowly(std::string_view a, std::string_view b) {
    const auto cost = [](std::string_view x, std::string_view y) {
        WordSound left;
        WordSound right;
        std::copy(x.begin(), x.end(), left.sounds.begin());
        std::copy(y.begin(), y.end(), right.sounds.begin());
        left.sounds_count = static_cast<std::uint8_t>(x.size());
        right.sounds_count = static_cast<std::uint8_t>(y.size());
        return sound_distance(left, right, 1'000'000);
    };
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1, 0));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 && j == 0) continue;
            int best = 1'000'000;
            if (i > 0) best = std::min(best, d[i - 1][j] + cost(a.substr(i - 1, 1), ""));
            if (j > 0) best = std::min(best, d[i][j - 1] + cost("", b.substr(j - 1, 1)));
            if (i > 0 && j > 0) {
                best =
                    std::min(best, d[i - 1][j - 1] + cost(a.substr(i - 1, 1), b.substr(j - 1, 1)));
            }
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                best = std::min(best, d[i - 2][j - 2] + 100);
            }
            d[i][j] = best;
        }
    }
    return d[a.size()][b.size()];
}

/// Letters inserted, deleted, changed or put in the other order.
int edits_slowly(std::string_view a, std::string_view b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1, 0));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = static_cast<int>(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), d[i - 1][j] + 1,
                                d[i][j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.size()][b.size()];
}

TEST(WordSound, TheGateNeverSaysMoreThanTheDistance) {
    std::mt19937 random(13);
    const auto word = [&] {
        std::string text;
        for (unsigned left = 1 + static_cast<unsigned>(random() % 9); left > 0; --left) {
            text += "aaeeiioouuyhkhsnmrlt"[random() % 20];
        }
        return text;
    };
    for (int round = 0; round < 8000; ++round) {
        const std::string one = word();
        std::string other = word();
        if (round % 2 == 0) {
            other = one;
            other[random() % other.size()] = "aeiouhrn"[random() % 8];
            if (random() % 2 == 0) std::swap(other.front(), other.back());
        }
        const WordSound a = word_sound(one);
        const WordSound b = word_sound(other);
        const int distance = distance_slowly(a.view(), b.view());
        EXPECT_LE(least_distance(a.gate, b.gate), distance) << one << " " << other;
        const int edits = edits_slowly(skeleton(a).view(), skeleton(b).view());
        for (int least = 0; least <= std::min(edits, kSkeletonEditsMax); ++least) {
            EXPECT_LE(least_distance(a.gate, b.gate, least), distance) << one << " " << other;
        }
    }
}

TEST(WordSound, DistanceIsTheTextbookOneUpToTheBudget) {
    std::mt19937 random(11);
    const auto sounds = [&] {
        std::string text;
        for (unsigned left = static_cast<unsigned>(random() % 7); left > 0; --left) {
            text += "aeiEhXpbtdDQkgqsSzc"[random() % 19];
        }
        return text;
    };
    for (int round = 0; round < 3000; ++round) {
        const std::string a = sounds();
        std::string b = sounds();
        // The same ends, and those that are not to be paired.
        if (round % 2 == 0) b = a.substr(0, a.size() / 2) + b + a.substr(a.size() / 2);
        if (round % 4 == 0) b = "hXh" + b + "Xh";
        WordSound left;
        WordSound right;
        std::copy(a.begin(), a.end(), left.sounds.begin());
        std::copy(b.begin(), b.end(), right.sounds.begin());
        left.sounds_count = static_cast<std::uint8_t>(a.size());
        right.sounds_count = static_cast<std::uint8_t>(b.size());
        const int slow = distance_slowly(a, b);
        for (const int budget : {0, 70, 150, 250, 1000}) {
            const int fast = sound_distance(left, right, budget);
            EXPECT_EQ(fast > budget, slow > budget) << a << " " << b << " " << budget;
            if (slow > budget) continue;
            EXPECT_EQ(fast, slow) << a << " " << b;
        }
    }
}

}  // namespace
}  // namespace pelf::match
