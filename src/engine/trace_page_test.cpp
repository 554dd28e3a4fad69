// SPDX-License-Identifier: Apache-2.0
#include "engine/trace_page.hpp"

#include <gtest/gtest.h>

#include "engine/markup.hpp"
#include "engine/markup_check.hpp"

namespace pelf::engine {
namespace {

using analyze::EndKind;
using analyze::Policy;

constexpr std::string_view kHostile = "<script>alert(\"1\")</script>&'\n리지아동";

TraceAnswer sample() {
    TraceAnswer answer;
    answer.ledger = "bitcoin";
    answer.network = "regtest";
    answer.height = 1485;
    answer.tip_hash = "777945c3";
    answer.tip_time = "2025-02-15T16:16:38Z";
    EndAnswer seed;
    seed.at = {"6a500aad:0", "bcrt1qseed", 30'0000'0000};
    seed.listed_name = "The Thief";
    answer.from = {seed};
    answer.lists = {{"house", "v1", "2025-03-01"}};
    EndAnswer exchange;
    exchange.kind = EndKind::service;
    exchange.at = {"fe9cf260:1", "bcrt1qbeta", 20'0000'0001};
    exchange.tag = "Exchange Beta";
    exchange.category = "exchange";
    exchange.hops = 2;
    exchange.path = {{"6a500aad:0", "bcrt1qseed", 30'0000'0000},
                     {"fe9cf260:1", "bcrt1qbeta", 20'0000'0001}};
    EndAnswer unspent;
    unspent.at = {"fe9cf260:0", "bcrt1qrest", 9'9999'9999};
    for (const Policy policy : {Policy::poison, Policy::fifo, Policy::lifo}) {
        PolicyAnswer& said = answer.policies.emplace_back();
        said.policy = policy;
        said.ends = {exchange, unspent};
        said.total_sat = 30'0000'0000;
        said.transactions_touched = 1234;
        if (policy == Policy::fifo) continue;
        said.passes.push_back({.at = {"fe9cf260:0", "bcrt1qrest", 7'7777'7777},
                               .party_id = "H-2",
                               .source = "house",
                               .name = "Marek Hollow"});
    }
    DestinationRow beta;
    beta.kind = EndKind::service;
    beta.name = "Exchange Beta";
    beta.category = "exchange";
    beta.amounts_sat = {25'0000'0003, 20'0000'0001, 20'0000'0002};
    beta.ends_counts = {1, 1, 1};
    beta.least_sat = 20'0000'0001;
    beta.most_sat = 20'0000'0002;
    DestinationRow rest;
    rest.amounts_sat = {9'9999'9998, 9'9999'9999, 9'9999'9996};
    rest.ends_counts = {1, 1, 1};
    rest.least_sat = 9'9999'9996;
    rest.most_sat = 9'9999'9999;
    answer.destinations = {beta, rest};
    answer.flow_policy = Policy::fifo;
    return answer;
}

TracePageOptions with_all() {
    return {.svg = "<svg><title>t</title></svg>",
            .notice = "This story is invented.",
            .version = "pelf 9.9"};
}

bool contains(const std::string& page, std::string_view words) {
    return page.find(words) != std::string::npos;
}

TEST(TracePage, IsWellFormedAndLoadsNothing) {
    const std::string page = to_html(sample(), with_all());
    EXPECT_EQ(testing::markup_fault(page), "");
    EXPECT_TRUE(contains(page, "default-src 'none'"));
    for (const std::string_view forbidden : {"<script", "http://", "https://", " src=", "<link"}) {
        EXPECT_FALSE(contains(page, forbidden)) << forbidden;
    }
}

TEST(TracePage, ShowsEveryAmountOfTheComparison) {
    const TraceAnswer answer = sample();
    const std::string page = to_html(answer, with_all());
    for (const DestinationRow& row : answer.destinations) {
        for (const std::uint64_t amount_sat : row.amounts_sat) {
            EXPECT_TRUE(contains(page, ">" + btc_column(amount_sat) + "<")) << amount_sat;
        }
        EXPECT_TRUE(contains(page, "spread\">" + btc_column(row.least_sat) + "<"));
        EXPECT_TRUE(contains(page, "spread\">" + btc_column(row.most_sat) + "<"));
    }
    EXPECT_TRUE(contains(page, "at least 20.00000001 BTC"));
    EXPECT_TRUE(contains(page, "under all 2 methods that keep amounts; at most 20.00000002 BTC"));
}

TEST(TracePage, SaysWhatWasTracedWithWhatAndThatTheStoryIsInvented) {
    const std::string page = to_html(sample(), with_all());
    for (const std::string_view words :
         {"Where 30 BTC went", "This story is invented.", "6a500aad:0", "bcrt1qseed", "The Thief",
          "up to height 1,485", "777945c3", "house", "2025-03-01", "Made by pelf 9.9",
          "1,234 transactions", "<svg><title>t</title></svg>", "2 hops away",
          ">Service, exchange<"}) {
        EXPECT_TRUE(contains(page, words)) << words;
    }
}

TEST(TracePage, NamesAListedPartyThatOnlySomeMethodsPass) {
    const std::string page = to_html(sample(), with_all());
    EXPECT_TRUE(contains(page, "Marek Hollow"));
    EXPECT_TRUE(contains(page, "poison, lifo"));
    EXPECT_TRUE(contains(page, "7.77777777"));
}

TEST(TracePage, EscapesEveryTextOfTheAnswer) {
    TraceAnswer answer = sample();
    const std::string hostile(kHostile);
    answer.ledger = answer.network = answer.tip_hash = answer.tip_time = hostile;
    answer.lists = {{hostile, hostile, hostile}};
    answer.labels = {hostile, "other"};
    for (EndAnswer* end : {&answer.from[0], &answer.policies[1].ends[0]}) {
        end->at = {hostile, hostile, 1};
        end->tag = end->category = end->listed_name = end->time = hostile;
        end->labels = {{hostile, 1}};
        end->path = {{hostile, hostile, 1}};
    }
    answer.policies[1].passes.push_back(
        {.at = {hostile, hostile, 1}, .party_id = hostile, .source = hostile, .name = hostile});
    answer.destinations[0].name = answer.destinations[0].category = hostile;
    const std::string page = to_html(answer, {.notice = hostile, .version = hostile});
    EXPECT_EQ(testing::markup_fault(page), "");
    EXPECT_FALSE(contains(page, "<script"));
    EXPECT_TRUE(contains(page, "리지아동"));
}

TEST(TracePage, SaysWhatCutATraceShort) {
    TraceAnswer answer = sample();
    EXPECT_FALSE(contains(to_html(answer, {}), "not complete"));
    answer.truncated = true;
    answer.policies[2].limits = analyze::limit_hops | analyze::limit_outside;
    answer.window = true;
    answer.window_base_height = 700'000;
    const std::string page = to_html(answer, {});
    EXPECT_TRUE(contains(page, "This trace is not complete"));
    EXPECT_TRUE(contains(page, "the number of hops allowed; an amount that stands in blocks"));
    EXPECT_TRUE(contains(page, "begins at height 700,000"));
}

TEST(TracePage, SumsUpTheEndsThatItDoesNotList) {
    TracePageOptions options;
    options.ends_max = 1;
    const std::string page = to_html(sample(), options);
    EXPECT_TRUE(contains(page, "And 1 smaller end with together 9.99999999 BTC."));
}

TEST(TracePage, OfAnEmptyAnswerIsStillAPage) {
    EXPECT_EQ(testing::markup_fault(to_html({}, {})), "");
}

}  // namespace
}  // namespace pelf::engine
