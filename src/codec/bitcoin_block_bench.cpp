// SPDX-License-Identifier: Apache-2.0
//
// Real blocks where ../shared/data holds them, and one made here that is the same everywhere.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/file.hpp"
#include "codec/bitcoin_block.hpp"

namespace {

using pelf::codec::Block;
using BlockBytes = std::vector<std::byte>;

/// All mainnet blocks of at least 100 kB: what a chain's bytes are made of.
std::vector<BlockBytes> mainnet_blocks() {
    constexpr std::size_t kSmallBytes = 100'000;
    const std::filesystem::path folder =
        PELF_SOURCE_DIR "/../shared/data/ledgers/bitcoin/mainnet-raw";
    std::vector<BlockBytes> blocks;
    if (!std::filesystem::is_directory(folder)) return blocks;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".raw" || entry.file_size() < kSmallBytes) continue;
        auto bytes = pelf::read_file(entry.path(), pelf::codec::kBlockBytesMax);
        PELF_CHECK(bytes.has_value());
        blocks.push_back(*std::move(bytes));
    }
    return blocks;
}

void append(BlockBytes& bytes, std::size_t count, std::uint8_t value) {
    bytes.insert(bytes.end(), count, std::byte{value});
}

/// One input, two outputs and a two-item witness: the commonest payment of today, 222 bytes.
void append_transaction(BlockBytes& bytes, std::uint32_t number) {
    bytes.insert(bytes.end(), {std::byte{2}, {}, {}, {}, {}, std::byte{1}, std::byte{1}});
    const std::size_t spent = bytes.size();
    append(bytes, 36, 0x11);
    pelf::store<std::uint32_t>(bytes.data() + spent, number);  // No two transactions alike.
    append(bytes, 1, 0);
    append(bytes, 4, 0xfd);
    append(bytes, 1, 2);
    for (int output = 0; output < 2; ++output) {
        append(bytes, 8, 0x01);
        bytes.insert(bytes.end(), {std::byte{22}, {}, std::byte{20}});
        append(bytes, 20, 0x33);
    }
    append(bytes, 1, 2);
    append(bytes, 1, 71);
    append(bytes, 71, 0x44);
    append(bytes, 1, 33);
    append(bytes, 33, 0x02);
    append(bytes, 4, 0);
}

BlockBytes made_block(std::uint16_t transactions_count) {
    BlockBytes bytes(pelf::codec::kBlockHeaderBytes);
    bytes.insert(bytes.end(), {std::byte{0xfd}, {}, {}});
    pelf::store(bytes.data() + bytes.size() - 2, transactions_count);
    for (std::uint32_t i = 0; i < transactions_count; ++i) append_transaction(bytes, i);
    return bytes;
}

std::size_t total_bytes(const std::vector<BlockBytes>& blocks) {
    std::size_t total = 0;
    for (const auto& bytes : blocks) total += bytes.size();
    return total;
}

void set_rates(benchmark::State& state, std::size_t bytes, std::size_t transactions) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(transactions));
}

/// Parsing with both ids of every transaction, and the Merkle root: every id is checked by it.
void parse_mainnet_blocks_and_check_merkle_roots(benchmark::State& state) {
    const auto blocks = mainnet_blocks();
    if (blocks.empty()) {
        state.SkipWithError("no mainnet blocks beside the source");
        return;
    }
    Block block;
    std::vector<pelf::codec::Hash256> hashes;
    std::size_t transactions_count = 0;
    for ([[maybe_unused]] auto _ : state) {
        transactions_count = 0;
        for (const auto& bytes : blocks) {
            PELF_CHECK(pelf::codec::parse_block(bytes, block).has_value());
            hashes.clear();
            for (const auto& transaction : block.transactions) hashes.push_back(transaction.txid);
            PELF_CHECK(pelf::codec::merkle_root(hashes).root == block.header.merkle_root);
            transactions_count += block.transactions.size();
        }
    }
    set_rates(state, total_bytes(blocks), transactions_count);
}
BENCHMARK(parse_mainnet_blocks_and_check_merkle_roots)->Unit(benchmark::kMillisecond);

void parse_mainnet_blocks(benchmark::State& state) {
    const auto blocks = mainnet_blocks();
    if (blocks.empty()) {
        state.SkipWithError("no mainnet blocks beside the source");
        return;
    }
    Block block;
    std::size_t transactions_count = 0;
    for ([[maybe_unused]] auto _ : state) {
        transactions_count = 0;
        for (const auto& bytes : blocks) {
            PELF_CHECK(pelf::codec::parse_block(bytes, block).has_value());
            transactions_count += block.transactions.size();
        }
    }
    set_rates(state, total_bytes(blocks), transactions_count);
}
BENCHMARK(parse_mainnet_blocks)->Unit(benchmark::kMillisecond);

void parse_made_block(benchmark::State& state) {
    constexpr std::uint16_t kTransactionsCount = 5'000;
    const BlockBytes bytes = made_block(kTransactionsCount);
    Block block;
    for ([[maybe_unused]] auto _ : state) {
        PELF_CHECK(pelf::codec::parse_block(bytes, block).has_value());
        PELF_CHECK(block.transactions.size() == kTransactionsCount);
        PELF_CHECK(block.outputs.size() == 2 * block.transactions.size());
        PELF_CHECK(block.transactions.front().txid != block.transactions.back().txid);
    }
    set_rates(state, bytes.size(), kTransactionsCount);
}
BENCHMARK(parse_made_block)->Unit(benchmark::kMillisecond);

}  // namespace
