// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_picture.hpp"

#include <gtest/gtest.h>

#include "engine/flow_box.hpp"
#include "engine/markup_check.hpp"

namespace pelf::engine {
namespace {

using analyze::EndKind;
using analyze::Flow;
using analyze::FlowNode;
using analyze::FlowNodeKind;

constexpr std::string_view kHostile = "<script>\"&' \n리지아동 \xff </text>";

FlowNode node(FlowNodeKind kind, std::uint64_t count, std::uint64_t amount_sat) {
    FlowNode made;
    made.kind = kind;
    made.transactions_count = count;
    made.amount_sat = amount_sat;
    made.first_time_s = 1'739'510'665;
    made.last_time_s = 1'739'510'665 + 10 * 3600;
    return made;
}

FlowNode end(EndKind kind, std::uint64_t count, std::uint64_t amount_sat) {
    FlowNode made = node(FlowNodeKind::end, count, amount_sat);
    made.end_kind = kind;
    return made;
}

/// A start, a chain, a transaction behind it, and four ends.
Flow sample() {
    Flow flow;
    flow.nodes = {node(FlowNodeKind::seed, 1, 50'0000'0000),
                  node(FlowNodeKind::chain, 48, 50'0000'0000),
                  node(FlowNodeKind::passage, 1, 20'0000'0000),
                  end(EndKind::service, 24, 25'0000'0000),
                  end(EndKind::mixer, 3, 14'9999'0000),
                  end(EndKind::unspent, 1, 10'0000'0000),
                  end(EndKind::fee, 49, 1'0000)};
    flow.nodes[0].begins_sat = 50'0000'0000;
    flow.nodes[1].listed_output = 1;
    flow.edges = {{0, 1, 50'0000'0000, 1}, {1, 2, 20'0000'0000, 1}, {1, 3, 15'0000'0000, 14},
                  {1, 4, 14'9999'5000, 3}, {1, 6, 5000, 48},        {2, 3, 10'0000'0000, 10},
                  {2, 5, 9'9999'5000, 1},  {2, 6, 5000, 1}};
    return flow;
}

std::string draw(const Flow& flow, const std::vector<std::string>& names,
                 const FlowPictureOptions& options = {},
                 const std::vector<std::string>& references = {}) {
    const auto svg = draw_flow(sheet_of(flow, {names, references, {}}), options);
    EXPECT_TRUE(svg) << svg.error().message;
    return svg ? *svg : std::string();
}

class FlowPictureTest : public ::testing::Test {
protected:
    void SetUp() override {
        const auto dot = run({.name = "dot", .arguments = {"-V"}}, "");
        if (!dot && dot.error().fault == Fault::not_found) GTEST_SKIP() << "no graphviz here";
    }
};

TEST_F(FlowPictureTest, ShowsEveryNameAndAmount) {
    const std::string svg = draw(sample(), {"", "The Thief", "", "Exchange Beta", "", "", ""});
    EXPECT_EQ(testing::markup_fault(svg), "");
    for (const std::string_view words :
         {">The Thief<", ">Exchange Beta<", ">50 BTC<", ">48 hops in 10 h, 2025-02-14<",
          ">service, 24 payments<", ">25 BTC<", ">Mixer<", ">Holder not known<", ">LISTED<"}) {
        EXPECT_NE(svg.find(words), std::string::npos) << words;
    }
}

TEST_F(FlowPictureTest, NamesSmallFeesAtTheFootInsteadOfDrawingThem) {
    const std::string svg = draw(sample(), std::vector<std::string>(7));
    EXPECT_NE(svg.find("Fees on the way, not drawn: 0.0001 BTC."), std::string::npos);
    EXPECT_EQ(svg.find(">Fees<"), std::string::npos);
    Flow flow = sample();
    flow.nodes[6].amount_sat = 5'0000'0000;
    EXPECT_NE(draw(flow, std::vector<std::string>(7)).find(">Fees<"), std::string::npos);
}

TEST_F(FlowPictureTest, WritesAnAmountOnALineOnlyWhereTheBoxesDoNotSayIt) {
    const std::string svg = draw(sample(), std::vector<std::string>(7));
    EXPECT_NE(svg.find(">15</text>"), std::string::npos);  // One of two lines out and two in.
    EXPECT_EQ(svg.find(">20</text>"), std::string::npos);  // The only line into its box.
}

TEST_F(FlowPictureTest, EscapesNames) {
    const std::string name(kHostile);
    const std::string svg =
        draw(sample(), std::vector<std::string>(7, name), {.title = name, .description = name},
             std::vector<std::string>(7, "<&\">"));
    EXPECT_EQ(testing::markup_fault(svg), "");
    EXPECT_EQ(svg.find("<script"), std::string::npos);
    EXPECT_NE(svg.find("리지아동"), std::string::npos);
}

TEST_F(FlowPictureTest, IsTheSameEveryTimeAndWhateverTheNamesSay) {
    const std::string once = draw(sample(), std::vector<std::string>(7, "x"));
    EXPECT_EQ(once, draw(sample(), std::vector<std::string>(7, "x")));
}

TEST_F(FlowPictureTest, DrawsSeedsThatWereTaintedAlready) {
    Flow flow;
    flow.nodes = {node(FlowNodeKind::seed, 1, 100), node(FlowNodeKind::seed, 1, 150),
                  node(FlowNodeKind::passage, 1, 100), end(EndKind::unspent, 1, 150)};
    flow.nodes[0].begins_sat = 100;
    flow.nodes[1].begins_sat = 50;
    flow.edges = {{0, 2, 100, 1}, {1, 3, 150, 1}, {2, 1, 100, 1}};
    EXPECT_EQ(testing::markup_fault(draw(flow, std::vector<std::string>(4))), "");
}

TEST_F(FlowPictureTest, OfNothingIsAPictureAllTheSame) {
    EXPECT_EQ(testing::markup_fault(draw({}, {})), "");
}

TEST(FlowBox, KeepsLongNamesInsideTheBox) {
    const FlowNode seed = node(FlowNodeKind::seed, 1, 2'100'000'000'000'000);
    for (const std::string& name :
         {std::string(200, 'W'), std::string("WWWW WWWW WWWWWW WWW WWWWWWWWWWW WWWWWWWWWWWW WWWWW"),
          std::string("fe9cf2604248df6170c665a6a93a1146baf5548d6622325d699b342a5a98669a"),
          std::string("리지아동 리지아동 리지아동 리지아동 리지아동 리지아동 리지아동 리지아동")}) {
        const FlowBox box = make_box(words_of(seed, {name, name + "!"}));
        EXPECT_LE(box.name.size(), 2U);
        for (const std::string& line : box.name) {
            EXPECT_LE(text_width(line, kNameSize, true) + 24, box.width) << line;
        }
        EXPECT_LE(text_width(box.reference, kRemarkSize, false) + 24, box.width);
        EXPECT_LE(text_width(box.amount, kAmountSize, true) + 24, box.width);
        EXPECT_NE(box.full.find(name), std::string::npos);
    }
}

FlowBox made(const FlowNode& node) {
    return make_box(words_of(node, {}));
}

TEST(FlowBox, SaysWhatEachKindOfEndIs) {
    EXPECT_EQ(made(end(EndKind::unspent, 1, 1)).remarks.front(), "unspent in 1 output");
    EXPECT_EQ(made(end(EndKind::bridge, 2, 1)).remarks.front(), "bridge, 2 payments");
    EXPECT_EQ(made(end(EndKind::limit, 2, 1)).name.front(), "Not followed further");
    EXPECT_EQ(made(end(EndKind::limit, 2, 1)).outline, BoxOutline::dashed);
    EXPECT_FALSE(made(end(EndKind::fee, 2, 1)).listed);
}

}  // namespace
}  // namespace pelf::engine
