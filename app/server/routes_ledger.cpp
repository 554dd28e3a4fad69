// SPDX-License-Identifier: Apache-2.0
//
// Ledgers: what is here.
#include "server/backend.hpp"
#include "server/ledger_states.hpp"

namespace pelf::server {
namespace {

Response ledgers(const Backend& backend) {
    const auto states = read_ledger_states(backend.home);
    if (!states) return failure(backend, states.error());
    return json_response(engine::to_json(states->coins, states->accounts));
}

}  // namespace

void add_ledger_routes(Router& router, Backend& backend) {
    router.add(
        {.pattern = "/api/v1/ledgers",
         .answer = [&backend](const Call&) { return ledgers(backend); },
         .text = {.summary = "Ledgers and how far they go: pelf ledger status", .group = "ledgers"},
         .is_slow = true});
}

}  // namespace pelf::server
