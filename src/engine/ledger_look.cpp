// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger_look.hpp"

#include <optional>

#include "base/text.hpp"
#include "engine/ledger_look_parts.hpp"

namespace pelf::engine {
namespace {

/// The chain of "bitcoin-regtest"; of "bitcoin" the main one, or the only one that is here.
Result<codec::Chain> chain_of(const Home& home, std::string_view ledger) {
    using enum codec::Chain;
    for (const codec::Chain chain : {test, signet, regtest}) {
        if (ledger == ledger_name(chain)) return choose_chain(home, chain);
    }
    const std::vector<codec::Chain> here = bitcoin_chains(home);
    const bool has_main = !here.empty() && here.front() == main;
    if (ledger == "bitcoin")
        return choose_chain(home, has_main ? std::optional(main) : std::nullopt);
    return Unexpected(
        Error{Fault::malformed, text("expected bitcoin, bitcoin-testnet, bitcoin-signet, "
                                     "bitcoin-regtest, ethereum, xrpl or bank, found ",
                                     ledger)});
}

}  // namespace

void add_owner(boost::json::object& row, const Lists& lists, std::string_view ledger,
               const std::string& account) {
    row["tag"] = nullptr;
    row["category"] = nullptr;
    row["listed"] = nullptr;
    if (account.empty()) return;
    const auto tags = lists.watchlist.tags(account, ledger);
    if (!tags.empty()) {
        row["tag"] = tags.front()->label;
        row["category"] = model::to_string(tags.front()->category);
    }
    for (const screen::Hit& hit : lists.watchlist.wallet(account, ledger)) {
        if (hit.party->service) continue;
        row["listed"] = hit.name;
        return;
    }
}

Result<std::string> look_at_transaction(const Home& home, const Lists& lists,
                                        std::string_view ledger, std::string_view transaction) {
    if (const auto accounts = parse_account_ledger(ledger)) {
        return account_transaction(home, *accounts, lists, transaction);
    }
    PELF_TRY(chain, chain_of(home, ledger));
    return coin_transaction(home, chain, lists, transaction);
}

Result<std::string> look_at_address(const Home& home, const Lists& lists, std::string_view ledger,
                                    std::string_view address,
                                    const std::function<bool()>& out_of_time) {
    if (const auto accounts = parse_account_ledger(ledger)) {
        return account_address(home, *accounts, lists, address);
    }
    PELF_TRY(chain, chain_of(home, ledger));
    return coin_address(home, chain, lists, address, out_of_time);
}

}  // namespace pelf::engine
