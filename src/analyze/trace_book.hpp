// SPDX-License-Identifier: Apache-2.0
//
// Where a trace writes down what it finds, and the rules that walk and sweep share: which outputs
// are stops, what is named, what is listed and what only summed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analyze/trace.hpp"
#include "analyze/trace_split.hpp"
#include "graph/coin_columns.hpp"

namespace pelf::analyze {

class TraceBook {
public:
    /// `columns` and `options` must outlive this.
    TraceBook(const graph::CoinColumns& columns, const TraceOptions& options) noexcept
        : columns_(&columns), options_(&options) {}

    /// True if traced outputs need note() and is_residue(): with marks, way or floor.
    bool looks_at_outputs() const noexcept;

    /// Under the haircut floor: to be booked as residue and forgotten. Never true of a seed.
    bool is_residue(std::uint64_t value_sat, std::uint64_t amount_sat) const noexcept;

    /// Notes a traced output on the way and whom it pays; returns the kind of stop it is, if the
    /// trace stops at such outputs.
    std::optional<EndKind> note(std::uint64_t output, std::uint64_t amount_sat);

    /// Notes a fee that goes on into its block's coinbase.
    void note_fee(TaintedFee fee);

    /// What an end at an output is that nothing in the columns spends.
    EndKind end_of_unspent(std::uint64_t output) noexcept {
        return options_->open_outputs.empty() ? EndKind::unspent : end_of_open(output);
    }

    /// Adds an end. `labels_from` are the fragments its labels are taken from.
    void add(End end, std::span<const Fragment> labels_from = {});
    /// Adds an end that only the sum of its kind will show; false, and nothing done, if it is to
    /// be listed. For sweeps, which meet such ends by the million.
    bool add_unlisted(EndKind kind, std::uint64_t amount_sat) noexcept {
        if (!is_common(kind) || amount_sat >= options_->ends_from_sat) return false;
        EndSum& sum = trace_.sums[static_cast<std::size_t>(kind)];
        ++sum.count;
        sum.amount_sat += amount_sat;
        return true;
    }
    void add_limit(Limit limit) noexcept { trace_.limits |= limit; }
    void add_touched() noexcept { ++trace_.transactions_touched; }
    std::uint64_t touched() const noexcept { return trace_.transactions_touched; }

    /// The trace, in the promised order. Requires, for a conserving policy, that its ends sum to
    /// seeds_sat - overlap_sat.
    Trace finish(std::uint64_t seeds_sat, std::uint64_t overlap_sat) &&;

private:
    EndKind end_of_open(std::uint64_t output) noexcept;
    static bool is_common(EndKind kind) noexcept {
        return kind == EndKind::unspent || kind == EndKind::fee || kind == EndKind::residue;
    }

    const graph::CoinColumns* columns_;
    const TraceOptions* options_;
    Trace trace_;
    std::array<std::vector<End>, kEndKindsCount> ends_;  ///< By kind: each is nearly in order.
};

}  // namespace pelf::analyze
