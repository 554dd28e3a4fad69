// SPDX-License-Identifier: Apache-2.0
//
// Seeds by output number and place in the output, each satoshi once: the first in the caller's
// list keeps the title.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analyze/trace.hpp"
#include "graph/coin_columns.hpp"

namespace pelf::analyze {

class SeedList {
public:
    /// Requires seed outputs below outputs_count, runs within their output and labels up to
    /// kLabelMax. Cost: a sort; quadratic in the seeds of one output.
    SeedList(const graph::CoinColumns& columns, std::span<const Seed> seeds);

    bool empty() const noexcept { return seeds_.empty(); }
    /// Amounts are never kWholeOutput here.
    std::span<const Seed> all() const noexcept { return seeds_; }
    std::span<const Seed> within(graph::Rows outputs) const noexcept;
    bool contains(std::uint64_t output) const noexcept;
    /// A seed of this output was given on purpose, so that money there does not end at a mark.
    bool begins_at(std::uint64_t output) const noexcept;

    /// Of the list as given.
    std::uint64_t sum_sat() const noexcept { return sum_sat_; }
    /// Of satoshis that an earlier element of the list had named already.
    std::uint64_t repeated_sat() const noexcept { return repeated_sat_; }

private:
    std::uint64_t add(const Seed& seed, std::uint64_t amount_sat);

    std::vector<Seed> seeds_;
    std::uint64_t sum_sat_ = 0;
    std::uint64_t repeated_sat_ = 0;
};

}  // namespace pelf::analyze
