// SPDX-License-Identifier: Apache-2.0
//
// From headers in any order to the one chain that counts.
//
// Blocks are linked by the hash of the one before. A chain's work is the sum of what its targets
// take on average; the best chain is the one with the MOST WORK, not the most blocks. Of equal
// ones, the tip whose hash is the lower number wins: a node keeps what it saw first, but files in
// another order must not give another chain. (A tie lasts until the next block.)
//
// Where blocks are missing, the headers fall apart into components, each with its own beginning.
// The component that begins at genesis is chosen whenever genesis is there, however much work
// lies elsewhere: a download in progress has later blocks too, and they join when the gap closes.
// Without genesis the blocks are a window of the chain, and the component with the most work of
// its own is chosen, again with the lower tip hash on a tie. Blocks that share a missing
// predecessor are one component.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "codec/sha256.hpp"
#include "ingest/ledgers/bitcoin_chain.hpp"

namespace pelf::ingest {

/// Where a block lies, and as much of its header as ordering needs.
struct BlockRef {
    codec::Hash256 hash;
    codec::Hash256 previous;
    std::uint64_t offset_bytes = 0;  ///< Of the block's first byte, behind magic and length.
    std::uint32_t file_index = 0;
    std::uint32_t size_bytes = 0;
    std::uint32_t height = 0;  ///< Set by BlockFiles; see there for windows.
    std::uint32_t bits = 0;
    std::uint32_t time_s = 0;
    std::uint32_t version = 0;
};

/// All vectors hold positions in the blocks that were given; each position is in exactly one.
struct ChainChoice {
    std::vector<std::uint32_t> best;         ///< From the beginning to the tip.
    std::vector<std::uint32_t> stale;        ///< Joined to the best chain and not in it.
    std::vector<std::uint32_t> unconnected;  ///< Of the other components.
    std::vector<std::uint32_t> repeated;     ///< Their hash was there before.
    /// Steps from the component's beginning, for every position; 0 for repeated ones.
    std::vector<std::uint32_t> depth;
    Uint256 work;  ///< Of the best chain, from its beginning.
    bool begins_at_genesis = false;
};

/// Requires hashes that are really made from `previous` and `bits`, which must decode to a target
/// (no hash can then be its own ancestor), and fewer than 2^32 - 1 blocks. Cost: linear, about 60
/// bytes a block beside the blocks; no recursion.
ChainChoice choose_chain(std::span<const BlockRef> blocks, const codec::Hash256& genesis);

}  // namespace pelf::ingest
