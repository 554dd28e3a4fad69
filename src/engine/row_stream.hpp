// SPDX-License-Identifier: Apache-2.0
//
// Files of rows, row by row on all cores and out again in the order they came in: what screening a
// customer file and comparing pairs have in common.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/ledger.hpp"
#include "ingest/lists/csv.hpp"

namespace pelf::engine {

enum class RowFormat : std::uint8_t { csv, json_lines };

/// By the file's name: .jsonl, .ndjson and .json are JSON lines, all else CSV.
RowFormat row_format(std::string_view file_name) noexcept;

/// A field as CSV: in quotes where it has to be.
void append_csv(std::string& line, std::string_view field);

/// One row as it was read, not yet understood.
struct InputRow {
    std::uint64_t line = 0;  ///< Where it begins, from 1.
    std::uint64_t size_bytes = 0;
    std::vector<std::string> fields;  ///< Of CSV.
    std::string_view text;            ///< Of JSON lines; lives as long as the file's bytes.
    std::string error;                ///< Why the row is none; empty if it is one.
};

inline constexpr std::size_t kJsonLineBytesMax = std::size_t{1} << 20;

/// Over bytes that someone else owns. CSV begins with a row of column names.
class RowReader {
public:
    /// Fails with malformed if a CSV has no header.
    static Result<RowReader> open(std::string_view bytes, RowFormat format);

    /// The next row, good or bad; false at the end. Empty lines are no rows.
    bool next(InputRow& row);

    RowFormat format() const noexcept { return format_; }
    /// Column names of a CSV.
    const std::vector<std::string>& header() const noexcept { return header_; }
    std::uint64_t offset_bytes() const noexcept { return offset_bytes_; }
    std::uint64_t size_bytes() const noexcept { return bytes_.size(); }

private:
    RowReader(std::string_view bytes, RowFormat format) noexcept
        : bytes_(bytes), format_(format), csv_(bytes) {}
    bool next_csv(InputRow& row);
    bool next_json(InputRow& row);

    std::string_view bytes_;
    RowFormat format_ = RowFormat::csv;
    ingest::CsvReader csv_;
    std::vector<std::string> header_;
    std::uint64_t offset_bytes_ = 0;
    std::uint64_t line_ = 0;
};

struct RowRun {
    /// Called on several threads at once, once a row. Appends what is to be written.
    std::function<void(const InputRow& row, std::string& output)> work;
    /// Called on the caller's thread, in the order of the rows, with some thousand at a time.
    std::function<Status(std::string_view output)> sink;
    std::function<void(const Progress&)> progress;
    unsigned threads = 0;  ///< 0: as many as there are processors.
    /// Rows that begin before this line were done before: read and not worked on.
    std::uint64_t from_line = 0;
};

/// The output does not depend on the number of threads. Memory: the bytes of a few thousand rows
/// and of their output. Fails as the sink does.
Status run_rows(RowReader& reader, const RowRun& run);

}  // namespace pelf::engine
