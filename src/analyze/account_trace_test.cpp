// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_trace.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <string>
#include <tuple>

#include "graph/memory_accounts.hpp"
#include "graph/memory_columns.hpp"
#include "graph/synthetic_accounts.hpp"
#include "support/summed_columns.hpp"

namespace pelf::analyze {
namespace {

using model::AccountKind;
using model::AccountName;
using model::AssetKind;
using model::AssetName;
using model::TransferKind;

AccountName name_of(const std::string& text) {
    if (text == "pool") return AccountName::of(AccountKind::pool, {});
    if (text == "minted") return AccountName::of(AccountKind::minted, {});
    if (text == "burned") return AccountName::of(AccountKind::burned, {});
    if (text == "outside") return AccountName::of(AccountKind::outside, {});
    std::array<std::byte, 24> bytes{};
    bytes[0] = static_cast<std::byte>(text[0]);
    if (text.size() == 1) return AccountName::of(AccountKind::xrpl, std::span(bytes).first(20));
    bytes[23] = static_cast<std::byte>(text[2]);  // "X:7" is X with a tag.
    return AccountName::of(AccountKind::xrpl_tagged, bytes);
}

AssetName asset_of(const std::string& text) {
    return AssetName::of(AssetKind::currency, std::as_bytes(std::span(text)));
}

/// A ledger written line by line; transfers have the numbers of their lines.
class Ledger {
public:
    Ledger& next(TransferKind kind = TransferKind::payment) {
        kind_ = kind;
        transactions_.push_back(0);
        return *this;
    }
    Ledger& as(TransferKind kind) {
        kind_ = kind;
        return *this;
    }
    Ledger& pay(const std::string& from, const std::string& to, const Uint256& amount,
                const std::string& asset = "XRP") {
        block_.accounts.push_back(name_of(from));
        block_.accounts.push_back(name_of(to));
        block_.assets.push_back(asset_of(asset));
        const auto last = static_cast<std::uint32_t>(block_.accounts.size() - 1);
        block_.transfers.push_back(
            {last - 1, last, static_cast<std::uint32_t>(block_.assets.size() - 1), kind_, amount});
        ++transactions_.back();
        return *this;
    }
    void finish() {
        for (const std::uint32_t count : transactions_) {
            model::AccountTransaction transaction;
            transaction.hash[0] = static_cast<std::byte>(block_.transactions.size());
            transaction.transfers_count = count;
            block_.transactions.push_back(transaction);
        }
        memory_.append(block_);
    }
    std::uint32_t account(const std::string& name) const {
        return *memory_.find_account(name_of(name));
    }
    std::uint32_t asset(const std::string& name) const {
        return *memory_.find_asset(asset_of(name));
    }
    graph::AccountColumns columns() { return memory_.columns(); }

