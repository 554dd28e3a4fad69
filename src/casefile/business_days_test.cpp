// SPDX-License-Identifier: Apache-2.0
#include "casefile/business_days.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace pelf::casefile {
namespace {

Date day(std::string_view text) {
    return parse_date(text).value();
}

/// As the Office of Personnel Management published them: days on which offices were closed.
const std::set<std::string> kPublished{
    // 2011, with New Year's Day of that year kept on the last day of 2010.
    "2010-12-31", "2011-01-17", "2011-02-21", "2011-05-30", "2011-07-04", "2011-09-05",
    "2011-10-10", "2011-11-11", "2011-11-24", "2011-12-26",
    // 2021, the first with Juneteenth, and 2022.
    "2021-01-01", "2021-01-18", "2021-02-15", "2021-05-31", "2021-06-18", "2021-07-05",
    "2021-09-06", "2021-10-11", "2021-11-11", "2021-11-25", "2021-12-24", "2021-12-31",
    "2022-01-17", "2022-02-21", "2022-05-30", "2022-06-20", "2022-07-04", "2022-09-05",
    "2022-10-10", "2022-11-11", "2022-11-24", "2022-12-26",
    // 2026.
    "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03",
    "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25"};

TEST(BusinessDays, HolidaysAreThoseThatWerePublished) {
    for (const auto& [first, last] : {std::pair{"2010-12-30", "2011-12-30"},
                                      {"2021-01-01", "2022-12-30"},
                                      {"2026-01-01", "2026-12-30"}}) {
        for (Date at = day(first); at <= day(last); at = add_days(at, 1)) {
            EXPECT_EQ(is_us_federal_holiday(at), kPublished.contains(to_string(at)))
                << to_string(at);
        }
    }
}

TEST(BusinessDays, TenOfThemPassOverWeekendsAndHolidays) {
    // Monday to Friday twice, nothing in between.
    EXPECT_EQ(to_string(add_us_business_days(day("2026-03-02"), 10)), "2026-03-16");
    // Thanksgiving: one day later.
    EXPECT_EQ(to_string(add_us_business_days(day("2026-11-16"), 10)), "2026-12-01");
    // From a Saturday the next Monday is the first.
    EXPECT_EQ(to_string(add_us_business_days(day("2026-03-07"), 1)), "2026-03-09");
    // Christmas and New Year's Day.
    EXPECT_EQ(to_string(add_us_business_days(day("2021-12-20"), 10)), "2022-01-05");
    EXPECT_EQ(to_string(add_us_business_days(day("2026-03-02"), 0)), "2026-03-02");
}

TEST(BusinessDays, NoDeadlineFallsOnADayOffFarAhead) {
    for (Date at = day("2399-12-01"); at < day("2402-01-01"); at = add_days(at, 1)) {
        EXPECT_TRUE(is_us_business_day(add_us_business_days(at, 10))) << to_string(at);
    }
}

}  // namespace
}  // namespace pelf::casefile
