// SPDX-License-Identifier: Apache-2.0
#include "ingest/web/url.hpp"

#include <gtest/gtest.h>

#include <string>

#include "ingest/web/http_date.hpp"

namespace pelf::ingest {
namespace {

std::string shown(std::string_view text) {
    const auto url = parse_url(text);
    return url ? to_string(*url) : "refused";
}

TEST(Url, IsReadAndWritten) {
    EXPECT_EQ(shown("https://Host.Example/a/b.csv?c=d#e"), "https://host.example/a/b.csv?c=d");
    EXPECT_EQ(shown("HTTP://h:80"), "http://h/");
    EXPECT_EQ(shown("https://h:80/"), "https://h:80/");
    EXPECT_EQ(shown("https://[::1]:8443/x"), "https://[::1]:8443/x");
    EXPECT_EQ(shown("http://h?x=1"), "http://h/?x=1");
}

TEST(Url, WhatIsNoneIsRefused) {
    for (const char* bad :
         {"", "h/x", "ftp://h/x", "https://", "https:///x", "https://h:0/", "https://h:70000/",
          "https://h:x/", "https://a:b@h/", "https://h/a b", "https://h/a\r\nHost: x",
          "https://[::1/", "https://::1/", "https://h\\evil/", "https://h/\xC3\xA4"}) {
        EXPECT_EQ(shown(bad), "refused") << bad;
    }
    const std::string start = "https://h/";
    EXPECT_NE(shown(start + std::string(kUrlBytesMax - start.size(), 'a')), "refused");
    EXPECT_EQ(shown(start + std::string(kUrlBytesMax - start.size() + 1, 'a')), "refused");
}

TEST(Url, AMessageShowsNoKey) {
    EXPECT_EQ(shown_url("https://node.example/v3/0123456789abcdef"), "https://node.example/...");
    EXPECT_EQ(shown_url("http://127.0.0.1:8545?key=secret"), "http://127.0.0.1:8545/...");
    EXPECT_EQ(shown_url("http://127.0.0.1:8545"), "http://127.0.0.1:8545/");
    EXPECT_EQ(shown_url("secret"), "...");
}

TEST(Url, LocationsLeadOn) {
    const Url from = *parse_url("https://h:8443/a/b.csv?c");
    const auto lead = [&](std::string_view location) {
        const auto url = follow_location(from, location);
        return url ? to_string(*url) : "refused";
    };
    EXPECT_EQ(lead("https://other/x"), "https://other/x");
    EXPECT_EQ(lead("/x?y"), "https://h:8443/x?y");
    EXPECT_EQ(lead("x.csv"), "https://h:8443/a/x.csv");
    EXPECT_EQ(lead("//other/x"), "https://other/x");
    EXPECT_EQ(lead("?y:z"), "https://h:8443/a/?y:z");
    EXPECT_EQ(lead("http://h/x"), "refused");
    EXPECT_EQ(lead("file:///etc/passwd"), "refused");
    EXPECT_EQ(to_string(*follow_location(*parse_url("http://h/"), "https://h/x")), "https://h/x");
}

TEST(HttpDate, IsReadInItsOneForm) {
    EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
    for (const char* bad : {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                            "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
                            "Sun, 06 Xyz 1994 08:49:37 GMT"}) {
        EXPECT_FALSE(parse_http_date(bad)) << bad;
    }
}

}  // namespace
}  // namespace pelf::ingest
