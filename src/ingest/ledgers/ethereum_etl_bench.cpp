// SPDX-License-Identifier: Apache-2.0
//
// Reading exports of Ethereum: made tables with the shape of mainnet's (200 rows a block, two
// thirds of them of a few tokens), from memory-mapped files to blocks of transfers, on one thread.
// Rows a second count all rows of the tables.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/ethereum_etl.hpp"
#include "support/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFirstHeight = 18'000'000;
constexpr unsigned kRowsInBlock = 200;

class Made {
public:
    explicit Made(unsigned blocks_count) {
        std::ofstream blocks(folder_ / "blocks.csv");
        std::ofstream transactions(folder_ / "transactions.csv");
        std::ofstream receipts(folder_ / "receipts.csv");
        std::ofstream transfers(folder_ / "token_transfers.csv");
        blocks << "number,hash,parent_hash,miner,timestamp,base_fee_per_gas,sha3_uncles\n";
        transactions << "hash,nonce,block_hash,block_number,transaction_index,from_address,"
                        "to_address,value,gas,gas_price,input,block_timestamp,max_fee_per_gas,"
                        "max_priority_fee_per_gas,transaction_type\n";
        receipts
            << "transaction_hash,transaction_index,block_hash,block_number,"
               "cumulative_gas_used,gas_used,contract_address,root,status,effective_gas_price\n";
        transfers << "token_address,from_address,to_address,value,transaction_hash,log_index,"
                     "block_number\n";
        std::string before = hex(32);
        for (std::uint64_t height = kFirstHeight; height < kFirstHeight + blocks_count; ++height) {
            const std::string hash = hex(32);
            blocks << height << ',' << hash << ',' << before << ',' << hex(20) << ",1700000000,"
                   << "20000000000,"
                   << "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347\n";
            before = hash;
            for (unsigned i = 0; i < kRowsInBlock; ++i) {
                const std::string transaction = hex(32);
                transactions << transaction << ',' << i << ',' << hash << ',' << height << ',' << i
                             << ',' << hex(20) << ',' << hex(20) << ",123450000000000000,100000,"
                             << "21000000000," << hex(68)
                             << ",1700000000,30000000000,1000000000,2\n";
                receipts << transaction << ',' << i << ',' << hash << ',' << height
                         << ",9000000,61234,,,1,21000000000\n";
                transfers << token(i) << ',' << hex(20) << ',' << hex(20) << ",1234567890123456789,"
                          << transaction << ',' << 2 * i << ',' << height << '\n';
            }
        }
    }
    Made(const Made&) = delete;
    Made& operator=(const Made&) = delete;

    void leave_only_transfers() const {
        fs::remove(folder_ / "transactions.csv");
        fs::remove(folder_ / "receipts.csv");
    }
    const fs::path& folder() const { return folder_; }

private:
    std::string hex(std::size_t size_bytes) {
        std::string bytes(size_bytes, '\0');
        for (char& byte : bytes) byte = static_cast<char>(random_());
        return "0x" + pelf::codec::to_hex(std::as_bytes(std::span(bytes)));
    }
    std::string token(unsigned i) {
        return i % 3 == 0 ? hex(20) : "0x" + std::string(39, 'a') + std::to_string(i % 7);
    }

    const pelf::test::TemporaryFolder temporary_;
    const fs::path folder_ = temporary_.path();
    std::mt19937 random_{1};
};

void read_all(benchmark::State& state, const Made& made, std::uint64_t rows_count,
              std::uint64_t transfers_wanted) {
    pelf::ingest::EthereumEtlOptions options;
    std::uint64_t transfers_count = 0;
    for ([[maybe_unused]] auto _ : state) {
        pelf::ingest::Report report("bench");
        transfers_count = 0;
        const auto reading = pelf::ingest::read_ethereum_etl(
            made.folder(), options, report, [&](const pelf::model::AccountBlock& block) {
                transfers_count += block.transfers.size();
                return pelf::Status(pelf::Done{});
            });
        PELF_CHECK(reading.has_value() && report.rejected_count() == 0);
    }
    PELF_CHECK(transfers_count == transfers_wanted);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows_count));
    state.counters["transfers"] = benchmark::Counter(
        static_cast<double>(state.iterations()) * static_cast<double>(transfers_count),
        benchmark::Counter::kIsRate);
}

void etl_token_transfers(benchmark::State& state) {
    const auto blocks_count = static_cast<unsigned>(state.range(0));
    const Made made(blocks_count);
    made.leave_only_transfers();
    const std::uint64_t rows = std::uint64_t{blocks_count} * kRowsInBlock;
    read_all(state, made, rows, rows);
}
BENCHMARK(etl_token_transfers)->Arg(50)->Unit(benchmark::kMillisecond);
BENCHMARK(etl_token_transfers)
    ->Name("etl_token_transfers_large")
    ->Arg(5'000)
    ->Unit(benchmark::kMillisecond);

/// A row each of transactions, receipts and token transfers: four transfers.
void etl_three_tables(benchmark::State& state) {
    const auto blocks_count = static_cast<unsigned>(state.range(0));
    const Made made(blocks_count);
    const std::uint64_t rows = std::uint64_t{blocks_count} * kRowsInBlock;
    read_all(state, made, 3 * rows, 4 * rows);
}
BENCHMARK(etl_three_tables)->Arg(50)->Unit(benchmark::kMillisecond);
BENCHMARK(etl_three_tables)
    ->Name("etl_three_tables_large")
    ->Arg(2'500)
    ->Unit(benchmark::kMillisecond);

}  // namespace
