// SPDX-License-Identifier: Apache-2.0
#include "model/wallet.hpp"

#include <gtest/gtest.h>

#include "model/party.hpp"

namespace pelf::model {
namespace {

TEST(CanonicalAddress, Base58KeepsItsLetterCase) {
    const char* address = "134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak";
    EXPECT_EQ(canonical_address(address), address);
    EXPECT_EQ(canonical_address(" 134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak\r\n"), address);
    EXPECT_NE(canonical_address("134R8IHV69XDT6P5QVKTSHRCUEUBVZAYAK"), address);
}

TEST(CanonicalAddress, HexadecimalAndBech32HaveNoCase) {
    EXPECT_EQ(canonical_address("0x098B716B8Aaf21512996dC57EB0615e2383E2f96"),
              "0x098b716b8aaf21512996dc57eb0615e2383e2f96");
    EXPECT_EQ(canonical_address("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"),
              "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    EXPECT_EQ(canonical_address("BCRT1Q6F3XZ72XMHW7NNDCYQUMYZ5NVGRKH6F5PJSALC"),
              "bcrt1q6f3xz72xmhw7nndcyqumyz5nvgrkh6f5pjsalc");
    EXPECT_EQ(canonical_address("BC1PFEESSRAWGF"), "bc1pfeessrawgf");
}

TEST(CanonicalAddress, CashAddrIsTheSameWithItsPrefixAndWithout) {
    const std::string bare = "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a";
    EXPECT_EQ(canonical_address("bitcoincash:" + bare), bare);
    EXPECT_EQ(canonical_address("BITCOINCASH:QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A"), bare);
    EXPECT_EQ(canonical_address(bare), bare);
}

TEST(CanonicalAddress, WhatOnlyBeginsLikeBech32KeepsItsCase) {
    EXPECT_EQ(canonical_address("bc1O"), "bc1O");
    EXPECT_EQ(canonical_address("0xNothing"), "0xNothing");
    EXPECT_EQ(canonical_address(""), "");
}

TEST(EvmAddress, IsFortyHexadecimalDigits) {
    EXPECT_TRUE(is_evm_address("0x098B716B8Aaf21512996dC57EB0615e2383E2f96"));
    EXPECT_FALSE(is_evm_address("0x098B716B8Aaf21512996dC57EB0615e2383E2f9"));
    EXPECT_FALSE(is_evm_address("098B716B8Aaf21512996dC57EB0615e2383E2f9612"));
}

TEST(Words, ReadBackToTheirValues) {
    for (const auto type : {PartyType::unknown, PartyType::person, PartyType::entity,
                            PartyType::vessel, PartyType::aircraft}) {
        EXPECT_EQ(parse_party_type(to_string(type)), type);
    }
    for (int i = 0; i <= static_cast<int>(TagCategory::other); ++i) {
        const auto category = static_cast<TagCategory>(i);
        EXPECT_EQ(parse_tag_category(to_string(category)), category);
    }
    EXPECT_FALSE(parse_party_type("company").has_value());
    EXPECT_FALSE(parse_tag_category("Exchange").has_value());
}

}  // namespace
}  // namespace pelf::model
