// SPDX-License-Identifier: Apache-2.0
//
// Reading ledgers with and without their proof: a real one of 61 transactions where ../shared/data
// holds it, and one of 1,000 payments made here that is the same everywhere.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <span>
#include <string>

#include "base/check.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "codec/xrpl_address.hpp"
#include "ingest/ledgers/xrpl_reader.hpp"

namespace pelf::ingest {
namespace {

std::string account_root(unsigned number, std::uint64_t before, std::uint64_t after) {
    codec::XrplAccountId account;
    for (std::size_t i = 0; i < 4; ++i) account.bytes[i] = static_cast<std::byte>(number >> 8 * i);
    return text(R"({"ModifiedNode":{"LedgerEntryType":"AccountRoot","LedgerIndex":")",
                std::string(64, '1'), R"(","PreviousFields":{"Balance":")", before,
                R"("},"FinalFields":{"Flags":0,"OwnerCount":0,"Sequence":5,"Account":")",
                to_string(account), R"(","Balance":")", after, R"("}}})");
}

std::string made_ledger(unsigned transactions_count) {
    std::string list;
    for (unsigned i = 0; i < transactions_count; ++i) {
        const std::string number = text(1'000'000 + i);
        list += text(i == 0 ? "" : ",", R"({"TransactionType":"Payment","Fee":"10","Sequence":4,)",
                     R"("Account":"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh","SigningPubKey":"",)",
                     R"("Amount":"100","hash":")", std::string(57, 'A'), number,
                     R"(","metaData":{"TransactionIndex":)", i,
                     R"(,"TransactionResult":"tesSUCCESS","AffectedNodes":[)",
                     account_root(2 * i, 1'000, 900), ",", account_root(2 * i + 1, 50, 140), "]}}");
    }
    return text(R"({"ledger_index":7,"ledger_hash":")", std::string(64, '7'),
                R"(","close_time":5,"transactions":[)", list, "]}");
}

void read_ledger(benchmark::State& state, std::span<const std::byte> bytes,
                 const XrplOptions& options) {
    std::uint64_t transactions_count = 0;
    for (auto _ : state) {
        XrplReader reader(options);
        Report report("bench");
        std::uint64_t transfers_count = 0;
        const auto status = reader.read(bytes, report, [&](const auto& block) -> Status {
            transfers_count += block.transfers.size();
            return Done{};
        });
        PELF_CHECK(status.has_value() && transfers_count >= reader.counts().transactions_count);
        PELF_CHECK(reader.counts().transactions_count > 0);
        transactions_count += reader.counts().transactions_count;
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size()) * state.iterations());
    state.SetItemsProcessed(static_cast<std::int64_t>(transactions_count));
}

void BM_MadeLedger(benchmark::State& state) {
    const std::string json = made_ledger(1'000);
    read_ledger(state, std::as_bytes(std::span(json)), {.is_verified = state.range(0) != 0});
}
BENCHMARK(BM_MadeLedger)->Arg(0)->Arg(1)->ArgName("proof");

void BM_RealLedger(benchmark::State& state) {
    const std::filesystem::path path = PELF_SOURCE_DIR
        "/../shared/data/ledgers/xrp/rippled-historical-database/test/mock/ledgers/"
        "29709909 - paychan.json";
    const auto bytes = read_file(path, kXrplFileBytesMax);
    if (!bytes) {
        state.SkipWithError("no ledger beside the checkout");
        return;
    }
    read_ledger(state, *bytes, {.is_verified = state.range(0) != 0});
}
BENCHMARK(BM_RealLedger)->Arg(0)->Arg(1)->ArgName("proof");

}  // namespace
}  // namespace pelf::ingest
