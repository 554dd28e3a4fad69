// SPDX-License-Identifier: Apache-2.0
//
// Keeping a ledger level with a running node, through its reorganisations.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "engine/home.hpp"
#include "ingest/ledgers/bitcoin_node.hpp"

namespace pelf::engine {

struct FollowOptions {
    std::uint64_t memory_max_bytes = std::uint64_t{1} << 30;
    /// Blocks fetched between two commits while catching up.
    std::uint32_t blocks_per_commit = 500;
};

/// What one look at the node brought.
struct FollowStep {
    codec::Chain chain = codec::Chain::main;
    std::uint64_t blocks_added = 0;
    std::uint64_t blocks_unwound = 0;
    std::uint64_t height = 0;  ///< Of the ledger now.
    std::string tip_hash;
    std::uint64_t node_height = 0;
};

/// Called after each commit, with what was done since the last call.
using OnFollowStep = std::function<void(const FollowStep&)>;

/// Brings the ledger up to the node's tip, from genesis if there is none yet. Where the node is on
/// another branch, the ledger goes back to the fork; but only for a branch with more work, so
/// that a node that is still catching up takes nothing away. Every block is verified before it
/// is used. Fails with refused (another chain, a block that does not verify) or as the node does;
/// what was committed stays.
Result<FollowStep> follow_node(const Home& home, ingest::NodeSource& node,
                               const FollowOptions& options, const OnFollowStep& on_step);

}  // namespace pelf::engine
