// SPDX-License-Identifier: Apache-2.0
//
// Every policy over a synthetic chain. The small chain keeps this file honest in ctest; figures
// come from the large one: --benchmark_filter=large (100 million outputs, 2.5 GB, one minute to
// make). Each run checks its answer against the first.
#include <benchmark/benchmark.h>

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

/// Which outputs are stolen: so many, spread evenly over a stretch of the chain.
struct Theft {
    const char* name;
    std::uint32_t seeds_count;
    double from;  ///< Share of the chain before the stretch.
    double to;
};
constexpr Theft kOneOld{"one-old", 1, 0.1, 0.6};
constexpr Theft kThousandOld{"1000-old", 1000, 0.1, 0.6};
constexpr Theft kHundredOld{"100-old", 100, 0.1, 0.6};
constexpr Theft kHundredLate{"100-second-half", 100, 0.5, 1.0};
constexpr Theft kHundredRecent{"100-recent", 100, 0.8, 1.0};

std::vector<Seed> seeds_of(const CoinColumns& columns, const Theft& theft) {
    std::vector<Seed> seeds;
    const auto outputs = static_cast<double>(columns.outputs_count);
    for (std::uint32_t i = 0; i < theft.seeds_count; ++i) {
        const double place = theft.from + (theft.to - theft.from) * i / theft.seeds_count;
        auto output = static_cast<std::uint64_t>(outputs * place);
        while (columns.value_sat(output) < 100'000) ++output;
        seeds.push_back({output, i});
    }
    return seeds;
}

bool sweeps(Policy policy) {
    return policy == Policy::poison || policy == Policy::haircut;
}

/// Outputs per second are those of the chain from the first seed on.
void trace(benchmark::State& state, std::uint64_t outputs_count, const Theft& theft,
           Policy policy) {
    const CoinColumns& columns = chain_of(outputs_count);
    const std::vector<Seed> seeds = seeds_of(columns, theft);
    TraceOptions options;
    options.policy = policy;
    // A sweep sums its millions of fees and crumbs; a walk lists all.
    options.ends_from_sat = sweeps(policy) ? 1'0000'0000 : 0;
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

void register_traces(const std::string& size, std::uint64_t outputs_count) {
    for (const Policy policy : pelf::analyze::kAllPolicies) {
        const std::vector<Theft> thefts =
            sweeps(policy) ? std::vector{kOneOld, kThousandOld}
                           : std::vector{kHundredOld, kHundredLate, kHundredRecent};
        for (const Theft& theft : thefts) {
            const std::string name =
                "trace/" + size + "/" + std::string(to_string(policy)) + "/" + theft.name;
            benchmark::RegisterBenchmark(name.c_str(), trace, outputs_count, theft, policy)
                ->Unit(benchmark::kMillisecond);
        }
    }
    for (const Policy policy : {Policy::fifo, Policy::lifo}) {
        const std::string name = "backward/" + size + "/" + std::string(to_string(policy));
        benchmark::RegisterBenchmark(name.c_str(), backward, outputs_count, policy)
            ->Unit(benchmark::kMillisecond);
    }
}

const bool kRegistered = [] {
    register_traces("small", kSmallOutputs);
    register_traces("large", kLargeOutputs);
    return true;
}();

}  // namespace
