// SPDX-License-Identifier: Apache-2.0
//
// Addresses of lists: which ledger they are of, and whether their check digits hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/wallet.hpp"

namespace pelf::ingest {

/// The wallet that a list names by an asset: "XBT", "ETH", "USDT". The ledger of a token that lives
/// on several is told by the address; an asset nobody here knows becomes its own ledger.
model::Wallet wallet_of_asset(std::string_view asset, std::string_view address);

/// The wallet that a list names by a ledger: "bitcoin-regtest". Nothing for a ledger that is not
/// one of known_ledgers().
std::optional<model::Wallet> wallet_on_ledger(std::string_view ledger, std::string_view address);

/// "bitcoin, bitcoin-testnet, ...": for messages that name what is allowed.
std::string known_ledgers();

}  // namespace pelf::ingest
