// SPDX-License-Identifier: Apache-2.0
#include "codec/sha256.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::string sha256_hex(std::string_view text) {
    return to_hex(sha256(bytes_of(text)).bytes);
}

TEST(Sha256, GivesTheExamplesOfFips180) {
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, HashesTheEmptyInput) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/// Additional test data for SHA-256, NIST: sizes around the end of the padding.
TEST(Sha256, GivesNistsExamplesAroundTheBlockSize) {
    EXPECT_EQ(sha256_hex(std::string(55, '\0')),
              "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7");
    EXPECT_EQ(sha256_hex(std::string(56, '\0')),
              "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb");
    EXPECT_EQ(sha256_hex(std::string(57, '\0')),
              "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785");
    EXPECT_EQ(sha256_hex(std::string(64, '\0')),
              "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
    EXPECT_EQ(sha256_hex(std::string(1000, 'A')),
              "c2e686823489ced2017f6059b8b239318b6364f6dcd835d0a519105a1eadd6e4");
}

TEST(Sha256, GivesTheSameForPiecesAsForTheWhole) {
    std::mt19937 random(256);
    std::vector<std::byte> bytes(2'000);
    for (auto& byte : bytes) byte = static_cast<std::byte>(random());
    Sha256 stream;  // One object for all rounds: finish() must leave it as new.
    for (int round = 0; round < 300; ++round) {
        std::span<const std::byte> rest = std::span(bytes).first(random() % bytes.size());
        const Hash256 expected = sha256(rest);
        while (!rest.empty()) {
            const std::size_t piece_bytes = random() % (rest.size() + 1);
            stream.update(rest.first(piece_bytes));
            rest = rest.subspan(piece_bytes);
        }
        EXPECT_EQ(stream.finish(), expected);
    }
}

TEST(Sha256, ContinuesACopiedStreamOnItsOwn) {
    Sha256 first;
    first.update(bytes_of("ab"));
    Sha256 second = first;
    first.update(bytes_of("c"));
    second.update(bytes_of("d"));
    EXPECT_EQ(first.finish(), sha256(bytes_of("abc")));
    EXPECT_EQ(second.finish(), sha256(bytes_of("abd")));
}

TEST(Sha256, DoubleHashIsTheHashOfTheHash) {
    EXPECT_EQ(to_hex(sha256d(bytes_of("hello")).bytes),
              "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50");
    EXPECT_EQ(sha256d(bytes_of("abc")), sha256(sha256(bytes_of("abc")).bytes));
    EXPECT_EQ(sha256d({bytes_of("a"), bytes_of(""), bytes_of("bc")}), sha256d(bytes_of("abc")));
}

TEST(Sha256, PairIsTheDoubleHashOfBothSideBySide) {
    const Hash256 left = sha256(bytes_of("left"));
    const Hash256 right = sha256(bytes_of("right"));
    EXPECT_EQ(sha256d_pair(left, right), sha256d({left.bytes, right.bytes}));
    EXPECT_NE(sha256d_pair(left, right), sha256d_pair(right, left));
}

}  // namespace
}  // namespace pelf::codec
