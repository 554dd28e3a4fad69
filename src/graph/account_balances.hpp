// SPDX-License-Identifier: Apache-2.0
//
// What accounts got and gave of each asset, added up from their transfers.
//
// This is what the transfers say, not what the ledger would answer: in a window what was held
// before is missing, and a token contract may report what it likes.
#pragma once

#include <cstdint>
#include <vector>

#include "base/uint256.hpp"
#include "graph/account_columns.hpp"

namespace pelf::graph {

struct AccountBalance {
    std::uint32_t account = 0;
    std::uint32_t asset = 0;
    /// A sum needed more than 256 bits, as tokens may report; it stands at 2^256 - 1.
    bool beyond_256_bits = false;
    Uint256 received;  ///< In the asset's smallest unit.
    Uint256 sent;
};

/// Every account and asset that a transfer before `transfers_end` brings together, by account, then
/// asset. What goes from an account to itself counts on both sides. Requires transfers_end <=
/// transfers_count. Cost: one reading of four columns and one table entry a transfer and side; 120
/// bytes of memory an account and asset.
std::vector<AccountBalance> balances(const AccountColumns& columns, std::uint64_t transfers_end);

}  // namespace pelf::graph
