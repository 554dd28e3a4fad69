// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <gtest/gtest.h>

namespace pelf {
namespace {

TEST(Text, JoinsStringsAndNumbers) {
    EXPECT_EQ(text("expected ", 4, " bytes, found ", std::uint64_t{12}),
              "expected 4 bytes, found 12");
}

TEST(Text, TrimsBlanksAtBothEndsOnly) {
    EXPECT_EQ(trim(" \ta b\r\n"), "a b");
    EXPECT_EQ(trim(" \n"), "");
    EXPECT_EQ(trim(""), "");
}

TEST(Text, PutsATextOnOneLine) {
    EXPECT_EQ(one_line(" \n a\t\r\n  b c \n"), "a b c");
    EXPECT_EQ(one_line(" \n"), "");
    EXPECT_EQ(one_line("a"), "a");
}

TEST(Text, SplitsIntoOneMorePieceThanSeparators) {
    EXPECT_EQ(split("a; b; ", "; "), (std::vector<std::string_view>{"a", "b", ""}));
    EXPECT_EQ(split("", ";"), (std::vector<std::string_view>{""}));
}

TEST(Text, ReadsAWholeNumberOrNone) {
    EXPECT_EQ(parse_u64("18446744073709551615"), UINT64_MAX);
    EXPECT_FALSE(parse_u64("18446744073709551616"));
    EXPECT_FALSE(parse_u64("12a"));
    EXPECT_FALSE(parse_u64("-1"));
    EXPECT_FALSE(parse_u64(""));
}

TEST(Text, GroupsDigitsByThree) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1'000), "1,000");
    EXPECT_EQ(grouped(1'234'567), "1,234,567");
}

TEST(Text, CountsInWords) {
    EXPECT_EQ(counted(0, "hop", "hops"), "0 hops");
    EXPECT_EQ(counted(1, "hop", "hops"), "1 hop");
    EXPECT_EQ(counted(1'000, "hop", "hops"), "1,000 hops");
}

TEST(Text, JoinsWithSeparatorsBetween) {
    EXPECT_EQ(join({}, ", "), "");
    EXPECT_EQ(join(std::vector<std::string>{"a"}, ", "), "a");
    EXPECT_EQ(join(std::vector<std::string>{"", "", "b"}, ", "), ", , b");
}

TEST(Text, LowersAsciiAndLeavesOtherBytes) {
    EXPECT_EQ(ascii_lower("AbZ\xc3\x84"), "abz\xc3\x84");
}

}  // namespace
}  // namespace pelf
