// SPDX-License-Identifier: Apache-2.0
#include "analyze/seed_list.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace pelf::analyze {

SeedList::SeedList(const graph::CoinColumns& columns, std::span<const Seed> seeds) {
    std::vector<Seed> sorted(seeds.begin(), seeds.end());
    std::ranges::stable_sort(sorted, {}, &Seed::output);
    for (const Seed& seed : sorted) {
        PELF_CHECK(seed.output < columns.outputs_count && seed.label <= kLabelMax);
        const std::uint64_t value_sat = columns.value_sat(seed.output);
        sum_sat_ += value_sat;
        if (!seeds_.empty() && seeds_.back().output == seed.output) {
            repeated_sat_ += value_sat;
        } else {
            seeds_.push_back(seed);
        }
    }
}

std::span<const Seed> SeedList::within(graph::Rows outputs) const noexcept {
    const auto begin = std::ranges::lower_bound(seeds_, outputs.begin, {}, &Seed::output);
    const auto end = std::ranges::lower_bound(begin, seeds_.end(), outputs.end, {}, &Seed::output);
    return {begin, end};
}

bool SeedList::contains(std::uint64_t output) const noexcept {
    return std::ranges::binary_search(seeds_, output, {}, &Seed::output);
}

}  // namespace pelf::analyze
