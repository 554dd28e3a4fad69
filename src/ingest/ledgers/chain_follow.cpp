// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/chain_follow.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/bitcoin_verify.hpp"

namespace pelf::ingest {
namespace {

using codec::Hash256;

/// The last of `recent` that the node has on its best chain; nothing if none is.
Result<std::optional<std::size_t>> find_common(NodeSource& node, std::uint32_t tip_height,
                                               std::span<const KnownBlock> recent) {
    for (std::size_t i = recent.size(); i-- > 0;) {
        if (recent[i].height > tip_height) continue;
        auto hash = node.hash_at(recent[i].height);
        // The node may have cut its chain shorter since it told its tip.
        if (!hash && hash.error().fault == Fault::not_found) continue;
        if (!hash) return Unexpected(std::move(hash).error());
        if (*hash == recent[i].hash) return std::optional(i);
    }
    return std::optional<std::size_t>();
}

Status check_network(const NodeTip& tip, codec::Chain chain) {
    if (tip.chain == chain) return Done{};
    return Unexpected(
        Error{Fault::refused,
              text("the node is on another network: expected ", codec::to_string(chain), ", found ",
                   codec::to_string(tip.chain), "; give another node, or pass --network ",
                   codec::to_string(tip.chain))});
}

BlockRef ref_of(const codec::Block& block, std::uint32_t height, std::size_t size_bytes) {
    return {.hash = block.hash,
            .previous = block.header.previous,
            .offset_bytes = 0,
            .file_index = 0,
            .size_bytes = static_cast<std::uint32_t>(size_bytes),
            .height = height,
            .bits = block.header.bits,
            .time_s = block.header.time_s,
            .version = block.header.version};
}

Unexpected<Error> bad_block(std::uint32_t height, const Hash256& hash, std::string_view reason) {
    return Unexpected(Error{Fault::malformed, text("the node sent a bad block, ", height, " ",
                                                   codec::to_reversed_hex(hash), ": ", reason)});
}

}  // namespace

Result<FollowPlan> plan_follow(NodeSource& node, codec::Chain chain,
                               std::span<const KnownBlock> recent, const FollowLimits& limits) {
    FollowPlan plan;
    PELF_TRY(tip, node.tip());
    PELF_TRY_DONE(check_network(tip, chain));
    plan.tip = tip;
    if (!recent.empty()) {
        if (tip.height < recent.front().height) {
            return Unexpected(Error{
                Fault::refused, text("the node has not come as far as our last blocks, it is at ",
                                     tip.height, "; wait until it has caught up")});
        }
        PELF_TRY(common, find_common(node, tip.height, recent));
        if (!common) {
            return Unexpected(
                Error{Fault::refused,
                      text("the node's chain has none of our last blocks, of which it was asked: ",
                           recent.size(),
                           "; the store is older than they reach back, or another chain's: ingest "
                           "again from block files")});
        }
        const KnownBlock& last = recent[*common];
        // At the node's tip and agreed: the node is only behind, and what we have stays.
        const bool is_behind = last.height >= tip.height;
        if (*common + 1 < recent.size() && !is_behind) plan.unwind_to = last.height;
        plan.first_height = last.height + 1;
        plan.previous = last.hash;
    }
    if (plan.first_height > tip.height) return plan;
    const std::uint32_t count = std::min(tip.height - plan.first_height + 1, limits.fetch_max);
    for (std::uint32_t i = 0; i < count; ++i) {
        auto hash = node.hash_at(plan.first_height + i);
        if (!hash && hash.error().fault == Fault::not_found && i > 0) break;  // A new, shorter tip.
        if (!hash) return Unexpected(std::move(hash).error());
        plan.fetch.push_back(*hash);
    }
    return plan;
}

Result<FollowOutcome> fetch_blocks(NodeSource& node, const FollowPlan& plan,
                                   const BlockSink& sink) {
    FollowOutcome outcome;
    BlockVerifier verifier(plan.tip.chain);
    codec::Block block;
    Hash256 previous = plan.previous;
    for (std::uint32_t i = 0; i < plan.fetch.size(); ++i) {
        const Hash256& hash = plan.fetch[i];
        const std::uint32_t height = plan.first_height + i;
        PELF_TRY(bytes, node.block(hash));
        if (!codec::parse_block(bytes, block)) {
            return bad_block(height, hash, "it cannot be parsed");
        }
        if (block.hash != hash) return bad_block(height, hash, "it is another block");
        if (const auto flaw = verifier.find_flaw(block)) {
            return bad_block(height, hash, to_string(*flaw));
        }
        if (height == 0 && hash != chain_parameters(plan.tip.chain).genesis) {
            return bad_block(height, hash, "it is not the genesis block of this network");
        }
        if (block.header.previous != previous) {
            outcome.is_reorganised = true;
            return outcome;
        }
        PELF_TRY_DONE(sink(block, ref_of(block, height, bytes.size())));
        previous = hash;
        ++outcome.fetched_count;
    }
    return outcome;
}

}  // namespace pelf::ingest
