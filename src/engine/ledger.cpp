// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger.hpp"

#include <algorithm>
#include <utility>

#include "base/date.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/stale.hpp"
#include "graph/coin_writer.hpp"
#include "ingest/ledgers/bitcoin_files.hpp"
#include "ingest/ledgers/block_stream.hpp"

namespace pelf::engine {
namespace {

/// Parts of the allowed memory: half for the store's batch, a quarter for blocks on their way.
constexpr std::uint64_t kWriterPart = 2;
constexpr std::uint64_t kStreamPart = 4;

/// A new store begins where the files do; an existing one where it does.
Result<graph::ChainStart> chain_start(const std::filesystem::path& folder,
                                      const ingest::BlockFiles& files) {
    graph::ChainStart start{.chain = files.chain(),
                            .previous = files.best_chain().front().previous};
    start.base_height = files.base_height().value_or(0);
    start.height_known = files.base_height().has_value();
    const auto manifest = graph::load_manifest(folder);
    if (!manifest) {
        if (manifest.error().fault == Fault::not_found) return start;
        return Unexpected(manifest.error());
    }
    start.base_height = manifest->base_height;
    start.height_known = manifest->height_known != 0;
    start.previous = manifest->previous;
    return start;
}

/// How the files' chain joins the store's: which of its blocks stay, which of theirs are new.
struct Join {
    std::uint64_t blocks_kept = 0;
    std::size_t first_new = 0;
};

Result<Join> find_join(const graph::CoinStore& store, std::span<const ingest::BlockRef> chain) {
    const auto blocks = store.columns().blocks;
    Join join;
    if (chain.front().previous != store.manifest().previous) {
        const auto block = store.find_block(chain.front().previous);
        if (!block) {
            return Unexpected(
                Error{Fault::refused,
                      text("the blocks do not join this ledger: the first of them follows ",
                           codec::to_reversed_hex(chain.front().previous),
                           ", which is not in it; add the blocks between, or use another --home")});
        }
        join.blocks_kept = *block + 1;
    }
    while (join.blocks_kept < blocks.size() && join.first_new < chain.size() &&
           blocks[join.blocks_kept].hash == chain[join.first_new].hash) {
        ++join.blocks_kept;
        ++join.first_new;
    }
    return join;
}

graph::StaleBlock stale_block(const ingest::BlockRef& ref) {
    graph::StaleBlock stale;
    stale.hash = ref.hash;
    stale.previous = ref.previous;
    stale.height = ref.height;
    stale.time_s = ref.time_s;
    return stale;
}

}  // namespace

Result<Ingested> ingest_bitcoin(const Home& home, const IngestRequest& request,
                                const OnProgress& progress) {
    Ingested ingested{{}, 0, 0, 0, ingest::Report(request.blocks.string())};
    PELF_TRY(files,
             ingest::BlockFiles::open(request.blocks, {.chain = request.chain}, ingested.report));
    const auto folder = home.bitcoin(files.chain());
    PELF_TRY(start, chain_start(folder, files));
    PELF_TRY(writer,
             graph::CoinWriter::open(folder, start,
                                     {.memory_max_bytes = request.memory_max_bytes / kWriterPart}));
    const auto chain = files.best_chain();
    PELF_TRY(join, find_join(writer.committed(), chain));

    std::vector<graph::StaleBlock> stale;
    for (const ingest::BlockRef& ref : files.stale()) stale.push_back(stale_block(ref));
    std::span<const ingest::BlockRef> fresh = chain.subspan(join.first_new);
    const std::uint64_t blocks_before = writer.blocks_count();
    if (join.blocks_kept < blocks_before) {
        const auto leaving = writer.committed().columns().blocks.subspan(join.blocks_kept);
        if (work_of(fresh) > work_of(leaving)) {
            const auto unwound = stale_from(writer.committed(), join.blocks_kept);
            stale.insert(stale.end(), unwound.begin(), unwound.end());
            ingested.blocks_unwound = unwound.size();
            PELF_TRY_DONE(writer.unwind(join.blocks_kept));
        } else {
            fresh = {};  // The store has the better chain already.
        }
    }

    std::uint64_t bytes = 0;
    std::uint64_t done = 0;
    auto read = ingest::for_each_block(
        files, fresh,
        {.threads_count = request.threads_count,
         .memory_max_bytes = request.memory_max_bytes / kStreamPart},
        ingested.report, [&](const codec::Block& block, const ingest::BlockRef& ref) -> Status {
            PELF_TRY_DONE(writer.append(block, ref.size_bytes));
            bytes += ref.size_bytes;
            progress({"blocks", ++done, fresh.size(), bytes});
            return Done{};
        });
    // What was read before a fault is worth keeping, whatever the fault.
    PELF_TRY_DONE(writer.commit());
    if (!read) return Unexpected(std::move(read).error());
    PELF_TRY_DONE(keep_stale_blocks(folder, writer.committed(), std::move(stale)));
    ingested.blocks_added = *read;
    ingested.unconnected_blocks = files.unconnected().size();
    PELF_TRY(status, ledger_status(home, files.chain()));
    ingested.status = std::move(status);
    return ingested;
}

Result<LedgerStatus> ledger_status(const Home& home, codec::Chain chain) {
    const auto folder = home.bitcoin(chain);
    PELF_TRY(store, graph::CoinStore::open(folder));
    PELF_TRY(stale, graph::read_stale_blocks(folder));
    const graph::Manifest& manifest = store.manifest();
    LedgerStatus status;
    status.ledger = "bitcoin";
    status.network = codec::to_string(chain);
    status.window = manifest.previous != codec::Hash256{};
    status.height_known = manifest.height_known != 0;
    status.base_height = manifest.base_height;
    if (manifest.blocks > 0) {
        const graph::BlockRow& tip = store.columns().blocks.back();
        status.height = store.height_of(manifest.blocks - 1);
        status.tip_hash = codec::to_reversed_hex(tip.hash);
        status.tip_time = rfc3339(tip.time_s);
    }
    status.blocks = manifest.blocks;
    status.stale_blocks = stale.size();
    status.transactions = manifest.transactions;
    status.inputs = manifest.inputs;
    status.outputs = manifest.outputs;
    status.addresses = manifest.addresses;
    status.outside_inputs = manifest.outside_inputs;
    status.unspent_outputs = manifest.unspent_outputs;
    status.unspent_sat = manifest.unspent_sat;
    status.unclaimed_sat = manifest.unclaimed_sat;
    status.store_bytes = stored_bytes(folder);
    return status;
}

Result<BlocksCheck> verify_blocks(const std::filesystem::path& blocks,
                                  std::optional<codec::Chain> chain, unsigned threads_count,
                                  const OnProgress& progress) {
    BlocksCheck check{codec::Chain::main, 0, 0, 0, ingest::Report(blocks.string())};
    PELF_TRY(files, ingest::BlockFiles::open(blocks, {.chain = chain, .gaps_are_losses = false},
                                             check.report));
    check.chain = files.chain();
    const std::uint64_t all =
        files.best_chain().size() + files.stale().size() + files.unconnected().size();
    // A broken block ends a chain, and here each is looked at for itself: one at a time.
    for (const auto refs : {files.best_chain(), files.stale(), files.unconnected()}) {
        std::span<const ingest::BlockRef> left = refs;
        while (!left.empty()) {
            PELF_TRY(read, ingest::for_each_block(
                               files, left, {.threads_count = threads_count}, check.report,
                               [&](const codec::Block& block, const ingest::BlockRef& ref) {
                                   ++check.blocks;
                                   check.transactions += block.transactions.size();
                                   check.bytes += ref.size_bytes;
                                   progress({"blocks", check.blocks, all, check.bytes});
                                   return Status(Done{});
                               }));
            left = left.subspan(std::min<std::size_t>(read + 1, left.size()));
        }
    }
    return check;
}

}  // namespace pelf::engine
