// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_movements.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <utility>
#include <vector>

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::AccountName;
using model::AssetKind;
using model::AssetName;
using model::TransferKind;

AccountName account(std::uint8_t number) {
    std::array<std::byte, 20> bytes{};
    bytes.fill(std::byte{number});
    return AccountName::of(AccountKind::xrpl, bytes);
}

AccountName object(std::uint8_t number) {
    std::array<std::byte, 32> bytes{};
    bytes.fill(std::byte{number});
    return AccountName::of(AccountKind::xrpl_object, bytes);
}

AssetName xrp() {
    return AssetName::of(AssetKind::native, {});
}

AssetName issued(std::uint8_t code, std::uint8_t issuer) {
    std::array<std::byte, 40> bytes{};
    bytes[12] = std::byte{code};
    std::fill(bytes.begin() + 20, bytes.end(), std::byte{issuer});
    return AssetName::of(AssetKind::xrpl_issued, bytes);
}

XrplHolding holding(const AccountName& who, const AssetName& what, std::uint64_t before,
                    std::uint64_t after) {
    return {who, what, {false, before}, {false, after}};
}

struct Written {
    model::AccountBlock block;
    XrplFlaws flaws;
    XrplMovesCounts counts;

    struct Line {
        AccountName from;
        AccountName to;
        AssetName asset;
        TransferKind kind;
        Uint256 amount;

        bool operator==(const Line&) const = default;
    };
    std::vector<Line> lines() const {
        std::vector<Line> found;
        for (const auto& one : block.transfers) {
            found.push_back({block.accounts[one.from], block.accounts[one.to],
                             block.assets[one.asset], one.kind, one.amount});
        }
        return found;
    }
};

Written write(const XrplMoves& moves, XrplBook* book = nullptr) {
    Written written;
    written.counts = append_moves(moves, book, written.block, written.flaws);
    return written;
}

const AccountName kPool = AccountName::of(AccountKind::pool, {});
const AccountName kBurned = AccountName::of(AccountKind::burned, {});
const AccountName kOutside = AccountName::of(AccountKind::outside, {});

TEST(XrplMovements, MakeOneTransferOfADirectPaymentAndTakeTheFeeOnce) {
    XrplMoves moves;
    moves.holdings = {holding(account(1), xrp(), 1'000, 885), holding(account(2), xrp(), 50, 150)};
    moves.fee_payer = account(1);
    moves.fee_drops = 15;
    const auto written = write(moves);
    EXPECT_EQ(written.lines(), (std::vector<Written::Line>{
                                   {account(1), kBurned, xrp(), TransferKind::fee, 15},
                                   {account(1), account(2), xrp(), TransferKind::payment, 100},
                               }));
    EXPECT_TRUE(written.flaws.empty());
    ASSERT_EQ(written.block.transactions.size(), 1U);
    EXPECT_EQ(written.block.transactions[0].transfers_count, 2U);
}

TEST(XrplMovements, LeaveOutWhatMovesNothing) {
    XrplMoves moves;
    moves.holdings = {holding(account(1), xrp(), 10, 10)};
    const auto written = write(moves);
    EXPECT_TRUE(written.block.transactions.empty());
    EXPECT_TRUE(written.block.transfers.empty());
}

TEST(XrplMovements, CreditATagAndTellTagZeroFromNone) {
    XrplMoves moves;
    moves.holdings = {holding(account(1), xrp(), 100, 40), holding(account(2), xrp(), 0, 60)};
    moves.routes = {{account(2), 0, std::nullopt}};
    std::array<std::byte, 24> bytes{};
    std::fill_n(bytes.begin(), 20, std::byte{2});
    EXPECT_EQ(write(moves).lines()[0].to, AccountName::of(AccountKind::xrpl_tagged, bytes));
    moves.routes[0].tag = 0x0102'0304;
    const auto to = write(moves).lines()[0].to;
    ASSERT_EQ(to.size, 24);
    EXPECT_EQ(to.payload[20], std::byte{1});
    EXPECT_EQ(to.payload[23], std::byte{4});
    moves.routes.clear();
    EXPECT_EQ(write(moves).lines()[0].to, account(2));
}

TEST(XrplMovements, CreditATagOnlyForItsAssetAndOnlyWhoGets) {
    XrplMoves moves;
    moves.holdings = {holding(account(1), xrp(), 100, 0), holding(account(2), xrp(), 0, 100),
                      holding(account(2), issued('U', 9), 5, 0),
                      holding(account(1), issued('U', 9), 0, 5)};
    moves.routes = {{account(2), 7, issued('U', 8)}, {account(1), 8, issued('U', 8)}};
    const auto lines = write(moves).lines();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].to, account(2));  // XRP is another asset than the one that was asked for.
    EXPECT_EQ(lines[1].from, account(2));
    EXPECT_EQ(lines[1].to.kind, AccountKind::xrpl_tagged);  // Of whichever issuer.
}

