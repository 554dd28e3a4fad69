// SPDX-License-Identifier: Apache-2.0
#include "codec/keccak256.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

std::string keccak_hex(std::string_view text) {
    return to_hex(keccak256(std::as_bytes(std::span(text))).bytes);
}

/// The twin: the same permutation as others wrote it, under the padding of the standard.
Hash256 openssl_sha3_256(std::span<const std::byte> bytes) {
    Hash256 hash;
    unsigned size = 0;
    EXPECT_EQ(
        EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(hash.bytes.data()),
                   &size, EVP_sha3_256(), nullptr),
        1);
    return hash;
}

// Of the Keccak team's own files of test vectors (ShortMsgKAT_256: 0 and 8 bits), and hashes that
// every client of Ethereum holds as constants: that of no code, of an empty list, of an event.
TEST(Keccak256, GivesPublishedHashes) {
    EXPECT_EQ(keccak_hex(""), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    EXPECT_EQ(keccak_hex("\xcc"),
              "eead6dbfc7340a56caedc044696a168870549a6a7f6f56961e84a54bd9970b8a");
    EXPECT_EQ(keccak_hex("\xc0"),
              "1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");
    EXPECT_EQ(keccak_hex("\x80"),
              "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    EXPECT_EQ(keccak_hex("Transfer(address,address,uint256)"),
              "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
}

TEST(Keccak256, IsNotTheHashOfTheStandard) {
    EXPECT_NE(keccak256({}), openssl_sha3_256({}));
}

TEST(Keccak256, AgreesWithOpensslUnderThePaddingOfTheStandardAtEverySize) {
    std::mt19937 random(24);
    std::vector<std::byte> bytes;
    for (int size = 0; size < 700; ++size) {
        ASSERT_EQ(keccak256_padded(bytes, std::byte{0x06}), openssl_sha3_256(bytes)) << size;
        bytes.push_back(static_cast<std::byte>(random()));
    }
}

}  // namespace
}  // namespace pelf::codec
