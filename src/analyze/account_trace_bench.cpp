// SPDX-License-Identifier: Apache-2.0
//
// Every policy over a synthetic account ledger. The small one keeps this file honest in ctest;
// figures come from the large one: --benchmark_filter=accounts/large (100 million transfers,
// minutes and gigabytes to make). Each run checks its answer against the first.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyze/account_trace.hpp"
#include "base/check.hpp"
#include "graph/account_sums.hpp"
#include "graph/memory_accounts.hpp"
#include "graph/synthetic_accounts.hpp"

namespace {

using pelf::analyze::AccountSeed;
using pelf::analyze::AccountTrace;
using pelf::analyze::AccountTraceOptions;
using pelf::analyze::AddressMark;
using pelf::analyze::AddressMarks;
using pelf::analyze::Policy;
using pelf::analyze::StopKind;
using pelf::graph::AccountColumns;
using pelf::graph::MemoryAccounts;

constexpr std::uint64_t kSmallTransfers = 1 << 16;
constexpr std::uint64_t kMediumTransfers = 4'000'000;
constexpr std::uint64_t kLargeTransfers = 100'000'000;

/// Made once and kept: making the large one takes longer than all benchmarks on it.
const AccountColumns& ledger_of(std::uint64_t transfers_count) {
    static std::optional<MemoryAccounts> accounts;
    static AccountColumns columns;
    static pelf::graph::AccountSumsBytes sums;  // As a store keeps them beside its index.
    static pelf::graph::AccountSumsSegment sums_segment;
    static std::uint64_t made = 0;
    if (made == transfers_count) return columns;
    accounts.emplace();
    pelf::graph::SyntheticAccounts source({.transfers_count = transfers_count});
    pelf::model::AccountBlock block;
    while (source.next(block)) accounts->append(block);
    columns = accounts->columns();
    sums = make_account_sums(columns, columns.index.front());
    sums_segment = sums.view();
    columns.sums = {&sums_segment, 1};
    made = transfers_count;
    return columns;
}

/// The oldest accounts, which are the busiest, are businesses, and a trace stops there.
AddressMarks oldest(std::uint64_t count) {
    std::vector<AddressMark> marks;
    for (std::uint64_t account = 0; account < count; ++account) {
        marks.push_back({account, StopKind::service, false});
    }
    return AddressMarks(std::move(marks));
}

/// Thefts from the second half of the ledger, by accounts that are no business.
std::vector<AccountSeed> seeds_of(const AccountColumns& columns, std::uint32_t count,
                                  std::uint64_t services) {
    std::vector<AccountSeed> seeds;
    for (std::uint32_t i = 0; i < count; ++i) {
        std::uint64_t transfer =
            columns.transfers_count / 2 + columns.transfers_count / 2 / count * i;
        while (columns.movement(transfer).kind != pelf::model::TransferKind::payment ||
               columns.tos[transfer] < services) {
            ++transfer;
        }
        seeds.push_back({.transfer = transfer, .label = i});
    }
    return seeds;
}

void trace(benchmark::State& state, std::uint64_t transfers_count, std::uint64_t services,
           Policy policy) {
    const AccountColumns& columns = ledger_of(transfers_count);
    const std::vector<AccountSeed> seeds = seeds_of(columns, 100, services);
    const AddressMarks marks = oldest(services);
    AccountTraceOptions options;
    options.policy = policy;
    options.marks = &marks;
    const AccountTrace first = trace_accounts_forward(columns, seeds, options);
    for (auto _ : state) {
        const AccountTrace again = trace_accounts_forward(columns, seeds, options);
        PELF_CHECK(again.sums == first.sums && again.ends == first.ends);
    }
    state.counters["touched"] = static_cast<double>(first.transactions_touched);
    state.counters["ends"] = static_cast<double>(first.ends.size());
}

void register_traces(const std::string& size, std::uint64_t transfers_count) {
    for (const Policy policy : pelf::analyze::kAllAccountPolicies) {
        const bool mixes = policy == Policy::poison || policy == Policy::haircut;
        if (mixes && transfers_count != kSmallTransfers) continue;  // Most of the ledger.
        for (const std::uint64_t services : {std::uint64_t{0}, std::uint64_t{1000}}) {
            const std::string name = "accounts/" + size + "/" + std::string(to_string(policy)) +
                                     "/100-seeds/" + std::to_string(services) + "-services";
            benchmark::RegisterBenchmark(name.c_str(), trace, transfers_count, services, policy)
                ->Unit(benchmark::kMillisecond);
        }
    }
}

const bool kRegistered = [] {
    register_traces("small", kSmallTransfers);
    register_traces("medium-large", kMediumTransfers);
    register_traces("large", kLargeTransfers);
    return true;
}();

}  // namespace
