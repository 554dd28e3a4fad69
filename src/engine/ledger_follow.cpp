// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger_follow.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/stale.hpp"
#include "graph/coin_writer.hpp"
#include "ingest/ledgers/bitcoin_chain.hpp"
#include "ingest/ledgers/bitcoin_verify.hpp"

namespace pelf::engine {
namespace {

/// A fetched block with the bytes its scripts point into.
struct Fetched {
    std::vector<std::byte> bytes;
    codec::Block block;
};

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

class Follower {
public:
    Follower(std::filesystem::path folder, ingest::NodeSource& node, ingest::NodeTip tip,
             graph::CoinWriter writer, const FollowOptions& options)
        : folder_(std::move(folder)),
          node_(node),
          tip_(tip),
          writer_(std::move(writer)),
          options_(options),
          verifier_(tip.chain) {}

    Result<FollowStep> run(const OnFollowStep& on_step) {
        PELF_TRY(fork, find_fork());
        const std::uint64_t tip_blocks = tip_.height + 1 - base_height();
        if (fork < blocks_count()) {
            PELF_TRY(unwound, change_branch(fork, tip_blocks));
            if (!unwound) return step(0, 0);
        }
        std::uint64_t added = writer_.blocks_count() - fork;
        std::uint64_t unwound = unwound_;
        for (std::uint64_t block = writer_.blocks_count(); block < tip_blocks; ++block) {
            PELF_TRY_DONE(append_from_node(block));
            if (++added % options_.blocks_per_commit != 0) continue;
            PELF_TRY_DONE(writer_.commit());
            on_step(step(added, unwound));
            added_ += std::exchange(added, 0);
            unwound = 0;
        }
        PELF_TRY_DONE(writer_.commit());
        if (added + unwound > 0) on_step(step(added, unwound));
        return step(added_ + added, unwound_);
    }

private:
    std::uint64_t base_height() const { return writer_.committed().manifest().base_height; }
    std::uint64_t blocks_count() const { return writer_.committed().manifest().blocks; }

    FollowStep step(std::uint64_t added, std::uint64_t unwound) const {
        FollowStep step;
        step.chain = tip_.chain;
        step.blocks_added = added;
        step.blocks_unwound = unwound;
        const std::uint64_t blocks = writer_.blocks_count();
        step.height = blocks > 0 ? base_height() + blocks - 1 : 0;
        step.tip_hash = codec::to_reversed_hex(writer_.tip());
        step.node_height = tip_.height;
        return step;
    }

    /// Blocks of the ledger that the node's best chain has too, counted from the ledger's first.
    Result<std::uint64_t> find_fork() {
        if (tip_.height < base_height())
            return refused("the node is below the ledger's first block");
        const auto blocks = writer_.committed().columns().blocks;
        std::uint64_t common =
            std::min<std::uint64_t>(blocks.size(), tip_.height + 1 - base_height());
        for (; common > 0; --common) {
            PELF_TRY(hash, node_.hash_at(height_of(common - 1)));
            if (hash == blocks[common - 1].hash) return common;
        }
        if (!blocks.empty()) return refused("the node and the ledger have no block in common");
        return common;
    }

    /// Leaves the ledger's branch for the node's, if that has more work. False: it has not.
    Result<bool> change_branch(std::uint64_t fork, std::uint64_t tip_blocks) {
        const auto leaving = writer_.committed().columns().blocks.subspan(fork);
        const ingest::Uint256 work_leaving = work_of(leaving);
        std::vector<Fetched> branch;
        ingest::Uint256 work;
        codec::Hash256 previous = leaving_from(fork);
        for (std::uint64_t block = fork; block < tip_blocks && work <= work_leaving; ++block) {
            PELF_TRY(fetched, fetch(block, previous));
            previous = fetched.block.hash;
            work = ingest::saturating_add(work, work_of(std::span(&fetched.block.header, 1)));
            branch.push_back(std::move(fetched));
        }
        if (work <= work_leaving) return false;
        std::vector<graph::StaleBlock> stale = stale_from(writer_.committed(), fork);
        unwound_ = stale.size();
        PELF_TRY_DONE(writer_.unwind(fork));
        for (const Fetched& fetched : branch) {
            PELF_TRY_DONE(append(fetched));
        }
        PELF_TRY_DONE(writer_.commit());
        PELF_TRY_DONE(keep_stale_blocks(folder_, writer_.committed(), std::move(stale)));
        return true;
    }

    codec::Hash256 leaving_from(std::uint64_t fork) const {
        return fork > 0 ? writer_.committed().columns().blocks[fork - 1].hash
                        : writer_.committed().manifest().previous;
    }

    std::uint32_t height_of(std::uint64_t block) const {
        return static_cast<std::uint32_t>(base_height() + block);
    }

    Status append_from_node(std::uint64_t block) {
        PELF_TRY(fetched, fetch(block, writer_.tip()));
        return append(fetched);
    }

    Status append(const Fetched& fetched) {
        return writer_.append(fetched.block, static_cast<std::uint32_t>(fetched.bytes.size()));
    }

    /// A block by its place in the ledger, checked: the one asked for, on top of `previous`, whole.
    Result<Fetched> fetch(std::uint64_t block, const codec::Hash256& previous) {
        PELF_TRY(hash, node_.hash_at(height_of(block)));
        Fetched fetched;
        PELF_TRY(bytes, node_.block(hash));
        fetched.bytes = std::move(bytes);
        const auto parsed = codec::parse_block(fetched.bytes, fetched.block);
        if (!parsed)
            return refused(
                text("the node's block ", codec::to_reversed_hex(hash), " cannot be read"));
        if (const auto flaw = verifier_.find_flaw(fetched.block)) {
            return refused(
                text("the node's block ", codec::to_reversed_hex(hash), ": ", to_string(*flaw)));
        }
        if (fetched.block.header.previous != previous) {
            return refused("the node changed its branch meanwhile; look again");
        }
        return fetched;
    }

    Unexpected<Error> refused(std::string message) const {
        return Unexpected(Error{Fault::refused, std::move(message)});
    }

    std::filesystem::path folder_;
    ingest::NodeSource& node_;
    ingest::NodeTip tip_;
    graph::CoinWriter writer_;
    const FollowOptions& options_;
    ingest::BlockVerifier verifier_;
    std::uint64_t added_ = 0;
    std::uint64_t unwound_ = 0;
};

}  // namespace

Result<FollowStep> follow_node(const Home& home, ingest::NodeSource& node,
                               const FollowOptions& options, const OnFollowStep& on_step) {
    PELF_TRY(tip, node.tip());
    const auto folder = home.bitcoin(tip.chain);
    PELF_TRY(start, chain_start(folder, tip.chain));
    PELF_TRY(writer, graph::CoinWriter::open(folder, start,
                                             {.memory_max_bytes = options.memory_max_bytes}));
    return Follower(folder, node, tip, std::move(writer), options).run(on_step);
}

}  // namespace pelf::engine
