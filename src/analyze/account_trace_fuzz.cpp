// SPDX-License-Identifier: Apache-2.0
//
// The bytes choose a small account ledger, thefts, marks and options; every policy, forward and
// backward, must say what a full replay says, and every way must lead back to a seed.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analyze/account_backward_twin.hpp"
#include "analyze/account_trace.hpp"
#include "analyze/account_twin.hpp"
#include "base/check.hpp"
#include "support/byte_choice.hpp"

namespace {

using namespace pelf::analyze;           // NOLINT(google-build-using-namespace): one target.
using namespace pelf::analyze::testing;  // NOLINT(google-build-using-namespace): one target.

void check_same(const AccountTrace& got, const AccountTrace& expected) {
    PELF_CHECK(got.ends == expected.ends);
    PELF_CHECK(got.sums == expected.sums);
    PELF_CHECK(got.passes == expected.passes);
    PELF_CHECK(got.crossings == expected.crossings);
    PELF_CHECK(got.way == expected.way);
    PELF_CHECK(got.seeds == expected.seeds);
    PELF_CHECK(got.outside == expected.outside);
    PELF_CHECK(got.lowest_balances == expected.lowest_balances);
    PELF_CHECK(got.transactions_touched == expected.transactions_touched);
    PELF_CHECK(got.limits == expected.limits);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    pelf::testing::ByteChoice bytes({data, size});
    const Choose choose = std::ref(bytes);
    // Options first: a short input still chooses them.
    const AddressMarks marks = random_account_marks(choose);
    AccountTraceOptions options = random_account_options(choose, marks);
    const std::vector<std::uint32_t> open = random_open_accounts(choose);
    options.open_accounts = open;
    const bool small = choose(2) == 0;
    PlainHistory history = RandomHistory::make(choose, small);
    const std::vector<AccountSeed> seeds = random_account_seeds(choose, history);
    const pelf::graph::AccountColumns columns = history.columns.columns();
    for (const Policy policy : kAllAccountPolicies) {
        options.policy = policy;
        const AccountTrace trace = trace_accounts_forward(columns, seeds, options);
        check_same(trace, AccountTwin::run(history, seeds, options));
        if (!options.keep_way) continue;
        for (const AccountEnd& end : trace.ends) {
            PELF_CHECK(account_trace_path(trace, end.transfer).front().source == kNoTransfer);
        }
    }
    options.transactions_max = ~std::uint64_t{0};
    for (const Policy policy : {Policy::fifo, Policy::lifo}) {
        if (!small) break;  // Its twin goes unit by unit.
        options.policy = policy;
        const std::uint64_t transfer = seeds.front().transfer;
        check_same(trace_accounts_backward(columns, transfer, options),
                   AccountBackwardTwin::run(history, transfer, options));
    }
    return 0;
}
