// SPDX-License-Identifier: Apache-2.0
#include "codec/bitcoin_block.hpp"

#include <algorithm>
#include <array>

#include "codec/compact_size.hpp"

namespace pelf::codec {
namespace {

using Bytes = std::span<const std::byte>;

// The smallest of each on the wire: a count that could not be filled from the bytes left is
// refused before any memory is asked for.
constexpr std::size_t kInputBytesMin = 32 + 4 + 1 + 4;
constexpr std::size_t kOutputBytesMin = 8 + 1;
constexpr std::size_t kTransactionBytesMin = 4 + 1 + kInputBytesMin + 1 + kOutputBytesMin + 4;

/// Marker and flag of BIP 144. The marker would be a count of no inputs, which no transaction has.
constexpr std::array kWitnessMark = {std::byte{0x00}, std::byte{0x01}};

/// One or more items of at least `item_bytes_min` bytes each.
Result<std::uint32_t, Fault> read_count(ByteReader& reader, std::size_t item_bytes_min) {
    PELF_TRY(count, read_compact_size(reader, kBlockBytesMax));
    if (count == 0) return Unexpected(Fault::malformed);
    if (count > reader.remaining_bytes() / item_bytes_min) return Unexpected(Fault::truncated);
    return static_cast<std::uint32_t>(count);
}

/// Bytes with their length before them: a script, a witness item.
Result<Bytes, Fault> read_sized(ByteReader& reader) {
    PELF_TRY(size_bytes, read_compact_size(reader, kBlockBytesMax));
    return reader.take(size_bytes);
}

Hash256 load_hash(const std::byte* bytes) {
    Hash256 hash;
    std::copy_n(bytes, hash.bytes.size(), hash.bytes.begin());
    return hash;
}

Result<Done, Fault> read_inputs(ByteReader& reader, Transaction& transaction,
                                std::vector<TransactionInput>& inputs) {
    PELF_TRY(count, read_count(reader, kInputBytesMin));
    transaction.first_input = static_cast<std::uint32_t>(inputs.size());
    transaction.inputs_count = count;
    for (std::uint32_t i = 0; i < count; ++i) {
        PELF_TRY(outpoint, reader.take(36));
        PELF_TRY(script, read_sized(reader));
        PELF_TRY(sequence, reader.read<std::uint32_t>());
        inputs.push_back({.spent_txid = load_hash(outpoint.data()),
                          .spent_index = load<std::uint32_t>(outpoint.data() + 32),
                          .sequence = sequence,
                          .script = script});
    }
    return Done{};
}

Result<Done, Fault> read_outputs(ByteReader& reader, Transaction& transaction,
                                 std::vector<TransactionOutput>& outputs) {
    PELF_TRY(count, read_count(reader, kOutputBytesMin));
    transaction.first_output = static_cast<std::uint32_t>(outputs.size());
    transaction.outputs_count = count;
    for (std::uint32_t i = 0; i < count; ++i) {
        PELF_TRY(value_sat, reader.read<std::uint64_t>());
        PELF_TRY(script, read_sized(reader));
        outputs.push_back({.value_sat = value_sat, .script = script});
    }
    return Done{};
}

/// One stack for each input. All of them empty means that the mark should not be there.
Result<Done, Fault> read_witnesses(ByteReader& reader, Transaction& transaction) {
    bool any_item = false;
    for (std::uint32_t i = 0; i < transaction.inputs_count; ++i) {
        PELF_TRY(items_count, read_compact_size(reader, kBlockBytesMax));
        any_item = any_item || items_count > 0;
        for (std::uint64_t item = 0; item < items_count; ++item) {
            PELF_TRY(bytes, read_sized(reader));
            if (i == 0 && item == 0) transaction.first_witness_item = bytes;
        }
    }
    if (!any_item) return Unexpected(Fault::malformed);
    return Done{};
}

/// `block_bytes` is what `reader` reads from its beginning.
Result<Done, Fault> read_transaction(ByteReader& reader, Bytes block_bytes, Block& block) {
    Transaction transaction;
    const std::size_t start = reader.offset_bytes();
    PELF_TRY(version, reader.read<std::uint32_t>());
    transaction.version = version;
    ByteReader after_mark = reader;
    PELF_TRY(mark, after_mark.take(kWitnessMark.size()));
    transaction.has_witness = std::equal(mark.begin(), mark.end(), kWitnessMark.begin());
    if (transaction.has_witness) reader = after_mark;

    const std::size_t inputs_start = reader.offset_bytes();
    PELF_TRY_DONE(read_inputs(reader, transaction, block.inputs));
    PELF_TRY_DONE(read_outputs(reader, transaction, block.outputs));
    const std::size_t outputs_end = reader.offset_bytes();
    if (transaction.has_witness) PELF_TRY_DONE(read_witnesses(reader, transaction));
    PELF_TRY(lock_time, reader.read<std::uint32_t>());
    transaction.lock_time = lock_time;

    const Bytes all = block_bytes.subspan(start, reader.offset_bytes() - start);
    transaction.bytes = all;
    transaction.stripped_bytes = static_cast<std::uint32_t>(all.size());
    transaction.witness_txid = sha256d(all);
    transaction.txid = transaction.witness_txid;
    if (transaction.has_witness) {
        transaction.stripped_bytes = static_cast<std::uint32_t>(8 + outputs_end - inputs_start);
        transaction.txid =
            sha256d({all.first(4), block_bytes.subspan(inputs_start, outputs_end - inputs_start),
                     all.last(4)});
    }
    block.transactions.push_back(transaction);
    return Done{};
}

Result<Done, Fault> begin_block(Bytes bytes, Block& block) {
    block.transactions.clear();
    block.inputs.clear();
    block.outputs.clear();
    if (bytes.size() > kBlockBytesMax) return Unexpected(Fault::over_limit);
    return Done{};
}

}  // namespace

Result<BlockHeader, Fault> read_block_header(ByteReader& reader) {
    PELF_TRY(bytes, reader.take(kBlockHeaderBytes));
    const std::byte* at = bytes.data();
    return BlockHeader{.version = load<std::uint32_t>(at),
                       .previous = load_hash(at + 4),
                       .merkle_root = load_hash(at + 36),
                       .time_s = load<std::uint32_t>(at + 68),
                       .bits = load<std::uint32_t>(at + 72),
                       .nonce = load<std::uint32_t>(at + 76)};
}

Hash256 block_hash(std::span<const std::byte, kBlockHeaderBytes> header) {
    return sha256d(header);
}

Result<Done, Fault> parse_transaction(std::span<const std::byte> bytes, Block& block) {
    PELF_TRY_DONE(begin_block(bytes, block));
    block.hash = {};
    block.header = {};
    ByteReader reader(bytes);
    PELF_TRY_DONE(read_transaction(reader, bytes, block));
    if (reader.remaining_bytes() > 0) return Unexpected(Fault::malformed);
    return Done{};
}

Result<Done, Fault> parse_block(std::span<const std::byte> bytes, Block& block) {
    PELF_TRY_DONE(begin_block(bytes, block));

    ByteReader reader(bytes);
    PELF_TRY(header, read_block_header(reader));
    block.header = header;
    block.hash = block_hash(bytes.first<kBlockHeaderBytes>());
    PELF_TRY(transactions_count, read_count(reader, kTransactionBytesMin));
    block.transactions.reserve(transactions_count);
    for (std::uint32_t i = 0; i < transactions_count; ++i) {
        PELF_TRY_DONE(read_transaction(reader, bytes, block));
    }
    if (reader.remaining_bytes() > 0) return Unexpected(Fault::malformed);
    return Done{};
}

MerkleRoot merkle_root(std::vector<Hash256>& hashes) {
    MerkleRoot result;
    while (hashes.size() > 1) {
        const std::size_t pairs_count = hashes.size() / 2;
        const bool odd = hashes.size() % 2 != 0;
        for (std::size_t i = 0; i < pairs_count; ++i) {
            result.repeated = result.repeated || hashes[2 * i] == hashes[2 * i + 1];
            hashes[i] = sha256d_pair(hashes[2 * i], hashes[2 * i + 1]);
        }
        if (odd) hashes[pairs_count] = sha256d_pair(hashes.back(), hashes.back());
        hashes.resize(pairs_count + (odd ? 1 : 0));
    }
    if (!hashes.empty()) result.root = hashes.front();
    return result;
}

}  // namespace pelf::codec
