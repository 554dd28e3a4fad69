// SPDX-License-Identifier: Apache-2.0
#include "graph/coin_writer.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "graph/column_bytes.hpp"

namespace pelf::graph {
namespace {

/// A batch is resolved and written when it fills this part of the memory allowed: resolving and
/// encoding need the rest.
constexpr std::uint64_t kBatchPart = 4;
constexpr std::uint64_t kBytesPerSortedRow = 32;

constexpr std::uint64_t kSpenderGapMax = 4'096;    ///< Closer spends are written together.
constexpr std::uint64_t kSpenderRunMax = 1 << 20;  ///< Bytes of one such write.

constexpr std::size_t number(Column column) {
    return static_cast<std::size_t>(column);
}

Error wrong_store(std::string message, const std::filesystem::path& folder) {
    return {Fault::refused, std::move(message), folder.string()};
}

}  // namespace

Result<CoinWriter> CoinWriter::open(const std::filesystem::path& folder, const ChainStart& start,
                                    Options options) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault) {
        return Unexpected(Error{
            Fault::io, text("cannot make the store's folder: ", fault.message()), folder.string()});
    }
    PELF_TRY(lock, FileLock::acquire(folder / kLockName));
    CoinWriter writer(std::move(lock));
    writer.folder_ = folder;
    writer.options_ = options;
    auto manifest = load_manifest(folder);
    if (!manifest && manifest.error().fault != Fault::not_found) {
        return Unexpected(std::move(manifest).error());
    }
    // A store without blocks is made anew: that spares its files a sync each when they are made.
    if (!manifest || (manifest->blocks == 0 && manifest->chain == start.chain)) {
        PELF_TRY_DONE(writer.create(start));
    }
    PELF_TRY(files, graph::open_columns(folder, column_files(Manifest{})));
    writer.files_ = std::move(files);
    PELF_TRY_DONE(writer.recover());
    const Manifest& found = writer.committed().manifest();
    if (found.chain != start.chain) {
        return Unexpected(
            wrong_store(text("the store holds ", codec::to_string(found.chain), ", the blocks are ",
                             codec::to_string(start.chain), "; use another --home or --network"),
                        folder));
    }
    if (found.previous != start.previous || found.base_height != start.base_height) {
        return Unexpected(wrong_store(
            text("the store begins at height ", found.base_height, ", the blocks at height ",
                 start.base_height, " or on another chain; use another --home"),
            folder));
    }
    return writer;
}

Status CoinWriter::create(const ChainStart& start) {
    Manifest manifest;
    manifest.chain = start.chain;
    manifest.base_height = start.base_height;
    manifest.height_known = start.height_known ? 1 : 0;
    manifest.previous = start.previous;
    // While the columns are half made there is no store, rather than a damaged one.
    std::filesystem::remove(folder_ / kManifestName);
    PELF_TRY_DONE(make_columns(folder_, column_files(manifest)));
    std::filesystem::remove(folder_ / kJournalName);
    return publish(manifest);
}

/// Brings the files to the state of the manifest, whatever a killed writer left of its work.
Status CoinWriter::recover() {
    const auto path = folder_ / kJournalName;
    PELF_TRY(manifest, load_manifest(folder_));
    const auto bytes = read_file(path, kManifestBytesMax);
    if (bytes) {
        const auto journal = read_journal(*bytes);
        // A journal that was not written to its end means that nothing was changed in place yet.
        if (journal && journal->done_sha256 != manifest.sha256) return restore(*journal);
    } else if (bytes.error().fault != Fault::not_found) {
        return Unexpected(bytes.error());
    }
    PELF_TRY_DONE(truncate_columns(manifest));
    PELF_TRY_DONE(make_segments(manifest));
    std::filesystem::remove(path);
    return reopen();
}

