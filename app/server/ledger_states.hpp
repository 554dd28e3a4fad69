// SPDX-License-Identifier: Apache-2.0
//
// All ledgers of a data directory, described.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "engine/account_ledger.hpp"
#include "engine/home.hpp"
#include "engine/ledger.hpp"

namespace pelf::server {

struct LedgerStates {
    std::vector<engine::LedgerStatus> coins;
    std::vector<engine::AccountLedgerStatus> accounts;
};

/// Fails as the stores do.
Result<LedgerStates> read_ledger_states(const engine::Home& home);

}  // namespace pelf::server
