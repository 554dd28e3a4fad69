// SPDX-License-Identifier: Apache-2.0
//
// Seeds by output number, each output once: the first in the caller's list keeps the title.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analyze/trace.hpp"
#include "graph/coin_columns.hpp"

namespace pelf::analyze {

class SeedList {
public:
    /// Requires seed outputs below outputs_count and labels up to kLabelMax.
    SeedList(const graph::CoinColumns& columns, std::span<const Seed> seeds);

    bool empty() const noexcept { return seeds_.empty(); }
    std::span<const Seed> all() const noexcept { return seeds_; }
    std::span<const Seed> within(graph::Rows outputs) const noexcept;
    bool contains(std::uint64_t output) const noexcept;

    /// Of the list as given.
    std::uint64_t sum_sat() const noexcept { return sum_sat_; }
    /// Of outputs that an earlier element of the list had named already.
    std::uint64_t repeated_sat() const noexcept { return repeated_sat_; }

private:
    std::vector<Seed> seeds_;
    std::uint64_t sum_sat_ = 0;
    std::uint64_t repeated_sat_ = 0;
};

}  // namespace pelf::analyze
