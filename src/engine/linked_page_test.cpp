// SPDX-License-Identifier: Apache-2.0
#include "engine/linked_page.hpp"

#include <gtest/gtest.h>

#include "engine/markup_check.hpp"

namespace pelf::engine {
namespace {

constexpr std::string_view kHostile = "<script>\"&' \n리지아동 </script>";

PlaceFacts hostile_place(std::string asset, unsigned decimals) {
    PlaceFacts at;
    at.place = at.account = at.time = kHostile;
    at.asset = std::move(asset);
    at.decimals = decimals;
    at.owner.tag = at.owner.listed_name = kHostile;
    return at;
}

/// 1,000 drops, of which 600 went over a link and came out as 1.5 bitcoin, and 400 stayed.
LinkedAnswer sample(model::LinkStanding standing) {
    LinkedAnswer answer;
    answer.thefts = {{std::string(kHostile), "XRP", 6, 1000}};
    answer.from = {hostile_place("XRP", 6)};
    answer.link_files = {{std::string(kHostile), "abcd", 1}};
    answer.lists = {{std::string(kHostile), "v1", "2025-03-01"}};
    LinkedPolicy& policy = answer.policies.emplace_back();
    LinkCrossing& crossing = policy.crossings.emplace_back();
    crossing.link = crossing.source = kHostile;
    crossing.standing = standing;
    crossing.likelihood_ppm = 912'345;
    crossing.competitors = 2;
    crossing.from = hostile_place("XRP", 6);
    crossing.to = hostile_place("BTC", 8);
    crossing.given = 600;
    crossing.got = 150'000'000;
    const OriginAnswer over{std::string(kHostile), "XRP", 6, 600};
    const OriginAnswer stayed{std::string(kHostile), "XRP", 6, 400};
    policy.ends.push_back(
        {analyze::EndKind::unspent, "bitcoin", crossing.to, crossing.got, 2, {over}, {}});
    policy.ends.push_back(
        {analyze::EndKind::service, std::string(kHostile), crossing.from, 400, 1, {stayed}, {}});
    policy.passes.push_back({crossing.to, 5});
    policy.way.push_back({{WayKind::start, 0}, {WayKind::end, 1}, 400, 400, 1, {{0, 400}}});
    return answer;
}

TEST(LinkedPage, IsWellFormedAndRunsNothingWhateverNamesSay) {
    for (const auto standing : {model::LinkStanding::protocol, model::LinkStanding::asserted,
                                model::LinkStanding::matched}) {
        const std::string page = to_html(sample(standing), {.notice = kHostile, .version = "pelf"});
        EXPECT_EQ(testing::markup_fault(page), "");
        EXPECT_EQ(page.find("<script"), std::string::npos);
        EXPECT_NE(page.find("리지아동"), std::string::npos);
    }
}

TEST(LinkedPage, SaysWhereEachPartOfTheTheftIsAndHowALinkIsKnown) {
    const std::string page = to_html(sample(model::LinkStanding::matched), {});
    for (const std::string_view words :
         {"Where 0.001 XRP went", ">0.0006<", ">0.0004<", "1.5 BTC", "matched by amount and time",
          "91.2345 % likely, 2 other pairs in question", "A link is seen on no ledger"}) {
        EXPECT_NE(page.find(words), std::string::npos) << words;
    }
}

TEST(LinkedPage, SaysThatATraceWasCutShortAndWhy) {
    LinkedAnswer answer = sample(model::LinkStanding::asserted);
    EXPECT_EQ(to_html(answer, {}).find("not complete"), std::string::npos);
    answer.truncated = true;
    answer.policies.front().limits = analyze::limit_hops;
    const std::string page = to_html(answer, {});
    EXPECT_NE(page.find("not complete"), std::string::npos);
    EXPECT_NE(page.find("the number of hops allowed"), std::string::npos);
}

TEST(LinkedPage, SumsUpRowsBeyondTheLargest) {
    LinkedAnswer answer = sample(model::LinkStanding::asserted);
    const std::string page = to_html(answer, {.ends_max = 1});
    EXPECT_NE(page.find("1 smaller row<"), std::string::npos);
}

}  // namespace
}  // namespace pelf::engine
