// SPDX-License-Identifier: Apache-2.0
//
// Files as the store needs them: mapped for reading, written at offsets, replaced whole, locked.
// Nothing is ever written through a mapping: a full disk must be an Error, not a SIGBUS.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace pelf {

/// A file's bytes, read-only, in memory as long as this lives. An empty file maps to no bytes.
/// The file must not shrink meanwhile.
class MappedFile {
public:
    /// Fails with not_found or io.
    static Result<MappedFile> open(const std::filesystem::path& path);

    MappedFile() = default;
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::span<const std::byte> bytes() const noexcept { return {data_, size_}; }

private:
    const std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

/// An open file descriptor. Writes go through or fail whole: a short write is continued.
class File {
public:
    enum class Mode : std::uint8_t {
        read,
        write,  ///< Read and write; made if missing, kept if there.
    };

    /// Fails with not_found or io.
    static Result<File> open(const std::filesystem::path& path, Mode mode);

    File() = default;
    File(File&& other) noexcept;
    File& operator=(File&& other) noexcept;
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File();

    Result<std::uint64_t> size_bytes() const;
    /// Reads exactly `into.size()` bytes; fails with truncated at the file's end.
    Status read_at(std::uint64_t offset_bytes, std::span<std::byte> into) const;
    Status write_at(std::uint64_t offset_bytes, std::span<const std::byte> bytes);
    Status resize(std::uint64_t size_bytes);
    /// Returns when the device has the data (fdatasync).
    Status sync();

private:
    int descriptor_ = -1;
    std::string path_;
};

/// The whole file. Fails with over_limit above `size_max_bytes`, not_found or io.
Result<std::vector<std::byte>> read_file(const std::filesystem::path& path,
                                         std::uint64_t size_max_bytes);

/// Puts a file in place of another in one step: written beside it, synced, renamed, the folder
/// synced. Afterwards either the old or the new content stands there, whatever happened.
Status replace_file(const std::filesystem::path& path, std::span<const std::byte> bytes);

/// Syncs a folder, so that files made, renamed or deleted in it stay so after a power cut.
Status sync_folder(const std::filesystem::path& folder);

/// Holds the right to write, alone, until destroyed; the kernel gives it back when the process
/// dies, so that a lock file left behind is no obstacle.
class FileLock {
public:
    /// Fails with refused when another process holds it; the message names that process.
    static Result<FileLock> acquire(const std::filesystem::path& path);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

private:
    explicit FileLock(int descriptor) noexcept : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace pelf
