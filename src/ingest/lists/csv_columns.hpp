// SPDX-License-Identifier: Apache-2.0
//
// Columns found by their names in the first row, whatever order they stand in.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ingest/lists/csv.hpp"

namespace pelf::ingest {

class NamedColumns {
public:
    /// Takes the reader's next row for the names. Fails with malformed where one of `needed`
    /// (places in `names`) is not among them; the message ends with `hint`, and `source` says
    /// where.
    static Result<NamedColumns> read(CsvReader& csv, std::span<const std::string_view> names,
                                     std::span<const std::size_t> needed, std::string_view hint,
                                     const std::string& source);

    /// The field of the reader's row under names[column], trimmed; empty where the file has no such
    /// column or the row ends before it. Valid as long as the row.
    std::string_view field(const CsvReader& csv, std::size_t column) const;

private:
    std::vector<std::optional<std::size_t>> places_;  ///< By name.
};

}  // namespace pelf::ingest
