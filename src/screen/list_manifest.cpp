// SPDX-License-Identifier: Apache-2.0
#include "screen/list_manifest.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace pelf::screen {
namespace {

constexpr std::string_view kMagic = "pelf-list-version";
constexpr std::string_view kChecksumKey = "checksum ";
constexpr std::size_t kHashLetters = 64;
constexpr std::size_t kSourceLettersMax = 40;
constexpr std::uint64_t kFilesMax = 64;
constexpr std::size_t kHashLettersInName = 16;
constexpr std::size_t kFolderLettersMax = 64;
constexpr std::string_view kNoBase = "whole";

std::string hash_text(std::string_view text, ContentHash hash) {
    return hash(std::as_bytes(std::span(text)));
}

bool is_hash(std::string_view text) noexcept {
    return text.size() == kHashLetters &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Unexpected<Error> damaged(Fault fault, std::string message) {
    return Unexpected(Error{fault, std::move(message), {}, 0});
}

/// Lines of "key value", each expected by name.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {}

    /// The value of the next line; nothing unless its key is this one.
    std::optional<std::string_view> value(std::string_view key) {
        const std::size_t end = text_.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view line = text_.substr(0, end);
        if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != ' ') {
            return std::nullopt;
        }
        text_.remove_prefix(end + 1);
        return line.substr(key.size() + 1);
    }

    std::optional<std::uint64_t> number(std::string_view key) {
        const auto digits = value(key);
        const auto count = digits ? parse_u64(*digits) : std::nullopt;
        // One spelling a number, so that equal manifests are equal bytes.
        if (!count || std::to_string(*count) != *digits) return std::nullopt;
        return count;
    }

    bool at_end() const noexcept { return text_.empty(); }

private:
    std::string_view text_;
};

/// "889405 <hash> add.csv".
std::optional<FileEntry> parse_file(std::string_view line) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    const auto size = parse_u64(line.substr(0, blank));
    const std::string_view rest = line.substr(blank + 1);
    if (!size || std::to_string(*size) != line.substr(0, blank) || rest.size() < kHashLetters + 2 ||
        rest[kHashLetters] != ' ' || !is_hash(rest.substr(0, kHashLetters))) {
        return std::nullopt;
    }
    return FileEntry{std::string(rest.substr(kHashLetters + 1)),
                     *size,
                     std::string(rest.substr(0, kHashLetters)),
                     0,
                     {},
                     0};
}

bool is_folder_name(std::string_view name) noexcept {
    return !name.empty() && name.size() <= kFolderLettersMax && name.front() != '-' &&
           name.find_first_not_of("0123456789abcdef_-") == std::string_view::npos;
}

/// "410 2021-08-18_1629300000_0f3a…/0", or "512034 whole".
bool parse_stored(std::string_view line, FileEntry& file) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return false;
    const auto size = parse_u64(line.substr(0, blank));
    if (!size || std::to_string(*size) != line.substr(0, blank)) return false;
    file.stored_bytes = *size;
    const std::string_view base = line.substr(blank + 1);
    if (base == kNoBase) return true;
    const std::size_t slash = base.find('/');
    if (slash == std::string_view::npos || !is_folder_name(base.substr(0, slash))) return false;
    const auto index = parse_u64(base.substr(slash + 1));
    if (!index || *index >= kFilesMax || std::to_string(*index) != base.substr(slash + 1)) {
        return false;
    }
    file.base_folder = base.substr(0, slash);
    file.base_index = *index;
    return true;
}

/// The lines of the files, to the end.
Status parse_files(Lines& lines, std::uint64_t files_count, ListVersion& version) {
    for (std::uint64_t i = 0; i < files_count; ++i) {
        const auto line = lines.value("file");
        auto file = line ? parse_file(*line) : std::nullopt;
        if (!file) return damaged(Fault::malformed, text("no line for file ", i + 1));
        if (version.format > 1) {
            const auto stored = lines.value("stored");
            if (!stored || !parse_stored(*stored, *file)) {
                return damaged(Fault::malformed, text("no line on how file ", i + 1, " is stored"));
            }
        }
        version.files.push_back(std::move(*file));
    }
    if (!lines.at_end()) return damaged(Fault::malformed, "lines after those of the files");
    return Done{};
}