/// Makes every output unspent that only rows past the restored manifest spend, then cuts.
Status CoinWriter::restore(const Journal& journal) {
    const Manifest& target = journal.restore;
    std::vector<Spend> unspent;
    PELF_TRY(prevouts, MappedFile::open(folder_ / file_name(Column::prevouts)));
    PELF_TRY(overwritten, MappedFile::open(folder_ / file_name(Column::overwritten)));
    if (prevouts.bytes().size() < kColumnHeaderBytes + journal.inputs_end * kPackedBytes ||
        overwritten.bytes().size() <
            kColumnHeaderBytes + journal.overwritten_end * sizeof(Overwritten)) {
        return Unexpected(wrong_store(
            "the journal names rows that are not there; ingest the blocks again into a new --home",
            folder_));
    }
    const PackedView spent(prevouts.bytes().data() + kColumnHeaderBytes);
    for (std::uint64_t input = target.inputs; input < journal.inputs_end; ++input) {
        if (spent[input] < target.outputs) unspent.push_back({spent[input], kUnspent});
    }
    const std::byte* rows = overwritten.bytes().data() + kColumnHeaderBytes;
    for (std::uint64_t row = target.overwritten; row < journal.overwritten_end; ++row) {
        const auto output = load<std::uint64_t>(rows + row * sizeof(Overwritten));
        if (output < target.outputs) unspent.push_back({output, kUnspent});
    }
    std::ranges::sort(unspent, {}, &Spend::output);
    // The manifest first: to a reader of it, inputs past it spend nothing, whether their marks
    // are still there or not.
    PELF_TRY_DONE(make_segments(target));
    PELF_TRY_DONE(publish(target));
    PELF_TRY_DONE(set_spenders(unspent));
    // The journal goes before the rows it names: were it found without them, nobody could tell
    // this from damage. Without it the next writer cuts the columns.
    std::filesystem::remove(folder_ / kJournalName);
    PELF_TRY_DONE(sync_folder(folder_));
    PELF_TRY_DONE(truncate_columns(target));
    return reopen();
}

Status CoinWriter::reopen() {
    PELF_TRY(store, CoinStore::open(folder_));
    store_ = std::make_unique<CoinStore>(std::move(store));
    const Manifest& manifest = store_->manifest();
    batch_.clear({manifest.transactions, manifest.inputs, manifest.outputs, manifest.addresses,
                  manifest.address_bytes});
    for (const KeyKind kind : {KeyKind::txid, KeyKind::address}) {
        PELF_TRY_DONE(
            remove_other_segments(folder_, to_string(kind), segments_covering(manifest.blocks)));
    }
    return Done{};
}

std::uint64_t CoinWriter::blocks_count() const noexcept {
    return store_->manifest().blocks + batch_.blocks.size();
}

codec::Hash256 CoinWriter::tip() const noexcept {
    if (!batch_.blocks.empty()) return batch_.blocks.back().hash;
    const auto blocks = store_->columns().blocks;
    return blocks.empty() ? store_->manifest().previous : blocks.back().hash;
}

Status CoinWriter::append(const codec::Block& block, std::uint32_t size_bytes) {
    PELF_CHECK(block.header.previous == tip());
    batch_.add(block, size_bytes);
    if (batch_.memory_bytes() < options_.memory_max_bytes / kBatchPart) return Done{};
    return commit();
}

Status CoinWriter::commit() {
    if (batch_.blocks.empty()) return Done{};
    const bool window = store_->manifest().previous != codec::Hash256{};
    auto rows = resolve(*store_, batch_, window);
    if (rows) return commit_rows(*rows);
    BlockFault fault = std::move(rows).error();
    batch_.keep_blocks(fault.block);
    if (!batch_.blocks.empty()) {
        auto good_rows = resolve(*store_, batch_, window);
        PELF_CHECK(good_rows.has_value());
        PELF_TRY_DONE(commit_rows(*good_rows));
    }
    return Unexpected(std::move(fault.error));
}

Status CoinWriter::commit_rows(const ResolvedBatch& rows) {
    const Manifest now = store_->manifest();
    const Manifest next = manifest_after(rows);
    PELF_TRY_DONE(append_rows(rows, next));
    std::vector<Spend> changes = rows.old_spends;
    for (const Overwritten& row : rows.overwritten) {
        if (row.output < now.outputs) changes.push_back({row.output, kUnspendable});
    }
    std::ranges::sort(changes, {}, &Spend::output);
    if (!changes.empty()) {
        PELF_TRY_DONE(write_journal(now, next, next));
        PELF_TRY_DONE(set_spenders(changes));
    }
    PELF_TRY_DONE(make_segments(next));
    PELF_TRY_DONE(publish(next));
    std::filesystem::remove(folder_ / kJournalName);
    return reopen();
}

