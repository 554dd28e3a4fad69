// SPDX-License-Identifier: Apache-2.0
//
// Scripts in about the mix of recent blocks, each a different account.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/hex.hpp"

namespace {

using pelf::codec::Chain;
using pelf::codec::Lock;
using pelf::codec::ScriptKind;
using Script = std::vector<std::byte>;

constexpr std::size_t kScriptsCount = 10'000;

std::vector<Script> mixed_scripts() {
    const std::string hash20(40, '5');
    const std::vector<std::string> mix = {
        "0014" + hash20,
        "5120" + std::string(64, '5'),
        "0014" + hash20,
        "5120" + std::string(64, '5'),
        "76a914" + hash20 + "88ac",
        "a914" + hash20 + "87",
        "0020" + std::string(64, '5'),
        "6a0b68656c6c6f20776f726c64",
    };
    std::vector<Script> scripts;
    scripts.reserve(kScriptsCount);
    for (std::uint32_t i = 0; i < kScriptsCount; ++i) {
        scripts.push_back(*pelf::codec::from_hex(mix[i % mix.size()]));
        pelf::store(scripts.back().data() + 5, i);  // Inside every payload.
    }
    return scripts;
}

std::vector<Lock> spendable_locks() {
    std::vector<Lock> locks;
    for (const auto& script : mixed_scripts()) {
        const Lock lock = pelf::codec::classify_script(script);
        if (lock.kind != ScriptKind::unspendable) locks.push_back(lock);
    }
    return locks;
}

void set_items(benchmark::State& state, std::size_t count) {
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}

void classify_scripts(benchmark::State& state) {
    const auto scripts = mixed_scripts();
    for ([[maybe_unused]] auto _ : state) {
        std::size_t taproot_count = 0;
        for (const auto& script : scripts) {
            taproot_count +=
                pelf::codec::classify_script(script).kind == ScriptKind::p2tr ? 1U : 0U;
        }
        PELF_CHECK(taproot_count == kScriptsCount / 4);
    }
    set_items(state, scripts.size());
}
BENCHMARK(classify_scripts);

void write_addresses(benchmark::State& state) {
    const auto locks = spendable_locks();
    std::size_t letters_count = 0;
    for ([[maybe_unused]] auto _ : state) {
        letters_count = 0;
        for (const auto& lock : locks) {
            letters_count += pelf::codec::to_address(lock, Chain::main).size();
        }
    }
    PELF_CHECK(letters_count > 33 * locks.size() && letters_count <= 62 * locks.size());
    set_items(state, locks.size());
}
BENCHMARK(write_addresses);

void read_addresses(benchmark::State& state) {
    const auto locks = spendable_locks();
    std::vector<std::string> addresses;
    addresses.reserve(locks.size());
    for (const auto& lock : locks) addresses.push_back(to_address(lock, Chain::main));
    for ([[maybe_unused]] auto _ : state) {
        for (std::size_t i = 0; i < locks.size(); ++i) {
            PELF_CHECK(*pelf::codec::from_address(addresses[i], Chain::main) == locks[i]);
        }
    }
    set_items(state, locks.size());
}
BENCHMARK(read_addresses);

}  // namespace
