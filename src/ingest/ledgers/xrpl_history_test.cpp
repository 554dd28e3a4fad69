// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_history.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::AccountName;
using model::AssetKind;
using model::AssetName;
using model::TransferKind;
using Account = codec::XrplAccountId;

Account made_account(std::uint8_t number) {
    Account account;
    account.bytes.fill(std::byte{number});
    return account;
}

AccountName made_name(std::uint8_t number) {
    return AccountName::of(AccountKind::xrpl, made_account(number).bytes);
}

XrplHolding balance(const AccountName& holder, std::uint64_t before, std::uint64_t after) {
    return {holder, AssetName::of(AssetKind::native, {}), {false, before}, {false, after}};
}

/// Account `from` pays account `to`, whose balances are given.
SaidXrplTransaction paid(std::uint8_t id, std::uint64_t ledger, XrplHolding from, XrplHolding to) {
    SaidXrplTransaction said;
    said.hash.bytes.fill(std::byte{id});
    said.ledger_index = ledger;
    said.time_unix_s = 1'000;
    said.moves.hash = said.hash.bytes;
    said.moves.holdings = {from, to};
    return said;
}

SaidXrplTransaction one_to_two(std::uint8_t id, std::uint64_t ledger, std::uint64_t before) {
    return paid(id, ledger, balance(made_name(1), before, before - 5),
                balance(made_name(2), 7, 12));
}

struct Laid {
    std::vector<model::AccountBlock> blocks;
    XrplHistoryCounts counts;
};

Result<Laid> lay(const XrplHistory& history) {
    Laid laid;
    auto counts = history.blocks([&](const model::AccountBlock& block) {
        laid.blocks.push_back(block);
        return Status(Done{});
    });
    if (!counts) return Unexpected(std::move(counts).error());
    laid.counts = *counts;
    return laid;
}

TEST(XrplHistory, HandsOutInTheOrderOfTheLedgerWhateverCameFirst) {
    XrplHistory history;
    ASSERT_TRUE(history.add(one_to_two(3, 30, 50), std::nullopt));
    ASSERT_TRUE(history.add(one_to_two(1, 10, 90), std::nullopt));
    ASSERT_TRUE(history.add(one_to_two(1, 10, 90), made_account(1)));
    EXPECT_EQ(history.transactions_count(), 2U);
    EXPECT_EQ(history.ledger_of(codec::Hash256{one_to_two(3, 0, 9).hash}), 30U);
    EXPECT_FALSE(history.ledger_of({}));
    const auto laid = lay(history);
    ASSERT_TRUE(laid);
    ASSERT_EQ(laid->blocks.size(), 2U);
    EXPECT_EQ(laid->blocks[0].height, 10U);
    EXPECT_EQ(laid->blocks[1].height, 30U);
}

TEST(XrplHistory, MakesUpForWhatIsMissingOfOtherAccounts) {
    XrplHistory history;
    ASSERT_TRUE(history.add(one_to_two(1, 10, 90), std::nullopt));
    ASSERT_TRUE(history.add(one_to_two(2, 20, 40), std::nullopt));  // It had 85.
    const auto laid = lay(history);
    ASSERT_TRUE(laid);
    EXPECT_EQ(laid->counts.breaks_count, 0U);
    const auto& transfers = laid->blocks[1].transfers;
    EXPECT_EQ(std::ranges::count(transfers, TransferKind::opening, &model::AccountTransfer::kind),
              2);
}

TEST(XrplHistory, CountsBalancesOfWholeAccountsThatDoNotFollowOn) {
    XrplHistory history;
    history.set_scope(10, 40);
    ASSERT_TRUE(history.add(one_to_two(1, 10, 90), made_account(1)));
    ASSERT_TRUE(history.add(one_to_two(2, 20, 40), made_account(1)));
    history.set_known(made_account(1), 10, 40);
    EXPECT_EQ(lay(history)->counts.breaks_count, 1U);
    history.set_known(made_account(1), 10, 39);
    EXPECT_FALSE(history.is_whole(made_account(1)));
    EXPECT_EQ(lay(history)->counts.breaks_count, 0U);
}

TEST(XrplHistory, AnAccountIsWholeFromOneLedgerAtTheLatestThroughTheTip) {
    XrplHistory history;
    history.set_scope(20, 40);
    EXPECT_EQ(history.whole_from(), std::nullopt);
    history.set_known(made_account(1), 21, 40);
    EXPECT_FALSE(history.is_whole(made_name(1)));
    history.set_known(made_account(1), 20, 40);
    EXPECT_TRUE(history.is_whole(made_name(1)));
    std::array<std::byte, 24> tagged{};
    std::ranges::copy(made_account(1).bytes, tagged.begin());
    EXPECT_TRUE(history.is_whole(AccountName::of(AccountKind::xrpl_tagged, tagged)));
    EXPECT_FALSE(history.is_whole(made_name(2)));
    EXPECT_FALSE(history.is_whole(AccountName::of(AccountKind::pool, {})));
    history.set_known(made_account(2), 5, 41);
    EXPECT_EQ(history.whole_count(), 2U);
    EXPECT_EQ(history.whole_from(), 20U);
}

TEST(XrplHistory, RefusesAHistoryThatLacksWhatAnotherHas) {
    XrplHistory history;
    history.set_scope(10, 40);
    ASSERT_TRUE(history.add(one_to_two(1, 10, 90), made_account(1)));
    history.set_known(made_account(2), 11, 40);
    EXPECT_TRUE(lay(history)) << "it is from before";
    history.set_known(made_account(2), 10, 40);
    ASSERT_FALSE(lay(history));
    EXPECT_EQ(lay(history).error().fault, Fault::refused);
    ASSERT_TRUE(history.add(one_to_two(1, 10, 90), made_account(2)));
    EXPECT_TRUE(lay(history));
}

TEST(XrplHistory, RefusesTwoTransactionsInOnePlaceAndOneInTwo) {
    XrplHistory history;
    ASSERT_TRUE(history.add(one_to_two(1, 10, 90), std::nullopt));
    EXPECT_FALSE(history.add(one_to_two(2, 10, 90), std::nullopt));
    EXPECT_FALSE(history.add(one_to_two(1, 11, 90), std::nullopt));
    EXPECT_EQ(history.transactions_count(), 1U);
}

TEST(XrplHistory, AnEntryThatHoldsMoneyIsKnownFromWhoPaysIn) {
    XrplHistory history;
    history.set_scope(10, 40);
    const AccountName entry = AccountName::of(AccountKind::xrpl_object, codec::Hash256{}.bytes);
    SaidXrplTransaction made = paid(1, 10, balance(made_name(1), 90, 85), balance(entry, 0, 5));
    made.moves.fee_payer = made_name(1);
    ASSERT_TRUE(history.add(std::move(made), std::nullopt));
    SaidXrplTransaction given = paid(2, 20, balance(entry, 5, 0), balance(made_name(2), 0, 5));
    given.moves.fee_payer = made_name(3);
    ASSERT_TRUE(history.add(std::move(given), std::nullopt));
    EXPECT_EQ(history.whom_to_ask(entry), made_account(1));
    EXPECT_FALSE(history.is_whole(entry));
    history.set_known(made_account(1), 10, 40);
    EXPECT_TRUE(history.is_whole(entry));
}

}  // namespace
}  // namespace pelf::ingest
