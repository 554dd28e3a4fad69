// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "ingest/lists/csv.hpp"

namespace {

using Rows = std::vector<std::vector<std::string>>;
using pelf::ingest::CsvReader;

std::string quoted(std::string_view field) {
    std::string text = "\"";
    for (const char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

}  // namespace

/// Every good row written back in quotes reads as the same row; rows come in order, inside the
/// limits; bad rows never stand still.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const pelf::ingest::CsvLimits limits{.field_bytes_max = 200, .columns_max = 8};
    Rows rows;
    std::string written;
    CsvReader reader(text, limits);
    std::uint64_t last_offset = 0;
    bool first = true;
    while (true) {
        const auto step = reader.next();
        if (step == CsvReader::Step::end) break;
        PELF_CHECK(first || reader.row_offset_bytes() > last_offset);
        first = false;
        last_offset = reader.row_offset_bytes();
        if (step == CsvReader::Step::bad) continue;
        PELF_CHECK(reader.fields().size() <= limits.columns_max);
        for (std::size_t i = 0; i < reader.fields().size(); ++i) {
            PELF_CHECK(reader.fields()[i].size() <= limits.field_bytes_max);
            written += (i > 0 ? "," : "") + quoted(reader.fields()[i]);
        }
        written += "\r\n";
        rows.push_back(reader.fields());
    }
    Rows again;
    CsvReader second(written, limits);
    while (second.next() != CsvReader::Step::end) again.push_back(second.fields());
    PELF_CHECK(again == rows);
    return 0;
}
