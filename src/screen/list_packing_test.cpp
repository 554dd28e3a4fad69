// SPDX-License-Identifier: Apache-2.0
#include "screen/list_packing.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace pelf::screen {
namespace {

std::vector<std::byte> random_bytes(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::byte> bytes(size);
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random() % 256);
    return bytes;
}

TEST(ListPacking, GivesBackWhatWentIn) {
    for (const std::size_t size : {0U, 1U, 100U, 70'000U, 3'000'000U}) {
        const auto bytes = random_bytes(size, 1);
        for (const std::size_t prefix_size : {0U, 1U, 5'000U, 2'000'000U}) {
            const auto prefix = random_bytes(prefix_size, 2);
            const auto packed = pack(bytes, prefix);
            ASSERT_TRUE(packed.has_value());
            const auto again = unpack(*packed, prefix, size);
            ASSERT_TRUE(again.has_value()) << again.error().message;
            EXPECT_EQ(*again, bytes);
        }
    }
}

TEST(ListPacking, WhatThePrefixHoldsCostsNearlyNothing) {
    auto prefix = random_bytes(4'000'000, 3);
    auto bytes = prefix;
    bytes[2'000'000] ^= std::byte{1};
    bytes.erase(bytes.begin() + 100, bytes.begin() + 200);
    const auto packed = pack(bytes, prefix);
    ASSERT_TRUE(packed.has_value());
    EXPECT_LT(packed->size(), 1'000U);
    EXPECT_EQ(*unpack(*packed, prefix, bytes.size()), bytes);
}

TEST(ListPacking, EveryCutAndEveryOtherSizeIsRefused) {
    const auto bytes = random_bytes(500, 4);
    const auto packed = *pack(bytes, {});
    for (std::size_t size = 0; size < packed.size(); ++size) {
        EXPECT_FALSE(unpack(std::span(packed).first(size), {}, bytes.size())) << size;
    }
    EXPECT_FALSE(unpack(packed, {}, bytes.size() - 1));
    EXPECT_FALSE(unpack(packed, {}, bytes.size() + 1));
    EXPECT_EQ(unpack(packed, {}, std::uint64_t(1) << 60).error().fault, Fault::malformed);
}

TEST(ListPacking, APrefixThatIsTooLongIsRefused) {
    const std::vector<std::byte> prefix(kPrefixedBytesMax + 1);
    const auto packed = pack(random_bytes(10, 5), prefix);
    ASSERT_FALSE(packed.has_value());
    EXPECT_EQ(packed.error().fault, Fault::over_limit);
}

}  // namespace
}  // namespace pelf::screen
