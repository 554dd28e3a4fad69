// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace_holdings.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <utility>

#include "base/check.hpp"

namespace pelf::analyze {

struct Holdings::Map {
    boost::unordered_flat_map<std::uint64_t, Holding> by_output;
};

Holdings::Holdings() : map_(std::make_unique<Map>()) {}
Holdings::~Holdings() = default;

void Holdings::put(std::uint64_t output, std::span<const Fragment> fragments, std::uint32_t hops) {
    constexpr std::size_t kSweepFrom = 1 << 16;
    if (arena_.size() > kSweepFrom && arena_.size() > 2 * live_count_) sweep_arena();
    const bool is_new =
        map_->by_output.emplace(output, Holding{arena_.size(), fragments.size(), hops}).second;
    PELF_CHECK(is_new);
    arena_.insert(arena_.end(), fragments.begin(), fragments.end());
    live_count_ += fragments.size();
}

std::optional<Holding> Holdings::find(std::uint64_t output) const {
    const auto found = map_->by_output.find(output);
    if (found == map_->by_output.end()) return std::nullopt;
    return found->second;
}

void Holdings::erase(std::uint64_t output) {
    const auto found = map_->by_output.find(output);
    PELF_CHECK(found != map_->by_output.end());
    live_count_ -= found->second.fragments_count;
    map_->by_output.erase(found);
}

std::vector<std::uint64_t> Holdings::outputs() const {
    std::vector<std::uint64_t> outputs;
    outputs.reserve(map_->by_output.size());
    for (const auto& [output, holding] : map_->by_output) outputs.push_back(output);
    std::ranges::sort(outputs);
    return outputs;
}

void Holdings::sweep_arena() {
    std::vector<Fragment> swept;
    swept.reserve(2 * live_count_);
    for (auto& [output, holding] : map_->by_output) {
        const auto live = fragments(holding);
        holding.fragments_begin = swept.size();
        swept.insert(swept.end(), live.begin(), live.end());
    }
    arena_ = std::move(swept);
}

}  // namespace pelf::analyze
