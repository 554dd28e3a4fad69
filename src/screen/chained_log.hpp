// SPDX-License-Identifier: Apache-2.0
//
// A file of decisions that only grows: each line carries a hash over the line before and itself, so
// that nothing in it can be changed, left out or put elsewhere without being seen. Cutting whole
// lines off the end is seen by whoever kept the last hash. The format: docs/formats/chained-log.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "screen/list_manifest.hpp"

namespace pelf::screen {

using LogRecord = std::vector<std::string>;

struct ParsedLog {
    std::vector<LogRecord> records;
    std::string last_hash;          ///< Of the last whole line; what the next one is chained to.
    std::uint64_t whole_bytes = 0;  ///< Where the last whole line ends.
};

/// Text of a log, empty text being an empty log. A last line without its end is a writer that was
/// killed: it never happened. Fails with malformed (a first line that is not that of this log, a
/// broken chain, with its line) or unsupported (another version).
Result<ParsedLog> parse_log(std::string_view text, std::string_view name, ContentHash hash);

/// Records as lines to be put after a log that ends with `last_hash`.
std::string format_log(std::span<const LogRecord> records, std::string_view name,
                       std::string last_hash, ContentHash hash);

/// Read whole when opened. Not for several threads; writers of other processes are kept out.
class ChainedLog {
public:
    /// A file that is not there is an empty log. `name` says what the log holds, and is in its
    /// first line. Fails as parse_log() does, or with io.
    static Result<ChainedLog> open(const std::filesystem::path& path, std::string_view name,
                                   ContentHash hash);

    const std::vector<LogRecord>& records() const noexcept { return parsed_.records; }
    const std::string& last_hash() const noexcept { return parsed_.last_hash; }

    /// Returns when the device has them; all of them are there or, killed in between, none or the
    /// first ones. Fails with refused (another writer is at work or was since open()) or io.
    Status append(std::span<const LogRecord> records);

private:
    ChainedLog(std::filesystem::path path, std::string_view name, ContentHash hash)
        : path_(std::move(path)), name_(name), hash_(hash) {}

    std::filesystem::path path_;
    std::string name_;
    ContentHash hash_;
    ParsedLog parsed_;
};

inline constexpr std::uint64_t kLogBytesMax = std::uint64_t(4) << 30;

}  // namespace pelf::screen
