// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "ingest/lists/csv.hpp"
#include "ingest/lists/pelf_csv.hpp"

/// Every row after the header is accepted or rejected; services, and they alone, have one tag a
/// wallet.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::ingest::CsvReader;
    using pelf::ingest::ListFile;
    // The header is given, so that no run is lost on guessing it.
    const std::string text =
        "id,field,value,note\n" + std::string(reinterpret_cast<const char*>(data), size);
    const std::vector<ListFile> files = {{"house.csv", text}};
    const auto reading = pelf::ingest::read_pelf_csv("pelf-csv", files);
    PELF_CHECK(reading.has_value());

    std::uint64_t rows_count = 0;
    CsvReader reader(text);
    while (reader.next() != CsvReader::Step::end) ++rows_count;
    const pelf::ingest::Report& report = reading->reports.front();
    PELF_CHECK(report.accepted_count() + report.rejected_count() + 1 == rows_count);

    std::size_t tags_expected = 0;
    for (const pelf::model::Party& party : reading->parties) {
        if (party.service) tags_expected += party.wallets.size();
    }
    PELF_CHECK(reading->tags.size() == tags_expected);
    return 0;
}
