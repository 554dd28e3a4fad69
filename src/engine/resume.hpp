// SPDX-License-Identifier: Apache-2.0
//
// An output file of rows that can be left at any moment and continued: afterwards its bytes are
// those of a run that was never interrupted.
//
// Beside FILE stands FILE.resume until the output is whole: what it was begun from. On continuing,
// everything after the last complete row goes, and that row too: a row of input may give several of
// output, and whether they are all there cannot be seen.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/file.hpp"
#include "base/result.hpp"

namespace pelf::engine {

/// Counts of input rows.
struct RowTotals {
    std::uint64_t rows = 0;
    std::uint64_t hits = 0;     ///< Rows with a hit that is not allowed.
    std::uint64_t allowed = 0;  ///< Rows all of whose hits are allowed.
    std::uint64_t partial = 0;  ///< Rows screened without something that could not be understood.
    std::uint64_t errors = 0;   ///< Rows that could not be screened.

    bool operator==(const RowTotals&) const = default;
};

struct OutputRequest {
    std::filesystem::path path;
    std::string_view header;  ///< First line of a CSV, with its end; must outlive the opening.
    std::string fingerprint;  ///< What has to be the same for it to be continued.
    bool json = false;
    bool resume = false;
};

class ResumableOutput {
public:
    /// Fails with refused (the file is there and not to be continued; it was begun from something
    /// else; it is finished; somebody else is writing it) or io.
    static Result<ResumableOutput> open(const OutputRequest& request);

    Status write(std::string_view bytes);
    /// Writes what is held back, syncs, and takes the mark away.
    Status finish();

    /// The input line to go on with; 0: the beginning.
    std::uint64_t from_line() const noexcept { return from_line_; }
    /// The rows before it, as their output says.
    const RowTotals& kept() const noexcept { return kept_; }

private:
    ResumableOutput(FileLock lock, File file, std::filesystem::path path)
        : lock_(std::move(lock)), file_(std::move(file)), path_(std::move(path)) {}
    Status flush();

    FileLock lock_;
    File file_;
    std::filesystem::path path_;
    std::uint64_t offset_bytes_ = 0;
    std::string held_;
    std::uint64_t from_line_ = 0;
    RowTotals kept_;
};

/// Where an output that was cut off anywhere is to be continued.
struct ResumePoint {
    std::uint64_t offset_bytes = 0;
    std::uint64_t from_line = 0;
    RowTotals kept;
    bool operator==(const ResumePoint&) const = default;
};

/// Of an output's bytes; nothing if they are not those of such an output.
std::optional<ResumePoint> find_resume_point(std::string_view bytes, std::string_view header,
                                             bool json);

}  // namespace pelf::engine
