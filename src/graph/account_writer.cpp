// SPDX-License-Identifier: Apache-2.0
#include "graph/account_writer.hpp"

#include <algorithm>
#include <optional>
#include <system_error>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "graph/account_sums.hpp"

namespace pelf::graph {
namespace {

/// A batch is written when it fills this part of the memory allowed, and names looked up before
/// may fill another: finding accounts and making segments need the rest.
constexpr std::uint64_t kBatchPart = 4;
constexpr std::uint64_t kNamesPart = 8;
constexpr std::uint64_t kBytesPerSortedKey = 32;
constexpr std::uint64_t kBytesPerSortedTransfer = 64;

Error refused(std::string message, const std::filesystem::path& folder) {
    return {Fault::refused, std::move(message), folder.string()};
}

std::string_view window_words(bool window) {
    return window ? "a window" : "a whole ledger";
}

}  // namespace

Result<AccountWriter> AccountWriter::open(const std::filesystem::path& folder,
                                          const AccountStart& start, Options options) {
    PELF_CHECK(is_network_name(start.network));
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault) {
        return Unexpected(Error{
            Fault::io, text("cannot make the store's folder: ", fault.message()), folder.string()});
    }
    PELF_TRY(lock, FileLock::acquire(folder / kLockName));
    AccountWriter writer(std::move(lock));
    writer.folder_ = folder;
    writer.options_ = options;
    auto manifest = load_account_manifest(folder);
    if (!manifest && manifest.error().fault != Fault::not_found) {
        return Unexpected(std::move(manifest).error());
    }
    // A store without blocks is made anew: that spares its files a sync each when they are made.
    if (!manifest || manifest->blocks == 0) {
        PELF_TRY_DONE(writer.create(start));
    } else if (network_of(*manifest) != start.network) {
        return Unexpected(
            refused(text("the store holds ", network_of(*manifest), ", the blocks are of ",
                         start.network, "; use another --home or --network"),
                    folder));
    } else if ((manifest->window != 0) != start.window) {
        return Unexpected(
            refused(text("the store holds ", window_words(manifest->window != 0),
                         ", the blocks are ", window_words(start.window), "; use another --home"),
                    folder));
    }
    PELF_TRY(found, load_account_manifest(folder));
    // Once: what this writer adds it need not check again at every commit.
    PELF_TRY(store, AccountStore::open_columns(folder, found));
    PELF_TRY_DONE(store.check_rows());
    PELF_TRY(files, open_columns(folder, column_files(found)));
    writer.files_ = std::move(files);
    PELF_TRY_DONE(writer.settle(found));
    return writer;
}

Status AccountWriter::create(const AccountStart& start) {
    AccountManifest manifest;
    manifest.window = start.window ? 1 : 0;
    std::ranges::copy(start.network, manifest.network.begin());
    // While the columns are half made there is no store, rather than a damaged one.
    std::filesystem::remove(folder_ / kManifestName);
    PELF_TRY_DONE(make_columns(folder_, column_files(manifest)));
    return publish(manifest);
}

/// Brings the files to the state of the manifest that stands, whatever a killed writer left.
Status AccountWriter::settle(const AccountManifest& manifest) {
    PELF_TRY_DONE(remove_old_segments(manifest));
    PELF_TRY_DONE(truncate_columns(manifest));
    PELF_TRY_DONE(make_segments(manifest));
    PELF_TRY_DONE(remove_old_segments(manifest));
    return reopen(manifest);
}

Status AccountWriter::reopen(const AccountManifest& manifest) {
    PELF_TRY(store, AccountStore::open_as_written(folder_, manifest));
    store_ = std::make_unique<AccountStore>(std::move(store));
    return batch_.start_after(*store_, options_.memory_max_bytes / kNamesPart);
}

std::uint64_t AccountWriter::blocks_count() const noexcept {
    return store_->manifest().blocks + batch_.blocks().size();
}

const AccountBlockRow* AccountWriter::last_block() const noexcept {
    if (!batch_.empty()) return &batch_.blocks().back();
    const auto blocks = store_->columns().blocks;
    return blocks.empty() ? nullptr : &blocks.back();
}

