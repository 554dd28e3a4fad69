// SPDX-License-Identifier: Apache-2.0
#include "ingest/web/polite_client.hpp"

#include <gtest/gtest.h>

namespace pelf::ingest {
namespace {

TEST(PoliteClient, needs_an_address_of_the_web) {
    PoliteOptions options;
    for (const char* url : {"", "ftp://h/", "http://", "h/api"}) {
        options.url = url;
        EXPECT_FALSE(PoliteClient::open(options)) << url;
    }
    options.url = "http://h/api//";
    EXPECT_EQ(PoliteClient::open(options)->url(), "http://h/api");
}

}  // namespace
}  // namespace pelf::ingest
