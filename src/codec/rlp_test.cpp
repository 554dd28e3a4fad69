// SPDX-License-Identifier: Apache-2.0
#include "codec/rlp.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::string list_of(std::initializer_list<std::string_view> strings) {
    RlpList list;
    for (const auto string : strings) list.add(bytes_of(string));
    return to_hex(list.finish());
}

// The examples of Ethereum's documentation of RLP.
TEST(Rlp, GivesThePublishedExamples) {
    EXPECT_EQ(list_of({}), "c0");
    EXPECT_EQ(list_of({"cat", "dog"}), "c88363617483646f67");
    EXPECT_EQ(list_of({""}), "c180");
    EXPECT_EQ(list_of({"\x0f"}), "c10f");
    EXPECT_EQ(list_of({"\x04\x00"}).substr(0, 4), "c104");
    const std::string lorem = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";
    EXPECT_EQ(list_of({lorem}), "f83ab838" + to_hex(bytes_of(lorem)));
}

TEST(Rlp, WritesNumbersWithoutZerosBeforeThem) {
    RlpList list;
    list.add_number(0);
    list.add_number(15);
    list.add_number(128);
    list.add_number(1024);
    list.add_number(~std::uint64_t{0});
    EXPECT_EQ(to_hex(list.finish()), "d0800f818082040088ffffffffffffffff");
    const auto padded = from_hex("0000000400");
    RlpList same;
    same.add_number(*padded);
    EXPECT_EQ(to_hex(same.finish()), "c3820400");
}

/// Reads one list of strings, in the plainest way.
std::vector<std::vector<std::byte>> read_back(std::span<const std::byte> bytes) {
    std::size_t at = 0;
    const auto size = [&](unsigned base) {
        const unsigned head = std::to_integer<unsigned>(bytes[at++]) - base;
        if (head <= 55) return std::size_t{head};
        std::size_t value = 0;
        for (unsigned i = 0; i < head - 55; ++i) {
            value = value * 256 + std::to_integer<std::size_t>(bytes[at++]);
        }
        return value;
    };
    std::vector<std::vector<std::byte>> strings;
    EXPECT_EQ(size(0xc0) + at, bytes.size());
    while (at < bytes.size()) {
        const bool is_itself = bytes[at] < std::byte{0x80};
        const std::size_t count = is_itself ? 1 : size(0x80);
        strings.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                             bytes.begin() + static_cast<std::ptrdiff_t>(at + count));
        at += count;
    }
    return strings;
}

TEST(Rlp, IsReadBackToWhatWasWritten) {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::vector<std::byte>> strings(random() % 6);
        RlpList list;
        for (auto& string : strings) {
            string.resize(round % 10 == 0 ? random() % 70'000 : random() % 70);
            for (auto& byte : string) byte = static_cast<std::byte>(random() % 160);
            list.add(string);
        }
        ASSERT_EQ(read_back(list.finish()), strings) << round;
    }
}

TEST(Rlp, AListWithinAListStandsAsItDoesAlone) {
    // The encoding's own example: [ [], [[]], [ [], [[]] ] ].
    const RlpList none;
    RlpList one;
    one.add_list(none);
    RlpList two;
    two.add_list(none);
    two.add_list(one);
    RlpList three;
    three.add_list(none);
    three.add_list(one);
    three.add_list(two);
    EXPECT_EQ(to_hex(three.finish()), "c7c0c1c0c3c0c1c0");
    RlpList longer;
    longer.add(std::vector<std::byte>(60));
    RlpList outer;
    outer.add_list(longer);
    EXPECT_EQ(to_hex(outer.finish()).substr(0, 12), "f840f83eb83c");
}

}  // namespace
}  // namespace pelf::codec
