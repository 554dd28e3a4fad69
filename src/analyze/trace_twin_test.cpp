// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace_twin.hpp"

#include <gtest/gtest.h>

#include <random>

#include "analyze/trace_backward_twin.hpp"
#include "analyze/trace_sweep.hpp"
#include "analyze/trace_walk.hpp"

namespace pelf::analyze {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the twins, made for this file.

void expect_same(const Trace& got, const Trace& expected) {
    ASSERT_EQ(got.policy, expected.policy);
    for (std::size_t i = 0; i < std::min(got.ends.size(), expected.ends.size()); ++i) {
        const End& end = got.ends[i];
        const End& wanted = expected.ends[i];
        ASSERT_EQ(end, wanted) << "end " << i << ": " << to_string(end.kind) << " of "
                               << end.amount_sat << " at " << end.transaction << "/" << end.output
                               << " hops " << end.hops << ", expected " << to_string(wanted.kind)
                               << " of " << wanted.amount_sat << " at " << wanted.transaction << "/"
                               << wanted.output << " hops " << wanted.hops;
    }
    ASSERT_EQ(got.ends.size(), expected.ends.size());
    ASSERT_EQ(got.sums, expected.sums);
    ASSERT_EQ(got.passes, expected.passes);
    ASSERT_EQ(got.way, expected.way);
    ASSERT_EQ(got.fees_way, expected.fees_way);
    ASSERT_EQ(got.seeds_sat, expected.seeds_sat);
    ASSERT_EQ(got.overlap_sat, expected.overlap_sat);
    ASSERT_EQ(got.total_sat, expected.total_sat);
    ASSERT_EQ(got.transactions_touched, expected.transactions_touched);
    ASSERT_EQ(got.limits, expected.limits);
}

Trace without_hops(Trace trace) {
    for (End& end : trace.ends) end.hops = 0;
    return trace;
}

/// What one seed of the generator tries: a chain, marks, thefts and options, under all policies.
void try_round(std::uint32_t round) {
    std::mt19937_64 random(round);
    const Choose choose = [&random](std::uint64_t count) { return random() % count; };
    const PlainChain chain = RandomChain::make(choose);
    const graph::CoinColumns columns = chain.columns.columns();
    const AddressMarks marks = random_marks(choose);
    const std::vector<Seed> seeds = random_seeds(choose, chain);
    TraceOptions options = random_options(choose, marks);
    for (const Policy policy : kAllPolicies) {
        SCOPED_TRACE(to_string(policy));
        options.policy = policy;
        const Trace expected = TraceTwin::run(chain, seeds, options);
        const SeedList list(columns, seeds);
        if (list.empty()) {
            expect_same(trace_forward(columns, seeds, options), expected);
            continue;
        }
        expect_same(TraceWalk(columns, list, options).run(), expected);
        if (!can_sweep(options)) continue;
        expect_same(trace_sweep(columns, list, options), without_hops(expected));
    }
}

TEST(TraceTwin, WalkAndSweepAgreeWithASatoshiBySatoshiTraceOnRandomChains) {
    for (std::uint32_t round = 0; round < 1500; ++round) {
        SCOPED_TRACE(round);
        try_round(round);
        if (HasFatalFailure()) return;
    }
}

TEST(TraceTwin, BackwardFindsForEverySatoshiWhereItCameFrom) {
    for (std::uint32_t round = 0; round < 1500; ++round) {
        SCOPED_TRACE(round);
        std::mt19937_64 random(round);
        const Choose choose = [&random](std::uint64_t count) { return random() % count; };
        const PlainChain chain = RandomChain::make(choose);
        const AddressMarks marks = random_marks(choose);
        TraceOptions options = random_options(choose, marks);
        const std::uint64_t output = choose(chain.outputs.size());
        for (const Policy policy : {Policy::fifo, Policy::lifo}) {
            SCOPED_TRACE(to_string(policy));
            options.policy = policy;
            expect_same(trace_backward(chain.columns.columns(), output, options),
                        BackwardTwin::run(chain, output, options));
            if (HasFatalFailure()) return;
        }
    }
}

/// Forward from every coinbase output, each with a label of its own, says whose coins an output
/// holds; backward from that output must name the same coinbases with the same amounts.
TEST(TraceTwin, BackwardIsTheInversionOfForward) {
    for (std::uint32_t round = 0; round < 500; ++round) {
        SCOPED_TRACE(round);
        std::mt19937_64 random(round);
        const Choose choose = [&random](std::uint64_t count) { return random() % count; };
        const PlainChain chain = RandomChain::make(choose);
        const graph::CoinColumns columns = chain.columns.columns();
        std::vector<Seed> seeds;
        for (std::uint64_t output = 0; output < chain.outputs.size(); ++output) {
            if (!chain.transactions[chain.makers[output]].coinbase) continue;
            seeds.push_back({output, static_cast<std::uint32_t>(output)});
        }
        for (const Policy policy : {Policy::fifo, Policy::lifo}) {
            TraceOptions options;
            options.policy = policy;
            for (const End& end : trace_forward(columns, seeds, options).ends) {
                if (end.kind != EndKind::unspent) continue;
                std::vector<LabelAmount> origins;
                for (const End& origin : trace_backward(columns, end.output, options).ends) {
                    if (origin.kind != EndKind::coinbase) continue;
                    origins.push_back(
                        {static_cast<std::uint32_t>(origin.output), origin.amount_sat});
                }
                // A forward trace gives up on what meets money from outside the window.
                if (columns.value_sat(end.output) == end.amount_sat) {
                    ASSERT_EQ(origins, end.labels);
                }
            }
        }
    }
}

}  // namespace
}  // namespace pelf::analyze
