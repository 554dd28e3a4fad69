// SPDX-License-Identifier: Apache-2.0
#include "analyze/link_match.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "analyze/sparse_assignment.hpp"
#include "base/text.hpp"

namespace pelf::analyze {
namespace {

__extension__ using Wide = unsigned __int128;

/// Odds are kept in parts of 2^20.
constexpr unsigned kOddsBits = 20;
constexpr std::uint64_t kEvenOdds = std::uint64_t{1} << kOddsBits;
/// A million to one; so many that all candidates together fit into 64 bits.
constexpr std::uint64_t kOddsMax = std::uint64_t{1} << 40;
/// How well a loss goes with what is expected: kFitWhole between nothing and the highest fee.
constexpr std::int64_t kFitWhole = 65'536;
/// Withdrawals count as around another within so many times fee and spread.
constexpr std::int64_t kAroundTimes = 2;
constexpr std::uint64_t kPpm = 1'000'000;

/// The logarithm of two in 10^-12.
constexpr std::uint64_t kLogTwo = 693'147'180'560;

struct Candidate {
    std::uint32_t withdrawal = 0;
    std::uint64_t odds = 0;
};

/// The pairs that fit, and what each is worth.
class Candidates {
public:
    Candidates(std::span<const MatchEvent> deposits, std::span<const MatchEvent> withdrawals,
               const MatchModel& model)
        : deposits_(deposits), withdrawals_(withdrawals), model_(model) {
        by_amount_.resize(withdrawals.size());
        std::iota(by_amount_.begin(), by_amount_.end(), std::uint32_t{0});
        std::ranges::stable_sort(by_amount_, {}, [&](std::uint32_t withdrawal) {
            return withdrawals_[withdrawal].log_amount;
        });
    }

    Status find() {
        const std::int64_t fee = model_.fee_max_ppm;
        const std::int64_t spread = model_.spread_ppm;
        starts.push_back(0);
        for (const MatchEvent& deposit : deposits_) {
            const std::size_t first = all.size();
            for (const std::uint32_t withdrawal :
                 within(deposit.log_amount - fee - spread, deposit.log_amount + spread)) {
                const MatchEvent& other = withdrawals_[withdrawal];
                const std::int64_t delay = other.time_unix_s - deposit.time_unix_s;
                if (delay < -std::int64_t{model_.clock_slack_s}) continue;
                if (delay > std::int64_t{model_.window_s}) continue;
                const std::int64_t fit = fit_of(deposit.log_amount - other.log_amount);
                if (fit == 0) continue;
                all.push_back(
                    {withdrawal, odds_of(fit, std::max<std::int64_t>(delay, 0), withdrawal)});
            }
            if (all.size() > kMatchCandidatesMax) {
                return Unexpected(Error{
                    Fault::over_limit,
                    text("more than ", kMatchCandidatesMax,
                         " pairs of a deposit and a withdrawal fit; a narrower window, fee or "
                         "spread tells more")});
            }
            std::sort(
                all.begin() + static_cast<std::ptrdiff_t>(first), all.end(),
                [](const Candidate& a, const Candidate& b) { return a.withdrawal < b.withdrawal; });
            starts.push_back(all.size());
        }
        return Done{};
    }

    std::span<const Candidate> of(std::size_t deposit) const {
        return std::span(all).subspan(starts[deposit], starts[deposit + 1] - starts[deposit]);
    }

    std::vector<Candidate> all;
    std::vector<std::uint64_t> starts;  ///< By deposit, and one more.

private:
    /// The withdrawals with a logarithm from `least` to `most`.
    std::span<const std::uint32_t> within(std::int64_t least, std::int64_t most) const {
        const auto amount = [&](std::uint32_t withdrawal) {
            return withdrawals_[withdrawal].log_amount;
        };
        const auto begin = std::ranges::lower_bound(by_amount_, least, {}, amount);
        const auto end = std::ranges::upper_bound(by_amount_, most, {}, amount);
        return {begin, end};
    }

    std::int64_t fit_of(std::int64_t loss) const {
        const std::int64_t fee = model_.fee_max_ppm;
        const std::int64_t spread = model_.spread_ppm;
        const std::int64_t off = loss < 0 ? -loss : std::max<std::int64_t>(loss - fee, 0);
        return off >= spread ? 0 : kFitWhole * (spread - off) / spread;
    }

    /// Density of delay and loss in a pair over that of other people's withdrawals:
    ///   a(W+a) / (W(t+a)^2) * fit/(F+S)  over  (n+1) / (2W * 2 * 2(F+S)).
    std::uint64_t odds_of(std::int64_t fit, std::int64_t delay, std::uint32_t withdrawal) {
        const Wide typical = model_.typical_delay_s;
        const Wide whole = static_cast<std::uint64_t>(delay) + typical;
        const Wide over = Wide{4} * kAroundTimes * static_cast<std::uint64_t>(fit) * typical *
                              (model_.window_s + typical)
                          << kOddsBits;
        const Wide under = whole * whole * (around(withdrawal) + std::uint64_t{1}) * kFitWhole;
        return static_cast<std::uint64_t>(std::min<Wide>(over / under, kOddsMax));
    }

