// SPDX-License-Identifier: Apache-2.0
//
// Whether what moved in a block is what the accounts hold afterwards: the node is asked for the
// balance before and after, of each account in each asset that moved. It finds tokens that take a
// fee on the way (less arrives than the event says), tokens whose balances grow without an event,
// tokens that lie, and ether that was missed.
//
// A difference does not say which transfer is wrong. Cost: two requests for each account and asset
// of the block; the node must have the state of both blocks.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "ingest/ledgers/ethereum_node.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

/// The balance after the block of this height. Fails with not_found where there is none to be had.
using BalanceSource = std::function<Result<Uint256>(
    const model::AssetName& asset, const model::AccountName& account, std::uint64_t height)>;

struct BalanceDifference {
    model::AssetName asset;
    model::AccountName account;
    Uint256 before;
    Uint256 after;
    Uint256 gained;  ///< By the transfers of the block.
    Uint256 lost;
};

struct BalanceCheck {
    std::uint64_t asked_count = 0;       ///< Pairs of account and asset.
    std::uint64_t unanswered_count = 0;  ///< Among them: no balance to be had.
    bool is_cut = false;                 ///< There were more than `pairs_max`.
    std::vector<BalanceDifference> differences;
};

/// Asks for the first `pairs_max` pairs, by asset and account. Only accounts with an address are
/// asked for. Fails with the errors of `source` other than not_found.
Result<BalanceCheck> check_balances(const model::AccountBlock& block, const BalanceSource& source,
                                    std::uint64_t pairs_max);

/// `node` must outlive it.
BalanceSource balances_of(EthereumNode& node);

}  // namespace pelf::ingest
