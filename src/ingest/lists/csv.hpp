// SPDX-License-Identifier: Apache-2.0
//
// Comma-separated values as RFC 4180 has them: rows end with LF or CRLF, a field in double quotes
// may hold commas, line ends and doubled quotes, a quote anywhere else is an error. Rows are UTF-8.
//
// A bad row costs one row: reading goes on at the line after the one on which the bad row began,
// so that one forgotten quote does not swallow the rest of the list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace pelf::ingest {

struct CsvLimits {
    std::size_t field_bytes_max = std::size_t{64} * 1024;
    std::size_t columns_max = 64;
};

/// Walks over text that someone else owns and that must outlive it. Cost: linear in the text,
/// plus at most one field's limit for each bad row.
class CsvReader {
public:
    enum class Step : std::uint8_t {
        row,  ///< fields() holds the next row.
        bad,  ///< fault() and message() say what is wrong with the next row.
        end,
    };

    explicit CsvReader(std::string_view text, CsvLimits limits = {}) noexcept
        : text_(text), limits_(limits) {}

    /// Moves to the next row. Empty lines are no rows.
    Step next();

    /// The fields of the row, unquoted. Valid until next() is called.
    const std::vector<std::string>& fields() const noexcept { return fields_; }
    /// truncated: the text ends inside quotes. malformed: a quote out of place, a lone CR, bytes
    /// that are not UTF-8. over_limit: a field or the row is larger than the limits.
    Fault fault() const noexcept { return fault_; }
    const std::string& message() const noexcept { return message_; }
    /// Where the row began, good or bad.
    std::uint64_t row_offset_bytes() const noexcept { return row_start_; }
    /// Its line, from 1.
    std::uint64_t row_line() const noexcept { return row_line_; }

private:
    bool read_row();
    bool read_quoted(std::string& field);
    bool read_plain(std::string& field);
    bool refuse(Fault fault, std::string message);
    bool refuse_large_field();
    void move_to(std::size_t offset);

    std::string_view text_;
    CsvLimits limits_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
    std::size_t row_start_ = 0;
    std::uint64_t row_line_ = 1;
    std::vector<std::string> fields_;
    Fault fault_ = Fault::malformed;
    std::string message_;
};

/// Whether the bytes are well-formed UTF-8: no overlong form, no surrogate, nothing past U+10FFFF.
bool is_utf8(std::string_view bytes) noexcept;

}  // namespace pelf::ingest
