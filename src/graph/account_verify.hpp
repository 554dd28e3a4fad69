// SPDX-License-Identifier: Apache-2.0
//
// Does an account store still say what the ledger said, and does that make sense? Everything that
// can be worked out again is worked out again and compared: each block's checksum over its rows,
// row starts, the order in which accounts, assets and pairs of asset and kind got their numbers,
// that each name has one, every index pair, the account index against a recount, and what every
// account has at every moment. What is trusted is the block hashes, which the readers of a ledger
// check where that can be done.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/account_store.hpp"
#include "graph/store_check.hpp"

namespace pelf::graph {

struct AccountCheck {
    std::uint64_t blocks = 0;
    std::uint64_t transactions = 0;
    std::uint64_t transfers = 0;
    std::uint64_t accounts = 0;
    std::uint64_t assets = 0;
    std::uint64_t index_rows = 0;  ///< Pairs of key segments and rows of the account index.
    /// Transfers of more than their account had, by kind of asset. In a window the rest is from
    /// before it. Elsewhere they are faults for assets whose ledger keeps the books itself (native,
    /// xrpl_issued, xrpl_mpt); a bank lends, and a token contract may report what it likes.
    std::array<std::uint64_t, model::kAssetKindsCount> shortfalls{};
    std::uint64_t faults_count = 0;
    std::vector<std::string> faults;  ///< The first kStoreFaultsMax.
};

/// Reads the whole store a few times. Needs 64 bytes of memory for each pair of an account and an
/// asset that it ever had. Stops early only where the damage makes numbers meaningless.
AccountCheck verify_accounts(const AccountStore& store, const CheckProgress& progress);

}  // namespace pelf::graph