    AccountTrace trace(const std::vector<AccountSeed>& seeds, AccountTraceOptions options = {}) {
        return trace_accounts_forward(columns(), seeds, options);
    }
    /// "unspent B 3 XRP" and so on, in the order of the answer.
    std::vector<std::string> lines(const AccountTrace& trace) const {
        std::map<std::uint32_t, std::string> accounts;
        for (const AccountName& name : block_.accounts) {
            const std::uint32_t number = *memory_.find_account(name);
            if (name.size == 0) {
                accounts[number] = to_string(name.kind);
                continue;
            }
            accounts[number] = static_cast<char>(name.payload[0]);
            if (name.kind != AccountKind::xrpl_tagged) continue;
            accounts[number] += std::string(":") + static_cast<char>(name.payload[23]);
        }
        std::vector<std::string> lines;
        for (const AccountEnd& end : trace.ends) {
            const auto asset = memory_.asset(end.asset).bytes();
            std::string code;
            for (const std::byte letter : asset) code += static_cast<char>(letter);
            lines.push_back(std::string(to_string(end.kind)) + " " + accounts[end.account] + " " +
                            to_string(end.amount) + " " + code);
        }
        return lines;
    }

private:
    TransferKind kind_ = TransferKind::payment;
    std::vector<std::uint32_t> transactions_;
    model::AccountBlock block_;
    graph::MemoryAccounts memory_;
};

using Lines = std::vector<std::string>;

AccountTraceOptions with(Policy policy) {
    AccountTraceOptions options;
    options.policy = policy;
    return options;
}

/// 6 clean, then 10 stolen, then 4 clean arrive at A, which pays B 9, and B 5 again.
class OneAccount : public ::testing::Test {
protected:
    void SetUp() override {
        ledger_.next().pay("outside", "A", 6);
        ledger_.next().pay("outside", "A", 10);
        ledger_.next().pay("outside", "A", 4);
        ledger_.next().pay("A", "B", 9).pay("A", "C", 5);
        ledger_.finish();
    }
    void expect(Policy policy, const Lines& expected) {
        EXPECT_EQ(ledger_.lines(ledger_.trace({{.transfer = 1}}, with(policy))), expected)
            << to_string(policy);
    }
    Ledger ledger_;
};

TEST_F(OneAccount, EveryPolicyTakesWhatItsRuleSays) {
    expect(Policy::fifo, {"unspent A 2 XRP", "unspent B 3 XRP", "unspent C 5 XRP"});
    expect(Policy::lifo, {"unspent B 5 XRP", "unspent C 5 XRP"});
    expect(Policy::dirty_first, {"unspent B 9 XRP", "unspent C 1 XRP"});
    expect(Policy::clean_first, {"unspent A 6 XRP", "unspent C 4 XRP"});
    expect(Policy::lowest_balance, {"unspent A 6 XRP", "unspent C 4 XRP"});
    expect(Policy::tiho, {"unspent B 9 XRP", "unspent C 1 XRP"});
    expect(Policy::tilo, {"unspent B 5 XRP", "unspent C 5 XRP"});
    // 10 * 9 / 20 = 4.5 leaves: the tie goes to what leaves. Then 5 * 5 / 11 = 2.27.
    expect(Policy::haircut, {"unspent A 3 XRP", "unspent B 5 XRP", "unspent C 2 XRP"});
    expect(Policy::poison, {"unspent A 6 XRP", "unspent B 9 XRP", "unspent C 5 XRP"});
}

TEST_F(OneAccount, APartOfATransferIsASeed) {
    const AccountTrace trace =
        ledger_.trace({{.transfer = 1, .label = 7, .amount = 4}, {.transfer = 1, .label = 3}});
    ASSERT_EQ(trace.seeds.size(), 2U);
    EXPECT_EQ(trace.seeds[0], (AccountSeedSum{3, 0, 10, 4}));
    EXPECT_EQ(trace.seeds[1], (AccountSeedSum{7, 0, 4, 0}));
    EXPECT_EQ(trace.ends[1].origins, (std::vector<OriginAmount>{{7, 0, 3, 3}}));
    EXPECT_EQ(trace.ends[2].origins, (std::vector<OriginAmount>{{3, 0, 4, 4}, {7, 0, 1, 1}}));
}

TEST_F(OneAccount, TheLowestBalanceBoundsWhatIsLeft) {
    const AccountTrace trace = ledger_.trace({{.transfer = 1}}, with(Policy::lowest_balance));
    EXPECT_EQ(trace.lowest_balances[0], (LowestBalance{ledger_.account("A"), 0, 6, 4, 6}));
}

TEST(AccountTrace, CleanMoneyPaidInLaterRestoresNoClaim) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10);
    ledger.next().pay("A", "B", 7);
    ledger.next().pay("outside", "A", 100);
    ledger.next().pay("A", "C", 50);
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 0}}, with(Policy::lowest_balance));
    EXPECT_EQ(ledger.lines(trace), (Lines{"unspent A 3 XRP", "unspent B 7 XRP"}));
    EXPECT_EQ(trace.lowest_balances[0], (LowestBalance{ledger.account("A"), 0, 3, 1, 3}));
}

TEST(AccountTrace, HopsAreAccountsLeft) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10);
    ledger.next().pay("A", "B", 10).pay("B", "C", 4);
    ledger.finish();
    AccountTraceOptions options;
    EXPECT_EQ(ledger.trace({{.transfer = 0}}).ends[1].hops, 2U);
    options.hops_max = 1;
    const AccountTrace cut = ledger.trace({{.transfer = 0}}, options);
    EXPECT_EQ(ledger.lines(cut), (Lines{"unspent B 6 XRP", "limit B 4 XRP"}));
    EXPECT_EQ(cut.limits, limit_hops);
    EXPECT_TRUE(cut.truncated());
}

