// SPDX-License-Identifier: Apache-2.0
//
// Keeping up with a node: where its best chain and ours part, which blocks to take back and which
// to fetch. The engine unwinds its store and appends; nothing here writes.
//
//   plan = plan_follow(node, ...)      store.unwind_to(plan.unwind_to)      fetch_blocks(node,
//   plan, append)
//
// again and again, until a plan has nothing to fetch.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "codec/sha256.hpp"
#include "ingest/ledgers/bitcoin_node.hpp"
#include "ingest/ledgers/block_stream.hpp"

namespace pelf::ingest {

/// A block of our best chain.
struct KnownBlock {
    std::uint32_t height = 0;
    codec::Hash256 hash;
};

struct FollowPlan {
    NodeTip tip;
    /// Our blocks above this height are stale and must go first. Nothing: all are good.
    std::optional<std::uint32_t> unwind_to;
    std::uint32_t first_height = 0;     ///< Of the first block to fetch.
    codec::Hash256 previous;            ///< Of the block it must link to; zero before genesis.
    std::vector<codec::Hash256> fetch;  ///< In the order of the chain.
};

struct FollowLimits {
    /// Blocks in one plan; the next plan has the next ones.
    std::uint32_t fetch_max = 1'000;
};

/// `recent`: blocks of our chain by rising height without gaps, up to our tip, as far back as a
/// reorganisation may go; empty for a store without blocks, which begins at genesis. The node is
/// trusted to know which chain has the most work. One that is only behind us gives a plan with
/// nothing in it. Fails with refused (another network; no block of `recent` is on the node's
/// chain, or it does not reach up to them) and with the errors of the node. Cost: one request a
/// block to fetch, and one for each block that must go.
Result<FollowPlan> plan_follow(NodeSource& node, codec::Chain chain,
                               std::span<const KnownBlock> recent, const FollowLimits& limits);

struct FollowOutcome {
    std::uint32_t fetched_count = 0;
    /// The node changed its mind meanwhile; what was fetched is good, make a new plan.
    bool is_reorganised = false;
};

/// Fetches, verifies (BlockVerifier, and the link to the block before) and delivers, in order. The
/// refs hold height and header; they point into no file. Fails with malformed (the node sends
/// blocks that do not verify), the errors of the node and of the sink.
Result<FollowOutcome> fetch_blocks(NodeSource& node, const FollowPlan& plan, const BlockSink& sink);

}  // namespace pelf::ingest
