// SPDX-License-Identifier: Apache-2.0
//
// The blocks in a folder, as Bitcoin Core leaves it (blk00000.dat and so on, xor.dat beside
// them), or in files of one raw block each (*.raw, *.bin: what a node's REST gives), put in the
// order of the best chain. Format: docs/formats/bitcoin-block-files.md.
//
// Opening reads headers only; bodies are verified as they are read (block_stream.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "ingest/ledgers/bitcoin_chain.hpp"
#include "ingest/ledgers/header_tree.hpp"
#include "ingest/ledgers/record_scan.hpp"
#include "ingest/report.hpp"

namespace pelf::ingest {

class BlockFiles {
public:
    struct Options {
        /// Nothing: as the first record's magic says. Raw blocks have none and need this.
        std::optional<codec::Chain> chain;
        /// Count blocks that do not join the chain as losses. Not for one who looks at each block
        /// for itself.
        bool gaps_are_losses = true;
    };

    /// A folder, or one file. `report` counts each block found as accepted, and as a loss: a torn
    /// or broken record, bytes that are no block, and each group of blocks that does not join the
    /// chain because the block before it is missing. Fails with not_found (no folder, no block
    /// files), refused (another network), malformed (a bad xor.dat, not one block found), io.
    /// Cost: one small read and one hash a block; about 100 bytes of memory a block.
    static Result<BlockFiles> open(const std::filesystem::path& path, const Options& options,
                                   Report& report);
    /// The same over files in any folders, each with the xor.dat beside it.
    static Result<BlockFiles> open_files(std::vector<std::filesystem::path> paths,
                                         const Options& options, Report& report);

    codec::Chain chain() const noexcept { return chain_; }

    /// From genesis, or from where a window begins, to the tip. Never empty.
    std::span<const BlockRef> best_chain() const noexcept { return part(0, stale_begin_); }
    /// Joined to that chain and not in it: by height, then by hash.
    std::span<const BlockRef> stale() const noexcept {
        return part(stale_begin_, unconnected_begin_);
    }
    /// A block before them is missing; in file order, height unknown (0).
    std::span<const BlockRef> unconnected() const noexcept {
        return part(unconnected_begin_, copies_begin_);
    }
    /// Further records of this block, if it is in the files more than once.
    std::span<const BlockRef> copies_of(const codec::Hash256& hash) const noexcept;

    /// False: a window. Outputs from before it are not here.
    bool begins_at_genesis() const noexcept { return begins_at_genesis_; }
    /// Height of the first block: 0 from genesis; in a window as the coinbases of its first and
    /// last block state it (BIP 34). Nothing where none does or they disagree; the heights in
    /// the refs then count from 0.
    std::optional<std::uint32_t> base_height() const noexcept { return base_height_; }

    const std::vector<std::filesystem::path>& paths() const noexcept { return paths_; }
    const std::filesystem::path& path_of(const BlockRef& block) const {
        return paths_[block.file_index];
    }
    const XorKey& key_of(const BlockRef& block) const { return keys_[block.file_index]; }

private:
    friend class BlockFilesOpener;
    BlockFiles() = default;

    std::span<const BlockRef> part(std::size_t begin, std::size_t end) const noexcept {
        return std::span(blocks_).subspan(begin, end - begin);
    }

    codec::Chain chain_ = codec::Chain::main;
    std::vector<std::filesystem::path> paths_;
    std::vector<XorKey> keys_;      ///< For each path.
    std::vector<BlockRef> blocks_;  ///< Best chain, stale, unconnected, copies (by hash).
    std::size_t stale_begin_ = 0;
    std::size_t unconnected_begin_ = 0;
    std::size_t copies_begin_ = 0;
    bool begins_at_genesis_ = false;
    std::optional<std::uint32_t> base_height_;
};

/// Reads blocks out of the files, which stay open a few at a time. One for each thread.
class BlockReader {
public:
    /// `files` must outlive this.
    explicit BlockReader(const BlockFiles& files) : files_(&files) {}

    /// Fills `into` with the block's bytes, decoded. Fails with truncated, not_found or io.
    Status read(const BlockRef& block, std::vector<std::byte>& into);

private:
    struct OpenFile {
        std::uint32_t file_index = 0;
        File file;
    };

    const BlockFiles* files_;
    std::vector<OpenFile> open_;  ///< The last used at the back.
};

/// "block 358, 13280d95…": how messages name a block. With its full hash.
std::string name_of(const BlockRef& block);

}  // namespace pelf::ingest
