// SPDX-License-Identifier: Apache-2.0
#include "graph/column_bytes.hpp"

#include <algorithm>
#include <span>

namespace pelf::graph {
namespace {

using Bytes = std::span<const std::byte>;

/// The parts of one block that its checksum covers.
struct BlockParts {
    Bytes txids;
    std::vector<std::uint32_t> counts;  ///< Inputs and outputs of each transaction, in turn.
    Bytes fees;
    Bytes prevouts;
    Bytes values;
    Bytes addresses;
    Bytes big_values;
    Bytes address_rows;
};

codec::Hash256 checksum(const BlockParts& parts) {
    codec::Sha256 sum;
    sum.update(parts.txids);
    sum.update(std::as_bytes(std::span(parts.counts)));
    for (const Bytes part : {parts.fees, parts.prevouts, parts.values, parts.addresses,
                             parts.big_values, parts.address_rows}) {
        sum.update(part);
    }
    return sum.finish();
}

std::vector<std::byte> packed(std::span<const std::uint64_t> values) {
    std::vector<std::byte> bytes(values.size() * kPackedBytes);
    std::byte* at = bytes.data();
    for (const std::uint64_t value : values) {
        store_packed(at, value);
        at += kPackedBytes;
    }
    return bytes;
}

template <class Row>
std::vector<std::byte> copied(std::span<const Row> rows) {
    const auto bytes = std::as_bytes(rows);
    return {bytes.begin(), bytes.end()};
}

/// Lines and samples of the batch's transactions, going on in the last line committed.
void encode_starts(const RowStarts& committed, std::span<const std::uint32_t> rows_counts,
                   ColumnPiece& lines, ColumnPiece& samples) {
    const Rows counts{committed.transactions_count(), committed.rows_count()};
    const bool partial = counts.end % kRowsPerLine != 0;
    RowStartsBuilder builder(counts, partial ? committed.line_of(counts.end) : RowLine{});
    for (const std::uint32_t count : rows_counts) builder.append(count);
    lines.offset_bytes = builder.first_line() * sizeof(RowLine);
    lines.bytes = copied(std::span(builder.lines()));
    samples.bytes = copied(builder.samples());
}

std::vector<std::byte> encode_values(const CoinBatch& batch, std::vector<std::byte>& big_values) {
    std::vector<std::byte> bytes(batch.values.size() * kPackedBytes);
    for (std::size_t output = 0; output < batch.values.size(); ++output) {
        const std::uint64_t value = batch.values[output];
        store_packed(bytes.data() + output * kPackedBytes, std::min(value, kBigValue));
        if (value < kBigValue) continue;
        const BigValue row{batch.start.outputs + output, value};
        const auto row_bytes = bytes_of(row);
        big_values.insert(big_values.end(), row_bytes.begin(), row_bytes.end());
    }
    return bytes;
}

std::vector<std::byte> encode_samples(const CoinBatch& batch, const ResolvedBatch& rows) {
    std::vector<std::byte> bytes;
    for (std::size_t i = 0; i < rows.new_address_offsets.size(); ++i) {
        if ((batch.start.addresses + i) % kAddressesPerSample != 0) continue;
        append_packed(bytes, rows.new_address_offsets[i]);
    }
    return bytes;
}

/// Cuts the encoded batch into its blocks and writes their rows, checksums included.
std::vector<BlockRow> finish_blocks(const CoinBatch& batch, const ResolvedBatch& rows,
                                    ColumnBytes& bytes) {
    std::vector<BlockRow> blocks = batch.blocks;
    const auto address_byte = [&](std::uint64_t address) {
        return address < rows.new_address_offsets.size()
                   ? rows.new_address_offsets[address]
                   : batch.start.address_bytes + rows.new_address_rows.size();
    };
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        blocks[i].first_address = batch.start.addresses + rows.addresses_before[i];
        blocks[i].first_address_byte = address_byte(rows.addresses_before[i]);
    }
    BlockRow end;
    end.first_transaction = batch.start.transactions + batch.txids.size();
    end.first_input = batch.start.inputs + rows.prevouts.size();
    end.first_output = batch.start.outputs + batch.values.size();
    end.first_address_byte = address_byte(rows.new_address_offsets.size());
    std::size_t big_rows = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const BlockRow& next = i + 1 < blocks.size() ? blocks[i + 1] : end;
        const std::uint64_t transaction = blocks[i].first_transaction - batch.start.transactions;
        const std::uint64_t transactions = next.first_transaction - blocks[i].first_transaction;
        const std::uint64_t input = blocks[i].first_input - batch.start.inputs;
        const std::uint64_t inputs = next.first_input - blocks[i].first_input;
        const std::uint64_t output = blocks[i].first_output - batch.start.outputs;
        const std::uint64_t outputs = next.first_output - blocks[i].first_output;
        const auto part = [&bytes](Column column, std::uint64_t begin, std::uint64_t size_bytes) {
            return Bytes(bytes[column].bytes).subspan(begin, size_bytes);
        };
        const std::size_t big_begin = big_rows;
        for (std::uint64_t o = output; o < output + outputs; ++o) {
            if (batch.values[o] >= kBigValue) ++big_rows;
        }
        BlockParts parts{
            .txids = std::as_bytes(std::span(batch.txids).subspan(transaction, transactions)),
            .counts = {},
            .fees = std::as_bytes(std::span(rows.fees).subspan(transaction, transactions)),
            .prevouts = part(Column::prevouts, input * kPackedBytes, inputs * kPackedBytes),
            .values = part(Column::values, output * kPackedBytes, outputs * kPackedBytes),
            .addresses = part(Column::addresses, output * kPackedBytes, outputs * kPackedBytes),
            .big_values = part(Column::big_values, big_begin * sizeof(BigValue),
                               (big_rows - big_begin) * sizeof(BigValue)),
            .address_rows =
                part(Column::address_rows, blocks[i].first_address_byte - batch.start.address_bytes,
                     next.first_address_byte - blocks[i].first_address_byte)};
        for (std::uint64_t t = transaction; t < transaction + transactions; ++t) {
            parts.counts.push_back(batch.inputs_counts[t]);
            parts.counts.push_back(batch.outputs_counts[t]);
        }
        blocks[i].rows_sha256 = checksum(parts);
    }
    return blocks;
}

}  // namespace

