// SPDX-License-Identifier: Apache-2.0
#include "screen/list_store.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <tuple>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "screen/list_packing.hpp"

namespace pelf::screen {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kManifestName = "manifest";
constexpr std::string_view kLockName = "lock";
constexpr std::uint64_t kManifestBytesMax = std::uint64_t(64) << 10;
constexpr std::size_t kFilesCountMax = 64;
/// A prefix that saves less than this part is not worth depending on another version for.
constexpr std::size_t kPrefixWorthPart = 4;
/// Above this part of the raw bytes it is worth looking; whole, lists shrink to an eighth or so.
constexpr std::size_t kPrefixSuspectPart = 32;

bool by_time(const ListVersion& a, const ListVersion& b) {
    return std::tie(a.source, a.published, a.learned_unix_s, a.version) <
           std::tie(b.source, b.published, b.learned_unix_s, b.version);
}

/// File names on disk are ours; the name that came in is only kept in the manifest.
std::string file_name(std::uint8_t format, std::uint64_t index) {
    return text("file-", index, format == 1 ? "" : ".zst");
}

/// Which of a version's files an incoming one is a later state of: the same content, else the same
/// name, else the same place.
std::optional<std::uint64_t> like(const ListVersion& version, const FileEntry& file,
                                  std::size_t index) {
    const auto place = [&](auto&& equal) -> std::optional<std::uint64_t> {
        const auto found = std::ranges::find_if(version.files, equal);
        if (found == version.files.end()) return std::nullopt;
        return static_cast<std::uint64_t>(found - version.files.begin());
    };
    auto found = place([&](const FileEntry& old) { return old.hash == file.hash; });
    if (!found) found = place([&](const FileEntry& old) { return old.name == file.name; });
    if (!found && index < version.files.size()) found = index;
    return found;
}

/// What a manifest can hold in one line: the last part of the path, no control characters.
std::string shown_name(const std::string& path) {
    constexpr std::size_t kNameBytesMax = 255;
    std::string name = fs::path(path).filename().string().substr(0, kNameBytesMax);
    for (char& letter : name) {
        if (static_cast<unsigned char>(letter) < ' ' || letter == 0x7F) letter = '_';
    }
    return name.empty() ? "unnamed" : name;
}

Status make_folder(const fs::path& folder) {
    std::error_code code;
    fs::create_directories(folder, code);
    if (!code) return Done{};
    return Unexpected(
        Error{Fault::io, text("cannot make the folder: ", code.message()), folder.string(), 0});
}

Result<std::vector<fs::path>> folders_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code code;
    for (fs::directory_iterator entry(folder, code), end; !code && entry != end;
         entry.increment(code)) {
        if (entry->is_directory(code)) found.push_back(entry->path());
    }
    if (code && code != std::errc::no_such_file_or_directory) {
        return Unexpected(
            Error{Fault::io, text("cannot list the folder: ", code.message()), folder.string(), 0});
    }
    std::sort(found.begin(), found.end());
    return found;
}

Result<ListVersion> read_manifest(const fs::path& path, ContentHash hash) {
    PELF_TRY(bytes, read_file(path, kManifestBytesMax));
    auto version = parse_manifest(as_text(bytes), hash);
    if (version) return version;
    Error error = std::move(version).error();
    error.message += "; delete the folder of this version to go on without it";
    error.source = path.string();
    return Unexpected(std::move(error));
}

}  // namespace

Result<ListStore> ListStore::open(const fs::path& folder, ContentHash hash) {
    ListStore store(folder, hash);
    PELF_TRY_DONE(store.read_manifests());
    return store;
}

Status ListStore::read_manifests() {
    versions_.clear();
    PELF_TRY(sources, folders_in(folder_));
    for (const fs::path& source : sources) {
        PELF_TRY(folders, folders_in(source));
        for (const fs::path& folder : folders) {
            std::error_code code;
            // An import that was cut off leaves files and no manifest: it never happened.
            if (!fs::exists(folder / kManifestName, code)) continue;
            PELF_TRY(version, read_manifest(folder / kManifestName, hash_));
            if (folder_of(version) != folder) {
                return Unexpected(Error{
                    Fault::malformed,
                    text("the manifest belongs to another folder: ", folder_of(version).string()),
                    folder.string(), 0});
            }
            versions_.push_back(std::move(version));
        }
    }
    std::sort(versions_.begin(), versions_.end(), by_time);
    return Done{};
}

