// SPDX-License-Identifier: Apache-2.0
//
// Every policy over a synthetic chain. The small chain keeps this file honest in ctest; figures
// come from the large one: --benchmark_filter=large (100 million outputs, 2.5 GB, one minute to
// make). Each run checks its answer against the first.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyze/trace.hpp"
#include "base/check.hpp"
#include "graph/synthetic_chain.hpp"

namespace {

using pelf::analyze::Policy;
using pelf::analyze::Seed;
using pelf::analyze::Trace;
using pelf::analyze::TraceOptions;
using pelf::graph::CoinColumns;
using pelf::graph::SyntheticChain;

constexpr std::uint64_t kSmallOutputs = 1 << 18;
constexpr std::uint64_t kLargeOutputs = 100'000'000;

/// Made once and kept: making the large one takes longer than all benchmarks on it.
const CoinColumns& chain_of(std::uint64_t outputs_count) {
    static std::optional<SyntheticChain> chain;
    static CoinColumns columns;
    static std::uint64_t made = 0;
    if (made != outputs_count) {
        chain.emplace(pelf::graph::SyntheticOptions{.outputs_count = outputs_count});
        columns = chain->columns();
        made = outputs_count;
    }
    return columns;
}

/// Seeds spread evenly from a tenth of the chain on.
std::vector<Seed> seeds_of(const CoinColumns& columns, std::uint32_t count) {
    std::vector<Seed> seeds;
    const std::uint64_t first = columns.outputs_count / 10;
    for (std::uint32_t i = 0; i < count; ++i) {
        std::uint64_t output = first + i * (columns.outputs_count / 2 / count);
        while (columns.value_sat(output) < 100'000) ++output;
        seeds.push_back({output, i});
    }
    return seeds;
}

/// Outputs per second are those of the whole chain from the first seed's block on.
void trace(benchmark::State& state, std::uint64_t outputs_count, std::uint32_t seeds_count,
           Policy policy) {
    const CoinColumns& columns = chain_of(outputs_count);
    const std::vector<Seed> seeds = seeds_of(columns, seeds_count);
    // Millions of fees and crumbs are summed, not listed.
    TraceOptions options;
    options.policy = policy;
    options.ends_from_sat = 1'0000'0000;
    if (!(policy == Policy::poison || policy == Policy::haircut)) options.ends_from_sat = 0;
    const Trace first = trace_forward(columns, seeds, options);
    for (auto _ : state) {
        const Trace again = trace_forward(columns, seeds, options);
        PELF_CHECK(again.sums == first.sums && again.ends == first.ends);
    }
    const std::uint64_t swept = columns.outputs_count - seeds.front().output;
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(swept));
    state.counters["touched_share"] = static_cast<double>(first.transactions_touched) /
                                      static_cast<double>(columns.transactions_count);
    state.counters["ends"] = static_cast<double>(first.ends.size());
}

/// Backward from unspent outputs near the end of the chain.
void backward(benchmark::State& state, std::uint64_t outputs_count, Policy policy) {
    const CoinColumns& columns = chain_of(outputs_count);
    TraceOptions options;
    options.policy = policy;
    std::uint64_t output = columns.outputs_count - 1;
    while (columns.value_sat(output) == 0) --output;
    const Trace first = trace_backward(columns, output, options);
    for (auto _ : state) {
        const Trace again = trace_backward(columns, output, options);
        PELF_CHECK(again.ends == first.ends);
    }
    state.counters["touched"] = static_cast<double>(first.transactions_touched);
    state.counters["ends"] = static_cast<double>(first.ends.size());
}

const bool kRegistered = [] {
    for (const auto& [size, outputs_count] :
         {std::pair{"small", kSmallOutputs}, std::pair{"large", kLargeOutputs}}) {
        for (const std::uint32_t seeds_count : {1U, 100U, 1000U}) {
            for (const Policy policy : pelf::analyze::kAllPolicies) {
                const std::string name = std::string("trace/") + size + "/" +
                                         std::string(to_string(policy)) + "/seeds:" +
                                         std::to_string(seeds_count);
                benchmark::RegisterBenchmark(name.c_str(), trace, outputs_count, seeds_count,
                                             policy)
                    ->Unit(benchmark::kMillisecond);
            }
        }
        for (const Policy policy : {Policy::fifo, Policy::lifo}) {
            const std::string name =
                std::string("backward/") + size + "/" + std::string(to_string(policy));
            benchmark::RegisterBenchmark(name.c_str(), backward, outputs_count, policy)
                ->Unit(benchmark::kMillisecond);
        }
    }
    return true;
}();

}  // namespace
