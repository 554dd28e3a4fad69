// SPDX-License-Identifier: Apache-2.0
//
// Links found by amount, rate and time: deposits to a service on one ledger, its withdrawals (or
// another service's) on another, paired one to one. The method: analyze/link_match.hpp; what its
// answers are worth: docs/trace.md, Matched links.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyze/link_match.hpp"
#include "base/date.hpp"
#include "engine/home.hpp"
#include "engine/ledger_tracer.hpp"
#include "engine/trace_answer.hpp"
#include "engine/valuation.hpp"
#include "model/link.hpp"

namespace pelf::engine {

/// Whose accounts, on which ledger, in which asset.
struct MatchSide {
    std::string ledger{};
    ServiceAccounts service{};
    std::string asset{};  ///< As a trace writes it.
};

struct LinkMatchRequest {
    MatchSide from{};  ///< Where money went in.
    MatchSide to{};    ///< Where it came out.
    analyze::MatchModel model{};
    PriceRequest prices{};  ///< Needed unless both assets are the same.
    /// Links less likely than this are counted and left out.
    std::uint32_t likelihood_min_ppm = 500'000;
    Date lists_as_of{};
    std::optional<std::int64_t> lists_known_by_unix_s{};
};

/// A link with its two places.
struct FoundLink {
    model::Link link{};
    PlaceFacts from{};
    PlaceFacts to{};
    std::uint32_t other_withdrawals = 0;
    std::uint32_t other_deposits = 0;
};

struct LinkMatchAnswer {
    std::vector<FoundLink> links{};  ///< By deposit, in the ledger's order.
    std::uint64_t deposits_count = 0;
    std::uint64_t withdrawals_count = 0;
    std::uint64_t unpriced_count = 0;     ///< Deposits on days without a price of either asset.
    std::uint64_t fitted_count = 0;       ///< Deposits that any withdrawal fits.
    std::uint64_t candidates_count = 0;   ///< Pairs that fit.
    std::uint64_t less_likely_count = 0;  ///< Assigned, and below likelihood_min_ppm.
    std::optional<Valuation> valuation{};
    std::vector<LedgerCoverage> ledgers{};
    std::vector<ListUsed> lists{};
};

/// Fails with malformed or refused (a request that makes no sense: two assets and no prices, no
/// accounts), not_found (a ledger, an account, an asset), over_limit (too many payments, or pairs
/// that fit), or as the stores and the price files do.
Result<LinkMatchAnswer> match_links(const Home& home, const LinkMatchRequest& request);

/// The found links as a file that a trace reads: docs/formats/link-csv.md.
std::string to_link_csv(const LinkMatchAnswer& answer);

/// The whole answer as one JSON document: docs/cli.md.
std::string to_json(const LinkMatchAnswer& answer, const LinkMatchRequest& request);

}  // namespace pelf::engine
