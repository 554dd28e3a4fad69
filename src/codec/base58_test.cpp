// SPDX-License-Identifier: Apache-2.0
#include "codec/base58.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::codec {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::string_view kAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Base 58 by school division, one digit at a time: the slow twin.
std::string slow_base58check(Bytes bytes) {
    const Hash256 hash = sha256d(bytes);
    bytes.insert(bytes.end(), hash.bytes.begin(), hash.bytes.begin() + 4);
    std::string text;
    const auto is_zero = [](std::byte byte) { return byte == std::byte{0}; };
    const auto zeros = std::find_if_not(bytes.begin(), bytes.end(), is_zero) - bytes.begin();
    while (!std::all_of(bytes.begin(), bytes.end(), is_zero)) {
        std::uint32_t remainder = 0;
        for (auto& byte : bytes) {
            remainder = remainder * 256 + std::to_integer<std::uint32_t>(byte);
            byte = static_cast<std::byte>(remainder / 58);
            remainder %= 58;
        }
        text += kAlphabet[remainder];
    }
    text.append(static_cast<std::size_t>(zeros), '1');
    std::reverse(text.begin(), text.end());
    return text;
}

/// The genesis block's address, the address of no key, the key and address that the Bitcoin wiki
/// takes apart step by step, the first extended key of BIP 32, and nothing at all.
struct Example {
    std::string_view payload_hex;
    std::string_view text;
};
constexpr Example kExamples[] = {
    {"0062e907b15cbf27d5425399ebf6f0fb50ebb88f18", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
    {"000000000000000000000000000000000000000000", "1111111111111111111114oLvT2"},
    {"00010966776006953d5567439e5e39f86a0d273bee", "16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM"},
    {"800c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d",
     "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"},
    {"0488b21e000000000000000000873dff81c02f525623fd1fe5167eac3a55a049de3d314bb42ee227ffed37d508"
     "0339a36013301597daef41fbe593a02cc513d0b55527ec2df1050e2e8ff49c85c2",
     "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg"
     "7usUDFdp6W1EGMcet8"},
    {"", "3QJmnh"},
};

TEST(Base58, GivesThePublishedExamplesBothWays) {
    for (const auto& example : kExamples) {
        EXPECT_EQ(to_base58check(*from_hex(example.payload_hex)), example.text);
        ASSERT_TRUE(from_base58check(example.text)) << example.text;
        EXPECT_EQ(to_hex(*from_base58check(example.text)), example.payload_hex);
    }
}

TEST(Base58, AgreesWithSchoolDivision) {
    std::mt19937 random(58);
    for (int round = 0; round < 500; ++round) {
        Bytes payload(random() % 80);
        for (auto& byte : payload) byte = static_cast<std::byte>(random());
        const std::size_t zeros = std::min<std::size_t>(random() % 4, payload.size());
        std::fill_n(payload.begin(), zeros, std::byte{0});
        const std::string text = to_base58check(payload);
        EXPECT_EQ(text, slow_base58check(payload));
        EXPECT_EQ(*from_base58check(text), payload);
    }
}

TEST(Base58, RefusesEveryCutAndEveryChangedLetter) {
    const std::string text = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
    for (std::size_t i = 0; i < text.size(); ++i) {
        EXPECT_EQ(from_base58check(text.substr(0, i)).error(), Fault::malformed) << i;
        for (const char letter : kAlphabet) {
            std::string changed = text;
            changed[i] = letter;
            EXPECT_EQ(from_base58check(changed).has_value(), letter == text[i]) << changed;
        }
    }
}

TEST(Base58, RefusesLettersOutsideTheAlphabet) {
    for (int letter = 0; letter < 256; ++letter) {
        std::string text = "3QJmnh";
        text += static_cast<char>(letter);
        EXPECT_EQ(from_base58check(text).error(), Fault::malformed) << letter;
    }
    EXPECT_EQ(from_base58check(" 3QJmnh").error(), Fault::malformed);
}

/// The reader's table says 255 for a foreign letter, and 255 in the last place is worth 4 in the
/// place before it and 23 ('Q'): the number and its checksum would be right.
TEST(Base58, RefusesAForeignLetterThatWouldGiveAGoodChecksum) {
    for (std::uint8_t first = 0; first < 250; ++first) {
        std::string text = to_base58check(Bytes{std::byte{1}, std::byte{first}});
        const std::size_t before_last = text.size() - 2;
        const std::size_t digit = kAlphabet.find(text[before_last]);
        if (text.back() != 'Q' || digit < 4) continue;
        text[before_last] = kAlphabet[digit - 4];
        text.back() = '0';
        EXPECT_EQ(from_base58check(text).error(), Fault::malformed) << text;
        return;
    }
    FAIL() << "no payload whose text ends so";
}

TEST(Base58, RefusesAnAddressInTheWrongCase) {
    EXPECT_EQ(from_base58check("1a1zp1ep5qgefi2dmptftl5slmv7divfna").error(), Fault::malformed);
}

TEST(Base58, CountsLeadingOnesAsBytes) {
    EXPECT_EQ(from_base58check("11A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa").error(), Fault::malformed);
    EXPECT_EQ(from_base58check("A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa").error(), Fault::malformed);
}

TEST(Base58, LimitsTheLength) {
    EXPECT_EQ(from_base58check(std::string(kBase58LettersMax, 'z')).error(), Fault::malformed);
    EXPECT_EQ(from_base58check(std::string(kBase58LettersMax + 1, 'z')).error(), Fault::over_limit);
}

TEST(Base58, HasTheLettersOfTheXrpLedgerInTheirOrder) {
    const Bytes nobody(21);
    EXPECT_EQ(to_base58check(nobody, Base58Alphabet::xrpl), "rrrrrrrrrrrrrrrrrrrrrhoLvTp");
    EXPECT_EQ(*from_base58check("rrrrrrrrrrrrrrrrrrrrrhoLvTp", Base58Alphabet::xrpl), nobody);
    EXPECT_FALSE(from_base58check("rrrrrrrrrrrrrrrrrrrrrhoLvTp"));
    EXPECT_FALSE(from_base58check(to_base58check(nobody), Base58Alphabet::xrpl));
}

}  // namespace
}  // namespace pelf::codec
