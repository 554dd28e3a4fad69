// SPDX-License-Identifier: Apache-2.0
//
// Looks ahead of a walk. What a visit reads hangs together: a transaction's rows, in them who
// spends what it makes, behind that the spending transactions and their place in the set. Each step
// waits for memory a tenth of a microsecond if nobody has asked for it before. This asks: at every
// visit, for each of the next transactions to visit, one step further down. It only ever asks
// (prefetches), so no answer depends on it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "analyze/trace.hpp"
#include "analyze/transaction_set.hpp"
#include "graph/coin_columns.hpp"

namespace pelf::analyze {

class WalkAhead {
public:
    /// The arguments must outlive this. The walk visits the members of `todo` ascending; with
    /// follow_fees their numbers are off by one at most, which the memory asked for does not mind.
    WalkAhead(const graph::CoinColumns& columns, const TransactionSet& todo,
              bool reads_addresses) noexcept
        : columns_(columns), todo_(todo), reads_addresses_(reads_addresses) {}

    /// To be called before the visit of a transaction.
    void step(std::uint64_t visited) noexcept;
    /// To be called for each new member of the set: it may come before what was looked at already.
    void added(std::uint64_t transaction) noexcept {
        if (transaction < horizon_) look_at(transaction, kStageColumns);
    }
    /// To be called before the outputs of the visited transaction are settled: asks for the
    /// transactions that spend them, where there has been no time to.
    [[gnu::always_inline]] void ask_for_spenders(graph::Rows outputs) const noexcept {
        for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
            const auto spender = columns_.spender(output);
            if (spender) columns_.input_starts.prefetch_transaction(*spender);
        }
    }

private:
    /// A transaction to come, and what has been asked for.
    struct Upcoming {
        std::uint64_t transaction = 0;
        graph::Rows inputs;
        graph::Rows outputs;
        unsigned stage = 0;
    };
    /// The step that asks for columns. A transaction added shortly before its visit takes it at
    /// once: the row starts are few and near (in a cache), the columns are not.
    static constexpr unsigned kStageColumns = 2;
    /// More than the steps, so that all are over when the transaction is visited.
    static constexpr std::size_t kTransactionsAhead = 10;
    /// New members that come before the horizon.
    static constexpr std::size_t kUpcomingMax = 2 * kTransactionsAhead;

    void look_at(std::uint64_t transaction, unsigned stage) noexcept;
    void advance(Upcoming& upcoming) const noexcept;
    // Always inline: gcc 12 takes a function that only prefetches for one without effect, and drops
    // the call.
    [[gnu::always_inline]] void ask_for_columns(const Upcoming& upcoming) const noexcept;
    [[gnu::always_inline]] void ask_for_set(const Upcoming& upcoming) const noexcept;

    const graph::CoinColumns& columns_;
    const TransactionSet& todo_;
    bool reads_addresses_;
    std::array<Upcoming, kUpcomingMax> upcoming_;  ///< In no order.
    std::size_t upcoming_count_ = 0;
    std::uint64_t horizon_ = 0;  ///< Members of the set from here on have not been looked at.
};

}  // namespace pelf::analyze
