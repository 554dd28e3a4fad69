// SPDX-License-Identifier: Apache-2.0
//
// The best way to give some rows one column each where few pairs are possible.
//
// Method: shortest augmenting paths with prices on rows and columns (Jonker and Volgenant, A
// shortest augmenting path algorithm for dense and sparse linear assignment problems, 1987); a
// column of its own with weight zero lets a row go without. Cost: for each row a search of the
// rows and columns it competes with, at worst pairs * log(pairs).
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace pelf::analyze {

inline constexpr std::uint32_t kNoColumn = std::numeric_limits<std::uint32_t>::max();

struct WeightedPair {
    std::uint32_t column = 0;
    std::int64_t weight = 0;  ///< Above 0, below 2^40.
};

/// By row its column or kNoColumn, no column twice, with the highest sum of weights. Of several
/// such always the same. Row r has pairs[starts[r]] to pairs[starts[r + 1] - 1]. Requires columns
/// below columns_count, starts of one more than the rows, together below 2^32 - 1.
std::vector<std::uint32_t> assign_columns(std::span<const std::uint64_t> starts,
                                          std::span<const WeightedPair> pairs,
                                          std::uint32_t columns_count);

}  // namespace pelf::analyze
