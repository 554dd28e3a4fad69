// SPDX-License-Identifier: Apache-2.0
//
// Outputs as people write them: TXID:VOUT.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "codec/sha256.hpp"
#include "engine/coin_ledger.hpp"

namespace pelf::engine {

inline constexpr unsigned kBitcoinDecimals = 8;

struct OutPoint {
    codec::Hash256 txid;
    std::uint64_t index = 0;

    bool operator==(const OutPoint&) const = default;
};

/// Fails with malformed.
Result<OutPoint> parse_place(std::string_view place);

/// The number of an output. `columns` are those of the ledger, or cut to an earlier height. Fails
/// with malformed (no such text), not_found (no such transaction up to there) or refused (an output
/// number that the transaction does not have).
Result<std::uint64_t> find_output(const CoinLedger& ledger, const graph::CoinColumns& columns,
                                  std::string_view place);

}  // namespace pelf::engine
