// SPDX-License-Identifier: Apache-2.0
//
// One table says what the server answers, to whom, and how it is described. The OpenAPI document is
// written from it, so that the document and the server cannot differ.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http.hpp"
#include "server/role.hpp"
#include "server/url.hpp"

namespace pelf::server {

inline constexpr std::size_t kBodyBytesMax = std::size_t{1} << 20;
/// For routes that take many questions at once.
inline constexpr std::size_t kBatchBodyBytesMax = std::size_t{8} << 20;

/// Of the query; those of the path are in the pattern.
struct Parameter {
    std::string_view name;
    std::string_view description;
    std::string_view type = "string";  ///< "string", "integer", "number", "boolean".
    bool is_required = false;
    bool is_repeated = false;
};

struct RouteText {
    std::string_view summary;
    std::string_view group;  ///< "screening", "tracing": how the document is divided.
    std::vector<Parameter> parameters{};
    std::string_view body_schema{};  ///< JSON Schema, as text. Empty: no body is taken.
    std::string_view content_type = "application/json";
    unsigned success_status = 200;
    bool is_in_document = true;  ///< Files of the page are not.
    bool is_strict = true;       ///< Refuses parameters that are not described.
};

/// A request that has found its route.
struct Call {
    Request request;
    Target target;
    std::vector<std::string> values;  ///< Of the pattern's {names}, in their order.
    Caller caller;
};

struct Route {
    Method method = Method::get;
    std::string pattern;  ///< "/api/v1/lists/entry/{id}": {name} stands for one segment.
    Role role = Role::viewer;
    std::function<Response(const Call&)> answer;
    RouteText text;
    bool is_slow = false;  ///< Always to be done elsewhere: see Work.
    /// Says so of single requests; empty: those with a body above kQuickBodyBytesMax.
    std::function<bool(const Call&)> is_slow_for{};
    std::size_t body_bytes_max = kBodyBytesMax;
};

inline constexpr std::size_t kQuickBodyBytesMax = 4'096;

class Router {
public:
    /// Requires a pattern that no route of the same method has.
    void add(Route route);

    struct Found {
        const Route* route = nullptr;
        std::vector<std::string> values;
        std::string allowed;  ///< If there is no route: the methods that the path has. Empty: none.
    };
    /// HEAD is answered as GET. A route with more letters and fewer {names} goes first.
    Found find(Method method, const Target& target) const;

    const std::vector<Route>& routes() const noexcept { return routes_; }

private:
    struct Pattern {
        std::vector<std::string> segments;
        std::vector<bool> is_name;
        std::size_t names_count = 0;
    };
    static Pattern parse(std::string_view pattern);
    static bool matches(const Pattern& pattern, const Target& target);

    std::vector<Route> routes_;
    std::vector<Pattern> patterns_;  ///< By route.
};

/// OpenAPI 3.1, on one line.
std::string openapi_document(const Router& router, std::string_view version);

}  // namespace pelf::server
