// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_json.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "engine/linked_flow.hpp"

namespace pelf::engine {
namespace {

using analyze::EndKind;
using analyze::FlowNodeKind;
using boost::json::object;

constexpr std::string_view kHostile = "<script>\"&' \n리지아동 </script>";

object parsed(const std::string& document) {
    return boost::json::parse(document).as_object();
}

const object& node(const object& flow, std::size_t index) {
    return flow.at("nodes").at(index).as_object();
}

class FlowJson : public ::testing::Test {
protected:
    void SetUp() override {
        const auto dot = run({.name = "dot", .arguments = {"-V"}}, "");
        if (!dot && dot.error().fault == Fault::not_found) GTEST_SKIP() << "no graphviz here";
    }
};

/// 50 bitcoin, of which 20 go to an exchange and the rest stays; a small fee of two boxes.
TraceAnswer coins() {
    TraceAnswer answer;
    analyze::Flow flow;
    for (const FlowNodeKind kind : {FlowNodeKind::seed, FlowNodeKind::chain, FlowNodeKind::end,
                                    FlowNodeKind::end, FlowNodeKind::end}) {
        flow.nodes.emplace_back().kind = kind;
        flow.nodes.back().transactions_count = 7;
    }
    flow.nodes[0].begins_sat = flow.nodes[0].amount_sat = 50'0000'0000;
    flow.nodes[1].amount_sat = 49'9999'0000;
    flow.nodes[2].amount_sat = 20'0000'0000;
    flow.nodes[2].end_kind = EndKind::service;
    flow.nodes[2].listed_output = 3;
    flow.nodes[3].amount_sat = 29'9998'0000;
    flow.nodes[4].amount_sat = 2'0000;
    flow.nodes[4].end_kind = EndKind::fee;
    flow.edges = {{0, 1, 49'9999'0000, 1},
                  {0, 4, 1'0000, 1},
                  {1, 2, 20'0000'0000, 2},
                  {1, 3, 29'9998'0000, 1},
                  {1, 4, 1'0000, 6}};
    answer.flow = flow;
    answer.flow_policy = analyze::Policy::lifo;
    answer.flow_names = {"", "", std::string(kHostile), "", ""};
    answer.flow_references = {"txid:0", "", "", "", ""};
    answer.flow_accounts = {"bc1q", "", "", "", ""};
    return answer;
}

TEST_F(FlowJson, HasBoxesAndLinesOfACoinLedgerWithTheirPlaces) {
    const object document = parsed(to_json_with_flow(coins(), {.name = "dot"}));
    const object& flow = document.at("flow").as_object();
    EXPECT_EQ(flow.at("policy"), "lifo");
    EXPECT_EQ(flow.at("fees_left_out"), "20000") << "drawn, they would hide the money";
    EXPECT_EQ(flow.at("summarised"), 7);
    ASSERT_EQ(flow.at("nodes").as_array().size(), 4U);
    ASSERT_EQ(flow.at("lines").as_array().size(), 3U);
    EXPECT_EQ(node(flow, 0).at("kind"), "start");
    EXPECT_EQ(node(flow, 0).at("account"), "bc1q");
    EXPECT_EQ(node(flow, 1).at("kind"), "chain");
    EXPECT_EQ(node(flow, 2).at("kind"), "service");
    EXPECT_EQ(node(flow, 2).at("name").as_string(), kHostile) << "as it is, to the letter";
    EXPECT_EQ(node(flow, 2).at("listed"), true);
    EXPECT_EQ(node(flow, 2).at("amount"), "2000000000");
    EXPECT_FALSE(node(flow, 2).contains("origins"));
    // Left to right, within the sheet, every line from one box to another.
    EXPECT_LT(node(flow, 0).at("x").as_int64(), node(flow, 1).at("x").as_int64());
    EXPECT_LT(node(flow, 1).at("x").as_int64(), node(flow, 2).at("x").as_int64());
    for (const auto& box : flow.at("nodes").as_array()) {
        EXPECT_GE(box.at("x").as_int64(), 0);
        EXPECT_LE(box.at("x").as_int64() + box.at("width").as_int64(),
                  flow.at("width").as_int64() + 1);
        EXPECT_LE(box.at("y").as_int64() + box.at("height").as_int64(),
                  flow.at("height").as_int64() + 1);
    }
    for (const auto& line : flow.at("lines").as_array()) {
        EXPECT_EQ(line.at("points").as_array().size() % 3, 1U);
        EXPECT_NE(line.at("from"), line.at("to"));
    }
    EXPECT_EQ(flow.at("lines").at(1).at("amount"), "2000000000");
    EXPECT_EQ(flow.at("lines").at(1).at("share_e8"), 40'000'000);
}

TEST_F(FlowJson, OfATurnedFlowGoesFromSourcesToThePlaceAskedFor) {
    TraceAnswer answer;
    answer.backward = true;
    analyze::Flow flow;
    flow.backward = true;
    flow.nodes.resize(2);
    flow.nodes[0].kind = FlowNodeKind::seed;
    flow.nodes[0].begins_sat = flow.nodes[0].amount_sat = flow.nodes[1].amount_sat = 5;
    flow.nodes[1].kind = FlowNodeKind::end;
    flow.nodes[1].end_kind = EndKind::coinbase;
    flow.edges = {{1, 0, 5, 1}};
    answer.flow = flow;
    answer.flow_policy = analyze::Policy::fifo;
    answer.flow_names = answer.flow_references = answer.flow_accounts = {"", ""};
    const object document = parsed(to_json_with_flow(answer, {.name = "dot"}));
    const object& drawn = document.at("flow").as_object();
    EXPECT_EQ(node(drawn, 0).at("kind"), "start");
    EXPECT_EQ(node(drawn, 1).at("kind"), "coinbase");
    EXPECT_LT(node(drawn, 1).at("x").as_int64(), node(drawn, 0).at("x").as_int64());
}

PlaceFacts place(std::string name, std::string asset, unsigned decimals) {
    PlaceFacts at;
    at.place = std::move(name);
    at.account = "account";
    at.asset = std::move(asset);
    at.decimals = decimals;
    at.time = "2020-03-01T10:00:00Z";
    return at;
}

/// 8 ether, 6 of which go over a link to bitcoin and rest there; the other 2 are paid out in yuan.
LinkedAnswer linked(model::LinkStanding standing) {
    constexpr std::uint64_t kEther = 1'000'000'000'000'000'000;
    LinkedAnswer answer;
    answer.thefts = {{"the robbery", "ETH", 18, 8 * kEther}};
    answer.from = {place("ethereum:0xaa:0", "ETH", 18)};
    answer.from[0].amount = 8 * kEther;
    answer.policies.emplace_back().policy = analyze::Policy::poison;
    LinkedPolicy& policy = answer.policies.emplace_back();
    policy.crossings.resize(2);
    LinkCrossing& swap = policy.crossings[0];
    swap.link = "S1";
    swap.kind = model::LinkKind::swap;
    swap.standing = standing;
    swap.likelihood_ppm = standing == model::LinkStanding::matched ? 930'000 : 1'000'000;
    swap.from = place("ethereum:0xbb:0", "ETH", 18);
    swap.from.owner.tag = kHostile;
    swap.to = place("bitcoin:cc:0", "BTC", 8);
    swap.given = 6 * kEther + 1;
    swap.got = 1500;
    LinkCrossing& paid = policy.crossings[1];
    paid.link = "P1";
    paid.from = place("ethereum:0xdd:0", "ETH", 18);
    paid.to = place("", "CNY", 2);
    paid.to.account = "Bank 9";
    paid.given = 2 * kEther - 1;
    paid.got = 1'234'567;
    policy.arrivals = {swap.to};
    policy.ends.push_back({EndKind::unspent, "bitcoin", swap.to, 1500, 3, {}, {}});
    policy.ends.push_back({EndKind::service, "", paid.to, paid.got, 0, {}, "P1"});
    const auto over = [](WayPoint from, WayPoint to, const Uint256& given, const Uint256& got,
                         std::uint32_t hops, std::uint64_t origin) {
        return WayStream{from, to, given, got, hops, {{0, origin}}};
    };
    policy.way = {
        over({WayKind::start, 0}, {WayKind::link, 0}, swap.given, swap.given, 2, 6 * kEther + 1),
        over({WayKind::start, 0}, {WayKind::link, 1}, paid.given, paid.given, 5, 2 * kEther - 1),
        over({WayKind::link, 0}, {WayKind::arrival, 0}, 1500, 1500, 0, 6 * kEther + 1),
        over({WayKind::arrival, 0}, {WayKind::end, 0}, 1500, 1500, 3, 6 * kEther + 1),
        over({WayKind::link, 1}, {WayKind::end, 1}, paid.got, paid.got, 0, 2 * kEther - 1)};
    return answer;
}

const object& node_named(const object& flow, std::string_view kind, std::string_view asset) {
    for (const auto& one : flow.at("nodes").as_array()) {
        const bool is_kind = one.at("kind") == boost::json::value(boost::json::string(kind));
        if (is_kind && one.at("asset") == boost::json::value(boost::json::string(asset))) {
            return one.as_object();
        }
    }
    ADD_FAILURE() << "no " << kind << " in " << asset;
    return flow;
}

bool has_remark(const object& box, std::string_view words) {
    for (const auto& remark : box.at("remarks").as_array()) {
        if (std::string_view(remark.as_string()).find(words) != std::string_view::npos) return true;
    }
    return false;
}

TEST_F(FlowJson, OfSeveralLedgersSaysHowMuchOfWhichTheftIsWhere) {
    const LinkedAnswer answer = linked(model::LinkStanding::asserted);
    const object document = parsed(to_json_with_flow(answer, kLinkedNodes, {.name = "dot"}));
    const object& flow = document.at("flow").as_object();
    EXPECT_EQ(flow.at("policy"), "fifo") << "poison does not say which money went where";
    ASSERT_EQ(flow.at("nodes").as_array().size(), 5U);
    const object& start = node_named(flow, "start", "ETH");
    EXPECT_EQ(start.at("ledger"), "ethereum");
    EXPECT_EQ(start.at("amount"), "8000000000000000000");
    const object& swap = node_named(flow, "link", "BTC");
    EXPECT_EQ(swap.at("name").as_string(), kHostile);
    EXPECT_EQ(swap.at("amount"), "1500");
    EXPECT_TRUE(has_remark(swap, "for ≈ 6.0000 ETH")) << "exact elsewhere";
    EXPECT_TRUE(has_remark(swap, "75 % of the theft"));
    EXPECT_EQ(swap.at("origins").at(0).at("amount"), "6000000000000000001");
    const object& bank = node_named(flow, "service", "CNY");
    EXPECT_EQ(bank.at("name"), "Bank 9");
    EXPECT_EQ(bank.at("ledger"), nullptr);
    EXPECT_EQ(bank.at("amount_text"), "12,345.67 CNY");
    EXPECT_TRUE(has_remark(bank, "24.99 % of the theft")) << "rounded down";
    EXPECT_LT(start.at("x").as_int64(), swap.at("x").as_int64());
    for (const auto& line : flow.at("lines").as_array()) {
        if (line.at("from") == start.at("id") && line.at("to") == swap.at("id")) {
            EXPECT_EQ(line.at("hops"), "2 hops");
            EXPECT_EQ(line.at("full"), "6.000000000000000001 ETH, 75 % of the theft, 2 hops");
        }
        if (line.at("to") == bank.at("id")) {
            EXPECT_EQ(line.at("hops"), nullptr);
        }
    }
}

TEST_F(FlowJson, TellsLinksApartByWhoSaysSo) {
    const std::pair<model::LinkStanding, std::string_view> words[] = {
        {model::LinkStanding::protocol, "the protocol says so"},
        {model::LinkStanding::asserted, "link asserted"},
        {model::LinkStanding::matched, "link matched, 93 % likely"},
        {model::LinkStanding::claimed, "a memo claims so, no more"}};
    for (const auto& [standing, said] : words) {
        const object document =
            parsed(to_json_with_flow(linked(standing), kLinkedNodes, {.name = "dot"}));
        const object& swap = node_named(document.at("flow").as_object(), "link", "BTC");
        EXPECT_EQ(swap.at("standing").as_string(), model::to_string(standing));
        EXPECT_TRUE(has_remark(swap, said)) << said;
    }
}

TEST(FlowJsonWithoutDot, SaysWhyThereIsNoPictureAndGivesTheAnswerAllTheSame) {
    const Program none{.name = "pelf-no-such-program"};
    for (const object& document :
         {parsed(to_json_with_flow(coins(), none)),
          parsed(to_json_with_flow(linked(model::LinkStanding::asserted), 24, none))}) {
        const std::string_view problem = document.at("flow").at("problem").as_string();
        EXPECT_NE(problem.find("install graphviz"), std::string_view::npos) << problem;
        EXPECT_TRUE(document.contains("policies"));
    }
}

TEST(FlowJsonWithoutDot, IsNullWhereThereIsNothingToDraw) {
    const Program none{.name = "pelf-no-such-program"};
    TraceAnswer answer = coins();
    answer.flow.reset();
    EXPECT_EQ(parsed(to_json_with_flow(answer, none)).at("flow"), nullptr);
    LinkedAnswer poison = linked(model::LinkStanding::asserted);
    poison.policies.pop_back();
    EXPECT_EQ(parsed(to_json_with_flow(poison, 24, none)).at("flow"), nullptr);
}

}  // namespace
}  // namespace pelf::engine
