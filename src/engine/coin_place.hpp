// SPDX-License-Identifier: Apache-2.0
//
// Outputs as people write them: TXID:VOUT.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "graph/coin_store.hpp"

namespace pelf::engine {

inline constexpr unsigned kBitcoinDecimals = 8;

/// The number of an output. `columns` are those of the store, or cut to an earlier height. Fails
/// with malformed (no such text), not_found (no such transaction up to there) or refused (an output
/// number that the transaction does not have).
Result<std::uint64_t> find_output(const graph::CoinStore& store, const graph::CoinColumns& columns,
                                  std::string_view place);

}  // namespace pelf::engine
