// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bitcoin_verify.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <span>

#include "base/bytes.hpp"

namespace pelf::ingest {
namespace {

using codec::Block;
using codec::Hash256;
using codec::Transaction;
using codec::TransactionInput;

bool spends_nothing(const TransactionInput& input) noexcept {
    return input.spent_index == std::numeric_limits<std::uint32_t>::max() &&
           input.spent_txid == Hash256{};
}

std::optional<BlockFlaw> find_coinbase_flaw(const Block& block) noexcept {
    if (block.transactions.empty()) return BlockFlaw::no_coinbase;
    if (block.transactions.front().inputs_count != 1 || !spends_nothing(block.inputs.front())) {
        return BlockFlaw::no_coinbase;
    }
    const auto others = std::span(block.inputs).subspan(1);
    if (std::ranges::any_of(others, spends_nothing)) return BlockFlaw::second_coinbase;
    return std::nullopt;
}

/// RETURN, push of 36 bytes, four letters that name the commitment; the commitment follows.
constexpr std::array kCommitmentMark = {std::byte{0x6a}, std::byte{0x24}, std::byte{0xaa},
                                        std::byte{0x21}, std::byte{0xa9}, std::byte{0xed}};
constexpr std::size_t kHashBytes = sizeof(Hash256);

/// The 32 bytes of the last output that looks like a commitment; empty if none does.
std::span<const std::byte> find_commitment(const Block& block) noexcept {
    std::span<const std::byte> found;
    for (const auto& output : block.outputs_of(block.transactions.front())) {
        const auto script = output.script;
        if (script.size() < kCommitmentMark.size() + kHashBytes) continue;
        if (!std::ranges::equal(script.first(kCommitmentMark.size()), kCommitmentMark)) continue;
        found = script.subspan(kCommitmentMark.size(), kHashBytes);
    }
    return found;
}

}  // namespace

std::string_view to_string(BlockFlaw flaw) noexcept {
    switch (flaw) {
        case BlockFlaw::proof_of_work: return "its hash does not show the proof of work";
        case BlockFlaw::no_coinbase: return "its first transaction is no coinbase";
        case BlockFlaw::second_coinbase: return "it has a second coinbase";
        case BlockFlaw::merkle_root: return "its Merkle root differs from that of its transactions";
        case BlockFlaw::merkle_repeated:
            return "its last transactions are repeated, which leaves the Merkle root as it was";
        case BlockFlaw::repeated_transaction: return "one of its transactions is there twice";
        case BlockFlaw::witness_uncommitted: return "its witnesses are not committed to";
        case BlockFlaw::witness_commitment:
            return "its witness commitment differs from that of its witnesses";
    }
    return "";
}

std::optional<BlockFlaw> BlockVerifier::find_flaw(const Block& block) {
    if (!has_proof_of_work(block.hash, block.header.bits, parameters_)) {
        return BlockFlaw::proof_of_work;
    }
    if (const auto flaw = find_coinbase_flaw(block)) return flaw;
    if (const auto flaw = find_merkle_flaw(block)) return flaw;
    if (has_repeated_txid(block)) return BlockFlaw::repeated_transaction;
    return find_witness_flaw(block);
}

std::optional<BlockFlaw> BlockVerifier::find_merkle_flaw(const Block& block) {
    hashes_.clear();
    for (const Transaction& transaction : block.transactions) {
        hashes_.push_back(transaction.txid);
    }
    const auto [root, repeated] = codec::merkle_root(hashes_);
    if (root != block.header.merkle_root) return BlockFlaw::merkle_root;
    if (repeated) return BlockFlaw::merkle_repeated;
    return std::nullopt;
}

bool BlockVerifier::has_repeated_txid(const Block& block) {
    // Eight bytes of each decide nearly always, and sort five times as fast as all 32.
    prefixes_.clear();
    for (const Transaction& transaction : block.transactions) {
        prefixes_.push_back(load<std::uint64_t>(transaction.txid.bytes.data()));
    }
    std::ranges::sort(prefixes_);
    if (std::ranges::adjacent_find(prefixes_) == prefixes_.end()) return false;
    hashes_.clear();
    for (const Transaction& transaction : block.transactions) {
        hashes_.push_back(transaction.txid);
    }
    std::ranges::sort(hashes_);
    return std::ranges::adjacent_find(hashes_) != hashes_.end();
}

std::optional<BlockFlaw> BlockVerifier::find_witness_flaw(const Block& block) {
    if (std::ranges::none_of(block.transactions, &Transaction::has_witness)) return std::nullopt;
    const auto commitment = find_commitment(block);
    const auto nonce = block.transactions.front().first_witness_item;
    if (commitment.empty() || nonce.size() != kHashBytes) return BlockFlaw::witness_uncommitted;

    hashes_.clear();
    for (const Transaction& transaction : block.transactions) {
        hashes_.push_back(transaction.witness_txid);
    }
    hashes_.front() = Hash256{};  // The coinbase cannot commit to itself.
    const Hash256 root = codec::merkle_root(hashes_).root;
    const Hash256 expected = codec::sha256d({root.bytes, nonce});
    if (!std::ranges::equal(expected.bytes, commitment)) return BlockFlaw::witness_commitment;
    return std::nullopt;
}

std::optional<std::uint32_t> stated_height(const Block& block) noexcept {
    constexpr std::uint32_t kFirstVersion = 2;
    constexpr std::uint32_t kSignBit = 0x8000'0000;  // Version is signed, and -1 is under 2.
    constexpr auto kOp1 = std::byte{0x51};
    constexpr auto kOp16 = std::byte{0x60};
    constexpr std::size_t kHeightBytesMax = 4;
    const std::uint32_t version = block.header.version;
    if (version < kFirstVersion || (version & kSignBit) != 0) return std::nullopt;
    if (block.inputs.empty() || block.inputs.front().script.empty()) return std::nullopt;

    const auto script = block.inputs.front().script;
    if (script[0] >= kOp1 && script[0] <= kOp16) {
        return std::to_integer<std::uint32_t>(script[0]) - 0x50;
    }
    const std::size_t size = std::to_integer<std::size_t>(script[0]);
    if (size == 0 || size > kHeightBytesMax || script.size() <= size) return std::nullopt;
    if ((script[size] & std::byte{0x80}) != std::byte{}) return std::nullopt;  // Negative.
    std::uint32_t height = 0;
    for (std::size_t i = size; i > 0; --i) {
        height = height << 8 | std::to_integer<std::uint32_t>(script[i]);
    }
    return height;
}

}  // namespace pelf::ingest
