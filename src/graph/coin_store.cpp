// SPDX-License-Identifier: Apache-2.0
#include "graph/coin_store.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/text.hpp"

namespace pelf::graph {
namespace {

std::vector<std::optional<std::uint64_t>> as_optional(const std::vector<std::uint64_t>& rows) {
    std::vector<std::optional<std::uint64_t>> found(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] != kNoRow) found[i] = rows[i];
    }
    return found;
}

}  // namespace

std::uint32_t txid_key(const codec::Hash256& txid) noexcept {
    return __builtin_bswap32(load<std::uint32_t>(txid.bytes.data()));
}

Result<Manifest> load_manifest(const std::filesystem::path& folder) {
    const auto path = folder / kManifestName;
    PELF_TRY(bytes, read_file(path, kManifestBytesMax));
    auto manifest = read_manifest(bytes);
    if (!manifest) return Unexpected(in_file(std::move(manifest).error(), path));
    return manifest;
}

Result<CoinStore> CoinStore::open(const std::filesystem::path& folder) {
    return open_as_manifest_says([&folder] { return load_manifest(folder); },
                                 [&folder](const Manifest& manifest) -> Result<CoinStore> {
                                     PELF_TRY(store, open_columns(folder, manifest));
                                     PELF_TRY_DONE(store.open_segments(folder));
                                     return std::move(store);
                                 });
}

Result<CoinStore> CoinStore::open_columns(const std::filesystem::path& folder,
                                          const Manifest& manifest) {
    CoinStore store;
    store.manifest_ = manifest;
    PELF_TRY(files, map_columns(folder, column_files(manifest)));
    store.files_ = std::move(files);
    store.make_views();
    PELF_TRY_DONE(store.check_blocks());
    return store;
}

Status CoinStore::open_segments(const std::filesystem::path& folder) {
    for (const KeyKind kind : {KeyKind::txid, KeyKind::address}) {
        auto& segments = segments_[static_cast<std::size_t>(kind)];
        for (const SegmentRange range : segments_covering(manifest_.blocks)) {
            const Rows rows = kind == KeyKind::txid ? transactions_of(range) : addresses_of(range);
            PELF_TRY(segment, KeySegment::open(folder, kind, range, rows));
            segments.push_back(std::move(segment));
        }
    }
    return Done{};
}

std::span<const std::byte> CoinStore::column(Column column) const noexcept {
    return files_[static_cast<std::size_t>(column)].bytes().subspan(
        kColumnHeaderBytes, column_bytes(manifest_, column));
}

void CoinStore::make_views() {
    const auto packed = [this](Column name) { return PackedView(column(name).data()); };
    const auto starts = [&](Column lines, Column samples, std::uint64_t rows) {
        return RowStarts(rows_in<RowLine>(column(lines)).data(), packed(samples),
                         {manifest_.transactions, rows});
    };
    columns_.blocks_count = manifest_.blocks;
    columns_.transactions_count = manifest_.transactions;
    columns_.inputs_count = manifest_.inputs;
    columns_.outputs_count = manifest_.outputs;
    columns_.addresses_count = manifest_.addresses;
    columns_.base_height = manifest_.base_height;
    columns_.halving_blocks = halving_blocks(manifest_.chain);
    columns_.values = packed(Column::values);
    columns_.spenders = packed(Column::spenders);
    columns_.addresses = packed(Column::addresses);
    columns_.prevouts = packed(Column::prevouts);
    columns_.output_starts =
        starts(Column::output_starts, Column::output_samples, manifest_.outputs);
    columns_.input_starts = starts(Column::input_starts, Column::input_samples, manifest_.inputs);
    columns_.fees = rows_in<std::uint32_t>(column(Column::fees)).data();
    columns_.blocks = rows_in<BlockRow>(column(Column::blocks));
    columns_.big_values = rows_in<BigValue>(column(Column::big_values));
    addresses_ = AddressRows(column(Column::address_rows), packed(Column::address_samples),
                             manifest_.addresses);
    txids_ = rows_in<codec::Hash256>(column(Column::txids));
    overwritten_ = rows_in<Overwritten>(column(Column::overwritten));
}

