// SPDX-License-Identifier: Apache-2.0
//
// One table of an export: its files as one run of rows by rising block number. Files hold ranges of
// blocks that do not overlap, as the exporter cuts them. Within a file rows may stand in any order
// (several workers write as they finish): each file is looked through once before it is read, and
// one out of order is read by an index of its rows, sorted by block, that keeps the file's order
// within a block.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "ingest/ledgers/etl_rows.hpp"
#include "ingest/report.hpp"

namespace pelf::ingest {

struct EtlTableLimits {
    EtlRowLimits row{};
    /// Rows of one file that is out of order: 16 bytes of memory each.
    std::uint64_t unordered_rows_max = 100'000'000;
};

class EtlTable {
public:
    struct Shape {
        std::string_view name;  ///< "transactions".
        std::span<const EtlColumn> columns;
        std::size_t block_column = 0;  ///< Which of them is the number of the block.
    };

    /// Puts the files in order by the block of their first row. `shape` and `report` must outlive
    /// this. Rows without a block number are rejected and skipped. Fails with the errors of opening
    /// a file.
    static Result<EtlTable> open(std::vector<std::filesystem::path> paths, const Shape& shape,
                                 EtlTableLimits limits, Report& report);

    /// Moves to the next row; false after the last. Fails with refused (two files overlap),
    /// over_limit, and the errors of opening a file.
    Result<bool> next();

    bool is_there() const noexcept { return !files_.empty(); }
    std::string_view name() const noexcept { return shape_->name; }
    std::uint64_t block() const noexcept { return block_; }
    std::string_view field(std::size_t column) const noexcept { return rows_->field(column); }
    /// Whether the file at hand has the column.
    bool has_column(std::size_t column) const noexcept { return rows_->has_column(column); }
    std::uint64_t row_offset_bytes() const noexcept { return rows_->row_offset_bytes(); }
    std::string file_name() const;
    std::uint64_t unordered_files_count() const noexcept { return unordered_files_count_; }

private:
    struct Place {
        std::uint64_t block = 0;
        std::uint64_t offset_bytes = 0;
    };
    struct InputFile {
        std::filesystem::path path;
        std::uint64_t first_block = 0;
    };

    EtlTable(const Shape& shape, EtlTableLimits limits, Report& report)
        : shape_(&shape), limits_(limits), report_(&report) {}

    Result<std::optional<std::uint64_t>> first_block_of(const std::filesystem::path& path) const;
    Status open_file(std::size_t index);
    Status put_in_order();
    /// Moves within the file at hand; false at its end.
    bool step();

    const Shape* shape_;
    EtlTableLimits limits_;
    Report* report_;
    std::vector<InputFile> files_;
    std::size_t next_file_ = 0;
    MappedFile file_;
    std::unique_ptr<EtlRows> rows_;
    std::vector<Place> order_;  ///< Empty: the file is in order.
    std::size_t next_place_ = 0;
    std::uint64_t block_ = 0;
    std::uint64_t unordered_files_count_ = 0;
};

}  // namespace pelf::ingest
