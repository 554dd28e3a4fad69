// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace_split.hpp"

#include <algorithm>
#include <numeric>
#include <ranges>

#include "base/check.hpp"

namespace pelf::analyze {
namespace {

/// Takes runs off the front of a row of fragments.
class Taker {
public:
    explicit Taker(std::span<const Fragment> row) noexcept : row_(row) {}

    /// Moves amount_sat, or what is left, to the end of `result`; returns how much.
    std::uint64_t take(std::uint64_t amount_sat, std::vector<Fragment>& result,
                       std::size_t joinable_from) {
        std::uint64_t taken_sat = 0;
        while (taken_sat < amount_sat && next_ < row_.size()) {
            const std::uint64_t run_sat =
                std::min(row_[next_].length_sat - used_sat_, amount_sat - taken_sat);
            append_fragment(result, {run_sat, row_[next_].label}, joinable_from);
            taken_sat += run_sat;
            used_sat_ += run_sat;
            if (used_sat_ == row_[next_].length_sat) {
                ++next_;
                used_sat_ = 0;
            }
        }
        return taken_sat;
    }

private:
    std::span<const Fragment> row_;
    std::size_t next_ = 0;
    std::uint64_t used_sat_ = 0;
};

}  // namespace

void append_fragment(std::vector<Fragment>& row, Fragment fragment, std::size_t joinable_from) {
    if (fragment.length_sat == 0) return;
    if (row.size() > joinable_from && row.back().label == fragment.label) {
        row.back().length_sat += fragment.length_sat;
    } else {
        row.push_back(fragment);
    }
}

std::uint64_t tainted_sat(std::span<const Fragment> fragments) noexcept {
    std::uint64_t sum_sat = 0;
    for (const Fragment& fragment : fragments) {
        if (fragment.label != kClean) sum_sat += fragment.length_sat;
    }
    return sum_sat;
}

std::vector<LabelAmount> amounts_by_label(std::span<const Fragment> fragments) {
    std::vector<LabelAmount> amounts;
    for (const Fragment& fragment : fragments) {
        if (fragment.label != kClean) amounts.push_back({fragment.label, fragment.length_sat});
    }
    std::ranges::sort(amounts, {}, &LabelAmount::label);
    std::size_t kept = 0;
    for (std::size_t i = 1; i < amounts.size(); ++i) {
        if (amounts[i].label == amounts[kept].label) {
            amounts[kept].amount_sat += amounts[i].amount_sat;
        } else {
            amounts[++kept] = amounts[i];
        }
    }
    if (!amounts.empty()) amounts.resize(kept + 1);
    return amounts;
}

void TransactionSplit::clear() noexcept {
    fragments_.clear();
    inputs_.clear();
    values_sat_.clear();
    inputs_sat_ = 0;
    outputs_sat_ = 0;
    inputs_tainted_sat_ = 0;
}

void TransactionSplit::add_input(std::span<const Fragment> fragments) {
    const std::uint64_t input_tainted_sat = tainted_sat(fragments);
    inputs_.push_back({{fragments_.size(), fragments.size()}, input_tainted_sat > 0});
    inputs_tainted_sat_ += input_tainted_sat;
    for (const Fragment& fragment : fragments) inputs_sat_ += fragment.length_sat;
    fragments_.insert(fragments_.end(), fragments.begin(), fragments.end());
}

void TransactionSplit::add_clean_input(std::uint64_t amount_sat) {
    if (amount_sat == 0) return;
    const Fragment clean{amount_sat, kClean};
    add_input({&clean, 1});
}

void TransactionSplit::add_output(std::uint64_t value_sat) {
    values_sat_.push_back(value_sat);
    outputs_sat_ += value_sat;
}

void TransactionSplit::split() {
    result_.clear();
    results_.assign(values_sat_.size(), {});
    switch (policy_) {
        case Policy::poison: taint_all(); return;
        case Policy::haircut: share_evenly(); break;
        case Policy::tiho:
        case Policy::tilo: pour_by_value(); break;
        case Policy::fifo:
        case Policy::lifo:
        case Policy::dirty_first:
        case Policy::clean_first:
        case Policy::lowest_balance:
            lay_band();
            cut_band();
            break;
    }
    check_conserved();
}

void TransactionSplit::lay(const Input& input) {
    for (const Fragment& fragment :
         std::span(fragments_).subspan(input.fragments.begin, input.fragments.count)) {
        append_fragment(band_, fragment);
    }
}

void TransactionSplit::lay_reversed(const Input& input) {
    const auto fragments =
        std::span(fragments_).subspan(input.fragments.begin, input.fragments.count);
    for (const Fragment& fragment : fragments | std::views::reverse) {
        append_fragment(band_, fragment);
    }
}

/// The inputs' money in the order in which the policy spends it.
void TransactionSplit::lay_band() {
    band_.clear();
    if (policy_ == Policy::lifo) {
        for (const Input& input : inputs_ | std::views::reverse) lay_reversed(input);
        return;
    }
    if (policy_ == Policy::fifo) {
        for (const Input& input : inputs_) lay(input);
        return;
    }
    const bool tainted_first = policy_ == Policy::dirty_first;
    for (const Input& input : inputs_) {
        if (input.tainted == tainted_first) lay(input);
    }
    for (const Input& input : inputs_) {
        if (input.tainted != tainted_first) lay(input);
    }
}

void TransactionSplit::cut_band() {
    Taker band(band_);
    for (std::size_t i = 0; i < values_sat_.size(); ++i) {
        const std::size_t begin = result_.size();
        band.take(values_sat_[i], result_, begin);
        results_[i] = {begin, result_.size() - begin};
    }
}

/// Taint into outputs by value, the highest (tiho) or lowest (tilo) first, the fee at the end.
void TransactionSplit::pour_by_value() {
    band_.clear();
    for (const Fragment& fragment : fragments_) {
        if (fragment.label != kClean) append_fragment(band_, fragment);
    }
    order_.resize(values_sat_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    const auto outputs = std::span(order_).first(order_.size() - 1);
    const auto value_of = [this](std::size_t index) { return values_sat_[index]; };
    if (policy_ == Policy::tiho) {
        std::ranges::stable_sort(outputs, std::ranges::greater{}, value_of);
    } else {
        std::ranges::stable_sort(outputs, std::ranges::less{}, value_of);
    }
    Taker taint(band_);
    for (const std::size_t index : order_) {
        const std::size_t begin = result_.size();
        const std::uint64_t taken_sat = taint.take(values_sat_[index], result_, begin);
        append_fragment(result_, {values_sat_[index] - taken_sat, kClean}, begin);
        results_[index] = {begin, result_.size() - begin};
    }
}

void TransactionSplit::share_evenly() {
    const auto shares_sat = haircut_(values_sat_, inputs_tainted_sat_, inputs_sat_);
    for (std::size_t i = 0; i < values_sat_.size(); ++i) {
        const std::size_t begin = result_.size();
        append_fragment(result_, {shares_sat[i], 0}, begin);
        append_fragment(result_, {values_sat_[i] - shares_sat[i], kClean}, begin);
        results_[i] = {begin, result_.size() - begin};
    }
}

void TransactionSplit::taint_all() {
    for (std::size_t i = 0; i < values_sat_.size(); ++i) {
        const std::size_t begin = result_.size();
        append_fragment(result_, {values_sat_[i], 0}, begin);
        results_[i] = {begin, result_.size() - begin};
    }
}

void TransactionSplit::check_conserved() const {
    PELF_CHECK(inputs_sat_ == outputs_sat_);
    PELF_CHECK(tainted_sat(result_) == inputs_tainted_sat_);
}

}  // namespace pelf::analyze
