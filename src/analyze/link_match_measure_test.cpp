// SPDX-License-Identifier: Apache-2.0
//
// How right matched links are, on made traffic of which the truth is known: the figures of
// docs/trace.md, Matched links. The traffic is not the model's own: delays are a mixture of two
// exponentials, rates wander by a normal error, and every third amount is a round one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <random>

#include "analyze/link_match.hpp"

namespace pelf::analyze {
namespace {

constexpr std::size_t kDeposits = 2'000;
constexpr std::uint32_t kStranger = ~std::uint32_t{0};

struct Traffic {
    std::vector<MatchEvent> deposits;
    std::vector<MatchEvent> withdrawals;
    std::vector<std::uint32_t> truth;  ///< By withdrawal its deposit, or kStranger.
    std::size_t true_pairs = 0;
};

class TrafficMaker {
public:
    explicit TrafficMaker(std::uint64_t seed) : random_(seed) {}

    /// Deposits, six of ten of which are withdrawn, and as many withdrawals in all.
    Traffic make(double deposits_per_hour) {
        Traffic traffic;
        const double seconds = kDeposits / deposits_per_hour * 3'600;
        struct Withdrawal {
            MatchEvent event;
            std::uint32_t deposit = kStranger;
        };
        std::vector<Withdrawal> withdrawals;
        for (std::uint32_t number = 0; number < kDeposits; ++number) {
            const double time = uniform() * seconds;
            const double amount = any_amount();
            traffic.deposits.push_back(event(time, amount));
            if (uniform() >= 0.6) {
                withdrawals.push_back({event(uniform() * seconds, any_amount())});
                continue;
            }
            const double delay = -std::log(uniform()) * (uniform() < 0.7 ? 1'200 : 21'600);
            const double rate = 1 + 0.007 * normal();
            const double kept = 1 - 0.01 * uniform();
            withdrawals.push_back({event(time + delay, amount * rate * kept), number});
        }
        std::ranges::sort(withdrawals, {},
                          [](const Withdrawal& one) { return one.event.time_unix_s; });
        for (const Withdrawal& one : withdrawals) {
            traffic.withdrawals.push_back(one.event);
            traffic.truth.push_back(one.deposit);
            traffic.true_pairs += one.deposit == kStranger ? 0 : 1;
        }
        return traffic;
    }

private:
    double uniform() { return (static_cast<double>(random_() >> 11) + 0.5) / 9007199254740992.0; }
    double normal() {
        return std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307179586 * uniform());
    }

    /// Around half a bitcoin, over some decades, in satoshi.
    double any_amount() {
        const double amount = 5e7 * std::exp(1.6 * normal());
        if (uniform() >= 0.33) return amount;
        const double step = std::pow(10, std::floor(std::log10(amount)));
        return std::max(1.0, std::round(amount / step)) * step;
    }

    static MatchEvent event(double time, double amount) {
        return {1'500'000'000 + static_cast<std::int64_t>(time),
                log_millionths(static_cast<std::uint64_t>(std::max(1.0, amount)))};
    }

    std::mt19937_64 random_;
};

struct Score {
    std::size_t pairs = 0;
    std::size_t right = 0;
    double likelihood = 0;

    double precision() const {
        return pairs == 0 ? 1 : static_cast<double>(right) / static_cast<double>(pairs);
    }
};

Score score(const Traffic& traffic, const Matching& matching, std::uint32_t least_ppm) {
    Score score;
    for (const MatchedPair& pair : matching.pairs) {
        if (pair.likelihood_ppm < least_ppm) continue;
        ++score.pairs;
        score.likelihood += pair.likelihood_ppm / 1e6;
        if (traffic.truth[pair.withdrawal] == pair.deposit) ++score.right;
    }
    return score;
}

TEST(LinkMatchMeasure, PrecisionAndRecallByDensity) {
    std::printf(
        "deposits an hour, fitting a deposit | least likelihood: links, right, of the true, "
        "mean likelihood\n");
    for (const double per_hour : {0.5, 2.0, 10.0, 50.0, 200.0}) {
        const Traffic traffic = TrafficMaker(42).make(per_hour);
        const auto matching = match_links(traffic.deposits, traffic.withdrawals, {});
        ASSERT_TRUE(matching);
        std::printf("%5.1f %6.2f", per_hour,
                    static_cast<double>(matching->candidates_count) / kDeposits);
        for (const std::uint32_t least_ppm : {0U, 500'000U, 900'000U}) {
            const Score found = score(traffic, *matching, least_ppm);
            const double recall =
                static_cast<double>(found.right) / static_cast<double>(traffic.true_pairs);
            const double likelihood =
                found.pairs == 0 ? 0 : found.likelihood / static_cast<double>(found.pairs);
            std::printf(" | %.1f: %4zu %5.3f %5.3f %5.3f", least_ppm / 1e6, found.pairs,
                        found.precision(), recall, likelihood);
            if (least_ppm == 0 || found.pairs < 50) continue;
            EXPECT_GE(found.precision(), least_ppm / 1e6) << per_hour << " an hour";
        }
        std::printf("\n");
    }
}

TEST(LinkMatchMeasure, AccidentsAloneAreUnlikely) {
    // No withdrawal belongs to a deposit: what is matched all the same is wrong.
    const Traffic one = TrafficMaker(1).make(10);
    const Traffic other = TrafficMaker(2).make(10);
    const auto matching = match_links(one.deposits, other.withdrawals, {});
    ASSERT_TRUE(matching);
    Traffic strangers = one;
    strangers.withdrawals = other.withdrawals;
    strangers.truth.assign(other.withdrawals.size(), kStranger);
    const Score any = score(strangers, *matching, 0);
    const Score half = score(strangers, *matching, 500'000);
    const Score sure = score(strangers, *matching, 900'000);
    std::printf(
        "strangers alone, 10 an hour: %zu links of %zu deposits, %zu from 0.5, %zu from 0.9\n",
        any.pairs, kDeposits, half.pairs, sure.pairs);
    EXPECT_EQ(any.right, 0U);
    EXPECT_LE(sure.pairs, kDeposits / 100);
}

}  // namespace
}  // namespace pelf::analyze
