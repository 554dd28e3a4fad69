// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <gtest/gtest.h>

namespace pelf {
namespace {

TEST(Date, ReadsWhatItWrites) {
    for (const char* day : {"1900-02-28", "1970-01-01", "2000-02-29", "2020-03-02", "9999-12-31"}) {
        ASSERT_TRUE(parse_date(day)) << day;
        EXPECT_EQ(to_string(*parse_date(day)), day);
    }
}

TEST(Date, RefusesDaysThatDoNotExistAndOtherForms) {
    for (const char* day : {"2021-02-29", "2021-13-01", "2021-00-10", "2021-1-1", "02/03/2020",
                            "2020-03-02 ", "", "20x0-03-02"}) {
        EXPECT_FALSE(parse_date(day)) << day;
    }
}

TEST(Date, CountsDaysFromTheEpoch) {
    EXPECT_EQ(days_since_epoch({1970, 1, 1}), 0);
    EXPECT_EQ(days_since_epoch({1969, 12, 31}), -1);
    EXPECT_EQ(days_since_epoch({2000, 3, 1}), 11'017);
}

TEST(Date, WritesMomentsAsRfc3339) {
    EXPECT_EQ(rfc3339(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(rfc3339(1'231'006'505), "2009-01-03T18:15:05Z");
    EXPECT_EQ(rfc3339(-1), "1969-12-31T23:59:59Z");
}

TEST(Date, TakesADayAsItsLastSecond) {
    EXPECT_EQ(parse_as_of("1970-01-01"), 86'399);
    EXPECT_EQ(parse_as_of("2009-01-03T18:15:05Z"), 1'231'006'505);
    EXPECT_FALSE(parse_as_of("2009-01-03T18:15:05"));
    EXPECT_FALSE(parse_as_of("2009-01-03T24:00:00Z"));
    EXPECT_FALSE(parse_as_of("yesterday"));
}

}  // namespace
}  // namespace pelf
