// SPDX-License-Identifier: Apache-2.0
#include "codec/ed25519.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

/// RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc).
struct Vector {
    std::string_view secret;
    std::string_view key;
    std::string_view message;
    std::string_view signature;
};
constexpr Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fee"
     "b"
     "bd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e"
     "0"
     "303dca179c138ac17ad9bef1177331a704"}};

template <class Array>
Array array_from(std::string_view hex) {
    Array bytes{};
    EXPECT_TRUE(decode_hex(hex, bytes));
    return bytes;
}

Ed25519PrivateKey secret_of(const Vector& vector) {
    return {array_from<std::array<std::byte, 32>>(vector.secret)};
}

TEST(Ed25519, SignsAndVerifiesTheVectorsOfTheStandard) {
    for (const Vector& vector : kVectors) {
        const auto message = *from_hex(vector.message);
        const Ed25519PublicKey key = public_key_of(secret_of(vector));
        EXPECT_EQ(to_hex(key.bytes), vector.key);
        const Ed25519Signature signature = sign(secret_of(vector), message);
        EXPECT_EQ(to_hex(signature), vector.signature);
        EXPECT_TRUE(is_signed_by(key, message, signature));
    }
}

TEST(Ed25519, RefusesEveryChangedBitOfSignatureAndKey) {
    const Vector& vector = kVectors[2];
    const auto message = *from_hex(vector.message);
    const Ed25519PublicKey key = public_key_of(secret_of(vector));
    const Ed25519Signature signature = sign(secret_of(vector), message);
    for (std::size_t bit = 0; bit < 64 * 8; ++bit) {
        Ed25519Signature changed = signature;
        changed[bit / 8] ^= std::byte(1 << bit % 8);
        EXPECT_FALSE(is_signed_by(key, message, changed)) << bit;
    }
    for (std::size_t bit = 0; bit < 32 * 8; ++bit) {
        Ed25519PublicKey changed = key;
        changed.bytes[bit / 8] ^= std::byte(1 << bit % 8);
        EXPECT_FALSE(is_signed_by(changed, message, signature)) << bit;
    }
}

TEST(Ed25519, RefusesASignatureWithTheOrderAdded) {
    const Ed25519PublicKey key = public_key_of(secret_of(kVectors[0]));
    Ed25519Signature signature = sign(secret_of(kVectors[0]), {});
    const auto order =
        *from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += std::to_integer<unsigned>(signature[32 + i]) + std::to_integer<unsigned>(order[i]);
        signature[32 + i] = static_cast<std::byte>(carry);
        carry >>= 8;
    }
    EXPECT_FALSE(is_signed_by(key, {}, signature));
}

/// With such a key R = sB is a signature of anything.
TEST(Ed25519, RefusesKeysThatAnybodyCanSignWith) {
    for (const std::string_view hex :
         {"0100000000000000000000000000000000000000000000000000000000000000",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "0100000000000000000000000000000000000000000000000000000000000080",
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
        const Ed25519PublicKey key{array_from<std::array<std::byte, 32>>(hex)};
        Ed25519Signature signature{};
        signature[0] = std::byte{1};  // R is the neutral point, s is 0.
        EXPECT_FALSE(is_signed_by(key, {}, signature)) << hex;
    }
}

TEST(Ed25519, WritesKeysAsOpenSslDoesAndReadsNothingElse) {
    const Ed25519PrivateKey secret = secret_of(kVectors[0]);
    const Ed25519PublicKey key = public_key_of(secret);
    // openssl pkey -in SECRET -pubout
    EXPECT_EQ(to_pem(key),
              "-----BEGIN PUBLIC KEY-----\n"
              "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
              "-----END PUBLIC KEY-----\n");
    EXPECT_EQ(*public_key_from_pem(to_pem(key)), key);
    EXPECT_EQ(private_key_from_pem(to_pem(secret))->bytes, secret.bytes);
    const std::string pem = to_pem(key);
    for (std::size_t i = 0; i < pem.size(); ++i) {
        EXPECT_FALSE(public_key_from_pem(pem.substr(0, i))) << i;
        for (const char letter : {'\0', ' ', '\n', '=', 'A', '/'}) {
            std::string changed = pem;
            changed[i] = letter;
            if (changed == pem) continue;
            const auto read = public_key_from_pem(changed);
            EXPECT_TRUE(!read || *read != key) << i << " " << letter;
        }
    }
    EXPECT_FALSE(public_key_from_pem(pem + "\n"));
    EXPECT_FALSE(public_key_from_pem(to_pem(secret)));
    EXPECT_FALSE(private_key_from_pem(pem));
}

TEST(Ed25519, NamesAKeyByTheHashOfItsDerForm) {
    // openssl pkey -pubin -in KEY -outform DER | sha256sum
    EXPECT_EQ(fingerprint_of(public_key_of(secret_of(kVectors[0]))),
              "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9");
}

}  // namespace
}  // namespace pelf::codec
