// SPDX-License-Identifier: Apache-2.0
#include "base/section_file.hpp"

#include <unistd.h>

#include <atomic>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/text.hpp"

namespace pelf {
namespace {

struct SectionHeader {
    std::array<char, 8> magic{'P', 'E', 'L', 'F', 'S', 'E', 'C', 'T'};
    std::uint32_t version = 1;
    std::uint32_t byte_order = 0x0102'0304;
    std::uint64_t size_bytes = 0;
    std::uint64_t sum = 0;
    SectionKey key{};
};
static_assert(sizeof(SectionHeader) == 64 && SectionRow<SectionHeader>);

struct SectionHead {
    std::uint64_t rows = 0;
    std::uint64_t row_bytes = 0;
};
static_assert(sizeof(SectionHead) == 16 && SectionRow<SectionHead>);

constexpr std::uint64_t kSectionAlignment = 16;

constexpr std::uint64_t padding_after(std::uint64_t bytes) noexcept {
    return (kSectionAlignment - bytes % kSectionAlignment) % kSectionAlignment;
}

template <class T>
std::span<const std::byte> bytes_of(const T& value) noexcept {
    return std::as_bytes(std::span(&value, 1));
}

}  // namespace

Result<SectionWriter> SectionWriter::create(const std::filesystem::path& path,
                                            const SectionKey& key) {
    // A name of its own, so that two that make the same file do not write into each other's.
    static std::atomic<unsigned> counter = 0;
    std::filesystem::path beside = path;
    beside += text(".", ::getpid(), ".", ++counter, ".new");
    PELF_TRY(file, File::open(beside, File::Mode::write));
    SectionWriter writer(std::move(file), path, std::move(beside), key);
    PELF_TRY_DONE(writer.file_.resize(0));
    return writer;
}

SectionWriter::SectionWriter(File file, std::filesystem::path path, std::filesystem::path beside,
                             const SectionKey& key)
    : file_(std::move(file)),
      path_(std::move(path)),
      beside_(std::move(beside)),
      key_(key),
      at_(sizeof(SectionHeader)) {
    sum_.update(key_);
}

SectionWriter::SectionWriter(SectionWriter&& other) noexcept
    : file_(std::move(other.file_)),
      path_(std::move(other.path_)),
      beside_(std::exchange(other.beside_, {})),
      key_(other.key_),
      sum_(other.sum_),
      at_(other.at_),
      state_(std::move(other.state_)) {}

SectionWriter::~SectionWriter() {
    std::error_code ignored;
    if (!beside_.empty()) std::filesystem::remove(beside_, ignored);
}

void SectionWriter::put(std::span<const std::byte> bytes) {
    if (!state_ || bytes.empty()) return;
    sum_.update(bytes);
    state_ = file_.write_at(at_, bytes);
    at_ += bytes.size();
}

void SectionWriter::add_bytes(std::uint64_t rows, std::uint64_t row_bytes,
                              std::span<const std::byte> bytes) {
    put(bytes_of(SectionHead{rows, row_bytes}));
    put(bytes);
    constexpr std::array<std::byte, kSectionAlignment> kZeros{};
    put(std::span(kZeros).first(padding_after(bytes.size())));
}

Status SectionWriter::finish() {
    PELF_TRY_DONE(std::move(state_));
    SectionHeader header;
    header.size_bytes = at_;
    header.sum = sum_.finish();
    header.key = key_;
    PELF_TRY_DONE(file_.write_at(0, bytes_of(header)));
    std::error_code failed;
    std::filesystem::rename(beside_, path_, failed);
    if (failed) return Unexpected(Error{Fault::io, failed.message(), path_.string(), 0});
    beside_.clear();
    return Done{};
}

Result<SectionReader> SectionReader::open(const std::filesystem::path& path,
                                          const SectionKey& key) {
    PELF_TRY(file, MappedFile::open(path));
    const std::span<const std::byte> bytes = file.bytes();
    const auto failed = [&](Fault fault, std::string message) {
        return Unexpected(Error{fault, std::move(message), path.string(), 0});
    };
    SectionHeader header;
    const SectionHeader ours;
    if (bytes.size() < sizeof header) return failed(Fault::truncated, "no whole header");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic != ours.magic) return failed(Fault::malformed, "no file of sections");
    if (header.version != ours.version || header.byte_order != ours.byte_order) {
        return failed(Fault::unsupported, "made by another version or another kind of machine");
    }
    if (header.key != key) return failed(Fault::refused, "made from something else");
    if (header.size_bytes != bytes.size()) {
        return failed(Fault::truncated,
                      text("expected ", header.size_bytes, " bytes, found ", bytes.size()));
    }
    WordSum sum;
    sum.update(header.key);
    sum.update(bytes.subspan(sizeof header));
    if (sum.finish() != header.sum) return failed(Fault::malformed, "damaged: wrong checksum");
    SectionReader reader(std::move(file));
    reader.at_ = sizeof header;
    return reader;
}

Result<std::span<const std::byte>> SectionReader::take_bytes(std::uint64_t row_bytes) {
    const std::span<const std::byte> rest = file_.bytes().subspan(at_);
    const auto failed = [&](std::string_view message) {
        return Unexpected(Error{Fault::malformed, std::string(message), {}, at_});
    };
    SectionHead head;
    if (rest.size() < sizeof head) return failed("expected another section");
    std::memcpy(&head, rest.data(), sizeof head);
    if (head.row_bytes != row_bytes) {
        return failed(text("expected rows of ", row_bytes, " bytes, found ", head.row_bytes));
    }
    const std::uint64_t left = rest.size() - sizeof head;
    if (head.rows > left / row_bytes) return failed("a section longer than the file");
    const std::uint64_t size = head.rows * row_bytes;
    if (left - size < padding_after(size)) return failed("a section longer than the file");
    at_ += sizeof head + size + padding_after(size);
    return rest.subspan(sizeof head, size);
}

}  // namespace pelf