TEST(XrplMovements, CallAnExchangeASwap) {
    XrplMoves moves;
    moves.holdings = {holding(account(1), xrp(), 100, 0), holding(account(2), xrp(), 0, 100),
                      holding(account(2), issued('U', 9), 5, 0),
                      holding(account(3), issued('U', 9), 0, 5)};
    for (const auto& line : write(moves).lines()) EXPECT_EQ(line.kind, TransferKind::swap);
}

TEST(XrplMovements, IssueAndRedeemWhatHoldersDoNotBalance) {
    XrplMoves moves;
    moves.holdings = {holding(account(1), issued('U', 9), 0, 5)};
    EXPECT_EQ(write(moves).lines(),
              (std::vector<Written::Line>{
                  {account(9), account(1), issued('U', 9), TransferKind::issue, 5}}));
    // A transfer fee is what the issuer owes no more.
    moves.holdings = {holding(account(1), issued('U', 9), 100, 0),
                      holding(account(2), issued('U', 9), 0, 98)};
    EXPECT_EQ(write(moves).lines(),
              (std::vector<Written::Line>{
                  {account(1), account(2), issued('U', 9), TransferKind::payment, 98},
                  {account(1), account(9), issued('U', 9), TransferKind::redeem, 2}}));
}

TEST(XrplMovements, KeepOneCodeOfTwoIssuersApart) {
    XrplMoves moves;
    moves.holdings = {holding(account(1), issued('U', 8), 5, 0),
                      holding(account(2), issued('U', 9), 0, 5)};
    const auto lines = write(moves).lines();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].kind, TransferKind::redeem);
    EXPECT_EQ(lines[1].kind, TransferKind::issue);
}

TEST(XrplMovements, HoldInAnEntry) {
    XrplMoves moves;
    moves.holdings = {holding(account(1), xrp(), 100, 0), holding(object(7), xrp(), 0, 100)};
    EXPECT_EQ(
        write(moves).lines(),
        (std::vector<Written::Line>{{account(1), object(7), xrp(), TransferKind::hold, 100}}));
}

TEST(XrplMovements, PoolWhatSeveralPaidToSeveral) {
    XrplMoves moves;
    moves.holdings = {holding(account(1), xrp(), 10, 0), holding(account(2), xrp(), 20, 0),
                      holding(account(3), xrp(), 0, 12), holding(account(4), xrp(), 0, 18)};
    EXPECT_EQ(write(moves).lines(),
              (std::vector<Written::Line>{{account(1), kPool, xrp(), TransferKind::payment, 10},
                                          {account(2), kPool, xrp(), TransferKind::payment, 20},
                                          {kPool, account(3), xrp(), TransferKind::payment, 12},
                                          {kPool, account(4), xrp(), TransferKind::payment, 18}}));
    moves.holdings.pop_back();
    moves.holdings[2].after.size = 30;
    EXPECT_EQ(write(moves).lines().size(), 2U);  // One creditor: no pool.
}

TEST(XrplMovements, SayThatXrpDoesNotBalanceAndTakeTheTransactionAllTheSame) {
    XrplMoves moves;
    moves.holdings = {holding(account(1), xrp(), 100, 0), holding(account(2), xrp(), 0, 90)};
    const auto less = write(moves);
    EXPECT_EQ(less.flaws, XrplFlaws{"XRP does not balance: 10 drops vanish"});
    EXPECT_EQ(less.lines()[1],
              (Written::Line{account(1), kOutside, xrp(), TransferKind::payment, 10}));
    moves.holdings[1].after.size = 101;
    const auto more = write(moves);
    EXPECT_EQ(more.flaws, XrplFlaws{"XRP does not balance: 1 drops come from nowhere"});
    EXPECT_EQ(more.lines().size(), 2U);
}

TEST(XrplMovements, SayThatTheFeePayerIsNotThere) {
    XrplMoves moves;
    moves.fee_payer = account(1);
    moves.fee_drops = 12;
    EXPECT_EQ(write(moves).flaws.size(), 2U);
}

TEST(XrplMovements, SayThatAFailedTransactionMovedMore) {
    XrplMoves moves;
    moves.is_failed = true;
    moves.holdings = {holding(account(1), xrp(), 100, 88)};
    moves.fee_payer = account(1);
    moves.fee_drops = 12;
    EXPECT_TRUE(write(moves).flaws.empty());
    moves.holdings[0].after.size = 80;
    moves.holdings.push_back(holding(account(2), xrp(), 0, 8));
    EXPECT_EQ(write(moves).flaws, XrplFlaws{"a failed transaction moved more than its fee"});
}

TEST(XrplMovements, SayWhatNeedsMoreThan256Bits) {
    const Uint256 most({~0ULL, ~0ULL, ~0ULL, ~0ULL});
    XrplMoves moves;
    moves.holdings = {{account(1), issued('U', 9), {}, {false, most}},
                      {account(2), issued('U', 9), {}, {false, 1}}};
    EXPECT_EQ(write(moves).flaws.size(), 1U);
    moves.holdings = {{account(1), xrp(), {true, most}, {false, most}}};
    EXPECT_EQ(write(moves).flaws.size(), 1U);
}

