// SPDX-License-Identifier: Apache-2.0
#include "graph/account_writer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <string>

#include "graph/memory_accounts.hpp"
#include "support/random_accounts.hpp"
#include "support/store_folder.hpp"

namespace pelf::graph {
namespace {

using model::AccountBlock;
using test::AccountShape;
using test::expect_same_store;
using test::RandomAccounts;

class AccountWriterTest : public test::StoreFolderTest {
protected:
    /// A writer over a subfolder; fails the test when it cannot be opened.
    AccountWriter open(const std::string& name, AccountWriter::Options options = {1 << 20}) {
        auto writer = AccountWriter::open(folder_ / name, {"xrpl", true}, options);
        EXPECT_TRUE(writer) << (writer ? "" : writer.error().message);
        return std::move(*writer);
    }
};

template <class Row>
void expect_rows(const Row* left, const Row* right, std::uint64_t count, const char* what) {
    for (std::uint64_t row = 0; row < count; ++row) {
        ASSERT_EQ(left[row], right[row]) << what << " " << row;
    }
}

/// Rows of every account, from some row on, as a plain scan of the columns finds them.
void expect_index(const AccountColumns& columns, std::uint64_t first_row) {
    std::map<std::uint32_t, std::vector<std::uint64_t>> expected;
    for (std::uint64_t row = first_row; row < columns.transfers_count; ++row) {
        expected[columns.froms[row]].push_back(row);
        if (columns.froms[row] != columns.tos[row]) expected[columns.tos[row]].push_back(row);
    }
    for (std::uint32_t account = 0; account <= columns.accounts_count; ++account) {
        std::vector<std::uint64_t> found;
        AccountRowCursor cursor = columns.rows_of_account(account, first_row);
        while (const auto row = cursor.next()) found.push_back(*row);
        ASSERT_EQ(found, expected[account]) << "account " << account << " from " << first_row;
    }
}

/// Everything a reader can ask, against the same blocks in memory.
void expect_agreement(const AccountStore& store, const std::vector<AccountBlock>& blocks) {
    MemoryAccounts memory;
    std::vector<model::LedgerHash> hashes;
    for (const AccountBlock& block : blocks) {
        memory.append(block);
        for (const auto& transaction : block.transactions) hashes.push_back(transaction.hash);
    }
    const AccountColumns& a = store.columns();
    const AccountColumns b = memory.columns();
    ASSERT_EQ(a.blocks_count, b.blocks_count);
    ASSERT_EQ(a.transactions_count, b.transactions_count);
    ASSERT_EQ(a.transfers_count, b.transfers_count);
    ASSERT_EQ(a.accounts_count, b.accounts_count);
    ASSERT_EQ(a.assets_count, b.assets_count);
    expect_rows(a.froms, b.froms, a.transfers_count, "from");
    expect_rows(a.tos, b.tos, a.transfers_count, "to");
    expect_rows(a.amounts, b.amounts, a.transfers_count, "amount");
    expect_rows(a.movements, b.movements, a.transfers_count, "movement");
    ASSERT_EQ(a.movement_kinds.size(), b.movement_kinds.size());
    ASSERT_EQ(a.wide_amounts.size(), b.wide_amounts.size());
    ASSERT_EQ(a.far_movements.size(), b.far_movements.size());
    for (std::uint64_t row = 0; row < a.transfers_count; ++row) {
        ASSERT_EQ(a.amount(row), b.amount(row));
        ASSERT_EQ(a.movement(row), b.movement(row));
        ASSERT_EQ(a.block_of(row), b.block_of(row));
        ASSERT_EQ(a.transaction_of(row), b.transaction_of(row));
    }
    expect_rows(a.holders.data(), b.holders.data(), a.accounts_count, "holder");
    expect_rows(a.account_kinds.data(), b.account_kinds.data(), a.accounts_count, "kind");
    for (std::uint64_t t = 0; t < a.transactions_count; ++t) {
        ASSERT_EQ(a.transfers_of(t), b.transfers_of(t));
        ASSERT_EQ(store.hashes()[t], hashes[t]);
    }
    for (std::uint64_t block = 0; block < a.blocks_count; ++block) {
        ASSERT_EQ(a.blocks[block].hash, blocks[block].hash);
        ASSERT_EQ(store.height_of(block), blocks[block].height);
        ASSERT_EQ(store.time_of(block), blocks[block].time_unix_s);
        ASSERT_EQ(store.find_height(blocks[block].height), block);
        ASSERT_EQ(a.blocks[block].first_transfer, b.blocks[block].first_transfer);
        ASSERT_EQ(a.blocks[block].first_transaction, b.blocks[block].first_transaction);
    }
    std::vector<model::AccountName> names;
    for (std::uint32_t account = 0; account < a.accounts_count; ++account) {
        names.push_back(memory.account(account));
        const auto name = store.account_name(account);
        ASSERT_TRUE(name);
        ASSERT_EQ(*name, names.back());
    }
    names.push_back(model::AccountName::of(model::AccountKind::bank, std::array<std::byte, 38>{}));
    std::vector<model::AssetName> assets;
    for (std::uint32_t asset = 0; asset < a.assets_count; ++asset) {
        assets.push_back(memory.asset(asset));
        ASSERT_EQ(*store.asset_name(asset), assets.back());
    }
    assets.push_back(model::AssetName::of(model::AssetKind::erc20, std::array<std::byte, 1>{}));
    hashes.push_back({});
    const auto found_names = store.find_accounts(names);
    const auto found_assets = store.find_assets(assets);
    const auto found_hashes = store.find_transactions(hashes);
    for (std::size_t i = 0; i + 1 < names.size(); ++i) ASSERT_EQ(found_names[i], i);
    for (std::size_t i = 0; i + 1 < assets.size(); ++i) ASSERT_EQ(found_assets[i], i);
    for (std::size_t i = 0; i + 1 < hashes.size(); ++i) ASSERT_EQ(found_hashes[i], i);
    ASSERT_FALSE(found_names.back() || found_assets.back() || found_hashes.back());
}

void expect_whole(const std::filesystem::path& folder, const std::vector<AccountBlock>& blocks) {
    const auto store = AccountStore::open(folder);
    ASSERT_TRUE(store) << store.error().message;
    expect_agreement(*store, blocks);
    expect_index(store->columns(), 0);
    expect_index(store->columns(), store->columns().transfers_count / 2);
}

TEST_F(AccountWriterTest, AgreesWithColumnsInMemoryOnRandomLedgers) {
    const std::vector<AccountShape> shapes{{},
                                           {.hashes = false},
                                           {.transactions_max = 1, .transfers_max = 200},
                                           {.accounts_count = 3'000, .assets_count = 200},
                                           {.transactions_max = 30, .accounts_count = 12}};
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        RandomAccounts ledger(seed, shapes[seed % shapes.size()]);
        const auto blocks = ledger.blocks(random() % 4 == 0 ? 300 : random() % 40);
        // Little memory: committed often, and names looked up again.
        auto writer = std::make_optional(open("a", {seed % 3 == 0 ? 1U << 13 : 1U << 20}));
        for (const AccountBlock& block : blocks) {
            const auto added = writer->append(block);
            ASSERT_TRUE(added) << added.error().message;
            if (random() % 20 == 0) {
                ASSERT_TRUE(writer->commit());
            }
            if (random() % 50 == 0) {
                ASSERT_TRUE(writer->commit());
                writer.reset();
                writer.emplace(open("a"));
            }
        }
        ASSERT_TRUE(writer->commit());
        expect_agreement(writer->committed(), blocks);
        expect_whole(folder_ / "a", blocks);
        if (HasFatalFailure()) FAIL() << "seed " << seed;
        writer.reset();
        std::filesystem::remove_all(folder_);
    }
}

TEST_F(AccountWriterTest, WritesTheSameBytesWhateverTheBatchesAndMergesItsSegments) {
    for (std::uint32_t seed = 0; seed < 2; ++seed) {
        RandomAccounts ledger(seed, {.transactions_max = 1, .accounts_count = 500});
        const auto blocks = ledger.blocks(seed == 0 ? 4'400 : 600);
        {
            auto whole = open("whole", {std::uint64_t{1} << 28});
            // So little that every segment is merged from its parts.
            auto pieces = open("pieces", {1U << 16});
            std::mt19937 random(seed);
            for (const AccountBlock& block : blocks) {
                ASSERT_TRUE(whole.append(block));
                ASSERT_TRUE(pieces.append(block));
                if (random() % 300 == 0) {
                    ASSERT_TRUE(pieces.commit());
                }
            }
            ASSERT_TRUE(whole.commit());
            ASSERT_TRUE(pieces.commit());
        }
        expect_same_store(folder_ / "whole", folder_ / "pieces");
        expect_whole(folder_ / "pieces", blocks);
        if (HasFatalFailure()) FAIL() << "seed " << seed;
        std::filesystem::remove_all(folder_);
    }
}

TEST_F(AccountWriterTest, UnwindsToExactlyWhatStoodThere) {
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        RandomAccounts ledger(seed, {.transactions_max = 2, .hashes = seed % 2 == 0});
        const auto blocks = ledger.blocks(300);
        std::mt19937 random(seed);
        const std::size_t kept = seed == 0 ? 0 : random() % (blocks.size() + 1);
        const std::vector<AccountBlock> first(blocks.begin(),
                                              blocks.begin() + static_cast<std::ptrdiff_t>(kept));
        {
            auto unwound = open("unwound");
            auto plain = open("plain");
            for (const AccountBlock& block : blocks) ASSERT_TRUE(unwound.append(block));
            for (const AccountBlock& block : first) ASSERT_TRUE(plain.append(block));
            ASSERT_TRUE(unwound.commit());
            ASSERT_TRUE(plain.commit());
            const auto done = unwound.unwind(kept);
            ASSERT_TRUE(done) << done.error().message;
            expect_same_store(folder_ / "unwound", folder_ / "plain");
            expect_whole(folder_ / "unwound", first);
            for (std::size_t i = kept; i < blocks.size(); ++i) {
                ASSERT_TRUE(unwound.append(blocks[i]));
            }
            ASSERT_TRUE(unwound.commit());
            expect_whole(folder_ / "unwound", blocks);
        }
        if (HasFatalFailure()) FAIL() << "seed " << seed << " kept " << kept;
        std::filesystem::remove_all(folder_);
    }
}

TEST_F(AccountWriterTest, UnwindsFromALargeSegmentToItsParts) {
    RandomAccounts ledger(1, {.transactions_max = 1, .transfers_max = 2});
    const auto blocks = ledger.blocks(4'200);
    {
        auto unwound = open("unwound");
        auto plain = open("plain");
        for (std::size_t block = 0; block < blocks.size(); ++block) {
            ASSERT_TRUE(unwound.append(blocks[block]));
            if (block < 700) {
                ASSERT_TRUE(plain.append(blocks[block]));
            }
        }
        ASSERT_TRUE(unwound.commit());
        ASSERT_TRUE(plain.commit());
        ASSERT_TRUE(unwound.unwind(700));
    }
    expect_same_store(folder_ / "unwound", folder_ / "plain");
}

/// What a store consists of when its writer is killed: the columns and segments of `later`, with
/// the manifest of `earlier`, segments of both.
TEST_F(AccountWriterTest, CutsOffWhatAKilledWriterLeftAndReadersNeverSeeIt) {
    RandomAccounts ledger(5);
    const auto blocks = ledger.blocks(300);
    const std::vector<AccountBlock> first(blocks.begin(), blocks.begin() + 200);
    {
        auto earlier = open("earlier");
        auto later = open("later");
        for (const AccountBlock& block : first) ASSERT_TRUE(earlier.append(block));
        for (const AccountBlock& block : blocks) ASSERT_TRUE(later.append(block));
        ASSERT_TRUE(earlier.commit());
        ASSERT_TRUE(later.commit());
    }
    std::filesystem::copy(folder_ / "later", folder_ / "killed");
    std::filesystem::copy(folder_ / "earlier" / kManifestName, folder_ / "killed" / kManifestName,
                          std::filesystem::copy_options::overwrite_existing);
    test::write_file(folder_ / "killed" / "hash-00000256-256.idx.new", "half");
    expect_whole(folder_ / "killed", first);
    {
        const AccountWriter recovered = open("killed");
    }
    expect_same_store(folder_ / "killed", folder_ / "earlier");
}

TEST_F(AccountWriterTest, RefusesABlockThatDoesNotFollowAndTakesTheNextThatDoes) {
    RandomAccounts ledger(3);
    const auto blocks = ledger.blocks(4);
    auto writer = open("a");
    ASSERT_TRUE(writer.append(blocks[0]));
    const auto skipped = writer.append(blocks[2]);
    ASSERT_FALSE(skipped);
    EXPECT_EQ(skipped.error().fault, Fault::refused);
    EXPECT_NE(skipped.error().message.find("that follows"), std::string::npos);
    ASSERT_TRUE(writer.append(blocks[1]));
    EXPECT_EQ(writer.tip(), blocks[1].hash);
    ASSERT_TRUE(writer.commit());
    const auto again = writer.append(blocks[1]);
    ASSERT_FALSE(again);
    EXPECT_NE(again.error().message.find("expected a block above 8, found 8"), std::string::npos);
    ASSERT_TRUE(writer.append(blocks[2]));
    ASSERT_TRUE(writer.commit());
    expect_whole(folder_ / "a", {blocks.begin(), blocks.begin() + 3});
}

TEST_F(AccountWriterTest, TakesAnyFirstBlockInAWindowOnly) {
    RandomAccounts ledger(3);
    const auto blocks = ledger.blocks(2);
    auto window = open("window");
    EXPECT_TRUE(window.append(blocks[1]));
    ASSERT_TRUE(window.commit());
    EXPECT_EQ(window.committed().manifest().previous, blocks[0].hash);
    EXPECT_EQ(window.committed().manifest().base_height, 8U);
    auto whole = AccountWriter::open(folder_ / "whole", {"xrpl", false}, {});
    ASSERT_TRUE(whole);
    EXPECT_FALSE(whole->append(blocks[1]));
    EXPECT_TRUE(whole->append(blocks[0]));
}

TEST_F(AccountWriterTest, RefusesASecondWriterAnotherNetworkAndAWindowForTheWhole) {
    RandomAccounts ledger(3);
    {
        auto writer = open("a");
        ASSERT_TRUE(writer.append(ledger.next()));
        ASSERT_TRUE(writer.commit());
        const auto second = AccountWriter::open(folder_ / "a", {"xrpl", true}, {});
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().fault, Fault::refused);
    }
    for (const AccountStart& start :
         {AccountStart{"ethereum", true}, AccountStart{"xrpl", false}}) {
        const auto wrong = AccountWriter::open(folder_ / "a", start, {});
        ASSERT_FALSE(wrong);
        EXPECT_EQ(wrong.error().fault, Fault::refused);
    }
    const auto store = AccountStore::open(folder_ / "a");
    ASSERT_TRUE(store);
    EXPECT_EQ(store->network(), "xrpl");
    EXPECT_TRUE(store->is_window());
}

TEST_F(AccountWriterTest, SaysNoAtTheLimitsOfTheFormatAndKeepsWhatIsThere) {
    const auto try_limit = [this](const AccountWriter::Options& options) {
        std::filesystem::remove_all(folder_);
        RandomAccounts ledger(3, {.accounts_count = 400, .assets_count = 50});
        auto writer = open("a", options);
        std::vector<AccountBlock> taken;
        while (taken.size() < 200) {
            taken.push_back(ledger.next());
            const auto added = writer.append(taken.back());
            if (added) continue;
            taken.pop_back();
            EXPECT_EQ(added.error().fault, Fault::over_limit) << added.error().message;
            break;
        }
        ASSERT_TRUE(writer.commit());
        EXPECT_GT(taken.size(), 5U);
        EXPECT_LT(taken.size(), 200U);
        expect_whole(folder_ / "a", taken);
        EXPECT_LE(writer.committed().manifest().accounts, options.accounts_max);
        EXPECT_LE(writer.committed().manifest().assets, options.assets_max);
        EXPECT_LE(writer.committed().manifest().transfers, options.segment_transfers_max);
    };
    try_limit({.accounts_max = 60});
    try_limit({.assets_max = 30});
    try_limit({.segment_transfers_max = 100});
}

TEST_F(AccountWriterTest, CountsTransfersOfEachGroupOfBlocksByItself) {
    auto writer =
        open("a", {.memory_max_bytes = std::uint64_t{1} << 28, .segment_transfers_max = 10});
    AccountBlock block;
    block.accounts = {model::AccountName::of(model::AccountKind::minted, {})};
    block.assets = {model::AssetName::of(model::AssetKind::native, {})};
    for (block.height = 1; block.height <= 65'540; ++block.height) {
        const bool full = block.height % 65'536 >= 10;
        block.transfers.assign(full ? 0 : 1, {0, 0, 0, model::TransferKind::reward, Uint256(5)});
        block.transactions.assign(full ? 0 : 1, {{}, 1});
        const auto added = writer.append(block);
        ASSERT_TRUE(added) << block.height << added.error().message;
    }
    ASSERT_TRUE(writer.commit());
    const auto store = AccountStore::open(folder_ / "a");
    ASSERT_TRUE(store) << store.error().message;
    EXPECT_EQ(store->columns().transfers_count, 14U);
    expect_index(store->columns(), 0);
    EXPECT_EQ(store->find_transactions(std::vector<model::LedgerHash>(1)).front(), 13U);
}

TEST_F(AccountWriterTest, KeepsMorePairsOfAssetAndKindThanTwoBytesNumber) {
    AccountBlock block;
    block.height = 1;
    block.accounts = {model::AccountName::of(model::AccountKind::minted, {}),
                      model::AccountName::of(model::AccountKind::burned, {})};
    constexpr std::uint32_t kAssets = 66'000;
    for (std::uint32_t asset = 0; asset < kAssets; ++asset) {
        std::array<std::byte, 20> bytes{};
        store(bytes.data(), asset);
        block.assets.push_back(model::AssetName::of(model::AssetKind::erc20, bytes));
        block.transfers.push_back({0, 1, asset, model::TransferKind::token, Uint256(1)});
    }
    block.transactions = {{{std::byte{1}}, kAssets}};
    AccountBlock second = block;
    second.height = 2;
    std::ranges::reverse(second.transfers);
    {
        auto writer = open("a");
        ASSERT_TRUE(writer.append(block));
        ASSERT_TRUE(writer.commit());
        ASSERT_TRUE(writer.append(second));
        ASSERT_TRUE(writer.commit());
    }
    const auto store = AccountStore::open(folder_ / "a");
    ASSERT_TRUE(store) << store.error().message;
    const AccountColumns& columns = store->columns();
    EXPECT_EQ(columns.movement_kinds.size(), 65'535U);
    EXPECT_EQ(columns.far_movements.size(), 2 * (kAssets - 65'535));
    for (std::uint32_t asset = 0; asset < kAssets; ++asset) {
        ASSERT_EQ(columns.movement(asset).asset, asset);
        ASSERT_EQ(columns.movement(2 * kAssets - 1 - asset).asset, asset);
    }
    auto writer = open("a");
    ASSERT_TRUE(writer.unwind(1));
    EXPECT_EQ(writer.committed().manifest().far_movements, kAssets - 65'535);
}

}  // namespace
}  // namespace pelf::graph
