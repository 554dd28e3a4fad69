// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <tuple>

#include "analyze/trace.hpp"
#include "base/check.hpp"

namespace pelf::analyze {
namespace {

class PathFinder {
public:
    PathFinder(const graph::CoinColumns& columns, const Trace& trace) noexcept
        : columns_(columns), trace_(trace) {}

    /// The output that gave the most to the transaction that made `output`.
    TaintedOutput giver_of(std::uint64_t output) const {
        const std::uint64_t transaction = columns_.transaction_of_output(output);
        const TaintedOutput giver = largest_input(
            columns_.is_coinbase(transaction) ? largest_payer(transaction) : transaction);
        PELF_CHECK(giver.amount_sat != 0);
        return giver;
    }

    std::uint64_t amount_sat(std::uint64_t output) const {
        const auto found = std::ranges::lower_bound(trace_.way, output, {}, &TaintedOutput::output);
        return found != trace_.way.end() && found->output == output ? found->amount_sat : 0;
    }

private:
    /// What an output gave to its spender: nothing if the trace ended there.
    std::uint64_t given_sat(std::uint64_t output) const {
        if (output >= columns_.outputs_count) return 0;
        const std::uint64_t way_sat = amount_sat(output);
        if (way_sat == 0) return 0;
        const std::uint64_t transaction = columns_.transaction_of_output(output);
        for (const EndKind kind :
             {EndKind::service, EndKind::mixer, EndKind::bridge, EndKind::limit}) {
            const auto key = std::tuple(kind, transaction, output);
            const auto key_of = [](const End& end) {
                return std::tuple(end.kind, end.transaction, end.output);
            };
            if (std::ranges::binary_search(trace_.ends, key, {}, key_of)) return 0;
        }
        return way_sat;
    }

    TaintedOutput largest_input(std::uint64_t transaction) const {
        TaintedOutput largest;
        const graph::Rows inputs = columns_.inputs_of(transaction);
        for (std::uint64_t input = inputs.begin; input < inputs.end; ++input) {
            const std::uint64_t prevout = columns_.prevouts[input];
            const std::uint64_t sat = given_sat(prevout);
            if (sat > largest.amount_sat) largest = {prevout, sat};
        }
        return largest;
    }

    /// The transaction of a coinbase's block that paid the most traced money as fee.
    std::uint64_t largest_payer(std::uint64_t coinbase) const {
        const std::uint64_t end = columns_.transactions_end(columns_.block_of(coinbase));
        auto fee =
            std::ranges::lower_bound(trace_.fees_way, coinbase, {}, &TaintedFee::transaction);
        TaintedFee largest;
        for (; fee != trace_.fees_way.end() && fee->transaction < end; ++fee) {
            if (fee->amount_sat > largest.amount_sat) largest = *fee;
        }
        PELF_CHECK(largest.amount_sat != 0);
        return largest.transaction;
    }

    const graph::CoinColumns& columns_;
    const Trace& trace_;
};

}  // namespace

std::vector<TaintedOutput> trace_path(const graph::CoinColumns& columns, const Trace& trace,
                                      std::span<const Seed> seeds, std::uint64_t output) {
    const PathFinder finder(columns, trace);
    std::vector<TaintedOutput> path{{output, finder.amount_sat(output)}};
    PELF_CHECK(path.front().amount_sat != 0);
    while (std::ranges::find(seeds, path.back().output, &Seed::output) == seeds.end()) {
        path.push_back(finder.giver_of(path.back().output));
    }
    std::ranges::reverse(path);
    return path;
}

}  // namespace pelf::analyze
