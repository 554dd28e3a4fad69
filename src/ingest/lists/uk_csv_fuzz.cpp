// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/check.hpp"
#include "ingest/lists/csv.hpp"
#include "ingest/lists/uk_csv.hpp"

/// The input is up to five files with 0x00 between them. Every row after a header is accepted or
/// rejected; every party has a key of its own and its primary name first and nowhere else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::ingest::CsvReader;
    using pelf::ingest::ListFile;
    constexpr std::size_t kFilesMax = 5;
    // As many rows before the header as the reader lets pass, and the header.
    constexpr std::uint64_t kHeadRowsMax = 4;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    std::vector<ListFile> files;
    while (files.size() < kFilesMax) {
        const std::size_t end = rest.find('\0');
        files.push_back({"uk.csv", rest.substr(0, end)});
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    const auto reading = pelf::ingest::read_uk_csv("uk-csv", files);
    if (!reading) return 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        std::string_view text = files[i].bytes;
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        std::uint64_t rows_count = 0;
        CsvReader reader(text);
        while (reader.next() != CsvReader::Step::end) ++rows_count;
        const pelf::ingest::Report& report = reading->reports[i];
        const std::uint64_t told_of = report.accepted_count() + report.rejected_count();
        PELF_CHECK(told_of < rows_count && told_of + kHeadRowsMax >= rows_count);
    }
    std::unordered_set<std::string> keys;
    for (const pelf::model::Party& party : reading->parties) {
        PELF_CHECK(keys.insert(party.id.key).second);
        for (std::size_t i = 0; i < party.names.size(); ++i) {
            PELF_CHECK((party.names[i].kind == pelf::model::NameKind::primary) == (i == 0));
            PELF_CHECK(!party.names[i].whole.empty());
        }
    }
    return 0;
}
