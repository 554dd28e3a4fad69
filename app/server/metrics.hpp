// SPDX-License-Identifier: Apache-2.0
//
// What the server counts, in the text form that Prometheus reads. By route and status only: no
// name, address or key is in a label.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace pelf::server {

/// Upper edges of the buckets, in microseconds; one more bucket holds the rest.
inline constexpr std::array<std::uint64_t, 14> kBucketEdgesUs = {
    100,    250,    500,     1'000,   2'500,     5'000,     10'000,
    25'000, 50'000, 100'000, 500'000, 1'000'000, 5'000'000, 30'000'000};

/// Of one route. Written from any thread.
struct RouteCounts {
    std::string method;
    std::string pattern;
    std::array<std::atomic<std::uint64_t>, 6> by_class{};  ///< By the status' first digit.
    std::array<std::atomic<std::uint64_t>, kBucketEdgesUs.size() + 1> buckets{};
    std::atomic<std::uint64_t> sum_us{0};

    void add(unsigned status, std::uint64_t time_us) noexcept;
};

class Metrics {
public:
    /// Before the server runs; the reference holds as long as this lives.
    RouteCounts& add_route(std::string_view method, std::string_view pattern);

    std::string text() const;

    std::atomic<std::uint64_t> reloads{0};
    std::atomic<std::uint64_t> reloads_failed{0};
    std::atomic<std::uint64_t> screenings{0};
    std::atomic<std::uint64_t> hits{0};

private:
    std::deque<RouteCounts> routes_;  ///< Its members do not move.
};

/// "name value", with a HELP and a TYPE line before it.
std::string metric(std::string_view name, std::string_view kind, std::string_view help,
                   std::uint64_t value);

}  // namespace pelf::server
