// SPDX-License-Identifier: Apache-2.0
//
// Customer files against the lists, and pairs of names against each other: rows in, rows out.
// The columns: docs/formats/customers.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/allow.hpp"
#include "engine/customer_rows.hpp"
#include "engine/resume.hpp"
#include "engine/row_stream.hpp"
#include "engine/screening.hpp"

namespace pelf::engine {

struct FileScreening {
    std::filesystem::path input;
    std::vector<FieldMap> maps;
    screen::ScreenOptions options;
    bool json = false;  ///< JSON lines out, else CSV.
    unsigned threads = 0;
    OnProgress progress;
    /// Where the output goes; empty: to `sink`.
    std::filesystem::path output;
    bool resume = false;
    std::function<Status(std::string_view)> sink;
};

struct FileScreened {
    RowTotals totals;
    std::uint64_t resumed_from_line = 0;  ///< 0: from the beginning.
    std::vector<std::string> ignored_columns;
};

/// Each row of the file gives, in its order, one row a hit or one row. The output is the same for
/// any number of threads and, resumed after any interruption, the same as without one. Fails with
/// not_found, refused (no column to search for, an output that exists and is not resumed, or was
/// begun from other input, lists, options or versions) or io.
Result<FileScreened> screen_file(const Lists& lists, const Allowances& allowances,
                                 const FileScreening& request);

struct PairScreening {
    std::filesystem::path input;
    bool json = false;
    unsigned threads = 0;
    OnProgress progress;
    std::function<Status(std::string_view)> sink;
};

/// Columns name1, name2 and perhaps schema; each row comes out with score, decibans, reasons and
/// error added, in its order. Fails with refused where a column is missing.
Result<RowTotals> screen_pairs(const PairScreening& request);

}  // namespace pelf::engine
