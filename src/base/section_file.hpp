// SPDX-License-Identifier: Apache-2.0
//
// A file of sections, each some rows of one size, for what is derived and can be made again: no
// other machine or build needs to read it, so the rows lie there as they lie in memory. A key says
// what it was derived from; with another key it is as good as not there.
//
//   offset  bytes  field
//        0      8  magic        "PELFSECT"
//        8      4  version      1; rises with any change of this table
//       12      4  byte order   0x01020304 as this machine writes it
//       16      8  size         of the whole file
//       24      8  sum          word_sum() of key and sections
//       32     32  key
//       64         sections, each: rows (8), bytes a row (8), the rows, zeros up to 16 bytes
//
// The sum tells damage and not forgery: whoever may write here may also write the program.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <type_traits>

#include "base/file.hpp"
#include "base/result.hpp"
#include "base/word_sum.hpp"

namespace pelf {

using SectionKey = std::array<std::byte, 32>;

/// What can lie in a section: no pointers, no gaps.
template <class T>
concept SectionRow = std::is_trivially_copyable_v<T> && alignof(T) <= 16 &&
                     std::has_unique_object_representations_v<T>;

/// Writes beside the file and puts it in place at the end; a reader sees a whole file or none. Not
/// synced: a power cut costs the file, and the sum tells.
class SectionWriter {
public:
    /// Fails with io.
    static Result<SectionWriter> create(const std::filesystem::path& path, const SectionKey& key);

    SectionWriter(SectionWriter&& other) noexcept;
    SectionWriter& operator=(SectionWriter&&) = delete;
    SectionWriter(const SectionWriter&) = delete;
    SectionWriter& operator=(const SectionWriter&) = delete;
    /// Unless finished, nothing is left of it.
    ~SectionWriter();

    /// A failure is kept for finish().
    template <SectionRow T>
    void add(std::span<const T> rows) {
        add_bytes(rows.size(), sizeof(T), std::as_bytes(rows));
    }

    /// Fails with io if anything could not be written.
    Status finish();

private:
    SectionWriter(File file, std::filesystem::path path, std::filesystem::path beside,
                  const SectionKey& key);
    void add_bytes(std::uint64_t rows, std::uint64_t row_bytes, std::span<const std::byte> bytes);
    void put(std::span<const std::byte> bytes);

    File file_;
    std::filesystem::path path_;
    std::filesystem::path beside_;  ///< Empty: finished.
    SectionKey key_{};
    WordSum sum_;
    std::uint64_t at_ = 0;
    Status state_ = Done{};
};

/// Hands out the sections in the order they were added. Copies nothing: the rows lie in the file,
/// which lives as long as what mapping() is moved into.
class SectionReader {
public:
    /// Checks everything but what the rows mean. Fails with not_found, io, unsupported, refused
    /// (another key), truncated or malformed.
    static Result<SectionReader> open(const std::filesystem::path& path, const SectionKey& key);

    /// Fails with malformed where the next section has rows of another size, or there is none.
    template <SectionRow T>
    Result<std::span<const T>> take() {
        PELF_TRY(bytes, take_bytes(sizeof(T)));
        // The writer put rows of this type here, which are trivial and aligned.
        return std::span<const T>(reinterpret_cast<const T*>(bytes.data()),
                                  bytes.size() / sizeof(T));
    }

    /// After the last section.
    MappedFile mapping() && { return std::move(file_); }

private:
    explicit SectionReader(MappedFile file) noexcept : file_(std::move(file)) {}
    Result<std::span<const std::byte>> take_bytes(std::uint64_t row_bytes);

    MappedFile file_;
    std::size_t at_ = 0;
};

}  // namespace pelf
