// SPDX-License-Identifier: Apache-2.0
//
// Why codec/sha256.cpp calls OpenSSL's deprecated low-level functions: the three ways to the same
// answer side by side, on a Merkle node (64 bytes), a block header (80) and a transaction (250).
#include <benchmark/benchmark.h>
#include <openssl/evp.h>

#include <span>
#include <vector>

#include "base/check.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace {

using pelf::codec::Hash256;

std::vector<std::byte> input_of(benchmark::State& state) {
    return std::vector<std::byte>(static_cast<std::size_t>(state.range(0)), std::byte{'a'});
}

unsigned char* raw(Hash256& hash) {
    return reinterpret_cast<unsigned char*>(hash.bytes.data());
}

/// What sha256sum says of that many letters a.
void check(const std::vector<std::byte>& input, const Hash256& hash) {
    const char* expected =
        input.size() == 64   ? "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
        : input.size() == 80 ? "0f45e858fbc4176cdf4e411f88281edefc390ae5afe7df0f44cd9297f0a64580"
                             : "3f3e35e0a775d9b1d5ec2eccca06381c41efedeb59d5ac5491ebe9696cb0887b";
    PELF_CHECK(pelf::codec::to_hex(hash.bytes) == expected);
}

void set_bytes(benchmark::State& state) {
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

void sha256_low_level(benchmark::State& state) {
    const auto input = input_of(state);
    Hash256 hash;
    for ([[maybe_unused]] auto _ : state) {
        hash = pelf::codec::sha256(input);
        benchmark::DoNotOptimize(hash);
    }
    check(input, hash);
    set_bytes(state);
}
BENCHMARK(sha256_low_level)->Arg(64)->Arg(80)->Arg(250);

void sha256_evp_reused_context(benchmark::State& state) {
    const auto input = input_of(state);
    EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    Hash256 hash;
    for ([[maybe_unused]] auto _ : state) {
        EVP_DigestInit_ex2(context, algorithm, nullptr);
        EVP_DigestUpdate(context, input.data(), input.size());
        EVP_DigestFinal_ex(context, raw(hash), nullptr);
        benchmark::DoNotOptimize(hash);
    }
    EVP_MD_CTX_free(context);
    EVP_MD_free(algorithm);
    check(input, hash);
    set_bytes(state);
}
BENCHMARK(sha256_evp_reused_context)->Arg(64)->Arg(80)->Arg(250);

void sha256_evp_one_shot(benchmark::State& state) {
    const auto input = input_of(state);
    Hash256 hash;
    for ([[maybe_unused]] auto _ : state) {
        EVP_Digest(input.data(), input.size(), raw(hash), nullptr, EVP_sha256(), nullptr);
        benchmark::DoNotOptimize(hash);
    }
    check(input, hash);
    set_bytes(state);
}
BENCHMARK(sha256_evp_one_shot)->Arg(64)->Arg(80)->Arg(250);

/// One inner node of a Merkle tree: two hashes, three compressions of 64 bytes.
void sha256d_of_pair(benchmark::State& state) {
    const Hash256 start = pelf::codec::sha256({});
    Hash256 hash = start;
    for ([[maybe_unused]] auto _ : state) {
        hash = pelf::codec::sha256d_pair(start, start);
        benchmark::DoNotOptimize(hash);
    }
    std::vector<std::byte> both(start.bytes.begin(), start.bytes.end());
    both.insert(both.end(), start.bytes.begin(), start.bytes.end());
    PELF_CHECK(hash == pelf::codec::sha256(pelf::codec::sha256(both).bytes));
}
BENCHMARK(sha256d_of_pair);

}  // namespace
