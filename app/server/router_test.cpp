// SPDX-License-Identifier: Apache-2.0
#include "server/router.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace pelf::server {
namespace {

Router small_router() {
    Router router;
    const auto add = [&](Method method, const char* pattern, Role role) {
        router.add({.method = method,
                    .pattern = pattern,
                    .role = role,
                    .answer = [](const Call&) { return Response(); },
                    .text = {.summary = "It does", .group = "test"}});
    };
    add(Method::get, "/a", Role::anyone);
    add(Method::get, "/a/{id}", Role::viewer);
    add(Method::remove, "/a/{id}", Role::admin);
    add(Method::get, "/a/fixed", Role::viewer);
    add(Method::get, "/a/{id}/b/{name}", Role::viewer);
    return router;
}

Router::Found find(const Router& router, Method method, std::string_view target) {
    return router.find(method, *parse_target(target));
}

TEST(Router, FindsByMethodAndPath) {
    const Router router = small_router();
    EXPECT_EQ(find(router, Method::get, "/a").route->pattern, "/a");
    const auto found = find(router, Method::get, "/a/x%2Fy/b/z");
    ASSERT_NE(found.route, nullptr);
    EXPECT_EQ(found.values, (std::vector<std::string>{"x/y", "z"}));
    EXPECT_EQ(find(router, Method::head, "/a").route->pattern, "/a");
}

TEST(Router, PrefersTheRouteWithFewerNames) {
    const Router router = small_router();
    EXPECT_EQ(find(router, Method::get, "/a/fixed").route->pattern, "/a/fixed");
    EXPECT_EQ(find(router, Method::remove, "/a/fixed").route->pattern, "/a/{id}");
}

TEST(Router, SaysWhichMethodsAPathHas) {
    const Router router = small_router();
    const auto found = find(router, Method::post, "/a/x");
    EXPECT_EQ(found.route, nullptr);
    EXPECT_EQ(found.allowed, "GET, DELETE");
    EXPECT_TRUE(find(router, Method::get, "/b").allowed.empty());
}

TEST(Router, ANameStandsForOneSegmentThatIsNotEmpty) {
    const Router router = small_router();
    EXPECT_EQ(find(router, Method::get, "/a/").route, nullptr);
    EXPECT_EQ(find(router, Method::get, "/a/x/y").route, nullptr);
    EXPECT_EQ(find(router, Method::get, "//a").route, nullptr);
}

TEST(Router, DescribesEveryRouteWithItsRole) {
    const Router router = small_router();
    const auto document = boost::json::parse(openapi_document(router, "1"));
    const auto& paths = document.at("paths").as_object();
    std::size_t operations = 0;
    for (const auto& [path, methods] : paths) operations += methods.as_object().size();
    EXPECT_EQ(operations, router.routes().size());
    const auto& remove = paths.at("/a/{id}").at("delete").as_object();
    EXPECT_EQ(remove.at("x-pelf-role").as_string(), "admin");
    EXPECT_EQ(remove.at("parameters").as_array().size(), 1U);
    EXPECT_TRUE(paths.at("/a").at("get").at("security").as_array().empty());
}

}  // namespace
}  // namespace pelf::server
