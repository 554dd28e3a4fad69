// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_transfers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "support/transfer_text.hpp"

namespace pelf::ingest {
namespace {

using Kind = EthereumTrace::Kind;
using Outcome = EthereumTransaction::Outcome;
using Event = EthereumTokenEvent::Kind;

codec::EthereumAddress address(unsigned number) {
    codec::EthereumAddress address;
    address.bytes[18] = static_cast<std::byte>(number >> 8);
    address.bytes[19] = static_cast<std::byte>(number);
    return address;
}

std::string shown(unsigned number) {
    return "0x" + codec::to_hex(address(number).bytes);
}

constexpr unsigned kMiner = 0x999;
constexpr unsigned kToken = 0x700;
constexpr std::uint64_t kLate = 20'000'000;
constexpr std::uint64_t kEther = 1'000'000'000'000'000'000;

class Transfers : public ::testing::Test {
protected:
    Transfers() {
        block_.height = kLate;
        block_.hash[0] = std::byte{0xbb};
        block_.miner = address(kMiner);
        block_.base_fee_wei = 10;
    }

    EthereumTransaction& transaction(unsigned from, unsigned to, std::uint64_t value) {
        EthereumTransaction& made = block_.transactions.emplace_back();
        made.index = static_cast<std::uint32_t>(block_.transactions.size() - 1);
        made.hash[0] = static_cast<std::byte>(block_.transactions.size());
        made.from = address(from);
        made.to = address(to);
        made.value = value;
        made.outcome = Outcome::succeeded;
        made.gas_limit = 50'000;
        made.gas_used = 0;
        made.gas_price_wei = 10;
        return made;
    }
    EthereumTrace& trace(Kind kind, std::vector<std::uint32_t> path, unsigned from, unsigned to,
                         std::uint64_t value) {
        block_.has_traces = true;
        EthereumTrace& made = block_.traces.emplace_back();
        made.kind = kind;
        made.transaction = static_cast<std::uint32_t>(block_.transactions.size() - 1);
        made.path_begin = static_cast<std::uint32_t>(block_.trace_paths.size());
        made.path_size = static_cast<std::uint32_t>(path.size());
        block_.trace_paths.insert(block_.trace_paths.end(), path.begin(), path.end());
        made.from = address(from);
        made.to = address(to);
        made.value = value;
        return made;
    }
    EthereumTokenEvent& token(Event kind, unsigned from, unsigned to, std::uint64_t value) {
        EthereumTokenEvent& made = block_.tokens.emplace_back();
        made.kind = kind;
        made.transaction = static_cast<std::uint32_t>(block_.transactions.size() - 1);
        made.log_index = static_cast<std::uint32_t>(block_.tokens.size());
        made.token = address(kToken);
        made.from = address(from);
        made.to = address(to);
        made.value = value;
        return made;
    }
    /// Lines without height and transaction.
    std::vector<std::string> made() {
        const auto& account_block = transfers_.make(block_);
        std::vector<std::string> lines;
        for (const auto& transfer : account_block.transfers) {
            lines.push_back(test::transfer_text(account_block, transfer));
        }
        return lines;
    }
    using Lines = std::vector<std::string>;

