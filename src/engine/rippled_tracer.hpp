// SPDX-License-Identifier: Apache-2.0
//
// The XRP Ledger where there is no ledger: behind engine/ledger_tracer.hpp stands a server that is
// asked for what a trace needs. The trace is that of analyze, over what has come so far: where it
// says that money came to an account that is not whole, that account is asked for all of its
// transactions, those with the largest part of the seeds first, until nothing traced is open any
// more or a limit is reached.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/home.hpp"
#include "engine/known_accounts.hpp"
#include "engine/ledger_tracer.hpp"
#include "engine/lists.hpp"
#include "engine/trace_answer.hpp"
#include "ingest/ledgers/rippled_source.hpp"

namespace pelf::engine {

/// What a source was asked, and what it was not.
struct AccountSourceCoverage {
    std::string url;
    std::uint64_t tip_height = 0;
    std::string tip_hash;
    std::string tip_time;            ///< RFC 3339.
    bool is_tip_proven = false;      ///< Its hash is that of its header.
    std::uint64_t requests = 0;      ///< Sent.
    std::uint64_t kept = 0;          ///< Questions that answers kept from before could answer.
    std::uint64_t accounts = 0;      ///< Whole: all their transactions up to the tip came.
    std::uint64_t transactions = 0;  ///< Here, of all accounts.
    std::uint64_t ids_proven = 0;    ///< Of them with the id of what they say.
    /// The latest ledger with which the history of a whole account begins; nothing: there is none.
    std::optional<std::uint64_t> histories_from;
    std::uint64_t breaks = 0;         ///< Balances of whole accounts that do not follow on.
    std::uint64_t dropped_bytes = 0;  ///< Of kept answers that were damaged, and asked again.
    std::uint64_t open_accounts = 0;  ///< Where traced money came and nobody was asked.
    ingest::SourceStop stopped_by = ingest::SourceStop::none;
    /// What could not be read of transactions, or does not fit.
    ingest::Report report{""};

    bool is_complete() const noexcept {
        return open_accounts == 0 && breaks == 0 && stopped_by == ingest::SourceStop::none;
    }
};

/// Not thread-safe. find() asks for the transaction, trace() for accounts. Tracing backward and the
/// payments of a service are refused: both need a ledger.
class RippledTracer final : public LedgerTracer {
public:
    /// Fails as ingest::RippledSource::open() does. `lists` must outlive this.
    static Result<std::unique_ptr<RippledTracer>> open(const Home& home, const TraceSource& source,
                                                       const Lists& lists,
                                                       const TracerOptions& options);

    AccountSourceCoverage source_coverage() const;

    LedgerCoverage coverage() const override;
    Result<PlaceFacts> find(std::string_view place) override;
    void stop_at(std::string_view place) override;
    Result<LedgerTraced> trace(analyze::Policy policy, std::span<const TracerSeed> seeds) override;
    Result<LedgerTraced> trace_back(analyze::Policy policy, std::string_view place) const override;
    Result<std::vector<PlaceFacts>> deposits(const ServiceAccounts& service,
                                             const std::string& asset) const override;
    Result<std::vector<PlaceFacts>> withdrawals(const ServiceAccounts& service,
                                                const std::string& asset) const override;

private:
    RippledTracer(ingest::RippledSource source, const Lists& lists, TracerOptions options)
        : source_(std::move(source)), lists_(lists), options_(std::move(options)) {}

    Status lay();
    std::vector<codec::XrplAccountId> frontier(const LedgerTraced& traced,
                                               std::span<const TracerSeed> seeds) const;

    ingest::RippledSource source_;
    const Lists& lists_;
    TracerOptions options_;
    std::function<void(std::uint64_t)> progress_;
    std::vector<std::string> stops_;       ///< Places, for each laying anew.
    std::unique_ptr<LedgerTracer> laid_;   ///< Over what has come so far.
    std::set<codec::XrplAccountId> left_;  ///< Open accounts that traced money came to.
    std::uint64_t breaks_ = 0;
};

}  // namespace pelf::engine
