// SPDX-License-Identifier: Apache-2.0
//
// Finding blocks, and reading them with all that is verified. Real blocks where ../shared/data
// holds them; headers of a long chain are made here.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "ingest/ledgers/bitcoin_files.hpp"
#include "ingest/ledgers/block_stream.hpp"
#include "ingest/ledgers/header_tree.hpp"

namespace {

using namespace pelf;          // NOLINT(google-build-using-namespace): one small program.
using namespace pelf::ingest;  // NOLINT(google-build-using-namespace)

const std::filesystem::path kData = PELF_SOURCE_DIR "/../shared/data/ledgers/bitcoin";

/// Both need the real files; the others in this program do not.
bool skip_without(const std::filesystem::path& path, benchmark::State& state) {
    if (std::filesystem::exists(path)) return false;
    state.SkipWithError("no block files beside the source");
    return true;
}

/// Eight blocks of 2024: read, hashed, Merkle root and witness commitment checked.
void verify_eight_main_blocks(benchmark::State& state) {
    const auto path = kData / "mainnet-consecutive/blk-831328-831335.dat";
    if (skip_without(path, state)) return;
    Report report("bench");
    const auto files = BlockFiles::open(path, {}, report);
    PELF_CHECK(files.has_value() && files->best_chain().size() == 8);
    const BlockStreamOptions options{.threads_count = static_cast<unsigned>(state.range(0))};
    std::uint64_t transactions_count = 0;
    for ([[maybe_unused]] auto _ : state) {
        transactions_count = 0;
        const auto count =
            for_each_block(*files, files->best_chain(), options, report,
                           [&](const codec::Block& block, const BlockRef&) -> Status {
                               transactions_count += block.transactions.size();
                               return Done{};
                           });
        PELF_CHECK(count.has_value() && *count == 8 && transactions_count == 22'904);
    }
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path));
    state.SetBytesProcessed(state.iterations() * size);
}
BENCHMARK(verify_eight_main_blocks)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

/// By headers alone; the folder of 32 small files, then one file with a long zero tail.
void open_folder(benchmark::State& state, const std::string& name, std::size_t blocks_count) {
    const auto path = kData / name;
    if (skip_without(path, state)) return;
    std::int64_t size = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
        if (entry.path().filename().string().starts_with("blk")) {
            size += static_cast<std::int64_t>(entry.file_size());
        }
    }
    for ([[maybe_unused]] auto _ : state) {
        Report report("bench");
        const auto files = BlockFiles::open(path, {}, report);
        PELF_CHECK(files.has_value() && files->best_chain().size() == blocks_count);
    }
    state.SetBytesProcessed(state.iterations() * size);
}
BENCHMARK_CAPTURE(open_folder, eight_main_blocks_and_4313, "mainnet-consecutive", 4'313)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open_folder, many_files, "regtest-laundering/blocks-multifile-noxor", 486)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open_folder, zero_tail_under_xor, "regtest-laundering/blocks", 486)
    ->Unit(benchmark::kMillisecond);

/// A chain as long as the main one of 2028, in no order, with a change of target every 2,016.
void choose_among_a_million_headers(benchmark::State& state) {
    constexpr std::uint64_t kCount = 1'000'000;
    constexpr std::uint64_t kScatter = 0x9e37'79b9'7f4a'7c15;
    const auto hash_of = [](std::uint64_t number) {
        codec::Hash256 hash;
        store(hash.bytes.data(), (number + 1) * kScatter);
        return hash;
    };
    std::vector<BlockRef> blocks(kCount);
    for (std::uint64_t i = 0; i < kCount; ++i) {
        const std::uint64_t number = (i * 7'919) % kCount;
        blocks[i].hash = hash_of(number);
        if (number > 0) blocks[i].previous = hash_of(number - 1);
        blocks[i].bits = 0x1b00'4000U + static_cast<std::uint32_t>(number / 2'016);
    }
    for ([[maybe_unused]] auto _ : state) {
        const auto choice = choose_chain(blocks, hash_of(0));
        PELF_CHECK(choice.begins_at_genesis && choice.best.size() == kCount);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kCount));
}
BENCHMARK(choose_among_a_million_headers)->Unit(benchmark::kMillisecond);

}  // namespace
