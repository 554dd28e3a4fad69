// SPDX-License-Identifier: Apache-2.0
//
// A trace over several ledgers: each traced for itself, money carried from one to the other over
// links, again until nothing new comes over. The rules: docs/trace.md, Links.
//
// What comes over a link keeps its origin, how much of which theft it stands for in the unit of the
// theft. So the ends of all ledgers add up to what was stolen, whatever it was changed into, and
// amounts in bitcoin, ether and yuan stand in one table.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analyze/account_trace.hpp"
#include "base/date.hpp"
#include "engine/ledger_tracer.hpp"
#include "engine/source_tracer.hpp"
#include "engine/trace_answer.hpp"
#include "engine/valuation.hpp"
#include "ingest/report.hpp"
#include "model/link.hpp"

namespace pelf::engine {

struct LinkedTraceRequest {
    std::vector<TraceRequest::Place> from{};  ///< LEDGER:TX:INDEX.
    std::vector<analyze::Policy> policies{};
    std::vector<std::filesystem::path> links{};  ///< CSV files; none: no link is crossed.
    bool follow_claimed = false;  ///< Links of standing claimed too; else they are counted.
    TracerOptions options{};
    Date lists_as_of{};
    std::optional<std::int64_t> lists_known_by_unix_s{};
    PriceRequest prices{};
    /// Asked in place of its ledger; the others come from the data directory.
    std::optional<AccountTraceSource> source{};
};

/// How much of a theft, in the unit of what was stolen.
struct OriginAnswer {
    std::string label{};
    std::string asset{};
    unsigned decimals = 0;
    Uint256 amount{};
};

struct LinkedEnd {
    analyze::EndKind kind = analyze::EndKind::unspent;
    std::string ledger{};  ///< Empty where a link came out on no ledger that is kept.
    PlaceFacts at{};
    Uint256 amount{};
    std::uint32_t hops = 0;  ///< On this ledger.
    std::vector<OriginAnswer> origins{};
    std::string link{};              ///< Of an end on no ledger: over which link.
    std::vector<TracedStep> path{};  ///< On this ledger; empty unless asked for.
};

/// Traced money that went over a link.
struct LinkCrossing {
    std::string link{};
    model::LinkKind kind = model::LinkKind::withdrawal;
    model::LinkStanding standing = model::LinkStanding::asserted;
    std::uint32_t likelihood_ppm = 0;
    std::uint32_t competitors = 0;
    std::string source{};
    PlaceFacts from{};
    PlaceFacts to{};
    Uint256 given{};  ///< Traced, in the asset of `from`.
    Uint256 got{};    ///< Traced, in the asset of `to`.
    std::vector<OriginAnswer> origins{};
};

/// How much of a theft, by its index in LinkedAnswer::thefts, in the unit of what was stolen.
struct TheftShare {
    std::uint32_t theft = 0;
    Uint256 origin{};

    bool operator==(const TheftShare&) const = default;
};

/// Where traced money is seen on its way.
enum class WayKind : std::uint8_t {
    start,    ///< LinkedAnswer::from.
    link,     ///< LinkedPolicy::crossings.
    arrival,  ///< LinkedPolicy::arrivals.
    end,      ///< LinkedPolicy::ends.
};

struct WayPoint {
    WayKind kind = WayKind::start;
    std::uint32_t index = 0;

    auto operator<=>(const WayPoint&) const = default;
};

/// Traced money from one point to the next: over one ledger from where it began there to an end or
/// to a link, or over a link to where it came out.
struct WayStream {
    WayPoint from{};
    WayPoint to{};
    Uint256 given{};         ///< In the asset of `from`; of a link in that of its far side.
    Uint256 got{};           ///< In the asset of `to`; of a link in that of its near side.
    std::uint32_t hops = 0;  ///< On the ledger between them; 0 over a link.
    std::vector<TheftShare> origins{};  ///< By theft, none of them 0.
};

struct LinkedPolicy {
    analyze::Policy policy = analyze::Policy::fifo;
    std::vector<LinkedEnd> ends{};  ///< By ledger, then as the ledger's trace has them.
    std::vector<LinkCrossing> crossings{};
    std::vector<TracedSwap> swaps{};
    std::vector<TracedPass> passes{};
    std::vector<OriginAnswer> totals{};  ///< By theft: the sum of all ends. Empty under poison.
    std::vector<PlaceFacts> arrivals{};  ///< Where links brought money to.
    /// The whole way from thefts to ends (backward: from ends to the start). What comes to a point
    /// goes on from it, in amount and by theft. Empty under poison.
    std::vector<WayStream> way{};
    std::uint64_t transactions_touched = 0;
    std::uint8_t limits = 0;
    bool truncated = false;
};

struct LinkedAnswer {
    bool backward = false;
    std::vector<PlaceFacts> from{};
    std::vector<OriginAnswer> thefts{};  ///< By label: what was given.
    std::vector<LinkedPolicy> policies{};
    std::vector<LedgerCoverage> ledgers{};
    std::vector<ListUsed> lists{};
    std::optional<Valuation> valuation{};  ///< Where prices were given.
    struct LinkFile {
        std::string path{};
        std::string sha256{};
        std::uint64_t links = 0;
        std::uint64_t claimed = 0;  ///< Of them of that standing.
    };
    std::vector<LinkFile> link_files{};
    std::uint64_t claimed_left_out = 0;             ///< Links, and not followed.
    std::vector<ingest::Report> reports{};          ///< Of the link files.
    std::vector<std::string> unused_links{};        ///< No traced money came to them.
    std::optional<AccountSourceCoverage> source{};  ///< What was asked, and of whom.
    bool truncated = false;
};

/// Fails with malformed (a place, a link file), not_found (a ledger or a transaction that is not
/// there), refused (links that take more of a deposit than there is, or give more than came out; a
/// policy that does not go with ledgers) or as the stores and the price files do.
Result<LinkedAnswer> trace_linked(const Home& home, const LinkedTraceRequest& request);

/// From one place on any ledger back to where its money came from, on that ledger: links are not
/// gone over. `ends` are the sources. Fails as above, and with refused for several places and for a
/// policy other than fifo and lifo: the others do not say which units came from where.
Result<LinkedAnswer> trace_linked_back(const Home& home, const LinkedTraceRequest& request);

/// What an end was worth when its money came there. Requires a valuation.
Value value_of(const LinkedAnswer& answer, const LinkedEnd& end);

/// The whole answer as one JSON document: docs/cli.md.
std::string to_json(const LinkedAnswer& answer);

}  // namespace pelf::engine
