// SPDX-License-Identifier: Apache-2.0
//
// A block that is read, written again by the plain encoder below, gives the bytes back, and every
// id is the hash of the transaction so written. Read or refused, a block asks for no more memory
// than its own bytes can justify.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/check.hpp"
#include "codec/bitcoin_block.hpp"

namespace {

using pelf::codec::Block;
using pelf::codec::BlockHeader;
using pelf::codec::sha256d;
using pelf::codec::Transaction;
using BytesView = std::span<const std::byte>;

class Writer {
public:
    void put(std::uint64_t value, int width) {
        for (int i = 0; i < width; ++i) bytes_.push_back(static_cast<std::byte>(value >> (8 * i)));
    }
    void put(BytesView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    void put_count(std::uint64_t count) {
        if (count < 0xfd) return put(count, 1);
        const int width = count <= 0xffff ? 2 : count <= 0xffff'ffff ? 4 : 8;
        put(width == 2 ? 0xfd : width == 4 ? 0xfe : 0xff, 1);
        put(count, width);
    }
    void put_script(BytesView script) {
        put_count(script.size());
        put(script);
    }
    BytesView bytes() const { return bytes_; }

private:
    std::vector<std::byte> bytes_;
};

/// Reads what parse_block() found good. Going past the end is our own mistake.
class Reader {
public:
    Reader(BytesView bytes, std::size_t offset) : bytes_(bytes), offset_(offset) {}
    BytesView take(std::uint64_t size) {
        PELF_CHECK(size <= bytes_.size() - offset_);
        offset_ += size;
        return bytes_.subspan(offset_ - size, size);
    }
    std::uint64_t number(int width) {
        std::uint64_t value = 0;
        const BytesView taken = take(static_cast<std::uint64_t>(width));
        for (int i = width - 1; i >= 0; --i) {
            value = value << 8 | std::to_integer<std::uint64_t>(taken[static_cast<std::size_t>(i)]);
        }
        return value;
    }
    std::uint64_t count() {
        const std::uint64_t first = number(1);
        return first < 0xfd ? first : number(first == 0xfd ? 2 : first == 0xfe ? 4 : 8);
    }

private:
    BytesView bytes_;
    std::size_t offset_;
};

void write_header(Writer& writer, const BlockHeader& header) {
    writer.put(header.version, 4);
    writer.put(header.previous.bytes);
    writer.put(header.merkle_root.bytes);
    writer.put(header.time_s, 4);
    writer.put(header.bits, 4);
    writer.put(header.nonce, 4);
}

void write_inputs_and_outputs(Writer& writer, const Block& block, const Transaction& transaction) {
    writer.put_count(transaction.inputs_count);
    for (const auto& input : block.inputs_of(transaction)) {
        writer.put(input.spent_txid.bytes);
        writer.put(input.spent_index, 4);
        writer.put_script(input.script);
        writer.put(input.sequence, 4);
    }
    writer.put_count(transaction.outputs_count);
    for (const auto& output : block.outputs_of(transaction)) {
        writer.put(output.value_sat, 8);
        writer.put_script(output.script);
    }
}

/// A Block keeps no witnesses but the first item, so they are copied from the input.
void copy_witnesses(Writer& writer, BytesView input, const Transaction& transaction) {
    Reader reader(input, writer.bytes().size());
    for (std::uint32_t i = 0; i < transaction.inputs_count; ++i) {
        const std::uint64_t items_count = reader.count();
        writer.put_count(items_count);
        for (std::uint64_t item = 0; item < items_count; ++item) {
            const BytesView bytes = reader.take(reader.count());
            writer.put_script(bytes);
            if (i == 0 && item == 0) {
                PELF_CHECK(bytes.data() == transaction.first_witness_item.data());
            }
        }
    }
}

void write_transaction(Writer& writer, BytesView input, const Block& block,
                       const Transaction& transaction) {
    Writer stripped;
    stripped.put(transaction.version, 4);
    write_inputs_and_outputs(stripped, block, transaction);
    stripped.put(transaction.lock_time, 4);
    PELF_CHECK(transaction.txid == sha256d(stripped.bytes()));

    const std::size_t start = writer.bytes().size();
    writer.put(transaction.version, 4);
    if (transaction.has_witness) writer.put(0x0100, 2);
    write_inputs_and_outputs(writer, block, transaction);
    if (transaction.has_witness) copy_witnesses(writer, input, transaction);
    writer.put(transaction.lock_time, 4);
    PELF_CHECK(transaction.witness_txid == sha256d(writer.bytes().subspan(start)));
}

/// A vector that doubles holds at most twice what it was given, and each element took at least
/// this many bytes of input.
void check_memory(const Block& block, std::size_t input_bytes) {
    PELF_CHECK(block.transactions.capacity() <= input_bytes / 60);
    PELF_CHECK(block.inputs.capacity() <= 2 * (input_bytes / 41));
    PELF_CHECK(block.outputs.capacity() <= 2 * (input_bytes / 9));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = std::as_bytes(std::span(data, size));
    Block block;
    const bool parsed = pelf::codec::parse_block(input, block).has_value();
    check_memory(block, size);
    if (!parsed) return 0;

    Writer writer;
    write_header(writer, block.header);
    PELF_CHECK(block.hash == sha256d(writer.bytes()));
    writer.put_count(block.transactions.size());
    for (const auto& transaction : block.transactions) {
        write_transaction(writer, input, block, transaction);
    }
    PELF_CHECK(std::ranges::equal(writer.bytes(), input));
    return 0;
}
