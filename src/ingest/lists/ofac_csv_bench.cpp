// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "ingest/lists/ofac_csv.hpp"

namespace {

/// A main file of the given number of entries, each like an average one of the real list: about
/// 220 bytes, four pieces of remarks, every tenth with a wallet.
std::string make_list(std::int64_t entries_count) {
    std::string list;
    for (std::int64_t i = 0; i < entries_count; ++i) {
        list += pelf::text(i + 1, ",\"FAMILY", i, ", Given\",\"individual\",\"SDGT] [IFSR\"",
                           ",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 12 Jul 1986; POB Cali, "
                           "Colombia; nationality China; Passport A",
                           i, " (Iran) expires 20 Aug 2030; a.k.a. 'ALIAS", i, "'");
        if (i % 10 == 0) {
            list += "; Digital Currency Address - XBT 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
        }
        list += ".\"\r\n";
    }
    return list;
}

void read_main_file(benchmark::State& state) {
    const std::string list = make_list(state.range(0));
    const std::vector<pelf::ingest::ListFile> files = {{"sdn.csv", list}};
    for (auto _ : state) {
        const auto reading = pelf::ingest::read_ofac_csv("ofac-sdn-csv", files);
        PELF_CHECK(reading &&
                   reading->counts().names == 2 * static_cast<std::uint64_t>(state.range(0)));
        PELF_CHECK(reading->losses_count() == 0 && reading->remark_unparsed_count == 0);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(list.size()));
    state.counters["entries/s"] = benchmark::Counter(static_cast<double>(state.range(0)),
                                                     benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(read_main_file)->Arg(1000)->Arg(15000)->Unit(benchmark::kMillisecond);

}  // namespace
