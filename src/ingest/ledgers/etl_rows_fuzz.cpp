// SPDX-License-Identifier: Apache-2.0
//
// CSV: the three fields of an accepted row, with their commas and quotes, are the row again. JSON:
// an accepted line is an object for Boost.JSON as well, unless that cannot hold one of its numbers
// or texts. Both: a row read again from its offset is the same.
#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "ingest/ledgers/etl_rows.hpp"

namespace {

using pelf::ingest::EtlRows;

constexpr pelf::ingest::EtlColumn kColumns[] = {{"a"}, {"b"}, {"c"}};

struct Row {
    std::uint64_t offset_bytes = 0;
    std::string fields[3];
};

std::string_view line_at(std::string_view bytes, std::uint64_t offset_bytes) {
    auto line = bytes.substr(offset_bytes, bytes.find('\n', offset_bytes) - offset_bytes);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// Whether the line is the field, bare or quoted, at its beginning; moves past it.
bool take(std::string_view& line, std::string_view field) {
    if (line.starts_with('"')) {
        line.remove_prefix(1);
        if (!line.starts_with(field)) return false;
        line.remove_prefix(field.size());
        if (!line.starts_with('"')) return false;
        line.remove_prefix(1);
        return true;
    }
    if (!line.starts_with(field)) return false;
    line.remove_prefix(field.size());
    return true;
}

void check_csv(std::string_view line, const Row& row) {
    for (int i = 0; i < 3; ++i) {
        PELF_CHECK(take(line, row.fields[i]));
        if (i < 2) {
            PELF_CHECK(line.starts_with(','));
            line.remove_prefix(1);
        }
    }
    PELF_CHECK(line.empty());
}

std::vector<Row> read_all(EtlRows& rows) {
    std::vector<Row> found;
    for (auto step = rows.next(); step != EtlRows::Step::end; step = rows.next()) {
        if (step != EtlRows::Step::row) continue;
        Row& row = found.emplace_back();
        row.offset_bytes = rows.row_offset_bytes();
        for (std::size_t i = 0; i < 3; ++i) row.fields[i] = rows.field(i);
    }
    return found;
}

void check_again(EtlRows& rows, const std::vector<Row>& found) {
    for (std::size_t i = found.size(); i-- > 0;) {
        rows.seek(found[i].offset_bytes);
        PELF_CHECK(rows.next() == EtlRows::Step::row);
        for (std::size_t j = 0; j < 3; ++j) PELF_CHECK(rows.field(j) == found[i].fields[j]);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::string csv = "a,b,c\n" + std::string(input);
    auto rows = EtlRows::open(csv, EtlRows::Format::csv, kColumns);
    PELF_CHECK(rows.has_value());
    auto found = read_all(*rows);
    for (const Row& row : found) check_csv(line_at(csv, row.offset_bytes), row);
    check_again(*rows, found);

    auto lines = EtlRows::open(input, EtlRows::Format::json_lines, kColumns);
    PELF_CHECK(lines.has_value());
    found = read_all(*lines);
    for (const Row& row : found) {
        // simdjson looks at the structure only where nothing is asked of a value.
        const auto line = line_at(input, row.offset_bytes);
        PELF_CHECK(line.find('{') != std::string_view::npos);
        boost::json::error_code error;
        const auto value = boost::json::parse(line, error);
        if (!error) PELF_CHECK(value.is_object());
    }
    check_again(*lines, found);
    // Any header: survives, or says why not.
    auto any = EtlRows::open(input, EtlRows::Format::csv, kColumns);
    if (any) read_all(*any);
    return 0;
}
