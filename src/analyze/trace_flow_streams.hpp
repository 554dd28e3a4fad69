// SPDX-License-Identifier: Apache-2.0
//
// A whole trace as a flow: one node for each transaction, before anything is made smaller.
#pragma once

#include <cstdint>
#include <span>

#include "analyze/trace_flow.hpp"
#include "graph/coin_columns.hpp"

namespace pelf::analyze {

/// Nodes in an order in which money only goes forward, a seed behind the transaction that made
/// it; ends last, by kind and owner. Requires what condense() requires.
Flow flow_of_trace(const graph::CoinColumns& columns, const Trace& trace,
                   std::span<const Seed> seeds, const FlowOptions& options);

/// The same of a backward trace, with money going from the place asked for to the sources. Requires
/// what condense_backward() requires.
Flow flow_of_backward_trace(const graph::CoinColumns& columns, const Trace& trace,
                            std::uint64_t output, const FlowOptions& options);

}  // namespace pelf::analyze
