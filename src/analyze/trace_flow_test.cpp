// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace_flow.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "analyze/random_chain.hpp"
#include "analyze/visit_order.hpp"

namespace pelf::analyze {
namespace {

using graph::MemoryColumns;
using graph::NewOutput;
using testing::Choose;
using testing::PlainChain;

std::uint64_t sum_into(const Flow& flow, std::uint32_t node) {
    std::uint64_t sum_sat = 0;
    for (const FlowEdge& edge : flow.edges) sum_sat += edge.to == node ? edge.amount_sat : 0;
    return sum_sat;
}

std::uint64_t sum_out_of(const Flow& flow, std::uint32_t node) {
    std::uint64_t sum_sat = 0;
    for (const FlowEdge& edge : flow.edges) sum_sat += edge.from == node ? edge.amount_sat : 0;
    return sum_sat;
}

/// Every node passes on what it has, and in the ends lies what the trace found.
void expect_amounts_kept(const Flow& flow, const Trace& trace) {
    std::uint64_t begun_sat = 0;
    std::uint64_t ended_sat = 0;
    std::map<EndKind, std::uint64_t> by_kind;
    bool small_ends = false;
    for (std::uint32_t index = 0; index < flow.nodes.size(); ++index) {
        const FlowNode& node = flow.nodes[index];
        const std::uint64_t out_sat = sum_out_of(flow, index);
        ASSERT_EQ(node.amount_sat, sum_into(flow, index) + node.begins_sat);
        ASSERT_GT(node.amount_sat, 0U);
        begun_sat += node.begins_sat;
        if (node.kind == FlowNodeKind::end) by_kind[node.end_kind] += node.amount_sat;
        if (out_sat == 0) {
            ASSERT_TRUE(node.kind == FlowNodeKind::end || node.kind == FlowNodeKind::rest);
            small_ends = small_ends || node.kind == FlowNodeKind::rest;
            ended_sat += node.amount_sat;
        } else {
            ASSERT_NE(node.kind, FlowNodeKind::end);
            ASSERT_EQ(out_sat, node.amount_sat);
        }
    }
    ASSERT_EQ(begun_sat, trace.total_sat);
    ASSERT_EQ(ended_sat, trace.total_sat);
    for (const auto& [kind, amount_sat] : by_kind) {
        ASSERT_LE(amount_sat, trace.sum(kind).amount_sat);
        if (!small_ends) {
            ASSERT_EQ(amount_sat, trace.sum(kind).amount_sat);
        }
    }
}

void expect_in_order(const graph::CoinColumns& columns, const Flow& flow, bool follow_fees) {
    const VisitOrder order(columns, follow_fees);
    for (std::size_t i = 1; i < flow.edges.size(); ++i) {
        const auto ends = [&](std::size_t edge) {
            return std::pair(flow.edges[edge].from, flow.edges[edge].to);
        };
        ASSERT_LT(ends(i - 1), ends(i));
    }
    for (const FlowEdge& edge : flow.edges) {
        const FlowNode& from = flow.nodes[edge.from];
        const FlowNode& to = flow.nodes[edge.to];
        ASSERT_GT(edge.amount_sat, 0U);
        ASSERT_GT(edge.streams_count, 0U);
        if (to.kind != FlowNodeKind::seed) {
            ASSERT_LT(edge.from, edge.to);
        }
        if (from.kind == FlowNodeKind::rest || to.kind == FlowNodeKind::rest) continue;
        const std::uint64_t from_rank = order.rank_of(from.first_transaction);
        const std::uint64_t to_rank = order.rank_of(to.first_transaction);
        if (to.kind == FlowNodeKind::seed) {
            ASSERT_LE(from_rank, to_rank);
        }
        if (to.kind == FlowNodeKind::passage || to.kind == FlowNodeKind::chain) {
            // A run may go on after a side stream has left it.
            ASSERT_LT(from_rank, to_rank);
        }
    }
}

struct Round {
    PlainChain chain;
    AddressMarks marks;
    std::vector<Seed> seeds{};
    TraceOptions options{};
    FlowOptions flow_options{};
};

Round make_round(std::uint32_t number) {
    std::mt19937_64 random(number);
    const Choose choose = [&random](std::uint64_t count) { return random() % count; };
    Round round{.chain = testing::RandomChain::make(choose),
                .marks = testing::random_marks(choose)};
    round.seeds = testing::random_seeds(choose, round.chain);
    round.options = testing::random_options(choose, round.marks);
    round.options.keep_way = true;
    round.options.ends_from_sat = 0;
    round.flow_options.nodes_max = kFlowNodesMin + static_cast<std::uint32_t>(choose(12));
    return round;
}

TEST(TraceFlow, KeepsAmountsAndOrderOnRandomChainsHoweverFewBoxesAreLeft) {
    std::size_t reduced_count = 0;
    std::size_t overlaps_count = 0;
    for (std::uint32_t number = 0; number < 1000; ++number) {
        SCOPED_TRACE(number);
        Round round = make_round(number);
        round.options.marks = &round.marks;
        const graph::CoinColumns columns = round.chain.columns.columns();
        if (number % 2 == 0) {
            round.flow_options.owner_of = [&](std::uint64_t output) {
                const std::uint64_t address = columns.addresses[output];
                return address == graph::kNoAddress ? 0 : address % 3;
            };
        }
        for (const Policy policy : kAllPolicies) {
            if (!is_conserving(policy)) continue;
            SCOPED_TRACE(to_string(policy));
            round.options.policy = policy;
            const Trace trace = trace_forward(columns, round.seeds, round.options);
            const Flow flow = condense(columns, trace, round.seeds, round.flow_options);
            ASSERT_LE(flow.nodes.size(), round.flow_options.nodes_max);
            ASSERT_NO_FATAL_FAILURE(expect_amounts_kept(flow, trace));
            ASSERT_NO_FATAL_FAILURE(expect_in_order(columns, flow, round.options.follow_fees));
            FlowOptions all = round.flow_options;
            all.nodes_max = 100'000;
            const Flow whole = condense(columns, trace, round.seeds, all);
            ASSERT_NO_FATAL_FAILURE(expect_amounts_kept(whole, trace));
            ASSERT_NO_FATAL_FAILURE(expect_in_order(columns, whole, round.options.follow_fees));
            if (flow.nodes.size() < whole.nodes.size()) ++reduced_count;
            if (trace.overlap_sat != 0) ++overlaps_count;
        }
    }
    EXPECT_GT(reduced_count, 100U);
    EXPECT_GT(overlaps_count, 300U);
}

/// The same flow with money going from the seed to the ends, as a forward one.
Flow turned(Flow flow) {
    for (FlowEdge& edge : flow.edges) std::swap(edge.from, edge.to);
    std::ranges::sort(flow.edges, {},
                      [](const FlowEdge& edge) { return std::pair(edge.from, edge.to); });
    for (FlowNode& node : flow.nodes) {
        if (node.kind == FlowNodeKind::chain) {
            std::swap(node.first_transaction, node.last_transaction);
        }
    }
    return flow;
}

/// Seeds are one box that all goes to; transactions lie in chain order along every line.
void expect_leads_to_seed(const graph::CoinColumns& columns, const Flow& flow, bool follow_fees) {
    const VisitOrder order(columns, follow_fees);
    ASSERT_TRUE(flow.backward);
    ASSERT_TRUE(flow.nodes.empty() || flow.nodes.front().kind == FlowNodeKind::seed);
    for (const FlowEdge& edge : flow.edges) {
        ASSERT_GT(edge.from, edge.to);
        const FlowNode& from = flow.nodes[edge.from];
        const FlowNode& to = flow.nodes[edge.to];
        ASSERT_NE(from.kind, FlowNodeKind::seed);
        ASSERT_NE(to.kind, FlowNodeKind::end);
        if (from.kind == FlowNodeKind::rest || to.kind == FlowNodeKind::rest) continue;
        if (from.kind == FlowNodeKind::end || to.kind == FlowNodeKind::seed) continue;
        // A run may have begun before a side stream came to it.
        ASSERT_LT(order.rank_of(from.first_transaction), order.rank_of(to.last_transaction));
    }
}

TEST(TraceFlow, KeepsAmountsAndOrderBackwardToo) {
    std::size_t reduced_count = 0;
    std::size_t drawn_count = 0;
    for (std::uint32_t number = 0; number < 4000; ++number) {
        SCOPED_TRACE(number);
        Round round = make_round(number);
        round.options.marks = number % 4 == 0 ? &round.marks : nullptr;
        const graph::CoinColumns columns = round.chain.columns.columns();
        // Of the later half: there is a way to go back.
        const std::uint64_t half = columns.outputs_count - columns.outputs_count / 2;
        const std::uint64_t output = columns.outputs_count - 1 - number % half;
        for (const Policy policy : {Policy::fifo, Policy::lifo}) {
            SCOPED_TRACE(to_string(policy));
            round.options.policy = policy;
            const Trace trace = trace_backward(columns, output, round.options);
            if (round.options.follow_fees && trace.truncated()) continue;
            for (const std::uint32_t nodes_max : {round.flow_options.nodes_max, 100'000U}) {
                FlowOptions options = round.flow_options;
                options.nodes_max = nodes_max;
                const Flow flow = condense_backward(columns, trace, output, options);
                ASSERT_LE(flow.nodes.size(), nodes_max);
                ASSERT_NO_FATAL_FAILURE(expect_amounts_kept(turned(flow), trace));
                ASSERT_NO_FATAL_FAILURE(
                    expect_leads_to_seed(columns, flow, round.options.follow_fees));
                if (flow.nodes.size() > 3) ++drawn_count;
                for (const FlowNode& node : flow.nodes) {
                    if (node.kind == FlowNodeKind::rest) ++reduced_count;
                }
            }
        }
    }
    EXPECT_GT(drawn_count, 200U);
    EXPECT_GT(reduced_count, 10U);
}

TEST(TraceFlow, IsTheSameEveryTime) {
    const Round round = make_round(7);
    const graph::CoinColumns columns = round.chain.columns.columns();
    const Trace trace = trace_forward(columns, round.seeds, round.options);
    const Flow once = condense(columns, trace, round.seeds, round.flow_options);
    const Flow again = condense(columns, trace, round.seeds, round.flow_options);
    EXPECT_EQ(once.nodes, again.nodes);
    EXPECT_EQ(once.edges, again.edges);
}

constexpr std::uint64_t kThief = 0;
constexpr std::uint64_t kBeta = 1;
constexpr std::uint64_t kGamma = 2;
constexpr std::uint64_t kLaunderer = 3;

std::uint64_t add(MemoryColumns& columns, std::vector<std::uint64_t> prevouts,
                  std::vector<NewOutput> outputs) {
    return columns.add_transaction(prevouts, outputs);
}

/// A theft of 50 bitcoin, peeled in 48 hops to two exchanges in turn, one hop in each block.
class PeelChain {
public:
    PeelChain() {
        columns_.begin_block(1000);
        add(columns_, {graph::kCoinbase}, {{50'0000'0000, kThief}});
        std::uint64_t left_sat = 50'0000'0000;
        for (std::uint32_t hop = 0; hop < 48; ++hop) {
            columns_.begin_block(2000 + hop * 600);
            left_sat -= 1'0000'1000;
            const std::uint64_t change = columns_.columns().outputs_count - 1;
            add(columns_, {change},
                {{1'0000'0000, hop % 2 == 0 ? kBeta : kGamma},
                 {left_sat, hop < 20 ? kThief : kLaunderer}});
        }
    }

    Trace trace() const {
        return trace_forward(columns_.columns(), seeds_,
                             {.marks = &marks_, .keep_way = true, .out_of_time = {}});
    }
    Flow flow(const FlowOptions& options) const {
        return condense(columns_.columns(), trace(), seeds_, options);
    }
    FlowOptions with_owners(bool launderer_is_thief) const {
        return {.owner_of = [columns = columns_.columns(),
                             launderer_is_thief](std::uint64_t output) -> std::uint64_t {
            const std::uint64_t address = columns.addresses[output];
            if (launderer_is_thief && address == kLaunderer) return kThief + 1;
            return address + 1;
        }};
    }

private:
    MemoryColumns columns_;
    std::vector<Seed> seeds_{{0, 0}};
    AddressMarks marks_{{{kBeta, StopKind::service, false},
                         {kGamma, StopKind::service, false},
                         {kLaunderer, StopKind::none, true}}};
};

TEST(TraceFlow, MakesOneBoxOfAPeelChain) {
    const PeelChain chain;
    const Flow flow = chain.flow(chain.with_owners(true));
    ASSERT_EQ(flow.nodes.size(), 6U);
    EXPECT_EQ(flow.nodes[0].kind, FlowNodeKind::seed);
    EXPECT_EQ(flow.nodes[0].amount_sat, 50'0000'0000U);
    EXPECT_EQ(flow.nodes[1].kind, FlowNodeKind::chain);
    EXPECT_EQ(flow.nodes[1].transactions_count, 48U);
    EXPECT_EQ(flow.nodes[1].first_time_s, 2000U);
    EXPECT_EQ(flow.nodes[1].last_time_s, 2000U + 47 * 600);
    EXPECT_TRUE(flow.nodes[1].listed());
    EXPECT_EQ(flow.nodes[2].end_kind, EndKind::unspent);
    EXPECT_TRUE(flow.nodes[2].listed());
    EXPECT_EQ(flow.nodes[3].end_kind, EndKind::service);
    EXPECT_EQ(flow.nodes[3].owner, kBeta + 1);
    EXPECT_EQ(flow.nodes[3].amount_sat, 24'0000'0000U);
    EXPECT_EQ(flow.nodes[3].transactions_count, 24U);
    EXPECT_FALSE(flow.nodes[3].listed());
    EXPECT_EQ(flow.nodes[4].owner, kGamma + 1);
    EXPECT_EQ(flow.nodes[5].end_kind, EndKind::fee);
    EXPECT_EQ(flow.nodes[5].amount_sat, 48'000U);
    EXPECT_EQ(flow.nodes[5].first_output, kNoOutput);
    ASSERT_EQ(flow.edges.size(), 5U);
    EXPECT_EQ(flow.edges[2].streams_count, 24U);
}

TEST(TraceFlow, MakesOneBoxOfAPeelChainWhosePeelsMoveOnWhereThereIsNoRoomForMore) {
    MemoryColumns columns;
    columns.begin_block(1000);
    add(columns, {graph::kCoinbase}, {{50'0000'0000, kThief}});
    std::uint64_t left_sat = 50'0000'0000;
    for (int hop = 0; hop < 48; ++hop) {
        left_sat -= 1000'0000;
        const std::uint64_t change = columns.columns().outputs_count - 1;
        add(columns, {change}, {{1000'0000, kBeta}, {left_sat, kThief}});
    }
    for (std::uint64_t hop = 0; hop < 48; ++hop) {
        add(columns, {1 + 2 * hop}, {{1000'0000, kGamma}});
    }
    const std::vector<Seed> seeds{{0, 0}};
    const Trace trace =
        trace_forward(columns.columns(), seeds, {.keep_way = true, .out_of_time = {}});
    const Flow flow = condense(columns.columns(), trace, seeds, {});
    ASSERT_EQ(flow.nodes.size(), 4U);
    EXPECT_EQ(flow.nodes[1].kind, FlowNodeKind::chain);
    // The last peel is the only money that goes on behind the last hop: one hop more.
    EXPECT_EQ(flow.nodes[1].transactions_count, 49U);
    EXPECT_EQ(flow.nodes[2].kind, FlowNodeKind::rest);
    EXPECT_EQ(flow.nodes[2].transactions_count, 47U);
    expect_amounts_kept(flow, trace);
}

TEST(TraceFlow, NeverJoinsTwoKnownOwnersInOneRun) {
    const PeelChain chain;
    const Flow flow = chain.flow(chain.with_owners(false));
    ASSERT_EQ(flow.nodes.size(), 7U);
    EXPECT_EQ(flow.nodes[1].owner, kThief + 1);
    EXPECT_EQ(flow.nodes[1].transactions_count, 21U);
    EXPECT_FALSE(flow.nodes[1].listed());
    EXPECT_EQ(flow.nodes[2].owner, kLaunderer + 1);
    EXPECT_EQ(flow.nodes[2].transactions_count, 27U);
    EXPECT_TRUE(flow.nodes[2].listed());
}

TEST(TraceFlow, WithoutOwnersPutsEndsOfOneKindTogether) {
    const Flow flow = PeelChain().flow({});
    ASSERT_EQ(flow.nodes.size(), 5U);
    EXPECT_EQ(flow.nodes[3].end_kind, EndKind::service);
    EXPECT_EQ(flow.nodes[3].transactions_count, 48U);
}

TEST(TraceFlow, SumsUpManyEqualStreamsBetweenASplitAndAMerger) {
    MemoryColumns columns;
    columns.begin_block(1000);
    add(columns, {graph::kCoinbase}, {{50'0000'0000, kThief}});
    std::vector<NewOutput> parts(100, {5000'0000, kThief});
    const std::uint64_t split = add(columns, {0}, parts);
    std::vector<std::uint64_t> held;
    for (std::uint64_t part = 0; part < parts.size(); ++part) {
        const std::uint64_t moved = add(columns, {1 + part}, {{5000'0000, kThief}});
        held.push_back(columns.columns().outputs_of(moved).begin);
    }
    const std::uint64_t merger = add(columns, held, {{50'0000'0000, kThief}});
    const std::vector<Seed> seeds{{0, 0}};
    const Trace trace =
        trace_forward(columns.columns(), seeds, {.keep_way = true, .out_of_time = {}});
    const Flow flow = condense(columns.columns(), trace, seeds, {});
    ASSERT_EQ(flow.nodes.size(), 5U);
    EXPECT_EQ(flow.nodes[1].first_transaction, split);
    EXPECT_EQ(flow.nodes[2].kind, FlowNodeKind::rest);
    EXPECT_EQ(flow.nodes[2].transactions_count, 100U);
    EXPECT_EQ(flow.nodes[2].amount_sat, 50'0000'0000U);
    EXPECT_EQ(flow.nodes[3].first_transaction, merger);
    EXPECT_EQ(flow.nodes[4].kind, FlowNodeKind::end);
    EXPECT_EQ(flow.edges.size(), 4U);
}

TEST(TraceFlow, SumsUpTheSmallestEndsInOneBox) {
    MemoryColumns columns;
    columns.begin_block(1000);
    add(columns, {graph::kCoinbase}, {{50'0000'0000, kThief}});
    std::vector<NewOutput> parts;
    parts.reserve(50);
    for (std::uint64_t address = 0; address < 50; ++address) {
        parts.push_back({(address + 1) * 100, address});
    }
    add(columns, {0}, parts);
    const std::vector<Seed> seeds{{0, 0}};
    const Trace trace =
        trace_forward(columns.columns(), seeds, {.keep_way = true, .out_of_time = {}});
    const FlowOptions options{.nodes_max = 10,
                              .owner_of = [](std::uint64_t output) { return output; }};
    const Flow flow = condense(columns.columns(), trace, seeds, options);
    ASSERT_EQ(flow.nodes.size(), 10U);
    EXPECT_EQ(flow.nodes.back().kind, FlowNodeKind::rest);
    EXPECT_EQ(flow.nodes.back().transactions_count, 51U - 7);
    expect_amounts_kept(flow, trace);
}

TEST(TraceFlow, OfNothingIsEmpty) {
    MemoryColumns columns;
    columns.begin_block(1000);
    add(columns, {graph::kCoinbase}, {{0, kThief}});
    const std::vector<Seed> seeds{{0, 0}};
    const Trace trace =
        trace_forward(columns.columns(), seeds, {.keep_way = true, .out_of_time = {}});
    EXPECT_TRUE(condense(columns.columns(), trace, seeds, {}).nodes.empty());
}

}  // namespace
}  // namespace pelf::analyze
