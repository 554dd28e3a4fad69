// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger_tracer.hpp"

#include "base/text.hpp"
#include "engine/account_ledger.hpp"
#include "engine/account_tracer.hpp"
#include "engine/coin_tracer.hpp"

namespace pelf::engine {

Unexpected<Error> too_many_payments() {
    return Unexpected(
        Error{Fault::over_limit, text("expected a service with at most ", kServicePaymentsMax,
                                      " payments on this ledger; name fewer of its accounts")});
}

Result<std::unique_ptr<LedgerTracer>> open_tracer(const Home& home, const std::string& ledger,
                                                  const Lists& lists,
                                                  const TracerOptions& options) {
    for (const codec::Chain chain : bitcoin_chains(home)) {
        if (ledger == ledger_name(chain)) return open_coin_tracer(home, chain, lists, options);
    }
    for (const AccountLedger one : account_ledgers(home)) {
        if (ledger == to_string(one)) return open_account_tracer(home, one, lists, options);
    }
    std::string here;
    for (const std::string& name : ledgers_here(home)) here += (here.empty() ? "" : ", ") + name;
    return Unexpected(
        Error{Fault::not_found,
              text("there is no ledger ", ledger, " here; there is ", here.empty() ? "none" : here,
                   "; make one with `pelf ledger "
                   "ingest`"),
              home.folder.string()});
}

std::vector<std::string> ledgers_here(const Home& home) {
    std::vector<std::string> names;
    for (const codec::Chain chain : bitcoin_chains(home)) names.push_back(ledger_name(chain));
    for (const AccountLedger one : account_ledgers(home)) names.emplace_back(to_string(one));
    return names;
}

}  // namespace pelf::engine
