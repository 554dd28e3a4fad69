// SPDX-License-Identifier: Apache-2.0
//
// Choosing between branches of a chain, and remembering the loser: what ingest and follow share.
#pragma once

#include <filesystem>
#include <vector>

#include "graph/coin_store.hpp"
#include "graph/stale_blocks.hpp"
#include "ingest/ledgers/bitcoin_chain.hpp"

namespace pelf::engine {

/// The work of some blocks or headers together, by their `bits`.
template <class Blocks>
Uint256 work_of(const Blocks& blocks) {
    Uint256 work;
    for (const auto& block : blocks) {
        const auto target = ingest::target_from_bits(block.bits);
        if (target) work = ingest::saturating_add(work, ingest::work_of_target(*target));
    }
    return work;
}

/// A store's blocks from a number on, as they are remembered once they are unwound.
std::vector<graph::StaleBlock> stale_from(const graph::CoinStore& store, std::uint64_t first_block);

/// Adds blocks to those remembered beside a store, and forgets those that are in its chain now.
Status keep_stale_blocks(const std::filesystem::path& folder, const graph::CoinStore& store,
                         std::vector<graph::StaleBlock> more);

}  // namespace pelf::engine
