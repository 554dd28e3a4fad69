// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_layout.hpp"

#include <gtest/gtest.h>

namespace pelf::engine {
namespace {

const std::vector<LayoutBox> kBoxes{{96, 48, true, false}, {192, 48}, {96, 48, false, true}};
const std::vector<LayoutLine> kLines{{0, 1, 5}, {0, 2, 1, 60}, {1, 2, 1}};

/// As dot 2.43 writes it, shortened.
constexpr std::string_view kPlain =
    "graph 1 6 2\n"
    "node 0 1 1.5 1 0.5 \"\" solid box black lightgrey\n"
    "node 1 3 1.5 2 0.5 \"\" solid box black lightgrey\n"
    "node 2 5 0.5 1 0.5 \"\" solid box black lightgrey\n"
    "edge 0 1 4 1.5 1.5 1.6 1.5 1.7 1.5 1.9 1.5 solid black\n"
    "edge 0 2 4 1.5 1.5 2 1 3 0.5 4.4 0.5 \"<TABLE>\" 2.5 0.75 solid black\n"
    "edge 1 2 4 4 1.5 4.1 1 4.2 1 4.4 0.5 solid black\n"
    "stop\n";

TEST(FlowLayout, ReadsPlacesInPixelsFromTheTop) {
    const auto layout = parse_layout(kPlain, kBoxes, kLines);
    ASSERT_TRUE(layout);
    EXPECT_DOUBLE_EQ(layout->width, 576);
    EXPECT_DOUBLE_EQ(layout->height, 192);
    EXPECT_DOUBLE_EQ(layout->boxes[2].x, 480);
    EXPECT_DOUBLE_EQ(layout->boxes[2].y, 144);
    ASSERT_EQ(layout->lines[1].curve.size(), 4U);
    EXPECT_DOUBLE_EQ(layout->lines[1].label.x, 240);
    EXPECT_DOUBLE_EQ(layout->lines[1].label.y, 120);
}

TEST(FlowLayout, RefusesAnAnswerCutAnywhere) {
    for (std::size_t size = 0; size + 1 < kPlain.size(); ++size) {
        const auto layout = parse_layout(kPlain.substr(0, size), kBoxes, kLines);
        ASSERT_FALSE(layout) << size;
        EXPECT_EQ(layout.error().fault, Fault::malformed);
    }
}

TEST(FlowLayout, RefusesPlacesOfBoxesAndLinesThatNobodyAskedFor) {
    EXPECT_FALSE(parse_layout("graph 1 6 2\nnode 3 1 1 1 1\nstop\n", kBoxes, kLines));
    EXPECT_FALSE(parse_layout("graph 1 6 2\nedge 2 0 1 1 1 solid black\nstop\n", kBoxes, kLines));
    EXPECT_FALSE(parse_layout("stop\n", kBoxes, kLines));
    EXPECT_TRUE(parse_layout("graph 1 0 0\nstop\n", {}, {}));
}

TEST(FlowLayout, RefusesTwoPlacesForOneBoxOrLine) {
    for (const std::string_view again :
         {"node 0 1 1.5 1 0.5\n", "edge 0 1 4 1.5 1.5 1.6 1.5 1.7 1.5 1.9 1.5 solid black\n"}) {
        std::string twice(kPlain);
        twice.insert(twice.find("stop"), again);
        EXPECT_FALSE(parse_layout(twice, kBoxes, kLines));
    }
}

TEST(FlowLayout, TellsDotSizesAndNumbersOnly) {
    const std::string dot = to_dot(kBoxes, kLines);
    EXPECT_NE(dot.find("0 [width=1.0000 height=0.5000]"), std::string::npos);
    EXPECT_NE(dot.find("{rank=min; 0;}"), std::string::npos);
    EXPECT_NE(dot.find("{rank=max; 2;}"), std::string::npos);
    EXPECT_NE(dot.find("0 -> 2 [weight=1 label=<<TABLE"), std::string::npos);
    EXPECT_NE(dot.find("1 -> 2 [weight=1]"), std::string::npos);
}

TEST(FlowLayout, PutsMoneyFromLeftToRight) {
    const auto layout = lay_out(kBoxes, kLines, {.name = "dot"});
    if (!layout && layout.error().fault == Fault::not_found) GTEST_SKIP() << "no graphviz here";
    ASSERT_TRUE(layout) << layout.error().message;
    EXPECT_LT(layout->boxes[0].x + 48, layout->boxes[1].x - 96);
    EXPECT_LT(layout->boxes[1].x + 96, layout->boxes[2].x - 48);
}

TEST(FlowLayout, SaysWhatToInstall) {
    const auto layout = lay_out(kBoxes, kLines, {.name = "no-such-dot"});
    ASSERT_FALSE(layout);
    EXPECT_EQ(layout.error().fault, Fault::not_found);
    EXPECT_EQ(layout.error().message,
              "install graphviz to draw pictures (apt-get install graphviz)");
}

}  // namespace
}  // namespace pelf::engine