TEST(AccountTrace, ATransactionLimitEndsAllThatIsHeldAndLaterSeeds) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10);
    ledger.next().pay("A", "B", 4);
    ledger.next().pay("B", "C", 4);
    ledger.next().pay("outside", "D", 3);
    ledger.finish();
    AccountTraceOptions options;
    options.transactions_max = 1;
    const AccountTrace trace = ledger.trace({{.transfer = 0}, {.transfer = 3}}, options);
    EXPECT_EQ(ledger.lines(trace), (Lines{"limit A 6 XRP", "limit B 4 XRP", "limit D 3 XRP"}));
    EXPECT_EQ(trace.limits, limit_transactions);
    options.transactions_max = 9;
    options.out_of_time = [] { return true; };
    EXPECT_EQ(ledger.trace({{.transfer = 0}}, options).limits, limit_time);
}

TEST(AccountTrace, MoneyNeverSeenToComeIsCleanInFrontAndReported) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10);
    ledger.next().pay("A", "B", 15);
    ledger.next().pay("B", "C", 8);
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 0}});
    EXPECT_EQ(ledger.lines(trace), (Lines{"unspent B 7 XRP", "unspent C 3 XRP"}));
    EXPECT_EQ(trace.outside, (std::vector<AssetAmount>{{0, 5}}));
    EXPECT_EQ(trace.limits, limit_outside);
    EXPECT_FALSE(trace.truncated());
}

TEST(AccountTrace, WhatWasThereBeforeGoesFirstUnderFifo) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 100);
    ledger.next().pay("A", "D", 70);
    ledger.next().pay("outside", "A", 10);
    ledger.next().pay("A", "B", 35);
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 2}});
    EXPECT_EQ(ledger.lines(trace), (Lines{"unspent A 5 XRP", "unspent B 5 XRP"}));
    EXPECT_EQ(trace.limits, 0);
}

TEST(AccountTrace, AssetsDoNotMix) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10, "USD").pay("outside", "A", 10, "EUR");
    ledger.next().pay("A", "B", 10, "EUR");
    ledger.finish();
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}})), (Lines{"unspent A 10 USD"}));
}

TEST(AccountTrace, ATagIsACustomerOfWhoeverHoldsTheAccount) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10);
    ledger.next().pay("A", "X:7", 6).pay("A", "X:0", 4);
    ledger.next().pay("X", "B", 5);
    ledger.next().pay("X:7", "C", 1);
    ledger.finish();
    AccountTraceOptions options;
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, options)),
              (Lines{"service X:7 6 XRP", "service X:0 4 XRP"}));
    options.tagged = TaggedAccounts::apart;
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, options)),
              (Lines{"unspent X:7 5 XRP", "unspent X:0 4 XRP", "unspent C 1 XRP"}));
    options.tagged = TaggedAccounts::merge;
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, options)),
              (Lines{"unspent X:0 4 XRP", "unspent B 5 XRP", "unspent C 1 XRP"}));
}

TEST(AccountTrace, AMarkOnAHolderHoldsForItsTags) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10);
    ledger.next().pay("A", "X:7", 10);
    ledger.finish();
    AccountTraceOptions options;
    const AddressMarks marks({{ledger.account("X"), StopKind::mixer, true}});
    options.marks = &marks;
    for (const auto tagged : {TaggedAccounts::stop, TaggedAccounts::apart, TaggedAccounts::merge}) {
        options.tagged = tagged;
        const AccountTrace trace = ledger.trace({{.transfer = 0}}, options);
        EXPECT_EQ(ledger.lines(trace), (Lines{"mixer X:7 10 XRP"}));
        EXPECT_EQ(trace.passes, (std::vector<AccountPass>{{1, ledger.account("X:7"), 10}}));
    }
    options.stop_at_marks = false;
    options.tagged = TaggedAccounts::stop;
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, options)),
              (Lines{"unspent X:7 10 XRP"}));
}

TEST(AccountTrace, MoneyThatStoppedIsNotFollowedOutOfTheService) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10).pay("outside", "S", 10);
    ledger.next().pay("A", "S", 10);
    ledger.next().pay("S", "B", 20);
    ledger.finish();
    AccountTraceOptions options;
    const AddressMarks marks({{ledger.account("S"), StopKind::service, false}});
    options.marks = &marks;
    // One who starts at a service is followed; the other's money stays stopped.
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}, {.transfer = 1}}, options)),
              (Lines{"unspent B 10 XRP", "service S 10 XRP"}));
}