model::LedgerHash AccountWriter::tip() const noexcept {
    const AccountBlockRow* last = last_block();
    return last != nullptr ? last->hash : model::LedgerHash{};
}

Status AccountWriter::check_next(const model::AccountBlock& block) const {
    constexpr model::LedgerHash kNoHash{};
    if (failed_) {
        return Unexpected(refused("the last commit failed: open the store again", folder_));
    }
    const AccountBlockRow* last = last_block();
    if (last == nullptr) {
        if (store_->is_window() || block.previous == kNoHash) return Done{};
        return Unexpected(
            refused(text("block ", block.height, " follows block ", codec::to_hex(block.previous),
                         ", and the store is to hold the ledger from its beginning"),
                    folder_));
    }
    if (block.height <= last->height) {
        return Unexpected(refused(
            text("expected a block above ", last->height, ", found ", block.height), folder_));
    }
    if (block.previous == last->hash || block.previous == kNoHash || last->hash == kNoHash) {
        return Done{};
    }
    return Unexpected(
        refused(text("expected a block that follows ", codec::to_hex(last->hash), ", found block ",
                     block.height, " that follows ", codec::to_hex(block.previous)),
                folder_));
}

/// Counts every name of the block as new: near a limit it says no a little early.
Status AccountWriter::check_limits(const model::AccountBlock& block) const {
    const auto over = [this](std::string_view what, std::uint64_t limit) {
        return Unexpected(Error{Fault::over_limit, text("a store holds at most ", limit, what),
                                folder_.string()});
    };
    // A tagged account may bring one more.
    if (batch_.accounts_max() + 2 * block.accounts.size() > options_.accounts_max) {
        return over(" accounts", options_.accounts_max);
    }
    if (batch_.assets_count() + block.assets.size() > options_.assets_max) {
        return over(" assets", options_.assets_max);
    }
    const std::uint64_t next = blocks_count();
    const std::uint64_t group = next - next % kSegmentBlocks.front();
    const std::uint64_t committed = store_->manifest().blocks;
    std::uint64_t transfers = store_->manifest().transfers + batch_.transfers_count();
    if (group < committed) {
        transfers -= store_->columns().blocks[group].first_transfer;
    } else if (group < next) {
        transfers -= batch_.blocks()[group - committed].first_transfer;
    } else {
        transfers = 0;
    }
    if (transfers + block.transfers.size() > options_.segment_transfers_max) {
        return over(text(" transfers in ", kSegmentBlocks.front(), " blocks"),
                    options_.segment_transfers_max);
    }
    return Done{};
}

Status AccountWriter::append(const model::AccountBlock& block) {
    PELF_TRY_DONE(check_next(block));
    if (!check_limits(block)) {
        // What is counted as new may be known: then there is room once the batch is resolved.
        PELF_TRY_DONE(commit());
        PELF_TRY_DONE(check_limits(block));
    }
    if (blocks_count() == 0) first_previous_ = block.previous;
    batch_.add(block);
    if (batch_.memory_bytes() < options_.memory_max_bytes / kBatchPart) return Done{};
    return commit();
}

Status AccountWriter::commit() {
    if (failed_) {
        return Unexpected(refused("the last commit failed: open the store again", folder_));
    }
    if (batch_.empty()) return Done{};
    failed_ = true;
    PELF_TRY_DONE(commit_batch());
    failed_ = false;
    return Done{};
}

Status AccountWriter::commit_batch() {
    const AccountManifest now = store_->manifest();
    batch_.resolve(*store_);
    const AccountBatch::Pieces pieces = batch_.encode(*store_);
    for (std::size_t column = 0; column < kAccountColumnsCount; ++column) {
        const AccountBatch::Piece& piece = pieces[column];
        // The first commit brings the headers of columns without rows to the device as well.
        if (piece.bytes.empty() && now.blocks > 0) continue;
        PELF_TRY_DONE(
            files_[column].write_at(kColumnHeaderBytes + piece.offset_bytes, piece.bytes));
        PELF_TRY_DONE(files_[column].sync());
    }
    AccountManifest next = batch_.manifest_after();
    if (now.blocks == 0) {
        next.base_height = batch_.blocks().front().height;
        next.previous = first_previous_;
    }
    seal(next);
    PELF_TRY_DONE(make_segments(next));
    PELF_TRY_DONE(publish(next));
    PELF_TRY_DONE(reopen(next));
    return remove_old_segments(next);
}

