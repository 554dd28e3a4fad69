// SPDX-License-Identifier: Apache-2.0
//
// Addresses that sanctions notices and police statements made public. A screening tool that
// cannot read one of them back letter for letter would miss it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "codec/base58.hpp"
#include "codec/bitcoin_script.hpp"

namespace pelf::codec {
namespace {

/// OFAC, 2 March 2020 (programs CYBER2, DPRK3), SDN 28263.
constexpr std::string_view kTianYinyin[] = {
    "134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak", "15YK647qtoZQDzNrvY6HJL6QwXduLHfT28",
    "1PfwHNxUnkpfkK9MKjMqzR3Xq3KCtq9u17", "14kqryJUxM3a7aEi117KX9hoLUw592WsMR",
    "1F2Gdug9ib9NQMhKMGGJczzMk5SuENoqrp", "3F2sZ4jbhvDKQdGbHYPC6ZxFXEau2m5Lqj",
    "1AXUTu9y3H8w4wYx4BjyFWgRhZKDhmcMrn", "1Hn9ErTCPRP6j5UDBeuXPGuq5RtRjFJxJQ",
};

/// The same day, SDN 28264.
constexpr std::string_view kLiJiadong[] = {
    "1EfMVkxQQuZfBdocpJu6RUsCJvenQWbQyE", "17UVSMegvrzfobKC82dHXpZLtLcqzW9stF",
    "39eboeqYNFe2VoLC3mUGx4dh6GNhLB3D2q", "39fhoB2DohisGBbHvvfmkdPdShT75CNHdX",
    "3E6rY4dSCDW6y2bzJNwrjvTtdmMQjB6yeh", "3EeR8FbcPbkcGj77D6ttneJxmsr3Nu7KGV",
    "3HQRveQzPifZorZLDXHernc5zjoZax8U9f", "3JXKQ81JzBqVbB8VHdV9Jtd7auWokkdPgY",
    "3KHfXU24Bt3YD5Ef4J7uNp2buCuhrxfGen", "3LbDu1rUXHNyiz4i8eb3KwkSSBMf7C583D",
    "3MN8nYo1tt5hLxMwMbxDkXWd7Xu522hb9P", "3N6WeZ6i34taX8Ditser6LKWBcXmt2XXL4",
};

/// The payment addresses of the WannaCry worm, May 2017, and two more tied to it since.
constexpr std::string_view kWannaCry[] = {
    "115p7UMMngoj1pMvkpHijcRdfJNXj6LrLn", "12t9YDPgwueZ9NyMgw519p7AA8isjr6SMw",
    "13AM4VW2dhxYgXeQepoHkHSQuy6NgaEb94", "15zGqZCTcys6eCjDkE3DypCjXi6QWRV6V1",
    "1QAc9S5EmycqjzzWDc1yiWzr9jJLC8sLiY",
};

/// The thief's addresses named by KuCoin, September 2020, and a ChipMixer deposit after it.
constexpr std::string_view kKuCoin[] = {
    "1NRsEQRg5EjmJHbPUX7YADVPcPzCQBkyU7",
    "12FACbewf5Fy9nmeaLQtm6Ugo5WS8g2Hay",
    "1TYyommJW3uhjhcnHhUSuTQFqSBAxBDPV",
    "17vuW78TbsC1DdTUus3ELjkLBcYxFqhcyU",
};

/// FBI statement of January 2023 on the Harmony bridge theft of June 2022.
constexpr std::string_view kHarmony[] = {
    "1BK769SseNefb6fe9QuFEi8W4KGbtP8gi3",         "15FcqYRbwh2JsRUyBjvZ4jJ2XAD3pycGch",
    "1HwSof6jnbMFpfrRRa2jvydYdopkkGB4Sn",         "15emeZ7buVegqhYh9PekH7cwFEJcCeVNpS",
    "3MSbCJCYtx5sj1nkzD4AMEhhvvviXBc8XJ",         "17Z79rZpkk8kUiJseg5aELwYKaoLnirMUn",
    "bc1qp2vvntdedxw4xwtyd4y3gc2t9ufk6pwz2ga4ge", "3P9WebHkiDxCi8LDXiRQp8atNEagcQeRA3",
    "37fnBxofDeph2fpBZxZKypNkwdXAt9nT6F",         "185NxhFAmKZrdwn9rVga3kqbvDP4FkbTNw",
    "12283Cq1pJ3f1gXwqi6K3bRf5LZb8Bkm6g",
};

/// FBI statement of August 2023 on Alphapo, CoinsPaid and Atomic Wallet.
constexpr std::string_view kFbiAugust2023[] = {
    "3LU8wRu4ZnXP4UM8Yo6kkTiGHM9BubgyiG", "39idqitN9tYNmq3wYanwg3MitFB5TZCjWu",
    "3AAUBbKJorvNhEUFhKnep9YTwmZECxE4Nk", "3PjNaSeP8GzLjGeu51JR19Q2Lu8W2Te9oc",
    "3NbdrezMzAVVfXv5MTQJn4hWqKhYCTCJoB", "34VXKa5upLWVYMXmgid6bFM4BaQXHxSUoL",
};

void expect_round_trip(std::string_view address) {
    const auto lock = from_address(address, Chain::main);
    ASSERT_TRUE(lock) << address;
    EXPECT_EQ(to_address(*lock, Chain::main), address);
}

TEST(PublishedAddresses, AreReadAndWrittenLetterForLetter) {
    for (const auto address : kTianYinyin) expect_round_trip(address);
    for (const auto address : kLiJiadong) expect_round_trip(address);
    for (const auto address : kWannaCry) expect_round_trip(address);
    for (const auto address : kKuCoin) expect_round_trip(address);
    for (const auto address : kHarmony) expect_round_trip(address);
    for (const auto address : kFbiAugust2023) expect_round_trip(address);
}

TEST(PublishedAddresses, AreNotReadWithOneLetterMistyped) {
    for (const auto address : kTianYinyin) {
        std::string mistyped(address);
        mistyped[10] = mistyped[10] == 'x' ? 'y' : 'x';
        EXPECT_EQ(from_address(mistyped, Chain::main).error(), Fault::malformed) << mistyped;
    }
}

/// OFAC files at least one TRON address under XBT; it is read as no Bitcoin address.
bool is_tron(std::string_view address) {
    const auto payload = from_base58check(address);
    return payload && payload->size() == 21 && payload->front() == std::byte{0x41};
}

TEST(PublishedAddresses, OfacsWholeBitcoinListIsReadAndWrittenLetterForLetter) {
    const std::filesystem::path path =
        PELF_SOURCE_DIR "/../shared/data/lists/ofac_crypto/sanctioned_addresses_XBT.txt";
    std::ifstream file(path);
    if (!file) GTEST_SKIP() << "no OFAC list beside the source";
    int bitcoin_count = 0;
    int tron_count = 0;
    for (std::string address; std::getline(file, address);) {
        if (address.empty()) continue;
        if (is_tron(address)) {
            EXPECT_EQ(from_address(address, Chain::main).error(), Fault::malformed) << address;
            ++tron_count;
            continue;
        }
        expect_round_trip(address);
        ++bitcoin_count;
    }
    EXPECT_GT(bitcoin_count, 400);
    EXPECT_LT(tron_count, 5);
}

}  // namespace
}  // namespace pelf::codec
