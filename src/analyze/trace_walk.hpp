// SPDX-License-Identifier: Apache-2.0
//
// Tracing by visiting only the transactions that traced money goes through, in the order of the
// chain. Serves every policy, limit and option. Cost: the fragments and the inputs and outputs of
// those transactions, a few cache misses each, and one bit a transaction from the first seed on.
// That is milliseconds for policies that keep money together (fifo, lifo, tiho, tilo, the two
// -first); where taint spreads over most of a chain (poison, haircut) the sweep is faster.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "analyze/seed_list.hpp"
#include "analyze/trace.hpp"
#include "analyze/trace_book.hpp"
#include "analyze/trace_holdings.hpp"
#include "analyze/trace_split.hpp"
#include "analyze/transaction_set.hpp"
#include "analyze/visit_order.hpp"
#include "analyze/walk_ahead.hpp"
#include "graph/coin_columns.hpp"

namespace pelf::analyze {

class TraceWalk {
public:
    /// The arguments must outlive the walk. Requires at least one seed.
    TraceWalk(const graph::CoinColumns& columns, const SeedList& seeds,
              const TraceOptions& options);

    /// To be called once.
    Trace run() &&;

private:
    /// A fee that waits for the end of its block.
    struct WaitingFee {
        std::uint64_t transaction = 0;
        std::vector<Fragment> fragments;
        std::uint32_t hops = 0;
    };
    /// A traced output that the visited transaction spends.
    struct Spent {
        std::uint64_t input = 0;
        std::uint64_t output = 0;
        Holding holding;
    };
    static constexpr std::uint32_t kNotReached = std::numeric_limits<std::uint32_t>::max();

    void visit(std::uint64_t transaction);
    void stop_if_due(std::uint64_t transaction);
    void stop(Limit limit);

    bool gather(std::uint64_t transaction);
    bool gather_inputs(std::uint64_t transaction);
    void lay_inputs(graph::Rows inputs, std::uint64_t whole_sat);
    void sum_gaps(graph::Rows inputs, std::uint64_t clean_sat);
    bool gather_fees(std::uint64_t coinbase);
    bool gather_known_fees(std::uint64_t coinbase, std::uint64_t fees_sat);
    bool spends_traced(std::uint64_t transaction) const;

    void spread(std::uint64_t transaction, graph::Rows outputs);
    void start_seeds(std::uint64_t transaction, graph::Rows outputs);
    void settle_seed(std::span<const Seed> runs, std::uint64_t transaction,
                     std::span<const Fragment> held);
    void paint(std::span<const Seed> runs, std::span<const Fragment> held);
    void fill(std::span<const Seed> runs, std::span<const Fragment> held);
    void settle(End place, std::span<const Fragment> fragments);
    void settle_fee(std::uint64_t transaction, std::span<const Fragment> fragments);
    void end(EndKind kind, End place, std::span<const Fragment> fragments);
    void end_limit(Limit limit, End place, std::span<const Fragment> fragments);
    void end_waiting_fees(Limit limit);

    const graph::CoinColumns& columns_;
    const SeedList& seeds_;
    const TraceOptions& options_;
    TraceBook book_;
    VisitOrder order_;
    TransactionSet todo_;
    WalkAhead ahead_;
    Holdings holdings_;
    TransactionSplit split_;
    std::vector<Spent> spent_;              ///< By input.
    std::vector<std::uint64_t> gaps_sat_;   ///< Before each of spent_, and after the last.
    std::vector<WaitingFee> waiting_fees_;  ///< Of the block of the visited transaction.
    std::vector<Fragment> seed_fragments_;
    std::uint64_t rank_ = 0;  ///< Of the visited transaction.
    std::uint32_t hops_ = 0;  ///< Of its outputs; kNotReached if no traced money goes in.
    std::uint64_t overlap_sat_ = 0;
    std::uint8_t stopped_by_ = 0;  ///< A Limit: nothing is entered any more.
};

}  // namespace pelf::analyze
