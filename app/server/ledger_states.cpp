// SPDX-License-Identifier: Apache-2.0
#include "server/ledger_states.hpp"

namespace pelf::server {

Result<LedgerStates> read_ledger_states(const engine::Home& home) {
    LedgerStates states;
    for (const codec::Chain chain : engine::bitcoin_chains(home)) {
        PELF_TRY(ledger, engine::ledger_status(home, chain));
        states.coins.push_back(std::move(ledger));
    }
    for (const engine::AccountLedger accounts : engine::account_ledgers(home)) {
        PELF_TRY(ledger, engine::account_ledger_status(home, accounts));
        states.accounts.push_back(std::move(ledger));
    }
    return states;
}

}  // namespace pelf::server
