// SPDX-License-Identifier: Apache-2.0
#include "ingest/ownership/share_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pelf::ingest {
namespace {

using model::kPercentE8;
using model::StakeKind;

/// The share as our own words, "none" if there is none.
std::string read(std::string_view text) {
    const auto phrase = parse_share(text);
    if (!phrase) return "none";
    return phrase->is_right_only ? "a right" : to_string(phrase->share);
}

TEST(ParseShare, ANumberIsExact) {
    for (const char* text : {"50", "50%", "50 %", "50.0", "50,00 %", " 50 percent", "1/2"}) {
        EXPECT_EQ(read(text), "50 %") << text;
    }
    EXPECT_EQ(read("33.33"), "33.33 %");
    EXPECT_EQ(read("33,3333335"), "33.333334 %");
    EXPECT_EQ(read("1/3"), "33.333333 %");
    EXPECT_EQ(read("100"), "100 %");
    EXPECT_EQ(read("0"), "0 %");
}

TEST(ParseShare, ABandHasBothEnds) {
    for (const char* text : {"25-50",
                             "25\xE2\x80\x93"
                             "50%",
                             "25 to 50 %", "between 25% and 50%"}) {
        EXPECT_EQ(read(text), "25 to 50 %") << text;
    }
}

TEST(ParseShare, WordsSayWhichBoundIsMeant) {
    EXPECT_EQ(read("more than 25 %"), "more than 25 %");
    EXPECT_EQ(read("> 25"), "more than 25 %");
    EXPECT_EQ(read(">=25%"), "at least 25 %");
    EXPECT_EQ(read("75% or more"), "at least 75 %");
    EXPECT_EQ(read("less than 25"), "at least 0 and less than 25 %");
    EXPECT_EQ(read("not more than 25"), "0 to 25 %");
    EXPECT_EQ(read("up to 25%"), "0 to 25 %");
    EXPECT_EQ(read("more than 25% but not more than 50%"), "more than 25 and at most 50 %");
    EXPECT_EQ(read("more than 50% but less than 75%"), "more than 50 and less than 75 %");
}

TEST(ParseShare, UkCodesHaveTheBoundsOfTheirDescriptions) {
    EXPECT_EQ(read("ownership-of-shares-25-to-50-percent"), "more than 25 and at most 50 %");
    EXPECT_EQ(read("ownership-of-shares-50-to-75-percent"), "more than 50 and less than 75 %");
    EXPECT_EQ(read("ownership-of-shares-75-to-100-percent"), "at least 75 %");
    EXPECT_EQ(parse_share("voting-rights-50-to-75-percent")->kind, StakeKind::votes);
    EXPECT_EQ(parse_share("ownership-of-shares-50-to-75-percent")->kind, StakeKind::shares);
    EXPECT_EQ(read("right-to-appoint-and-remove-directors"), "a right");
    EXPECT_EQ(parse_share("right-to-appoint-and-remove-directors")->kind, StakeKind::board);
}

TEST(ParseShare, AHalfWithoutItsSignMayBeAHalfPercent) {
    EXPECT_EQ(read("0.5"), "0.5 to 50 %");
    EXPECT_EQ(read("0.5%"), "0.5 %");
    EXPECT_EQ(read("1"), "1 %");
}

TEST(ParseShare, WhatIsNoShareIsNone) {
    for (const char* text :
         {"", "many", "101", "1000%", "75-50", "50.50.50", "3/2", "1/0", "Inc."}) {
        EXPECT_EQ(read(text), "none") << text;
    }
    EXPECT_EQ(read(std::string(257, '1')), "none");
}

}  // namespace
}  // namespace pelf::ingest
