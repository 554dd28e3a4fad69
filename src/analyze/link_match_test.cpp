// SPDX-License-Identifier: Apache-2.0
#include "analyze/link_match.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <string>

#include "analyze/sparse_assignment.hpp"

namespace pelf::analyze {
namespace {

TEST(LogMillionths, AgreesWithTheMathematicalLibrary) {
    EXPECT_EQ(log_millionths(1), 0);
    EXPECT_NEAR(static_cast<double>(log_millionths(10)), double{kLogTenMillionths}, 2);
    EXPECT_NEAR(static_cast<double>(log_millionths(kUint256Max)), 256 * std::log(2.0) * 1e6, 2);
    std::mt19937_64 random(4);
    for (int round = 0; round < 2'000; ++round) {
        const std::uint64_t value = (random() >> (random() % 64)) | 1;
        const double expected = std::log(static_cast<double>(value)) * 1e6;
        ASSERT_NEAR(static_cast<double>(log_millionths(value)), expected, 2) << value;
        const Uint256 high({0, 0, value, 0});
        ASSERT_NEAR(static_cast<double>(log_millionths(high)), expected + 128 * std::log(2.0) * 1e6,
                    3);
    }
}

/// All there is: the best sum over every assignment.
std::int64_t best_sum(std::span<const std::uint64_t> starts, std::span<const WeightedPair> pairs,
                      std::size_t row, std::vector<bool>& taken) {
    if (row + 1 == starts.size()) return 0;
    std::int64_t best = best_sum(starts, pairs, row + 1, taken);
    for (std::uint64_t i = starts[row]; i < starts[row + 1]; ++i) {
        if (taken[pairs[i].column]) continue;
        taken[pairs[i].column] = true;
        best = std::max(best, pairs[i].weight + best_sum(starts, pairs, row + 1, taken));
        taken[pairs[i].column] = false;
    }
    return best;
}

TEST(SparseAssignment, IsAsGoodAsTheBestOfAllAssignments) {
    std::mt19937_64 random(20'200'302);
    for (int round = 0; round < 1'000; ++round) {
        const std::size_t rows = random() % 7;
        const auto columns = static_cast<std::uint32_t>(random() % 7);
        std::vector<std::uint64_t> starts{0};
        std::vector<WeightedPair> pairs;
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::uint32_t column = 0; column < columns; ++column) {
                if (random() % 2 == 0) continue;
                // Few values, so that many assignments are equally good.
                pairs.push_back({column, static_cast<std::int64_t>(1 + random() % 9)});
            }
            starts.push_back(pairs.size());
        }
        const auto assigned = assign_columns(starts, pairs, columns);
        ASSERT_EQ(assigned.size(), rows);
        std::vector<bool> taken(columns);
        std::int64_t sum = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            if (assigned[row] == kNoColumn) continue;
            ASSERT_FALSE(taken[assigned[row]]) << "a column given twice";
            taken[assigned[row]] = true;
            const auto own = std::span(pairs).subspan(starts[row], starts[row + 1] - starts[row]);
            const auto pair = std::ranges::find(own, assigned[row], &WeightedPair::column);
            ASSERT_NE(pair, own.end()) << "a column that the row cannot have";
            sum += pair->weight;
        }
        std::vector<bool> none(columns);
        ASSERT_EQ(sum, best_sum(starts, pairs, 0, none)) << round;
        ASSERT_EQ(assigned, assign_columns(starts, pairs, columns));
    }
}

/// The model as the header states it, in floating point and without any cleverness.
class MatchTwin {
public:
    MatchTwin(const std::vector<MatchEvent>& deposits, const std::vector<MatchEvent>& withdrawals,
              const MatchModel& model)
        : deposits_(deposits), withdrawals_(withdrawals), model_(model) {}

    bool fits(std::size_t deposit, std::size_t withdrawal) const {
        return fit(deposit, withdrawal) > 0;
    }

