// SPDX-License-Identifier: Apache-2.0
#include "graph/format.hpp"

#include <cstring>
#include <string>

#include "base/text.hpp"
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

/// The part every one of our files begins with.
Status check_start(std::span<const std::byte> bytes, std::size_t size_bytes,
                   const std::array<char, 8>& magic) {
    if (bytes.size() < size_bytes) {
        return Unexpected(
            Error{Fault::truncated,
                  text("expected ", size_bytes, " bytes of store file, found ", bytes.size()),
                  {},
                  bytes.size()});
    }
    if (std::memcmp(bytes.data(), magic.data(), magic.size()) != 0) {
        return Unexpected(Error{Fault::malformed, "this is not a file of a pelf store", {}, 0});
    }
    const auto version = load<std::uint32_t>(bytes.data() + magic.size());
    if (version != kFormatVersion) {
        return Unexpected(
            Error{Fault::unsupported,
                  text("the store has format version ", version, ", this pelf reads version ",
                       kFormatVersion, "; ingest the blocks again into a new --home"),
                  {},
                  magic.size()});
    }
    return Done{};
}

template <class Record>
Result<Record> read_sealed(std::span<const std::byte> bytes) {
    PELF_TRY_DONE(check_start(bytes, sizeof(Record), Record{}.magic));
    if (bytes.size() != sizeof(Record)) {
        return Unexpected(Error{Fault::malformed,
                                text("expected ", sizeof(Record), " bytes, found ", bytes.size()),
                                {},
                                sizeof(Record)});
    }
    Record record;
    std::memcpy(&record, bytes.data(), sizeof(Record));
    Record again = record;
    seal(again);
    if (again.sha256 != record.sha256) {
        return Unexpected(Error{Fault::malformed,
                                "the checksum does not match: the file is damaged",
                                {},
                                offsetof(Record, sha256)});
    }
    return record;
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

Status check_column_header(std::span<const std::byte> bytes, Column column) {
    PELF_TRY_DONE(check_start(bytes, kColumnHeaderBytes, ColumnHeader{}.magic));
    const auto number = load<std::uint32_t>(bytes.data() + offsetof(ColumnHeader, column));
    if (number != static_cast<std::uint32_t>(column)) {
        return Unexpected(
            Error{Fault::malformed,
                  text("expected column ", static_cast<std::uint32_t>(column), ", found ", number),
                  {},
                  offsetof(ColumnHeader, column)});
    }
    return Done{};
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

}  // namespace pelf::graph
