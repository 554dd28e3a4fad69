// SPDX-License-Identifier: Apache-2.0
#include "graph/account_verify.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>

#include "graph/account_writer.hpp"
#include "graph/synthetic_accounts.hpp"
#include "support/random_accounts.hpp"
#include "support/store_folder.hpp"

namespace pelf::graph {
namespace {

using model::AccountBlock;
using model::AccountKind;
using model::AccountName;
using model::AssetKind;
using model::TransferKind;

class AccountVerifyTest : public test::StoreFolderTest {
protected:
    void write(const std::vector<AccountBlock>& blocks, bool window = true) {
        std::filesystem::remove_all(folder_);
        auto writer = AccountWriter::open(folder_, {"xrpl", window}, {});
        ASSERT_TRUE(writer) << writer.error().message;
        for (const AccountBlock& block : blocks) {
            const auto added = writer->append(block);
            ASSERT_TRUE(added) << added.error().message;
        }
        ASSERT_TRUE(writer->commit());
    }

    AccountCheck verify() {
        const auto store = AccountStore::open(folder_);
        EXPECT_TRUE(store) << (store ? "" : store.error().message);
        return verify_accounts(*store, [](auto, auto) {});
    }
};

/// One transaction of these transfers among: 0 and 1 plain accounts, 2 minted, 3 pool, 4 burned.
AccountBlock block_of(std::vector<model::AccountTransfer> transfers, AssetKind kind) {
    AccountBlock block;
    block.height = 1;
    block.hash[0] = std::byte{1};
    const std::byte one[20] = {std::byte{1}};
    block.accounts = {
        AccountName::of(AccountKind::xrpl, one), AccountName::of(AccountKind::evm, one),
        AccountName::of(AccountKind::minted, {}), AccountName::of(AccountKind::pool, {}),
        AccountName::of(AccountKind::burned, {})};
    block.assets = {model::AssetName::of(kind, {})};
    block.transactions = {{{}, static_cast<std::uint32_t>(transfers.size())}};
    block.transfers = std::move(transfers);
    return block;
}

model::AccountTransfer move(std::uint32_t from, std::uint32_t to, Uint256 amount) {
    return {from, to, 0, TransferKind::payment, amount};
}

TEST_F(AccountVerifyTest, FindsNothingWrongWithASoundLedger) {
    SyntheticAccounts ledger({.transfers_count = 40'000, .transfers_per_block = 60});
    std::vector<AccountBlock> blocks;
    for (AccountBlock block; ledger.next(block);) blocks.push_back(block);
    write(blocks, false);
    std::uint64_t told = 0;
    const auto store = AccountStore::open(folder_);
    ASSERT_TRUE(store);
    const AccountCheck check = verify_accounts(*store, [&](auto done, auto) { told = done; });
    EXPECT_EQ(check.faults_count, 0U) << check.faults.front();
    EXPECT_EQ(check.shortfalls, decltype(check.shortfalls){});
    EXPECT_EQ(check.blocks, blocks.size());
    EXPECT_EQ(told, blocks.size());
    EXPECT_EQ(check.transfers, store->columns().transfers_count);
    EXPECT_EQ(check.accounts, store->columns().accounts_count);
    EXPECT_GT(check.index_rows, 2 * check.transfers);
}

TEST_F(AccountVerifyTest, FindsOnlyUnbalancedPoolsInRandomWindows) {
    for (std::uint32_t seed = 0; seed < 10; ++seed) {
        test::RandomAccounts ledger(seed, {.transactions_max = 3, .accounts_count = 300});
        write(ledger.blocks(280));
        const AccountCheck check = verify();
        for (const std::string& fault : check.faults) {
            ASSERT_NE(fault.find("pool"), std::string::npos) << fault;
        }
        EXPECT_GT(check.shortfalls[0], 0U);
    }
}

TEST_F(AccountVerifyTest, TakesWhatIsMissingForAFaultWhereTheLedgerKeepsTheBooks) {
    const std::vector<model::AccountTransfer> transfers{move(2, 0, 10), move(0, 1, 7),
                                                        move(0, 1, 4), move(1, 4, 11)};
    for (const auto kind : {AssetKind::native, AssetKind::xrpl_issued, AssetKind::xrpl_mpt,
                            AssetKind::erc20, AssetKind::currency}) {
        const bool kept = kind != AssetKind::erc20 && kind != AssetKind::currency;
        write({block_of(transfers, kind)}, false);
        const AccountCheck check = verify();
        EXPECT_EQ(check.faults_count, kept ? 1U : 0U);
        if (kept) {
            EXPECT_EQ(check.faults.front(), "transfer 2: account 1 gives more than it has");
        }
        EXPECT_EQ(check.shortfalls[static_cast<std::size_t>(kind)], 1U);
        write({block_of(transfers, kind)}, true);
        EXPECT_EQ(verify().faults_count, 0U);
    }
}

TEST_F(AccountVerifyTest, WantsEveryPoolEmptyAtTheEndOfItsTransaction) {
    write({block_of({move(0, 3, 10), move(3, 1, 4), move(3, 4, 6)}, AssetKind::native)});
    EXPECT_EQ(verify().faults_count, 0U);
    write({block_of({move(0, 3, 10), move(3, 1, 4), move(3, 4, 5)}, AssetKind::native)});
    const AccountCheck check = verify();
    ASSERT_EQ(check.faults_count, 1U);
    EXPECT_EQ(check.faults.front(), "transaction 0: its pool gets 10 and gives 9 of asset 0");
    AccountBlock two = block_of({move(0, 3, 10), move(3, 1, 10)}, AssetKind::native);
    two.transactions = {{{}, 1}, {{}, 1}};
    write({two});
    EXPECT_EQ(verify().faults_count, 2U);
}

TEST_F(AccountVerifyTest, BearsSumsBeyond256BitsOfTokensAndOfNothingElse) {
    constexpr std::uint64_t kMost = ~std::uint64_t{0};
    const Uint256 most({kMost, kMost, kMost, kMost});
    write({block_of({move(2, 0, most), move(2, 0, most), move(0, 1, most)}, AssetKind::erc20)});
    EXPECT_EQ(verify().faults_count, 0U);
    write({block_of({move(2, 0, most), move(2, 0, most)}, AssetKind::native)});
    EXPECT_EQ(verify().faults_count, 1U);
}

TEST_F(AccountVerifyTest, FindsAFlippedBitInAnyFile) {
    test::RandomAccounts ledger(4, {.transactions_max = 3, .accounts_count = 400});
    write(ledger.blocks(300));
    // A random ledger's pools are never empty; what else is found is damage.
    const std::uint64_t calm = verify().faults_count;
    std::mt19937 random(1);
    for (const auto& [name, bytes] : test::files_in(folder_)) {
        constexpr std::size_t kHeaderBytes = 64;
        if (bytes.size() <= kHeaderBytes) continue;
        // The last line of starts has bits past the last row, which are no part of the store.
        const std::size_t end =
            bytes.size() - (name.ends_with("_starts.col") ? sizeof(RowLine) : std::size_t{0});
        for (int i = 0; i < 30; ++i) {
            std::string damaged = bytes;
            const std::size_t from = name.ends_with(".col") ? kHeaderBytes : 0;
            const std::size_t at = from + random() % (end - from);
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << (random() % 8)));
            test::write_file(folder_ / name, damaged);
            const auto store = AccountStore::open(folder_);
            if (!store) {
                EXPECT_FALSE(store.error().message.empty());
                continue;
            }
            EXPECT_NE(verify_accounts(*store, [](auto, auto) {}).faults_count, calm)
                << name << " byte " << at;
        }
        test::write_file(folder_ / name, bytes);
    }
    EXPECT_EQ(verify().faults_count, calm);
}

}  // namespace
}  // namespace pelf::graph
