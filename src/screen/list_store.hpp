// SPDX-License-Identifier: Apache-2.0
//
// Every version of every list that was ever imported, on disk, for good: the input files, packed
// against earlier ones and given back byte for byte, and a manifest written last. The layout:
// docs/formats/list-store.md.
//
// Keeping the files rather than what was read from them makes any past answer repeatable with
// the reader of today and with the reader of then; what the readers know is not this module's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "screen/list_manifest.hpp"

namespace pelf::screen {

/// A file to keep. The bytes must outlive the import.
struct InputFile {
    std::string name;  ///< A path is fine: its folder is left out.
    std::span<const std::byte> bytes;
};

struct ImportRequest {
    std::string source;
    std::span<const InputFile> files;
    Date published;
    std::int64_t learned_unix_s = 0;
    std::uint64_t entries = 0;  ///< As the reader of lists counted them, the others too.
    std::uint64_t names = 0;
    std::uint64_t wallets = 0;
    std::uint64_t losses = 0;
    /// Take a version that has more than kShrinkPercentMax fewer entries than the one before it.
    bool allow_shrink = false;
};

struct ImportResult {
    ListVersion version;
    bool is_new = true;  ///< False: this content was in force on that day already; nothing done.
};

struct StoredFile {
    std::string name;
    std::vector<std::byte> bytes;
};

inline constexpr std::uint64_t kShrinkPercentMax = 20;
inline constexpr std::uint64_t kListFileBytesMax = std::uint64_t(1) << 30;

/// Version n lies against version n with its lowest digit that is not 0 set to 0, in this base:
/// 1 to 7 against 0, 8 against 0, 9 to 15 against 8. So a version is a few files away from a whole
/// one, and near to what it lies against.
inline constexpr std::uint64_t kSequenceBase = 8;
/// Every one so many is whole. With the base: at most three files lie under a version's own.
inline constexpr std::uint64_t kWholeEvery = 512;
/// More steps than there can be: a manifest that leads on is damaged.
inline constexpr std::size_t kPrefixStepsMax = 8;

/// The version that `sequence` lies against; itself if it is whole.
std::uint64_t prefix_sequence(std::uint64_t sequence) noexcept;

/// Const members from any number of threads. Writers of other processes are kept out by a lock;
/// readers need none, since nothing that has a manifest ever changes.
class ListStore {
public:
    /// Reads all manifests under `folder`; a folder that is not there is an empty store. Fails with
    /// io, or as parse_manifest() does with the manifest as source: going on without a damaged
    /// version would answer from another one and not say so.
    static Result<ListStore> open(const std::filesystem::path& folder, ContentHash hash);

    /// Keeps a version. The same content as is in force on that day is no new version. Fails with
    /// refused (a source name or number of files that cannot be, no entries at all, a list shrunk
    /// by more than kShrinkPercentMax, another import at work), over_limit (a file's size) or io;
    /// every earlier version is untouched then.
    Result<ImportResult> import_version(const ImportRequest& request);

    /// All versions: by source, then published, then learned.
    std::span<const ListVersion> versions() const noexcept { return versions_; }

    /// For each source the version last published on or before `as_of`; with `known_by`, of those
    /// that we knew at that moment. Sources without one are not in it.
    std::vector<ListVersion> in_force(Date as_of,
                                      std::optional<std::int64_t> known_by_unix_s = {}) const;

    /// The input files of one of versions(), each checked against its size and hash. Fails with
    /// not_found, io or malformed; the file is in the error's source.
    Result<std::vector<StoredFile>> read_files(const ListVersion& version) const;

private:
    ListStore(std::filesystem::path folder, ContentHash hash)
        : folder_(std::move(folder)), hash_(hash) {}

    Status read_manifests();
    const ListVersion* version_before(std::string_view source, Date as_of,
                                      std::optional<std::int64_t> known_by_unix_s) const;
    Status check_request(const ImportRequest& request) const;
    Status check_shrink(const ImportRequest& request, const ListVersion* before) const;
    Status write_version(ListVersion& version, std::span<const InputFile> files) const;
    const ListVersion* prefix_of(const ListVersion& version) const;
    Result<std::vector<std::byte>> read_packed(const ListVersion& version,
                                               std::uint64_t index) const;
    std::filesystem::path folder_of(const ListVersion& version) const;

    std::filesystem::path folder_;
    ContentHash hash_;
    std::vector<ListVersion> versions_;
};

}  // namespace pelf::screen
