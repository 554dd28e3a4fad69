// SPDX-License-Identifier: Apache-2.0
//
// The chance in invented ledgers: SplitMix64 (Steele, Lea, Flood 2014), one multiplication chain a
// number, and the same numbers everywhere, which the standard library's distributions do not
// promise.
#pragma once

#include <bit>
#include <cstdint>

namespace pelf::graph {

/// A value type; one thread.
class SyntheticRandom {
public:
    explicit SyntheticRandom(std::uint64_t seed) noexcept : state_(seed) {}

    std::uint64_t next() noexcept {
        state_ += 0x9e37'79b9'7f4a'7c15;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58'476d'1ce4'e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d0'49bb'1331'11eb;
        return mixed ^ (mixed >> 31);
    }
    /// Below `count`, which fits 32 bits.
    std::uint64_t below(std::uint64_t count) noexcept { return ((next() >> 32) * count) >> 32; }
    /// From 1 to about `largest`, every power of two as likely as the next.
    std::uint64_t log_uniform(std::uint64_t largest) noexcept {
        const auto powers = static_cast<std::uint64_t>(std::bit_width(largest));
        const std::uint64_t power = std::uint64_t{1} << below(powers);
        return power + (next() & (power - 1));
    }

private:
    std::uint64_t state_;
};

}  // namespace pelf::graph