Result<ImportResult> ListStore::import_version(const ImportRequest& request) {
    PELF_TRY_DONE(check_request(request));
    PELF_TRY_DONE(make_folder(folder_));
    const auto lock = FileLock::acquire(folder_ / kLockName);
    if (!lock) return Unexpected(Error(lock.error()));
    // Someone else may have imported since we opened.
    PELF_TRY_DONE(read_manifests());

    ListVersion version{request.source,
                        {},
                        request.published,
                        request.learned_unix_s,
                        request.entries,
                        request.names,
                        request.wallets,
                        request.losses,
                        {},
                        0,
                        kManifestFormat};
    for (const InputFile& file : request.files) {
        version.files.push_back(
            {shown_name(file.name), file.bytes.size(), hash_(file.bytes), 0, {}, 0});
    }
    version.version = content_version(version.files, hash_);

    const ListVersion* before = version_before(request.source, request.published, std::nullopt);
    if (before != nullptr && before->version == version.version) {
        return ImportResult{*before, false};
    }
    for (const ListVersion& kept : versions_) {
        if (kept.source == version.source && kept.format > 1) {
            version.sequence = std::max(version.sequence, kept.sequence + 1);
        }
        // What has a manifest never changes, not even into the same.
        if (folder_of(kept) == folder_of(version)) return ImportResult{kept, false};
    }
    PELF_TRY_DONE(check_shrink(request, before));
    PELF_TRY_DONE(write_version(version, request.files));
    versions_.insert(std::upper_bound(versions_.begin(), versions_.end(), version, by_time),
                     version);
    return ImportResult{std::move(version), true};
}

Status ListStore::check_request(const ImportRequest& request) const {
    if (!is_source_name(request.source)) {
        return Unexpected(
            Error{Fault::refused,
                  text("expected a source of lower-case letters, digits and hyphens, found ",
                       request.source),
                  {},
                  0});
    }
    if (request.files.empty() || request.files.size() > kFilesCountMax) {
        return Unexpected(
            Error{Fault::refused,
                  text("expected 1 to ", kFilesCountMax, " files, found ", request.files.size()),
                  {},
                  0});
    }
    for (const InputFile& file : request.files) {
        if (file.bytes.size() <= kListFileBytesMax) continue;
        return Unexpected(
            Error{Fault::over_limit,
                  text("expected at most ", kListFileBytesMax, " bytes, found ", file.bytes.size()),
                  file.name, 0});
    }
    if (request.entries == 0 && !request.allow_shrink) {
        return Unexpected(
            Error{Fault::refused, text("the list ", request.source, " has no entries"), {}, 0});
    }
    return Done{};
}

Status ListStore::check_shrink(const ImportRequest& request, const ListVersion* before) const {
    if (before == nullptr || request.allow_shrink) return Done{};
    constexpr std::uint64_t kPercent = 100;
    if (request.entries * kPercent >= before->entries * (kPercent - kShrinkPercentMax)) {
        return Done{};
    }
    return Unexpected(
        Error{Fault::refused,
              text("the list ", request.source, " shrank by more than ", kShrinkPercentMax,
                   " percent: expected about ", before->entries, " entries as of ",
                   to_string(before->published), ", found ", request.entries,
                   "; the earlier version stays in force, allow shrinking if this is right"),
              {},
              0});
}

const ListVersion* ListStore::prefix_of(const ListVersion& version) const {
    const std::uint64_t wanted = prefix_sequence(version.sequence);
    if (wanted == version.sequence) return nullptr;
    for (const ListVersion& kept : versions_) {
        if (kept.source == version.source && kept.format > 1 && kept.sequence == wanted) {
            return &kept;
        }
    }
    return nullptr;  // Somebody deleted it.
}

Status ListStore::write_version(ListVersion& version, std::span<const InputFile> files) const {
    const fs::path folder = folder_of(version);
    PELF_TRY_DONE(make_folder(folder));
    const ListVersion* base = prefix_of(version);
    for (std::size_t i = 0; i < files.size(); ++i) {
        FileEntry& entry = version.files[i];
        const auto index = base != nullptr ? like(*base, entry, i) : std::nullopt;
        std::vector<std::byte> prefix;
        // One that cannot be read is no reason to refuse a new version: it is stored whole.
        if (index && entry.size_bytes <= kPrefixedBytesMax &&
            base->files[*index].size_bytes <= kPrefixedBytesMax) {
            if (auto bytes = read_packed(*base, *index)) prefix = std::move(*bytes);
        }
        PELF_TRY(packed, pack(files[i].bytes, prefix));
        if (!prefix.empty() && packed.size() > files[i].bytes.size() / kPrefixSuspectPart) {
            PELF_TRY(whole, pack(files[i].bytes, {}));
            if (packed.size() > whole.size() - whole.size() / kPrefixWorthPart) {
                packed = std::move(whole);
                prefix.clear();
            }
        }
        if (index && !prefix.empty()) {
            entry.base_folder = folder_name(*base);
            entry.base_index = *index;
        }
        entry.stored_bytes = packed.size();
        PELF_TRY_DONE(replace_file(folder / file_name(version.format, i), packed));
    }
    PELF_TRY_DONE(sync_folder(folder_));
    PELF_TRY_DONE(sync_folder(folder.parent_path()));
    const std::string manifest = format_manifest(version, hash_);
    return replace_file(folder / kManifestName, std::as_bytes(std::span(manifest)));
}

