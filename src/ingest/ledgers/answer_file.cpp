// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/answer_file.hpp"

#include <algorithm>
#include <system_error>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "codec/sha256.hpp"
#include "ingest/web/url.hpp"

namespace pelf::ingest {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::string_view kAnswersName = "answers";
constexpr std::string_view kAnswersLockName = "lock";
constexpr std::size_t kRecordHeadBytes = 8;   ///< Size of the body, kind.
constexpr std::size_t kRecordCheckBytes = 8;  ///< The first of a SHA-256 over head and body.

void put_number(Bytes& bytes, std::uint32_t value) {
    const std::size_t at = bytes.size();
    bytes.resize(at + sizeof(value));
    store(bytes.data() + at, value);
}

void put_bytes(Bytes& bytes, std::span<const std::byte> more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

/// Moves past one record, or says why that is none.
Result<Done, Fault> read_record(ByteReader& reader, std::span<const std::byte> bytes,
                                const AnswerTaker& take) {
    const std::size_t begin = reader.offset_bytes();
    PELF_TRY(size_bytes, reader.read<std::uint32_t>());
    PELF_TRY(kind, reader.read<std::uint32_t>());
    if (size_bytes > kAnswerBodyBytesMax) return Unexpected(Fault::over_limit);
    PELF_TRY(body, reader.take(size_bytes));
    PELF_TRY(check, reader.take(kRecordCheckBytes));
    const codec::Hash256 hash = codec::sha256(bytes.subspan(begin, kRecordHeadBytes + size_bytes));
    if (!std::ranges::equal(check, std::span(hash.bytes).first<kRecordCheckBytes>())) {
        return Unexpected(Fault::malformed);
    }
    return take(kind, body);
}

Result<std::string, Fault> read_head(ByteReader& reader, const AnswerFormat& format) {
    PELF_TRY(magic, reader.take(format.magic.size()));
    if (as_text(magic) != format.magic) return Unexpected(Fault::malformed);
    PELF_TRY(version, reader.read<std::uint32_t>());
    if (version != format.version) return Unexpected(Fault::unsupported);
    PELF_TRY(url_bytes, reader.read<std::uint32_t>());
    if (url_bytes > kAnswerUrlBytesMax) return Unexpected(Fault::malformed);
    PELF_TRY(url, reader.take(url_bytes));
    return std::string(as_text(url));
}

}  // namespace

Result<ReadAnswers> read_answer_file(std::span<const std::byte> bytes, const AnswerFormat& format,
                                     const AnswerTaker& take) {
    ByteReader reader(bytes);
    auto url = read_head(reader, format);
    if (!url) {
        const Fault fault = url.error();
        return Unexpected(
            Error{fault, fault == Fault::unsupported
                             ? text("expected version ", format.version, " of kept answers")
                             : "expected the head of a file of kept answers"});
    }
    ReadAnswers read{.url = std::move(*url), .whole_bytes = reader.offset_bytes()};
    while (read_record(reader, bytes, take)) read.whole_bytes = reader.offset_bytes();
    return read;
}

Bytes encode_answer_head(const AnswerFormat& format, std::string_view url) {
    Bytes bytes;
    put_bytes(bytes, std::as_bytes(std::span(format.magic)));
    put_number(bytes, format.version);
    put_number(bytes, static_cast<std::uint32_t>(url.size()));
    put_bytes(bytes, std::as_bytes(std::span(url)));
    return bytes;
}

Bytes encode_answer_record(std::uint32_t kind, std::span<const std::byte> body) {
    Bytes record;
    record.reserve(kRecordHeadBytes + body.size() + kRecordCheckBytes);
    put_number(record, static_cast<std::uint32_t>(body.size()));
    put_number(record, kind);
    put_bytes(record, body);
    const codec::Hash256 check = codec::sha256(record);
    put_bytes(record, std::span(check.bytes).first<kRecordCheckBytes>());
    return record;
}

Result<AnswerFile> AnswerFile::open(const std::filesystem::path& folder, const AnswerFormat& format,
                                    std::string_view url, const AnswerTaker& take) {
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code) {
        return Unexpected(
            Error{Fault::io, text("cannot make the folder: ", code.message()), folder.string()});
    }
    PELF_TRY(lock, FileLock::acquire(folder / kAnswersLockName));
    const auto path = folder / kAnswersName;
    // The head comes in one step: a file that is there has it whole.
    if (!std::filesystem::exists(path, code)) {
        PELF_TRY_DONE(replace_file(path, encode_answer_head(format, url)));
    }
    PELF_TRY(bytes, read_file(path, kAnswerFileBytesMax));
    auto read = read_answer_file(bytes, format, take);
    if (!read) {
        Error error = std::move(read).error();
        error.message += "; delete the file, and its answers are asked for again";
        error.source = path.string();
        return Unexpected(std::move(error));
    }
    if (read->url != url) {
        return Unexpected(Error{Fault::refused,
                                text("these are answers of ", shown_url(read->url), ", not of ",
                                     shown_url(url), ", or of another address there"),
                                path.string()});
    }
    PELF_TRY(file, File::open(path, File::Mode::write));
    AnswerFile answers(std::move(lock), std::move(file));
    answers.size_bytes_ = read->whole_bytes;
    answers.dropped_bytes_ = bytes.size() - read->whole_bytes;
    if (answers.dropped_bytes_ > 0) PELF_TRY_DONE(answers.file_.resize(answers.size_bytes_));
    return answers;
}

Status AnswerFile::append(std::span<const std::byte> record) {
    // A file that cannot be read again would end all further traces with this server.
    if (size_bytes_ + record.size() > kAnswerFileBytesMax) {
        return Unexpected(
            Error{Fault::over_limit, text("the answers of this server take more than ",
                                          kAnswerFileBytesMax, " bytes; make a ledger")});
    }
    PELF_TRY_DONE(file_.write_at(size_bytes_, record));
    size_bytes_ += record.size();
    return Done{};
}

}  // namespace pelf::ingest
