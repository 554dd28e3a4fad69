// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger_follow.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/stale.hpp"
#include "graph/coin_writer.hpp"
#include "ingest/ledgers/chain_follow.hpp"

namespace pelf::engine {
namespace {

/// How far back we look for a block in common with the node.
constexpr std::uint64_t kReorganisationMax = 1'000;

Result<graph::ChainStart> chain_start(const std::filesystem::path& folder, codec::Chain chain) {
    graph::ChainStart start{.chain = chain};
    const auto manifest = graph::load_manifest(folder);
    if (!manifest && manifest.error().fault != Fault::not_found) {
        return Unexpected(manifest.error());
    }
    if (manifest) {
        start.base_height = manifest->base_height;
        start.height_known = manifest->height_known != 0;
        start.previous = manifest->previous;
    }
    return start;
}

std::vector<ingest::KnownBlock> recent_blocks(const graph::CoinStore& store) {
    std::vector<ingest::KnownBlock> recent;
    const auto blocks = store.columns().blocks;
    const std::uint64_t first =
        blocks.size() - std::min<std::uint64_t>(blocks.size(), kReorganisationMax);
    for (std::uint64_t block = first; block < blocks.size(); ++block) {
        recent.push_back({static_cast<std::uint32_t>(store.height_of(block)), blocks[block].hash});
    }
    return recent;
}

/// Whether the node's branch has more work than the blocks of ours that it would replace. It is
/// fetched and verified for that, and again when it is taken: branches are a few blocks long.
Result<bool> has_more_work(ingest::NodeSource& node, const ingest::FollowPlan& plan,
                           std::span<const graph::BlockRow> leaving) {
    Uint256 work;
    PELF_TRY_DONE(ingest::fetch_blocks(
        node, plan, [&](const codec::Block&, const ingest::BlockRef& ref) -> Status {
            work = ingest::saturating_add(work, work_of(std::span(&ref, 1)));
            return Done{};
        }));
    return work > work_of(leaving);
}

FollowStep describe(const graph::CoinWriter& writer, const ingest::NodeTip& tip) {
    FollowStep step;
    step.chain = tip.chain;
    const std::uint64_t blocks = writer.blocks_count();
    step.height = blocks > 0 ? writer.committed().height_of(blocks - 1) : 0;
    step.tip_hash = codec::to_reversed_hex(writer.tip());
    step.node_height = tip.height;
    return step;
}

/// Follows one plan: unwinds if need be, appends, commits.
Result<FollowStep> follow_plan(const std::filesystem::path& folder, graph::CoinWriter& writer,
                               ingest::NodeSource& node, const ingest::FollowPlan& plan) {
    std::uint64_t unwound = 0;
    if (plan.unwind_to) {
        const graph::CoinStore& store = writer.committed();
        const std::uint64_t kept = *plan.unwind_to + 1 - store.manifest().base_height;
        PELF_TRY(better, has_more_work(node, plan, store.columns().blocks.subspan(kept)));
        if (!better) return describe(writer, plan.tip);
        auto stale = stale_from(store, kept);
        unwound = stale.size();
        PELF_TRY_DONE(writer.unwind(kept));
        PELF_TRY_DONE(keep_stale_blocks(folder, writer.committed(), std::move(stale)));
    }
    auto fetched = ingest::fetch_blocks(
        node, plan, [&](const codec::Block& block, const ingest::BlockRef& ref) {
            return writer.append(block, ref.size_bytes);
        });
    PELF_TRY_DONE(writer.commit());
    if (!fetched) return Unexpected(std::move(fetched).error());
    FollowStep step = describe(writer, plan.tip);
    step.blocks_added = fetched->fetched_count;
    step.blocks_unwound = unwound;
    return step;
}

}  // namespace

Result<FollowStep> follow_node(const Home& home, ingest::NodeSource& node,
                               const FollowOptions& options, const OnFollowStep& on_step) {
    PELF_TRY(tip, node.tip());
    const auto folder = home.bitcoin(tip.chain);
    PELF_TRY(start, chain_start(folder, tip.chain));
    PELF_TRY(writer, graph::CoinWriter::open(folder, start,
                                             {.memory_max_bytes = options.memory_max_bytes}));
    FollowStep all = describe(writer, tip);
    while (true) {
        const auto recent = recent_blocks(writer.committed());
        PELF_TRY(plan, ingest::plan_follow(node, tip.chain, recent,
                                           {.fetch_max = options.blocks_per_commit}));
        PELF_TRY(step, follow_plan(folder, writer, node, plan));
        if (step.blocks_added == 0) break;
        on_step(step);
        step.blocks_added += all.blocks_added;
        step.blocks_unwound += all.blocks_unwound;
        all = step;
    }
    return all;
}

}  // namespace pelf::engine
