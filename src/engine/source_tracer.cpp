// SPDX-License-Identifier: Apache-2.0
#include "engine/source_tracer.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "base/check.hpp"
#include "base/date.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/account_names.hpp"
#include "engine/account_tracer.hpp"
#include "ingest/ledgers/ethereum_source.hpp"
#include "ingest/ledgers/rippled_source.hpp"

namespace pelf::engine {
namespace {

using model::AccountName;

Unexpected<Error> needs_ledger(AccountLedger ledger, std::string_view what) {
    return Unexpected(
        Error{Fault::refused, text(what,
                                   " needs a ledger: a source is asked forward from a theft alone; "
                                   "make one with `pelf ledger ingest ",
                                   to_string(ledger), "`")});
}

/// Where a server's answers are kept; named as those of other sources are.
std::filesystem::path answers_folder(const Home& home, std::string_view kind,
                                     std::string_view url) {
    return home.folder / "sources" / kind / home.esplora(url).filename();
}

Result<std::unique_ptr<ingest::AccountSource>> open_source(const Home& home,
                                                           const AccountTraceSource& source,
                                                           const TracerOptions& options) {
    const ingest::PoliteOptions& server = source.server.server;
    ingest::SourceLimits limits{source.server.requests_max, options.out_of_time};
    if (source.ledger == AccountLedger::ethereum) {
        PELF_TRY(node, ingest::EthereumSource::open({.server = server,
                                                     .limits = std::move(limits),
                                                     .first_height = source.first_height,
                                                     .settled_depth = source.settled_depth},
                                                    answers_folder(home, "ethereum", server.url)));
        return std::unique_ptr<ingest::AccountSource>(
            std::make_unique<ingest::EthereumSource>(std::move(node)));
    }
    PELF_CHECK(source.ledger == AccountLedger::xrpl);
    PELF_TRY(rippled, ingest::RippledSource::open(
                          server, answers_folder(home, "rippled", server.url), std::move(limits)));
    return std::unique_ptr<ingest::AccountSource>(
        std::make_unique<ingest::RippledSource>(std::move(rippled)));
}

/// As account_text() writes it; a ledger entry too.
std::optional<AccountName> written_name(AccountLedger ledger, std::string_view account) {
    constexpr std::string_view kEntry = "entry ";
    if (!account.starts_with(kEntry)) return parse_account(ledger, account);
    const auto bytes = codec::from_hex(account.substr(kEntry.size()));
    if (!bytes || bytes->size() > AccountName::kBytesMax) return std::nullopt;
    return AccountName::of(model::AccountKind::xrpl_object, *bytes);
}

/// How much of the seeds an end stands for, billionths of each, summed. Under poison nobody knows.
std::uint64_t share_of(const TracedEnd& end, std::span<const TracerSeed> seeds) {
    std::uint64_t share = 0;
    for (const SeedPart& part : end.parts) {
        const Uint256& whole = seeds[part.seed].amount;
        if (whole.is_zero()) continue;
        share += scale(1'000'000'000, std::min(part.origin, whole), whole).quotient.low();
    }
    return share;
}

}  // namespace

Result<std::unique_ptr<SourceTracer>> SourceTracer::open(const Home& home,
                                                         const AccountTraceSource& source,
                                                         const Lists& lists,
                                                         const TracerOptions& options) {
    PELF_TRY(opened, open_source(home, source, options));
    std::unique_ptr<SourceTracer> tracer(
        new SourceTracer(source.ledger, std::move(opened), lists, options));
    // Time limits the asking; the trace over what has come runs to its end.
    tracer->options_.out_of_time = {};
    tracer->progress_ = source.server.progress;
    return tracer;
}

Status SourceTracer::lay() {
    auto known = KnownAccounts::lay(*source_);
    if (!known) {
        Error error = std::move(known).error();
        error.source = source_->url();
        return Unexpected(std::move(error));
    }
    breaks_ = (*known)->breaks_count();
    laid_ = make_account_tracer(std::move(*known), ledger_, lists_, options_);
    for (const std::string& place : stops_) laid_->stop_at(place);
    return Done{};
}

Result<PlaceFacts> SourceTracer::find(std::string_view place) {
    const std::string_view name = place.substr(0, place.find(':'));
    const auto hash = parse_transaction(ledger_, name);
    if (!hash) return not_a_place(ledger_, place);
    PELF_TRY(learned, source_->learn_transaction(*hash));
    if (!learned) {
        return Unexpected(Error{Fault::over_limit,
                                "the limit on requests or time is reached before the places to "
                                "begin with were there; allow more",
                                source_->url()});
    }
    PELF_TRY_DONE(lay());
    return laid_->find(place);
}

void SourceTracer::stop_at(std::string_view place) {
    stops_.emplace_back(place);
    if (laid_) laid_->stop_at(place);
}

/// Whom to ask next, those that most of the traced money came to first.
std::vector<AccountName> SourceTracer::frontier(const LedgerTraced& traced,
                                                std::span<const TracerSeed> seeds) const {
    std::map<AccountName, std::uint64_t> shares;
    for (const TracedEnd& end : traced.ends) {
        if (end.kind != analyze::EndKind::limit) continue;
        const auto name = written_name(ledger_, end.at.account);
        const auto account = name ? source_->whom_to_ask(*name) : std::nullopt;
        if (!account || source_->is_whole(*account)) continue;
        shares[*account] += share_of(end, seeds);
    }
    std::vector<AccountName> accounts;
    for (const auto& [account, share] : shares) accounts.push_back(account);
    std::ranges::stable_sort(accounts, std::greater{},
                             [&](const AccountName& account) { return shares.at(account); });
    return accounts;
}

Result<LedgerTraced> SourceTracer::trace(analyze::Policy policy,
                                         std::span<const TracerSeed> seeds) {
    while (true) {
        PELF_TRY(traced, laid_->trace(policy, seeds));
        const auto accounts = frontier(traced, seeds);
        const bool is_over = source_->stopped_by() != ingest::SourceStop::none;
        if (accounts.empty() || is_over) {
            left_.insert(accounts.begin(), accounts.end());
            PELF_TRY_DONE(source_->sync());
            return traced;
        }
        for (const AccountName& account : accounts) {
            if (progress_) progress_(source_->counts().requests);
            PELF_TRY(learned, source_->learn_account(account));
            if (!learned) break;
        }
        PELF_TRY_DONE(lay());
    }
}

LedgerCoverage SourceTracer::coverage() const {
    const ingest::AccountSourceTip& tip = source_->tip();
    LedgerCoverage coverage{.ledger = std::string(to_string(ledger_))};
    coverage.window = true;
    coverage.first_height = source_->counts().histories_from.value_or(tip.height);
    coverage.height = tip.height;
    coverage.tip_hash = transaction_text(ledger_, tip.hash);
    coverage.tip_time = rfc3339(tip.time_unix_s);
    return coverage;
}

AccountSourceCoverage SourceTracer::source_coverage() const {
    AccountSourceCoverage coverage{.ledger = ledger_,
                                   .url = source_->url(),
                                   .tip = source_->tip(),
                                   .counts = source_->counts(),
                                   .breaks = breaks_,
                                   .stopped_by = source_->stopped_by(),
                                   .report = ingest::Report(source_->url())};
    coverage.open_accounts = static_cast<std::uint64_t>(std::ranges::count_if(
        left_, [this](const AccountName& account) { return !source_->is_whole(account); }));
    for (const std::string& flaw : source_->flaws()) {
        coverage.report.flaw(Fault::malformed, 0, flaw);
    }
    return coverage;
}

Result<LedgerTraced> SourceTracer::trace_back(analyze::Policy /*policy*/,
                                              std::string_view /*place*/) const {
    return needs_ledger(ledger_, "tracing backward");
}

Result<std::vector<PlaceFacts>> SourceTracer::deposits(const ServiceAccounts& /*service*/,
                                                       const std::string& /*asset*/) const {
    return needs_ledger(ledger_, "matching");
}

Result<TransactionFacts> SourceTracer::transaction(std::string_view /*name*/) const {
    return needs_ledger(ledger_, "a transaction by itself");
}

Result<std::vector<PlaceFacts>> SourceTracer::withdrawals(const ServiceAccounts& /*service*/,
                                                          const std::string& /*asset*/) const {
    return needs_ledger(ledger_, "matching");
}

}  // namespace pelf::engine
