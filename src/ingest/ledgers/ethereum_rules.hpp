// SPDX-License-Identifier: Apache-2.0
//
// What changed on Ethereum at which block, as far as it decides where ether goes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/uint256.hpp"
#include "codec/ethereum_address.hpp"

namespace pelf::ingest {

/// First blocks under a rule. A chain that had a rule from its start has 0.
struct EthereumRules {
    /// Receipts say whether a transaction failed (EIP-658); a block pays 3 ether, no more 5.
    std::uint64_t byzantium_height = 0;
    /// A block pays 2 ether.
    std::uint64_t constantinople_height = 0;
    /// The base fee is burned (EIP-1559).
    std::uint64_t london_height = 0;
    /// A block pays nothing (EIP-3675).
    std::uint64_t merge_height = 0;
    /// A contract that destroys itself in favour of itself burns what it holds only if it was made
    /// in the same transaction (EIP-6780).
    std::uint64_t cancun_height = 0;
    /// Contracts in the way of WETH9: Deposit and Withdrawal make and end units, without Transfer.
    std::vector<codec::EthereumAddress> wrapped_ether;

    /// Heights of ethereum.org's history of forks; 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2.
    static EthereumRules mainnet();
    /// Every rule from the first block, and no reward: a node for development.
    static EthereumRules newest();

    /// What the miner of a block gets, uncles not counted. 0 since the merge.
    std::uint64_t block_reward_wei(std::uint64_t height) const noexcept;
    bool is_wrapped_ether(const codec::EthereumAddress& token) const noexcept;
};

/// For the miner of an uncle: an eighth less of the reward for each block it is late, Yellow
/// Paper section 11.3. Nothing unless it is 1 to 6 blocks older.
std::optional<std::uint64_t> uncle_reward_wei(std::uint64_t block_reward_wei, std::uint64_t height,
                                              std::uint64_t uncle_height) noexcept;

/// The product; 64 bits by 64 always fit.
Uint256 multiply_64(std::uint64_t a, std::uint64_t b) noexcept;

}  // namespace pelf::ingest