TEST(XrplBook, OpensABalanceOnceAndFindsABreach) {
    XrplBook book;
    XrplMoves moves;
    moves.holdings = {holding(account(1), xrp(), 100, 60), holding(account(2), xrp(), 0, 40)};
    const auto first = write(moves, &book);
    EXPECT_EQ(first.lines()[0],
              (Written::Line{kOutside, account(1), xrp(), TransferKind::opening, 100}));
    EXPECT_EQ(first.counts.openings_count, 1U);
    moves.holdings = {holding(account(1), xrp(), 60, 50), holding(account(2), xrp(), 40, 50)};
    EXPECT_EQ(write(moves, &book).counts.openings_count, 0U);
    moves.holdings = {holding(account(1), xrp(), 55, 45), holding(account(2), xrp(), 50, 60)};
    const auto breach = write(moves, &book);
    EXPECT_EQ(breach.counts.breaches_count, 1U);
    EXPECT_EQ(breach.lines()[0],
              (Written::Line{kOutside, account(1), xrp(), TransferKind::opening, 5}));
    EXPECT_EQ(book.balances_count(), 2U);
}

TEST(XrplBook, OpensABalanceBelowZeroTheOtherWay) {
    XrplBook book;
    XrplMoves moves;
    moves.holdings = {{account(1), xrp(), {true, 100}, {false, 0}},
                      {account(2), xrp(), {false, 100}, {false, 0}}};
    const auto lines = write(moves, &book).lines();
    EXPECT_EQ(lines[0], (Written::Line{account(1), kOutside, xrp(), TransferKind::opening, 100}));
    EXPECT_EQ(lines[2], (Written::Line{account(2), account(1), xrp(), TransferKind::payment, 100}));
    EXPECT_EQ(book.balances_count(), 0U);
}

/// The plainest account of a transaction: every transfer added to a table of who has what, tags and
/// their account together. Whatever the transfers are, it must say what the ledger says.
TEST(XrplMovements, AddUpToWhatEveryHolderHas) {
    std::mt19937 random(37);
    XrplBook book;
    std::map<std::pair<AccountName, AssetName>, SignedAmount> ledger;
    std::map<std::pair<AccountName, AssetName>, SignedAmount> added;
    const auto add_up = [&](AccountName who, const AssetName& what, const SignedAmount& more) {
        if (who.kind == AccountKind::xrpl_tagged) {
            who = AccountName::of(AccountKind::xrpl, who.bytes().first(20));
        }
        added[{who, what}] = *sum(added[{who, what}], more);
    };
    for (int round = 0; round < 500; ++round) {
        XrplMoves moves;
        moves.fee_payer = account(1);
        moves.fee_drops = random() % 3;
        if (random() % 2 == 0) {
            moves.routes = {{account(2), static_cast<std::uint32_t>(random() % 5), std::nullopt}};
        }
        for (const auto& asset : {xrp(), issued('A', 9), issued('B', 9)}) {
            std::uint64_t rest = 0;
            for (std::uint8_t who = 1; who <= 5; ++who) {
                if (random() % 3 == 0) continue;
                const auto holder = who == 5 ? object(5) : account(who);
                // The ledger may have moved between two transactions that are read.
                const std::uint64_t before =
                    random() % 8 == 0 ? random() % 100 : ledger[{holder, asset}].size.low();
                std::uint64_t after = random() % 100;
                if (who == 1 && asset.kind == AssetKind::native) after += moves.fee_drops;
                rest += after;
                moves.holdings.push_back(holding(holder, asset, before, after));
                ledger[{holder, asset}] = {false, after};
            }
        }
        const auto written = write(moves, &book);
        for (const auto& line : written.lines()) {
            EXPECT_FALSE(line.amount.is_zero());
            add_up(line.from, line.asset, {true, line.amount});
            add_up(line.to, line.asset, {false, line.amount});
        }
        for (const auto& [who, amount] : ledger) {
            EXPECT_EQ(added[who], amount) << round;
        }
        for (const auto& [who, amount] : added) {
            EXPECT_TRUE(who.first.kind != AccountKind::pool || amount.size.is_zero());
        }
    }
}

TEST(SignedAmount, AddsAsSchoolDoes) {
    for (int a = -5; a <= 5; ++a) {
        for (int b = -5; b <= 5; ++b) {
            const auto made = [](int value) {
                return SignedAmount{value < 0, static_cast<std::uint64_t>(std::abs(value))};
            };
            EXPECT_EQ(*sum(made(a), made(b)), made(a + b)) << a << ' ' << b;
            EXPECT_EQ(negated(made(a)), made(-a));
        }
    }
    const Uint256 most({~0ULL, ~0ULL, ~0ULL, ~0ULL});
    EXPECT_FALSE(sum({false, most}, {false, 1}));
    EXPECT_TRUE(sum({false, most}, {true, 1}));
}

}  // namespace
}  // namespace pelf::ingest
