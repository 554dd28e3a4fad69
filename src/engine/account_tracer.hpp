// SPDX-License-Identifier: Apache-2.0
//
// An account ledger behind engine/ledger_tracer.hpp.
#pragma once

#include <memory>

#include "engine/account_names.hpp"
#include "engine/ledger_tracer.hpp"

namespace pelf::engine {

Result<std::unique_ptr<LedgerTracer>> open_account_tracer(const Home& home, AccountLedger ledger,
                                                          const Lists& lists,
                                                          const TracerOptions& options);

}  // namespace pelf::engine
