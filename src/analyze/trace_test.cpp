// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace.hpp"

#include <gtest/gtest.h>

#include <map>
#include <utility>
#include <vector>

#include "graph/memory_columns.hpp"

namespace pelf::analyze {
namespace {

using graph::kCoinbase;
using graph::kNoAddress;
using graph::kOutside;
using graph::MemoryColumns;

/// Two outputs of 6 and 10 are spent together; what they make is spent twice. The 10 are stolen.
///
///   transaction  inputs                    outputs                       fee
///   0            new coins                 0: 10 stolen, 1: 6, 2: 4
///   1            1 (6), 0 (10 stolen)      3: 9, 4: 5                    2
///   2            3 (9)                     5: 3, 6: 5                    1
///   3            4 (5), 2 (4)              7: 6, 8: 3                    0
///
/// Output n pays address n. This is the example of docs/trace.md.
MemoryColumns example() {
    MemoryColumns columns(1, 64);  // No subsidy left: the coinbase's outputs are just given.
    const auto add = [&](std::vector<std::uint64_t> prevouts,
                         std::vector<graph::NewOutput> outputs) {
        columns.add_transaction(prevouts, outputs);
    };
    columns.begin_block(0);
    add({kCoinbase}, {{10, 0}, {6, 1}, {4, 2}});
    columns.begin_block(600);
    add({1, 0}, {{9, 3}, {5, 4}});
    add({3}, {{3, 5}, {5, 6}});
    add({4, 2}, {{6, 7}, {3, 8}});
    return columns;
}

const std::vector<Seed> kStolen{{.output = 0, .label = 0}};

Trace trace_example(const TraceOptions& options) {
    const MemoryColumns columns = example();
    return trace_forward(columns.columns(), kStolen, options);
}

using Amounts = std::map<std::uint64_t, std::uint64_t>;

/// Amounts by output, or by transaction for fees.
Amounts amounts_of(const Trace& trace, EndKind kind) {
    Amounts amounts;
    for (const End& end : trace.ends) {
        if (end.kind != kind) continue;
        amounts[end.output == kNoOutput ? end.transaction : end.output] = end.amount_sat;
    }
    return amounts;
}

void expect_example(Policy policy, const Amounts& unspent, const Amounts& fees) {
    TraceOptions options;
    options.policy = policy;
    const Trace trace = trace_example(options);
    EXPECT_EQ(amounts_of(trace, EndKind::unspent), unspent) << to_string(policy);
    EXPECT_EQ(amounts_of(trace, EndKind::fee), fees) << to_string(policy);
    EXPECT_EQ(trace.transactions_touched, 3U);
    EXPECT_FALSE(trace.truncated());
}

// Transaction 1 lays 6 clean before 10 stolen: output 3 takes the 6 and 3 stolen, output 4 takes
// 5 stolen, the fee the last 2. Transaction 2 pays output 5 and most of 6 from the clean part.
TEST(Trace, FifoSpendsTheFirstInputFirst) {
    expect_example(Policy::fifo, {{6, 2}, {7, 5}}, {{1, 2}, {2, 1}});
}

// Output 3 takes 9 stolen, output 4 the last one and 4 clean, the fee 2 clean. Output 4 holds the
// stolen satoshi first, so in transaction 3, which spends output 2 and then 4 from its end, it
// comes out last: in output 8.
TEST(Trace, LifoSpendsTheLastInputFirstAndItsEndFirst) {
    expect_example(Policy::lifo, {{5, 3}, {6, 5}, {8, 1}}, {{2, 1}});
}

// 10/16 of everything: 9 gives 5.625, 5 gives 3.125, the fee of 2 gives 1.25; floors are 5, 3, 1
// and the missing unit goes to 0.625. Output 3 so holds 6 of 9: 3 gives 2, 5 gives 3.33, 1 gives
// 0.67 and the missing unit. Output 4 holds 3 of 9 in transaction 3: 6 gives 2 and 3 gives 1.
TEST(Trace, HaircutGivesEveryOutputItsShareAndTheRestToTheLargestRemainder) {
    expect_example(Policy::haircut, {{5, 2}, {6, 3}, {7, 2}, {8, 1}}, {{1, 1}, {2, 1}});
}

TEST(Trace, PoisonTaintsAllThatATaintedInputTouches) {
    expect_example(Policy::poison, {{5, 3}, {6, 5}, {7, 6}, {8, 3}}, {{1, 2}, {2, 1}});
}

// 9 of the 10 go to output 3, the highest, and 1 to output 4. Of the 9, output 6 takes 5, output 5
// takes 3 and the fee 1; the 1 goes to output 7.
TEST(Trace, TihoPoursTheTaintIntoTheHighestOutputFirst) {
    expect_example(Policy::tiho, {{5, 3}, {6, 5}, {7, 1}}, {{2, 1}});
}

// 5 go to output 4, the lowest, and 5 to output 3. Of these, output 5 takes 3 and output 6 takes 2;
// of the others output 8 takes 3 and output 7 takes 2.
TEST(Trace, TiloPoursTheTaintIntoTheLowestOutputFirst) {
    expect_example(Policy::tilo, {{5, 3}, {6, 2}, {7, 2}, {8, 3}}, {});
}

// Output 3 takes 9 stolen, output 4 one stolen and 4 clean, in this order; the fee is clean. In
// transaction 3 the tainted input goes first, as it does anyway.
TEST(Trace, DirtyFirstSpendsTaintedInputsBeforeTheOthers) {
    expect_example(Policy::dirty_first, {{5, 3}, {6, 5}, {7, 1}}, {{2, 1}});
}

// Transaction 1 is as under fifo. In transaction 3 the 4 clean of output 2 go first: output 7
// takes them and 2 stolen, output 8 takes 3.
TEST(Trace, CleanFirstSpendsTaintedInputsAfterTheOthers) {
    expect_example(Policy::clean_first, {{6, 2}, {7, 2}, {8, 3}}, {{1, 2}, {2, 1}});
}

TEST(Trace, ListsWhatEveryOutputHeldOnTheWay) {
    const std::map<Policy, std::pair<std::uint64_t, std::uint64_t>> held{
        {Policy::poison, {9, 5}},      {Policy::haircut, {6, 3}},    {Policy::fifo, {3, 5}},
        {Policy::lifo, {9, 1}},        {Policy::tiho, {9, 1}},       {Policy::tilo, {5, 5}},
        {Policy::dirty_first, {9, 1}}, {Policy::clean_first, {3, 5}}};
    for (const Policy policy : kAllPolicies) {
        TraceOptions options;
        options.policy = policy;
        options.keep_way = true;
        const Trace trace = trace_example(options);
        ASSERT_GE(trace.way.size(), 3U);
        EXPECT_EQ(trace.way[0], (TaintedOutput{0, 10})) << "the seed";
        EXPECT_EQ(trace.way[1], (TaintedOutput{3, held.at(policy).first})) << to_string(policy);
        EXPECT_EQ(trace.way[2], (TaintedOutput{4, held.at(policy).second})) << to_string(policy);
    }
}

TEST(Trace, StopsAtAServiceAndNamesWhatArrived) {
    const AddressMarks marks({{.address = 4, .stop = StopKind::service, .listed = true}});
    TraceOptions options;
    options.marks = &marks;
    const Trace trace = trace_example(options);
    EXPECT_EQ(amounts_of(trace, EndKind::service), (Amounts{{4, 5}}));
    EXPECT_EQ(amounts_of(trace, EndKind::unspent), (Amounts{{6, 2}}));
    EXPECT_EQ(trace.passes, (std::vector<Pass>{{.output = 4, .address = 4, .amount_sat = 5}}));
    EXPECT_EQ(trace.total_sat, 10U);

    options.stop_at_marks = false;
    const Trace through = trace_example(options);
    EXPECT_EQ(amounts_of(through, EndKind::unspent), (Amounts{{6, 2}, {7, 5}}));
    EXPECT_EQ(through.passes, trace.passes);
}

TEST(Trace, FollowsASeedEvenWhereItPaysAService) {
    const AddressMarks marks({{.address = 0, .stop = StopKind::service, .listed = true}});
    TraceOptions options;
    options.marks = &marks;
    const Trace trace = trace_example(options);
    EXPECT_TRUE(amounts_of(trace, EndKind::service).empty());
    EXPECT_EQ(trace.passes, (std::vector<Pass>{{.output = 0, .address = 0, .amount_sat = 10}}));
}

TEST(Trace, SaysHowMuchAHopLimitCutOff) {
    TraceOptions options;
    options.hops_max = 1;
    const Trace trace = trace_example(options);
    EXPECT_EQ(amounts_of(trace, EndKind::limit), (Amounts{{3, 3}, {4, 5}}));
    EXPECT_EQ(amounts_of(trace, EndKind::fee), (Amounts{{1, 2}}));
    EXPECT_EQ(trace.limits, limit_hops);
}

TEST(Trace, SaysHowMuchWasOnItsWayWhenTimeRanOut) {
    TraceOptions options;
    options.out_of_time = [] { return true; };
    const Trace trace = trace_example(options);
    EXPECT_EQ(amounts_of(trace, EndKind::limit), (Amounts{{0, 10}}));
    EXPECT_EQ(trace.limits, limit_time);
    EXPECT_EQ(trace.transactions_touched, 0U);
}

TEST(Trace, LeavesTitleToTheEarlierTheft) {
    const MemoryColumns columns = example();
    // Output 3 holds 3 of label 0 when label 1 is told that all of its 9 are theirs.
    const std::vector<Seed> seeds{{.output = 3, .label = 1}, {.output = 0, .label = 0}};
    const Trace trace = trace_forward(columns.columns(), seeds, {});
    EXPECT_EQ(trace.seeds_sat, 19U);
    EXPECT_EQ(trace.overlap_sat, 3U);
    for (const End& end : trace.ends) {
        // 6 of label 1, then 3 of label 0: output 5 takes 3, output 6 takes 3 and 2, the fee 1.
        if (end.output == 6) {
            EXPECT_EQ(end.labels, (std::vector<LabelAmount>{{0, 2}, {1, 3}}));
        }
    }
}

TEST(Trace, GivesARepeatedSeedToTheFirstOfTheList) {
    const MemoryColumns columns = example();
    const std::vector<Seed> seeds{{.output = 8, .label = 4}, {.output = 8, .label = 2}};
    const Trace trace = trace_forward(columns.columns(), seeds, {});
    ASSERT_EQ(trace.ends.size(), 1U);
    EXPECT_EQ(trace.ends[0].labels, (std::vector<LabelAmount>{{4, 3}}));
    EXPECT_EQ(trace.overlap_sat, 3U);
}

TEST(Trace, OfNoSeedsIsEmpty) {
    const MemoryColumns columns = example();
    const Trace trace = trace_forward(columns.columns(), {}, {});
    EXPECT_TRUE(trace.ends.empty());
    EXPECT_EQ(trace.total_sat, 0U);
}

TEST(Trace, SumsSmallEndsWithoutListingThem) {
    TraceOptions options;
    options.ends_from_sat = 3;
    const Trace trace = trace_example(options);
    EXPECT_EQ(amounts_of(trace, EndKind::unspent), (Amounts{{7, 5}}));
    EXPECT_EQ(trace.sum(EndKind::unspent), (EndSum{2, 7}));
    EXPECT_EQ(trace.sum(EndKind::fee), (EndSum{2, 3}));
    EXPECT_EQ(trace.total_sat, 10U);
}

TEST(Trace, BooksAHaircutUnderTheFloorAsResidue) {
    TraceOptions options;
    options.policy = Policy::haircut;
    options.haircut_floor_ppm = 620'000;  // Output 3 holds 667,000 ppm, output 4 600,000.
    const Trace trace = trace_example(options);
    EXPECT_EQ(amounts_of(trace, EndKind::residue), (Amounts{{4, 3}, {6, 3}}));
    EXPECT_EQ(trace.total_sat, 10U);
}

/// Block 1: transaction 2 pays a stolen fee of 3, transaction 3 a clean one of 2. The coinbase,
/// transaction 1, may make 2 new coins and claims 6 of the 7 as outputs of 2 and 4.
MemoryColumns fees_example() {
    MemoryColumns columns(1, 30);  // The subsidy of block 1 is 50 bitcoin / 2^31: 2 satoshi.
    const auto add = [&](std::vector<std::uint64_t> prevouts,
                         std::vector<graph::NewOutput> outputs) {
        columns.add_transaction(prevouts, outputs);
    };
    columns.begin_block(0);
    add({kCoinbase}, {{10, 0}, {6, 1}});
    columns.begin_block(600);
    add({kCoinbase}, {{2, 2}, {4, 3}});
    add({0}, {{7, 4}});
    add({1}, {{4, 5}});
    return columns;
}

// New coins first: output 2 takes them. Output 3 takes the stolen fee and 1 of the clean one.
TEST(Trace, FollowsAFeeIntoTheCoinbaseOfItsBlock) {
    const MemoryColumns columns = fees_example();
    TraceOptions options;
    options.follow_fees = true;
    const Trace trace = trace_forward(columns.columns(), kStolen, options);
    EXPECT_EQ(amounts_of(trace, EndKind::unspent), (Amounts{{3, 3}, {4, 7}}));
    EXPECT_TRUE(amounts_of(trace, EndKind::fee).empty());
}

// From the end: 2 clean of the last fee to output 2, 3 stolen and 1 new coin to output 3; under
// haircut 3/7 of 2, 4 and the unclaimed 1: 0.86, 1.71 and 0.43.
TEST(Trace, BooksTaintThatNoMinerClaimedAsResidue) {
    const MemoryColumns columns = fees_example();
    TraceOptions options;
    options.follow_fees = true;
    options.policy = Policy::lifo;
    EXPECT_EQ(amounts_of(trace_forward(columns.columns(), kStolen, options), EndKind::unspent),
              (Amounts{{3, 3}, {4, 7}}));
    options.policy = Policy::haircut;
    const Trace haircut = trace_forward(columns.columns(), kStolen, options);
    EXPECT_EQ(amounts_of(haircut, EndKind::unspent), (Amounts{{2, 1}, {3, 2}, {4, 7}}));
    options.policy = Policy::poison;
    const Trace poison = trace_forward(columns.columns(), kStolen, options);
    EXPECT_EQ(poison.sum(EndKind::residue), (EndSum{1, 1}));
}

TEST(Trace, EndsACoinbaseSpentInItsOwnBlockAsInvalid) {
    for (const Policy policy : kAllPolicies) {
        MemoryColumns columns(1, 30);
        const auto add = [&](std::vector<std::uint64_t> prevouts,
                             std::vector<graph::NewOutput> outputs) {
            columns.add_transaction(prevouts, outputs);
        };
        columns.begin_block(0);
        add({kCoinbase}, {{4, 0}});
        columns.begin_block(600);
        add({kCoinbase}, {{5, 1}});
        add({0, 1}, {{6, 2}});
        TraceOptions options;
        options.policy = policy;
        options.follow_fees = true;
        const std::vector<Seed> seeds{{.output = 1, .label = 0}};
        const Trace trace = trace_forward(columns.columns(), seeds, options);
        EXPECT_EQ(amounts_of(trace, EndKind::limit), (Amounts{{1, 5}})) << to_string(policy);
        EXPECT_EQ(trace.limits, limit_invalid);
    }
}

TEST(Trace, SaysWhereItNeedsAnAmountFromBeforeTheWindow) {
    MemoryColumns columns;
    columns.begin_block(0);
    const std::vector<std::uint64_t> outside{kOutside};
    const std::vector<graph::NewOutput> stolen{{10, 0}};
    columns.add_transaction(outside, stolen);
    const std::vector<std::uint64_t> mixed{0, kOutside};
    const std::vector<graph::NewOutput> made{{12, 1}, {5, 2}};
    columns.add_transaction(mixed, made);
    const Trace fifo = trace_forward(columns.columns(), kStolen, {});
    EXPECT_EQ(amounts_of(fifo, EndKind::limit), (Amounts{{1, 10}}));
    EXPECT_EQ(fifo.limits, limit_outside);
    TraceOptions options;
    options.policy = Policy::poison;
    const Trace poison = trace_forward(columns.columns(), kStolen, options);
    EXPECT_EQ(amounts_of(poison, EndKind::unspent), (Amounts{{1, 12}, {2, 5}}));
    EXPECT_EQ(poison.limits, limit_outside) << "the fee is not known";
}

TEST(Trace, KeepsAmountsBeyondFortyBitsExact) {
    constexpr std::uint64_t kWhole = 20'999'999'9769'0000;  // All coins there will be.
    MemoryColumns columns(1, 64);
    columns.begin_block(0);
    const std::vector<std::uint64_t> coinbase{kCoinbase};
    const std::vector<graph::NewOutput> given{{kWhole / 3, 0}, {kWhole - kWhole / 3, 1}};
    columns.add_transaction(coinbase, given);
    columns.begin_block(600);
    const std::vector<std::uint64_t> both{0, 1};
    const std::vector<graph::NewOutput> made{{kWhole - 11, 2}, {4, kNoAddress}};
    columns.add_transaction(both, made);
    for (const Policy policy : kAllPolicies) {
        TraceOptions options;
        options.policy = policy;
        const Trace trace = trace_forward(columns.columns(), kStolen, options);
        if (!is_conserving(policy)) continue;
        EXPECT_EQ(trace.total_sat, kWhole / 3) << to_string(policy);
    }
    TraceOptions options;
    options.policy = Policy::haircut;
    // A third less a fraction: the shares are 1/3 of each within one satoshi.
    EXPECT_EQ(amounts_of(trace_forward(columns.columns(), kStolen, options), EndKind::unspent),
              (Amounts{{2, kWhole / 3 - 3}, {3, 1}}));
}

TEST(TraceBackward, FindsTheInputsThatPaidAnOutput) {
    const MemoryColumns columns = example();
    TraceOptions options;
    // Output 7 takes all 5 of output 4, which came of the stolen 10, and 1 of output 2.
    const Trace fifo = trace_backward(columns.columns(), 7, options);
    EXPECT_EQ(amounts_of(fifo, EndKind::coinbase), (Amounts{{0, 5}, {2, 1}}));
    options.policy = Policy::lifo;
    // Output 2 goes first with its 4; 2 of output 4 from its end, which are of output 1.
    const Trace lifo = trace_backward(columns.columns(), 7, options);
    EXPECT_EQ(amounts_of(lifo, EndKind::coinbase), (Amounts{{1, 2}, {2, 4}}));
}

TEST(TraceBackward, StopsAtAMarkedAddressButNotAtTheStart) {
    const MemoryColumns columns = example();
    const AddressMarks marks({{.address = 4, .stop = StopKind::mixer, .listed = false},
                              {.address = 7, .stop = StopKind::service, .listed = true}});
    TraceOptions options;
    options.marks = &marks;
    const Trace trace = trace_backward(columns.columns(), 7, options);
    EXPECT_EQ(amounts_of(trace, EndKind::mixer), (Amounts{{4, 5}}));
    EXPECT_EQ(amounts_of(trace, EndKind::coinbase), (Amounts{{2, 1}}));
    EXPECT_EQ(trace.passes.size(), 1U);
}

TEST(TraceBackward, GoesThroughACoinbaseToTheTransactionThatPaidTheFee) {
    const MemoryColumns columns = fees_example();
    TraceOptions options;
    options.follow_fees = true;
    const Trace trace = trace_backward(columns.columns(), 3, options);
    // Three of the stolen fee, one of the clean; both come from coins of block 0, which had no
    // fees to claim.
    EXPECT_EQ(trace.sum(EndKind::coinbase), (EndSum{1, 4}));
    EXPECT_EQ(trace.ends.at(0).transaction, 0U);
    EXPECT_EQ(trace.transactions_touched, 4U);
}

TEST(TraceNames, ReadWhatTheyWriteAndTheUsualSpellings) {
    for (const Policy policy : kAllPolicies) EXPECT_EQ(parse_policy(to_string(policy)), policy);
    EXPECT_EQ(parse_policy("FIFO"), Policy::fifo);
    EXPECT_EQ(parse_policy("Dirty_First"), Policy::dirty_first);
    EXPECT_EQ(parse_policy("taint-in-highest-out"), Policy::tiho);
    EXPECT_EQ(parse_policy("lowest-out"), Policy::tilo);
    EXPECT_EQ(parse_policy("fif"), std::nullopt);
    EXPECT_EQ(parse_policy(""), std::nullopt);
    EXPECT_EQ(to_string(EndKind::bridge), "bridge");
}

TEST(OpenOutputs, end_traced_money_as_limit_under_every_policy) {
    const std::vector<std::uint64_t> open{1, 5, 7};  // 1 is spent, so that it does not matter.
    for (const Policy policy : kAllPolicies) {
        TraceOptions options;
        options.policy = policy;
        const Trace closed = trace_example(options);
        options.open_outputs = open;
        options.ends_from_sat = 1'000;  // What is open is listed, however small.
        const Trace trace = trace_example(options);
        Amounts expected = amounts_of(closed, EndKind::unspent);
        std::erase_if(expected, [](const auto& end) { return end.first != 5 && end.first != 7; });
        EXPECT_EQ(amounts_of(trace, EndKind::limit), expected) << to_string(policy);
        EXPECT_EQ(trace.total_sat, closed.total_sat);
        EXPECT_EQ(trace.limits, expected.empty() ? 0 : limit_source);
    }
}

}  // namespace
}  // namespace pelf::analyze
