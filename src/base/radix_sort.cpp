// SPDX-License-Identifier: Apache-2.0
#include "base/radix_sort.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace pelf {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;

void sort_by_digit(const std::vector<std::uint64_t>& from, std::vector<std::uint64_t>& to,
                   unsigned shift) {
    std::array<std::size_t, kDigits> next{};
    for (const std::uint64_t pair : from) ++next[(pair >> shift) % kDigits];
    std::size_t position = 0;
    for (std::size_t& start : next) {
        const std::size_t count = start;
        start = position;
        position += count;
    }
    for (const std::uint64_t pair : from) to[next[(pair >> shift) % kDigits]++] = pair;
}

}  // namespace

void radix_sort_by_key(std::vector<std::uint64_t>& pairs, std::vector<std::uint64_t>& scratch) {
    constexpr std::size_t kWorthIt = 512;  // Below, clearing three histograms costs more.
    if (pairs.size() < kWorthIt) {
        std::ranges::stable_sort(pairs, {}, [](std::uint64_t pair) { return pair >> 32; });
        return;
    }
    scratch.resize(pairs.size());
    for (unsigned shift = 32; shift < 64; shift += kDigitBits) {
        sort_by_digit(pairs, scratch, shift);
        pairs.swap(scratch);
    }
}

}  // namespace pelf