TEST(AccountTrace, FeesBurnsRedemptionsAndOtherLayersEnd) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 20);
    ledger.next(TransferKind::fee).pay("A", "burned", 1).pay("A", "V", 2);
    ledger.next().pay("A", "burned", 3);
    ledger.next(TransferKind::redeem).pay("A", "I", 4);
    ledger.next().pay("A", "outside", 5);
    ledger.finish();
    AccountTraceOptions options;
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, options)),
              (Lines{"unspent A 5 XRP", "bridge outside 5 XRP", "fee burned 1 XRP", "fee V 2 XRP",
                     "burned burned 3 XRP", "burned I 4 XRP"}));
    options.follow_fees = true;
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, options)),
              (Lines{"unspent A 5 XRP", "unspent V 2 XRP", "bridge outside 5 XRP",
                     "burned burned 1 XRP", "burned burned 3 XRP", "burned I 4 XRP"}));
}

TEST(AccountTrace, TheFirstTheftKeepsItsTitle) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 5);
    ledger.next().pay("outside", "A", 5);
    ledger.next().pay("A", "B", 8);
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 0, .label = 1}, {.transfer = 2}});
    EXPECT_EQ(ledger.lines(trace), (Lines{"unspent B 8 XRP"}));
    EXPECT_EQ(trace.ends[0].origins, (std::vector<OriginAmount>{{0, 0, 3, 3}, {1, 0, 5, 5}}));
    EXPECT_EQ(trace.seeds[0], (AccountSeedSum{0, 0, 8, 5}));
}

TEST(AccountTrace, ASwapKeepsTheOriginAndTheShare) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 30).pay("outside", "A", 10);
    ledger.next().pay("outside", "M", 7, "USD");
    ledger.next(TransferKind::swap).pay("A", "M", 40).pay("M", "A", 7, "USD");
    ledger.next().pay("A", "B", 6, "USD");
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 0}});
    // 30 of 40 are 5.25 of 7: the border is rounded down.
    EXPECT_EQ(ledger.lines(trace), (Lines{"unspent B 5 USD"}));
    EXPECT_EQ(trace.ends[0].origins, (std::vector<OriginAmount>{{0, 0, 5, 30}}));
    ASSERT_EQ(trace.crossings.size(), 1U);
    EXPECT_EQ(trace.crossings[0].given, Uint256(30));
    EXPECT_EQ(trace.crossings[0].got, Uint256(5));
    EXPECT_EQ(trace.crossings[0].giver, ledger.account("A"));
}

TEST(AccountTrace, ASwapNotCrossedEndsThere) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 30);
    ledger.next(TransferKind::swap).pay("A", "M", 30).pay("M", "A", 7, "USD");
    ledger.finish();
    AccountTraceOptions options;
    options.cross_swaps = false;
    const AccountTrace trace = ledger.trace({{.transfer = 0}}, options);
    EXPECT_EQ(ledger.lines(trace), (Lines{"swap A 30 XRP"}));
    EXPECT_TRUE(trace.crossings.empty());
}

TEST(AccountTrace, BothSidesOfASwapTakeTheirTaintAlong) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10).pay("outside", "M", 8, "USD");
    ledger.next(TransferKind::swap).pay("M", "A", 8, "USD").pay("A", "M", 10);
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 0, .label = 1}, {.transfer = 1}});
    EXPECT_EQ(ledger.lines(trace), (Lines{"unspent A 8 USD", "unspent M 10 XRP"}));
    EXPECT_EQ(trace.ends[0].origins, (std::vector<OriginAmount>{{1, 0, 8, 10}}));
    EXPECT_EQ(trace.ends[1].origins, (std::vector<OriginAmount>{{0, 1, 10, 8}}));
}

TEST(AccountTrace, WhoPaysThroughAMakerIsFollowedToWhoIsPaid) {
    for (const TransferKind kind : {TransferKind::swap, TransferKind::payment}) {
        Ledger ledger;
        ledger.next().pay("outside", "A", 10).pay("outside", "M", 50, "USD");
        ledger.next(kind)
            .pay("A", "pool", 10)
            .as(TransferKind::swap)
            .pay("pool", "M", 10)
            .pay("M", "pool", 20, "USD")
            .as(kind)
            .pay("pool", "B", 20, "USD");
        ledger.finish();
        const AccountTrace trace = ledger.trace({{.transfer = 0}});
        EXPECT_EQ(ledger.lines(trace), (Lines{"unspent B 20 USD"}));
        EXPECT_EQ(trace.ends[0].origins, (std::vector<OriginAmount>{{0, 0, 20, 10}}));
        EXPECT_EQ(trace.limits, 0);
    }
}

