// SPDX-License-Identifier: Apache-2.0
//
// A large invented chain for benchmarks: the shapes of Bitcoin without its data. The same options
// give the same chain on every machine.
//
//   shape          inputs    outputs   of the transactions
//   payment        1-3       2         most
//   peel           1         2         a fifth: a small payment off a large coin, again and again
//   fan-out        1         20-80     one in 67: such a coin pays many at once
//   consolidation  up to 100 1         as many as it takes to spend what falls due
//
// An output is spent after a distance in outputs drawn log-uniform from one to the whole chain:
// half of the coins move within days, a few after years. Values are what comes of splitting and
// joining the miners' coins. About 2.4 outputs and 2.2 inputs a transaction; 8 % stay unspent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/coin_columns.hpp"

namespace pelf::graph {

struct SyntheticOptions {
    std::uint64_t outputs_count = 1 << 18;  ///< At least; the last block is filled. Below 2^31.
    std::uint64_t seed = 1;
    std::uint32_t transactions_per_block = 2500;
};

/// Owns the columns: about 22 bytes an output. Immutable once made; any number of threads.
class SyntheticChain {
public:
    /// About 0.3 microseconds an output.
    explicit SyntheticChain(const SyntheticOptions& options);

    CoinColumns columns() const noexcept;

private:
    friend class SyntheticChainBuilder;

    std::vector<std::byte> values_;
    std::vector<std::byte> spenders_;
    std::vector<std::byte> addresses_;
    std::vector<std::byte> prevouts_;
    RowStartsBuilder outputs_;
    RowStartsBuilder inputs_;
    std::vector<std::uint32_t> fees_;
    std::vector<BlockRow> blocks_;
    std::uint64_t addresses_count_ = 0;
};

}  // namespace pelf::graph
