// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bitcoin_chain.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <random>
#include <string>

#include "codec/hex.hpp"

namespace pelf::ingest {
namespace {

using codec::Chain;
using Wide = boost::multiprecision::cpp_int;

Wide wide(const Uint256& number) {
    Wide result = 0;
    for (std::size_t i = 4; i-- > 0;) result = (result << 64) | number.limbs()[i];
    return result;
}

/// Zero, which no target is, where there is none.
Wide target_of(std::uint32_t bits) {
    return wide(target_from_bits(bits).value_or(Uint256{}));
}

TEST(CompactTarget, reads_the_examples_of_bitcoin_core) {
    // Source: arith_uint256_tests.cpp of Bitcoin Core, as facts.
    EXPECT_EQ(target_of(0x1d00ffff), Wide(0xffff) << 208);
    EXPECT_EQ(target_of(0x01120000), 0x12);
    EXPECT_EQ(target_of(0x02123400), 0x1234);
    EXPECT_EQ(target_of(0x03123456), 0x123456);
    EXPECT_EQ(target_of(0x04123456), 0x12345600);
    EXPECT_EQ(target_of(0x05009234), 0x92340000);
    EXPECT_EQ(target_of(0x20123456), Wide(0x123456) << 232);
}

TEST(CompactTarget, refuses_zero_negative_and_too_large_values) {
    for (const std::uint32_t zero : {0x00000000U, 0x00123456U, 0x01003456U, 0x02000056U,
                                     0x03000000U, 0x04000000U, 0x20000000U}) {
        EXPECT_FALSE(target_from_bits(zero)) << zero;
    }
    for (const std::uint32_t negative : {0x01fedcbaU, 0x04923456U, 0x1d80ffffU}) {
        EXPECT_FALSE(target_from_bits(negative)) << negative;
    }
    EXPECT_FALSE(target_from_bits(0xff123456));
    EXPECT_FALSE(target_from_bits(0x23000001));
    EXPECT_TRUE(target_from_bits(0x22000001));  // The mantissa's low byte still fits.
    EXPECT_TRUE(target_from_bits(0x2100ffff));
    EXPECT_FALSE(target_from_bits(0x21010000));
}

TEST(CompactTarget, agrees_with_plain_shifting_on_random_values) {
    std::mt19937 random(20251123);
    for (int round = 0; round < 2'000; ++round) {
        const auto bits = static_cast<std::uint32_t>(random() & 0x3f7f'ffff);
        const int shift = 8 * (static_cast<int>(bits >> 24) - 3);
        const Wide mantissa = bits & 0x007f'ffff;
        const Wide expected = shift < 0 ? Wide(mantissa >> -shift) : Wide(mantissa << shift);
        const auto target = target_from_bits(bits);
        ASSERT_EQ(target.has_value(), expected > 0 && (expected >> 256) == 0) << bits;
        if (target) {
            ASSERT_EQ(wide(*target), expected) << bits;
        }
    }
}

TEST(Work, is_the_average_number_of_hashes) {
    EXPECT_EQ(wide(work_of_target(target_from_bits(0x1d00ffff).value_or(Uint256{}))),
              0x1'0001'0001);
    EXPECT_EQ(wide(work_of_target(target_from_bits(0x207fffff).value_or(Uint256{}))), 2);
    EXPECT_EQ(wide(work_of_target(Uint256(1))), Wide(1) << 255);
    EXPECT_EQ(wide(work_of_target(kUint256Max)), 1);
}

TEST(Work, agrees_with_wide_division_on_random_targets) {
    std::mt19937_64 random(7);
    for (int round = 0; round < 500; ++round) {
        std::array<std::uint64_t, 4> limbs{};
        const std::size_t limbs_count = 1 + random() % 4;
        for (std::size_t i = 0; i < limbs_count; ++i) limbs[i] = random() >> (random() % 64);
        const Uint256 target(limbs);
        if (target == Uint256{}) continue;
        ASSERT_EQ(wide(work_of_target(target)), (Wide(1) << 256) / (wide(target) + 1));
    }
}

TEST(Work, adds_with_carries_and_stops_at_the_largest_number) {
    std::mt19937_64 random(8);
    const Wide largest = (Wide(1) << 256) - 1;
    for (int round = 0; round < 500; ++round) {
        const auto any = [&random] {
            std::array<std::uint64_t, 4> limbs{};
            for (auto& limb : limbs) limb = random() % 3 == 0 ? ~std::uint64_t{0} : random();
            return Uint256(limbs);
        };
        const Uint256 left = any();
        const Uint256 right = any();
        const Wide sum = wide(left) + wide(right);
        ASSERT_EQ(wide(saturating_add(left, right)), sum > largest ? largest : sum);
        ASSERT_EQ(left < right, wide(left) < wide(right));
    }
}

TEST(ProofOfWork, counts_only_under_the_target_and_the_limit_of_the_chain) {
    const auto& main = chain_parameters(Chain::main);
    const auto& regtest = chain_parameters(Chain::regtest);
    EXPECT_TRUE(has_proof_of_work(main.genesis, 0x1d00ffff, main));
    EXPECT_FALSE(has_proof_of_work(main.genesis, 0x1a00ffff, main));  // A harder target.
    EXPECT_FALSE(has_proof_of_work(main.genesis, 0x1d01ffff, main));  // An easier one than allowed.
    EXPECT_FALSE(has_proof_of_work(main.genesis, 0x207fffff, main));
    EXPECT_TRUE(has_proof_of_work(regtest.genesis, 0x207fffff, regtest));
    EXPECT_FALSE(has_proof_of_work(regtest.genesis, 0x1d00ffff, main));
    for (const Chain chain : {Chain::main, Chain::test, Chain::signet, Chain::regtest}) {
        const auto& own = chain_parameters(chain);
        EXPECT_TRUE(has_proof_of_work(own.genesis, own.easiest_bits, own));
    }
}

TEST(Magic, names_the_network_also_of_testnet4) {
    for (const Chain chain : {Chain::main, Chain::test, Chain::signet, Chain::regtest}) {
        const Magic& magic = chain_parameters(chain).magic;
        EXPECT_EQ(network_of_magic(magic), codec::to_string(chain));
        EXPECT_EQ(chain_of_magic(magic), chain);
    }
    const auto testnet4 = *codec::from_hex("1c163f28");
    EXPECT_EQ(network_of_magic(std::span(testnet4).first<4>()), "testnet4");
    EXPECT_FALSE(chain_of_magic(std::span(testnet4).first<4>()));
    EXPECT_EQ(network_of_magic(Magic{}), "");
    EXPECT_NE(wrong_network_message("regtest", Chain::main).find("pass --network regtest"),
              std::string::npos);
    EXPECT_EQ(wrong_network_message("testnet4", Chain::main).find("pass"), std::string::npos);
}

}  // namespace
}  // namespace pelf::ingest
