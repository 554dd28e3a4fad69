// SPDX-License-Identifier: Apache-2.0
#include "screen/ownership.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "screen/ownership_twin.hpp"

namespace pelf::screen {
namespace {

using model::kPercentE8;
using model::StakeKind;

constexpr Date kToday{2024, 8, 1};

/// A net by names: "X" and "Y" are listed, all others are not.
class Net {
public:
    Net& holds(const std::string& owner, const std::string& owned, double percent,
               StakeKind kind = StakeKind::shares) {
        const auto share_e8 = model::share_of_percent(percent).value();
        return holds_range(owner, owned, {share_e8, share_e8, false, false}, kind);
    }
    Net& holds_range(const std::string& owner, const std::string& owned, model::ShareRange share,
                     StakeKind kind = StakeKind::shares) {
        model::Stake stake;
        stake.owner_index = index(owner);
        stake.owned_index = index(owned);
        stake.kind = kind;
        stake.share = share;
        stakes_.push_back(stake);
        return *this;
    }
    Net& from(std::string_view date) {
        stakes_.back().from = model::parse_partial_date(date);
        return *this;
    }
    Net& to(std::string_view date) {
        stakes_.back().to = model::parse_partial_date(date);
        return *this;
    }
    Net& indirectly() {
        stakes_.back().is_indirect = true;
        return *this;
    }
    Net& joint(const std::string& a, const std::string& b) {
        groups_.push_back({index(a), index(b)});
        return *this;
    }
    Net& perhaps_listed(const std::string& name) {
        doubtful_.push_back({index(name), false});
        return *this;
    }

    struct Answer {
        std::vector<Holding> holdings;
        OwnershipGraph graph;
        Blocking blocking;
    };
    /// The verdict under the rule that holds on a day.
    Verdict verdict(const std::string& name, std::string_view regime, Date day = kToday) {
        return answer(regime, day)->blocking.verdict(index(name));
    }
    std::unique_ptr<Answer> answer(std::string_view regime, Date day = kToday) {
        std::vector<Seed> seeds = doubtful_;
        for (const std::string listed : {"X", "Y"}) {
            if (indices_.contains(listed)) seeds.push_back({indices_[listed], true});
        }
        auto answer = std::make_unique<Answer>();
        answer->holdings = holdings_on(stakes_, day);
        answer->graph =
            OwnershipGraph::build(static_cast<std::uint32_t>(indices_.size()), answer->holdings);
        const auto policy = policy_on(regime, day);
        EXPECT_TRUE(policy.has_value());
        answer->blocking = Blocking::compute(answer->graph, **policy, seeds, groups_);
        return answer;
    }
    std::uint32_t index(const std::string& name) {
        return indices_.try_emplace(name, static_cast<std::uint32_t>(indices_.size()))
            .first->second;
    }

private:
    std::map<std::string, std::uint32_t> indices_;
    std::vector<model::Stake> stakes_;
    std::vector<JointGroup> groups_;
    std::vector<Seed> doubtful_;
};

TEST(OfacFaq401, Example1AChainOfHalvesIsBlockedAllTheWay) {
    Net net;
    net.holds("X", "A", 50).holds("A", "B", 50);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::definite);
    EXPECT_EQ(net.verdict("B", "ofac"), Verdict::definite);  // Although the product is 25 %.
}

TEST(OfacFaq401, Example2TwoBlockedOwnersAddUp) {
    Net net;
    net.holds("X", "A", 50).holds("X", "B", 50).holds("A", "C", 25).holds("B", "C", 25);
    EXPECT_EQ(net.verdict("C", "ofac"), Verdict::definite);
}

TEST(OfacFaq401, Example3DirectAndIndirectAddUp) {
    Net net;
    net.holds("X", "A", 50).holds("X", "B", 10).holds("A", "B", 40);
    EXPECT_EQ(net.verdict("B", "ofac"), Verdict::definite);
}

TEST(OfacFaq401, Example4AnOwnerThatIsNotBlockedDoesNotCount) {
    Net net;
    net.holds("X", "A", 50).holds("X", "B", 25).holds("A", "C", 25).holds("B", "C", 25);
    EXPECT_EQ(net.verdict("B", "ofac"), Verdict::clear);
    EXPECT_EQ(net.verdict("C", "ofac"), Verdict::clear);
}

TEST(OfacFaq401, Example5QuartersOfOwnersDoNotReachThrough) {
    Net net;
    net.holds("X", "A", 25).holds("X", "B", 25).holds("A", "C", 50).holds("B", "C", 50);
    EXPECT_EQ(net.verdict("C", "ofac"), Verdict::clear);
}

TEST(OfacFaq401, Example6EntitiesOfTwoListedPartiesAddUp) {
    Net net;
    net.holds("X", "A", 50).holds("Y", "B", 50).holds("A", "C", 25).holds("B", "C", 25);
    EXPECT_EQ(net.verdict("C", "ofac"), Verdict::definite);
}

TEST(OfacFaq398, ControlAloneDoesNotBlock) {
    Net net;
    net.holds("X", "A", 49)
        .holds("X", "A", 100, StakeKind::formal_control)
        .holds("X", "A", 100, StakeKind::influence)
        .holds("X", "A", 100, StakeKind::board);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::clear);
    EXPECT_EQ(net.verdict("A", "eu"), Verdict::definite);
    EXPECT_EQ(net.verdict("A", "uk"), Verdict::definite);
}

