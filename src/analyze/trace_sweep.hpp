// SPDX-License-Identifier: Apache-2.0
//
// Poison and haircut by reading every input of the chain once, in order, from the first seed on.
// Both spread over most of a chain within a few years of transactions, where visiting them one by
// one costs more than reading them all. The answer is that of the walk, without hops.
//
// Cost: a bit an output (haircut: and eight bytes, in large pages where that is affordable),
// touched at random, of which the processor is told some hundred rows ahead because the columns
// name them. No value is read but those of tainted transactions' outputs: inputs sum to outputs
// plus fee.
#pragma once

#include <span>

#include "analyze/seed_list.hpp"
#include "analyze/trace.hpp"
#include "graph/coin_columns.hpp"

namespace pelf::analyze {

/// True where trace_sweep() serves these options.
bool can_sweep(const TraceOptions& options) noexcept;

/// Requires can_sweep(options) and at least one seed. End::hops are 0.
Trace trace_sweep(const graph::CoinColumns& columns, const SeedList& seeds,
                  const TraceOptions& options);

}  // namespace pelf::analyze
