// SPDX-License-Identifier: Apache-2.0
//
// A coin ledger behind engine/ledger_tracer.hpp.
#pragma once

#include <memory>

#include "codec/bitcoin_script.hpp"
#include "engine/ledger_tracer.hpp"

namespace pelf::engine {

Result<std::unique_ptr<LedgerTracer>> open_coin_tracer(const Home& home, codec::Chain chain,
                                                       const Lists& lists,
                                                       const TracerOptions& options);

}  // namespace pelf::engine