TEST(OfacFaq399, HoldingsOfDifferentBlockedPersonsAreAdded) {
    Net net;
    net.holds("X", "A", 25).holds("Y", "A", 25);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::definite);
    // Before 13 August 2014 each counted alone.
    EXPECT_EQ(net.verdict("A", "ofac", {2014, 8, 12}), Verdict::clear);
    EXPECT_EQ(net.verdict("A", "ofac", {2014, 8, 13}), Verdict::definite);
}

TEST(Ownership, NoRuleIsNoAnswer) {
    EXPECT_FALSE(policy_on("ofac", {2008, 2, 13}).has_value());
    EXPECT_FALSE(policy_on("uk", {2020, 12, 30}).has_value());
    EXPECT_FALSE(policy_on("xx", kToday).has_value());
}

TEST(Ownership, TwoCompaniesThatOwnEachOtherStayClean) {
    Net net;
    net.holds("A", "B", 50).holds("B", "A", 50).holds("X", "C", 10);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::clear);
    EXPECT_EQ(net.verdict("B", "ofac"), Verdict::clear);
}

TEST(Ownership, ACycleWithAListedOwnerIsCaughtWhole) {
    Net net;
    net.holds("A", "B", 50).holds("B", "C", 60).holds("C", "A", 30).holds("X", "C", 50);
    // X has C, C has 30 % of A and no more: the rest of the cycle stays clean.
    EXPECT_EQ(net.verdict("C", "ofac"), Verdict::definite);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::clear);
    net.holds("X", "A", 20);
    for (const char* name : {"A", "B", "C"})
        EXPECT_EQ(net.verdict(name, "ofac"), Verdict::definite);
}

TEST(Ownership, SharesOfItselfCountForNothing) {
    Net net;
    net.holds("A", "A", 60).holds("X", "A", 40);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::clear);
    net.holds("X", "A", 10);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::definite);
}

TEST(Ownership, ABandOf25To50IsPossibleOnly) {
    Net net;
    net.holds_range("X", "A", {25 * kPercentE8, 50 * kPercentE8, false, false});
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::possible);
    net.holds("Y", "A", 25);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::definite);
}

TEST(Ownership, ABoundThatIsExcludedDecidesAtTheThreshold) {
    Net below;  // Less than 50 %.
    below.holds_range("X", "A", {25 * kPercentE8, 50 * kPercentE8, true, true});
    EXPECT_EQ(below.verdict("A", "ofac"), Verdict::clear);
    Net above;  // More than 50 %.
    above.holds_range("X", "A", {50 * kPercentE8, 75 * kPercentE8, true, true});
    EXPECT_EQ(above.verdict("A", "uk"), Verdict::definite);
    Net sum;  // More than 25 and more than 25 is more than 50.
    sum.holds_range("X", "A", {25 * kPercentE8, 30 * kPercentE8, true, false})
        .holds_range("X", "A", {25 * kPercentE8, 30 * kPercentE8, true, false});
    EXPECT_EQ(sum.verdict("A", "uk"), Verdict::definite);
    Net exact;
    exact.holds("X", "A", 50);
    EXPECT_EQ(exact.verdict("A", "uk"), Verdict::clear);
    EXPECT_EQ(exact.verdict("A", "ofac"), Verdict::definite);
}

