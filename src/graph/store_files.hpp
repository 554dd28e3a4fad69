// SPDX-License-Identifier: Apache-2.0
//
// What the files of a store have in common, whatever ledger it holds: columns that grow at the
// end, a manifest that says how much of them counts, and files that appear whole or not at all.
//
// Column file: 64 bytes of header, then rows. Rows past the manifest's counts are left over from
// a writer that was stopped, and are cut off by the next one.
//
//   offset  size  field
//        0     8  magic     "PELFCOLS"
//        8     4  version   of the store's format
//       12     4  column    its number in the store's format
//       16    48  zero
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "base/text.hpp"

namespace pelf::graph {

inline constexpr std::string_view kManifestName = "manifest";
inline constexpr std::string_view kLockName = "lock";
inline constexpr std::uint64_t kManifestBytesMax = 4'096;
inline constexpr std::uint64_t kColumnHeaderBytes = 64;

struct ColumnHeader {
    std::array<char, 8> magic{'P', 'E', 'L', 'F', 'C', 'O', 'L', 'S'};
    std::uint32_t version = 1;
    std::uint32_t column = 0;
    std::array<std::uint64_t, 6> zero{};
};
static_assert(sizeof(ColumnHeader) == kColumnHeaderBytes);
static_assert(std::has_unique_object_representations_v<ColumnHeader>, "no padding on disk");

/// A column under some manifest.
struct ColumnFile {
    std::string_view name;  ///< Without folder, "values.col". A constant.
    std::uint32_t number = 0;
    std::uint32_t version = 1;
    std::uint64_t rows_bytes = 0;  ///< Past the header.
};

template <class Row>
std::span<const std::byte> bytes_of(const Row& row) noexcept {
    static_assert(std::is_trivially_copyable_v<Row>);
    return std::as_bytes(std::span(&row, 1));
}

/// Rows in mapped bytes: mapped files begin on a page, and the column header keeps rows aligned.
template <class Row>
std::span<const Row> rows_in(std::span<const std::byte> bytes) noexcept {
    static_assert(std::is_trivially_copyable_v<Row> && kColumnHeaderBytes % alignof(Row) == 0);
    return {reinterpret_cast<const Row*>(bytes.data()), bytes.size() / sizeof(Row)};
}

/// The error with the file it is about.
Error in_file(Error error, const std::filesystem::path& path);

/// What every file of a store begins with.
struct FileStart {
    std::array<char, 8> magic{};
    std::uint32_t version = 0;
};

/// Checks that there are so many bytes, and what they begin with. Fails with truncated, malformed,
/// or unsupported (another version; the message says what to do).
Status check_start(std::span<const std::byte> bytes, std::size_t size_bytes,
                   const FileStart& start);

/// The same for the first 64 bytes of a column file, and its number.
Status check_column_header(std::span<const std::byte> bytes, const ColumnFile& column);

/// A record whose last 32 bytes are the checksum of all before; `seal(record)` puts it in. Fails as
/// check_start(), and with malformed when the checksum is another.
template <class Record>
Result<Record> read_sealed(std::span<const std::byte> bytes) {
    const Record expected;
    PELF_TRY_DONE(check_start(bytes, sizeof(Record), {expected.magic, expected.version}));
    if (bytes.size() != sizeof(Record)) {
        return Unexpected(Error{Fault::malformed,
                                text("expected ", sizeof(Record), " bytes, found ", bytes.size()),
                                {},
                                sizeof(Record)});
    }
    Record record;
    std::memcpy(&record, bytes.data(), sizeof(Record));
    Record again = record;
    seal(again);
    if (again.sha256 != record.sha256) {
        return Unexpected(Error{Fault::malformed,
                                "the checksum does not match: the file is damaged",
                                {},
                                offsetof(Record, sha256)});
    }
    return record;
}

/// Opens a store as its manifest shows it. A writer may replace manifest and segments between our
/// reading the one and opening the others: then it is tried again, a few times.
template <class Load, class Open>
auto open_as_manifest_says(const Load& load_manifest, const Open& open)
    -> decltype(open(*load_manifest())) {
    constexpr int kOpenTries = 5;
    for (int tries_left = kOpenTries;; --tries_left) {
        PELF_TRY(manifest, load_manifest());
        auto store = open(manifest);
        if (store || tries_left == 0) return store;
        const auto now = load_manifest();
        if (!now || *now == manifest) return store;
    }
}

/// Maps every column and checks it: header, and at least so many bytes of rows.
Result<std::vector<MappedFile>> map_columns(const std::filesystem::path& folder,
                                            std::span<const ColumnFile> columns);

/// Makes every column anew, without rows. Not synced: the first commit does that.
Status make_columns(const std::filesystem::path& folder, std::span<const ColumnFile> columns);

/// Opens every column for writing.
Result<std::vector<File>> open_columns(const std::filesystem::path& folder,
                                       std::span<const ColumnFile> columns);

/// Cuts off the rows past those that count.
Status cut_columns(std::span<File> files, std::span<const ColumnFile> columns);

/// In a column of row starts (row_starts.hpp): clears the bits from `rows` on in the line that row
/// lies in. A writer that was stopped may have left them.
Status clear_starts_past(File& lines, std::uint64_t rows);

/// Writes a file beside its place, then moves it there: what has its name is whole.
class NewFile {
public:
    static Result<NewFile> create(const std::filesystem::path& path);

    Status append(std::span<const std::byte> bytes);
    /// Writes at an offset, which may leave a gap to be filled.
    Status write_at(std::uint64_t offset_bytes, std::span<const std::byte> bytes);
    /// Syncs and renames. Nothing may be written afterwards.
    Status put_in_place();

private:
    File file_;
    std::filesystem::path path_;
    std::filesystem::path beside_;
    std::uint64_t size_bytes_ = 0;
};

}  // namespace pelf::graph
