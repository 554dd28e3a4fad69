// SPDX-License-Identifier: Apache-2.0
#include "graph/store_files.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/bytes.hpp"
#include "graph/row_starts.hpp"

namespace pelf::graph {

Error in_file(Error error, const std::filesystem::path& path) {
    error.source = path.string();
    return error;
}

Status check_start(std::span<const std::byte> bytes, std::size_t size_bytes,
                   const FileStart& start) {
    if (bytes.size() < size_bytes) {
        return Unexpected(
            Error{Fault::truncated,
                  text("expected ", size_bytes, " bytes of store file, found ", bytes.size()),
                  {},
                  bytes.size()});
    }
    if (std::memcmp(bytes.data(), start.magic.data(), start.magic.size()) != 0) {
        return Unexpected(Error{Fault::malformed, "this is not a file of a pelf store", {}, 0});
    }
    const auto version = load<std::uint32_t>(bytes.data() + start.magic.size());
    if (version != start.version) {
        return Unexpected(
            Error{Fault::unsupported,
                  text("the store has format version ", version, ", this pelf reads version ",
                       start.version, "; ingest the blocks again into a new --home"),
                  {},
                  start.magic.size()});
    }
    return Done{};
}

Status check_column_header(std::span<const std::byte> bytes, const ColumnFile& column) {
    PELF_TRY_DONE(check_start(bytes, kColumnHeaderBytes, {ColumnHeader{}.magic, column.version}));
    const auto number = load<std::uint32_t>(bytes.data() + offsetof(ColumnHeader, column));
    if (number != column.number) {
        return Unexpected(Error{Fault::malformed,
                                text("expected column ", column.number, ", found ", number),
                                {},
                                offsetof(ColumnHeader, column)});
    }
    return Done{};
}

Result<std::vector<MappedFile>> map_columns(const std::filesystem::path& folder,
                                            std::span<const ColumnFile> columns) {
    std::vector<MappedFile> files;
    for (const ColumnFile& column : columns) {
        const auto path = folder / column.name;
        auto mapped = MappedFile::open(path);
        if (!mapped) {
            Error error = std::move(mapped).error();
            error.message += "; the store is incomplete: ingest the blocks again into a new --home";
            return Unexpected(std::move(error));
        }
        const auto bytes = mapped->bytes();
        auto checked = check_column_header(bytes, column);
        if (!checked) return Unexpected(in_file(std::move(checked).error(), path));
        if (bytes.size() - kColumnHeaderBytes < column.rows_bytes) {
            return Unexpected(Error{Fault::truncated,
                                    text("the column was cut: expected ", kColumnHeaderBytes,
                                         " and ", column.rows_bytes, " bytes, found ", bytes.size(),
                                         "; ingest the blocks again into a new --home"),
                                    path.string(), bytes.size()});
        }
        files.push_back(std::move(*mapped));
    }
    return files;
}

Status make_columns(const std::filesystem::path& folder, std::span<const ColumnFile> columns) {
    for (const ColumnFile& column : columns) {
        ColumnHeader header;
        header.version = column.version;
        header.column = column.number;
        PELF_TRY(file, File::open(folder / column.name, File::Mode::write));
        PELF_TRY_DONE(file.resize(0));
        PELF_TRY_DONE(file.write_at(0, bytes_of(header)));
    }
    return Done{};
}

Result<std::vector<File>> open_columns(const std::filesystem::path& folder,
                                       std::span<const ColumnFile> columns) {
    std::vector<File> files;
    for (const ColumnFile& column : columns) {
        PELF_TRY(file, File::open(folder / column.name, File::Mode::write));
        files.push_back(std::move(file));
    }
    return files;
}

Status cut_columns(std::span<File> files, std::span<const ColumnFile> columns) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const std::uint64_t size_bytes = kColumnHeaderBytes + columns[column].rows_bytes;
        PELF_TRY(found_bytes, files[column].size_bytes());
        if (found_bytes > size_bytes) PELF_TRY_DONE(files[column].resize(size_bytes));
    }
    return Done{};
}

Status clear_starts_past(File& lines, std::uint64_t rows) {
    if (rows % kRowsPerLine == 0) return Done{};
    const std::uint64_t offset_bytes = kColumnHeaderBytes + rows / kRowsPerLine * sizeof(RowLine);
    RowLine line;
    PELF_TRY_DONE(lines.read_at(offset_bytes, std::as_writable_bytes(std::span(&line, 1))));
    return lines.write_at(offset_bytes, bytes_of(line_up_to(line, rows % kRowsPerLine)));
}

Result<NewFile> NewFile::create(const std::filesystem::path& path) {
    NewFile made;
    made.path_ = path;
    made.beside_ = path;
    made.beside_ += ".new";
    PELF_TRY(file, File::open(made.beside_, File::Mode::write));
    PELF_TRY_DONE(file.resize(0));
    made.file_ = std::move(file);
    return made;
}

Status NewFile::append(std::span<const std::byte> bytes) {
    return write_at(size_bytes_, bytes);
}

Status NewFile::write_at(std::uint64_t offset_bytes, std::span<const std::byte> bytes) {
    PELF_TRY_DONE(file_.write_at(offset_bytes, bytes));
    size_bytes_ = std::max(size_bytes_, offset_bytes + bytes.size());
    return Done{};
}

Status NewFile::put_in_place() {
    PELF_TRY_DONE(file_.sync());
    std::error_code fault;
    std::filesystem::rename(beside_, path_, fault);
    if (fault) return Unexpected(Error{Fault::io, fault.message(), path_.string()});
    return sync_folder(path_.parent_path());
}

}  // namespace pelf::graph
