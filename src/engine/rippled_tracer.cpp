// SPDX-License-Identifier: Apache-2.0
#include "engine/rippled_tracer.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "base/date.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/account_names.hpp"
#include "engine/account_tracer.hpp"

namespace pelf::engine {
namespace {

using codec::XrplAccountId;

Unexpected<Error> needs_ledger(std::string_view what) {
    return Unexpected(
        Error{Fault::refused, text(what,
                                   " needs a ledger: a source is asked forward from a theft "
                                   "alone; make one with `pelf ledger ingest xrpl`")});
}

/// Where a server's answers are kept; named as those of other sources are.
std::filesystem::path rippled_folder(const Home& home, std::string_view url) {
    return home.folder / "sources" / "rippled" / home.esplora(url).filename();
}

/// As account_text() writes it; a ledger entry too.
std::optional<model::AccountName> written_name(std::string_view account) {
    constexpr std::string_view kEntry = "entry ";
    if (!account.starts_with(kEntry)) return parse_account(AccountLedger::xrpl, account);
    const auto bytes = codec::from_hex(account.substr(kEntry.size()));
    if (!bytes || bytes->size() > model::AccountName::kBytesMax) return std::nullopt;
    return model::AccountName::of(model::AccountKind::xrpl_object, *bytes);
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

Result<std::unique_ptr<RippledTracer>> RippledTracer::open(const Home& home,
                                                           const TraceSource& source,
                                                           const Lists& lists,
                                                           const TracerOptions& options) {
    PELF_TRY(opened,
             ingest::RippledSource::open(source.server, rippled_folder(home, source.server.url),
                                         {source.requests_max, options.out_of_time}));
    std::unique_ptr<RippledTracer> tracer(new RippledTracer(std::move(opened), lists, options));
    // Time limits the asking; the trace over what has come runs to its end.
    tracer->options_.out_of_time = {};
    tracer->progress_ = source.progress;
    return tracer;
}

Status RippledTracer::lay() {
    auto known = KnownAccounts::lay(source_.history());
    if (!known) {
        Error error = std::move(known).error();
        error.source = source_.url();
        return Unexpected(std::move(error));
    }
    breaks_ = (*known)->breaks_count();
    laid_ = make_account_tracer(std::move(*known), AccountLedger::xrpl, lists_, options_);
    for (const std::string& place : stops_) laid_->stop_at(place);
    return Done{};
}

Result<PlaceFacts> RippledTracer::find(std::string_view place) {
    const std::string_view name = place.substr(0, place.find(':'));
    const auto hash = parse_transaction(AccountLedger::xrpl, name);
    if (!hash) {
        return Unexpected(Error{Fault::malformed,
                                text("a place on xrpl is the name of a transaction, a colon and "
                                     "the number of one of its transfers; found \"",
                                     place, "\"")});
    }
    PELF_TRY(learned, source_.learn_transaction({*hash}));
    if (!learned) {
        return Unexpected(Error{Fault::over_limit,
                                "the limit on requests or time is reached before the places to "
                                "begin with were there; allow more",
                                source_.url()});
    }
    PELF_TRY_DONE(lay());
    return laid_->find(place);
}

void RippledTracer::stop_at(std::string_view place) {
    stops_.emplace_back(place);
    if (laid_) laid_->stop_at(place);
}

/// Whom to ask next, those that most of the traced money came to first.
std::vector<XrplAccountId> RippledTracer::frontier(const LedgerTraced& traced,
                                                   std::span<const TracerSeed> seeds) const {
    const ingest::XrplHistory& history = source_.history();
    std::map<XrplAccountId, std::uint64_t> shares;
    for (const TracedEnd& end : traced.ends) {
        if (end.kind != analyze::EndKind::limit) continue;
        const auto name = written_name(end.at.account);
        const auto account = name ? history.whom_to_ask(*name) : std::nullopt;
        if (!account || history.is_whole(*account)) continue;
        shares[*account] += share_of(end, seeds);
    }
    std::vector<XrplAccountId> accounts;
    for (const auto& [account, share] : shares) accounts.push_back(account);
    std::ranges::stable_sort(accounts, std::greater{},
                             [&](const XrplAccountId& account) { return shares.at(account); });
    return accounts;
}

Result<LedgerTraced> RippledTracer::trace(analyze::Policy policy,
                                          std::span<const TracerSeed> seeds) {
    while (true) {
        PELF_TRY(traced, laid_->trace(policy, seeds));
        const auto accounts = frontier(traced, seeds);
        const bool is_over = source_.stopped_by() != ingest::SourceStop::none;
        if (accounts.empty() || is_over) {
            left_.insert(accounts.begin(), accounts.end());
            PELF_TRY_DONE(source_.sync());
            return traced;
        }
        for (const XrplAccountId& account : accounts) {
            if (progress_) progress_(source_.requests_count());
            PELF_TRY(learned, source_.learn_account(account));
            if (!learned) break;
        }
        PELF_TRY_DONE(lay());
    }
}

LedgerCoverage RippledTracer::coverage() const {
    LedgerCoverage coverage{.ledger = std::string(to_string(AccountLedger::xrpl))};
    coverage.window = true;
    coverage.first_height = source_.history().whole_from().value_or(source_.tip().ledger_index);
    coverage.height = source_.tip().ledger_index;
    coverage.tip_hash = transaction_text(AccountLedger::xrpl, source_.tip().hash.bytes);
    coverage.tip_time = rfc3339(source_.tip().time_unix_s);
    return coverage;
}

AccountSourceCoverage RippledTracer::source_coverage() const {
    const ingest::XrplHistory& history = source_.history();
    AccountSourceCoverage coverage;
    coverage.url = source_.url();
    coverage.tip_height = source_.tip().ledger_index;
    coverage.tip_hash = transaction_text(AccountLedger::xrpl, source_.tip().hash.bytes);
    coverage.tip_time = rfc3339(source_.tip().time_unix_s);
    coverage.is_tip_proven = source_.tip().is_proven;
    coverage.requests = source_.requests_count();
    coverage.kept = source_.kept_count();
    coverage.accounts = history.whole_count();
    coverage.transactions = history.transactions_count();
    coverage.ids_proven = history.proven_count();
    coverage.histories_from = history.whole_from();
    coverage.breaks = breaks_;
    coverage.dropped_bytes = source_.dropped_bytes();
    coverage.open_accounts = static_cast<std::uint64_t>(std::ranges::count_if(
        left_, [&](const XrplAccountId& account) { return !history.is_whole(account); }));
    coverage.stopped_by = source_.stopped_by();
    coverage.report = ingest::Report(source_.url());
    for (const std::string& flaw : history.flaws()) {
        coverage.report.flaw(Fault::malformed, 0, flaw);
    }
    return coverage;
}

Result<LedgerTraced> RippledTracer::trace_back(analyze::Policy /*policy*/,
                                               std::string_view /*place*/) const {
    return needs_ledger("tracing backward");
}

Result<std::vector<PlaceFacts>> RippledTracer::deposits(const ServiceAccounts& /*service*/,
                                                        const std::string& /*asset*/) const {
    return needs_ledger("matching");
}

Result<std::vector<PlaceFacts>> RippledTracer::withdrawals(const ServiceAccounts& /*service*/,
                                                           const std::string& /*asset*/) const {
    return needs_ledger("matching");
}

}  // namespace pelf::engine
