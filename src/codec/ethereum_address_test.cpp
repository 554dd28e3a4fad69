// SPDX-License-Identifier: Apache-2.0
#include "codec/ethereum_address.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

/// The examples of EIP-55.
constexpr std::string_view kExamples[] = {
    "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"};

EthereumAddress address_of(std::string_view text) {
    const auto address = parse_ethereum_address(text);
    EXPECT_TRUE(address.has_value()) << text;
    return address ? *address : EthereumAddress{};
}

Fault fault_of(std::string_view text) {
    const auto address = parse_ethereum_address(text);
    EXPECT_FALSE(address.has_value()) << text;
    return address ? Fault::io : address.error();
}

TEST(EthereumAddress, IsWrittenInTheCaseOfEip55) {
    for (const auto example : kExamples) EXPECT_EQ(to_string(address_of(example)), example);
}

TEST(EthereumAddress, IsTheSameInOneCaseOrTheOther) {
    for (const auto example : kExamples) {
        const std::string lower = ascii_lower(example);
        std::string upper = lower;
        for (char& letter : upper) {
            if (letter >= 'a' && letter <= 'f') letter = static_cast<char>(letter - 'a' + 'A');
        }
        EXPECT_EQ(address_of(lower), address_of(example));
        EXPECT_EQ(address_of(upper), address_of(example));
        EXPECT_EQ(address_of("0X" + upper.substr(2)), address_of(example));
    }
}

TEST(EthereumAddress, RefusesAMixedCaseThatIsNotTheChecksum) {
    EXPECT_EQ(fault_of("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"), Fault::refused);
    EXPECT_EQ(fault_of("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), Fault::refused);
}

TEST(EthereumAddress, RefusesEverythingElse) {
    const std::string good(kExamples[4]);
    for (std::size_t cut = 0; cut < good.size(); ++cut) {
        EXPECT_EQ(fault_of(good.substr(0, cut)), Fault::malformed) << cut;
    }
    EXPECT_EQ(fault_of(good + "0"), Fault::malformed);
    EXPECT_EQ(fault_of("1x" + good.substr(2)), Fault::malformed);
    EXPECT_EQ(fault_of("0x" + std::string(39, '0') + "g"), Fault::malformed);
    EXPECT_EQ(fault_of("0x" + std::string(39, '0') + "\xff"), Fault::malformed);
}

TEST(EthereumAddress, OneLetterInTheWrongCaseIsSeen) {
    std::mt19937 random(55);
    for (int round = 0; round < 300; ++round) {
        EthereumAddress address;
        for (auto& byte : address.bytes) byte = static_cast<std::byte>(random());
        std::string text = to_string(address);
        ASSERT_EQ(address_of(text), address);
        const std::size_t at = text.find_first_of("abcdef", 2 + random() % 30);
        if (at == std::string::npos) continue;
        text[at] = static_cast<char>(text[at] - 'a' + 'A');
        // With a letter of either case left it is mixed.
        if (text.find_first_of("abcdef", 2) == std::string::npos) continue;
        EXPECT_EQ(fault_of(text), Fault::refused) << text;
    }
}

// An account and its first four contracts, an example that is often given.
TEST(EthereumAddress, OfAContractFollowsFromItsMakerAndTheNonce) {
    const auto sender = address_of("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0");
    constexpr std::string_view kContracts[] = {
        "0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d", "0x343c43a37d37dff08ae8c4a11544c718abb4fcf8",
        "0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91", "0xfffd933a0bc612844eaf0c6fe3e5b8e9b6c1d19c"};
    for (std::uint64_t nonce = 0; nonce < 4; ++nonce) {
        EXPECT_EQ(created_address(sender, nonce), address_of(kContracts[nonce])) << nonce;
    }
}

}  // namespace
}  // namespace pelf::codec
