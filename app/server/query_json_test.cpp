// SPDX-License-Identifier: Apache-2.0
#include "server/query_json.hpp"

#include <gtest/gtest.h>

#include "server/json_body.hpp"
#include "server/trace_json.hpp"

namespace pelf::server {
namespace {

Result<ScreenQuery> query_of(std::string_view body) {
    PELF_TRY(object, parse_body(body));
    return read_screen_query(object);
}

TEST(JsonBody, RefusesWhatIsNoObjectOrTooDeep) {
    for (const char* const body : {"", "[]", "1", "{", "{\"a\":1}x", "{\"a\":\"\xff\"}", "{'a':1}",
                                   "{\"a\":\"\\ud800\"}", "nul"}) {
        EXPECT_FALSE(parse_body(body)) << body;
    }
    const auto nested = [](std::size_t depth) {
        return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    EXPECT_TRUE(parse_body(nested(kBodyDepthMax - 1)));
    EXPECT_FALSE(parse_body(nested(kBodyDepthMax)));
    EXPECT_FALSE(parse_body(std::string(1'000'000, '[')));
}

TEST(QueryJson, ReadsTheOptionsOfTheCommandLine) {
    const auto query = query_of(
        R"({"name": ["Tian Yinyin", "TIAN, Yinyin"], "type": "person", "born": "1986-11-10",
            "country": ["CN"], "threshold": 70, "as_of": "2021-01-01", "include_services": true})");
    ASSERT_TRUE(query) << query.error().message;
    EXPECT_EQ(query->customer.party.names.size(), 2U);
    EXPECT_EQ(query->customer.party.display_name(), "Tian Yinyin");
    EXPECT_EQ(query->customer.party.type, model::PartyType::person);
    EXPECT_EQ(query->customer.party.births.size(), 1U);
    EXPECT_EQ(query->threshold, 70);
    EXPECT_EQ(query->as_of, "2021-01-01");
    EXPECT_TRUE(query->include_services);
}

TEST(QueryJson, LeavesNothingOut) {
    for (const char* const body :
         {R"({})", R"({"name": 5})", R"({"name": "x", "nam": "y"})",
          R"({"name": "x", "born": "soon"})", R"({"name": "x", "threshold": 101})",
          R"({"name": "x", "threshold": 1.5})", R"({"name": "x", "as_of": "yesterday"})",
          R"({"name": "x", "country": "Atlantis"})", R"({"name": ["x", 1]})",
          R"({"name": "a\u0000b"})", R"({"name": "a\u001bb"})",
          R"({"name": "x", "type": "planet"})", R"({"name": ""})"}) {
        EXPECT_FALSE(query_of(body)) << body;
    }
}

TEST(QueryJson, SurvivesABodyCutAtEveryByte) {
    const std::string whole =
        R"({"name":["Ротенберг Аркадий","x"],"born":"1951","id":"Passport:123"})";
    ASSERT_TRUE(query_of(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(query_of(whole.substr(0, size))) << size;
    }
}

TEST(QueryJson, ReadsEntitiesOfOpenSanctions) {
    const auto object = parse_body(
        R"({"schema": "Person", "properties": {"name": ["Arkadii Rotenberg", "Ротенберг Аркадий"],
            "birthDate": ["1951", "no date"], "nationality": ["ru"], "unheardOf": ["x"],
            "alias": "Arkadij"}})");
    ASSERT_TRUE(object);
    const auto customer = read_entity(*object);
    ASSERT_TRUE(customer) << customer.error().message;
    EXPECT_EQ(customer->party.type, model::PartyType::person);
    EXPECT_EQ(customer->party.names.size(), 3U);
    EXPECT_EQ(customer->party.display_name(), "Arkadii Rotenberg");
    EXPECT_EQ(customer->party.births.size(), 1U);
    // What was not understood is said, and not dropped.
    ASSERT_EQ(customer->problems.size(), 1U);
}

TEST(QueryJson, ASchemaThatTellsNoTypeNarrowsNothing) {
    for (const char* const schema : {"Thing", "LegalEntity"}) {
        boost::json::object object{{"schema", schema},
                                   {"properties", {{"name", boost::json::array{"x"}}}}};
        const auto customer = read_entity(object);
        ASSERT_TRUE(customer);
        EXPECT_EQ(customer->party.type, model::PartyType::unknown);
    }
    EXPECT_FALSE(read_entity(
        boost::json::object{{"schema", "Spaceship"}, {"properties", boost::json::object()}}));
    EXPECT_FALSE(read_entity(boost::json::object{{"schema", "Person"}}));
}

TEST(TraceJson, ReadsPlacesPoliciesAndLimits) {
    const std::string txid(64, 'a');
    const auto object = parse_body(R"({"from": [")" + txid + R"(:0", {"place": ")" + txid +
                                   R"(:1", "label": "theft"}], "policy": ["fifo", "haircut"],
                                   "hops_max": 3, "flow": true, "flow_nodes_max": 200})");
    const auto query = read_trace_query(*object, false);
    ASSERT_TRUE(query) << query.error().message;
    EXPECT_FALSE(query->is_linked);
    EXPECT_EQ(query->coins.from.size(), 2U);
    EXPECT_EQ(query->coins.from[1].label, "theft");
    EXPECT_EQ(query->coins.policies.size(), 2U);
    EXPECT_EQ(query->coins.hops_max, 3U);
    EXPECT_EQ(query->coins.flow_nodes_max, 200U);
    EXPECT_TRUE(query->want_flow);
}

TEST(TraceJson, KnowsPlacesOfOtherLedgers) {
    const auto object = parse_body(R"({"from": "xrpl:)" + std::string(64, 'A') + R"(:0"})");
    const auto query = read_trace_query(*object, false);
    ASSERT_TRUE(query) << query.error().message;
    EXPECT_TRUE(query->is_linked);
    EXPECT_EQ(query->linked.policies.size(), 9U);
}

TEST(TraceJson, RefusesWhatItDoesNotUnderstand) {
    const std::string place = "\"" + std::string(64, 'a') + ":0\"";
    for (const std::string& body :
         {std::string(R"({})"), std::string(R"({"from": []})"), std::string(R"({"from": "x"})"),
          R"({"from": )" + place + R"(, "policy": "random"})",
          R"({"from": )" + place + R"(, "policy": "lowest-balance"})",
          R"({"from": )" + place + R"(, "links": "file.csv"})",
          R"({"from": )" + place + R"(, "html": "out.html"})",
          R"({"from": )" + place + R"(, "network": "moon"})",
          R"({"from": )" + place + R"(, "hops_max": -1})",
          R"({"from": )" + place + R"(, "flow_nodes_max": 100000})"}) {
        const auto object = parse_body(body);
        ASSERT_TRUE(object) << body;
        EXPECT_FALSE(read_trace_query(*object, false)) << body;
    }
}

}  // namespace
}  // namespace pelf::server
