// SPDX-License-Identifier: Apache-2.0
#include "codec/xrpl_address.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "codec/base58.hpp"
#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

constexpr std::string_view kClassic = "r3kmLJN5D28dHuH8vZNUZpMC43pEHpaocV";

TEST(XrplAddress, GivesTheTwoAddressesOfNobody) {
    XrplAccountId account;
    EXPECT_EQ(to_string(account), "rrrrrrrrrrrrrrrrrrrrrhoLvTp");
    account.bytes.back() = std::byte{1};
    EXPECT_EQ(to_string(account), "rrrrrrrrrrrrrrrrrrrrBZbvji");
    EXPECT_EQ(*parse_xrpl_account("rrrrrrrrrrrrrrrrrrrrBZbvji"), account);
}

/// The genesis account, of the pass phrase "masterpassphrase".
TEST(XrplAddress, ReadsTheGenesisAccount) {
    const auto account = parse_xrpl_account("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh");
    ASSERT_TRUE(account);
    EXPECT_EQ(to_hex(account->bytes), "b5f762798a53d543a014caf8b297cff8f2f937e8");
    EXPECT_EQ(to_string(*account), "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh");
}

/// Pairs of the fixtures of xrpl.js.
TEST(XrplAddress, ReadsAndWritesPublishedXAddresses) {
    const auto with_tag = parse_xrpl_address("X7tFPvjMH7nDxP8nTGkeeggcUpCZj8UbyT2QoiRHGDfjqrB");
    ASSERT_TRUE(with_tag);
    EXPECT_EQ(to_string(with_tag->account), kClassic);
    EXPECT_EQ(with_tag->tag, 84'854U);
    EXPECT_EQ(with_tag->network, XrplNetwork::main);
    EXPECT_EQ(to_x_address(*with_tag), "X7tFPvjMH7nDxP8nTGkeeggcUpCZj8UbyT2QoiRHGDfjqrB");
    const auto without = parse_xrpl_address("XVLcsWWNiFdUEqoDmSwgxh1abfddG1LtbGFk7omPgYpbyE8");
    ASSERT_TRUE(without);
    EXPECT_EQ(to_string(without->account), "rGCkuB7PBr5tNy68tPEABEtcdno4hE6Y7f");
    EXPECT_EQ(without->tag, std::nullopt);
    EXPECT_EQ(to_x_address(*without), "XVLcsWWNiFdUEqoDmSwgxh1abfddG1LtbGFk7omPgYpbyE8");
}

TEST(XrplAddress, TellsTagZeroFromNoTag) {
    XrplAddress address{*parse_xrpl_account(kClassic), 0, XrplNetwork::main};
    const std::string zero = to_x_address(address);
    address.tag.reset();
    const std::string none = to_x_address(address);
    EXPECT_NE(zero, none);
    EXPECT_EQ(parse_xrpl_address(zero)->tag, 0U);
    EXPECT_EQ(parse_xrpl_address(none)->tag, std::nullopt);
}

TEST(XrplAddress, ComesBackForEveryAccountTagAndNetwork) {
    std::mt19937 random(5);
    for (int round = 0; round < 500; ++round) {
        XrplAddress address;
        for (auto& byte : address.account.bytes) byte = static_cast<std::byte>(random());
        if (random() % 2 == 0) address.tag = static_cast<std::uint32_t>(random());
        address.network = random() % 2 == 0 ? XrplNetwork::main : XrplNetwork::test;
        const std::string text = to_x_address(address);
        EXPECT_EQ(text[0], address.network == XrplNetwork::main ? 'X' : 'T');
        EXPECT_EQ(*parse_xrpl_address(text), address);
        EXPECT_EQ(*parse_xrpl_account(to_string(address.account)), address.account);
    }
}

TEST(XrplAddress, RefusesEveryCutAndEveryChangedLetter) {
    for (const std::string& text :
         {std::string(kClassic), std::string("X7tFPvjMH7nDxP8nTGkeeggcUpCZj8UbyT2QoiRHGDfjqrB")}) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            EXPECT_FALSE(parse_xrpl_address(text.substr(0, i))) << i;
            std::string changed = text;
            changed[i] = changed[i] == 'p' ? 's' : 'p';
            EXPECT_EQ(parse_xrpl_address(changed).error(), Fault::malformed) << changed;
        }
    }
}

TEST(XrplAddress, RefusesBitcoinsAlphabetAndLowerCase) {
    EXPECT_FALSE(parse_xrpl_address("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
    std::string lower(kClassic);
    std::ranges::transform(lower, lower.begin(), [](char letter) {
        return static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter);
    });
    EXPECT_FALSE(parse_xrpl_address(lower));
}

TEST(XrplAddress, RefusesWhatTheFormLeavesNoRoomFor) {
    const auto x_address = [](std::string_view prefix, std::string_view end) {
        const std::string hex = std::string(prefix) + std::string(40, 'a') + std::string(end);
        return to_base58check(*from_hex(hex), Base58Alphabet::xrpl);
    };
    EXPECT_TRUE(parse_xrpl_address(x_address("0544", "010100000000000000")));
    EXPECT_TRUE(parse_xrpl_address(x_address("0493", "000000000000000000")));
    // A tag without the flag, a flag of 3, a tag above 32 bits, another network.
    EXPECT_EQ(parse_xrpl_address(x_address("0544", "000100000000000000")).error(),
              Fault::malformed);
    EXPECT_EQ(parse_xrpl_address(x_address("0544", "030000000000000000")).error(),
              Fault::malformed);
    EXPECT_EQ(parse_xrpl_address(x_address("0544", "010000000001000000")).error(),
              Fault::malformed);
    EXPECT_EQ(parse_xrpl_address(x_address("0545", "000000000000000000")).error(),
              Fault::malformed);
    EXPECT_EQ(parse_xrpl_address(x_address("0544", "020000000001000000")).error(),
              Fault::unsupported);
    // The number of a node key is no account.
    EXPECT_EQ(parse_xrpl_address(
                  to_base58check(std::vector<std::byte>(21, std::byte{28}), Base58Alphabet::xrpl))
                  .error(),
              Fault::malformed);
    EXPECT_EQ(parse_xrpl_address(std::string(kBase58LettersMax + 1, 'r')).error(),
              Fault::over_limit);
    // Where an account is meant, a tag must not be lost.
    EXPECT_EQ(parse_xrpl_account("X7tFPvjMH7nDxP8nTGkeeggcUpCZj8UbyT2QoiRHGDfjqrB").error(),
              Fault::malformed);
}

}  // namespace
}  // namespace pelf::codec
