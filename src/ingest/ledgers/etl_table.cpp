// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/etl_table.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

EtlRows::Format format_of(const std::filesystem::path& path) {
    return path.extension() == ".csv" ? EtlRows::Format::csv : EtlRows::Format::json_lines;
}

std::string_view unquoted(std::string_view field) {
    const bool is_quoted = field.size() >= 2 && field.front() == '"' && field.back() == '"';
    return is_quoted ? field.substr(1, field.size() - 2) : field;
}

Unexpected<Error> with_source(Error error, const std::filesystem::path& path) {
    if (error.source.empty()) error.source = path.string();
    return Unexpected(std::move(error));
}

}  // namespace

Result<std::optional<std::uint64_t>> EtlTable::first_block_of(
    const std::filesystem::path& path) const {
    PELF_TRY(file, MappedFile::open(path));
    auto rows = EtlRows::open(as_text(file.bytes()), format_of(path), shape_->columns, limits_.row);
    if (!rows) return with_source(std::move(rows).error(), path);
    while (true) {
        const auto step = rows->next();
        if (step == EtlRows::Step::end) return std::optional<std::uint64_t>();
        if (step == EtlRows::Step::bad) continue;
        const auto block = parse_u64(rows->field(shape_->block_column));
        if (block) return block;
    }
}

Result<EtlTable> EtlTable::open(std::vector<std::filesystem::path> paths, const Shape& shape,
                                EtlTableLimits limits, Report& report) {
    EtlTable table(shape, limits, report);
    std::ranges::sort(paths);
    for (auto& path : paths) {
        PELF_TRY(first, table.first_block_of(path));
        // A file with no good row is read all the same: what is wrong in it must be counted.
        table.files_.push_back({std::move(path), first.value_or(0)});
    }
    std::ranges::stable_sort(table.files_, {}, &InputFile::first_block);
    return table;
}

Status EtlTable::open_file(std::size_t index) {
    const auto& path = files_[index].path;
    PELF_TRY(file, MappedFile::open(path));
    file_ = std::move(file);
    auto rows =
        EtlRows::open(as_text(file_.bytes()), format_of(path), shape_->columns, limits_.row);
    if (!rows) return with_source(std::move(rows).error(), path);
    rows_ = std::make_unique<EtlRows>(*std::move(rows));
    return put_in_order();
}

Status EtlTable::put_in_order() {
    order_.clear();
    next_place_ = 0;
    const auto& path = files_[next_file_].path;
    auto open_again = [&] {
        return EtlRows::open(as_text(file_.bytes()), format_of(path), shape_->columns, limits_.row);
    };
    auto scan = open_again();
    if (!scan) return with_source(std::move(scan).error(), path);
    // In order is the rule: nothing is kept until a row is not.
    std::uint64_t last = 0;
    bool is_ordered = true;
    const auto next_block = [&](std::optional<std::uint64_t>& block) {
        std::optional<std::string_view> field;
        const auto step = scan->next_with(shape_->block_column, field);
        block = field ? parse_u64(unquoted(*field)) : std::nullopt;
        return step != EtlRows::Step::end;
    };
    std::optional<std::uint64_t> block;
    while (is_ordered && next_block(block)) {
        is_ordered = block.value_or(last) >= last;
        last = block.value_or(last);
    }
    if (is_ordered) return Done{};
    ++unordered_files_count_;
    scan = open_again();
    if (!scan) return with_source(std::move(scan).error(), path);
    // A bad row is met again where the row before it is, and counted there.
    std::uint64_t block_before = 0;
    while (next_block(block)) {
        block_before = block.value_or(block_before);
        order_.push_back({block_before, scan->row_offset_bytes()});
        if (order_.size() > limits_.unordered_rows_max) {
            return with_source(
                Error{Fault::over_limit,
                      text("the rows are out of order, and more than ", limits_.unordered_rows_max,
                           "; sort the file by block number or cut it into smaller ones")},
                path);
        }
    }
    std::ranges::stable_sort(order_, {}, &Place::block);
    return Done{};
}

bool EtlTable::step() {
    while (true) {
        if (!order_.empty()) {
            if (next_place_ == order_.size()) return false;
            rows_->seek(order_[next_place_++].offset_bytes);
        }
        const auto step = rows_->next();
        if (step == EtlRows::Step::end) return false;
        if (step == EtlRows::Step::bad) {
            report_->reject(rows_->fault(), rows_->row_offset_bytes(),
                            text(file_name(), ": ", rows_->message()));
            continue;
        }
        const auto block = parse_u64(rows_->field(shape_->block_column));
        if (block) {
            block_ = *block;
            return true;
        }
        report_->reject(Fault::malformed, rows_->row_offset_bytes(),
                        text(file_name(), ": the row has no block number"));
    }
}

Result<bool> EtlTable::next() {
    const std::uint64_t last = block_;
    while (!rows_ || !step()) {
        if (next_file_ == files_.size()) return false;
        PELF_TRY_DONE(open_file(next_file_));
        ++next_file_;
    }
    if (block_ < last) {
        return Unexpected(
            Error{Fault::refused,
                  text("block ", block_, " comes after block ", last, ", which another file of ",
                       shape_->name, " has; cut the files so that their blocks do not overlap"),
                  files_[next_file_ - 1].path.string(), rows_->row_offset_bytes()});
    }
    return true;
}

std::string EtlTable::file_name() const {
    return next_file_ == 0 ? std::string(shape_->name)
                           : files_[next_file_ - 1].path.filename().string();
}

}  // namespace pelf::ingest
