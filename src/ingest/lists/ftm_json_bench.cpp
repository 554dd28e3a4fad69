// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "ingest/lists/ftm_json.hpp"

namespace {

/// Persons as OpenSanctions writes them, about 600 bytes each, every fourth with an Ownership and
/// an Address of its own: 3 lines.
std::string make_entities(std::int64_t persons_count) {
    std::string list;
    for (std::int64_t i = 0; i < persons_count; ++i) {
        list += pelf::text(R"({"id":"NK-)", i, R"(","caption":"Given)", i, " FAMILY", i,
                           R"(","schema":"Person","referents":["ofac-)", i, R"(","eu-fsf-)", i,
                           R"("],"datasets":["us_ofac_sdn","eu_fsf"],"first_seen":)",
                           R"("2023-04-20T07:49:25","properties":{"name":["Given)", i, " FAMILY", i,
                           R"(","Имя Фамилия)", i, R"("],"alias":["FAMILY)", i,
                           R"(, Given"],"birthDate":["1961-07-02"],"nationality":["ru"],)",
                           R"("passportNumber":["A)", i, R"("],"topics":["sanction"],"notes":[)",
                           R"("Listed for reasons that fill a line of text."],"gender":["male"],)",
                           R"("sourceUrl":["https://example.org/a/b"])",
                           i % 4 == 0 ? pelf::text(R"(,"addressEntity":["addr-)", i, R"("])") : "",
                           "}}\n");
        if (i % 4 != 0) continue;
        list +=
            pelf::text(R"({"id":"own-)", i, R"(","schema":"Ownership","properties":{"owner":)",
                       R"(["NK-)", i, R"("],"asset":["NK-)", (i + 1) % persons_count,
                       R"("],"percentage":["25"]}})", "\n", R"({"id":"addr-)", i,
                       R"(","schema":"Address","properties":{"full":["1 Street, City"]}})", "\n");
    }
    return list;
}

void read_entities(benchmark::State& state) {
    const std::string list = make_entities(state.range(0));
    const std::vector<pelf::ingest::ListFile> files = {{"entities.ftm.json", list}};
    const auto persons_count = static_cast<std::uint64_t>(state.range(0));
    for (auto _ : state) {
        const auto reading = pelf::ingest::read_ftm_json("ftm-json", files);
        PELF_CHECK(reading && reading->losses_count() == 0);
        PELF_CHECK(reading->counts().names == 3 * persons_count);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(list.size()));
}
BENCHMARK(read_entities)->Arg(1000)->Arg(20000)->Unit(benchmark::kMillisecond);

}  // namespace