Status CoinWriter::unwind(std::uint64_t blocks_kept) {
    PELF_CHECK(batch_.blocks.empty());
    const Manifest now = store_->manifest();
    PELF_CHECK(blocks_kept <= now.blocks);
    if (blocks_kept == now.blocks) return Done{};
    const Manifest target = manifest_before(blocks_kept);
    // No manifest ends this change: only the journal's end does, since marks outlive the manifest.
    PELF_TRY_DONE(write_journal(target, Manifest{}, now));
    PELF_TRY(bytes, read_file(folder_ / kJournalName, kManifestBytesMax));
    PELF_TRY(journal, read_journal(bytes));
    return restore(journal);
}

Manifest CoinWriter::manifest_after(const ResolvedBatch& rows) const {
    const CoinColumns& old = store_->columns();
    Manifest next = store_->manifest();
    next.blocks += batch_.blocks.size();
    next.transactions += batch_.txids.size();
    next.inputs += rows.prevouts.size();
    next.outputs += rows.spenders.size();
    next.addresses += rows.new_address_offsets.size();
    next.address_bytes += rows.new_address_rows.size();
    next.outside_inputs += rows.outside_inputs;
    next.unclaimed_sat += rows.unclaimed_sat;
    next.overwritten += rows.overwritten.size();
    for (std::size_t output = 0; output < rows.spenders.size(); ++output) {
        if (batch_.values[output] >= kBigValue) ++next.big_values;
        if (rows.spenders[output] != kUnspent || rows.addresses[output] == kNoAddress) continue;
        ++next.unspent_outputs;
        next.unspent_sat += batch_.values[output];
    }
    const auto take = [&](std::uint64_t output) {
        if (old.addresses[output] == kNoAddress) return;
        --next.unspent_outputs;
        next.unspent_sat -= old.value_sat(output);
    };
    for (const Spend& spend : rows.old_spends) take(spend.output);
    for (const Overwritten& row : rows.overwritten) {
        if (row.output < old.outputs_count) take(row.output);
    }
    seal(next);
    return next;
}

/// The manifest as it was before the blocks from `blocks_kept` on came in.
Manifest CoinWriter::manifest_before(std::uint64_t blocks_kept) const {
    const CoinColumns& now = store_->columns();
    const CoinColumns kept = now.cut(blocks_kept);
    Manifest target = store_->manifest();
    target.blocks = blocks_kept;
    target.transactions = kept.transactions_count;
    target.inputs = kept.inputs_count;
    target.outputs = kept.outputs_count;
    target.addresses = kept.addresses_count;
    target.address_bytes = now.blocks[blocks_kept].first_address_byte;
    const auto in_set = [&now](std::uint64_t output) {
        return now.spenders[output] == kUnspent && now.addresses[output] != kNoAddress;
    };
    for (std::uint64_t output = kept.outputs_count; output < now.outputs_count; ++output) {
        if (now.values[output] == kBigValue) --target.big_values;
        if (!in_set(output)) continue;
        --target.unspent_outputs;
        target.unspent_sat -= now.value_sat(output);
    }
    const auto give_back = [&](std::uint64_t output) {
        if (output >= kept.outputs_count || now.addresses[output] == kNoAddress) return;
        ++target.unspent_outputs;
        target.unspent_sat += now.value_sat(output);
    };
    for (std::uint64_t input = kept.inputs_count; input < now.inputs_count; ++input) {
        const std::uint64_t prevout = now.prevouts[input];
        if (prevout == kOutside) --target.outside_inputs;
        if (prevout < kOutside) give_back(prevout);
    }
    for (const Overwritten& row : store_->overwritten()) {
        if (row.by_transaction < kept.transactions_count) continue;
        --target.overwritten;
        give_back(row.output);
    }
    const bool subsidy_known = target.height_known != 0;
    for (std::uint64_t block = blocks_kept; subsidy_known && block < now.blocks_count; ++block) {
        target.unclaimed_sat -= unclaimed_sat(now, block).value_or(0);
    }
    seal(target);
    return target;
}

