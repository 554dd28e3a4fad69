// SPDX-License-Identifier: Apache-2.0
//
// How long a source may be asked, and why the asking ended.
#pragma once

#include <cstdint>
#include <functional>

namespace pelf::ingest {

struct SourceLimits {
    std::uint64_t requests_max = ~std::uint64_t{0};
    /// Asked before each request; empty: never.
    std::function<bool()> out_of_time;
};

enum class SourceStop : std::uint8_t { none, requests, time };

/// Which limit is reached after so many requests.
inline SourceStop stop_of(const SourceLimits& limits, std::uint64_t requests_count) {
    if (requests_count >= limits.requests_max) return SourceStop::requests;
    if (limits.out_of_time && limits.out_of_time()) return SourceStop::time;
    return SourceStop::none;
}

}  // namespace pelf::ingest
