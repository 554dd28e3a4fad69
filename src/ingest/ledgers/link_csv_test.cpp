// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/link_csv.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pelf::ingest {
namespace {

constexpr std::string_view kLinks =
    "id,kind,standing,from_place,from_amount,to_place,to_account,to_asset,to_amount,source,note,"
    "likelihood_ppm,competitors\n"
    "L1,swap,asserted,xrpl:AB:0,5000000,bitcoin:cd:1,,BTC,120,\"Exchange two, answer of 3 "
    "May\",,,\n"
    "L2,gift_card,matched,bitcoin:cd:0,7,,card 4711,USD,100,own,seen in mail,900000,3\n";

TEST(LinkCsv, KeepsBothSidesAndWhoSaysSo) {
    Report report("links.csv");
    const auto links = read_link_csv(kLinks, report);
    ASSERT_TRUE(links);
    EXPECT_EQ(report.losses_count(), 0U);
    ASSERT_EQ(links->size(), 2U);
    const model::Link& swap = links->front();
    EXPECT_EQ(swap.kind, model::LinkKind::swap);
    EXPECT_EQ(swap.standing, model::LinkStanding::asserted);
    EXPECT_EQ(swap.from.place, "xrpl:AB:0");
    EXPECT_EQ(swap.from.amount, Uint256(5'000'000));
    EXPECT_EQ(swap.to.place, "bitcoin:cd:1");
    EXPECT_EQ(swap.source, "Exchange two, answer of 3 May");
    EXPECT_EQ(swap.likelihood_ppm, 1'000'000U);
    const model::Link& card = links->back();
    EXPECT_EQ(card.to.account, "card 4711");
    EXPECT_EQ(card.to.asset, "USD");
    EXPECT_EQ(card.likelihood_ppm, 900'000U);
    EXPECT_EQ(card.competitors, 3U);
}

TEST(LinkCsv, CountsEveryRowThatIsNone) {
    const std::string head(kLinks.substr(0, kLinks.find('\n') + 1));
    for (const std::string_view row :
         {",swap,asserted,a:b,1,c:d,,,1,who,,,", "L,gift,asserted,a:b,1,c:d,,,1,who,,,",
          "L,swap,sure,a:b,1,c:d,,,1,who,,,", "L,swap,asserted,ab,1,c:d,,,1,who,,,",
          "L,swap,asserted,a:b,0,c:d,,,1,who,,,", "L,swap,asserted,a:b,1.5,c:d,,,1,who,,,",
          "L,swap,asserted,a:b,1,,,,1,who,,,", "L,swap,asserted,a:b,1,,card,,1,who,,,",
          "L,swap,asserted,a:b,1,c:d,,,1,,,,", "L,swap,asserted,a:b,1,c:d,,,1,who,,1000001,",
          "L,swap,asserted,a:b,1,c:,,,1,who,,,", "L,swap,\"asserted"}) {
        Report report("links.csv");
        const auto links = read_link_csv(head + std::string(row) + "\n", report);
        ASSERT_TRUE(links) << row;
        EXPECT_TRUE(links->empty()) << row;
        EXPECT_EQ(report.rejected_count(), 1U) << row;
    }
}

TEST(LinkCsv, KnowsEveryStandingAndWritesItTheSame) {
    using enum model::LinkStanding;
    for (const auto standing : {protocol, asserted, matched, claimed}) {
        Report report("links.csv");
        std::string text(kLinks.substr(0, kLinks.find('\n') + 1));
        text += "L1,swap," + std::string(model::to_string(standing)) + ",a:b,1,c:d,,,1,who,,,\n";
        const auto links = read_link_csv(text, report);
        ASSERT_TRUE(links);
        ASSERT_EQ(links->size(), 1U);
        EXPECT_EQ(links->front().standing, standing);
        EXPECT_EQ(*read_link_csv(write_link_csv(*links), report), *links);
    }
}

TEST(LinkCsv, TakesAnIdOnce) {
    Report report("links.csv");
    std::string twice(kLinks);
    twice += "L1,swap,asserted,a:b,1,c:d,,,1,who,,,\n";
    EXPECT_EQ(read_link_csv(twice, report)->size(), 2U);
    EXPECT_EQ(report.rejected_count(), 1U);
}

TEST(LinkCsv, IsReadAsItWasWritten) {
    Report report("links.csv");
    auto links = read_link_csv(kLinks, report);
    ASSERT_TRUE(links);
    links->front().note = "one, \"two\"\nthree";
    Report again("links.csv");
    const auto second = read_link_csv(write_link_csv(*links), again);
    ASSERT_TRUE(second);
    EXPECT_EQ(*second, *links);
    EXPECT_EQ(again.losses_count(), 0U);
}

TEST(LinkCsv, NeedsItsColumns) {
    Report report("links.csv");
    const auto links = read_link_csv("id,kind,standing,from_place\n", report);
    ASSERT_FALSE(links);
    EXPECT_NE(links.error().message.find("a column from_amount"), std::string::npos);
}

TEST(LinkCsv, CutAtEveryByteGivesTheLinksBeforeTheCutOrALoss) {
    for (std::size_t size = 0; size < kLinks.size(); ++size) {
        Report report("links.csv");
        const auto links = read_link_csv(kLinks.substr(0, size), report);
        if (!links) continue;
        EXPECT_EQ(report.accepted_count(), links->size());
        for (const model::Link& link : *links) EXPECT_FALSE(link.source.empty());
    }
}

}  // namespace
}  // namespace pelf::ingest