    /// How many others there are within a window before and after, of about this amount.
    std::uint32_t around(std::uint32_t withdrawal) {
        if (around_.empty()) around_.resize(withdrawals_.size(), kUnknown);
        std::uint32_t& count = around_[withdrawal];
        if (count != kUnknown) return count;
        count = 0;
        const MatchEvent& at = withdrawals_[withdrawal];
        const std::int64_t width =
            kAroundTimes * (std::int64_t{model_.fee_max_ppm} + std::int64_t{model_.spread_ppm});
        for (const std::uint32_t other : within(at.log_amount - width, at.log_amount + width)) {
            const std::int64_t apart = withdrawals_[other].time_unix_s - at.time_unix_s;
            const bool near = std::abs(apart) <= std::int64_t{model_.window_s};
            if (near && other != withdrawal) ++count;
        }
        return count;
    }

    static constexpr std::uint32_t kUnknown = ~std::uint32_t{0};

    std::span<const MatchEvent> deposits_;
    std::span<const MatchEvent> withdrawals_;
    const MatchModel& model_;
    std::vector<std::uint32_t> by_amount_;
    std::vector<std::uint32_t> around_;  ///< By withdrawal.
};

std::int64_t log_odds(std::uint64_t odds) {
    return log_millionths(odds) - log_millionths(kEvenOdds);
}

/// By deposit its withdrawal or kNoColumn.
std::vector<std::uint32_t> assign(const Candidates& candidates, std::size_t deposits_count,
                                  std::size_t withdrawals_count) {
    std::vector<std::uint64_t> starts{0};
    std::vector<WeightedPair> pairs;
    for (std::size_t deposit = 0; deposit < deposits_count; ++deposit) {
        for (const Candidate& one : candidates.of(deposit)) {
            const std::int64_t weight = one.odds > kEvenOdds ? log_odds(one.odds) : 0;
            if (weight > 0) pairs.push_back({one.withdrawal, weight});
        }
        starts.push_back(pairs.size());
    }
    return assign_columns(starts, pairs, static_cast<std::uint32_t>(withdrawals_count));
}

}  // namespace

std::int64_t log_millionths(const Uint256& value) {
    constexpr unsigned kLimbBits = 64;
    constexpr unsigned kPlaces = 40;
    std::size_t top = value.limbs().size() - 1;
    while (value.limbs()[top] == 0) --top;
    const auto shift = static_cast<unsigned>(std::countl_zero(value.limbs()[top]));
    std::uint64_t mantissa = value.limbs()[top] << shift;
    if (shift > 0 && top > 0) mantissa |= value.limbs()[top - 1] >> (kLimbBits - shift);
    // The whole part is the place of the highest bit; squaring brings out one binary place a time.
    Wide logarithm = top * kLimbBits + kLimbBits - 1 - shift;
    for (unsigned place = 0; place < kPlaces; ++place) {
        const Wide square = Wide{mantissa} * mantissa;
        const bool is_two = square >> (2 * kLimbBits - 1) != 0;
        mantissa = static_cast<std::uint64_t>(square >> (is_two ? kLimbBits : kLimbBits - 1));
        logarithm = logarithm << 1 | (is_two ? 1 : 0);
    }
    return static_cast<std::int64_t>((logarithm * kLogTwo / kPpm) >> kPlaces);
}

Result<Matching> match_links(std::span<const MatchEvent> deposits,
                             std::span<const MatchEvent> withdrawals, const MatchModel& model) {
    Candidates candidates(deposits, withdrawals, model);
    PELF_TRY_DONE(candidates.find());
    struct Claims {
        std::uint64_t odds = 0;
        std::uint32_t count = 0;
    };
    std::vector<Claims> claims(withdrawals.size());
    for (const Candidate& one : candidates.all) {
        claims[one.withdrawal].odds += one.odds;
        ++claims[one.withdrawal].count;
    }
    const auto assigned = assign(candidates, deposits.size(), withdrawals.size());
    Matching matching;
    matching.candidates_count = candidates.all.size();
    for (std::uint32_t deposit = 0; deposit < deposits.size(); ++deposit) {
        const auto own = candidates.of(deposit);
        if (!own.empty()) ++matching.deposits_fitted;
        const std::uint32_t withdrawal = assigned[deposit];
        if (withdrawal == kNoColumn) continue;
        Wide all = kEvenOdds;
        std::uint64_t odds = 0;
        for (const Candidate& one : own) {
            all += one.odds;
            if (one.withdrawal == withdrawal) odds = one.odds;
        }
        all += claims[withdrawal].odds - odds;
        matching.pairs.push_back(
            {deposit, withdrawal, static_cast<std::uint32_t>(Wide{odds} * kPpm / all),
             static_cast<std::uint32_t>(own.size() - 1), claims[withdrawal].count - 1});
    }
    return matching;
}

}  // namespace pelf::analyze