TEST(AccountTrace, APoolPassesMoneyOnInOrder) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10).pay("outside", "B", 10);
    ledger.next()
        .pay("pool", "C", 8)
        .pay("pool", "D", 12)
        .pay("A", "pool", 10)
        .pay("B", "pool", 10);
    ledger.finish();
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 1}})), (Lines{"unspent D 10 XRP"}));
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 1}}, with(Policy::haircut))),
              (Lines{"unspent C 4 XRP", "unspent D 6 XRP"}));
}

TEST(AccountTrace, APoolThatIsLeftWithMoneyIsInvalid) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10);
    ledger.next().pay("A", "pool", 10).pay("pool", "B", 8);
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 0}});
    EXPECT_EQ(ledger.lines(trace), (Lines{"unspent B 8 XRP", "residue pool 2 XRP"}));
    EXPECT_EQ(trace.limits, limit_invalid);
}

TEST(AccountTrace, AnEqualShareOfALiquidityTokenGoesToEachAsset) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10).pay("outside", "A", 40, "USD");
    ledger.next(TransferKind::swap)
        .pay("A", "P", 10)
        .pay("A", "P", 40, "USD")
        .pay("minted", "A", 20, "LPT");
    ledger.next(TransferKind::swap)
        .pay("A", "burned", 20, "LPT")
        .pay("P", "A", 9)
        .pay("P", "A", 36, "USD");
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 0}});
    // 10 XRP are half of the token: its first 10, and they become all of the XRP.
    EXPECT_EQ(ledger.lines(trace), (Lines{"unspent A 9 XRP"}));
    EXPECT_EQ(trace.ends[0].origins, (std::vector<OriginAmount>{{0, 0, 9, 10}}));
    EXPECT_EQ(trace.crossings.size(), 2U);
}

TEST(AccountTrace, WhatBecomesLessThanAUnitIsResidue) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 3).pay("outside", "A", 997);
    ledger.next(TransferKind::swap).pay("A", "M", 1000).pay("M", "A", 2, "WBT");
    ledger.finish();
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}})), (Lines{"residue A 3 XRP"}));
}

TEST(AccountTrace, AWrapIsOneToOneWhicheverRowComesFirst) {
    for (const bool given_first : {true, false}) {
        Ledger ledger;
        ledger.next().pay("outside", "A", 4).pay("outside", "A", 6);
        ledger.next(TransferKind::wrap);
        if (given_first) ledger.pay("A", "W", 10);
        ledger.pay("minted", "A", 10, "WET");
        if (!given_first) ledger.pay("A", "W", 10);
        ledger.as(TransferKind::token).pay("A", "B", 5, "WET");
        ledger.finish();
        AccountTraceOptions options;
        options.cross_swaps = false;  // Not a swap.
        const AccountTrace trace = ledger.trace({{.transfer = 1}}, options);
        EXPECT_EQ(ledger.lines(trace), (Lines{"unspent A 5 WET", "unspent B 1 WET"}));
        EXPECT_EQ(trace.crossings.size(), 1U);
    }
}

TEST(AccountTrace, ACoinThatMovesByAnOrdinaryTransferIsWrappedToo) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10).pay("outside", "W", 50);
    ledger.next(TransferKind::internal).pay("A", "W", 10);
    ledger.as(TransferKind::wrap).pay("minted", "A", 10, "WET");
    ledger.next(TransferKind::internal).pay("W", "A", 7);
    ledger.as(TransferKind::wrap).pay("A", "burned", 7, "WET");
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 0}});
    EXPECT_EQ(ledger.lines(trace), (Lines{"unspent A 3 WET", "unspent A 7 XRP"}));
    EXPECT_EQ(trace.limits, 0);
}

TEST(AccountTrace, BesideASwapARedemptionIsGivenToo) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10, "USD").pay("outside", "I", 8);
    ledger.next(TransferKind::redeem).pay("A", "I", 10, "USD");
    ledger.as(TransferKind::swap).pay("I", "A", 8);
    ledger.finish();
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}})), (Lines{"unspent A 8 XRP"}));
}

TEST(AccountTrace, ASeedCarriedFromAnotherLedgerStopsWhereOthersDo) {
    Ledger ledger;
    ledger.next().pay("outside", "X:7", 10);
    ledger.finish();
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}})), (Lines{"unspent X:7 10 XRP"}));
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0, .is_carried = true}})),
              (Lines{"service X:7 10 XRP"}));
}

