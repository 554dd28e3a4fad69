// SPDX-License-Identifier: Apache-2.0
//
// An account ledger behind engine/ledger_tracer.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/account_names.hpp"
#include "engine/ledger_accounts.hpp"
#include "engine/ledger_tracer.hpp"
#include "graph/account_columns.hpp"

namespace pelf::engine {

Result<std::unique_ptr<LedgerTracer>> open_account_tracer(const Home& home, AccountLedger ledger,
                                                          const Lists& lists,
                                                          const TracerOptions& options);

/// Of a ledger in any form. `lists` may go away afterwards.
std::unique_ptr<LedgerTracer> make_account_tracer(std::unique_ptr<LedgerAccounts> accounts,
                                                  AccountLedger ledger, const Lists& lists,
                                                  const TracerOptions& options);

/// The error of a place that does not begin with the name of a transaction.
Unexpected<Error> not_a_place(AccountLedger ledger, std::string_view place);

/// A transaction's transfers as places count them: what it moved, then fees, then balances from
/// before, which are booked with the first transaction that shows them.
std::vector<std::uint64_t> transfers_in_order(const graph::AccountColumns& columns,
                                              graph::Rows transfers);

}  // namespace pelf::engine
