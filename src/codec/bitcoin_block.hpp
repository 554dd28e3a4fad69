// SPDX-License-Identifier: Apache-2.0
//
// One Bitcoin block as the wire and the block files hold it:
//
//   header 80     version i32, previous block hash 32, Merkle root 32, time u32, bits u32, nonce
//   u32 count         CompactSize, number of transactions transaction   version i32; marker 00 and
//   flag 01 if it has witnesses; inputs; outputs;
//                 witnesses; lock time u32
//   input         spent txid 32, output index u32, script (CompactSize length), sequence u32
//   output        value u64 satoshi, script
//   witness       for each input: count, then items with length
//
// A transaction id is sha256d without marker, flag and witnesses; the witness id is sha256d of all
// of it (BIP 144). Only the bytes are understood here; what they must satisfy is checked in
// ingest/ledgers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "codec/sha256.hpp"

namespace pelf::codec {

inline constexpr std::size_t kBlockHeaderBytes = 80;
/// Consensus limit of a serialized block (BIP 141); also ours for every count inside one.
inline constexpr std::size_t kBlockBytesMax = 4'000'000;

struct BlockHeader {
    std::uint32_t version = 0;
    Hash256 previous;
    Hash256 merkle_root;
    std::uint32_t time_s = 0;  ///< Seconds since 1970. Not monotonic from block to block.
    std::uint32_t bits = 0;    ///< Target in compact form.
    std::uint32_t nonce = 0;
};

struct TransactionInput {
    Hash256 spent_txid;             ///< All zero in a coinbase.
    std::uint32_t spent_index = 0;  ///< 0xffffffff in a coinbase.
    std::uint32_t sequence = 0;
    std::span<const std::byte> script;
};

struct TransactionOutput {
    std::uint64_t value_sat = 0;
    std::span<const std::byte> script;
};

/// Inputs and outputs lie in Block::inputs and Block::outputs, in order.
struct Transaction {
    Hash256 txid;
    Hash256 witness_txid;  ///< Equals txid without witnesses.
    std::uint32_t version = 0;
    std::uint32_t lock_time = 0;
    std::uint32_t first_input = 0;
    std::uint32_t inputs_count = 0;
    std::uint32_t first_output = 0;
    std::uint32_t outputs_count = 0;
    bool has_witness = false;
    std::uint32_t stripped_bytes = 0;  ///< Without marker, flag and witnesses: what txid hashes.
    std::span<const std::byte> bytes;  ///< All of it.
    std::span<const std::byte> first_witness_item;  ///< Of input 0; empty if none. A coinbase keeps
                                                    ///< the witness commitment's nonce there.
};

/// The spans point into the bytes that were parsed, which must outlive this.
struct Block {
    Hash256 hash;
    BlockHeader header;
    std::vector<Transaction> transactions;
    std::vector<TransactionInput> inputs;
    std::vector<TransactionOutput> outputs;

    std::span<const TransactionInput> inputs_of(const Transaction& transaction) const noexcept {
        return std::span(inputs).subspan(transaction.first_input, transaction.inputs_count);
    }
    std::span<const TransactionOutput> outputs_of(const Transaction& transaction) const noexcept {
        return std::span(outputs).subspan(transaction.first_output, transaction.outputs_count);
    }
};

/// Reads the 80 bytes of a header. Fails with truncated.
Result<BlockHeader, Fault> read_block_header(ByteReader& reader);

/// The block's name: sha256d of its 80 header bytes.
Hash256 block_hash(std::span<const std::byte, kBlockHeaderBytes> header);

/// Reads a whole block into `block`, whose vectors keep their memory from call to call. Every byte
/// must be used. Fails with truncated, malformed (trailing bytes, no transaction, a transaction
/// without inputs or outputs, a CompactSize too long, a marker with another flag than 01, a flag
/// without witnesses) or over_limit; what is then in `block` means nothing. No more memory is asked
/// for than the bytes can fill, whatever counts they claim. Cost: one pass, two hashes a
/// transaction with witnesses, one without.
Result<Done, Fault> parse_block(std::span<const std::byte> bytes, Block& block);

/// Reads one transaction that is all of `bytes`, with the same rules: `block` has it and nothing
/// else then.
Result<Done, Fault> parse_transaction(std::span<const std::byte> bytes, Block& block);

/// The Merkle root over hashes in order (the last of an odd row is paired with itself), and
/// whether two equal hashes made a pair in any row: such a list can be another block's list with
/// its tail repeated, and must be refused (CVE-2012-2459). `hashes` is used up, its memory kept.
/// The root of no hashes is zero. Cost: one double hash a pair, about as many as there are hashes.
struct MerkleRoot {
    Hash256 root;
    bool repeated = false;
};
MerkleRoot merkle_root(std::vector<Hash256>& hashes);

}  // namespace pelf::codec
