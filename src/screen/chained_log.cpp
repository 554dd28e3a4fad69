// SPDX-License-Identifier: Apache-2.0
#include "screen/chained_log.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

namespace pelf::screen {
namespace {

constexpr std::size_t kHashSize = 64;

std::string first_line(std::string_view name) {
    return text("pelf-log 1 ", name);
}

std::string escaped(std::string_view value) {
    std::string line;
    for (const char c : value) {
        switch (c) {
            case '\\': line += "\\\\"; break;
            case '\t': line += "\\t"; break;
            case '\n': line += "\\n"; break;
            default: line += c;
        }
    }
    return line;
}

/// False for an escape that escaped() does not write.
bool unescape(std::string_view piece, std::string& value) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
        if (piece[i] != '\\') {
            value += piece[i];
            continue;
        }
        if (++i == piece.size()) return false;
        switch (piece[i]) {
            case '\\': value += '\\'; break;
            case 't': value += '\t'; break;
            case 'n': value += '\n'; break;
            default: return false;
        }
    }
    return true;
}

std::string chained(std::string_view last_hash, std::string_view payload, ContentHash hash) {
    const std::string both = text(last_hash, "\n", payload);
    return hash(std::as_bytes(std::span(both)));
}

Error broken(std::uint64_t line_number, std::string_view what) {
    return {Fault::malformed, text("the log was changed or damaged at line ", line_number, ": ",
                                   what, "; put back a copy of the file")};
}

}  // namespace

Result<ParsedLog> parse_log(std::string_view text_of_log, std::string_view name, ContentHash hash) {
    ParsedLog parsed;
    std::uint64_t line_number = 0;
    for (std::size_t at = 0; at < text_of_log.size();) {
        const std::size_t end = text_of_log.find('\n', at);
        if (end == std::string_view::npos) break;
        const std::string_view line = text_of_log.substr(at, end - at);
        at = end + 1;
        if (++line_number == 1) {
            if (line != first_line(name)) {
                return Unexpected(
                    Error{line.starts_with("pelf-log ") ? Fault::unsupported : Fault::malformed,
                          text("expected the first line ", first_line(name))});
            }
            parsed.last_hash = chained("", line, hash);
        } else {
            if (line.size() <= kHashSize || line[kHashSize] != '\t') {
                return Unexpected(broken(line_number, "no hash before it"));
            }
            const std::string_view payload = line.substr(kHashSize + 1);
            std::string expected = chained(parsed.last_hash, payload, hash);
            if (line.substr(0, kHashSize) != expected) {
                return Unexpected(broken(line_number, "its hash is another"));
            }
            LogRecord record;
            for (const std::string_view piece : split(payload, "\t")) {
                if (!unescape(piece, record.emplace_back())) {
                    return Unexpected(broken(line_number, "a backslash out of place"));
                }
            }
            parsed.records.push_back(std::move(record));
            parsed.last_hash = std::move(expected);
        }
        parsed.whole_bytes = at;
    }
    return parsed;
}

std::string format_log(std::span<const LogRecord> records, std::string_view name,
                       std::string last_hash, ContentHash hash) {
    std::string lines;
    if (last_hash.empty()) {
        lines = first_line(name);
        last_hash = chained("", lines, hash);
        lines += '\n';
    }
    for (const LogRecord& record : records) {
        std::string payload;
        for (std::size_t i = 0; i < record.size(); ++i) {
            if (i > 0) payload += '\t';
            payload += escaped(record[i]);
        }
        last_hash = chained(last_hash, payload, hash);
        lines += text(last_hash, "\t", payload, "\n");
    }
    return lines;
}

Result<ChainedLog> ChainedLog::open(const std::filesystem::path& path, std::string_view name,
                                    ContentHash hash) {
    ChainedLog log(path, name, hash);
    const auto bytes = read_file(path, kLogBytesMax);
    if (!bytes && bytes.error().fault == Fault::not_found) return log;
    if (!bytes) return Unexpected(bytes.error());
    auto parsed = parse_log(as_text(*bytes), name, hash);
    if (!parsed) {
        Error error = parsed.error();
        error.source = path.string();
        return Unexpected(std::move(error));
    }
    log.parsed_ = std::move(*parsed);
    return log;
}

Status ChainedLog::append(std::span<const LogRecord> records) {
    if (records.empty()) return Done{};
    const auto lock = FileLock::acquire(path_.string() + ".lock");
    if (!lock) return Unexpected(lock.error());
    PELF_TRY(file, File::open(path_, File::Mode::write));
    PELF_TRY(now, open(path_, name_, hash_));
    if (now.parsed_.last_hash != parsed_.last_hash) {
        return Unexpected(Error{Fault::refused,
                                "somebody else has written to the log meanwhile; try again",
                                path_.string()});
    }
    const std::string lines = format_log(records, name_, parsed_.last_hash, hash_);
    PELF_TRY_DONE(file.resize(now.parsed_.whole_bytes));
    PELF_TRY_DONE(file.write_at(now.parsed_.whole_bytes, std::as_bytes(std::span(lines))));
    PELF_TRY_DONE(file.sync());
    PELF_TRY_DONE(sync_folder(path_.parent_path()));
    PELF_TRY(after, open(path_, name_, hash_));
    parsed_ = std::move(after.parsed_);
    return Done{};
}

}  // namespace pelf::screen
