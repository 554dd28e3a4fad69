// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace_book.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "base/check.hpp"

namespace pelf::analyze {
namespace {

template <typename T, typename Key>
void sort_if_needed(std::vector<T>& values, Key key) {
    if (!std::ranges::is_sorted(values, {}, key)) std::ranges::stable_sort(values, {}, key);
}

std::optional<EndKind> end_kind(StopKind stop) noexcept {
    switch (stop) {
        case StopKind::none: return std::nullopt;
        case StopKind::service: return EndKind::service;
        case StopKind::mixer: return EndKind::mixer;
        case StopKind::bridge: return EndKind::bridge;
    }
    return std::nullopt;
}

}  // namespace

bool TraceBook::looks_at_outputs() const noexcept {
    const bool marked = options_->marks != nullptr && !options_->marks->empty();
    const bool floor = options_->policy == Policy::haircut && options_->haircut_floor_ppm != 0;
    return marked || floor || options_->keep_way;
}

bool TraceBook::is_residue(std::uint64_t value_sat, std::uint64_t amount_sat) const noexcept {
    if (options_->policy != Policy::haircut) return false;
    __extension__ using Wide = unsigned __int128;
    constexpr std::uint32_t kMillion = 1'000'000;
    const std::uint32_t floor_ppm = std::min(options_->haircut_floor_ppm, kMillion);
    return static_cast<Wide>(kMillion) * amount_sat < static_cast<Wide>(floor_ppm) * value_sat;
}

std::optional<EndKind> TraceBook::note(std::uint64_t output, std::uint64_t amount_sat) {
    if (options_->keep_way) trace_.way.push_back({output, amount_sat});
    if (options_->marks == nullptr) return std::nullopt;
    const std::uint64_t address = columns_->addresses[output];
    const auto mark = options_->marks->find(address);
    if (!mark) return std::nullopt;
    if (mark->listed) trace_.passes.push_back({output, address, amount_sat});
    return options_->stop_at_marks ? end_kind(mark->stop) : std::nullopt;
}

void TraceBook::note_fee(TaintedFee fee) {
    if (options_->keep_way) trace_.fees_way.push_back(fee);
}

EndKind TraceBook::end_of_open(std::uint64_t output) noexcept {
    if (!std::ranges::binary_search(options_->open_outputs, output)) return EndKind::unspent;
    add_limit(limit_source);
    return EndKind::limit;
}

void TraceBook::add(End end, std::span<const Fragment> labels_from) {
    if (add_unlisted(end.kind, end.amount_sat)) return;
    const auto kind = static_cast<std::size_t>(end.kind);
    ++trace_.sums[kind].count;
    trace_.sums[kind].amount_sat += end.amount_sat;
    const bool labelled = options_->policy != Policy::poison && options_->policy != Policy::haircut;
    if (labelled) end.labels = amounts_by_label(labels_from);
    ends_[kind].push_back(std::move(end));
}

Trace TraceBook::finish(std::uint64_t seeds_sat, std::uint64_t overlap_sat) && {
    trace_.policy = options_->policy;
    trace_.seeds_sat = seeds_sat;
    trace_.overlap_sat = overlap_sat;
    for (const EndSum& sum : trace_.sums) trace_.total_sat += sum.amount_sat;
    if (is_conserving(trace_.policy)) PELF_CHECK(trace_.total_sat == seeds_sat - overlap_sat);
    for (auto& ends : ends_) {
        sort_if_needed(ends, [](const End& end) { return std::tie(end.transaction, end.output); });
        std::ranges::move(ends, std::back_inserter(trace_.ends));
        ends = {};
    }
    sort_if_needed(trace_.passes, &Pass::output);
    sort_if_needed(trace_.way, &TaintedOutput::output);
    sort_if_needed(trace_.fees_way, &TaintedFee::transaction);
    return std::move(trace_);
}

}  // namespace pelf::analyze
