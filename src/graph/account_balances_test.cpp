// SPDX-License-Identifier: Apache-2.0
#include "graph/account_balances.hpp"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "graph/memory_accounts.hpp"
#include "support/random_accounts.hpp"

namespace pelf::graph {
namespace {

TEST(AccountBalances, AreTheSumsOfAPlainMapInOrder) {
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        test::RandomAccounts ledger(seed);
        MemoryAccounts memory;
        for (const auto& block : ledger.blocks(20)) memory.append(block);
        const AccountColumns columns = memory.columns();
        const std::uint64_t end = columns.transfers_count * (seed % 3) / 2;
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<Uint256, Uint256>> expected;
        for (std::uint64_t row = 0; row < end; ++row) {
            const std::uint32_t asset = columns.movement(row).asset;
            expected[{columns.froms[row], asset}].second += columns.amount(row);
            expected[{columns.tos[row], asset}].first += columns.amount(row);
        }
        const auto found = balances(columns, end);
        ASSERT_EQ(found.size(), expected.size());
        auto next = expected.begin();
        for (const AccountBalance& balance : found) {
            ASSERT_EQ(std::pair(balance.account, balance.asset), next->first);
            ASSERT_EQ(balance.received, next->second.first);
            ASSERT_EQ(balance.sent, next->second.second);
            ASSERT_FALSE(balance.beyond_256_bits);
            ++next;
        }
    }
}

TEST(AccountBalances, StandAtTheMostWhereASumPasses256Bits) {
    constexpr std::uint64_t kMost = ~std::uint64_t{0};
    const Uint256 most({kMost, kMost, kMost, kMost});
    model::AccountBlock block;
    block.accounts = {model::AccountName::of(model::AccountKind::minted, {}),
                      model::AccountName::of(model::AccountKind::burned, {})};
    block.assets = {model::AssetName::of(model::AssetKind::native, {})};
    block.transfers = {{0, 1, 0, model::TransferKind::token, most},
                       {0, 1, 0, model::TransferKind::token, Uint256(1)}};
    block.transactions = {{{}, 2}};
    MemoryAccounts memory;
    memory.append(block);
    const auto one = balances(memory.columns(), 1);
    EXPECT_FALSE(one[0].beyond_256_bits);
    EXPECT_EQ(one[0].sent, most);
    EXPECT_EQ(one[1].received, most);
    const auto both = balances(memory.columns(), 2);
    EXPECT_TRUE(both[0].beyond_256_bits);
    EXPECT_EQ(both[0].sent, most);
    EXPECT_TRUE(both[0].received.is_zero());
}

}  // namespace
}  // namespace pelf::graph
