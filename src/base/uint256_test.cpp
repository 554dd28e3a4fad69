// SPDX-License-Identifier: Apache-2.0
#include "base/uint256.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <random>

namespace pelf {
namespace {

using boost::multiprecision::cpp_int;

constexpr std::string_view kMost =
    "115792089237316195423570985008687907853269984665640564039457584007913129639935";

cpp_int slow(const Uint256& value) {
    return cpp_int(to_string(value));
}

/// Of every length, and with limbs that are all ones or zero often.
Uint256 random_value(std::mt19937_64& random) {
    std::array<std::uint64_t, 4> limbs{};
    const std::size_t used = random() % 5;
    for (std::size_t limb = 0; limb < used; ++limb) {
        limbs[limb] = random() % 4 == 0 ? ~std::uint64_t{0} : random() >> (random() % 64);
    }
    return Uint256(limbs);
}

TEST(Uint256, ReadsAndPrintsUpToItsLargestNumber) {
    EXPECT_EQ(to_string(Uint256()), "0");
    EXPECT_EQ(to_string(Uint256(10'000'000'000'000'000'000ULL)), "10000000000000000000");
    const auto most = Uint256::parse_decimal(kMost);
    ASSERT_TRUE(most);
    EXPECT_EQ(to_string(*most), kMost);
    EXPECT_EQ(Uint256::parse_hex(std::string(64, 'f')), most);
    EXPECT_EQ(Uint256::parse_hex("DE0B6B3A7640000"), Uint256(1'000'000'000'000'000'000));
}

TEST(Uint256, RefusesWhatIsNoNumberOrTooLarge) {
    std::string above(kMost);
    above.back() = '6';
    for (const std::string& text : {above, std::string(), std::string("-1"), std::string("1 "),
                                    std::string("1e3"), std::string("0x1")}) {
        EXPECT_FALSE(Uint256::parse_decimal(text)) << text;
    }
    EXPECT_FALSE(Uint256::parse_hex(std::string(65, '0')));
    EXPECT_FALSE(Uint256::parse_hex("g"));
}

TEST(Uint256, AgreesWithALibraryOnRandomNumbers) {
    std::mt19937_64 random(20'200'302);
    for (int round = 0; round < 2'000; ++round) {
        const Uint256 a = random_value(random);
        const Uint256 b = random_value(random);
        const cpp_int sum = slow(a) + slow(b);
        const auto added = add(a, b);
        ASSERT_EQ(added.has_value(), sum < cpp_int(1) << 256);
        if (added) {
            ASSERT_EQ(slow(*added), sum);
            ASSERT_EQ(*added - b, a);
        }
        ASSERT_EQ(a < b, slow(a) < slow(b));
        const std::uint64_t factor = b.low();
        const auto product = multiply(a, factor);
        ASSERT_EQ(product.has_value(), slow(a) * factor < cpp_int(1) << 256);
        if (product) {
            ASSERT_EQ(slow(*product), slow(a) * factor);
        }
        const Uint256& part = a < b ? a : b;
        const Uint256& whole = a < b ? b : a;
        if (whole.is_zero()) continue;
        const Uint256 value = random_value(random);
        const Quotient256 scaled = scale(value, part, whole);
        ASSERT_EQ(slow(scaled.quotient), slow(value) * slow(part) / slow(whole));
        ASSERT_EQ(slow(scaled.remainder), slow(value) * slow(part) % slow(whole));
    }
}

TEST(Uint256, ReadsTheWordsOfContracts) {
    std::array<std::byte, 32> word{};
    word[31] = std::byte{2};
    word[23] = std::byte{1};
    EXPECT_EQ(Uint256::from_big_endian(word), Uint256({2, 1, 0, 0}));
}

}  // namespace
}  // namespace pelf
