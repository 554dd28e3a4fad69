// SPDX-License-Identifier: Apache-2.0
//
// The data directory: which store lies where.
//
//   HOME/lists/                    every imported version of every list
//   HOME/ledgers/bitcoin/          one coin store for each chain
//   HOME/ledgers/bitcoin-regtest/
//   HOME/ledgers/xrpl/             one account store for each: ethereum, xrpl, bank
//   HOME/kept/                     lists as they were read last (kept_lists.hpp); can be deleted
//   HOME/sources/esplora/NAME/     what a server has answered, for traces without a ledger
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codec/bitcoin_script.hpp"
#include "engine/account_names.hpp"

namespace pelf::engine {

struct Home {
    std::filesystem::path folder;
    /// Which build of the program this is, for what only it can read; empty: nothing is kept.
    std::string build{};

    std::filesystem::path lists() const { return folder / "lists"; }
    std::filesystem::path kept() const { return folder / "kept"; }
    std::filesystem::path bitcoin(codec::Chain chain) const;
    std::filesystem::path accounts(AccountLedger ledger) const;
    /// NAME follows from the server's address, without slashes at its end.
    std::filesystem::path esplora(std::string_view url) const;
};

/// The bitcoin stores in a data directory, in the order main, test, signet, regtest.
std::vector<codec::Chain> bitcoin_chains(const Home& home);

/// The chain asked for, or the only one that is there. Fails with not_found (no store; what to
/// do) or refused (several, and none asked for).
Result<codec::Chain> choose_chain(const Home& home, std::optional<codec::Chain> asked);

/// What the files of a store take, together.
std::uint64_t stored_bytes(const std::filesystem::path& folder);

/// How lists and people name the ledger of a chain: "bitcoin", "bitcoin-testnet", "bitcoin-signet",
/// "bitcoin-regtest".
std::string ledger_name(codec::Chain chain);

}  // namespace pelf::engine
