// SPDX-License-Identifier: Apache-2.0
#include "codec/ripemd160.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>

#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

std::string ripemd160_hex(std::string_view text) {
    return to_hex(ripemd160(std::as_bytes(std::span(text))).bytes);
}

/// The nine inputs in the appendix of the authors' paper.
TEST(Ripemd160, GivesTheExamplesOfItsPaper) {
    EXPECT_EQ(ripemd160_hex(""), "9c1185a5c5e9fc54612808977ee8f548b2258d31");
    EXPECT_EQ(ripemd160_hex("a"), "0bdc9d2d256b3ee9daae347be6f4dc835a467ffe");
    EXPECT_EQ(ripemd160_hex("abc"), "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
    EXPECT_EQ(ripemd160_hex("message digest"), "5d0689ef49d2fae572b881b123a85ffa21595f36");
    EXPECT_EQ(ripemd160_hex("abcdefghijklmnopqrstuvwxyz"),
              "f71c27109c692c1b56bbdceb5b9d2865b3708dbc");
    EXPECT_EQ(ripemd160_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "12a053384a9c0c88e405a06c27dcf49ada62eb2b");
    EXPECT_EQ(ripemd160_hex("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
              "b0e20b6e3116640286ed3a87a5713079b21f5189");
    std::string digits;
    for (int i = 0; i < 8; ++i) digits += "1234567890";
    EXPECT_EQ(ripemd160_hex(digits), "9b752e45573d4b39f4dbd3323cab82bf63326bfb");
    EXPECT_EQ(ripemd160_hex(std::string(1'000'000, 'a')),
              "52783243c1697bdbe16d37f97f68f08325dc1528");
}

/// The public key of private key 1 and its hash, as in the examples of BIP 173.
TEST(Ripemd160, NamesAPublicKeyAsAddressesDo) {
    const auto key = from_hex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
    EXPECT_EQ(to_hex(hash160(*key).bytes), "751e76e8199196d454941c45d1b3a323f1433bd6");
}

}  // namespace
}  // namespace pelf::codec
