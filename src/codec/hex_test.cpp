// SPDX-License-Identifier: Apache-2.0
#include "codec/hex.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pelf::codec {
namespace {

TEST(Hex, WritesAndReadsEveryByte) {
    std::vector<std::byte> all(256);
    for (std::size_t i = 0; i < 256; ++i) all[i] = static_cast<std::byte>(i);
    const std::string text = to_hex(all);
    EXPECT_EQ(text.substr(0, 8), "00010203");
    EXPECT_EQ(text.substr(504), "fcfdfeff");
    EXPECT_EQ(*from_hex(text), all);
}

TEST(Hex, ReadsBothCases) {
    EXPECT_EQ(*from_hex("aBcDeF"), *from_hex("abcdef"));
    EXPECT_EQ(to_hex(*from_hex("ABCDEF")), "abcdef");
    EXPECT_TRUE(from_hex("")->empty());
}

TEST(Hex, RefusesAnOddCountAndEveryOtherLetter) {
    EXPECT_EQ(from_hex("abc").error(), Fault::malformed);
    EXPECT_EQ(from_hex("0x").error(), Fault::malformed);
    for (int letter = 0; letter < 256; ++letter) {
        const bool is_digit = (letter >= '0' && letter <= '9') ||
                              (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
        const std::string high = {static_cast<char>(letter), '0'};
        const std::string low = {'0', static_cast<char>(letter)};
        EXPECT_EQ(from_hex(high).has_value(), is_digit) << letter;
        EXPECT_EQ(from_hex(low).has_value(), is_digit) << letter;
    }
}

TEST(Hex, ShowsAHashLastByteFirst) {
    Hash256 hash;
    hash.bytes[0] = std::byte{0x6f};
    hash.bytes[31] = std::byte{0x01};
    const std::string text = "01" + std::string(60, '0') + "6f";
    EXPECT_EQ(to_reversed_hex(hash), text);
    EXPECT_EQ(*from_reversed_hex(text), hash);
}

TEST(Hex, RefusesAHashOfAnyOtherLength) {
    EXPECT_EQ(from_reversed_hex(std::string(62, '0')).error(), Fault::malformed);
    EXPECT_EQ(from_reversed_hex(std::string(66, '0')).error(), Fault::malformed);
    EXPECT_EQ(from_reversed_hex(std::string(63, '0') + "g").error(), Fault::malformed);
}

}  // namespace
}  // namespace pelf::codec
