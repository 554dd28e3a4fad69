// SPDX-License-Identifier: Apache-2.0
//
// What a block proves by itself: that work was done for its header, and that its transactions
// and witnesses are the ones the header commits to.
//
// Not verified: scripts and signatures, amounts and fees, that inputs exist and are unspent, the
// difficulty that the chain asked for at that height, times, size and signature limits. Those
// make a block valid; these make it *that* block. Whoever invents blocks that pass here must
// spend the work of real ones. A block stripped of all its witnesses passes as well, for its
// transactions are all there; only proofs that need a witness fail on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "codec/bitcoin_block.hpp"
#include "ingest/ledgers/bitcoin_chain.hpp"

namespace pelf::ingest {

enum class BlockFlaw : std::uint8_t {
    proof_of_work,    ///< The hash is above the target, or the target above the chain's limit.
    no_coinbase,      ///< The first transaction has not exactly one input, that spends nothing.
    second_coinbase,  ///< A later input spends nothing.
    merkle_root,      ///< The transactions are not those of the header.
    merkle_repeated,  ///< They are, with a part repeated that leaves the root (CVE-2012-2459).
    repeated_transaction,
    witness_uncommitted,  ///< There are witnesses and no commitment to them, or no nonce for it.
    witness_commitment,   ///< The witnesses are not those of the commitment (BIP 141).
};

/// A piece of a sentence: "its Merkle root is not that of its transactions".
std::string_view to_string(BlockFlaw flaw) noexcept;

/// Keeps its memory from block to block. Not for several threads at a time.
class BlockVerifier {
public:
    explicit BlockVerifier(codec::Chain chain) : parameters_(chain_parameters(chain)) {}

    /// The first flaw, or nothing. Cost: two hashes of 64 bytes a transaction.
    std::optional<BlockFlaw> find_flaw(const codec::Block& block);

private:
    std::optional<BlockFlaw> find_merkle_flaw(const codec::Block& block);
    std::optional<BlockFlaw> find_witness_flaw(const codec::Block& block);
    bool has_repeated_txid(const codec::Block& block);

    ChainParameters parameters_;
    std::vector<codec::Hash256> hashes_;
    std::vector<std::uint64_t> prefixes_;
};

/// The height that the coinbase states (BIP 34), for blocks of version 2 and up. Nothing if there
/// is none. A hint and no proof in blocks older than the rule (main: 227,931).
std::optional<std::uint32_t> stated_height(const codec::Block& block) noexcept;

}  // namespace pelf::ingest
