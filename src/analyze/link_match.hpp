// SPDX-License-Identifier: Apache-2.0
//
// Which withdrawal of a service belongs to which deposit, by amount and time alone: the soft kind
// of link between ledgers.
//
// Method: probabilistic data association. A deposit's money comes out as one withdrawal with even
// chances; if it does, after a delay t with density a / (t + a)^2 (half of all within the typical
// delay a, many much later) within the window, and less a loss of which any between nothing and the
// highest fee is equally likely, thinning out linearly over the spread on both sides. Against that
// stand the withdrawals of others, as dense in time and amount as they are around the one at hand.
// The quotient of the two is the pair's odds. Of all assignments in which no deposit and no
// withdrawal is in two pairs, the one with the highest product of odds is taken; a pair with odds
// below one is less likely than none and in no assignment.
//
// A pair's likelihood is its odds in the sum of its own, of all others that share its deposit or
// its withdrawal, and of one (no withdrawal at all). How right that is, measured: docs/trace.md,
// Matched links.
//
// Sources: Bar-Shalom and Tse, Tracking in a cluttered environment with probabilistic data
// association, 1975; Yousaf, Kappos, Meiklejohn, Tracing Transactions Across Cryptocurrency
// Ledgers, 2019 (amount and time across ledgers); the assignment: Jonker and Volgenant, 1987.
// All arithmetic is in integers: the same on every machine.
//
// What the answer does not mean: that the pair is true. A deposit that was split, or went out on a
// ledger that nobody looked at, can have a likely-looking stranger.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "base/uint256.hpp"

namespace pelf::analyze {

/// The natural logarithm in millionths, within two of them. Requires a value above 0.
std::int64_t log_millionths(const Uint256& value);

/// The natural logarithm of ten, in millionths.
inline constexpr std::int64_t kLogTenMillionths = 2'302'585;

struct MatchEvent {
    std::int64_t time_unix_s = 0;
    /// Logarithm, in millionths, of the amount withdrawn; of a deposit: of what would be withdrawn
    /// for it without any fee. Both in one unit.
    std::int64_t log_amount = 0;
};

inline constexpr std::uint32_t kMatchWindowMaxS = 90U * 86'400;
inline constexpr std::uint32_t kMatchLossMaxPpm = 500'000;
/// Pairs that fit by amount and time. More say that the window or the tolerances tell nothing.
inline constexpr std::uint64_t kMatchCandidatesMax = 4'000'000;

struct MatchModel {
    std::uint32_t window_s = 86'400;        ///< 1 to kMatchWindowMaxS.
    std::uint32_t typical_delay_s = 3'600;  ///< 1 to kMatchWindowMaxS.
    std::uint32_t clock_slack_s = 600;      ///< A withdrawal may seem so much before its deposit.
    std::uint32_t fee_max_ppm = 10'000;     ///< At most kMatchLossMaxPpm; as a logarithm.
    std::uint32_t spread_ppm = 20'000;      ///< 1 to kMatchLossMaxPpm; as a logarithm.
};

struct MatchedPair {
    std::uint32_t deposit = 0;
    std::uint32_t withdrawal = 0;
    std::uint32_t likelihood_ppm = 0;
    std::uint32_t other_withdrawals = 0;  ///< That fit this deposit.
    std::uint32_t other_deposits = 0;     ///< That this withdrawal fits.

    bool operator==(const MatchedPair&) const = default;
};

struct Matching {
    std::vector<MatchedPair> pairs;      ///< By deposit.
    std::uint64_t candidates_count = 0;  ///< Pairs that fit.
    std::uint64_t deposits_fitted = 0;   ///< Deposits with any that fits.
};

/// One to one. Deterministic: of assignments that are equally good always the same, given the order
/// of both. Requires a model within its limits. Fails with over_limit above kMatchCandidatesMax.
/// Cost: n log n, the candidates, and for each deposit a search through those it competes with.
Result<Matching> match_links(std::span<const MatchEvent> deposits,
                             std::span<const MatchEvent> withdrawals, const MatchModel& model);

}  // namespace pelf::analyze
