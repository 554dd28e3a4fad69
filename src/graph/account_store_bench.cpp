// SPDX-License-Identifier: Apache-2.0
//
// Writing and opening an account store with an invented ledger: transfers a second of processor
// time, bytes a transfer by file.
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "graph/account_store.hpp"
#include "graph/account_writer.hpp"
#include "graph/synthetic_accounts.hpp"

namespace pelf::graph {
namespace {

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::filesystem::path bench_folder() {
    return std::filesystem::temp_directory_path() /
           ("pelf-account-bench-" + std::to_string(::getpid()));
}

/// Blocks are made some at a time beside the clock, so that what is measured is append and commit.
double write_store(const std::filesystem::path& folder, std::uint64_t transfers_count) {
    constexpr std::size_t kBlocksAtATime = 256;
    std::filesystem::remove_all(folder);
    SyntheticAccounts ledger({.transfers_count = transfers_count});
    auto writer = AccountWriter::open(folder, {"ethereum", false}, {});
    PELF_CHECK(writer.has_value());
    std::vector<model::AccountBlock> blocks(kBlocksAtATime);
    double spent_s = 0;
    for (bool more = true; more;) {
        std::size_t made = 0;
        while (made < blocks.size() && (more = ledger.next(blocks[made]))) ++made;
        const double begin_s = cpu_seconds();
        for (std::size_t block = 0; block < made; ++block) {
            PELF_CHECK(writer->append(blocks[block]).has_value());
        }
        if (!more) PELF_CHECK(writer->commit().has_value());
        spent_s += cpu_seconds() - begin_s;
    }
    PELF_CHECK(writer->committed().manifest().transfers >= transfers_count);
    return spent_s;
}

/// Bytes a transfer of each file, and of a transfer that is neither a name nor a hash.
constexpr std::uint64_t kListed = 1'000'000;  ///< Smaller stores are not listed file by file.

void count_bytes(benchmark::State& state, const std::filesystem::path& folder,
                 std::uint64_t transfers_count) {
    std::map<std::string, std::uint64_t> bytes;
    std::uint64_t all = 0;
    std::uint64_t names = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string file = entry.path().filename().string();
        const std::string name = file.substr(0, file.find_first_of("-."));
        bytes[name] += entry.file_size();
        all += entry.file_size();
        const bool is_name = name == "hashes" || name == "hash" || name.starts_with("account") ||
                             name == "holders" || name == "assets";
        if (is_name) names += entry.file_size();
    }
    const auto each = [transfers_count](std::uint64_t count) {
        return static_cast<double>(count) / static_cast<double>(transfers_count);
    };
    for (const auto& [name, count] : bytes) {
        if (transfers_count < kListed) break;
        std::printf("  %-18s %7.3f bytes a transfer\n", name.c_str(), each(count));
    }
    state.counters["bytes_all"] = each(all);
    state.counters["bytes_without_names"] = each(all - names);
    state.counters["bytes_native"] = each(all - names - bytes["wide_amounts"]);
}

void BM_Write(benchmark::State& state) {
    const auto transfers_count = static_cast<std::uint64_t>(state.range(0));
    double spent_s = 0;
    for (auto _ : state) {
        const double once_s = write_store(bench_folder(), transfers_count);
        state.SetIterationTime(once_s);
        spent_s += once_s;
    }
    state.counters["transfers_per_cpu_s"] =
        static_cast<double>(transfers_count) * static_cast<double>(state.iterations()) / spent_s;
    count_bytes(state, bench_folder(), transfers_count);
    std::filesystem::remove_all(bench_folder());
}
BENCHMARK(BM_Write)->Arg(100'000)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Write)
    ->Name("BM_Write_large")
    ->Arg(5'000'000)
    ->Arg(50'000'000)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

void BM_Open(benchmark::State& state) {
    const auto transfers_count = static_cast<std::uint64_t>(state.range(0));
    write_store(bench_folder(), transfers_count);
    for (auto _ : state) {
        const auto store = AccountStore::open(bench_folder());
        PELF_CHECK(store.has_value());
        benchmark::DoNotOptimize(store->columns().transfers_count);
    }
    std::filesystem::remove_all(bench_folder());
}
BENCHMARK(BM_Open)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Open)
    ->Name("BM_Open_large")
    ->Arg(50'000'000)
    ->Iterations(5)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pelf::graph
