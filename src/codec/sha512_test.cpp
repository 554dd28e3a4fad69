// SPDX-License-Identifier: Apache-2.0
#include "codec/sha512.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string_view>
#include <vector>

#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

/// First halves of the examples of FIPS 180-4 and of the hash of nothing.
TEST(Sha512Half, IsTheFirstHalfOfThePublishedHashes) {
    EXPECT_EQ(to_hex(sha512_half(bytes_of("abc")).bytes),
              "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a");
    EXPECT_EQ(
        to_hex(sha512_half(bytes_of("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                                    "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"))
                   .bytes),
        "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018");
    EXPECT_EQ(to_hex(sha512_half(bytes_of("")).bytes),
              "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce");
}

TEST(Sha512Half, OfPiecesIsThatOfTheWhole) {
    std::vector<std::byte> whole(300, std::byte{7});
    const std::span all(whole);
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        EXPECT_EQ(sha512_half({all.first(cut), all.subspan(cut)}), sha512_half(whole)) << cut;
    }
}

}  // namespace
}  // namespace pelf::codec
