// SPDX-License-Identifier: Apache-2.0
//
// Finds the blocks in one block file by their headers, whatever lies between them.
//
//   record    magic 4, length u32, block         all of it XORed with the key of xor.dat
//   tail      zeros, as the file was made longer  zero on disk, so not zero after the XOR
//
// A record is taken when it has the magic, a possible length, a header with proof of work, and
// fits into the file. A record followed directly by another one is taken by its header alone, so
// that most of the file is never read. A record followed by anything else is read and parsed
// whole, since a write that was cut short leaves just that; if it does not parse, or is not the
// body of its header and holds another record, the search goes on inside it, where the node may
// have gone on writing. Bytes between records are no loss if all of them are zero on disk, and
// one counted loss otherwise.
//
// Bytes are read at offsets and not by a mapping: a node that moves on to the next file cuts the
// tail off this one, and a mapping of bytes that are gone ends the process.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "codec/bitcoin_block.hpp"
#include "ingest/ledgers/bitcoin_chain.hpp"

namespace pelf::ingest {

/// What xor.dat holds. All zero: off.
using XorKey = std::array<std::byte, 8>;

/// Applies the key to bytes that begin at this offset of the file; again to take it off.
void apply_key(std::span<std::byte> bytes, std::uint64_t offset_bytes, const XorKey& key) noexcept;

/// One file as the scan sees it.
struct RecordSource {
    std::uint64_t size_bytes = 0;
    XorKey key{};
    /// Fills the span from this offset; asked only for bytes within the size.
    std::function<Status(std::uint64_t offset_bytes, std::span<std::byte> into)> read_at;
};

struct FoundBlock {
    codec::Hash256 hash;
    codec::BlockHeader header;
    std::uint64_t offset_bytes = 0;  ///< Of the block, behind magic and length.
    std::uint32_t size_bytes = 0;
};

struct RecordLoss {
    Fault fault = Fault::malformed;
    std::uint64_t offset_bytes = 0;
    std::string message;
};

struct RecordScan {
    std::vector<FoundBlock> blocks;  ///< In file order.
    std::vector<RecordLoss> losses;  ///< In file order.
};

inline constexpr std::size_t kRecordHeaderBytes = 8;
/// Broken records in one file after which the rest of it is given up, as one more loss. Each may
/// cost a read of a whole block, and a file with more of them is not a block file.
inline constexpr std::uint32_t kBrokenRecordsMax = 1'000;

/// Fails only where reading fails. Cost: one small read a block, and every byte of what lies
/// between records.
Result<RecordScan> scan_records(const RecordSource& source, const ChainParameters& parameters);

/// Where, in the first `size_max_bytes`, a record of any known network begins that has proof of
/// work there; empty if nowhere. "main", "test", "testnet4", "signet" or "regtest".
Result<std::string_view> find_network(const RecordSource& source, std::uint64_t size_max_bytes);

}  // namespace pelf::ingest