Status CoinWriter::append_rows(const ResolvedBatch& rows, const Manifest& next) {
    const Manifest& now = store_->manifest();
    const ColumnBytes bytes = encode(*store_, batch_, rows);
    for (std::size_t column = 0; column < kColumnsCount; ++column) {
        const ColumnPiece& piece = bytes.pieces[column];
        // The first commit brings the headers of columns without rows to the device as well.
        if (piece.bytes.empty() && now.blocks > 0) continue;
        PELF_TRY_DONE(
            files_[column].write_at(kColumnHeaderBytes + piece.offset_bytes, piece.bytes));
        PELF_TRY_DONE(files_[column].sync());
    }
    PELF_CHECK(next.blocks == now.blocks + batch_.blocks.size());
    return Done{};
}

Status CoinWriter::publish(const Manifest& next) {
    Manifest sealed = next;
    seal(sealed);
    return replace_file(folder_ / kManifestName, bytes_of(sealed));
}

Status CoinWriter::make_segments(const Manifest& next) {
    const auto cover = segments_covering(next.blocks);
    if (cover.empty()) return Done{};
    PELF_TRY(store, CoinStore::open_columns(folder_, next));
    const std::uint64_t rows_max = options_.memory_max_bytes / kBytesPerSortedRow;
    const SegmentMaker txids{folder_, KeyKind::txid,
                             [&store](SegmentRange range) { return store.transactions_of(range); },
                             [&store](Rows rows, const auto& key) { store.txid_keys(rows, key); },
                             rows_max};
    const SegmentMaker addresses{
        folder_, KeyKind::address,
        [&store](SegmentRange range) { return store.addresses_of(range); },
        [&store](Rows rows, const auto& key) { store.address_keys(rows, key); }, rows_max};
    for (const SegmentRange range : cover) {
        PELF_TRY_DONE(txids.make(range));
        PELF_TRY_DONE(addresses.make(range));
    }
    return Done{};
}

Status CoinWriter::write_journal(const Manifest& restore, const Manifest& done,
                                 const Manifest& reach) {
    Journal journal;
    journal.inputs_end = reach.inputs;
    journal.overwritten_end = reach.overwritten;
    journal.done_sha256 = done.sha256;
    journal.restore = restore;
    seal(journal);
    return replace_file(folder_ / kJournalName, bytes_of(journal));
}

/// Requires spends sorted by output. Neighbours are read, changed and written together.
Status CoinWriter::set_spenders(std::span<const Spend> spends) {
    File& file = files_[number(Column::spenders)];
    std::vector<std::byte> run;
    while (!spends.empty()) {
        const std::uint64_t first = spends.front().output;
        std::size_t count = 1;
        while (count < spends.size() &&
               (spends[count].output - spends[count - 1].output) * kPackedBytes < kSpenderGapMax &&
               (spends[count].output - first) * kPackedBytes < kSpenderRunMax) {
            ++count;
        }
        run.resize((spends[count - 1].output - first + 1) * kPackedBytes);
        const std::uint64_t offset_bytes = kColumnHeaderBytes + first * kPackedBytes;
        PELF_TRY_DONE(file.read_at(offset_bytes, run));
        for (const Spend& spend : spends.first(count)) {
            store_packed(run.data() + (spend.output - first) * kPackedBytes, spend.input);
        }
        PELF_TRY_DONE(file.write_at(offset_bytes, run));
        spends = spends.subspan(count);
    }
    return file.sync();
}

/// Cuts every column at the manifest's counts, and clears the bits of row starts past them.
Status CoinWriter::truncate_columns(const Manifest& manifest) {
    PELF_TRY_DONE(cut_columns(files_, column_files(manifest)));
    PELF_TRY_DONE(clear_starts_past(files_[number(Column::output_starts)], manifest.outputs));
    return clear_starts_past(files_[number(Column::input_starts)], manifest.inputs);
}

}  // namespace pelf::graph