    EthereumRules rules_ = EthereumRules::mainnet();
    Report report_{"test"};
    EthereumTransfers transfers_{rules_, report_};
    EthereumBlock block_;
};

TEST_F(Transfers, TheBaseFeeIsBurnedAndTheRestIsTheMiners) {
    auto& one = transaction(1, 2, 5);
    one.gas_used = 21'000;
    one.gas_price_wei = 13;
    EXPECT_EQ(made(), (Lines{"fee ether " + shown(1) + " burned 210000",
                             "fee ether " + shown(1) + " " + shown(kMiner) + " 63000",
                             "payment ether " + shown(1) + " " + shown(2) + " 5"}));
    EXPECT_EQ(report_.losses_count(), 0U);
}

TEST_F(Transfers, BeforeLondonAllOfTheFeeIsTheMiners) {
    block_.height = rules_.london_height - 1;
    block_.base_fee_wei.reset();
    block_.traces.clear();
    auto& one = transaction(1, 2, 0);
    one.gas_used = 21'000;
    const auto lines = made();
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines[0], "fee ether " + shown(1) + " " + shown(kMiner) + " 210000");
    EXPECT_EQ(report_.losses_count(), 0U);
}

TEST_F(Transfers, AFailedTransactionPaysItsFeeAndNothingElse) {
    auto& one = transaction(1, 2, 5);
    one.gas_used = 1;
    one.outcome = Outcome::failed;
    trace(Kind::call, {}, 1, 2, 5);  // A source that lost the failure's mark.
    EXPECT_EQ(made(), Lines{"fee ether " + shown(1) + " burned 10"});
    EXPECT_EQ(transfers_.counts().failed_transactions_count, 1U);
}

TEST_F(Transfers, BlobGasIsBurned) {
    auto& one = transaction(1, 2, 0);
    one.has_blobs = true;
    one.blob_gas_used = 131'072;
    one.blob_gas_price_wei = 3;
    EXPECT_EQ(made(), Lines{"fee ether " + shown(1) + " burned 393216"});
    one.blob_gas_price_wei.reset();
    EXPECT_TRUE(made().empty());
    EXPECT_EQ(report_.losses_count(), 1U);
}

TEST_F(Transfers, WithTracesTheyAreTheTruthAndCallsWithoutValueOfTheirOwnAreNot) {
    transaction(1, 2, 5);
    trace(Kind::call, {}, 1, 2, 5);
    trace(Kind::other_call, {0}, 2, 3, 5);
    trace(Kind::call, {1}, 2, 4, 3);
    trace(Kind::create, {2}, 2, 5, 1);
    trace(Kind::self_destruct, {3}, 2, 6, 1);
    EXPECT_EQ(made(), (Lines{"payment ether " + shown(1) + " " + shown(2) + " 5",
                             "internal ether " + shown(2) + " " + shown(4) + " 3",
                             "internal ether " + shown(2) + " " + shown(5) + " 1",
                             "internal ether " + shown(2) + " " + shown(6) + " 1"}));
}

TEST_F(Transfers, WhatLiesBeneathAFailedCallIsUndoneAndNothingBesideIt) {
    transaction(1, 2, 5);
    trace(Kind::call, {}, 1, 2, 5);
    trace(Kind::other_call, {0}, 2, 3, 0).is_failed = true;
    trace(Kind::call, {0, 0}, 3, 4, 7);
    trace(Kind::call, {0, 0, 3}, 3, 4, 7);
    trace(Kind::call, {1}, 2, 4, 3);
    trace(Kind::call, {10}, 2, 6, 1);
    EXPECT_EQ(made(), (Lines{"payment ether " + shown(1) + " " + shown(2) + " 5",
                             "internal ether " + shown(2) + " " + shown(4) + " 3",
                             "internal ether " + shown(2) + " " + shown(6) + " 1"}));
    EXPECT_EQ(transfers_.counts().undone_traces_count, 2U);
}

TEST_F(Transfers, RowsOutOfOrderAreOfTheSameWorth) {
    transaction(1, 2, 5);
    trace(Kind::call, {0, 0}, 3, 4, 7);
    trace(Kind::call, {1}, 2, 4, 3);
    trace(Kind::other_call, {0}, 2, 3, 0).is_failed = true;
    trace(Kind::call, {}, 1, 2, 5);
    auto& last = token(Event::transfer, 1, 2, 8);
    last.log_index = 9;
    token(Event::transfer, 2, 1, 6).log_index = 4;
    const std::string token_name = shown(kToken);
    EXPECT_EQ(made(), (Lines{"payment ether " + shown(1) + " " + shown(2) + " 5",
                             "internal ether " + shown(2) + " " + shown(4) + " 3",
                             "token " + token_name + " " + shown(2) + " " + shown(1) + " 6",
                             "token " + token_name + " " + shown(1) + " " + shown(2) + " 8"}));
}

TEST_F(Transfers, ARowThatStandsTwiceCountsOnce) {
    transaction(1, 2, 5);
    trace(Kind::call, {}, 1, 2, 5);
    trace(Kind::call, {}, 1, 2, 5);
    token(Event::transfer, 1, 2, 8);
    token(Event::transfer, 1, 2, 8).log_index = 1;
    EXPECT_EQ(made().size(), 2U);
    EXPECT_EQ(report_.losses_count(), 2U);
}

TEST_F(Transfers, AContractThatInheritsFromItselfBurnsUntilCancunAndAfterwardsOnlyIfJustMade) {
    transaction(1, 2, 0);
    trace(Kind::call, {}, 1, 2, 0);
    trace(Kind::self_destruct, {0}, 2, 2, 4);
    EXPECT_TRUE(made().empty());
    block_.height = rules_.cancun_height - 1;
    EXPECT_EQ(made(), Lines{"internal ether " + shown(2) + " burned 4"});
    block_.height = kLate;
    block_.traces[0].kind = Kind::create;
    EXPECT_EQ(made(), Lines{"internal ether " + shown(2) + " burned 4"});
}

TEST_F(Transfers, WithoutTracesOnlyWhatSurelySucceededMoves) {
    transaction(1, 2, 5);
    transaction(1, 3, 5).outcome = Outcome::failed;
    transaction(1, 4, 5).outcome = Outcome::unknown;
    transaction(1, 6, 5).to.reset();
    EXPECT_EQ(made(), Lines{"payment ether " + shown(1) + " " + shown(2) + " 5"});
    EXPECT_EQ(report_.losses_count(), 2U);
    EXPECT_EQ(transfers_.counts().failed_transactions_count, 1U);
}

TEST_F(Transfers, BeforeByzantiumGasLeftOverProvesSuccess) {
    block_.height = rules_.byzantium_height - 1;
    auto& one = transaction(1, 2, 5);
    one.outcome = Outcome::unknown;
    one.gas_price_wei = 0;
    one.gas_used = 40'000;
    auto& two = transaction(1, 3, 6);
    two.outcome = Outcome::unknown;
    two.gas_price_wei = 0;
    two.gas_used = 50'000;
    trace(Kind::block_reward, {}, 0, kMiner, 1).transaction = kNoTransaction;
    block_.has_traces = false;
    EXPECT_EQ(made(), (Lines{"payment ether " + shown(1) + " " + shown(2) + " 5",
                             "payment ether " + shown(1) + " " + shown(3) + " 6",
                             "reward ether minted " + shown(kMiner) + " 1"}));
    EXPECT_EQ(report_.losses_count(), 1U);  // The second may have failed.
}

TEST_F(Transfers, ATransactionWithoutATraceWhereOthersHaveThemIsAHole) {
    transaction(1, 2, 5);
    block_.has_traces = true;
    EXPECT_EQ(made(), Lines{"payment ether " + shown(1) + " " + shown(2) + " 5"});
    EXPECT_EQ(report_.losses_count(), 1U);
}

TEST_F(Transfers, MissingFeesAreCountedEach) {
    transaction(1, 2, 0).gas_used.reset();
    transaction(1, 2, 0).gas_price_wei.reset();
    auto& third = transaction(1, 2, 0);
    third.gas_used = 1;
    third.gas_price_wei = 9;  // Below the base fee.
    EXPECT_EQ(made(), Lines{"fee ether " + shown(1) + " burned 9"});
    EXPECT_EQ(report_.losses_count(), 3U);
}

TEST_F(Transfers, TokensAreIssuedRedeemedAndWrapped) {
    transaction(1, 2, 0);
    token(Event::transfer, 1, 2, 1);
    token(Event::transfer, 0, 2, 2);
    token(Event::transfer, 1, 0, 3);
    token(Event::wrap, 0, 4, 4);
    token(Event::unwrap, 4, 0, 5);
    token(Event::transfer, 1, 2, 0);
    token(Event::transfer, 0, 0, 9);
    const std::string name = shown(kToken);
    EXPECT_EQ(made(), (Lines{"token " + name + " " + shown(1) + " " + shown(2) + " 1",
                             "issue " + name + " minted " + shown(2) + " 2",
                             "redeem " + name + " " + shown(1) + " burned 3",
                             "wrap " + name + " minted " + shown(4) + " 4",
                             "wrap " + name + " " + shown(4) + " burned 5"}));
    EXPECT_EQ(transfers_.counts().zero_token_moves_count, 1U);
}

TEST_F(Transfers, AnAddressThatLooksLikeAnEarlierPartnerIsNoted) {
    transaction(1, 2, 0);
    token(Event::transfer, 1, 2, 100).to.bytes[0] = std::byte{0xab};
    // The first and last two bytes are the same, what lies between is not.
    auto& poison = token(Event::transfer, 1, 2, 0);
    poison.to.bytes[0] = std::byte{0xab};
    poison.to.bytes[7] = std::byte{1};
    token(Event::transfer, 1, 3, 1);
    token(Event::transfer, 1, 2, 100).to.bytes[0] = std::byte{0xab};
    EXPECT_EQ(made().size(), 3U);
    EXPECT_EQ(transfers_.counts().lookalikes_count, 1U);
    ASSERT_EQ(transfers_.lookalikes().size(), 1U);
    EXPECT_EQ(transfers_.lookalikes()[0].to.bytes[7], std::byte{1});
}

TEST_F(Transfers, RewardsFollowTheEraWhereTracesHaveNone) {
    block_.base_fee_wei.reset();
    const std::pair<std::uint64_t, std::string> eras[] = {
        {1, "5000000000000000000"},         {4'369'999, "5000000000000000000"},
        {4'370'000, "3000000000000000000"}, {7'279'999, "3000000000000000000"},
        {7'280'000, "2000000000000000000"}, {15'537'393, "2000000000000000000"}};
    for (const auto& [height, reward] : eras) {
        block_.height = height;
        EXPECT_EQ(made(), Lines{"reward ether minted " + shown(kMiner) + " " + reward}) << height;
    }
    for (const std::uint64_t height : {std::uint64_t{0}, std::uint64_t{15'537'394}}) {
        block_.height = height;
        EXPECT_TRUE(made().empty());
    }
}

TEST_F(Transfers, UnclesGetAnEighthLessForEachBlockAndTheirNamerAThirtySecond) {
    block_.height = 1'000'000;
    block_.uncles = {{address(7), 999'999}, {address(8), 999'994}, {address(9), 999'993}};
    EXPECT_EQ(made(), (Lines{"reward ether minted " + shown(kMiner) + " 5468750000000000000",
                             "reward ether minted " + shown(7) + " 4375000000000000000",
                             "reward ether minted " + shown(8) + " 1250000000000000000"}));
    EXPECT_EQ(report_.losses_count(), 1U);  // Seven blocks late is too late.
    block_.uncles.clear();
    block_.has_unknown_uncles = true;
    EXPECT_EQ(made(), Lines{"reward ether minted " + shown(kMiner) + " 5000000000000000000"});
    EXPECT_EQ(report_.losses_count(), 2U);
}

TEST_F(Transfers, WhatBelongsToTheBlockComesLastUnderItsHash) {
    block_.withdrawals = {{address(3), 7}, {address(4), 0}};
    transaction(1, 2, 5);
    trace(Kind::genesis, {}, 0, 5, 11).transaction = kNoTransaction;
    trace(Kind::dao_fork, {}, 6, 7, 12).transaction = kNoTransaction;
    block_.has_traces = false;
    const auto lines = test::transfer_lines(transfers_.make(block_));
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_TRUE(lines[0].starts_with("20000000 0x0100"));
    const std::string own = "20000000 0x" + codec::to_hex(block_.hash) + " ";
    EXPECT_EQ(lines[1], own + "opening ether outside " + shown(5) + " 11");
    EXPECT_EQ(lines[2], own + "internal ether " + shown(6) + " " + shown(7) + " 12");
    EXPECT_EQ(lines[3], own + "withdrawal ether outside " + shown(3) + " 7000000000");
}

/// Twin: who holds how much more or less, worked out row by row from the definition, each trace
/// asking every other one whether it is a failed one above it.
std::map<std::string, std::int64_t> plain_changes(const EthereumBlock& block,
                                                  const EthereumRules& rules) {
    std::map<std::string, std::int64_t> changes;
    const auto move = [&](const std::string& asset, const std::string& from, const std::string& to,
                          const Uint256& amount) {
        changes[asset + from] -= static_cast<std::int64_t>(amount.low());
        changes[asset + to] += static_cast<std::int64_t>(amount.low());
    };
    const auto name = [](const codec::EthereumAddress& one) {
        return "0x" + codec::to_hex(one.bytes);
    };
    for (const auto& one : block.transactions) {
        const auto base_wei =
            block.height >= rules.london_height ? *block.base_fee_wei : std::uint64_t{0};
        move("ether", name(one.from), "burned", base_wei * *one.gas_used);
        move("ether", name(one.from), name(block.miner),
             (*one.gas_price_wei - base_wei) * *one.gas_used);
    }
    for (const auto& one : block.traces) {
        if (one.kind == Kind::other_call) continue;
        if (block.transactions[one.transaction].outcome == Outcome::failed) continue;
        const auto path = block.path_of(one);
        const bool is_undone = std::ranges::any_of(block.traces, [&](const EthereumTrace& other) {
            const auto above = block.path_of(other);
            return other.is_failed && other.transaction == one.transaction &&
                   above.size() <= path.size() &&
                   std::ranges::equal(above, path.first(above.size()));
        });
        if (!is_undone) move("ether", name(one.from), name(one.to), one.value);
    }
    for (const auto& one : block.tokens) {
        const bool is_minted = one.from == codec::EthereumAddress{};
        const bool is_burned = one.to == codec::EthereumAddress{};
        if (is_minted && is_burned) continue;
        move(name(one.token), is_minted ? "minted" : name(one.from),
             is_burned ? "burned" : name(one.to), one.value);
    }
    std::erase_if(changes, [](const auto& change) { return change.second == 0; });
    return changes;
}

TEST_F(Transfers, AgreeWithThePlainTwinOnRandomBlocks) {
    std::mt19937 random(1559);
    const auto pick = [&random](unsigned count) { return static_cast<unsigned>(random() % count); };
    for (int round = 0; round < 400; ++round) {
        block_.clear();
        block_.height = round % 2 == 0 ? kLate : kLate - 5'000'000;
        rules_.merge_height = 0;
        block_.base_fee_wei = pick(10);
        const unsigned count = pick(5);
        for (unsigned i = 0; i < count; ++i) {
            auto& one = transaction(1 + pick(5), 1 + pick(5), 0);
            one.gas_used = pick(1'000);
            one.gas_price_wei = 10 + pick(5);
            if (pick(8) == 0) one.outcome = Outcome::failed;
            std::vector<std::vector<std::uint32_t>> paths = {{}};
            for (unsigned made_count = pick(12); made_count > 0; --made_count) {
                auto path = paths[pick(static_cast<unsigned>(paths.size()))];
                path.push_back(static_cast<std::uint32_t>(paths.size()));
                paths.push_back(path);
            }
            for (const auto& path : paths) {
                const auto kind = pick(4) == 0 ? Kind::other_call : Kind::call;
                trace(kind, path, 1 + pick(5), 1 + pick(5), pick(3) * 100).is_failed = pick(6) == 0;
            }
            for (unsigned j = pick(5); j > 0; --j) {
                token(Event::transfer, pick(4), pick(4), pick(50)).token =
                    address(kToken + pick(3));
            }
        }
        std::ranges::shuffle(block_.traces, random);
        std::ranges::shuffle(block_.tokens, random);
        const auto expected = plain_changes(block_, rules_);
        const auto& made = transfers_.make(block_);
        std::map<std::string, std::int64_t> changes;
        std::uint64_t counted = 0;
        for (const auto& one : made.transactions) counted += one.transfers_count;
        ASSERT_EQ(counted, made.transfers.size());
        for (const auto& one : made.transfers) {
            ASSERT_FALSE(one.amount.is_zero());
            const auto asset = test::asset_text(made.assets[one.asset]);
            const auto amount = static_cast<std::int64_t>(one.amount.low());
            changes[asset + test::account_text(made.accounts[one.from])] -= amount;
            changes[asset + test::account_text(made.accounts[one.to])] += amount;
        }
        std::erase_if(changes, [](const auto& change) { return change.second == 0; });
        ASSERT_EQ(changes, expected) << round;
    }
    EXPECT_EQ(report_.losses_count(), 0U);
}

TEST_F(Transfers, NamesStandOnceInABlockHoweverMany) {
    transaction(1, 2, 0);
    for (unsigned i = 0; i < 1'000; ++i) token(Event::transfer, 1 + i % 700, 5'000 + i % 300, 1);
    const auto& made = transfers_.make(block_);
    EXPECT_EQ(made.transfers.size(), 1'000U);
    EXPECT_EQ(made.accounts.size(), 1'000U);
    EXPECT_EQ(made.assets.size(), 2U);
    EXPECT_EQ(made.accounts[made.transfers[999].from],
              model::AccountName::of(model::AccountKind::evm, address(300).bytes));
}

}  // namespace
}  // namespace pelf::ingest