TEST(Ownership, DecimalsAddUpExactly) {
    Net net;
    net.holds("X", "A", 33.33).holds("Y", "A", 16.67);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::definite);
    Net short_of;
    short_of.holds("X", "A", 33.33).holds("Y", "A", 16.669999);
    EXPECT_EQ(short_of.verdict("A", "ofac"), Verdict::clear);
    // The declared rounding: to a millionth of a percent, halves up.
    Net thirds;
    thirds.holds("X", "A", 100.0 / 3).holds("Y", "A", 100.0 / 6);
    EXPECT_EQ(thirds.verdict("A", "ofac"), Verdict::definite);
}

TEST(Ownership, MissingSharesAreNotZero) {
    Net net;
    net.holds_range("X", "A", {});
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::possible);
}

TEST(Ownership, AStakeSoldADayBeforeDoesNotCount) {
    Net net;
    net.holds("X", "A", 60).from("2020-05-01").to("2024-07-31");
    EXPECT_EQ(net.verdict("A", "ofac", {2024, 8, 1}), Verdict::clear);
    EXPECT_EQ(net.verdict("A", "ofac", {2024, 7, 31}), Verdict::definite);  // Its last day.
    EXPECT_EQ(net.verdict("A", "ofac", {2020, 5, 1}), Verdict::definite);
    EXPECT_EQ(net.verdict("A", "ofac", {2020, 4, 30}), Verdict::clear);
}

TEST(Ownership, AStakeSoldSomeDayOfAYearIsPossibleThroughoutIt) {
    Net net;
    net.holds("X", "A", 60).from("2019").to("2023");
    EXPECT_EQ(net.verdict("A", "ofac", {2019, 6, 1}), Verdict::possible);
    EXPECT_EQ(net.verdict("A", "ofac", {2020, 1, 1}), Verdict::definite);
    EXPECT_EQ(net.verdict("A", "ofac", {2023, 6, 1}), Verdict::possible);
    EXPECT_EQ(net.verdict("A", "ofac", {2024, 1, 1}), Verdict::clear);
}

TEST(Ownership, TheThresholdOfTheEuMovedOn3July2024) {
    Net net;
    net.holds("X", "A", 50);
    EXPECT_EQ(net.verdict("A", "eu", {2024, 7, 2}), Verdict::clear);
    EXPECT_EQ(net.verdict("A", "eu", {2024, 7, 3}), Verdict::definite);
    Net more;
    more.holds("X", "A", 50.000001);
    EXPECT_EQ(more.verdict("A", "eu", {2024, 7, 2}), Verdict::definite);
}

TEST(Ownership, InfluenceInFactIsControlForTheEuOnlySince2024) {
    Net net;
    net.holds("X", "A", 100, StakeKind::influence);
    EXPECT_EQ(net.verdict("A", "eu", {2024, 7, 2}), Verdict::possible);
    EXPECT_EQ(net.verdict("A", "eu", {2024, 7, 3}), Verdict::definite);
}

TEST(Ownership, TheUkDoesNotAddUpStrangers) {
    Net net;
    net.holds("X", "A", 40).holds("Y", "A", 40);
    EXPECT_EQ(net.verdict("A", "uk"), Verdict::clear);
    EXPECT_EQ(net.verdict("A", "eu"), Verdict::definite);
    net.joint("X", "Y");
    EXPECT_EQ(net.verdict("A", "uk"), Verdict::definite);
}

TEST(Ownership, AJointHolderNeedNotBeListed) {
    Net net;
    net.holds("X", "A", 30).holds("Z", "A", 30).joint("X", "Z");
    EXPECT_EQ(net.verdict("A", "uk"), Verdict::definite);
    EXPECT_EQ(net.verdict("Z", "uk"), Verdict::clear);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::clear);
}