    double odds(std::size_t deposit, std::size_t withdrawal) const {
        const double window = model_.window_s;
        const double typical = model_.typical_delay_s;
        const double tolerance = static_cast<double>(model_.fee_max_ppm) + model_.spread_ppm;
        const double delay = std::max(0.0, seconds(deposit, withdrawal));
        const double of_delay =
            typical * (window + typical) / (window * std::pow(delay + typical, 2));
        const double of_loss = fit(deposit, withdrawal) / tolerance;
        double others = 0;
        for (std::size_t other = 0; other < withdrawals_.size(); ++other) {
            const auto& a = withdrawals_[other];
            const auto& b = withdrawals_[withdrawal];
            const bool near =
                std::abs(static_cast<double>(a.time_unix_s - b.time_unix_s)) <= window &&
                std::abs(static_cast<double>(a.log_amount - b.log_amount)) <= 2 * tolerance;
            if (near && other != withdrawal) ++others;
        }
        return of_delay * of_loss / ((others + 1) / (2 * window * 4 * tolerance));
    }

    /// The best sum of logarithms over all assignments of the deposits from one on.
    double best(std::size_t deposit, std::vector<bool>& taken) const {
        if (deposit == deposits_.size()) return 0;
        double found = best(deposit + 1, taken);
        for (std::size_t one = 0; one < withdrawals_.size(); ++one) {
            if (taken[one] || !fits(deposit, one)) continue;
            taken[one] = true;
            found = std::max(found, std::log(odds(deposit, one)) + best(deposit + 1, taken));
            taken[one] = false;
        }
        return found;
    }

    double likelihood(std::size_t deposit, std::size_t withdrawal) const {
        double all = 1;
        for (std::size_t one = 0; one < withdrawals_.size(); ++one) {
            if (fits(deposit, one)) all += odds(deposit, one);
        }
        for (std::size_t one = 0; one < deposits_.size(); ++one) {
            if (one != deposit && fits(one, withdrawal)) all += odds(one, withdrawal);
        }
        return odds(deposit, withdrawal) / all;
    }

private:
    double seconds(std::size_t deposit, std::size_t withdrawal) const {
        return static_cast<double>(withdrawals_[withdrawal].time_unix_s -
                                   deposits_[deposit].time_unix_s);
    }

    double fit(std::size_t deposit, std::size_t withdrawal) const {
        const double delay = seconds(deposit, withdrawal);
        if (delay < -static_cast<double>(model_.clock_slack_s) || delay > model_.window_s) return 0;
        const auto loss = static_cast<double>(deposits_[deposit].log_amount -
                                              withdrawals_[withdrawal].log_amount);
        const double off = loss < 0 ? -loss : std::max(0.0, loss - model_.fee_max_ppm);
        return std::max(0.0, 1 - off / model_.spread_ppm);
    }

    const std::vector<MatchEvent>& deposits_;
    const std::vector<MatchEvent>& withdrawals_;
    const MatchModel& model_;
};

