// SPDX-License-Identifier: Apache-2.0
#include "engine/list_update_state.hpp"

#include <gtest/gtest.h>

#include "engine/list_sources.hpp"
#include "ingest/web/url.hpp"

namespace pelf::engine {
namespace {

ListUpdateState make_state() {
    ListUpdateState state;
    state.source = "ofac-sdn-csv";
    state.version = "0123";
    state.files = {{"https://h/sdn.csv", "\"a\"", "Sun, 06 Nov 1994 08:49:37 GMT"},
                   {"https://h/alt.csv", "", ""}};
    state.last_attempt_unix_s = 1626422400;
    state.last_success_unix_s = 1626422000;
    state.last_failure = "a \"reason\"\nof two lines";
    return state;
}

TEST(ListUpdateState, ReadsBackWhatWasWritten) {
    ListUpdateState state = make_state();
    EXPECT_EQ(*parse_update_state(format_update_state(state)), state);
    state.last_success_unix_s.reset();
    state.files.clear();
    EXPECT_EQ(*parse_update_state(format_update_state(state)), state);
}

TEST(ListUpdateState, EveryCutIsRefused) {
    const std::string text = format_update_state(make_state());
    // The last byte is a newline, which JSON can do without.
    for (std::size_t size = 0; size + 1 < text.size(); ++size) {
        EXPECT_FALSE(parse_update_state(std::string_view(text).substr(0, size))) << size;
    }
}

TEST(ListUpdateState, AnotherFormatIsUnsupported) {
    std::string text = format_update_state(make_state());
    text.replace(text.find("\"format\": 1"), 11, "\"format\": 2");
    EXPECT_EQ(parse_update_state(text).error().fault, Fault::unsupported);
}

TEST(ListSources, KnownAddressesAreSecureAndCanBeRead) {
    for (const PublishedList& list : published_lists()) {
        EXPECT_FALSE(list.urls.empty()) << list.source;
        EXPECT_EQ(published_urls(list.source), list.urls);
        for (const std::string& address : list.urls) {
            const auto url = ingest::parse_url(address);
            ASSERT_TRUE(url.has_value()) << address;
            EXPECT_TRUE(url->is_tls) << address;
        }
    }
    EXPECT_TRUE(published_urls("pelf-csv").empty());
}

}  // namespace
}  // namespace pelf::engine
