// SPDX-License-Identifier: Apache-2.0
#include "server/router.hpp"

#include "base/check.hpp"
#include "base/text.hpp"

namespace pelf::server {

Router::Pattern Router::parse(std::string_view pattern) {
    PELF_CHECK(pattern.starts_with('/'));
    Pattern parsed;
    for (const std::string_view segment : split(pattern.substr(1), "/")) {
        const bool is_name = segment.starts_with('{') && segment.ends_with('}');
        parsed.segments.emplace_back(segment);
        parsed.is_name.push_back(is_name);
        if (is_name) ++parsed.names_count;
    }
    return parsed;
}

bool Router::matches(const Pattern& pattern, const Target& target) {
    if (pattern.segments.size() != target.segments.size()) return false;
    for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
        if (pattern.is_name[i] ? target.segments[i].empty()
                               : pattern.segments[i] != target.segments[i]) {
            return false;
        }
    }
    return true;
}

void Router::add(Route route) {
    for (const Route& other : routes_) {
        PELF_CHECK(other.method != route.method || other.pattern != route.pattern);
    }
    patterns_.push_back(parse(route.pattern));
    routes_.push_back(std::move(route));
}

Router::Found Router::find(Method method, const Target& target) const {
    if (method == Method::head) method = Method::get;
    Found found;
    std::size_t names_least = ~std::size_t{0};
    std::size_t best = routes_.size();
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        if (!matches(patterns_[i], target)) continue;
        if (routes_[i].method == method && patterns_[i].names_count < names_least) {
            names_least = patterns_[i].names_count;
            best = i;
        }
        if (!found.allowed.empty()) found.allowed += ", ";
        found.allowed += to_string(routes_[i].method);
    }
    if (best == routes_.size()) return found;
    found.allowed.clear();
    found.route = &routes_[best];
    for (std::size_t i = 0; i < target.segments.size(); ++i) {
        if (patterns_[best].is_name[i]) found.values.push_back(target.segments[i]);
    }
    return found;
}

}  // namespace pelf::server