TEST_F(OneAccount, ASeedMayBeginWithinATransfer) {
    const AccountTrace trace = ledger_.trace({{.transfer = 1, .first = 2, .amount = 3}});
    EXPECT_EQ(ledger_.lines(trace), (Lines{"unspent B 1 XRP", "unspent C 2 XRP"}));
}

TEST(AccountTrace, AReversalTakesBackWhatTheTransferBrought) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10).pay("outside", "B", 7);
    ledger.next().pay("A", "B", 10);
    ledger.next().pay("outside", "B", 20);
    ledger.next(TransferKind::reversal).pay("B", "A", 10);
    ledger.finish();
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}})), (Lines{"unspent A 10 XRP"}));
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, with(Policy::lifo))),
              (Lines{"unspent A 10 XRP"}));
}

TEST(AccountTrace, AReversalTakesTheLatestThatNoneHasTakenBack) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10).pay("outside", "A", 10);
    ledger.next().pay("A", "B", 10);
    ledger.next().pay("A", "B", 10);
    ledger.next(TransferKind::reversal).pay("B", "A", 10);
    ledger.next(TransferKind::reversal).pay("B", "A", 10);
    ledger.finish();
    AccountTraceOptions options;
    options.keep_way = true;
    const AccountTrace trace = ledger.trace({{.transfer = 0}}, options);
    // Transfer 2 brought the stolen money; the second reversal takes it back.
    EXPECT_EQ(trace.ends[0].transfer, 5U);
    const std::vector<AccountStep> path = account_trace_path(trace, 5);
    EXPECT_EQ(path, (std::vector<AccountStep>{{0, kNoTransfer, 10}, {2, 0, 10}, {5, 2, 10}}));
}

TEST(AccountTrace, UnitsBeyondWhatCanBeHeldAreNotHeldAndSaidSo) {
    Ledger ledger;
    ledger.next(TransferKind::token).pay("minted", "A", kUint256Max);
    ledger.next(TransferKind::token).pay("minted", "A", kUint256Max);
    ledger.next(TransferKind::token).pay("minted", "B", 5);
    ledger.next(TransferKind::token).pay("B", "A", 5);
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 2}});
    EXPECT_EQ(ledger.lines(trace), (Lines{"residue A 5 XRP"}));
    EXPECT_EQ(trace.limits, limit_invalid);
}

TEST(AccountTrace, AnExchangeOfMoreUnitsThanFitIsNone) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 5);
    ledger.next(TransferKind::swap)
        .pay("A", "M", 5)
        .pay("M", "A", kUint256Max, "BIG")
        .pay("M", "A", kUint256Max, "BIG");
    ledger.finish();
    const AccountTrace trace = ledger.trace({{.transfer = 0}});
    EXPECT_EQ(ledger.lines(trace), (Lines{"unspent M 5 XRP"}));
    EXPECT_EQ(trace.limits, limit_invalid);
}

TEST(AccountTrace, HaircutBooksWhatIsUnderTheFloor) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 1).pay("outside", "A", 99);
    ledger.next().pay("A", "B", 100);
    ledger.finish();
    AccountTraceOptions options = with(Policy::haircut);
    options.haircut_floor_ppm = 10'000;
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, options)), (Lines{"unspent B 1 XRP"}));
    options.haircut_floor_ppm = 10'001;
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, options)), (Lines{"residue B 1 XRP"}));
}

/// A transfer back, through an account that held other money before.
class Back : public ::testing::Test {
protected:
    void SetUp() override {
        ledger_.next(TransferKind::opening).pay("outside", "A", 4);
        ledger_.next(TransferKind::reward).pay("minted", "A", 6);
        ledger_.next().pay("A", "B", 7);
        ledger_.next().pay("B", "C", 9);
        ledger_.finish();
    }
    Lines back(AccountTraceOptions options) {
        return ledger_.lines(trace_accounts_backward(ledger_.columns(), 3, options));
    }
    Ledger ledger_;
};

TEST_F(Back, FindsOpeningsNewUnitsAndWhatWasNeverSeenToCome) {
    // B is 2 short: these are in front, and then come all 7.
    EXPECT_EQ(back({}), (Lines{"limit B 2 XRP", "coinbase minted 3 XRP", "opening outside 4 XRP"}));
    EXPECT_EQ(back(with(Policy::lifo)),
              (Lines{"limit B 2 XRP", "coinbase minted 6 XRP", "opening outside 1 XRP"}));
}