ColumnBytes encode(const CoinStore& committed, const CoinBatch& batch, const ResolvedBatch& rows) {
    ColumnBytes bytes;
    for (std::size_t column = 0; column < kColumnsCount; ++column) {
        bytes.pieces[column].offset_bytes =
            column_bytes(committed.manifest(), static_cast<Column>(column));
    }
    bytes[Column::txids].bytes = copied(std::span(batch.txids));
    bytes[Column::fees].bytes = copied(std::span(rows.fees));
    encode_starts(committed.columns().output_starts, batch.outputs_counts,
                  bytes[Column::output_starts], bytes[Column::output_samples]);
    encode_starts(committed.columns().input_starts, batch.inputs_counts,
                  bytes[Column::input_starts], bytes[Column::input_samples]);
    bytes[Column::values].bytes = encode_values(batch, bytes[Column::big_values].bytes);
    bytes[Column::spenders].bytes = packed(rows.spenders);
    bytes[Column::addresses].bytes = packed(rows.addresses);
    bytes[Column::prevouts].bytes = packed(rows.prevouts);
    bytes[Column::address_rows].bytes = rows.new_address_rows;
    bytes[Column::address_samples].bytes = encode_samples(batch, rows);
    bytes[Column::overwritten].bytes = copied(std::span(rows.overwritten));
    bytes[Column::blocks].bytes =
        copied(std::span<const BlockRow>(finish_blocks(batch, rows, bytes)));
    return bytes;
}

codec::Hash256 rows_sha256(const CoinStore& store, std::uint64_t block) {
    const CoinColumns& columns = store.columns();
    const Manifest& manifest = store.manifest();
    const BlockRow& row = columns.blocks[block];
    const bool last = block + 1 == columns.blocks_count;
    BlockRow next;
    next.first_transaction = manifest.transactions;
    next.first_input = manifest.inputs;
    next.first_output = manifest.outputs;
    next.first_address_byte = manifest.address_bytes;
    if (!last) next = columns.blocks[block + 1];
    const auto part = [&store](Column column, Rows rows, std::uint64_t row_bytes) {
        return store.column(column).subspan(rows.begin * row_bytes, rows.count() * row_bytes);
    };
    const Rows transactions{row.first_transaction, next.first_transaction};
    const Rows inputs{row.first_input, next.first_input};
    const Rows outputs{row.first_output, next.first_output};
    const auto big_begin =
        std::ranges::lower_bound(columns.big_values, outputs.begin, {}, &BigValue::output);
    const auto big_end =
        std::ranges::lower_bound(columns.big_values, outputs.end, {}, &BigValue::output);
    const auto big_row = [&](auto position) {
        return static_cast<std::uint64_t>(position - columns.big_values.begin());
    };
    BlockParts parts{.txids = part(Column::txids, transactions, sizeof(codec::Hash256)),
                     .counts = {},
                     .fees = part(Column::fees, transactions, sizeof(std::uint32_t)),
                     .prevouts = part(Column::prevouts, inputs, kPackedBytes),
                     .values = part(Column::values, outputs, kPackedBytes),
                     .addresses = part(Column::addresses, outputs, kPackedBytes),
                     .big_values = part(Column::big_values, {big_row(big_begin), big_row(big_end)},
                                        sizeof(BigValue)),
                     .address_rows = part(Column::address_rows,
                                          {row.first_address_byte, next.first_address_byte}, 1)};
    for (std::uint64_t t = transactions.begin; t < transactions.end; ++t) {
        parts.counts.push_back(static_cast<std::uint32_t>(columns.inputs_of(t).count()));
        parts.counts.push_back(static_cast<std::uint32_t>(columns.outputs_of(t).count()));
    }
    return checksum(parts);
}

std::optional<std::uint64_t> unclaimed_sat(const CoinColumns& columns, std::uint64_t block) {
    const std::uint64_t coinbase = columns.blocks[block].first_transaction;
    std::uint64_t allowed_sat = columns.subsidy_sat(block);
    for (std::uint64_t t = coinbase + 1; t < columns.transactions_end(block); ++t) {
        const auto fee_sat = columns.fee_sat(t);
        if (!fee_sat) return std::nullopt;
        allowed_sat += *fee_sat;
    }
    std::uint64_t claimed_sat = 0;
    const Rows outputs = columns.outputs_of(coinbase);
    for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
        claimed_sat += columns.value_sat(output);
    }
    return allowed_sat - std::min(allowed_sat, claimed_sat);
}

}  // namespace pelf::graph