std::vector<MatchEvent> random_events(std::mt19937_64& random, std::size_t count_max) {
    std::vector<MatchEvent> events(random() % (count_max + 1));
    for (MatchEvent& event : events) {
        event.time_unix_s = static_cast<std::int64_t>(random() % 90'000);
        event.log_amount = 1'000'000 + static_cast<std::int64_t>(random() % 60'000);
    }
    return events;
}

TEST(LinkMatch, AgreesWithAllAssignmentsTriedInTurn) {
    std::mt19937_64 random(7);
    std::size_t pairs_count = 0;
    for (int round = 0; round < 400; ++round) {
        const auto deposits = random_events(random, 6);
        const auto withdrawals = random_events(random, 6);
        MatchModel model;
        model.window_s = 20'000 + static_cast<std::uint32_t>(random() % 60'000);
        model.typical_delay_s = 1 + static_cast<std::uint32_t>(random() % 20'000);
        model.fee_max_ppm = static_cast<std::uint32_t>(random() % 10'000);
        model.spread_ppm = 1 + static_cast<std::uint32_t>(random() % 20'000);
        const MatchTwin twin(deposits, withdrawals, model);
        const auto matching = match_links(deposits, withdrawals, model);
        ASSERT_TRUE(matching);
        double sum = 0;
        std::vector<bool> taken(withdrawals.size());
        for (const MatchedPair& pair : matching->pairs) {
            ++pairs_count;
            ASSERT_TRUE(twin.fits(pair.deposit, pair.withdrawal));
            ASSERT_FALSE(taken[pair.withdrawal]);
            taken[pair.withdrawal] = true;
            sum += std::log(twin.odds(pair.deposit, pair.withdrawal));
            ASSERT_NEAR(pair.likelihood_ppm, twin.likelihood(pair.deposit, pair.withdrawal) * 1e6,
                        100);
            std::uint32_t fitting_withdrawals = 0;
            std::uint32_t fitting_deposits = 0;
            for (std::size_t one = 0; one < withdrawals.size(); ++one) {
                fitting_withdrawals += twin.fits(pair.deposit, one) ? 1U : 0U;
            }
            for (std::size_t one = 0; one < deposits.size(); ++one) {
                fitting_deposits += twin.fits(one, pair.withdrawal) ? 1U : 0U;
            }
            ASSERT_EQ(pair.other_withdrawals + 1, fitting_withdrawals);
            ASSERT_EQ(pair.other_deposits + 1, fitting_deposits);
        }
        std::vector<bool> none(withdrawals.size());
        ASSERT_NEAR(sum, twin.best(0, none), 1e-3) << round;
    }
    EXPECT_GT(pairs_count, 150U);
}

TEST(LinkMatch, GivesAWithdrawalToOneDepositOnly) {
    const std::vector<MatchEvent> deposits{{1'000, 5'000'000}, {1'060, 5'000'000}};
    const std::vector<MatchEvent> withdrawals{{1'600, 4'998'000}};
    const auto matching = match_links(deposits, withdrawals, {});
    ASSERT_TRUE(matching);
    ASSERT_EQ(matching->pairs.size(), 1U);
    const MatchedPair& pair = matching->pairs.front();
    EXPECT_EQ(pair.deposit, 1U) << "the later of the two is the nearer";
    EXPECT_EQ(pair.other_deposits, 1U);
    EXPECT_EQ(pair.other_withdrawals, 0U);
    EXPECT_LT(pair.likelihood_ppm, 510'000U) << "a coin thrown between two";
}

TEST(LinkMatch, ChangesAPairForABetterWhole) {
    // Both withdrawals fit the first deposit, the first alone fits the second.
    const std::vector<MatchEvent> deposits{{0, 5'000'000}, {0, 5'025'000}};
    const std::vector<MatchEvent> withdrawals{{600, 4'999'000}, {700, 4'985'000}};
    const auto matching = match_links(deposits, withdrawals, {});
    ASSERT_TRUE(matching);
    ASSERT_EQ(matching->pairs.size(), 2U);
    EXPECT_EQ(matching->pairs[0].withdrawal, 1U);
    EXPECT_EQ(matching->pairs[1].withdrawal, 0U);
}

TEST(LinkMatch, KeepsToItsWindowAndTolerances) {
    const MatchModel model;
    const MatchEvent deposit{100'000, 5'000'000};
    const auto fits = [&](std::int64_t delay, std::int64_t loss) {
        const MatchEvent withdrawal{deposit.time_unix_s + delay, deposit.log_amount - loss};
        const auto matching = match_links(std::span(&deposit, 1), std::span(&withdrawal, 1), model);
        return matching && matching->candidates_count == 1;
    };
    EXPECT_TRUE(fits(0, 0));
    EXPECT_TRUE(fits(-600, 0));
    EXPECT_FALSE(fits(-601, 0));
    EXPECT_TRUE(fits(86'400, 0));
    EXPECT_FALSE(fits(86'401, 0));
    EXPECT_TRUE(fits(0, 29'999));
    EXPECT_FALSE(fits(0, 30'000));
    EXPECT_TRUE(fits(0, -19'999));
    EXPECT_FALSE(fits(0, -20'000));
}

TEST(LinkMatch, RefusesTooManyPairsThatFit) {
    const std::vector<MatchEvent> alike(2'001, MatchEvent{0, 5'000'000});
    const auto matching = match_links(alike, alike, {});
    ASSERT_FALSE(matching);
    EXPECT_EQ(matching.error().fault, Fault::over_limit);
}

}  // namespace
}  // namespace pelf::analyze
