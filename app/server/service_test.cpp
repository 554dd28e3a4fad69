// SPDX-License-Identifier: Apache-2.0
#include "server/service.hpp"

#include <gtest/gtest.h>

#include "server/serve.hpp"

namespace pelf::server {
namespace {

TEST(Service, KnowsTheNamesOfThisMachine) {
    for (const char* const host : {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:80",
                                   "127.1.2.3:8080", "[::1]", "[::1]:8080", "pelf.example:443"}) {
        EXPECT_TRUE(is_local_host(host, {"pelf.example"})) << host;
    }
    for (const char* const host :
         {"", "example.org", "localhost.example.org", "127.0.0.1.example.org", "127.0.0",
          "128.0.0.1", "127.0.0.256", "127.0.0.0001", "[::2]", "::1", "pelf.example.org",
          "10.0.0.1:8080"}) {
        EXPECT_FALSE(is_local_host(host, {"pelf.example"})) << host;
    }
}

TEST(Service, ALineOfTheLogIsJsonOfOneLine) {
    EXPECT_EQ(to_json(LogLine{.time_unix_s = 0,
                              .method = "GET",
                              .route = "/a/{id}",
                              .status = 200,
                              .time_us = 1'250,
                              .bytes = 7,
                              .caller = "desk"}),
              "{\"time\":\"1970-01-01T00:00:00Z\",\"method\":\"GET\",\"route\":\"/a/{id}\","
              "\"status\":200,\"us\":1250,\"bytes\":7,\"key\":\"desk\"}\n");
}

TEST(Serve, ReadsWhereToListen) {
    EXPECT_EQ(parse_listen("127.0.0.1:8080")->port, 8080);
    EXPECT_EQ(parse_listen("localhost:1")->address, "127.0.0.1");
    EXPECT_EQ(parse_listen("[::1]:65535")->address, "::1");
    EXPECT_EQ(parse_listen("0")->port, 0);
    for (const char* const listen : {"", ":", "host:", "1.2.3.4:65536", "1.2.3.4:-1", "x:y"}) {
        EXPECT_FALSE(parse_listen(listen)) << listen;
    }
}

}  // namespace
}  // namespace pelf::server
