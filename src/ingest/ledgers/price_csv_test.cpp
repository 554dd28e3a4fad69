// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/price_csv.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pelf::ingest {
namespace {

constexpr std::string_view kSomePrices =
    "date,asset,currency,price,source\n"
    "2018-07-04,BTC,USD,6599.350,\"daily close, some exchange\"\n"
    "2018-07-04,XRP,USD,0.000000000000000000000000000000000487,own\n"
    "2018-07-04,BTC,EUR,5660,own\n"
    "2018-07-05,BTC,USD,18446744073709551615,own\n";

TEST(PriceCsv, KeepsPricesAsExactDecimals) {
    Report report("prices.csv");
    const auto prices = read_price_csv(kSomePrices, report);
    ASSERT_TRUE(prices);
    EXPECT_EQ(report.losses_count(), 0U);
    ASSERT_EQ(prices->size(), 4U);
    const model::Price bitcoin{{2018, 7, 4}, "BTC", "USD", 659935, 2, "daily close, some exchange"};
    EXPECT_EQ((*prices)[0], bitcoin);
    EXPECT_EQ((*prices)[1].digits, 487U);
    EXPECT_EQ((*prices)[1].decimals, kPriceDecimalsMax);
    EXPECT_EQ((*prices)[2].decimals, 0U);
    EXPECT_EQ((*prices)[3].digits, ~std::uint64_t{0});
}

TEST(PriceCsv, CountsEveryRowThatIsNone) {
    for (const std::string& row :
         {std::string("2018-02-30,BTC,USD,1,x"),
          std::string("04.07.2018,BTC,USD,1,x"),
          std::string("2018-07-04T00:00:00Z,BTC,USD,1,x"),
          std::string("2018-07-04,,USD,1,x"),
          std::string("2018-07-04,BTC,,1,x"),
          std::string("2018-07-04,USD,USD,1,x"),
          std::string("2018-07-04,BTC,USD,0,x"),
          std::string("2018-07-04,BTC,USD,0.000,x"),
          std::string("2018-07-04,BTC,USD,-1,x"),
          std::string("2018-07-04,BTC,USD,.5,x"),
          std::string("2018-07-04,BTC,USD,5.,x"),
          std::string("2018-07-04,BTC,USD,1e3,x"),
          std::string("2018-07-04,BTC,USD,\"6,599\",x"),
          std::string("2018-07-04,BTC,USD,1.2.3,x"),
          std::string("2018-07-04,BTC,USD,18446744073709551616,x"),
          "2018-07-04,BTC,USD,0." + std::string(kPriceDecimalsMax, '0') + "1,x",
          std::string("2018-07-04,BTC,USD,1,"),
          std::string("2018-07-04,BTC,USD"),
          "2018-07-04," + std::string(kPriceNameBytesMax + 1, 'A') + ",USD,1,x",
          std::string("2018-07-04,\"BTC")}) {
        Report report("prices.csv");
        const auto prices =
            read_price_csv("date,asset,currency,price,source\n" + row + "\n", report);
        ASSERT_TRUE(prices) << row;
        EXPECT_TRUE(prices->empty()) << row;
        EXPECT_EQ(report.rejected_count(), 1U) << row;
    }
}

TEST(PriceCsv, TakesADayOnceAndSaysSo) {
    Report report("prices.csv");
    const std::string twice(std::string(kSomePrices) + "2018-07-04,BTC,USD,7000,another\n");
    const auto prices = read_price_csv(twice, report);
    ASSERT_TRUE(prices);
    EXPECT_EQ(prices->size(), 4U);
    EXPECT_EQ(report.rejected_count(), 1U);
    EXPECT_EQ(prices->front().digits, 659935U);
}

TEST(PriceCsv, NeedsItsColumns) {
    Report report("prices.csv");
    const auto prices = read_price_csv("date,asset,currency,price\n2018-07-04,BTC,USD,1\n", report);
    ASSERT_FALSE(prices);
    EXPECT_NE(prices.error().message.find("a column source"), std::string::npos);
}

TEST(PriceCsv, CutAtEveryByteGivesPricesOfBeforeTheCutOrALoss) {
    Report whole_report("prices.csv");
    const auto whole = read_price_csv(kSomePrices, whole_report);
    ASSERT_TRUE(whole);
    for (std::size_t size = 0; size < kSomePrices.size(); ++size) {
        Report report("prices.csv");
        const auto prices = read_price_csv(kSomePrices.substr(0, size), report);
        if (!prices) continue;
        ASSERT_LE(prices->size(), whole->size());
        EXPECT_EQ(report.accepted_count(), prices->size());
        // Only the row that the cut went through can differ: its source may be shorter.
        for (std::size_t i = 0; i + 1 < prices->size(); ++i) EXPECT_EQ((*prices)[i], (*whole)[i]);
        if (!prices->empty()) {
            EXPECT_EQ(prices->back().digits, (*whole)[prices->size() - 1].digits);
        }
    }
}

}  // namespace
}  // namespace pelf::ingest
