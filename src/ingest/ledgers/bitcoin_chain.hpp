// SPDX-License-Identifier: Apache-2.0
//
// What tells one Bitcoin block chain from another, and what proof of work is worth.
//
//   chain     magic on disk   genesis (as shown)   easiest bits   halving after
//   main      f9 be b4 d9     000000000019d668…    1d00ffff       210,000 blocks
//   test      0b 11 09 07     000000000933ea01…    1d00ffff       210,000
//   signet    0a 03 cf 40     00000008819873e9…    1e0377ae       210,000
//   regtest   fa bf b5 da     0f9188f13cb7b2c7…    207fffff           150
//
// `test` is testnet3 and `signet` the default one: a signet of one's own has a magic made from
// its challenge. Source: Bitcoin Core's chain parameters, BIP 325.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/uint256.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/sha256.hpp"

namespace pelf::ingest {

using Magic = std::array<std::byte, 4>;

/// A block hash as the number that is held against a target.
Uint256 to_number(const codec::Hash256& hash) noexcept;

/// The largest number when the sum does not fit: no real chain comes near.
Uint256 saturating_add(const Uint256& left, const Uint256& right) noexcept;

struct ChainParameters {
    codec::Chain chain = codec::Chain::main;
    Magic magic{};
    codec::Hash256 genesis;
    std::uint32_t easiest_bits = 0;  ///< The proof-of-work limit in compact form.
    std::uint32_t halving_interval_blocks = 0;
};

const ChainParameters& chain_parameters(codec::Chain chain);

/// "main", "test", "testnet4", "signet" or "regtest" for four bytes that begin a record of that
/// network, also of one that we do not read; empty for any other bytes.
std::string_view network_of_magic(std::span<const std::byte, 4> magic) noexcept;

/// Nothing for a network that we do not read and for bytes that are no magic.
std::optional<codec::Chain> chain_of_magic(std::span<const std::byte, 4> magic) noexcept;

/// The sentence for someone who reads blocks of `network` as if they were of `expected`.
std::string wrong_network_message(std::string_view network, codec::Chain expected);

/// The number a hash must not exceed, from its compact form: a sign bit, a mantissa of 23 bits
/// and a base-256 exponent. Nothing if it is negative, zero or above 256 bits.
std::optional<Uint256> target_from_bits(std::uint32_t bits) noexcept;

/// Hashes that finding one at or under `target` takes on average: 2^256 / (target + 1), rounded
/// down. Requires target > 0.
Uint256 work_of_target(const Uint256& target);

/// Whether a block may stand in this chain by its hash alone: hash <= target <= the chain's limit.
/// Not checked: whether the chain asked for a harder target at that height.
bool has_proof_of_work(const codec::Hash256& hash, std::uint32_t bits,
                       const ChainParameters& parameters) noexcept;

}  // namespace pelf::ingest