TEST(Ownership, OnePersonsOwnAndIndirectHoldingsAddUpInTheUk) {
    Net net;
    net.holds("X", "A", 51).holds("A", "B", 30).holds("X", "B", 21);
    EXPECT_EQ(net.verdict("B", "uk"), Verdict::definite);
}

TEST(Ownership, VotesAndSharesAreNeverAdded) {
    Net net;
    net.holds("X", "A", 30).holds("X", "A", 30, StakeKind::votes);
    for (const char* regime : {"ofac", "eu", "uk"}) {
        EXPECT_EQ(net.verdict("A", regime), Verdict::clear);
    }
    net.holds("X", "A", 21, StakeKind::votes);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::clear);
    EXPECT_EQ(net.verdict("A", "eu"), Verdict::definite);
    EXPECT_EQ(net.verdict("A", "uk"), Verdict::definite);
}

TEST(Ownership, OfficesNomineesAndLinksCountForNothing) {
    Net net;
    for (const StakeKind kind : {StakeKind::office, StakeKind::nominee, StakeKind::link}) {
        net.holds("X", "A", 100, kind);
    }
    for (const char* regime : {"ofac", "eu", "uk"}) {
        EXPECT_EQ(net.verdict("A", regime), Verdict::clear);
    }
}

TEST(Ownership, ProfitsAreAReasonToLook) {
    Net net;
    net.holds("X", "A", 80, StakeKind::economic);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::possible);
}

TEST(Ownership, AnIndirectStakeWithoutItsChainIsPossibleOnly) {
    Net net;
    net.holds("X", "A", 80).indirectly();
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::possible);
}

TEST(Ownership, ADoubtfulIdentityMakesNothingDefinite) {
    Net net;
    net.perhaps_listed("P").holds("P", "A", 80);
    EXPECT_EQ(net.verdict("P", "ofac"), Verdict::listed_possibly);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::possible);
    net.holds("X", "P", 60);  // Whoever P is: X owns it.
    EXPECT_EQ(net.verdict("P", "ofac"), Verdict::definite);
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::definite);
}

TEST(Ownership, TheExplanationIsTheNetInOrderOfEntry) {
    Net net;
    net.holds("X", "A", 50).holds("X", "B", 10).holds("A", "B", 40).holds("Z", "B", 50);
    const auto answer = net.answer("ofac");
    const auto explanation = answer->blocking.explain(net.index("B"));
    ASSERT_TRUE(explanation.has_value());
    EXPECT_EQ(explanation->seeds, std::vector{net.index("X")});
    ASSERT_EQ(explanation->steps.size(), 2U);
    EXPECT_EQ(explanation->steps[0].entity_index, net.index("A"));
    EXPECT_EQ(explanation->steps[1].entity_index, net.index("B"));
    EXPECT_EQ(explanation->steps[1].sum_e8, 50 * kPercentE8);
    EXPECT_EQ(explanation->steps[1].holdings, (std::vector<std::uint32_t>{1, 2}));
}

TEST(Ownership, MissingEvidenceIsTheFewestStakesThatDecide) {
    Net net;
    net.holds("X", "A", 20)
        .holds_range("X", "A", {5 * kPercentE8, 10 * kPercentE8, false, false})
        .holds_range("Y", "A", {10 * kPercentE8, 60 * kPercentE8, false, false});
    const auto answer = net.answer("ofac");
    const auto missing = answer->blocking.missing_evidence(net.index("A"));
    ASSERT_TRUE(missing.has_value());
    EXPECT_EQ(missing->definite_e8, 35 * kPercentE8);
    EXPECT_EQ(missing->missing_e8, 15 * kPercentE8);
    ASSERT_EQ(missing->gaps.size(), 1U);
    EXPECT_EQ(missing->gaps[0].holding_index, 2U);
    EXPECT_EQ(missing->gaps[0].gain_e8, 50 * kPercentE8);
    EXPECT_TRUE(missing->gaps[0].is_owner_definite);
}

