// SPDX-License-Identifier: Apache-2.0
#include "codec/xrpl_amount.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

const XrplAccountId kIssuer = *parse_xrpl_account("rrrrrrrrrrrrrrrrrrrrBZbvji");

std::string issued_hex(std::string_view text) {
    std::vector<std::byte> out;
    append_amount(out, *parse_xrpl_value(text), *parse_xrpl_currency("USD"), kIssuer);
    return to_hex(out).substr(0, 16);
}

TEST(XrplAmount, NormalisesValues) {
    EXPECT_EQ(*parse_xrpl_value("1"), (XrplValue{false, kXrplMantissaMin, -15}));
    EXPECT_EQ(*parse_xrpl_value("-0.00100"), (XrplValue{true, kXrplMantissaMin, -18}));
    EXPECT_EQ(*parse_xrpl_value("+12.5e3"), (XrplValue{false, 1'250'000'000'000'000, -11}));
    EXPECT_EQ(*parse_xrpl_value("9999999999999999e80"),
              (XrplValue{false, 9'999'999'999'999'999, 80}));
    for (const auto zero : {"0", "-0", "0.0", "000", "0e99", "-0e-999999999999999999"}) {
        EXPECT_EQ(*parse_xrpl_value(zero), XrplValue{}) << zero;
    }
    // Zeros before and after the digits are none.
    EXPECT_EQ(*parse_xrpl_value("00012345678901234560000"),
              (XrplValue{false, 1'234'567'890'123'456, 4}));
}

TEST(XrplAmount, RefusesWhatIsNoValue) {
    for (const auto bad : {"", "-", ".", "1x", "1e", "1e+", "0x10", "1..2", "1.2.3", " 1", "1 ",
                           "--1", "e5", "unavailable", "NaN", "1,5"}) {
        EXPECT_EQ(parse_xrpl_value(bad).error(), Fault::malformed) << bad;
    }
    EXPECT_EQ(parse_xrpl_value("12345678901234567").error(), Fault::over_limit);
    EXPECT_EQ(parse_xrpl_value("1e96").error(), Fault::over_limit);
    EXPECT_TRUE(parse_xrpl_value("1e95"));
    EXPECT_EQ(parse_xrpl_value("1e-82").error(), Fault::over_limit);
    EXPECT_TRUE(parse_xrpl_value("1e-81"));
    EXPECT_EQ(parse_xrpl_value("1e99999999999999999999").error(), Fault::over_limit);
    EXPECT_EQ(parse_xrpl_value(std::string(kXrplValueLettersMax + 1, '0')).error(),
              Fault::over_limit);
    EXPECT_TRUE(parse_xrpl_value(std::string(kXrplValueLettersMax, '0')));
}

TEST(XrplAmount, WritesTheBytesOfThePublishedExamples) {
    EXPECT_EQ(issued_hex("1"), "d4838d7ea4c68000");
    EXPECT_EQ(issued_hex("-1"), "94838d7ea4c68000");
    EXPECT_EQ(issued_hex("0"), "8000000000000000");
    EXPECT_EQ(issued_hex("1111111111.111111"), "d6c3f28cb71571c7");
    std::vector<std::byte> out;
    append_amount(out, *parse_xrpl_drops("1"));
    EXPECT_EQ(to_hex(out), "4000000000000001");
    out.clear();
    // As ledgers of March 2013 have it.
    append_amount(out, *parse_xrpl_drops("-1810000000"));
    EXPECT_EQ(to_hex(out), "000000006be26880");
    out.clear();
    append_amount(out, *parse_xrpl_drops("-0"));
    EXPECT_EQ(to_hex(out), "4000000000000000");
}

TEST(XrplAmount, RefusesDropsThatAreNoWholeNumberOf61Bits) {
    EXPECT_EQ(parse_xrpl_drops("2305843009213693951")->drops, kXrplDropsMax);
    EXPECT_EQ(parse_xrpl_drops("2305843009213693952").error(), Fault::over_limit);
    EXPECT_EQ(parse_xrpl_drops("99999999999999999999").error(), Fault::over_limit);
    for (const auto bad : {"", "-", "1.0", "1e3", "+1", " 1", "unavailable"}) {
        EXPECT_EQ(parse_xrpl_drops(bad).error(), Fault::malformed) << bad;
    }
}

TEST(XrplAmount, WritesValuesAsTheyAreReadAgain) {
    for (const auto value :
         {"0", "1", "-12.5", "0.0001", "1234567890123456", "9999999999999999e80",
          "1111111111111111e-35", "-1e-81", "0.9999999999999999", "2000000000000000e9", "5e10"}) {
        const auto parsed = parse_xrpl_value(value);
        ASSERT_TRUE(parsed) << value;
        EXPECT_EQ(*parse_xrpl_value(to_string(*parsed)), *parsed) << to_string(*parsed);
    }
    EXPECT_EQ(to_string(*parse_xrpl_value("12.50")), "12.5");
    EXPECT_EQ(to_string(*parse_xrpl_value("-0.00012")), "-0.00012");
    EXPECT_EQ(to_string(*parse_xrpl_value("1111111111111111e-35")), "1111111111111111e-35");
    std::mt19937_64 random(11);
    for (int round = 0; round < 1'000; ++round) {
        XrplValue value{random() % 2 == 0, kXrplMantissaMin + random() % (9 * kXrplMantissaMin),
                        static_cast<std::int32_t>(random() % 177) - 96};
        EXPECT_EQ(*parse_xrpl_value(to_string(value)), value) << to_string(value);
    }
}

/// Schoolbook: digits moved to the point, then cut behind the thirtieth decimal.
std::string slow_units(const XrplValue& value) {
    std::string digits = std::to_string(value.mantissa);
    const int places = value.exponent + 30;
    if (places >= 0) return digits + std::string(static_cast<std::size_t>(places), '0');
    const auto cut = std::min<std::size_t>(digits.size(), static_cast<std::size_t>(-places));
    digits.resize(digits.size() - cut);
    return digits.empty() ? "0" : digits;
}

TEST(XrplAmount, CountsInUnitsOf10ToTheMinus30) {
    EXPECT_EQ(to_string(xrpl_units(*parse_xrpl_value("1"))->amount),
              "1000000000000000000000000000000");
    EXPECT_EQ(to_string(xrpl_units(*parse_xrpl_value("1e-30"))->amount), "1");
    EXPECT_TRUE(xrpl_units(*parse_xrpl_value("1e-30"))->is_exact);
    EXPECT_TRUE(xrpl_units(XrplValue{})->is_exact);
    for (int exponent = kXrplExponentMin; exponent <= kXrplExponentMax; ++exponent) {
        for (const std::uint64_t mantissa :
             {kXrplMantissaMin, std::uint64_t{9999999999999999}, std::uint64_t{1234500000000000}}) {
            const XrplValue value{false, mantissa, exponent};
            const auto units = xrpl_units(value);
            const std::string slow = slow_units(value);
            const auto expected = Uint256::parse_decimal(slow);
            ASSERT_EQ(units.has_value(), expected.has_value()) << exponent;
            if (!units) continue;
            EXPECT_EQ(units->amount, *expected) << exponent;
            const bool is_exact =
                exponent >= -30 ||
                (exponent >= -46 && std::to_string(mantissa)
                                            .substr(slow == "0" ? 0 : slow.size())
                                            .find_first_not_of('0') == std::string::npos);
            EXPECT_EQ(units->is_exact, is_exact) << exponent << ' ' << mantissa;
        }
    }
}

TEST(XrplAmount, SaysWhatUnitsCannotHold) {
    EXPECT_FALSE(xrpl_units(*parse_xrpl_value("1e48")));
    EXPECT_TRUE(xrpl_units(*parse_xrpl_value("1e47")));
    const auto dust = xrpl_units(*parse_xrpl_value("1e-31"));
    ASSERT_TRUE(dust);
    EXPECT_TRUE(dust->amount.is_zero());
    EXPECT_FALSE(dust->is_exact);
    EXPECT_FALSE(xrpl_units(*parse_xrpl_value("1e-81"))->is_exact);
}

TEST(XrplCurrency, ReadsCodesAndBytes) {
    EXPECT_EQ(to_hex(parse_xrpl_currency("USD")->bytes),
              "0000000000000000000000005553440000000000");
    EXPECT_EQ(*parse_xrpl_currency("XRP"), XrplCurrency{});
    EXPECT_EQ(to_string(*parse_xrpl_currency("USD")), "USD");
    EXPECT_EQ(to_string(*parse_xrpl_currency("0000000000000000000000005553440000000000")), "USD");
    EXPECT_EQ(to_string(*parse_xrpl_currency("015841551a748ad2c1f76ff6ecb0cccd00000000")),
              "015841551A748AD2C1F76FF6ECB0CCCD00000000");
    for (const auto bad :
         {"", "US", "USDT", "XRPX", "0158", "015841551a748ad2c1f76ff6ecb0cccd0000000x"}) {
        EXPECT_FALSE(parse_xrpl_currency(bad)) << bad;
    }
}

TEST(XrplCurrency, KeepsALookAlikeOfXrpApart) {
    const std::string hex = "0000000000000000000000005852500000000000";
    const auto fake = parse_xrpl_currency(hex);
    ASSERT_TRUE(fake);
    EXPECT_NE(*fake, XrplCurrency{});
    EXPECT_EQ(to_string(*fake), hex);
    EXPECT_EQ(to_string(XrplCurrency{}), "XRP");
}

TEST(XrplAmount, WritesTokensOf63Bits) {
    XrplIssuanceId id;
    id.bytes.fill(std::byte{0xab});
    std::vector<std::byte> out;
    append_amount(out, XrplDrops{false, 100}, id);
    ASSERT_EQ(out.size(), 33U);
    EXPECT_EQ(to_hex(out).substr(0, 20), "600000000000000064ab");
}

}  // namespace
}  // namespace pelf::codec
