// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_history.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/transfer_text.hpp"

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::AccountName;
using model::TransferKind;

codec::EthereumAddress person(std::uint8_t number) {
    codec::EthereumAddress account;
    account.bytes.fill(std::byte{number});
    return account;
}

AccountName name_of(std::uint8_t number) {
    return AccountName::of(AccountKind::evm, person(number).bytes);
}

model::LedgerHash hash_of(std::uint64_t number) {
    model::LedgerHash hash{};
    for (std::size_t i = 0; i < 8; ++i) hash[i] = static_cast<std::byte>(number >> (8 * i));
    hash[31] = std::byte{1};
    return hash;
}

/// One payment of ether, with a fee that is burned.
SaidEthereumTransaction payment(std::uint64_t height, std::uint32_t index, std::uint8_t from,
                                std::uint8_t to, std::uint64_t amount) {
    SaidEthereumTransaction said{
        .hash = hash_of(height * 1'000 + index), .height = height, .index = index};
    said.is_proven = true;
    said.moves.height = height;
    said.moves.hash = hash_of(height);
    said.moves.time_unix_s = static_cast<std::int64_t>(height);
    said.moves.accounts = {name_of(from), AccountName::of(AccountKind::burned, {}), name_of(to)};
    said.moves.assets = {model::AssetName::of(model::AssetKind::native, {})};
    said.moves.transfers = {{.from = 0, .to = 1, .kind = TransferKind::fee, .amount = 1},
                            {.from = 0, .to = 2, .kind = TransferKind::payment, .amount = amount}};
    said.moves.transactions = {{.hash = said.hash, .transfers_count = 2}};
    return said;
}

std::vector<std::string> lines_of(const EthereumHistory& history) {
    std::vector<std::string> lines;
    std::uint64_t last = 0;
    const auto counts = history.blocks([&](const model::AccountBlock& block) {
        EXPECT_GT(block.height, last);
        last = block.height;
        for (auto& line : test::transfer_lines(block)) lines.push_back(std::move(line));
        return Status(Done{});
    });
    EXPECT_TRUE(counts.has_value()) << counts.error().message;
    return lines;
}

TEST(EthereumHistory, WhateverTheOrderOfComingTheBlocksAreTheSame) {
    std::vector<SaidEthereumTransaction> all;
    for (std::uint64_t height = 5; height < 9; ++height) {
        for (std::uint32_t index = 0; index < 3; ++index) {
            all.push_back(payment(height, 2 * index, 1, 2, 10 * height + index));
        }
    }
    EthereumHistory ordered;
    ordered.set_scope(0, 100);
    for (const auto& one : all) ASSERT_TRUE(ordered.add(one).has_value());
    const auto expected = lines_of(ordered);
    EXPECT_EQ(expected.size(), 24U);
    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        std::ranges::shuffle(all, random);
        EthereumHistory history;
        history.set_scope(0, 100);
        for (const auto& one : all) ASSERT_TRUE(history.add(one).has_value());
        for (const auto& one : all) ASSERT_TRUE(history.add(one).has_value());
        EXPECT_EQ(lines_of(history), expected);
        EXPECT_EQ(history.transactions_count(), 12U);
        EXPECT_EQ(history.proven_count(), 12U);
    }
}

TEST(EthereumHistory, WhatLiesOutsideTheScopeIsNotHandedOut) {
    EthereumHistory history;
    for (std::uint64_t height = 5; height < 9; ++height) {
        ASSERT_TRUE(history.add(payment(height, 0, 1, 2, 3)).has_value());
    }
    history.set_scope(6, 7);
    EXPECT_EQ(lines_of(history).size(), 4U);
    history.set_known(person(1), 6, 7);
    EXPECT_TRUE(history.is_whole(person(1)));
    history.set_scope(6, 8);
    EXPECT_FALSE(history.is_whole(person(1)));
    EXPECT_FALSE(history.whole_from().has_value());
    history.set_scope(7, 7);
    EXPECT_TRUE(history.is_whole(person(1)));
    EXPECT_EQ(history.whole_from(), 7U);
}

TEST(EthereumHistory, TwoThingsInOnePlaceAreRefused) {
    EthereumHistory history;
    ASSERT_TRUE(history.add(payment(5, 0, 1, 2, 3)).has_value());
    auto other = payment(5, 0, 1, 2, 4);
    other.hash = hash_of(77);
    EXPECT_EQ(history.add(other).error().fault, Fault::refused);
    EXPECT_FALSE(history.height_of(other.hash).has_value());
    auto moved = payment(6, 0, 1, 2, 3);
    moved.hash = hash_of(5'000);
    EXPECT_EQ(history.add(moved).error().fault, Fault::refused);
    EXPECT_EQ(history.height_of(hash_of(5'000)), 5U);
}

TEST(EthereumHistory, AKnownAccountThatDoesNotNameWhatMovedItIsALie) {
    for (const std::uint8_t liar : std::initializer_list<std::uint8_t>{1, 2}) {
        EthereumHistory history;
        history.set_scope(0, 10);
        ASSERT_TRUE(history.add(payment(5, 0, 1, 2, 3)).has_value());
        history.set_known(person(liar), 0, 4);
        EXPECT_EQ(lines_of(history).size(), 2U);
        history.set_known(person(liar), 0, 10);
        const auto counts =
            history.blocks([](const model::AccountBlock&) { return Status(Done{}); });
        ASSERT_FALSE(counts.has_value());
        EXPECT_EQ(counts.error().fault, Fault::refused);
        EXPECT_NE(counts.error().message.find("lacks transaction"), std::string::npos);
        history.list(hash_of(5'000), person(liar));
        EXPECT_EQ(lines_of(history).size(), 2U);
    }
}

TEST(EthereumHistory, FeesComeToWhoeverMadeTheBlockWithoutBeingNamed) {
    auto said = payment(5, 0, 1, 2, 3);
    said.moves.accounts[1] = name_of(9);
    EthereumHistory history;
    history.set_scope(0, 10);
    ASSERT_TRUE(history.add(said).has_value());
    history.set_known(person(9), 0, 10);
    EXPECT_EQ(lines_of(history).size(), 2U);
}

TEST(EthereumHistory, WhatIsHeldIsHeldAgainstWhatMoved) {
    EthereumHistory history;
    history.set_scope(4, 10);
    ASSERT_TRUE(history.add(payment(5, 0, 1, 2, 30)).has_value());
    ASSERT_TRUE(history.add(payment(6, 0, 2, 1, 10)).has_value());
    // Before the scope: it must not count.
    ASSERT_TRUE(history.add(payment(3, 0, 1, 2, 500)).has_value());
    for (const std::uint8_t one : std::initializer_list<std::uint8_t>{1, 2}) {
        for (const std::uint64_t hash : {5'000U, 6'000U, 3'000U})
            history.list(hash_of(hash), person(one));
        history.set_known(person(one), 0, 10);
    }
    const auto breaks = [&] {
        const auto counts =
            history.blocks([](const model::AccountBlock&) { return Status(Done{}); });
        return counts ? counts->breaks_count : 99;
    };
    // 100 - 30 - 1 + 10 = 79; 0 + 30 - 10 - 1 = 19.
    SaidEther first{.first = 4, .last = 10, .opening = 100, .closing = 79};
    SaidEther second{.first = 4, .last = 10, .opening = {}, .closing = 19};
    EXPECT_TRUE(history.is_balanced(person(1), first));
    history.set_ether(person(1), first);
    history.set_ether(person(2), second);
    EXPECT_EQ(breaks(), 0U);
    EXPECT_EQ(history.ether_checked_count(), 2U);
    second.closing = 20;
    history.set_ether(person(2), second);
    EXPECT_EQ(breaks(), 1U);
    // Said of another scope: neither right nor wrong.
    second.last = 9;
    history.set_ether(person(2), second);
    EXPECT_EQ(breaks(), 0U);
    EXPECT_EQ(history.ether_checked_count(), 1U);
}

TEST(EthereumHistory, NobodyHasAKeyToTheLowestAddresses) {
    codec::EthereumAddress account;
    EXPECT_TRUE(is_keyless(account));
    account.bytes[19] = std::byte{0xff};
    EXPECT_TRUE(is_keyless(account));
    account.bytes[18] = std::byte{1};
    EXPECT_FALSE(is_keyless(account));
}

}  // namespace
}  // namespace pelf::ingest
