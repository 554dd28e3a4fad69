// SPDX-License-Identifier: Apache-2.0
#include "engine/home.hpp"

#include <span>

#include "base/text.hpp"
#include "engine/sha256_hex.hpp"
#include "graph/coin_store.hpp"

namespace pelf::engine {

std::filesystem::path Home::bitcoin(codec::Chain chain) const {
    return folder / "ledgers" / ledger_name(chain);
}

std::filesystem::path Home::accounts(AccountLedger ledger) const {
    return folder / "ledgers" / to_string(ledger);
}

std::filesystem::path Home::esplora(std::string_view url) const {
    constexpr std::size_t kNameDigits = 16;
    while (url.ends_with('/')) url.remove_suffix(1);
    const std::string name = sha256_hex(std::as_bytes(std::span(url))).substr(0, kNameDigits);
    return folder / "sources" / "esplora" / name;
}

std::vector<codec::Chain> bitcoin_chains(const Home& home) {
    std::vector<codec::Chain> chains;
    for (const auto chain :
         {codec::Chain::main, codec::Chain::test, codec::Chain::signet, codec::Chain::regtest}) {
        std::error_code fault;
        if (std::filesystem::exists(home.bitcoin(chain) / graph::kManifestName, fault)) {
            chains.push_back(chain);
        }
    }
    return chains;
}

Result<codec::Chain> choose_chain(const Home& home, std::optional<codec::Chain> asked) {
    const auto chains = bitcoin_chains(home);
    for (const codec::Chain chain : chains) {
        if (asked ? chain == *asked : chains.size() == 1) return chain;
    }
    if (chains.empty() || asked) {
        const std::string what = asked ? ledger_name(*asked) : "bitcoin";
        return Unexpected(Error{Fault::not_found,
                                text("there is no ", what,
                                     " ledger here; make one with "
                                     "`pelf ledger ingest bitcoin --blocks DIR`"),
                                home.folder.string()});
    }
    return Unexpected(Error{Fault::refused,
                            "there are several bitcoin ledgers here; say which with --network",
                            home.folder.string()});
}

std::uint64_t stored_bytes(const std::filesystem::path& folder) {
    std::uint64_t bytes = 0;
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(folder, fault)) {
        bytes += entry.file_size(fault);
    }
    return bytes;
}

std::string ledger_name(codec::Chain chain) {
    switch (chain) {
        case codec::Chain::main: return "bitcoin";
        case codec::Chain::test: return "bitcoin-testnet";
        case codec::Chain::signet: return "bitcoin-signet";
        case codec::Chain::regtest: return "bitcoin-regtest";
    }
    return {};
}

}  // namespace pelf::engine
