// SPDX-License-Identifier: Apache-2.0
//
// One transaction, one address, as a ledger has them: for going hop by hop, where a trace would
// say too much. Answers are JSON documents.
//
//   transaction  ledger, transaction, height, time, coinbase, fee, asset, inputs, outputs; on
//                ledgers of accounts each transfer is an input (who gave) and an output (who got)
//   address      ledger, account, received and sent (sums; on ledgers of accounts null, since there
//                are several assets), outputs (what it received, the first kLookRowsMax), truncated
//   a row        place, account, amount, asset, tag, category, listed; of an output spent_by, the
//                transaction or null; of an address time
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/home.hpp"
#include "engine/lists.hpp"

namespace pelf::engine {

/// Rows of an answer about an address: more are counted and not listed.
inline constexpr std::size_t kLookRowsMax = 1'000;

/// `ledger` is "bitcoin", "bitcoin-regtest", ..., "ethereum", "xrpl" or "bank". Fails with
/// malformed (no such ledger, no id) or not_found.
Result<std::string> look_at_transaction(const Home& home, const Lists& lists,
                                        std::string_view ledger, std::string_view transaction);

/// As above. A coin ledger keeps no rows by address: every output is looked at, until
/// `out_of_time` (may be empty) says to stop; then the answer is marked as truncated.
Result<std::string> look_at_address(const Home& home, const Lists& lists, std::string_view ledger,
                                    std::string_view address,
                                    const std::function<bool()>& out_of_time);

}  // namespace pelf::engine