Status AccountWriter::unwind(std::uint64_t blocks_kept) {
    PELF_CHECK(batch_.empty() && blocks_kept <= store_->manifest().blocks);
    if (failed_) {
        return Unexpected(refused("the last commit failed: open the store again", folder_));
    }
    if (blocks_kept == store_->manifest().blocks) return Done{};
    failed_ = true;
    const AccountManifest target = manifest_before(blocks_kept);
    PELF_TRY_DONE(make_segments(target));
    PELF_TRY_DONE(publish(target));
    batch_.forget();
    PELF_TRY_DONE(settle(target));
    failed_ = false;
    return Done{};
}

/// The manifest as it was before the blocks from `blocks_kept` on came in.
AccountManifest AccountWriter::manifest_before(std::uint64_t blocks_kept) const {
    const AccountBlockRow& row = store_->columns().blocks[blocks_kept];
    const AccountBlockParts& parts = store_->block_parts()[blocks_kept];
    AccountManifest target = store_->manifest();
    target.blocks = blocks_kept;
    target.transactions = row.first_transaction;
    target.transfers = row.first_transfer;
    target.movement_kinds = parts.first_movement_kind;
    target.far_movements = parts.first_far_movement;
    target.wide_amounts = parts.first_wide_amount;
    target.accounts = parts.first_account;
    target.account_bytes = parts.first_account_byte;
    target.assets = parts.first_asset;
    if (blocks_kept == 0) {
        target.base_height = 0;
        target.previous = {};
    }
    seal(target);
    return target;
}

Status AccountWriter::publish(AccountManifest manifest) const {
    seal(manifest);
    return replace_file(folder_ / kManifestName, bytes_of(manifest));
}

Status AccountWriter::make_segments(const AccountManifest& manifest) const {
    const auto cover = segments_covering(manifest.blocks);
    if (cover.empty()) return Done{};
    PELF_TRY(opened, AccountStore::open_columns(folder_, manifest));
    const AccountStore& store = opened;
    const std::uint64_t keys_max = options_.memory_max_bytes / kBytesPerSortedKey;
    const SegmentMaker hashes{folder_, KeyKind::ledger_hash,
                              [&store](SegmentRange range) { return store.transactions_of(range); },
                              [&store](Rows rows, const auto& key) { store.hash_keys(rows, key); },
                              keys_max};
    const SegmentMaker accounts{
        folder_, KeyKind::account,
        [&store](SegmentRange range) { return store.accounts_of(range); },
        [&store](Rows rows, const auto& key) { store.account_keys(rows, key); }, keys_max};
    const AccountIndexMaker transfers{
        folder_, store.columns(),
        [&store](SegmentRange range) { return store.transfers_of(range); },
        options_.memory_max_bytes / kBytesPerSortedTransfer};
    const AccountSumsMaker sums{folder_, store.columns(), transfers.transfers_of_blocks};
    for (const SegmentRange range : cover) {
        PELF_TRY_DONE(hashes.make(range));
        PELF_TRY_DONE(accounts.make(range));
        PELF_TRY_DONE(transfers.make(range));
        PELF_TRY_DONE(sums.make(range));
    }
    return Done{};
}

Status AccountWriter::remove_old_segments(const AccountManifest& manifest) const {
    const auto cover = segments_covering(manifest.blocks);
    for (const std::string_view index :
         {to_string(KeyKind::ledger_hash), to_string(KeyKind::account), kAccountIndexName,
          kAccountSumsName}) {
        PELF_TRY_DONE(remove_other_segments(folder_, index, cover));
    }
    return Done{};
}

/// Cuts every column at the manifest's counts, and clears the bits of row starts past them.
Status AccountWriter::truncate_columns(const AccountManifest& manifest) {
    PELF_TRY_DONE(cut_columns(files_, column_files(manifest)));
    return clear_starts_past(files_[static_cast<std::size_t>(AccountColumn::transfer_starts)],
                             manifest.transfers);
}

}  // namespace pelf::graph
