// SPDX-License-Identifier: Apache-2.0
//
// Blocks on their way into a coin store: gathered as they come, then resolved together, since
// looking up a million spent outputs at once is a sort and a merge, and one by one it is a
// million random reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "codec/bitcoin_block.hpp"
#include "graph/coin_store.hpp"

namespace pelf::graph {

/// Where numbering goes on.
struct RowCounts {
    std::uint64_t transactions = 0;
    std::uint64_t inputs = 0;
    std::uint64_t outputs = 0;
    std::uint64_t addresses = 0;
    std::uint64_t address_bytes = 0;
};

/// Rows of blocks that are not resolved yet. Block rows carry absolute numbers, all else is
/// counted from the batch's start.
struct CoinBatch {
    RowCounts start;
    std::vector<BlockRow> blocks;  ///< Without address numbers and checksum.
    std::vector<codec::Hash256> txids;
    std::vector<std::uint32_t> inputs_counts;
    std::vector<std::uint32_t> outputs_counts;
    std::vector<codec::Hash256> spent_txids;
    std::vector<std::uint32_t> spent_indexes;
    std::vector<std::uint64_t> values;
    std::vector<std::byte> lock_rows;         ///< As in the address dictionary.
    std::vector<std::uint64_t> lock_offsets;  ///< Of each output's row; equal to the next if none.

    /// Appends a block's rows. Requires a parsed block.
    void add(const codec::Block& block, std::uint32_t size_bytes);
    /// Drops blocks from the end.
    void keep_blocks(std::uint64_t blocks_count);
    void clear(const RowCounts& next);

    /// What the batch holds; resolving needs about as much again.
    std::uint64_t memory_bytes() const noexcept;
    std::span<const std::byte> lock_row(std::uint64_t output) const noexcept;
};

/// An output that was unspent and is spent now.
struct Spend {
    std::uint64_t output = 0;
    std::uint64_t input = 0;
};

/// A batch with every reference turned into a row number.
struct ResolvedBatch {
    std::vector<std::uint64_t> prevouts;
    std::vector<std::uint64_t> spenders;  ///< Of the batch's own outputs.
    std::vector<std::uint64_t> addresses;
    std::vector<std::uint32_t> fees;
    std::vector<std::byte> new_address_rows;
    std::vector<std::uint64_t> new_address_offsets;  ///< In the whole dictionary.
    std::vector<std::uint64_t> addresses_before;     ///< Per block: new addresses of earlier ones.
    std::vector<Spend> old_spends;                   ///< Of outputs committed earlier, by output.
    std::vector<Overwritten> overwritten;            ///< By overwriting transaction, then output.
    std::uint64_t outside_inputs = 0;
    std::uint64_t unclaimed_sat = 0;
};

/// The first block of a batch that breaks the ledger's arithmetic, and how. Those before are good.
struct BlockFault {
    std::uint64_t block = 0;  ///< Counted from the batch's start.
    Error error;
};

/// Resolves a batch against what is committed. Checked, for every transaction: what it spends
/// exists before it and is not spent yet; inputs cover outputs; a coinbase claims no more than
/// subsidy and fees. In a window an input whose transaction is unknown comes from outside.
Result<ResolvedBatch, BlockFault> resolve(const CoinStore& committed, const CoinBatch& batch,
                                          bool window);

}  // namespace pelf::graph
