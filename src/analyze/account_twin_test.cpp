// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_twin.hpp"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "analyze/account_backward_twin.hpp"
#include "support/summed_columns.hpp"

namespace pelf::analyze {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the twins, made for this file.

std::string text_of(const AccountTrace& trace) {
    std::ostringstream text;
    for (const AccountEnd& end : trace.ends) {
        text << to_string(end.kind) << " of " << to_string(end.amount) << " of asset " << end.asset
             << " at transfer " << end.transfer << " account " << end.account << " hops "
             << end.hops;
        for (const OriginAmount& origin : end.origins) {
            text << " [" << origin.label << "/" << origin.origin_asset << " "
                 << to_string(origin.amount) << " for " << to_string(origin.origin) << "]";
        }
        text << "\n";
    }
    return text.str();
}

void expect_same(const AccountTrace& got, const AccountTrace& expected) {
    ASSERT_EQ(text_of(got), text_of(expected));
    ASSERT_EQ(got.ends, expected.ends);
    ASSERT_EQ(got.sums, expected.sums);
    ASSERT_EQ(got.passes, expected.passes);
    ASSERT_EQ(got.crossings, expected.crossings);
    ASSERT_EQ(got.way, expected.way);
    ASSERT_EQ(got.seeds, expected.seeds);
    ASSERT_EQ(got.outside, expected.outside);
    ASSERT_EQ(got.lowest_balances, expected.lowest_balances);
    ASSERT_EQ(got.transactions_touched, expected.transactions_touched);
    ASSERT_EQ(got.limits, expected.limits);
}

/// Origins of ends and overlap are the seeds, by title; and no more is left than may be claimed.
void expect_conserved(const AccountTrace& trace) {
    for (const AccountSeedSum& seeds : trace.seeds) {
        Uint256 found = seeds.overlap;
        for (const AccountEnd& end : trace.ends) {
            for (const OriginAmount& origin : end.origins) {
                if (origin.label != seeds.label || origin.origin_asset != seeds.asset) continue;
                found += origin.origin;
            }
        }
        ASSERT_EQ(found, seeds.amount);
    }
    for (const LowestBalance& lowest : trace.lowest_balances) {
        ASSERT_LE(lowest.left, lowest.balance);
    }
}

/// What one seed of the generator tries: a ledger, marks, thefts and options, under all policies.
void try_round(std::uint32_t round) {
    std::mt19937_64 random(round);
    const Choose choose = [&random](std::uint64_t count) { return random() % count; };
    PlainHistory history = RandomHistory::make(choose);
    const AddressMarks marks = random_account_marks(choose);
    const std::vector<AccountSeed> seeds = random_account_seeds(choose, history);
    AccountTraceOptions options = random_account_options(choose, marks);
    const std::vector<std::uint32_t> open = random_open_accounts(choose);
    options.open_accounts = open;
    // The same in two segments with sums over a few transfers each.
    const graph::AccountColumns columns = history.columns.columns();
    const std::uint64_t cut = choose(columns.transactions_count);
    const test::SummedColumns summed(columns, {&cut, cut == 0 ? 0U : 1U}, 1 + choose(4));
    for (const Policy policy : kAllAccountPolicies) {
        SCOPED_TRACE(to_string(policy));
        options.policy = policy;
        const AccountTrace got = trace_accounts_forward(history.columns.columns(), seeds, options);
        expect_same(got, AccountTwin::run(history, seeds, options));
        expect_same(trace_accounts_forward(summed.columns(), seeds, options), got);
        if (is_conserving(policy)) expect_conserved(got);
        if (!options.keep_way) continue;
        for (const AccountEnd& end : got.ends) {
            const auto path = account_trace_path(got, end.transfer);
            ASSERT_EQ(path.back().transfer, end.transfer);
            ASSERT_EQ(path.front().source, kNoTransfer);
        }
    }
}

TEST(AccountTwin, TheWalkAgreesWithAFullReplayOnRandomLedgers) {
    for (std::uint32_t round = 0; round < 300; ++round) {
        SCOPED_TRACE(round);
        try_round(round);
        if (::testing::Test::HasFatalFailure()) return;
    }
}

TEST(AccountTwin, BackwardFindsForEveryUnitWhereItCameFrom) {
    for (std::uint32_t round = 0; round < 300; ++round) {
        SCOPED_TRACE(round);
        std::mt19937_64 random(round);
        const Choose choose = [&random](std::uint64_t count) { return random() % count; };
        PlainHistory history = RandomHistory::make(choose, true);
        const AddressMarks marks = random_account_marks(choose);
        AccountTraceOptions options = random_account_options(choose, marks);
        options.transactions_max = ~std::uint64_t{0};
        const std::uint64_t last = history.transfers.size() - 1;
        const std::uint64_t transfer = last - choose(last / 2 + 1);
        for (const Policy policy : {Policy::fifo, Policy::lifo}) {
            SCOPED_TRACE(to_string(policy));
            options.policy = policy;
            expect_same(trace_accounts_backward(history.columns.columns(), transfer, options),
                        AccountBackwardTwin::run(history, transfer, options));
            if (::testing::Test::HasFatalFailure()) return;
        }
    }
}

}  // namespace
}  // namespace pelf::analyze
