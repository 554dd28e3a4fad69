// SPDX-License-Identifier: Apache-2.0
#include "model/partial_date.hpp"

#include <gtest/gtest.h>

namespace pelf::model {
namespace {

PartialDate read(std::string_view text) {
    const auto date = parse_partial_date(text);
    EXPECT_TRUE(date.has_value()) << text;
    return date.value_or(PartialDate{});
}

TEST(PartialDate, ADayIsADay) {
    const PartialDate expected{{1986, 7, 12}, {1986, 7, 12}, Precision::day, false};
    EXPECT_EQ(read("12 Jul 1986"), expected);
    EXPECT_EQ(read("1986-07-12"), expected);
    EXPECT_EQ(read("  12  July 1986 "), expected);
}

TEST(PartialDate, AMonthIsAllItsDays) {
    const PartialDate expected{{1988, 2, 1}, {1988, 2, 29}, Precision::month, false};
    EXPECT_EQ(read("Feb 1988"), expected);
    EXPECT_EQ(read("1988-02"), expected);
}

TEST(PartialDate, AYearIsNotItsFirstOfJanuary) {
    EXPECT_EQ(read("1951"), (PartialDate{{1951, 1, 1}, {1951, 12, 31}, Precision::year, false}));
}

TEST(PartialDate, CircaIsAMarkAndWidensNothing) {
    EXPECT_EQ(read("circa 1951"),
              (PartialDate{{1951, 1, 1}, {1951, 12, 31}, Precision::year, true}));
    EXPECT_EQ(read("circa 01 Mar 1951"),
              (PartialDate{{1951, 3, 1}, {1951, 3, 1}, Precision::day, true}));
}

TEST(PartialDate, ARangeKeepsBothEnds) {
    const PartialDate expected{{1960, 1, 1}, {1962, 12, 31}, Precision::range, false};
    EXPECT_EQ(read("1960 to 1962"), expected);
    EXPECT_EQ(read("1960-1962"), expected);
    EXPECT_EQ(read("between 1960 and 1962"), expected);
    EXPECT_EQ(read("Sep 1960 to 05 Oct 1962"),
              (PartialDate{{1960, 9, 1}, {1962, 10, 5}, Precision::range, false}));
}

TEST(PartialDate, WhatIsNoDateIsNothing) {
    for (const char* text :
         {"", "unknown", "30 Feb 1980", "1986-13", "12 Ju 1986", "86", "1962 to 1960", "0 Jan 1980",
          "circa", "1 2 Jan 1980", "0000", "-1-1-1980", "+986"}) {
        EXPECT_FALSE(parse_partial_date(text).has_value()) << text;
    }
}

TEST(PartialDate, ItsTextReadsBackEqual) {
    for (const char* text :
         {"12 Jul 1986", "Feb 1988", "1951", "circa 1951", "1960 to 1962", "circa 1960 to 1962",
          "29 Feb 2000", "01 Jan 1960 to 31 Dec 1960", "9999", "Dec 9999"}) {
        EXPECT_EQ(read(to_string(read(text))), read(text)) << text;
    }
}

}  // namespace
}  // namespace pelf::model
