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
        PELF_CHECK(seed.first_sat <= value_sat);
        const std::uint64_t rest_sat = value_sat - seed.first_sat;
        const std::uint64_t amount_sat =
            seed.amount_sat == kWholeOutput ? rest_sat : seed.amount_sat;
        PELF_CHECK(amount_sat <= rest_sat);
        sum_sat_ += amount_sat;
        repeated_sat_ += amount_sat - add(seed, amount_sat);
    }
}

/// Adds the runs that no earlier seed of the output has; returns how much they are. Outputs come in
/// order, so that those of one output are the last.
std::uint64_t SeedList::add(const Seed& seed, std::uint64_t amount_sat) {
    const auto first =
        std::ranges::lower_bound(seeds_, seed.output, {}, &Seed::output) - seeds_.begin();
    const std::uint64_t end_sat = seed.first_sat + amount_sat;
    std::vector<Seed> runs;
    std::uint64_t at_sat = seed.first_sat;
    const auto add_run = [&](std::uint64_t run_end_sat) {
        if (at_sat >= run_end_sat) return;
        runs.push_back(seed);
        runs.back().first_sat = at_sat;
        runs.back().amount_sat = run_end_sat - at_sat;
    };
    for (const Seed& earlier : std::span(seeds_).subspan(static_cast<std::size_t>(first))) {
        add_run(std::min(earlier.first_sat, end_sat));
        at_sat = std::max(at_sat, earlier.first_sat + earlier.amount_sat);
    }
    add_run(end_sat);
    std::uint64_t added_sat = 0;
    for (const Seed& run : runs) added_sat += run.amount_sat;
    seeds_.insert(seeds_.end(), runs.begin(), runs.end());
    std::ranges::sort(seeds_.begin() + first, seeds_.end(), {}, &Seed::first_sat);
    return added_sat;
}

std::span<const Seed> SeedList::within(graph::Rows outputs) const noexcept {
    const auto begin = std::ranges::lower_bound(seeds_, outputs.begin, {}, &Seed::output);
    const auto end = std::ranges::lower_bound(begin, seeds_.end(), outputs.end, {}, &Seed::output);
    return {begin, end};
}

bool SeedList::begins_at(std::uint64_t output) const noexcept {
    const auto seeds = within({output, output + 1});
    return !std::ranges::all_of(seeds, &Seed::is_carried);
}

bool SeedList::contains(std::uint64_t output) const noexcept {
    return std::ranges::binary_search(seeds_, output, {}, &Seed::output);
}

}  // namespace pelf::analyze