const ListVersion* ListStore::version_before(std::string_view source, Date as_of,
                                             std::optional<std::int64_t> known_by_unix_s) const {
    const ListVersion* latest = nullptr;
    for (const ListVersion& version : versions_) {
        if (version.source != source || version.published > as_of) continue;
        if (known_by_unix_s && version.learned_unix_s > *known_by_unix_s) continue;
        latest = &version;  // They come in the order of time.
    }
    return latest;
}

std::vector<ListVersion> ListStore::in_force(Date as_of,
                                             std::optional<std::int64_t> known_by_unix_s) const {
    std::vector<ListVersion> found;
    for (const ListVersion& version : versions_) {
        if (!found.empty() && found.back().source == version.source) continue;
        const ListVersion* latest = version_before(version.source, as_of, known_by_unix_s);
        if (latest != nullptr) found.push_back(*latest);
    }
    return found;
}

Result<std::vector<StoredFile>> ListStore::read_files(const ListVersion& version) const {
    std::vector<StoredFile> files;
    for (std::size_t i = 0; i < version.files.size(); ++i) {
        PELF_TRY(bytes, read_packed(version, i));
        files.push_back({version.files[i].name, std::move(bytes)});
    }
    return files;
}

Result<std::vector<std::byte>> ListStore::read_packed(const ListVersion& version,
                                                      std::uint64_t index) const {
    // From the file itself down to the one that is whole, and back up.
    std::vector<std::pair<const ListVersion*, std::uint64_t>> steps = {{&version, index}};
    while (!steps.back().first->files[steps.back().second].base_folder.empty()) {
        const auto& [above, above_index] = steps.back();
        const FileEntry& entry = above->files[above_index];
        const auto below = std::ranges::find_if(versions_, [&](const ListVersion& kept) {
            return kept.source == version.source && folder_name(kept) == entry.base_folder;
        });
        if (below == versions_.end() || entry.base_index >= below->files.size() ||
            steps.size() > kPrefixStepsMax) {
            return Unexpected(Error{
                Fault::malformed,
                text("the stored list lies against the version ", entry.base_folder,
                     ", which is not there; import the list again from its publisher's files"),
                folder_of(*above).string(), 0});
        }
        steps.emplace_back(&*below, entry.base_index);
    }
    std::vector<std::byte> bytes;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const FileEntry& entry = step->first->files[step->second];
        const fs::path path =
            folder_of(*step->first) / file_name(step->first->format, step->second);
        PELF_TRY(stored, read_file(path, kListFileBytesMax));
        if (step->first->format > 1) {
            auto unpacked = unpack(stored, bytes, entry.size_bytes);
            if (!unpacked) {
                Error error = std::move(unpacked).error();
                error.message += ": the stored list was changed";
                error.source = path.string();
                return Unexpected(std::move(error));
            }
            stored = std::move(*unpacked);
        }
        // What lies below is right if what comes out at the top is.
        const bool is_top = std::next(step) == steps.rend();
        if (stored.size() != entry.size_bytes || (is_top && hash_(stored) != entry.hash)) {
            return Unexpected(
                Error{Fault::malformed,
                      text("expected ", entry.size_bytes,
                           " bytes with the hash of the manifest, found ", stored.size(),
                           " bytes: the stored list, or one that it lies against, was "
                           "changed"),
                      path.string(), 0});
        }
        bytes = std::move(stored);
    }
    return bytes;
}

fs::path ListStore::folder_of(const ListVersion& version) const {
    return folder_ / version.source / folder_name(version);
}

std::uint64_t prefix_sequence(std::uint64_t sequence) noexcept {
    if (sequence % kWholeEvery == 0) return sequence;
    std::uint64_t digit = 1;
    while (sequence / digit % kSequenceBase == 0) digit *= kSequenceBase;
    return sequence - sequence / digit % kSequenceBase * digit;
}

}  // namespace pelf::screen
