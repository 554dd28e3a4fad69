// SPDX-License-Identifier: Apache-2.0
//
// An account ledger where there is no ledger: behind engine/ledger_tracer.hpp stands a server that
// is asked for what a trace needs. The trace is that of analyze, over what has come so far: where
// it says that money came to an account that is not whole, that account is asked for all that moved
// on it, those with the largest part of the seeds first, until nothing traced is open any more or a
// limit is reached.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/account_names.hpp"
#include "engine/home.hpp"
#include "engine/known_accounts.hpp"
#include "engine/ledger_tracer.hpp"
#include "engine/lists.hpp"
#include "engine/trace_answer.hpp"
#include "ingest/ledgers/account_source.hpp"

namespace pelf::engine {

/// Which server stands in for an account ledger.
struct AccountTraceSource {
    /// xrpl: rippled or Clio; ethereum: a node with trace_filter.
    AccountLedger ledger = AccountLedger::xrpl;
    TraceSource server{};
    std::uint64_t first_height = 0;  ///< Ethereum: histories begin with this block.
    /// Ethereum: how far below the last block one counts as final; nothing: what the node says.
    std::optional<std::uint64_t> settled_depth{};
};

/// What a source was asked, and what it was not.
struct AccountSourceCoverage {
    AccountLedger ledger = AccountLedger::xrpl;
    std::string url{};
    ingest::AccountSourceTip tip{};
    ingest::AccountSourceCounts counts{};
    std::uint64_t breaks = 0;         ///< Balances of whole accounts that do not follow on.
    std::uint64_t open_accounts = 0;  ///< Where traced money came and nobody was asked.
    ingest::SourceStop stopped_by = ingest::SourceStop::none;
    /// What could not be read of transactions, or does not fit.
    ingest::Report report{""};

    std::string tip_hash() const { return transaction_text(ledger, tip.hash); }
    bool is_complete() const noexcept {
        return open_accounts == 0 && breaks == 0 && stopped_by == ingest::SourceStop::none;
    }
};

/// Not thread-safe. find() asks for the transaction, trace() for accounts. Tracing backward, the
/// payments of a service and a transaction by itself are refused: they need a ledger.
class SourceTracer final : public LedgerTracer {
public:
    /// Fails as open() of RippledSource and EthereumSource does. `lists` must outlive this.
    static Result<std::unique_ptr<SourceTracer>> open(const Home& home,
                                                      const AccountTraceSource& source,
                                                      const Lists& lists,
                                                      const TracerOptions& options);

    AccountSourceCoverage source_coverage() const;

    LedgerCoverage coverage() const override;
    Result<PlaceFacts> find(std::string_view place) override;
    Result<TransactionFacts> transaction(std::string_view name) const override;
    void stop_at(std::string_view place) override;
    Result<LedgerTraced> trace(analyze::Policy policy, std::span<const TracerSeed> seeds) override;
    Result<LedgerTraced> trace_back(analyze::Policy policy, std::string_view place) const override;
    Result<std::vector<PlaceFacts>> deposits(const ServiceAccounts& service,
                                             const std::string& asset) const override;
    Result<std::vector<PlaceFacts>> withdrawals(const ServiceAccounts& service,
                                                const std::string& asset) const override;

private:
    SourceTracer(AccountLedger ledger, std::unique_ptr<ingest::AccountSource> source,
                 const Lists& lists, TracerOptions options)
        : ledger_(ledger),
          source_(std::move(source)),
          lists_(lists),
          options_(std::move(options)) {}

    Status lay();
    std::vector<model::AccountName> frontier(const LedgerTraced& traced,
                                             std::span<const TracerSeed> seeds) const;

    AccountLedger ledger_;
    std::unique_ptr<ingest::AccountSource> source_;
    const Lists& lists_;
    TracerOptions options_;
    std::function<void(std::uint64_t)> progress_;
    std::vector<std::string> stops_;      ///< Places, for each laying anew.
    std::unique_ptr<LedgerTracer> laid_;  ///< Over what has come so far.
    std::set<model::AccountName> left_;   ///< Open accounts that traced money came to.
    std::uint64_t breaks_ = 0;
};

}  // namespace pelf::engine
