// SPDX-License-Identifier: Apache-2.0
//
// Writing an account store: blocks appended at the end, blocks taken off the end again, nothing
// else.
//
// A commit, in order, each step on the device before the next: rows appended to every column; index
// segments made; the manifest replaced; index segments that are no longer needed deleted. No row
// that a manifest counts is ever changed (of the row starts the last line is written again, with
// the same bits for them), so that there is no journal: killed at any moment, the next writer finds
// a manifest, the one from before or the one from after, and cuts off what is past it. Taking
// blocks off is making the segments of an earlier manifest and putting that in place. What a store
// holds in the end, byte for byte, follows from the blocks alone: not from how often it was
// interrupted, how large the batches were, or what was taken off in between.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "graph/account_batch.hpp"
#include "graph/account_store.hpp"
#include "model/account_block.hpp"

namespace pelf::graph {

/// What a new store is of.
struct AccountStart {
    std::string network;  ///< is_network_name(): "ethereum", "xrpl", "bank".
    /// The first block is not the first of its ledger: accounts may give what they got before.
    bool window = false;
};

/// One writer at a time, held by a lock; any number of readers beside it.
class AccountWriter {
public:
    struct Options {
        /// Working memory of gathering blocks and of making index segments, about. The store's
        /// bytes do not depend on it. All assets and the last 255 blocks' keys come on top.
        std::uint64_t memory_max_bytes = std::uint64_t{1} << 30;
        /// Limits of the format; tests set them lower.
        std::uint64_t accounts_max = kAccountsMax;
        std::uint64_t assets_max = kAssetsMax;
        std::uint64_t segment_transfers_max = kSegmentTransfersMax;
    };

    /// Opens the store in a folder, or makes an empty one if there is none or one without blocks.
    /// Undoes what a killed writer left. Fails with refused when another writer is at work or the
    /// store is of another network or is a window and should not be; otherwise as
    /// AccountStore::open().
    static Result<AccountWriter> open(const std::filesystem::path& folder,
                                      const AccountStart& start, Options options);

    /// Adds the next block, which keeps what model::AccountBlock promises. Committed now and then.
    /// Fails with refused, and takes nothing, when the block's height is not above the last one's,
    /// when `previous` is not the hash of the last block (where both are given: not all zero), or
    /// when the first block follows another and the store is no window; with over_limit when it
    /// has more accounts, assets or transfers than the format can number.
    Status append(const model::AccountBlock& block);

    /// Commits what was appended. After a failure (a full disk) nothing can be appended any more:
    /// the store is as it was committed last, to be opened again.
    Status commit();

    /// Takes blocks off the end. Requires no appended block waiting, blocks_kept <= blocks.
    Status unwind(std::uint64_t blocks_kept);

    /// The store as committed, without its account index.
    const AccountStore& committed() const noexcept { return *store_; }
    /// Blocks committed and waiting.
    std::uint64_t blocks_count() const noexcept;
    /// Hash of the last block, committed or waiting; all zero if there is none, or it has none.
    model::LedgerHash tip() const noexcept;

private:
    explicit AccountWriter(FileLock lock) : lock_(std::move(lock)) {}

    Status create(const AccountStart& start);
    Status check_next(const model::AccountBlock& block) const;
    Status check_limits(const model::AccountBlock& block) const;
    const AccountBlockRow* last_block() const noexcept;
    Status commit_batch();
    Status settle(const AccountManifest& manifest);
    Status make_segments(const AccountManifest& manifest) const;
    Status remove_old_segments(const AccountManifest& manifest) const;
    Status truncate_columns(const AccountManifest& manifest);
    Status publish(AccountManifest manifest) const;
    AccountManifest manifest_before(std::uint64_t blocks_kept) const;
    Status reopen(const AccountManifest& manifest);

    std::filesystem::path folder_;
    Options options_;
    FileLock lock_;
    std::vector<File> files_;
    std::unique_ptr<AccountStore> store_;
    AccountBatch batch_;
    model::LedgerHash first_previous_{};  ///< Of the first block, while it waits.
    bool failed_ = false;
};

}  // namespace pelf::graph
