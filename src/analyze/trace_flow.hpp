// SPDX-License-Identifier: Apache-2.0
//
// The main streams of a trace, few enough to be drawn. A theft moves through thousands of
// transactions; a person follows a dozen boxes. Four reductions, in this order:
//
//   1. Ends of one kind and one owner become one box.
//   2. A run of transactions in which the traced money goes on to one next transaction only,
//      while the rest of it ends there (a peel chain), becomes one box with the number of hops.
//      A run never joins two known owners.
//   3. If more than `nodes_max` boxes are left, runs along which three quarters or more go on from
//      each transaction to the next become boxes, too, whatever comes and goes at their sides.
//   4. If still more are left, the largest stay. The others are summed up,
//      stage by stage: between two boxes that stay there is at most one such box. The smallest
//      ends are summed up in one box as well.
//
// Amounts are kept: what comes into a box or begins in it flows out of it again, except for ends
// and for summed-up ends, where it stays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analyze/trace.hpp"

namespace pelf::analyze {

enum class FlowNodeKind : std::uint8_t {
    seed,     ///< Outputs that were given, made by one transaction.
    passage,  ///< One transaction.
    chain,    ///< A run of transactions.
    end,      ///< Ends of one kind and owner.
    rest,     ///< What is too small to be drawn; nothing flows out of it: ends.
};

struct FlowNode {
    FlowNodeKind kind = FlowNodeKind::passage;
    EndKind end_kind = EndKind::unspent;  ///< For ends.
    /// The first that FlowOptions::owner_of knows among the outputs given, spent or ended here.
    std::uint64_t owner = 0;
    /// The first output given, spent with traced money or ended here; kNoOutput for fees.
    std::uint64_t first_output = kNoOutput;
    std::uint64_t first_transaction = 0;  ///< That makes the outputs (seed, end) or spends them.
    std::uint64_t last_transaction = 0;
    /// Of passages, chains and rests. For seeds and ends: the outputs and fees merged.
    std::uint64_t transactions_count = 0;
    std::uint32_t first_time_s = 0;  ///< Block times of the two transactions.
    std::uint32_t last_time_s = 0;
    std::uint64_t begins_sat = 0;  ///< Traced money that begins here: in seeds, or rests of them.
    std::uint64_t amount_sat = 0;  ///< That came in or begins here.
    /// The first output here that pays a listed address; kNoOutput if none does.
    std::uint64_t listed_output = kNoOutput;

    bool listed() const noexcept { return listed_output != kNoOutput; }
    bool operator==(const FlowNode&) const = default;
};

struct FlowEdge {
    std::uint32_t from = 0;  ///< Index of a node.
    std::uint32_t to = 0;
    std::uint64_t amount_sat = 0;
    std::uint64_t streams_count = 0;  ///< Outputs and fees summed up in it.

    bool operator==(const FlowEdge&) const = default;
};

/// Without cycles. Edges go from lower to higher node numbers, except into seeds that were tainted
/// already; backward, from higher to lower.
struct Flow {
    std::vector<FlowNode> nodes;  ///< Seeds, then by chain order (backward: against it), ends last.
    std::vector<FlowEdge> edges;  ///< By from, then to.
    bool backward = false;        ///< From ends to the one seed.
};

inline constexpr std::uint32_t kFlowNodesMin = 4;

struct FlowOptions {
    std::uint32_t nodes_max = 16;  ///< At least kFlowNodesMin; 16 fit a page.
    /// Numbers the holder of an output from 1, so that ends of one owner are one box; 0 for
    /// unknown. Asked once for each output on the way. Empty: all unknown.
    std::function<std::uint64_t(std::uint64_t output)> owner_of{};
};

/// Requires a conserving policy's forward trace over these columns, with keep_way and with
/// ends_from_sat 0, and its seeds. Listed outputs are those of Trace::passes. Cost: sorting the
/// way; a reduction to nodes_max goes over it up to nodes_max times.
Flow condense(const graph::CoinColumns& columns, const Trace& trace, std::span<const Seed> seeds,
              const FlowOptions& options);

/// The same of a backward trace from `output`: from the ends, where the money came from, to the
/// one seed. All that comes out of a box came into it. Requires a trace with keep_way that no limit
/// on hops, transactions or time cut short if it followed fees.
Flow condense_backward(const graph::CoinColumns& columns, const Trace& trace, std::uint64_t output,
                       const FlowOptions& options);

}  // namespace pelf::analyze
