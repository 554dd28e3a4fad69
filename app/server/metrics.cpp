// SPDX-License-Identifier: Apache-2.0
#include "server/metrics.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace pelf::server {
namespace {

std::string labels(const RouteCounts& route) {
    return text("method=\"", route.method, "\",route=\"", route.pattern, "\"");
}

/// Microseconds as seconds: "0.00025".
std::string seconds(std::uint64_t time_us) {
    constexpr std::uint64_t kPerSecond = 1'000'000;
    std::string fraction = std::to_string(kPerSecond + time_us % kPerSecond).substr(1);
    while (fraction.size() > 1 && fraction.back() == '0') fraction.pop_back();
    return text(time_us / kPerSecond, ".", fraction);
}

void add_histogram(std::string& out, const RouteCounts& route) {
    constexpr std::string_view kName = "pelf_http_request_duration_seconds";
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < route.buckets.size(); ++i) {
        sum += route.buckets[i].load(std::memory_order_relaxed);
        const std::string edge = i < kBucketEdgesUs.size() ? seconds(kBucketEdgesUs[i]) : "+Inf";
        out += text(kName, "_bucket{", labels(route), ",le=\"", edge, "\"} ", sum, "\n");
    }
    out += text(kName, "_sum{", labels(route), "} ", seconds(route.sum_us), "\n");
    out += text(kName, "_count{", labels(route), "} ", sum, "\n");
}

}  // namespace

void RouteCounts::add(unsigned status, std::uint64_t time_us) noexcept {
    constexpr unsigned kPerClass = 100;
    by_class[std::min<std::size_t>(status / kPerClass, by_class.size() - 1)].fetch_add(
        1, std::memory_order_relaxed);
    const auto edge = std::ranges::lower_bound(kBucketEdgesUs, time_us);
    buckets[static_cast<std::size_t>(edge - kBucketEdgesUs.begin())].fetch_add(
        1, std::memory_order_relaxed);
    sum_us.fetch_add(time_us, std::memory_order_relaxed);
}

RouteCounts& Metrics::add_route(std::string_view method, std::string_view pattern) {
    RouteCounts& route = routes_.emplace_back();
    route.method = method;
    route.pattern = pattern;
    return route;
}

std::string Metrics::text() const {
    std::string out =
        "# HELP pelf_http_requests_total Requests answered, by the first digit of the status.\n"
        "# TYPE pelf_http_requests_total counter\n";
    for (const RouteCounts& route : routes_) {
        for (std::size_t i = 1; i < route.by_class.size(); ++i) {
            const std::uint64_t count = route.by_class[i].load(std::memory_order_relaxed);
            if (count == 0) continue;
            out += pelf::text("pelf_http_requests_total{", labels(route), ",status=\"", i, "xx\"} ",
                              count, "\n");
        }
    }
    out +=
        "# HELP pelf_http_request_duration_seconds From the end of the request to the answer.\n"
        "# TYPE pelf_http_request_duration_seconds histogram\n";
    for (const RouteCounts& route : routes_) {
        const bool is_used =
            std::ranges::any_of(route.by_class, [](const auto& count) { return count.load() > 0; });
        if (is_used) add_histogram(out, route);
    }
    out += metric("pelf_screenings_total", "counter", "Questions put to the lists.", screenings);
    out += metric("pelf_hits_total", "counter", "Hits they had.", hits);
    out += metric("pelf_list_reloads_total", "counter", "Readings of the lists.", reloads);
    out += metric("pelf_list_reloads_failed_total", "counter",
                  "Of those, failed: the lists before stayed in force.", reloads_failed);
    return out;
}

std::string metric(std::string_view name, std::string_view kind, std::string_view help,
                   std::uint64_t value) {
    return text("# HELP ", name, " ", help, "\n# TYPE ", name, " ", kind, "\n", name, " ", value,
                "\n");
}

}  // namespace pelf::server
