// SPDX-License-Identifier: Apache-2.0
#include "engine/cases.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "engine/screening.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::engine {
namespace {

const casefile::Actor kFrida{"frida", 1'772'442'000};

model::Party listed(const std::string& key, const std::string& name) {
    model::Party party;
    party.id = {"pelf-csv", key};
    party.type = model::PartyType::person;
    party.names.push_back({.whole = name, .family = {}, .given = {}});
    return party;
}

Lists lists_of(std::vector<model::Party> parties, const std::string& version = "v1") {
    screen::SourceList list;
    list.source = "pelf-csv";
    list.parties = std::move(parties);
    std::vector<screen::SourceList> sources;
    sources.push_back(std::move(list));
    screen::ListVersion about;
    about.source = "pelf-csv";
    about.version = version;
    return {screen::Watchlist::build(std::move(sources)), {about}, 0};
}

std::string screened(const Lists& lists, const std::string& name) {
    screen::Customer customer;
    screen::add_field(customer, {screen::CustomerField::name}, name);
    return to_json(lists, {screen_customer(lists, customer, {.score_min = 65})}, 65);
}

TEST(CaseAlerts, TheSameQuestionAboutTheSamePartiesIsTheSameAlert) {
    const Lists one = lists_of({listed("1", "Marek Hollow")});
    const Lists two = lists_of({listed("1", "Marek Hollow"), listed("2", "Marek Hollow")}, "v2");
    const auto first = alerts_of_answer(screened(one, "Marek Hollow"), one);
    const auto other = alerts_of_answer(screened(one, "Marek Hollov"), one);
    const auto more = alerts_of_answer(screened(two, "Marek Hollow"), two);
    ASSERT_TRUE(first && other && more);
    ASSERT_EQ(first->size(), 1U);
    const casefile::AlertDraft& alert = first->front();
    EXPECT_EQ(alert.subject, "Marek Hollow");
    EXPECT_EQ(alert.document, screened(one, "Marek Hollow"));
    ASSERT_EQ(alert.parties.size(), 1U);
    EXPECT_EQ(alert.parties.front().key, "1");
    EXPECT_EQ(alert.parties.front().hash.size(), 64U);
    EXPECT_EQ(alert.lists.front().version, "v1");
    EXPECT_NE(alert.identity, other->front().identity) << "asked about another name";
    EXPECT_NE(alert.identity, more->front().identity) << "nobody has looked at the second party";
    // Given under one version and kept under another: what it said then is not known.
    const auto late = alerts_of_answer(screened(one, "Marek Hollow"), two);
    ASSERT_TRUE(late);
    EXPECT_EQ(late->front().identity, alert.identity);
    EXPECT_EQ(late->front().parties.front().hash, "");
}

TEST(CaseAlerts, AnswersToSeveralQuestionsAreSeveralAlerts) {
    const Lists lists = lists_of({listed("1", "Marek Hollow")});
    const std::vector<ScreenAnswer> answers{screen_wallet(lists, "1abc", std::nullopt),
                                            screen_wallet(lists, "1def", std::nullopt)};
    const auto alerts = alerts_of_answer(to_json(lists, answers, 0), lists);
    ASSERT_TRUE(alerts);
    ASSERT_EQ(alerts->size(), 2U);
    EXPECT_EQ((*alerts)[0].subject, "1abc");
    EXPECT_EQ((*alerts)[1].subject, "1def");
    EXPECT_EQ((*alerts)[0].document.find("1def"), std::string::npos);
}

TEST(CaseAlerts, WhatIsNoAnswerIsRefusedCutAtEveryByte) {
    const Lists lists = lists_of({listed("1", "Marek Hollow")});
    const std::string answer = screened(lists, "Marek Hollow");
    for (std::size_t size = 0; size < answer.size(); ++size) {
        EXPECT_FALSE(alerts_of_answer(answer.substr(0, size), lists)) << size;
    }
    for (const char* text : {"{}", "[]", "{\"hits\":[]}", "{\"query\":{\"text\":\"\"},\"hits\":[]}",
                             "{\"query\":1,\"hits\":[]}", "{\"answers\":[]}", "{\"answers\":[1]}",
                             "{\"ledger\":\"bitcoin\",\"direction\":\"forward\",\"from\":[]}"}) {
        const auto canonical = canonical_answer(text);
        EXPECT_FALSE(canonical && alerts_of_answer(*canonical, lists)) << text;
    }
    EXPECT_FALSE(canonical_answer(std::string(100, '[') + std::string(100, ']')));
}

TEST(CaseAlerts, ATraceIsKnownByWhereItBegan) {
    const Lists lists = lists_of({listed("1", "Marek Hollow")});
    const auto trace = [&](std::size_t places, const std::string& more) {
        std::string from;
        for (std::size_t i = 0; i < places; ++i) {
            from += text(i == 0 ? "" : ",", "{\"place\":\"aa:", i, "\"}");
        }
        return canonical_answer(
            text("{\"ledger\":\"bitcoin\",\"network\":\"main\",\"direction\":"
                 "\"forward\",\"from\":[",
                 from,
                 "],\"policies\":[{\"listed_passed\":[{\"source\":"
                 "\"pelf-csv\",\"id\":\"1\",\"name\":\"M\"}]}]",
                 more, "}"));
    };
    const auto drawn = trace(2, ",\"flow\":{\"x\":1.5}");
    ASSERT_TRUE(drawn && trace(2, ""));
    EXPECT_EQ(*drawn, *trace(2, "")) << "a drawing is no part of the answer";
    const auto alerts = alerts_of_answer(*drawn, lists);
    ASSERT_TRUE(alerts);
    EXPECT_EQ(alerts->front().kind, casefile::AlertKind::trace);
    EXPECT_EQ(alerts->front().parties.size(), 1U);
    EXPECT_EQ(traced_from(alerts->front().subject), (std::vector<std::string>{"aa:0", "aa:1"}));
    const auto many = alerts_of_answer(*trace(21, ""), lists);
    ASSERT_TRUE(many);
    EXPECT_EQ(many->front().subject, "forward from aa:0 and 20 more places");
    EXPECT_TRUE(traced_from(many->front().subject).empty());
    EXPECT_TRUE(traced_from("Marek Hollow").empty());
}

TEST(Cases, AreOpenAgainWhenAListSaysSomethingElse) {
    const test::TemporaryFolder folder;
    const Home home{folder.path() / "home"};
    EXPECT_FALSE(has_cases(home, ""));
    const auto cases = Cases::open(home, "");
    ASSERT_TRUE(cases) << cases.error().message;
    EXPECT_TRUE(has_cases(home, ""));
    const Lists before = lists_of({listed("1", "Marek Hollow")});
    const auto placed = add_answer(*cases, {}, screened(before, "Marek Hollow"), before, kFrida);
    ASSERT_TRUE(placed) << placed.error().message;
    const casefile::CaseNumber number = placed->front().number;
    cases->with([&](casefile::CaseStore& store) {
        EXPECT_TRUE(store.propose(
            number, {casefile::Disposition::false_positive, "name_only", "another"}, kFrida));
        EXPECT_TRUE(store.approve(number, "", {"gerd", kFrida.now_unix_s}));
        return 0;
    });
    const auto same = reopen_changed(*cases, lists_of({listed("1", "Marek Hollow")}, "v2"), kFrida);
    ASSERT_TRUE(same);
    EXPECT_TRUE(same->empty()) << "another version that says the same";
    const Lists none{screen::Watchlist::build({}), {}, 0};
    const auto away = reopen_changed(*cases, none, kFrida);
    ASSERT_TRUE(away);
    EXPECT_TRUE(away->empty()) << "a list that is not here says nothing";
    const auto changed =
        reopen_changed(*cases, lists_of({listed("1", "Marek J. Hollow")}, "v3"), kFrida);
    ASSERT_TRUE(changed);
    EXPECT_EQ(*changed, std::vector{number});
    const auto json = case_json(*cases, number);
    ASSERT_TRUE(json);
    EXPECT_NE(json->find("\"state\": \"open\""), std::string::npos);
}

}  // namespace
}  // namespace pelf::engine
