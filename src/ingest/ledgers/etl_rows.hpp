// SPDX-License-Identifier: Apache-2.0
//
// The rows of one table of an export of ethereum-etl: CSV with a header, or one JSON object a
// line. Both give the same fields: views into the file, found by name, without allocation.
//
// Not the CSV reader of the lists: that one unquotes every field into a string of its own, which
// costs more than everything else here together. This one knows that a row of these exports is one
// line, and leaves doubled quotes and escapes in a field as they stand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace pelf::ingest {

struct EtlRowLimits {
    /// One line: the input of a transaction is in it, in hexadecimal.
    std::size_t row_bytes_max = std::size_t{32} << 20;
    std::size_t columns_max = 128;
};

/// A column that the reader wants. Where a table has both names, the later in the table counts.
struct EtlColumn {
    std::string_view name;
    std::string_view other_name{};  ///< As joined tables call it; empty: none.
};

class EtlRows {
public:
    enum class Format : std::uint8_t { csv, json_lines };
    enum class Step : std::uint8_t {
        row,
        bad,  ///< fault() and message() say what is wrong with this row.
        end,
    };

    /// Reads the header. The bytes and the names of the columns must outlive this. Fails with
    /// malformed (no header), over_limit (too many columns). An empty file has no rows.
    static Result<EtlRows> open(std::string_view bytes, Format format,
                                std::span<const EtlColumn> columns, EtlRowLimits limits = {});

    EtlRows(EtlRows&&) noexcept;
    EtlRows& operator=(EtlRows&&) noexcept;
    ~EtlRows();

    /// Moves to the next row. Empty lines are no rows.
    Step next();
    /// The same with a look at one field only, several times as fast for CSV: nothing for a row
    /// that is bad, or has not so many fields. Afterwards no other field is valid. What is wrong
    /// further back in the row is not seen.
    Step next_with(std::size_t column, std::optional<std::string_view>& field);

    /// Goes to a row whose offset was seen before; next() reads it.
    void seek(std::uint64_t row_offset_bytes) noexcept { at_ = row_offset_bytes; }

    /// The field under columns[column] without its quotes; empty for null, and where the table
    /// has no such column. Valid until next() is called.
    std::string_view field(std::size_t column) const noexcept { return fields_[column]; }
    /// Whether the header has the column; with JSON, whether the last row had it.
    bool has_column(std::size_t column) const noexcept { return is_there_[column]; }
    std::uint64_t row_offset_bytes() const noexcept { return row_start_; }
    Fault fault() const noexcept { return fault_; }
    const char* message() const noexcept { return message_; }

private:
    class JsonLine;

    EtlRows(std::string_view bytes, Format format, std::span<const EtlColumn> columns,
            EtlRowLimits limits);
    Status read_header();
    int column_of(std::string_view name) const noexcept;
    Step refuse(Fault fault, const char* message) noexcept;
    Step next_line(std::string_view& row);
    Step split_csv(std::string_view row);

    std::string_view bytes_;
    Format format_ = Format::csv;
    std::span<const EtlColumn> columns_;
    EtlRowLimits limits_;
    std::size_t at_ = 0;
    std::size_t row_start_ = 0;
    std::vector<int> places_;  ///< Of the file's columns: which wanted one, or -1.
    std::vector<std::string_view> fields_;
    std::vector<bool> is_there_;
    Fault fault_ = Fault::malformed;
    const char* message_ = "";
    std::unique_ptr<JsonLine> json_;
};

}  // namespace pelf::ingest
