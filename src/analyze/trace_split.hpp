// SPDX-License-Identifier: Apache-2.0
//
// One transaction under one policy: which outputs hold whose money once its inputs are spent.
// Money is a row of fragments, runs of satoshis of one label; clean money has a label of its own.
// Rules: docs/trace.md. Cost: fragments in and out, plus a sort of the outputs for tiho and tilo.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analyze/haircut_split.hpp"
#include "analyze/trace.hpp"

namespace pelf::analyze {

inline constexpr std::uint32_t kClean = kLabelMax + 1;

/// A run of satoshis of one label.
struct Fragment {
    std::uint64_t length_sat = 0;
    std::uint32_t label = kClean;

    bool operator==(const Fragment&) const = default;
};

/// Adds a run at the end of `row`, whose part that may be joined begins at `joinable_from`.
void append_fragment(std::vector<Fragment>& row, Fragment fragment, std::size_t joinable_from = 0);
/// All but clean.
std::uint64_t tainted_sat(std::span<const Fragment> fragments) noexcept;
/// Sums by label, ascending, without the clean.
std::vector<LabelAmount> amounts_by_label(std::span<const Fragment> fragments);

/// Filled with one transaction's inputs and outputs, then split. Reused to spare allocations.
class TransactionSplit {
public:
    explicit TransactionSplit(Policy policy) noexcept : policy_(policy) {}

    void clear() noexcept;
    void add_input(std::span<const Fragment> fragments);
    void add_clean_input(std::uint64_t amount_sat);
    void add_output(std::uint64_t value_sat);

    std::uint64_t inputs_sat() const noexcept { return inputs_sat_; }
    std::uint64_t outputs_sat() const noexcept { return outputs_sat_; }
    std::uint64_t inputs_tainted_sat() const noexcept { return inputs_tainted_sat_; }
    /// The inputs' fragments as added.
    std::span<const Fragment> inputs() const noexcept { return fragments_; }

    /// Gives every output its fragments; the fee has been added as the last output. Requires
    /// inputs_sat() == outputs_sat(), except under poison.
    void split();

    /// Of the index-th output, after split(). They sum to its value.
    std::span<const Fragment> output(std::size_t index) const noexcept {
        return std::span(result_).subspan(results_[index].begin, results_[index].count);
    }

private:
    struct Range {
        std::size_t begin = 0;
        std::size_t count = 0;
    };
    struct Input {
        Range fragments;
        bool tainted = false;
    };

    void lay_band();
    void lay(const Input& input);
    void lay_reversed(const Input& input);
    void cut_band();
    void pour_by_value();
    void share_evenly();
    void taint_all();
    void check_conserved() const;

    Policy policy_;
    std::vector<Fragment> fragments_;  ///< Of all inputs.
    std::vector<Input> inputs_;
    std::vector<std::uint64_t> values_sat_;  ///< Of the outputs.
    std::uint64_t inputs_sat_ = 0;
    std::uint64_t outputs_sat_ = 0;
    std::uint64_t inputs_tainted_sat_ = 0;
    std::vector<Fragment> band_;
    std::vector<std::size_t> order_;
    std::vector<Fragment> result_;
    std::vector<Range> results_;  ///< By output, into result_.
    HaircutSplit haircut_;
};

}  // namespace pelf::analyze
