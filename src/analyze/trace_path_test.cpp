// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "analyze/random_chain.hpp"
#include "analyze/trace.hpp"

namespace pelf::analyze {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the chains, made for tests.

std::uint64_t way_sat(const Trace& trace, std::uint64_t output) {
    const auto found = std::ranges::find(trace.way, output, &TaintedOutput::output);
    return found == trace.way.end() ? 0 : found->amount_sat;
}

/// True if the spender of `from` makes `to`, or pays a fee to the coinbase that does.
bool is_step(const PlainChain& chain, std::uint64_t from, std::uint64_t to) {
    const auto spending = chain.spenders[from];
    if (!spending) return false;
    const PlainTransaction& spender = chain.transactions[*spending];
    const PlainTransaction& maker = chain.transactions[chain.makers[to]];
    return *spending == chain.makers[to] || (maker.coinbase && maker.block == spender.block);
}

/// Ends at which a trace leaves an output, so that no path may go on from it.
bool is_left(const Trace& trace, std::uint64_t output) {
    return std::ranges::any_of(trace.ends, [output](const End& end) {
        return end.output == output && end.kind != EndKind::unspent;
    });
}

TEST(TracePath, LeadsFromASeedOverTracedOutputsToEveryEndOfRandomChains) {
    std::size_t paths_count = 0;
    for (std::uint32_t round = 0; round < 3000; ++round) {
        SCOPED_TRACE(round);
        std::mt19937_64 random(round);
        const Choose choose = [&random](std::uint64_t count) { return random() % count; };
        const PlainChain chain = RandomChain::make(choose);
        const AddressMarks marks = random_marks(choose);
        const std::vector<Seed> seeds = random_seeds(choose, chain);
        TraceOptions options = random_options(choose, marks);
        options.policy = kAllPolicies[choose(std::size(kAllPolicies))];
        options.keep_way = true;
        const graph::CoinColumns columns = chain.columns.columns();
        const Trace trace = trace_forward(columns, seeds, options);
        for (const TaintedOutput& reached : trace.way) {
            const auto path = trace_path(columns, trace, seeds, reached.output);
            ASSERT_EQ(path.back(), reached);
            ASSERT_NE(std::ranges::find(seeds, path.front().output, &Seed::output), seeds.end());
            for (std::size_t i = 0; i < path.size(); ++i) {
                ASSERT_EQ(path[i].amount_sat, way_sat(trace, path[i].output));
                if (i + 1 == path.size()) break;
                ASSERT_TRUE(is_step(chain, path[i].output, path[i + 1].output));
                ASSERT_FALSE(is_left(trace, path[i].output));
            }
            ++paths_count;
        }
    }
    EXPECT_GT(paths_count, 4000U);
}

TEST(TracePath, TakesTheInputThatGaveTheMostAndOfEqualsTheFirst) {
    graph::MemoryColumns columns(1, 64);
    columns.begin_block(0);
    const std::vector<std::uint64_t> coinbase{graph::kCoinbase};
    const std::vector<graph::NewOutput> given{{3, 0}, {5, 1}, {5, 2}};
    columns.add_transaction(coinbase, given);
    columns.begin_block(600);
    const std::vector<std::uint64_t> all{0, 2, 1};
    const std::vector<graph::NewOutput> made{{13, 3}};
    columns.add_transaction(all, made);
    const std::vector<Seed> seeds{{0, 0}, {1, 1}, {2, 2}};
    TraceOptions options;
    options.keep_way = true;
    const Trace trace = trace_forward(columns.columns(), seeds, options);
    const std::vector<TaintedOutput> expected{{2, 5}, {3, 13}};
    EXPECT_EQ(trace_path(columns.columns(), trace, seeds, 3), expected);
}

}  // namespace
}  // namespace pelf::analyze
