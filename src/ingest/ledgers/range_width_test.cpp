// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/range_width.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace pelf::ingest {
namespace {

/// Goes over blocks first to last of a server that refuses what is too much; counts the questions.
template <class IsTooMuch>
std::uint64_t go_over(RangeWidth& width, std::uint64_t last, const IsTooMuch& is_too_much,
                      std::set<std::uint64_t>* seen = nullptr) {
    std::uint64_t questions = 0;
    for (std::uint64_t next = 0; next <= last;) {
        const std::uint64_t end = width.end(next, last);
        EXPECT_GE(end, next);
        EXPECT_LE(end, last);
        ++questions;
        if (is_too_much(next, end)) {
            if (!width.refused(end - next + 1)) return questions;
            continue;
        }
        width.answered();
        if (seen != nullptr) {
            for (std::uint64_t block = next; block <= end; ++block) {
                EXPECT_TRUE(seen->insert(block).second);
            }
        }
        next = end + 1;
    }
    return questions;
}

TEST(RangeWidth, AsksForAllAtOnceWhereNobodyRefuses) {
    RangeWidth width;
    const auto never = [](std::uint64_t, std::uint64_t) { return false; };
    EXPECT_EQ(go_over(width, 25'000'000, never), 1U);
    EXPECT_EQ(width.end(1, ~std::uint64_t{0}), ~std::uint64_t{0});
    EXPECT_EQ(width.end(7, 7), 7U);
}

TEST(RangeWidth, ALimitThatIsAlwaysTheSameCostsFewQuestions) {
    RangeWidth width;
    const auto is_wide = [](std::uint64_t first, std::uint64_t last) {
        return last - first >= 10'000;
    };
    const std::uint64_t needed = 25'000'000 / 10'000;
    EXPECT_LT(go_over(width, 25'000'000, is_wide), 2 * needed + needed / 5);
}

TEST(RangeWidth, OneBlockCannotBeHalved) {
    RangeWidth width;
    const auto always = [](std::uint64_t, std::uint64_t) { return true; };
    EXPECT_LE(go_over(width, 25'000'000, always), 26U);
    EXPECT_FALSE(width.refused(1));
    EXPECT_FALSE(width.refused(0));
    EXPECT_EQ(width.end(5, 100), 5U);
}

TEST(RangeWidth, BecomesWiderAgainBehindACrowd) {
    RangeWidth width;
    const auto is_crowded = [](std::uint64_t first, std::uint64_t last) {
        return first <= 5'000 && last >= 5'000 && last > first;
    };
    EXPECT_LT(go_over(width, 1'000'000, is_crowded), 150U);
}

TEST(RangeWidth, EveryBlockIsAnsweredOnceWhateverIsRefused) {
    std::mt19937_64 random(7);
    for (int round = 0; round < 200; ++round) {
        RangeWidth width;
        const std::uint64_t last = random() % 3'000;
        std::set<std::uint64_t> seen;
        const auto at_random = [&](std::uint64_t first, std::uint64_t end) {
            return end > first && random() % 3 == 0;
        };
        go_over(width, last, at_random, &seen);
        EXPECT_EQ(seen.size(), last + 1);
    }
}

}  // namespace
}  // namespace pelf::ingest
