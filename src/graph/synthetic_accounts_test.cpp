// SPDX-License-Identifier: Apache-2.0
#include "graph/synthetic_accounts.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <utility>

namespace pelf::graph {
namespace {

std::vector<model::AccountBlock> blocks_of(const SyntheticAccountsOptions& options) {
    SyntheticAccounts ledger(options);
    std::vector<model::AccountBlock> blocks;
    for (model::AccountBlock block; ledger.next(block);) blocks.push_back(block);
    return blocks;
}

TEST(SyntheticAccounts, LetsNobodyPayWhatTheyDoNotHave) {
    std::map<std::pair<model::AccountName, model::AssetName>, Uint256> balances;
    model::LedgerHash tip{};
    std::set<model::LedgerHash> hashes;
    std::uint64_t height = 0;
    std::uint64_t transfers = 0;
    for (const auto& block : blocks_of({.transfers_count = 30'000})) {
        ASSERT_EQ(block.height, height++);
        ASSERT_EQ(block.previous, tip);
        tip = block.hash;
        std::size_t next = 0;
        for (const auto& transaction : block.transactions) {
            ASSERT_TRUE(hashes.insert(transaction.hash).second);
            ASSERT_GT(transaction.transfers_count, 0U);
            next += transaction.transfers_count;
        }
        ASSERT_EQ(next, block.transfers.size());
        transfers += next;
        for (const auto& transfer : block.transfers) {
            ASSERT_FALSE(transfer.amount.is_zero());
            const auto& from = block.accounts[transfer.from];
            const auto& asset = block.assets[transfer.asset];
            if (from.kind == model::AccountKind::evm) {
                auto& balance = balances[{from, asset}];
                ASSERT_GE(balance, transfer.amount);
                balance -= transfer.amount;
            }
            balances[{block.accounts[transfer.to], asset}] += transfer.amount;
        }
    }
    EXPECT_GE(transfers, 30'000U);
}

TEST(SyntheticAccounts, HasHeavyTailsAndFewTokensAndFewWideAmounts) {
    std::map<model::AccountName, std::uint64_t> transfers_of;
    double transfers = 0;
    double of_tokens = 0;
    double wide_ether = 0;
    for (const auto& block : blocks_of({.transfers_count = 100'000})) {
        for (const auto& transfer : block.transfers) {
            ++transfers_of[block.accounts[transfer.to]];
            ++transfers;
            const bool is_token = block.assets[transfer.asset].kind == model::AssetKind::erc20;
            of_tokens += is_token ? 1 : 0;
            wide_ether += !is_token && !transfer.amount.fits_64() ? 1 : 0;
        }
    }
    EXPECT_NEAR(of_tokens / transfers, 0.08, 0.03);
    EXPECT_LT(wide_ether / transfers, 0.1);
    EXPECT_GT(wide_ether, 0);
    std::uint64_t busiest = 0;
    for (const auto& [name, count] : transfers_of) {
        if (name.kind == model::AccountKind::evm) busiest = std::max(busiest, count);
    }
    EXPECT_GT(busiest, 1'000U);
    EXPECT_GT(transfers_of.size(), 5'000U);
}

TEST(SyntheticAccounts, IsTheSameForTheSameSeedAndAnotherForAnother) {
    const auto one = blocks_of({.transfers_count = 5'000, .seed = 5});
    const auto again = blocks_of({.transfers_count = 5'000, .seed = 5});
    const auto other = blocks_of({.transfers_count = 5'000, .seed = 6});
    ASSERT_EQ(one.size(), again.size());
    for (std::size_t block = 0; block < one.size(); ++block) {
        ASSERT_EQ(one[block].hash, again[block].hash);
        ASSERT_EQ(one[block].accounts, again[block].accounts);
        ASSERT_EQ(one[block].transfers.size(), again[block].transfers.size());
        for (std::size_t transfer = 0; transfer < one[block].transfers.size(); ++transfer) {
            ASSERT_EQ(one[block].transfers[transfer].amount,
                      again[block].transfers[transfer].amount);
        }
    }
    EXPECT_NE(one[1].accounts, other[1].accounts);
}

}  // namespace
}  // namespace pelf::graph
