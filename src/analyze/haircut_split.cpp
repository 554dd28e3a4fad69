// SPDX-License-Identifier: Apache-2.0
#include "analyze/haircut_split.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "base/check.hpp"

namespace pelf::analyze {
namespace {

__extension__ using Wide = unsigned __int128;

struct Division {
    std::uint64_t quotient = 0;
    std::uint64_t remainder = 0;
};

/// part * tainted / whole. Most products of real amounts pass 2^64; a 64-bit division is several
/// times faster where they do not.
inline Division share_of(std::uint64_t part, std::uint64_t tainted, std::uint64_t whole) noexcept {
    const Wide product = static_cast<Wide>(part) * tainted;
    if (product >> 64 == 0) {
        const auto narrow = static_cast<std::uint64_t>(product);
        return {narrow / whole, narrow % whole};
    }
    const auto quotient = static_cast<std::uint64_t>(product / whole);
    return {quotient, static_cast<std::uint64_t>(product) - quotient * whole};
}

/// Above this many missing units, sorting once is cheaper than a scan for each.
constexpr std::uint64_t kScansMax = 8;

}  // namespace

std::span<const std::uint64_t> HaircutSplit::operator()(std::span<const std::uint64_t> parts_sat,
                                                        std::uint64_t tainted_sat,
                                                        std::uint64_t whole_sat) {
    if (tainted_sat == whole_sat) return parts_sat;
    PELF_CHECK(tainted_sat < whole_sat);
    shares_.resize(parts_sat.size());
    remainders_.resize(parts_sat.size());
    std::uint64_t given_sat = 0;
    for (std::size_t i = 0; i < parts_sat.size(); ++i) {
        const Division share = share_of(parts_sat[i], tainted_sat, whole_sat);
        shares_[i] = share.quotient;
        remainders_[i] = share.remainder;
        given_sat += share.quotient;
    }
    // The remainders sum to missing * whole, so more parts have one than units are missing.
    PELF_CHECK(given_sat <= tainted_sat && tainted_sat - given_sat < parts_sat.size());
    hand_out(tainted_sat - given_sat);
    return shares_;
}

void HaircutSplit::hand_out(std::uint64_t missing) {
    if (missing > kScansMax) {
        hand_out_sorted(missing);
        return;
    }
    for (; missing > 0; --missing) {
        const auto largest = std::ranges::max_element(remainders_);  // The first of equals.
        ++shares_[static_cast<std::size_t>(largest - remainders_.begin())];
        *largest = 0;
    }
}

void HaircutSplit::hand_out_sorted(std::uint64_t missing) {
    order_.resize(shares_.size());
    std::iota(order_.begin(), order_.end(), std::uint64_t{0});
    const auto last = order_.begin() + static_cast<std::ptrdiff_t>(missing);
    std::ranges::nth_element(order_, last, [this](std::uint64_t left, std::uint64_t right) {
        if (remainders_[left] != remainders_[right]) return remainders_[left] > remainders_[right];
        return left < right;
    });
    for (auto i = order_.begin(); i != last; ++i) ++shares_[*i];
}

}  // namespace pelf::analyze
