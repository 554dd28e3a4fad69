// SPDX-License-Identifier: Apache-2.0
//
// A server that answers questions about single Bitcoin transactions: Esplora's HTTP API, as
// electrs, mempool and the public explorers speak it.
//
//   GET /blocks/tip/height          decimal digits
//   GET /block-height/H             the block's hash
//   GET /block/HASH/header          80 bytes in hexadecimal
//   GET /tx/TXID/raw                the transaction's bytes
//   GET /tx/TXID/status             confirmed or not; block_height, block_hash
//   GET /tx/TXID/merkle-proof       block_height, merkle (hashes from the bottom up), pos
//   GET /tx/TXID/outspends          for each output: spent or not; txid, vin, status
//
// Amounts are never read from JSON: a transaction's bytes hold them exactly. What the server says
// is only read here; esplora_source.hpp verifies it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codec/sha256.hpp"

namespace pelf::ingest {

/// The block that a transaction is said to be in.
struct SaidBlock {
    std::uint32_t height = 0;
    codec::Hash256 hash;

    bool operator==(const SaidBlock&) const = default;
};

/// What is said of one output.
struct SaidSpend {
    bool is_spent = false;
    codec::Hash256 txid;      ///< Of the transaction that spends it; zero if none does.
    std::uint32_t input = 0;  ///< Which of its inputs.
    /// Nothing: not in a block yet.
    std::optional<SaidBlock> block{};

    bool operator==(const SaidSpend&) const = default;
};

/// A transaction's place under a block's Merkle root, as said.
struct SaidProof {
    std::uint32_t height = 0;
    std::uint32_t position = 0;            ///< In the block, from 0.
    std::vector<codec::Hash256> branch{};  ///< Siblings from the bottom up.

    bool operator==(const SaidProof&) const = default;
};

/// Outputs of one transaction: 4,000,000 bytes hold no more.
inline constexpr std::size_t kSaidOutputsMax = 500'000;

/// The answers' bodies. They fail with malformed, or with over_limit (more siblings than
/// codec::kMerkleBranchMax); the message says what was expected. Unknown members are passed over.
Result<std::uint32_t> parse_height(std::string_view body);
Result<codec::Hash256> parse_hash(std::string_view body);
/// Nothing: not in a block yet.
Result<std::optional<SaidBlock>> parse_status(std::string_view body);
Result<SaidProof> parse_merkle_proof(std::string_view body);
/// One for each of `outputs_count` outputs, no more and no less.
Result<std::vector<SaidSpend>> parse_outspends(std::string_view body, std::size_t outputs_count);

}  // namespace pelf::ingest
