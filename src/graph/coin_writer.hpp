// SPDX-License-Identifier: Apache-2.0
//
// Writing a coin store: blocks appended at the end, blocks taken off the end again, nothing else.
//
// A commit, in order: rows appended to every column and synced; the journal written; the
// spenders of older outputs set in place and synced; index segments made; the manifest replaced;
// the journal deleted; index segments that are no longer needed deleted. Killed at any moment,
// the next writer finds either the manifest from before (and cuts off the rows past it and
// clears the spenders that the journal names) or the one from after. What a store holds in the
// end, byte for byte, follows from the chain alone: not from how often it was interrupted, how
// large the batches were or how the block files were laid out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "codec/bitcoin_block.hpp"
#include "graph/coin_batch.hpp"
#include "graph/coin_store.hpp"

namespace pelf::graph {

/// The first block of a new store.
struct ChainStart {
    codec::Chain chain = codec::Chain::main;
    std::uint64_t base_height = 0;
    bool height_known = true;
    codec::Hash256 previous{};  ///< All zero: the store begins at genesis. Else it is a window.
};

/// One writer at a time, held by a lock; any number of readers beside it.
class CoinWriter {
public:
    struct Options {
        /// Working memory of gathering and resolving a batch, about. The store's bytes do not
        /// depend on it.
        std::uint64_t memory_max_bytes = std::uint64_t{1} << 30;
    };

    /// Opens the store in a folder, or makes an empty one that begins with `start` if there is
    /// none. Undoes what a killed writer left. Fails with refused when another writer is at work
    /// or the store is of another chain or window; otherwise as CoinStore::open().
    static Result<CoinWriter> open(const std::filesystem::path& folder, const ChainStart& start,
                                   Options options);

    /// Adds the next block: parsed, verified, its previous hash that of the last one. Committed
    /// now and then; a failure names the block at fault, and all blocks before it are committed.
    Status append(const codec::Block& block, std::uint32_t size_bytes);

    /// Commits what was appended.
    Status commit();

    /// Takes blocks off the end. Requires no appended block waiting, blocks_kept <= blocks.
    Status unwind(std::uint64_t blocks_kept);

    /// The store as committed.
    const CoinStore& committed() const noexcept { return *store_; }
    /// Blocks committed and waiting.
    std::uint64_t blocks_count() const noexcept;
    /// Hash of the last block, committed or waiting; the window's previous hash if there is none.
    codec::Hash256 tip() const noexcept;

private:
    explicit CoinWriter(FileLock lock) : lock_(std::move(lock)) {}

    Status create(const ChainStart& start);
    Status recover();
    Status restore(const Journal& journal);
    Status reopen();
    Status commit_rows(const ResolvedBatch& rows);
    Status append_rows(const ResolvedBatch& rows, const Manifest& next);
    Status publish(const Manifest& next);
    Status make_segments(const Manifest& next);
    Manifest manifest_after(const ResolvedBatch& rows) const;
    Manifest manifest_before(std::uint64_t blocks_kept) const;
    Status write_journal(const Manifest& restore, const Manifest& done, const Manifest& reach);
    Status set_spenders(std::span<const Spend> spends);
    Status truncate_columns(const Manifest& manifest);

    std::filesystem::path folder_;
    Options options_;
    FileLock lock_;
    std::vector<File> files_;
    std::unique_ptr<CoinStore> store_;
    CoinBatch batch_;
};

}  // namespace pelf::graph