/// The lines between the first and the checksum.
Result<ListVersion> parse_body(Lines lines, std::uint8_t format) {
    ListVersion version;
    const auto source = lines.value("source");
    const auto hash = lines.value("version");
    const auto published = lines.value("published");
    const auto learned = lines.value("learned");
    const auto entries = lines.number("entries");
    const auto names = lines.number("names");
    const auto wallets = lines.number("wallets");
    const auto losses = lines.number("losses");
    const auto sequence =
        format > 1 ? lines.number("sequence") : std::optional<std::uint64_t>(std::uint64_t{0});
    const auto files_count = lines.number("files");
    if (!sequence || !source || !hash || !published || !learned || !entries || !names || !wallets ||
        !losses || !files_count) {
        return damaged(Fault::malformed,
                       "expected the lines source, version, published, learned, entries, names, "
                       "wallets, losses, sequence (from format 2 on), files, found others");
    }
    const auto date = parse_date(*published);
    const auto moment = parse_as_of(*learned);
    if (!is_source_name(*source) || !is_hash(*hash) || !date || !moment ||
        rfc3339(*moment) != *learned) {
        return damaged(Fault::malformed, "a source, hash, date or time of the wrong form");
    }
    if (*files_count > kFilesMax) {
        return damaged(Fault::over_limit, text("more files than ", kFilesMax));
    }
    version = {std::string(*source),
               std::string(*hash),
               *date,
               *moment,
               *entries,
               *names,
               *wallets,
               *losses,
               {},
               *sequence,
               format};
    PELF_TRY_DONE(parse_files(lines, *files_count, version));
    return version;
}

}  // namespace

std::string content_version(std::span<const FileEntry> files, ContentHash hash) {
    std::vector<std::string_view> hashes;
    for (const FileEntry& file : files) hashes.emplace_back(file.hash);
    std::sort(hashes.begin(), hashes.end());
    std::string lines;
    for (const std::string_view line : hashes) lines += text(line, "\n");
    return hash_text(lines, hash);
}

bool is_source_name(std::string_view source) noexcept {
    return !source.empty() && source.size() <= kSourceLettersMax && source.front() != '-' &&
           source.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
               std::string_view::npos;
}

std::string folder_name(const ListVersion& version) {
    return text(to_string(version.published), "_", version.learned_unix_s, "_",
                version.version.substr(0, kHashLettersInName));
}

std::string format_manifest(const ListVersion& version, ContentHash hash) {
    std::string lines =
        text(kMagic, " ", version.format, "\nsource ", version.source, "\nversion ",
             version.version, "\npublished ", to_string(version.published), "\nlearned ",
             rfc3339(version.learned_unix_s), "\nentries ", version.entries, "\nnames ",
             version.names, "\nwallets ", version.wallets, "\nlosses ", version.losses, "\n");
    if (version.format > 1) lines += text("sequence ", version.sequence, "\n");
    lines += text("files ", version.files.size(), "\n");
    for (const FileEntry& file : version.files) {
        lines += text("file ", file.size_bytes, " ", file.hash, " ", file.name, "\n");
        if (version.format == 1) continue;
        lines += text("stored ", file.stored_bytes, " ");
        lines += file.base_folder.empty() ? std::string(kNoBase)
                                          : text(file.base_folder, "/", file.base_index);
        lines += '\n';
    }
    return lines + text(kChecksumKey, hash_text(lines, hash), "\n");
}

Result<ListVersion> parse_manifest(std::string_view text, ContentHash hash) {
    Lines first(text);
    const auto format = first.value(kMagic);
    if (!format) return damaged(Fault::malformed, "not the manifest of a list version");
    const auto number = parse_u64(*format);
    if (!number || *number < 1 || *number > kManifestFormat || std::to_string(*number) != *format) {
        return damaged(Fault::unsupported,
                       pelf::text("expected format version 1 to ", kManifestFormat, ", found ",
                                  format->substr(0, 20), "; a newer pelf wrote it"));
    }
    const std::size_t checksum_line = kChecksumKey.size() + kHashLetters + 1;
    if (text.size() < checksum_line || !text.ends_with('\n') ||
        !text.substr(text.size() - checksum_line).starts_with(kChecksumKey)) {
        return damaged(Fault::truncated, "no checksum at the end");
    }
    const std::string_view covered = text.substr(0, text.size() - checksum_line);
    const std::string_view found = text.substr(covered.size() + kChecksumKey.size(), kHashLetters);
    if (hash_text(covered, hash) != found) {
        return damaged(Fault::malformed, "the checksum is wrong: the manifest was changed");
    }
    Lines body(covered);
    if (!body.value(kMagic)) return damaged(Fault::malformed, "no first line");
    PELF_TRY(version, parse_body(body, static_cast<std::uint8_t>(*number)));
    if (content_version(version.files, hash) != version.version) {
        return damaged(Fault::malformed, "the version is not that of the files");
    }
    return std::move(version);
}

}  // namespace pelf::screen
