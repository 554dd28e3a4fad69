// SPDX-License-Identifier: Apache-2.0
//
// Coin columns in memory, made transaction by transaction: what tests, benchmarks and sources
// without block files trace over. The encoding is that of the files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "graph/coin_columns.hpp"

namespace pelf::graph {

/// An output to be made: amount and the number of the address it pays (kNoAddress for none).
struct NewOutput {
    std::uint64_t value_sat = 0;
    std::uint64_t address = kNoAddress;
};

/// Grows at the end only. Not thread-safe while growing.
class MemoryColumns {
public:
    /// `halving_blocks` decides the subsidy; `base_height` is the height of the first block.
    explicit MemoryColumns(std::uint32_t halving_blocks = 210'000, std::uint64_t base_height = 0);

    /// Starts a block; every transaction after it belongs to it. Each block needs at least one.
    void begin_block(std::uint32_t time_s);

    /// Adds a transaction that spends `prevouts` (output numbers, or kOutside; exactly one
    /// kCoinbase for a coinbase) and makes `outputs`; returns its number. Requires: spent outputs
    /// exist and are unspent, and inputs cover outputs where all are known.
    std::uint64_t add_transaction(std::span<const std::uint64_t> prevouts,
                                  std::span<const NewOutput> outputs);

    /// Valid until the next call that adds.
    CoinColumns columns() const;

private:
    PackedView view(const std::vector<std::byte>& bytes) const noexcept;
    std::uint64_t sum_inputs(std::span<const std::uint64_t> prevouts, bool& known) const;

    std::uint32_t halving_blocks_;
    std::uint64_t base_height_;
    std::uint64_t addresses_count_ = 0;
    // Packed columns begin with lead bytes, as the files begin with a header.
    std::vector<std::byte> values_;
    std::vector<std::byte> spenders_;
    std::vector<std::byte> addresses_;
    std::vector<std::byte> prevouts_;
    RowStartsBuilder outputs_;
    RowStartsBuilder inputs_;
    std::vector<std::uint32_t> fees_;
    std::vector<BlockRow> blocks_;
    std::vector<BigValue> big_values_;
};

}  // namespace pelf::graph
