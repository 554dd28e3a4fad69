// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "screen/ownership.hpp"

namespace {

using namespace pelf::screen;
using pelf::model::kPercentE8;

/// A random number with a seed of its own, so that the answer can be known.
class Random {
public:
    std::uint32_t below(std::uint32_t bound) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::uint32_t>(((state_ >> 32U) * bound) >> 32U);
    }

private:
    std::uint64_t state_ = 20140813;
};

/// Three stakes for each two entities, as in large registers: nine of ten entities have a majority
/// owner, every second one also a minority owner; owners are drawn from all, so that chains, nets
/// and cycles arise, and each listed party catches about ten entities; every tenth stake is a band.
std::vector<Holding> make_holdings(std::uint32_t entities_count) {
    Random random;
    std::vector<Holding> holdings;
    holdings.reserve(std::size_t(entities_count) * 3 / 2);
    for (std::uint32_t entity = 0; entity < entities_count; ++entity) {
        for (std::uint32_t i = 0; i < 1 + entity % 2; ++i) {
            const bool is_majority = i == 0 && entity % 10 != 0;
            const std::uint32_t low = is_majority ? 50 : 5;
            const std::uint32_t share_e8 = (low + random.below(45)) * kPercentE8;
            Holding holding{random.below(entities_count), entity, share_e8, share_e8,
                            static_cast<std::uint32_t>(holdings.size())};
            if (random.below(10) == 0) holding.max_e8 = holding.min_e8 + 5 * kPercentE8;
            holdings.push_back(holding);
        }
    }
    return holdings;
}

/// From the holdings in an array to the definite and the possible set.
void ownership(benchmark::State& state) {
    const auto entities_count = static_cast<std::uint32_t>(state.range(0));
    const std::vector<Holding> holdings = make_holdings(entities_count);
    std::vector<Seed> seeds;
    for (std::uint32_t i = 0; i < entities_count / 50; ++i) seeds.push_back({i * 50 + 7, true});
    const auto policy = policy_on("ofac", {2024, 1, 1});
    PELF_CHECK(policy.has_value());
    std::size_t caught_count = 0;
    for (auto _ : state) {
        const auto graph = OwnershipGraph::build(entities_count, holdings);
        const auto blocking = Blocking::compute(graph, **policy, seeds);
        PELF_CHECK(caught_count == 0 || caught_count == blocking.caught().size());
        caught_count = blocking.caught().size();
    }
    PELF_CHECK(caught_count >= seeds.size());
    state.counters["caught"] = static_cast<double>(caught_count);
    state.counters["stakes/s"] = benchmark::Counter(static_cast<double>(holdings.size()),
                                                    benchmark::Counter::kIsIterationInvariantRate);
    state.SetBytesProcessed(state.iterations() *
                            static_cast<std::int64_t>(holdings.size() * sizeof(Holding)));
}
/// The arrays of neighbours alone.
void ownership_graph(benchmark::State& state) {
    const auto entities_count = static_cast<std::uint32_t>(state.range(0));
    const std::vector<Holding> holdings = make_holdings(entities_count);
    for (auto _ : state) {
        const auto graph = OwnershipGraph::build(entities_count, holdings);
        PELF_CHECK(graph.held_in(entities_count - 1).size() == 1 + (entities_count - 1) % 2);
    }
    state.SetBytesProcessed(state.iterations() *
                            static_cast<std::int64_t>(holdings.size() * sizeof(Holding)));
}
BENCHMARK(ownership_graph)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(ownership_graph)
    ->Name("ownership_graph_large")
    ->Arg(10000000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(ownership)->Name("ownership")->Arg(1000)->Arg(100000)->Unit(benchmark::kMillisecond);
BENCHMARK(ownership)->Name("ownership_large")->Arg(10000000)->Unit(benchmark::kMillisecond);

}  // namespace
