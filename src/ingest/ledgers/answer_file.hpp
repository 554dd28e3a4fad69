// SPDX-License-Identifier: Apache-2.0
//
// What one server has answered, kept in a file that grows. Each record has a check of its own, so
// that whatever a kill or a power cut leaves at the end is told from what was written whole; it is
// cut off, and asked again.
//
//   head    magic 8 . version u32 . size of the address u32 . address
//   record  size of the body u32 . kind u32 . body . check 8: of the SHA-256 over all before it
//
// Numbers are little-endian. Which kinds there are is for the caller:
// docs/formats/esplora-cache.md, rippled-cache.md and ethereum-cache.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"

namespace pelf::ingest {

struct AnswerFormat {
    std::string_view magic;  ///< 8 bytes.
    std::uint32_t version = 0;
};

inline constexpr std::uint32_t kAnswerUrlBytesMax = 2'048;
inline constexpr std::uint32_t kAnswerBodyBytesMax = 64'000'000;
inline constexpr std::uint64_t kAnswerFileBytesMax = std::uint64_t{1} << 30;

/// Gets one record after another; an error says that this is none, and ends the reading.
using AnswerTaker =
    std::function<Result<Done, Fault>(std::uint32_t kind, std::span<const std::byte> body)>;

struct ReadAnswers {
    std::string url{};
    /// All before are whole records; what follows is not, or does not match its check.
    std::uint64_t whole_bytes = 0;
};

/// Fails with malformed (no such file), unsupported (another version) or truncated (cut inside the
/// head). A record that cannot be ends the reading.
Result<ReadAnswers> read_answer_file(std::span<const std::byte> bytes, const AnswerFormat& format,
                                     const AnswerTaker& take);

std::vector<std::byte> encode_answer_head(const AnswerFormat& format, std::string_view url);
std::vector<std::byte> encode_answer_record(std::uint32_t kind, std::span<const std::byte> body);

/// One process at a time. Not thread-safe.
class AnswerFile {
public:
    /// Makes the folder where there is none, and hands over what it holds. Fails with refused
    /// (another process is at work, or the file is of another server), over_limit (1 GiB), io, or
    /// as read_answer_file() does.
    static Result<AnswerFile> open(const std::filesystem::path& folder, const AnswerFormat& format,
                                   std::string_view url, const AnswerTaker& take);

    /// What was cut off the end when the file was opened.
    std::uint64_t dropped_bytes() const noexcept { return dropped_bytes_; }

    /// Requires what encode_answer_record() makes. Fails with over_limit (1 GiB) or io.
    Status append(std::span<const std::byte> record);
    /// Returns when the device has it all.
    Status sync() { return file_.sync(); }

private:
    AnswerFile(FileLock lock, File file) : lock_(std::move(lock)), file_(std::move(file)) {}

    FileLock lock_;
    File file_;
    std::uint64_t size_bytes_ = 0;
    std::uint64_t dropped_bytes_ = 0;
};

}  // namespace pelf::ingest
