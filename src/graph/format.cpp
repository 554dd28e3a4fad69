// SPDX-License-Identifier: Apache-2.0
#include "graph/format.hpp"

#include "graph/address_rows.hpp"
#include "graph/coin_columns.hpp"

namespace pelf::graph {
namespace {

constexpr std::array<std::string_view, kColumnsCount> kFileNames{
    "blocks.col",         "txids.col",           "fees.col",          "output_starts.col",
    "output_samples.col", "input_starts.col",    "input_samples.col", "values.col",
    "spenders.col",       "addresses.col",       "prevouts.col",      "big_values.col",
    "address_rows.col",   "address_samples.col", "overwritten.col"};

std::uint64_t divide_up(std::uint64_t count, std::uint64_t step) noexcept {
    return (count + step - 1) / step;
}

ColumnFile column_file(Column column, std::uint64_t rows_bytes) {
    return {file_name(column), static_cast<std::uint32_t>(column), kFormatVersion, rows_bytes};
}

}  // namespace

std::string_view file_name(Column column) noexcept {
    return kFileNames[static_cast<std::size_t>(column)];
}

void seal(Manifest& manifest) {
    manifest.sha256 = codec::sha256(bytes_of(manifest).first(offsetof(Manifest, sha256)));
}

void seal(Journal& journal) {
    journal.sha256 = codec::sha256(bytes_of(journal).first(offsetof(Journal, sha256)));
}

Result<Manifest> read_manifest(std::span<const std::byte> bytes) {
    PELF_TRY(manifest, read_sealed<Manifest>(bytes));
    if (manifest.chain > codec::Chain::regtest) {
        return Unexpected(Error{Fault::malformed, "the manifest names an unknown chain", {}, 12});
    }
    return manifest;
}

Result<Journal> read_journal(std::span<const std::byte> bytes) {
    PELF_TRY(journal, read_sealed<Journal>(bytes));
    PELF_TRY(restore, read_manifest(bytes_of(journal.restore)));
    if (journal.inputs_end < restore.inputs || journal.overwritten_end < restore.overwritten) {
        return Unexpected(
            Error{Fault::malformed, "the journal's ends lie before its start", {}, 16});
    }
    return journal;
}

std::uint64_t column_bytes(const Manifest& manifest, Column column) noexcept {
    switch (column) {
        case Column::blocks: return manifest.blocks * sizeof(BlockRow);
        case Column::txids: return manifest.transactions * sizeof(codec::Hash256);
        case Column::fees: return manifest.transactions * sizeof(std::uint32_t);
        case Column::output_starts:
            return divide_up(manifest.outputs, kRowsPerLine) * sizeof(RowLine);
        case Column::input_starts:
            return divide_up(manifest.inputs, kRowsPerLine) * sizeof(RowLine);
        case Column::output_samples:
        case Column::input_samples:
            return divide_up(manifest.transactions, kStartsPerSample) * kPackedBytes;
        case Column::values:
        case Column::spenders:
        case Column::addresses: return manifest.outputs * kPackedBytes;
        case Column::prevouts: return manifest.inputs * kPackedBytes;
        case Column::big_values: return manifest.big_values * sizeof(BigValue);
        case Column::address_rows: return manifest.address_bytes;
        case Column::address_samples:
            return divide_up(manifest.addresses, kAddressesPerSample) * kPackedBytes;
        case Column::overwritten: return manifest.overwritten * sizeof(Overwritten);
    }
    return 0;
}

std::vector<ColumnFile> column_files(const Manifest& manifest) {
    std::vector<ColumnFile> columns;
    for (std::size_t number = 0; number < kColumnsCount; ++number) {
        const auto column = static_cast<Column>(number);
        columns.push_back(column_file(column, column_bytes(manifest, column)));
    }
    return columns;
}

}  // namespace pelf::graph