TEST_F(Back, StopsAtWhoeverHeldOtherPeoplesMoney) {
    AccountTraceOptions options;
    const AddressMarks marks({{ledger_.account("A"), StopKind::service, true}});
    options.marks = &marks;
    EXPECT_EQ(back(options), (Lines{"service A 7 XRP", "limit B 2 XRP"}));
    options.stop_at_marks = false;
    EXPECT_EQ(back(options),
              (Lines{"limit B 2 XRP", "coinbase minted 3 XRP", "opening outside 4 XRP"}));
}

TEST_F(Back, LimitsEndWhatIsOnTheWay) {
    AccountTraceOptions options;
    options.hops_max = 1;
    EXPECT_EQ(back(options), (Lines{"limit A 7 XRP", "limit B 2 XRP"}));
    options.hops_max = 9;
    options.transactions_max = 1;
    EXPECT_EQ(back(options), (Lines{"limit A 7 XRP", "limit B 2 XRP"}));
    options.transactions_max = 9;
    options.out_of_time = [] { return true; };
    EXPECT_EQ(back(options), (Lines{"limit B 9 XRP"}));
}

TEST(AccountTrace, EndsAtAccountsOfWhichNotAllIsThere) {
    Ledger ledger;
    ledger.next().pay("A", "B", 10);
    ledger.next().pay("B", "C", 4).pay("B", "C:7", 3);
    ledger.next().pay("C", "D", 4);
    ledger.finish();
    const std::vector<std::uint32_t> open{ledger.account("C")};
    AccountTraceOptions options;
    options.open_accounts = open;
    const AccountTrace stopped = ledger.trace({{.transfer = 0}}, options);
    EXPECT_EQ(ledger.lines(stopped),
              (std::vector<std::string>{"unspent B 3 XRP", "service C:7 3 XRP", "limit C 4 XRP"}));
    EXPECT_EQ(stopped.limits, limit_source);
    EXPECT_TRUE(stopped.truncated());
    // Apart, a tagged account is open only if it is named; merged, its holder stands for it.
    options.tagged = TaggedAccounts::apart;
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, options)),
              (std::vector<std::string>{"unspent B 3 XRP", "unspent C:7 3 XRP", "limit C 4 XRP"}));
    options.tagged = TaggedAccounts::merge;
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 0}}, options)),
              (std::vector<std::string>{"unspent B 3 XRP", "limit C 4 XRP", "limit C:7 3 XRP"}));
    // Where the trace begins, too: what became of it is not known.
    EXPECT_EQ(ledger.lines(ledger.trace({{.transfer = 1}}, options)),
              (std::vector<std::string>{"limit C 4 XRP"}));
}

TEST(AccountTrace, AStretchThatWasBegunIsNotAddedOnceMore) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 10);  // Stolen.
    ledger.next().pay("outside", "A", 20);
    ledger.next().pay("A", "B", 10);  // The trace leaves A in the middle of a stretch.
    ledger.next().pay("outside", "A", 1);
    ledger.next().pay("outside", "A", 5);  // Stolen.
    ledger.next().pay("A", "C", 24);
    ledger.finish();
    const test::SummedColumns summed(ledger.columns(), {}, 4);
    const std::vector<AccountSeed> seeds{{.transfer = 0}, {.transfer = 4, .label = 1}};
    EXPECT_EQ(ledger.lines(trace_accounts_forward(summed.columns(), seeds, with(Policy::fifo))),
              (Lines{"unspent B 10 XRP", "unspent A 2 XRP", "unspent C 3 XRP"}));
}