TEST(Ownership, TalliesSayHowFarItIs) {
    Net net;
    net.holds("X", "A", 30).holds_range("Y", "A", {0, 15 * kPercentE8, false, false});
    EXPECT_EQ(net.verdict("A", "ofac"), Verdict::clear);
    const auto tallies = net.answer("ofac")->blocking.tallies(net.index("A"));
    EXPECT_EQ(tallies.front().definite_e8, 30 * kPercentE8);
    EXPECT_EQ(tallies.front().possible_e8, 45 * kPercentE8);
    EXPECT_EQ(net.answer("uk")->blocking.tallies(net.index("A")).front().possible_e8,
              30 * kPercentE8);
}

/// Shares that like to meet at the threshold; few entities, so that nets and cycles are the rule.
std::vector<Holding> random_holdings(std::mt19937& random, std::uint32_t entities_count) {
    const auto below = [&](std::uint32_t bound) {
        return static_cast<std::uint32_t>(random() % bound);
    };
    std::vector<Holding> holdings;
    const std::uint32_t count = 1 + below(entities_count * 3);
    for (std::uint32_t i = 0; i < count; ++i) {
        std::uint32_t low = below(11) * 5 * kPercentE8;
        if (below(6) == 0) low = 33'330'000 + below(2) * 10'000;
        if (below(6) == 0) low = 16'670'000 - below(2);
        const std::uint32_t high = below(3) == 0 ? low + below(11) * 5 * kPercentE8 : low;
        Holding holding{below(entities_count), below(entities_count), low,
                        std::min(high, model::kWholeE8), i};
        const bool is_band = holding.max_e8 > holding.min_e8;
        holding.min_is_excluded = is_band && below(2) == 0;
        holding.max_is_excluded = is_band && below(2) == 0;
        if (below(4) == 0) holding.kind = static_cast<StakeKind>(below(6));
        holdings.push_back(holding);
    }
    return holdings;
}

TEST(Ownership, AgreesWithItsTwinOnThousandsOfRandomNets) {
    std::mt19937 random(2014);
    std::array<std::size_t, 5> seen{};
    for (int round = 0; round < 4000; ++round) {
        const std::uint32_t entities_count = 2 + std::uint32_t(random() % 14);
        const auto holdings = random_holdings(random, entities_count);
        const auto graph = OwnershipGraph::build(entities_count, holdings);
        std::vector<Seed> seeds;
        for (std::uint32_t i = 0; i < entities_count; ++i) {
            if (random() % 4 == 0) seeds.push_back({i, random() % 4 != 0});
        }
        const std::vector<JointGroup> groups = {
            {std::uint32_t(random() % entities_count), std::uint32_t(random() % entities_count)}};
        for (const OwnershipPolicy& policy : ownership_policies()) {
            const auto blocking = Blocking::compute(graph, policy, seeds, groups);
            const auto expected = twin_verdicts(entities_count, holdings, policy, seeds, groups);
            for (std::uint32_t i = 0; i < entities_count; ++i) {
                ASSERT_EQ(blocking.verdict(i), expected[i])
                    << policy.name << " round " << round << " entity " << i;
                ++seen[static_cast<std::size_t>(expected[i])];
            }
        }
    }
    for (const std::size_t count : seen) EXPECT_GT(count, 1000U);  // The nets are worth the name.
}

TEST(OwnershipGraph, KeepsEveryHoldingOnceOnBothSides) {
    std::mt19937 random(7);
    const auto holdings = random_holdings(random, 40);
    const auto graph = OwnershipGraph::build(40, holdings);
    std::size_t out_count = 0;
    std::size_t in_count = 0;
    for (std::uint32_t entity = 0; entity < 40; ++entity) {
        for (const std::uint32_t index : graph.held_by(entity)) {
            EXPECT_EQ(holdings[index].owner_index, entity);
            ++out_count;
        }
        for (const std::uint32_t index : graph.held_in(entity)) {
            EXPECT_EQ(holdings[index].owned_index, entity);
            ++in_count;
        }
    }
    EXPECT_EQ(out_count, holdings.size());
    EXPECT_EQ(in_count, holdings.size());
}

}  // namespace
}  // namespace pelf::screen
