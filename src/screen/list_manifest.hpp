// SPDX-License-Identifier: Apache-2.0
//
// What stands beside the files of one imported version of a list, as text that a person can read.
// The format, line by line: docs/formats/list-store.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace pelf::screen {

/// SHA-256 of the bytes as 64 lower-case hexadecimal digits. Passed in: hashing is codec's, and
/// this module stands beside it, not on it.
using ContentHash = std::string (*)(std::span<const std::byte>);

/// What is written today; 1, in which files lie as they came, is still read.
inline constexpr std::uint8_t kManifestFormat = 2;

/// One input file of a version.
struct FileEntry {
    std::string name;  ///< As it was called when it came in, without its folder. For people only.
    std::uint64_t size_bytes = 0;
    std::string hash;  ///< 64 hexadecimal digits.
    /// From here on: how it lies on disk; not in format version 1, where it lies as it came.
    std::uint64_t stored_bytes = 0;
    std::string base_folder{};     ///< Of the version that holds its prefix; empty: it has none.
    std::uint64_t base_index = 0;  ///< Of the prefix among the files of that version.

    bool operator==(const FileEntry&) const = default;
};

/// One imported version of one source.
struct ListVersion {
    std::string source;               ///< "ofac-sdn-csv": lower-case letters, digits, hyphens.
    std::string version;              ///< content_version() of the files.
    Date published;                   ///< From this day on the publisher says so.
    std::int64_t learned_unix_s = 0;  ///< From this moment on we know.
    std::uint64_t entries = 0;
    std::uint64_t names = 0;
    std::uint64_t wallets = 0;
    std::uint64_t losses = 0;      ///< Records and parts of records that the reader could not take.
    std::vector<FileEntry> files;  ///< In the order given at import.
    /// Of this source, counted from 0 in the order of import; decides what is whose prefix. In
    /// format version 1 always 0.
    std::uint64_t sequence = 0;
    std::uint8_t format = kManifestFormat;  ///< 1 or 2: that of its manifest.

    bool operator==(const ListVersion&) const = default;
};

/// The hash of the sorted hashes, one a line, each line ended: the same for the same files under
/// any names in any order. By hand: sha256sum FILE... | cut -c1-64 | sort | sha256sum
std::string content_version(std::span<const FileEntry> files, ContentHash hash);

/// Lower-case letters, digits and hyphens, 1 to 40, and no hyphen first.
bool is_source_name(std::string_view source) noexcept;

/// "2021-07-15_1626422400_0f3a5b…": the name of a version's folder: the day of publication, the
/// second it was learned, the first 16 digits of its content version.
std::string folder_name(const ListVersion& version);

/// In the version's own format. Requires what parse_manifest() checks.
std::string format_manifest(const ListVersion& version, ContentHash hash);

/// Checks the whole text before it returns any of it: first line, order and form of all lines,
/// count of files, checksum, and that the version is that of the files. Fails with truncated,
/// unsupported (another format version), malformed or over_limit (more than 64 files).
Result<ListVersion> parse_manifest(std::string_view text, ContentHash hash);

}  // namespace pelf::screen