TEST(AccountTrace, ALedgerCutToItsFirstBlocksAnswersAsOneThatHasNoOthers) {
    graph::SyntheticAccounts source({.transfers_count = 2'000, .transfers_per_block = 100});
    std::vector<model::AccountBlock> blocks(1);
    while (source.next(blocks.back())) blocks.push_back(blocks.back());
    blocks.pop_back();
    graph::MemoryAccounts whole;
    for (const model::AccountBlock& block : blocks) whole.append(block);
    const test::SummedColumns summed(whole.columns(), {}, 8);
    const std::uint64_t theft = whole.columns().blocks[2].first_transfer + 3;
    for (const std::size_t kept : {3U, 4U, 9U, 15U}) {
        graph::MemoryAccounts early;
        for (std::size_t i = 0; i < kept; ++i) early.append(blocks[i]);
        const graph::AccountColumns cut = summed.columns().cut(kept);
        ASSERT_EQ(cut.transfers_count, early.columns().transfers_count);
        ASSERT_EQ(cut.transactions_count, early.columns().transactions_count);
        for (const Policy policy : kAllAccountPolicies) {
            const std::vector<AccountSeed> seeds{{.transfer = theft}};
            const auto got = trace_accounts_forward(cut, seeds, with(policy));
            const auto expected = trace_accounts_forward(early.columns(), seeds, with(policy));
            EXPECT_EQ(got.ends, expected.ends) << kept << " " << to_string(policy);
            EXPECT_EQ(got.passes, expected.passes);
            EXPECT_EQ(got.transactions_touched, expected.transactions_touched);
        }
    }
}

TEST(AccountTrace, NoSeedsGiveNothing) {
    Ledger ledger;
    ledger.next().pay("outside", "A", 1);
    ledger.finish();
    const AccountTrace trace = ledger.trace({});
    EXPECT_TRUE(trace.ends.empty());
    EXPECT_TRUE(trace.seeds.empty());
}

/// A queue under FIFO written as coins: every payment spends all coins of the payer in order, and
/// gives the rest back as one.
TEST(AccountTrace, FifoIsFifoOfTheSameHistoryWrittenAsCoins) {
    constexpr std::uint64_t kPeople = 5;
    for (std::uint32_t round = 0; round < 200; ++round) {
        std::mt19937_64 random(round);
        Ledger ledger;
        graph::MemoryColumns coins;
        coins.begin_block(0);
        std::array<std::vector<std::uint64_t>, kPeople> held;
        std::vector<graph::NewOutput> openings;
        std::vector<std::uint64_t> values_sat;
        std::vector<std::uint64_t> owners;
        for (std::uint64_t i = 0; i < 12; ++i) {
            const std::uint64_t person = random() % kPeople;
            openings.push_back({1 + random() % 20, person});
            values_sat.push_back(openings.back().value_sat);
            owners.push_back(person);
            held[person].push_back(i);
            ledger.next().pay("outside", std::string(1, static_cast<char>('A' + person)),
                              openings.back().value_sat);
        }
        coins.add_transaction(std::vector<std::uint64_t>{graph::kCoinbase}, openings);
        for (std::uint64_t i = 0; i < 40; ++i) {
            const std::uint64_t payer = random() % kPeople;
            const std::uint64_t payee = (payer + 1 + random() % (kPeople - 1)) % kPeople;
            std::uint64_t balance_sat = 0;
            for (const std::uint64_t coin : held[payer]) balance_sat += values_sat[coin];
            if (balance_sat == 0) continue;
            const std::uint64_t amount_sat = 1 + random() % balance_sat;
            ledger.next().pay(std::string(1, static_cast<char>('A' + payer)),
                              std::string(1, static_cast<char>('A' + payee)), amount_sat);
            coins.add_transaction(held[payer],
                                  std::vector<graph::NewOutput>{{amount_sat, payee},
                                                                {balance_sat - amount_sat, payer}});
            held[payer] = {values_sat.size() + 1};
            held[payee].push_back(values_sat.size());
            values_sat.push_back(amount_sat);
            values_sat.push_back(balance_sat - amount_sat);
            owners.insert(owners.end(), {payee, payer});
        }
        ledger.finish();
        const std::vector<Seed> coin_seeds{{0, 0}, {5, 1}, {7, 0}};
        const std::vector<AccountSeed> account_seeds{
            {.transfer = 0, .label = 0}, {.transfer = 5, .label = 1}, {.transfer = 7, .label = 0}};
        std::map<std::pair<std::uint64_t, std::uint32_t>, Uint256> expected;
        for (const End& end : trace_forward(coins.columns(), coin_seeds, {}).ends) {
            for (const LabelAmount& part : end.labels) {
                expected[{owners[end.output], part.label}] += part.amount_sat;
            }
        }
        std::map<std::pair<std::uint64_t, std::uint32_t>, Uint256> found;
        for (const AccountEnd& end : ledger.trace(account_seeds).ends) {
            AccountTrace one;
            one.ends = {end};
            const auto person = static_cast<std::uint64_t>(ledger.lines(one)[0][8] - 'A');
            for (const OriginAmount& part : end.origins) {
                found[{person, part.label}] += part.amount;
            }
        }
        ASSERT_EQ(found, expected) << round;
    }
}

}  // namespace
}  // namespace pelf::analyze
