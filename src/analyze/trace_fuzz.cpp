// SPDX-License-Identifier: Apache-2.0
//
// The bytes choose a small chain, thefts, marks and options; every policy, forward and backward,
// must say what the satoshi-by-satoshi twins say, and every way must lead back to a seed.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analyze/trace_backward_twin.hpp"
#include "analyze/trace_sweep.hpp"
#include "analyze/trace_twin.hpp"
#include "analyze/trace_walk.hpp"
#include "base/check.hpp"
#include "support/byte_choice.hpp"

namespace {

using namespace pelf::analyze;           // NOLINT(google-build-using-namespace): one target.
using namespace pelf::analyze::testing;  // NOLINT(google-build-using-namespace): one target.

void check_same(const Trace& got, const Trace& expected) {
    PELF_CHECK(got.ends == expected.ends);
    PELF_CHECK(got.sums == expected.sums);
    PELF_CHECK(got.passes == expected.passes);
    PELF_CHECK(got.way == expected.way);
    PELF_CHECK(got.fees_way == expected.fees_way);
    PELF_CHECK(got.seeds_sat == expected.seeds_sat);
    PELF_CHECK(got.overlap_sat == expected.overlap_sat);
    PELF_CHECK(got.total_sat == expected.total_sat);
    PELF_CHECK(got.transactions_touched == expected.transactions_touched);
    PELF_CHECK(got.limits == expected.limits);
}

void check_forward(const PlainChain& chain, std::span<const Seed> seeds,
                   const TraceOptions& options) {
    const pelf::graph::CoinColumns columns = chain.columns.columns();
    const SeedList list(columns, seeds);
    Trace expected = TraceTwin::run(chain, seeds, options);
    if (list.empty()) return check_same(trace_forward(columns, seeds, options), expected);
    check_same(TraceWalk(columns, list, options).run(), expected);
    for (const TaintedOutput& reached : expected.way) {
        PELF_CHECK(trace_path(columns, expected, seeds, reached.output).back() == reached);
    }
    if (!can_sweep(options)) return;
    for (End& end : expected.ends) end.hops = 0;
    check_same(trace_sweep(columns, list, options), expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    pelf::testing::ByteChoice bytes({data, size});
    const Choose choose = std::ref(bytes);
    // Options first: a short input still chooses them.
    const AddressMarks marks = random_marks(choose);
    TraceOptions options = random_options(choose, marks);
    const PlainChain chain = RandomChain::make(choose);
    const std::vector<Seed> seeds = random_seeds(choose, chain);
    for (const Policy policy : kAllPolicies) {
        options.policy = policy;
        check_forward(chain, seeds, options);
    }
    for (const Policy policy : {Policy::fifo, Policy::lifo}) {
        options.policy = policy;
        const std::uint64_t output = seeds.front().output;
        check_same(trace_backward(chain.columns.columns(), output, options),
                   BackwardTwin::run(chain, output, options));
    }
    return 0;
}
