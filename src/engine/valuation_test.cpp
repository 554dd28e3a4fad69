// SPDX-License-Identifier: Apache-2.0
#include "engine/valuation.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <fstream>
#include <random>

#include "base/text.hpp"

namespace pelf::engine {
namespace {

using boost::multiprecision::cpp_int;

/// A table of prices in a file that goes with the test.
class PriceFile {
public:
    explicit PriceFile(const std::string& rows)
        : path_(std::filesystem::temp_directory_path() /
                text("pelf-prices-", static_cast<long>(::getpid()), "-", ++made_, ".csv")) {
        std::ofstream(path_) << "date,asset,currency,price,source\n" << rows;
    }
    ~PriceFile() { std::filesystem::remove(path_); }
    PriceFile(const PriceFile&) = delete;
    PriceFile& operator=(const PriceFile&) = delete;

    PriceRequest request(const std::string& currency = "USD", std::uint32_t days_back = 0) const {
        return {{path_}, currency, days_back};
    }

private:
    static inline int made_ = 0;
    std::filesystem::path path_;
};

std::string worth(const Valuation& valuation, const std::string& asset, unsigned decimals,
                  const Uint256& amount, const std::string& time) {
    const Value value = valuation.value_of(asset, decimals, amount, time);
    return value.amount ? to_string(*value.amount) : "none";
}

TEST(Valuation, RoundsToTheSmallestUnitHalvesUp) {
    const PriceFile file(
        "2018-07-04,BTC,USD,1,x\n2018-07-04,YEN,JPY,2.5,x\n2018-07-04,D,BHD,1,x\n");
    const auto dollars = Valuation::read(file.request());
    ASSERT_TRUE(dollars);
    const std::string noon = "2018-07-04T12:00:00Z";
    EXPECT_EQ(worth(*dollars, "BTC", 8, 499'999, noon), "0");
    EXPECT_EQ(worth(*dollars, "BTC", 8, 500'000, noon), "1");
    EXPECT_EQ(worth(*dollars, "BTC", 8, 1'499'999, noon), "1");
    EXPECT_EQ(worth(*dollars, "BTC", 8, 1'500'000, noon), "2");
    EXPECT_EQ(worth(*dollars, "BTC", 0, 7, noon), "700");
    // The currency itself has no price and needs none, and its own smallest unit.
    EXPECT_EQ(worth(*dollars, "USD", 2, 123, noon), "123");
    EXPECT_EQ(worth(*dollars, "USD", 2, 123, ""), "none");
    EXPECT_EQ(dollars->value_of("USD", 2, 1, noon).price, nullptr);
    const auto yen = Valuation::read(file.request("JPY"));
    ASSERT_TRUE(yen);
    EXPECT_EQ(yen->decimals(), 0U);
    EXPECT_EQ(worth(*yen, "YEN", 0, 1, noon), "3");
    EXPECT_EQ(worth(*yen, "YEN", 1, 1, noon), "0");
    EXPECT_EQ(worth(*yen, "YEN", 1, 2, noon), "1");
    const auto dinars = Valuation::read(file.request("BHD"));
    ASSERT_TRUE(dinars);
    EXPECT_EQ(dinars->decimals(), 3U);
    EXPECT_EQ(worth(*dinars, "D", 0, 1, noon), "1000");
}

TEST(Valuation, AgreesWithALibraryOnRandomAmounts) {
    std::mt19937_64 random(5);
    std::string rows;
    std::vector<std::pair<std::uint64_t, unsigned>> prices;
    for (int asset = 0; asset < 200; ++asset) {
        const std::uint64_t digits = (random() >> (random() % 60)) | 1;
        const auto places = static_cast<unsigned>(random() % 19);
        std::string price = std::to_string(digits);
        if (price.size() <= places) price.insert(0, places + 1 - price.size(), '0');
        if (places > 0) price.insert(price.size() - places, ".");
        rows += text("2018-07-04,A", asset, ",USD,", price, ",x\n");
        prices.emplace_back(digits, places);
    }
    const PriceFile file(rows);
    const auto valuation = Valuation::read(file.request());
    ASSERT_TRUE(valuation);
    std::size_t too_large = 0;
    for (std::size_t asset = 0; asset < prices.size(); ++asset) {
        const auto decimals = static_cast<unsigned>(random() % 31);
        const Uint256 amount(
            {random(), random() % 3 == 0 ? random() : 0, 0, random() % 4 == 0 ? random() : 0});
        const cpp_int product = cpp_int(to_string(amount)) * prices[asset].first * 100;
        cpp_int unit = 1;
        for (unsigned place = 0; place < decimals + prices[asset].second; ++place) unit *= 10;
        const cpp_int expected = (product * 2 + unit) / (unit * 2);
        const std::string found =
            worth(*valuation, text("A", asset), decimals, amount, "2018-07-04T00:00:00Z");
        if (product / 100 >= cpp_int(1) << 256) {
            EXPECT_EQ(found, "none");
            ++too_large;
        } else if (found != "none") {
            EXPECT_EQ(found, expected.str()) << asset;
        } else {
            EXPECT_GE(product * 100, cpp_int(1) << 256) << "refused without need";
        }
    }
    EXPECT_GT(too_large, 10U);
}

TEST(Valuation, TakesThePriceOfTheDayOrOfSoManyDaysBefore) {
    const PriceFile file("2018-07-02,BTC,USD,2,second\n2018-07-04,BTC,USD,4,fourth\n");
    const auto same_day = Valuation::read(file.request());
    const auto two_back = Valuation::read(file.request("USD", 2));
    ASSERT_TRUE(same_day && two_back);
    EXPECT_EQ(worth(*same_day, "BTC", 0, 1, "2018-07-04T23:59:59Z"), "400");
    EXPECT_EQ(worth(*same_day, "BTC", 0, 1, "2018-07-05T00:00:00Z"), "none");
    EXPECT_EQ(worth(*same_day, "BTC", 0, 1, "2018-07-03T23:59:59Z"), "none");
    EXPECT_EQ(worth(*same_day, "XRP", 0, 1, "2018-07-04T00:00:00Z"), "none");
    EXPECT_EQ(worth(*two_back, "BTC", 0, 1, "2018-07-03T00:00:00Z"), "200");
    EXPECT_EQ(worth(*two_back, "BTC", 0, 1, "2018-07-06T00:00:00Z"), "400");
    EXPECT_EQ(worth(*two_back, "BTC", 0, 1, "2018-07-07T00:00:00Z"), "none");
    EXPECT_EQ(worth(*two_back, "BTC", 0, 1, "2018-07-01T00:00:00Z"), "none") << "never a later one";
    const Value value = two_back->value_of("BTC", 0, 1, "2018-07-06T00:00:00Z");
    ASSERT_NE(value.price, nullptr);
    EXPECT_EQ(value.price->source, "fourth");
}

TEST(Valuation, SumsSayWhatHadNoValue) {
    ValueSum sum;
    sum.add({Uint256(7), nullptr});
    EXPECT_TRUE(sum.is_whole());
    sum.add({});
    EXPECT_FALSE(sum.is_whole());
    EXPECT_EQ(sum.amount, Uint256(7));
    sum.add({kUint256Max, nullptr});  // Would not fit: it is missing, and said to be.
    EXPECT_EQ(sum.amount, Uint256(7));
    EXPECT_EQ(sum.valued_count, 1U);
    EXPECT_EQ(sum.unvalued_count, 2U);
}

TEST(Valuation, RefusesATableWithoutTheCurrencyAndADayInTwoFiles) {
    const PriceFile file("2018-07-04,BTC,USD,1,x\n");
    const PriceFile again("2018-07-04,BTC,USD,2,y\n");
    const auto missing = Valuation::read(file.request("EUR"));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().fault, Fault::not_found);
    PriceRequest both = file.request();
    both.files.push_back(again.request().files.front());
    const auto twice = Valuation::read(both);
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().fault, Fault::malformed);
}

}  // namespace
}  // namespace pelf::engine
