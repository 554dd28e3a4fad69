// SPDX-License-Identifier: Apache-2.0
//
// How the XRP Ledger proves what is in it. Everything is named by SHA-512-half over a prefix of
// four bytes and its own bytes:
//
//   transaction id        TXN 0   the signed transaction
//   leaf of transactions  SND 0   transaction and metadata, each with its size, and the id
//   inner node            MIN 0   sixteen hashes, one for each next half byte of an id; none is 0
//   ledger                LWR 0   the header
//
// The tree's shape follows from the ids alone: an inner node where two or more ids agree so far, a
// leaf where one is left. The root is an inner node; of no transactions it is 0.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "codec/sha256.hpp"

namespace pelf::codec {

/// Of a transaction's bytes with its signatures.
Hash256 xrpl_transaction_id(std::span<const std::byte> transaction);

struct XrplLeaf {
    Hash256 id;    ///< Of the transaction.
    Hash256 hash;  ///< See xrpl_leaf().
};

/// Requires that both have at most kXrplBlobBytesMax bytes (codec/xrpl_fields.hpp).
XrplLeaf xrpl_leaf(const Hash256& id, std::span<const std::byte> transaction,
                   std::span<const std::byte> metadata);

/// The hash of the tree over the leaves, which are sorted by id on the way. Fails with malformed
/// where an id stands twice. About 16 / 15 hashes of 516 bytes a leaf.
Result<Hash256, Fault> xrpl_tree_hash(std::vector<XrplLeaf> leaves);

/// The sixteen hashes of an inner node.
inline constexpr std::size_t kXrplNodeBytes = 16 * 32;
/// A branch goes down at most as far as an id has half bytes.
inline constexpr std::size_t kXrplBranchMax = 64;

/// The inner nodes from the root down to the one that holds the leaf with this id, one behind the
/// other: what shows that the leaf is in the tree. Fails with malformed where an id stands twice,
/// with not_found where no leaf has it. Costs as xrpl_tree_hash() at worst.
Result<std::vector<std::byte>, Fault> xrpl_branch(std::vector<XrplLeaf> leaves, const Hash256& id);

/// The root that a branch leads to. Fails with malformed where the branch is no whole number of
/// nodes, 1 to kXrplBranchMax, or a node does not hold the one below it, or the last not the leaf,
/// where the id says.
Result<Hash256, Fault> root_of_xrpl_branch(const XrplLeaf& leaf, std::span<const std::byte> branch);

struct XrplHeader {
    std::uint32_t ledger_index = 0;
    std::uint64_t coins_drops = 0;  ///< All XRP there are.
    Hash256 previous;
    Hash256 transactions;
    Hash256 state;
    std::uint32_t previous_close = 0;  ///< Seconds since 2000-01-01, as is `close`.
    std::uint32_t close = 0;
    std::uint8_t close_resolution = 0;
    std::uint8_t close_flags = 0;
};

inline constexpr std::size_t kXrplHeaderBytes = 4 + 8 + 3 * 32 + 4 + 4 + 1 + 1;
using XrplHeaderBytes = std::array<std::byte, kXrplHeaderBytes>;

/// The header as it is hashed, behind its prefix: numbers big-endian, in the order of the fields.
XrplHeaderBytes xrpl_header_bytes(const XrplHeader& header);
XrplHeader read_xrpl_header(std::span<const std::byte, kXrplHeaderBytes> bytes);

Hash256 xrpl_ledger_hash(const XrplHeader& header);

/// Seconds from 1970-01-01 to 2000-01-01, when the ledger's clock begins.
inline constexpr std::int64_t kXrplEpochUnixS = 946'684'800;

}  // namespace pelf::codec