Status CoinStore::check_blocks() const {
    const BlockRow counts{.first_transaction = manifest_.transactions,
                          .first_input = manifest_.inputs,
                          .first_output = manifest_.outputs,
                          .first_address = manifest_.addresses,
                          .first_address_byte = manifest_.address_bytes};
    for (std::uint64_t block = 0; block < columns_.blocks_count; ++block) {
        const BlockRow& row = columns_.blocks[block];
        const BlockRow& next =
            block + 1 < columns_.blocks_count ? columns_.blocks[block + 1] : counts;
        if (row.first_transaction >= next.first_transaction ||
            row.first_input >= next.first_input || row.first_output >= next.first_output ||
            row.first_address > next.first_address ||
            row.first_address_byte > next.first_address_byte) {
            return Unexpected(
                Error{Fault::malformed, text("the block column is damaged at block ", block,
                                             "; ingest the blocks again into a new --home")});
        }
    }
    return Done{};
}

std::uint64_t CoinStore::first_recent_block() const noexcept {
    return graph::first_recent_block(manifest_.blocks);
}

Rows CoinStore::transactions_of(SegmentRange blocks) const noexcept {
    const auto first = [this](std::uint64_t block) {
        return block < manifest_.blocks ? columns_.blocks[block].first_transaction
                                        : manifest_.transactions;
    };
    return {first(blocks.first_block), first(blocks.first_block + blocks.blocks)};
}

Rows CoinStore::addresses_of(SegmentRange blocks) const noexcept {
    const auto first = [this](std::uint64_t block) {
        return block < manifest_.blocks ? columns_.blocks[block].first_address
                                        : manifest_.addresses;
    };
    return {first(blocks.first_block), first(blocks.first_block + blocks.blocks)};
}

void CoinStore::txid_keys(Rows rows, const std::function<void(std::uint32_t)>& key) const {
    for (std::uint64_t row = rows.begin; row < rows.end; ++row) key(txid_key(txids_[row]));
}

void CoinStore::address_keys(Rows rows, const std::function<void(std::uint32_t)>& key) const {
    if (rows.count() == 0) return;
    std::uint64_t offset_bytes = addresses_.offset_of(rows.begin);
    for (std::uint64_t row = rows.begin; row < rows.end; ++row) {
        const auto bytes = addresses_.row_at(offset_bytes);
        PELF_CHECK(bytes);
        key(address_key(*bytes));
        offset_bytes += bytes->size();
    }
}

std::vector<std::optional<std::uint64_t>> CoinStore::find_transactions(
    std::span<const codec::Hash256> txids) const {
    std::vector<std::uint64_t> probes;
    for (const codec::Hash256& txid : txids) {
        probes.push_back(key_pair(txid_key(txid), probes.size()));
    }
    const RecentKeys recent = recent_keys(KeyKind::txid);
    const SortedKeys in_memory[] = {recent.view()};
    return as_optional(find_rows(
        std::move(probes), in_memory, segments(KeyKind::txid),
        [&](std::uint64_t probe, std::uint64_t row) { return txids_[row] == txids[probe]; }));
}

std::vector<std::optional<std::uint64_t>> CoinStore::find_addresses(
    std::span<const codec::Lock> locks) const {
    std::vector<std::uint64_t> probes;
    std::vector<std::vector<std::byte>> rows;
    for (const codec::Lock& lock : locks) {
        append_address_row(rows.emplace_back(), lock);
        probes.push_back(key_pair(address_key(rows.back()), probes.size()));
    }
    const RecentKeys recent = recent_keys(KeyKind::address);
    const SortedKeys in_memory[] = {recent.view()};
    return as_optional(find_rows(std::move(probes), in_memory, segments(KeyKind::address),
                                 [&](std::uint64_t probe, std::uint64_t row) {
                                     return std::ranges::equal(addresses_.row_of(row), rows[probe]);
                                 }));
}

RecentKeys CoinStore::recent_keys(KeyKind kind) const {
    const SegmentRange blocks{first_recent_block(), manifest_.blocks - first_recent_block()};
    const Rows rows = kind == KeyKind::txid ? transactions_of(blocks) : addresses_of(blocks);
    return sorted_keys(rows, [this, kind](Rows asked, const auto& key) {
        kind == KeyKind::txid ? txid_keys(asked, key) : address_keys(asked, key);
    });
}

std::optional<std::uint64_t> CoinStore::find_block(const codec::Hash256& hash) const {
    const auto found = std::ranges::find(columns_.blocks, hash, &BlockRow::hash);
    if (found == columns_.blocks.end()) return std::nullopt;
    return static_cast<std::uint64_t>(found - columns_.blocks.begin());
}

}  // namespace pelf::graph
