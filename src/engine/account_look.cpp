// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "engine/account_tracer.hpp"
#include "engine/json.hpp"
#include "engine/ledger_look.hpp"
#include "engine/ledger_look_parts.hpp"
#include "graph/account_store.hpp"

namespace pelf::engine {
namespace {

class AccountLook {
public:
    AccountLook(const graph::AccountStore& store, AccountLedger ledger, const Lists& lists)
        : store_(store), columns_(store.columns()), ledger_(ledger), lists_(lists) {}

    Result<std::string> transaction(std::string_view name) const;
    Result<std::string> address(std::string_view name) const;

private:
    std::string account_of(std::uint32_t account) const {
        const auto name = store_.account_name(account);
        return name ? account_text(*name) : std::string();
    }
    std::int64_t time_of(std::uint64_t transfer) const {
        return store_.time_of(columns_.block_of(transfer));
    }
    std::string place_of(std::uint64_t transfer) const;
    boost::json::object row(std::uint64_t transfer, std::uint32_t account) const;

    const graph::AccountStore& store_;
    const graph::AccountColumns& columns_;
    AccountLedger ledger_;
    const Lists& lists_;
};

/// LEDGER:TX:INDEX, as a trace takes it.
std::string AccountLook::place_of(std::uint64_t transfer) const {
    const std::uint64_t transaction = columns_.transaction_of(transfer);
    const auto ordered = transfers_in_order(columns_, columns_.transfers_of(transaction));
    const auto at = std::ranges::find(ordered, transfer) - ordered.begin();
    return text(to_string(ledger_), ":", transaction_text(ledger_, store_.hashes()[transaction]),
                ":", at);
}

boost::json::object AccountLook::row(std::uint64_t transfer, std::uint32_t account) const {
    const graph::Movement movement = columns_.movement(transfer);
    const auto asset = store_.asset_name(movement.asset);
    const std::string holder = account_of(account);
    boost::json::object row{
        {"place", place_of(transfer)},
        {"account", holder},
        {"amount", to_string(columns_.amount(transfer))},
        {"asset", asset ? boost::json::value(asset_text(ledger_, *asset)) : nullptr},
        {"decimals", asset ? asset_decimals(ledger_, *asset) : 0},
        {"movement", model::to_string(movement.kind)}};
    add_owner(row, lists_, to_string(ledger_), holder);
    return row;
}

Result<std::string> AccountLook::transaction(std::string_view name) const {
    const auto hash = parse_transaction(ledger_, name);
    if (!hash) {
        return Unexpected(Error{Fault::malformed, text("expected a transaction's id of ",
                                                       to_string(ledger_), ", found ", name)});
    }
    const auto found = store_.find_transactions(std::span(&*hash, 1)).front();
    if (!found) {
        return Unexpected(
            Error{Fault::not_found, "the ledger has no such transaction that moved anything"});
    }
    const auto transfers = transfers_in_order(columns_, columns_.transfers_of(*found));
    boost::json::array inputs;
    boost::json::array outputs;
    for (const std::uint64_t transfer : transfers) {
        inputs.push_back(row(transfer, columns_.froms[transfer]));
        boost::json::object output = row(transfer, columns_.tos[transfer]);
        // Units have no names: what was got here is spent by nobody in particular.
        output["spent_by"] = nullptr;
        outputs.push_back(std::move(output));
    }
    const std::uint64_t block = columns_.block_of(transfers.front());
    return pretty(boost::json::object{{"ledger", to_string(ledger_)},
                                      {"transaction", transaction_text(ledger_, *hash)},
                                      {"height", store_.height_of(block)},
                                      {"time", rfc3339(store_.time_of(block))},
                                      {"coinbase", false},
                                      {"fee", nullptr},
                                      {"asset", nullptr},
                                      {"inputs", std::move(inputs)},
                                      {"outputs", std::move(outputs)}});
}

Result<std::string> AccountLook::address(std::string_view name) const {
    const auto parsed = parse_account(ledger_, name);
    if (!parsed) {
        return Unexpected(Error{Fault::malformed, text("expected an account of ",
                                                       to_string(ledger_), ", found ", name)});
    }
    const auto number = store_.find_accounts(std::span(&*parsed, 1)).front();
    if (!number) return Unexpected(Error{Fault::not_found, "the ledger has no such account"});
    boost::json::array received;
    boost::json::array sent;
    std::uint64_t received_count = 0;
    std::uint64_t sent_count = 0;
    auto rows = columns_.rows_of_account(*number);
    for (auto transfer = rows.next(); transfer; transfer = rows.next()) {
        const bool gets = columns_.tos[*transfer] == *number;
        ++(gets ? received_count : sent_count);
        boost::json::array& into = gets ? received : sent;
        if (into.size() == kLookRowsMax) continue;
        // Of what it gave, who got it; of what it got, who gave it.
        boost::json::object one =
            row(*transfer, gets ? columns_.froms[*transfer] : columns_.tos[*transfer]);
        one["time"] = rfc3339(time_of(*transfer));
        one["spent_by"] = nullptr;
        into.push_back(std::move(one));
    }
    boost::json::object document{{"ledger", to_string(ledger_)},
                                 {"account", account_text(*parsed)}};
    add_owner(document, lists_, to_string(ledger_), account_text(*parsed));
    document["received"] = nullptr;
    document["sent"] = nullptr;
    document["asset"] = nullptr;
    document["outputs_count"] = received_count;
    document["payments_count"] = sent_count;
    document["truncated"] = received_count > received.size() || sent_count > sent.size();
    document["outputs"] = std::move(received);
    document["payments"] = std::move(sent);
    return pretty(document);
}

}  // namespace

Result<std::string> account_transaction(const Home& home, AccountLedger ledger, const Lists& lists,
                                        std::string_view transaction) {
    PELF_TRY(store, graph::AccountStore::open(home.accounts(ledger)));
    return AccountLook(store, ledger, lists).transaction(transaction);
}

Result<std::string> account_address(const Home& home, AccountLedger ledger, const Lists& lists,
                                    std::string_view address) {
    PELF_TRY(store, graph::AccountStore::open(home.accounts(ledger)));
    return AccountLook(store, ledger, lists).address(address);
}

}  // namespace pelf::engine
