// SPDX-License-Identifier: Apache-2.0
#include "server/url.hpp"

#include <gtest/gtest.h>

namespace pelf::server {
namespace {

TEST(Url, TakesPathAndParametersApart) {
    const auto target = parse_target("/a/b%2Fc/?x=1&y=%C3%A9+z&x=2&flag#end");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->segments, (std::vector<std::string>{"a", "b/c", ""}));
    EXPECT_EQ(*target->parameter("x"), "1");
    EXPECT_EQ(target->all("x"), (std::vector<std::string>{"1", "2"}));
    EXPECT_EQ(*target->parameter("y"), "\xC3\xA9 z");
    EXPECT_EQ(*target->parameter("flag"), "");
    EXPECT_EQ(target->parameter("none"), nullptr);
}

TEST(Url, TheRootHasOneEmptySegment) {
    EXPECT_EQ(parse_target("/")->segments, std::vector<std::string>{""});
    EXPECT_EQ(parse_target("/?q=1")->segments, std::vector<std::string>{""});
}

TEST(Url, RefusesWhatAnotherReaderCouldSeeOtherwise) {
    for (const char* const target :
         {"", "x", "http://host/", "/../etc", "/a/..", "/%2e%2e/a", "/.", "/%", "/%4", "/%zz",
          "/%00", "/a%0d%0ab", "/%C0%AF", "/%ff", "/%ED%A0%80", "/a?x=%C2%80", "/?%", "/\x7f"}) {
        EXPECT_FALSE(parse_target(target)) << target;
    }
}

TEST(Url, RefusesMoreThanItsLimits) {
    std::string path;
    for (std::size_t i = 0; i < kSegmentsMax; ++i) path += "/a";
    EXPECT_TRUE(parse_target(path));
    EXPECT_FALSE(parse_target(path + "/a"));
    std::string query = "/?";
    for (std::size_t i = 0; i < kParametersMax; ++i) query += "a=1&";
    EXPECT_TRUE(parse_target(query));
    EXPECT_FALSE(parse_target(query + "a=1"));
}

TEST(Url, SurvivesATargetCutAtEveryByte) {
    const std::string whole = "/api/v1/screen/wallet/%D0%A0?ledger=%D0%A0&as_of=2020-01-01";
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto target = parse_target(whole.substr(0, size));
        if (!target) continue;
        for (const std::string& segment : target->segments) EXPECT_TRUE(is_plain_utf8(segment));
    }
}

/// Every byte sequence of up to two bytes, and what a plain reading of RFC 3629 says of it.
TEST(Url, KnowsUtf8AsTheStandardHasIt) {
    for (unsigned a = 0; a < 256; ++a) {
        EXPECT_EQ(is_plain_utf8(std::string(1, static_cast<char>(a))), a >= 0x20 && a < 0x7f) << a;
        for (unsigned b = 0; b < 256; ++b) {
            const std::string two{static_cast<char>(a), static_cast<char>(b)};
            const bool is_ascii = a >= 0x20 && a < 0x7f && b >= 0x20 && b < 0x7f;
            const bool is_pair = a >= 0xc2 && a <= 0xdf && b >= 0x80 && b <= 0xbf;
            const bool is_control = a == 0xc2 && b < 0xa0;
            EXPECT_EQ(is_plain_utf8(two), is_ascii || (is_pair && !is_control)) << a << " " << b;
        }
    }
    EXPECT_TRUE(is_plain_utf8("\xF0\x9F\x8D\x8B\xE5\x8D\x97"));
    EXPECT_FALSE(is_plain_utf8("\xF4\x90\x80\x80"));
    EXPECT_FALSE(is_plain_utf8("\xE0\x80\xAF"));
    EXPECT_FALSE(is_plain_utf8("\xF0\x9F\x8D"));
}

}  // namespace
}  // namespace pelf::server
