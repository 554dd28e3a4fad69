// SPDX-License-Identifier: Apache-2.0
#include "match/numbers.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace pelf::match {
namespace {

std::optional<NumberWord> number(std::uint32_t value, NumberKind kind) {
    return NumberWord{value, kind};
}

TEST(Numbers, AreReadAsDigitsWordsAndOrdinals) {
    using enum NumberKind;
    EXPECT_EQ(number_of("5"), number(5, digits));
    EXPECT_EQ(number_of("005"), number(5, digits));
    EXPECT_EQ(number_of("0"), number(0, digits));
    EXPECT_EQ(number_of("five"), number(5, cardinal));
    EXPECT_EQ(number_of("fifth"), number(5, ordinal));
    EXPECT_EQ(number_of("1st"), number(1, ordinal));
    EXPECT_EQ(number_of("22nd"), number(22, ordinal));
    EXPECT_EQ(number_of("zweite"), number(2, ordinal));
    EXPECT_EQ(number_of("troisieme"), number(3, ordinal));
    EXPECT_EQ(number_of("primero"), number(1, ordinal));
    EXPECT_EQ(number_of("pervyi"), number(1, ordinal));
    EXPECT_EQ(number_of("hundred"), number(100, cardinal));
}

TEST(Numbers, AWordThatIsNoneGivesNothing) {
    for (const char* word : {"", "a", "5a", "5x", "zu", "fivex", "xy", "ivi", "iiii", "l", "mix",
                             "no", "th", "5th5", "th5", "1.5"}) {
        EXPECT_EQ(number_of(word), std::nullopt) << word;
    }
}

/// The twin: by subtraction, from the definition of the numerals.
std::string roman(std::uint32_t value) {
    const std::map<std::uint32_t, std::string, std::greater<>> parts = {
        {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};
    std::string text;
    for (const auto& [size, letters] : parts) {
        for (; value >= size; value -= size) text += letters;
    }
    return text;
}

TEST(Numbers, RomanNumeralsReachFromOneToThirtyNine) {
    std::map<std::string, std::uint32_t> values;
    for (std::uint32_t value = 1; value <= 39; ++value) values[roman(value)] = value;
    // All words of up to seven of the letters: regular numerals and no others.
    std::size_t found = 0;
    for (std::uint32_t size = 1; size <= 7; ++size) {
        std::uint32_t words = 1;
        for (std::uint32_t i = 0; i < size; ++i) words *= 3;
        for (std::uint32_t which = 0; which < words; ++which) {
            std::string word;
            for (std::uint32_t rest = which, i = 0; i < size; ++i, rest /= 3)
                word += "ivx"[rest % 3];
            const auto read = number_of(word);
            const auto twin = values.find(word);
            ASSERT_EQ(read.has_value(), twin != values.end()) << word;
            if (!read) continue;
            EXPECT_EQ(*read, (NumberWord{twin->second, NumberKind::roman})) << word;
            ++found;
        }
    }
    EXPECT_EQ(found, 39U);
    EXPECT_EQ(roman(38), "xxxviii");
    EXPECT_EQ(number_of("xl"), std::nullopt);
    EXPECT_EQ(number_of("xxxx"), std::nullopt);
}

TEST(Numbers, DigitsAreNumbersUpToTheLimit) {
    EXPECT_EQ(number_of("999999999"), number(kNumberMax, NumberKind::digits));
    EXPECT_EQ(number_of("1000000000"), std::nullopt);
    EXPECT_EQ(number_of(std::string(5000, '9')), std::nullopt);
    EXPECT_EQ(number_of(std::string(5000, '0') + "7"), number(7, NumberKind::digits));
}

TEST(Numbers, TheSignOfANumberIsKnown) {
    EXPECT_TRUE(is_number_sign("no"));
    EXPECT_TRUE(is_number_sign("nomer"));
    EXPECT_FALSE(is_number_sign("number5"));
    EXPECT_FALSE(is_number_sign(""));
}

}  // namespace
}  // namespace pelf::match
