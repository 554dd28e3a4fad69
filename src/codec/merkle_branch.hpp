// SPDX-License-Identifier: Apache-2.0
//
// Why a transaction is in a block, in a few hashes: at each row of the Merkle tree, from the leaves
// up, the hash beside the one on the way to the root.
//
// Two things that a branch does not show by itself, and that whoever relies on one must check:
//   - A row's inner nodes are hashes of 64 bytes, so a transaction of 64 bytes (without witnesses)
//     can pass for a node, and its halves for ids of transactions that never were
//     (CVE-2017-12842). Refuse such leaves, and hold the branch's length against that of the
//     block's coinbase, whose leaf nobody can put elsewhere.
//   - Where the block has a number of leaves that is no power of two, leaves stand in for missing
//     ones (CVE-2012-2459). root_of_branch() refuses the places that stand in.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "codec/sha256.hpp"

namespace pelf::codec {

/// Blocks of 4,000,000 bytes have fewer than 2^17 transactions.
inline constexpr std::size_t kMerkleBranchMax = 17;
/// What an inner node hashes: a transaction of that size, without witnesses, could be one.
inline constexpr std::uint32_t kMerkleNodeBytes = 64;

/// The branch of leaf number `index`. Requires index < leaves.size(). Cost: as merkle_root().
std::vector<Hash256> merkle_branch(std::vector<Hash256> leaves, std::size_t index);

/// The root that a leaf, its number and its branch lead to. Fails with over_limit (a longer branch
/// than any block's), refused (a leaf that stands in for a missing one) or malformed (a number that
/// is not below 2^length).
Result<Hash256, Fault> root_of_branch(const Hash256& leaf, std::uint64_t index,
                                      std::span<const Hash256> branch);

}  // namespace pelf::codec
