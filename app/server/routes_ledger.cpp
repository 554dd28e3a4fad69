// SPDX-License-Identifier: Apache-2.0
//
// Ledgers: what is here, one transaction, one address.
#include <chrono>

#include "engine/ledger_look.hpp"
#include "server/backend.hpp"
#include "server/ledger_states.hpp"

namespace pelf::server {
namespace {

/// A coin ledger is read from end to end for an address: so long, and no longer.
constexpr auto kAddressTime = std::chrono::seconds(10);

Response ledgers(const Backend& backend) {
    const auto states = read_ledger_states(backend.home);
    if (!states) return failure(backend, states.error());
    return json_response(engine::to_json(states->coins, states->accounts));
}

Response transaction(const Backend& backend, const Call& call) {
    const Snapshot snapshot = backend.lists.today();
    auto document = engine::look_at_transaction(backend.home, snapshot->published(), call.values[0],
                                                call.values[1]);
    if (!document) return failure(backend, document.error());
    return json_response(std::move(*document));
}

Response address(const Backend& backend, const Call& call) {
    const Snapshot snapshot = backend.lists.today();
    const auto end = std::chrono::steady_clock::now() + kAddressTime;
    auto document = engine::look_at_address(
        backend.home, snapshot->published(), call.values[0], call.values[1],
        [&backend, end] { return backend.is_stopping || std::chrono::steady_clock::now() >= end; });
    if (!document) return failure(backend, document.error());
    return json_response(std::move(*document));
}

}  // namespace

void add_ledger_routes(Router& router, Backend& backend) {
    constexpr std::string_view kGroup = "ledgers";
    router.add(
        {.pattern = "/api/v1/ledgers",
         .answer = [&backend](const Call&) { return ledgers(backend); },
         .text = {.summary = "Ledgers and how far they go: pelf ledger status", .group = kGroup},
         .is_slow = true});
    router.add(
        {.pattern = "/api/v1/ledger/{ledger}/transaction/{id}",
         .answer = [&backend](const Call& call) { return transaction(backend, call); },
         .text = {.summary = "What went in and came out, and who spent that", .group = kGroup},
         .is_slow = true});
    router.add({.pattern = "/api/v1/ledger/{ledger}/address/{address}",
                .answer = [&backend](const Call& call) { return address(backend, call); },
                .text = {.summary = "What an address received and sent", .group = kGroup},
                .is_slow = true});
}

}  // namespace pelf::server
