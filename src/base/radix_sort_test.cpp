// SPDX-License-Identifier: Apache-2.0
#include "base/radix_sort.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace pelf {
namespace {

TEST(RadixSort, AgreesWithAStableSortByKey) {
    std::mt19937_64 random(7);
    std::vector<std::uint64_t> scratch;
    for (const std::size_t size : {0U, 1U, 2U, 511U, 512U, 513U, 5'000U, 40'000U}) {
        for (const std::uint64_t key_limit : {1U, 7U, 3'000U, 0xffff'ffffU}) {
            std::vector<std::uint64_t> pairs(size);
            for (auto& pair : pairs) {
                pair = (random() % (key_limit + 1)) << 32 | (random() & 0xffff'ffff);
            }
            auto expected = pairs;
            std::ranges::stable_sort(expected, {}, [](std::uint64_t pair) { return pair >> 32; });
            radix_sort_by_key(pairs, scratch);
            EXPECT_EQ(pairs, expected) << size << " pairs, keys up to " << key_limit;
        }
    }
}

}  // namespace
}  // namespace pelf
