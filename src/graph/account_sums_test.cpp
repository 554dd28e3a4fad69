// SPDX-License-Identifier: Apache-2.0
#include "graph/account_sums.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/word_sum.hpp"
#include "graph/account_store.hpp"
#include "graph/account_verify.hpp"
#include "graph/account_writer.hpp"
#include "graph/memory_accounts.hpp"
#include "support/random_accounts.hpp"
#include "support/store_folder.hpp"
#include "support/summed_columns.hpp"

namespace pelf::graph {
namespace {

using model::TransferKind;
using QueueName = std::pair<std::uint32_t, std::uint32_t>;  ///< Account, asset.

/// Every queue's transfers, by a plain scan.
std::map<QueueName, std::vector<std::uint64_t>> queues_of(const AccountColumns& columns) {
    std::map<QueueName, std::vector<std::uint64_t>> queues;
    for (std::uint64_t row = 0; row < columns.transfers_count; ++row) {
        const std::uint32_t asset = columns.movement(row).asset;
        queues[{columns.froms[row], asset}].push_back(row);
        if (columns.froms[row] == columns.tos[row]) continue;
        queues[{columns.tos[row], asset}].push_back(row);
    }
    return queues;
}

bool has_other_orders(const AccountColumns& columns, std::uint64_t transaction) {
    const Rows transfers = columns.transfers_of(transaction);
    for (std::uint64_t row = transfers.begin; row < transfers.end; ++row) {
        const TransferKind kind = columns.movement(row).kind;
        const auto is_pool = [&](std::uint32_t account) {
            return columns.account_kinds[account] == model::AccountKind::pool;
        };
        if (kind == TransferKind::swap || kind == TransferKind::wrap ||
            is_pool(columns.froms[row]) || is_pool(columns.tos[row])) {
            return true;
        }
    }
    return false;
}

/// The balance after some transfers of a queue, nothing where some order asks for more than is
/// there or brings more than fits: one transfer after another, and of a transaction without an
/// order all that goes before all that comes.
std::optional<Uint256> played(const AccountColumns& columns, std::uint32_t account,
                              const std::vector<std::uint64_t>& rows, Uint256 balance) {
    for (std::size_t at = 0; at < rows.size();) {
        const std::uint64_t transaction = columns.transaction_of(rows[at]);
        std::size_t end = at;
        Uint256 out_first = balance;
        for (; end < rows.size() && columns.transaction_of(rows[end]) == transaction; ++end) {
            const Uint256 amount = columns.amount(rows[end]);
            if (columns.froms[rows[end]] == account) {
                if (balance < amount) return std::nullopt;
                balance -= amount;
                const bool alone = !has_other_orders(columns, transaction);
                if (!alone && out_first < amount) return std::nullopt;
                out_first = alone || out_first < amount ? out_first : out_first - amount;
            }
            if (columns.tos[rows[end]] == account) {
                const auto sum = add(balance, amount);
                if (!sum) return std::nullopt;
                balance = *sum;
            }
        }
        at = end;
    }
    return balance;
}

/// The transfers of a queue that a stretch covers.
std::vector<std::uint64_t> rows_in(const std::vector<std::uint64_t>& queue, Rows rows) {
    std::vector<std::uint64_t> found;
    for (const std::uint64_t row : queue) {
        if (row >= rows.begin && row < rows.end) found.push_back(row);
    }
    return found;
}

void expect_sums(const AccountColumns& columns, std::size_t stretch_rows, std::mt19937& random,
                 std::size_t& trusted, std::size_t& refused) {
    for (const auto& [name, queue] : queues_of(columns)) {
        const auto [account, asset] = name;
        std::uint64_t covered = 0;
        AccountStretchCursor cursor(columns, account, asset, 0);
        for (; cursor.peek(); cursor.pop()) {
            const AccountStretchView& stretch = *cursor.peek();
            ASSERT_LE(covered, stretch.rows.begin);
            covered = stretch.rows.end;
            const auto rows = rows_in(queue, stretch.rows);
            ASSERT_FALSE(rows.empty());
            ASSERT_EQ(rows.back(), stretch.after.row);
            const bool is_last_of_segment =
                stretch.rows.end == columns.index[stretch.after.segment].rows.end;
            ASSERT_TRUE(is_last_of_segment || rows.size() >= stretch_rows);
            ASSERT_TRUE(columns.transfer_starts.starts_at(stretch.rows.begin) ||
                        std::ranges::none_of(rows, [&](std::uint64_t row) {
                            return columns.transaction_of(row) ==
                                   columns.transaction_of(stretch.rows.begin - 1);
                        }));
            // The account's next transfer, of whatever asset, comes next.
            AccountRowCursor resumed(columns.index, account, stretch.after);
            AccountRowCursor plain = columns.rows_of_account(account, stretch.after.row + 1);
            for (int steps = 0; steps < 3; ++steps) ASSERT_EQ(resumed.next(), plain.next());
            for (const Uint256& more : {Uint256(), Uint256(random() % 1000)}) {
                for (const Uint256& balance :
                     {more, stretch.needed, add(stretch.needed, more).value_or(kUint256Max),
                      stretch.needed.is_zero() ? Uint256() : stretch.needed - 1, kUint256Max}) {
                    const auto got = stretch.over(balance);
                    const auto expected = played(columns, account, rows, balance);
                    if (got) {
                        ASSERT_EQ(*got, expected);
                        ++trusted;
                    } else {
                        // Refused for a reason: a shortage, a sum or an amount that is too wide.
                        const bool wide = std::ranges::any_of(rows, [&](std::uint64_t row) {
                            return columns.amount(row) >= Uint256({0, 1, 0, 0});
                        });
                        const bool may_overflow = !add(balance, stretch.received);
                        ASSERT_TRUE(!expected || wide || may_overflow);
                        ++refused;
                    }
                }
            }
        }
    }
}

TEST(AccountSums, SayWhatPlayingTheTransfersSays) {
    std::size_t trusted = 0;
    std::size_t refused = 0;
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        test::RandomAccounts ledger(seed, {.accounts_count = 14, .assets_count = 1 + seed % 4});
        MemoryAccounts memory;
        for (const model::AccountBlock& block : ledger.blocks(40)) memory.append(block);
        const AccountColumns plain = memory.columns();
        std::set<std::uint64_t> cuts;
        for (std::uint32_t cut = 0; cut < seed % 4; ++cut) {
            cuts.insert(1 + random() % (plain.transactions_count - 1));
        }
        const std::vector<std::uint64_t> ascending(cuts.begin(), cuts.end());
        const std::size_t stretch_rows = 1 + random() % 5;
        const test::SummedColumns summed(plain, ascending, stretch_rows);
        expect_sums(summed.columns(), stretch_rows, random, trusted, refused);
        if (::testing::Test::HasFatalFailure()) return;
    }
    EXPECT_GT(trusted, 10'000U);
    EXPECT_GT(refused, 1'000U);
}

TEST(AccountSums, ACursorFromAnyRowBeginsWithTheStretchThatEndsAfterIt) {
    test::RandomAccounts ledger(5, {.accounts_count = 12, .assets_count = 2});
    MemoryAccounts memory;
    for (const model::AccountBlock& block : ledger.blocks(60)) memory.append(block);
    const AccountColumns plain = memory.columns();
    const std::vector<std::uint64_t> cuts{plain.transactions_count / 3,
                                          plain.transactions_count / 2};
    const test::SummedColumns summed(plain, cuts, 3);
    for (const auto& [name, queue] : queues_of(plain)) {
        for (std::uint64_t row = 0; row < plain.transfers_count; ++row) {
            AccountStretchCursor all(summed.columns(), name.first, name.second, 0);
            while (all.peek() && all.peek()->rows.end <= row) all.pop();
            const AccountStretchCursor from(summed.columns(), name.first, name.second, row);
            ASSERT_EQ(from.peek().has_value(), all.peek().has_value());
            if (all.peek()) {
                ASSERT_EQ(from.peek()->rows, all.peek()->rows);
            }
        }
    }
}

class AccountSumsFileTest : public test::StoreFolderTest {
protected:
    /// Blocks of a few payments, so many that two accounts have sums, and one segment has its own.
    void write(std::size_t blocks_count) {
        auto writer = AccountWriter::open(folder_, {"bank", false}, {1 << 22});
        ASSERT_TRUE(writer) << writer.error().message;
        const auto account = [](std::uint32_t number) {
            const auto digits = std::to_string(10'000 + number);
            return model::AccountName::of(model::AccountKind::bank,
                                          std::as_bytes(std::span(digits)));
        };
        constexpr std::array kCode{std::byte{'E'}, std::byte{'U'}, std::byte{'R'}};
        for (std::size_t number = 0; number < blocks_count; ++number) {
            model::AccountBlock block;
            block.height = number;
            block.accounts = {account(0), account(1),
                              account(2 + static_cast<std::uint32_t>(number % 500))};
            block.assets = {model::AssetName::of(model::AssetKind::currency, kCode)};
            block.transactions = {{.hash = {}, .transfers_count = 3}};
            const auto pay = [&](std::uint32_t from, std::uint32_t to, std::uint64_t amount) {
                block.transfers.push_back({from, to, 0, TransferKind::payment, amount});
            };
            pay(2, 0, 7 + number % 13);
            pay(0, 1, 5);
            pay(1, 2, 4);
            ASSERT_TRUE(writer->append(block));
        }
        ASSERT_TRUE(writer->commit());
    }
    std::filesystem::path sums_file() const { return folder_ / "sums-00000000-4096.idx"; }
};

TEST_F(AccountSumsFileTest, AStoreKeepsThemAndIsWholeWithoutThem) {
    write(4'400);
    const std::string bytes = test::files_in(folder_).at("sums-00000000-4096.idx");
    {
        const auto store = AccountStore::open(folder_);
        ASSERT_TRUE(store) << store.error().message;
        EXPECT_GE(store->columns().sums.front().queues.size(), 2U);
        EXPECT_TRUE(store->columns().sums.back().queues.empty());
        EXPECT_EQ(verify_accounts(*store, [](auto, auto) {}).faults_count, 0U);
    }
    std::filesystem::remove(sums_file());
    {
        const auto store = AccountStore::open(folder_);
        ASSERT_TRUE(store) << store.error().message;
        EXPECT_TRUE(store->columns().sums.front().queues.empty());
    }
    // The next writer makes them anew.
    ASSERT_TRUE(AccountWriter::open(folder_, {"bank", false}, {1 << 22}));
    EXPECT_EQ(test::files_in(folder_).at("sums-00000000-4096.idx"), bytes);
}

TEST_F(AccountSumsFileTest, AFileThatWasChangedIsRefusedAndOneOfOtherSumsFound) {
    write(4'096);
    const std::string bytes = test::files_in(folder_).at("sums-00000000-4096.idx");
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        test::write_file(sums_file(), bytes.substr(0, at));
        const auto cut = AccountStore::open(folder_);
        ASSERT_FALSE(cut) << "cut at " << at;
        std::string flipped = bytes;
        flipped[at] = static_cast<char>(flipped[at] ^ 0x21);
        test::write_file(sums_file(), flipped);
        const auto changed = AccountStore::open(folder_);
        ASSERT_FALSE(changed) << "changed at " << at;
        ASSERT_FALSE(changed.error().message.empty());
    }
    // A sound file of other transfers.
    test::write_file(sums_file(), bytes);
    auto file = test::files_in(folder_).at("sums-00000000-4096.idx");
    AccountSumsHeader header;
    std::memcpy(&header, file.data(), sizeof(header));
    const std::size_t stretches_at = file.size() - header.stretches * sizeof(AccountStretch);
    file[stretches_at + 8] = static_cast<char>(file[stretches_at + 8] ^ 1);
    header.stretches_sum = word_sum(std::as_bytes(std::span(file)).subspan(stretches_at));
    std::memcpy(file.data(), &header, sizeof(header));
    test::write_file(sums_file(), file);
    const auto store = AccountStore::open(folder_);
    ASSERT_TRUE(store) << store.error().message;
    const AccountCheck check = verify_accounts(*store, [](auto, auto) {});
    ASSERT_EQ(check.faults_count, 1U);
    EXPECT_NE(check.faults.front().find("account sums"), std::string::npos);
}

}  // namespace
}  // namespace pelf::graph
