// SPDX-License-Identifier: Apache-2.0
#include "graph/account_index.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/radix_sort.hpp"
#include "base/word_sum.hpp"
#include "graph/account_format.hpp"
#include "graph/store_files.hpp"

namespace pelf::graph {
namespace {

constexpr std::size_t kNumberBytesMax = 5;  ///< Rows within a segment have 31 bits.
constexpr std::size_t kWriteBytes = std::size_t{1} << 20;
constexpr std::uint64_t kNoAccount = std::numeric_limits<std::uint64_t>::max();

/// Writes a number of at most 35 bits; returns what comes after it.
std::byte* put_number(std::byte* to, std::uint64_t value) noexcept {
    for (; value >= 0x80; value >>= 7) *to++ = static_cast<std::byte>((value & 0x7f) | 0x80);
    *to++ = static_cast<std::byte>(value);
    return to;
}

/// A part of a file that is written from its start to its end, and its sum.
class Section {
public:
    Section(NewFile& file, std::uint64_t offset_bytes) : file_(file), offset_bytes_(offset_bytes) {}

    Status append(std::span<const std::byte> bytes) {
        buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
        size_bytes_ += bytes.size();
        return buffer_.size() < kWriteBytes ? Status(Done{}) : flush();
    }
    Status append_number(std::uint32_t number) { return append(bytes_of(number)); }

    Status flush() {
        sum_.update(buffer_);
        PELF_TRY_DONE(file_.write_at(offset_bytes_, buffer_));
        offset_bytes_ += buffer_.size();
        buffer_.clear();
        return Done{};
    }
    std::uint64_t sum() noexcept { return sum_.finish(); }
    std::uint64_t size_bytes() const noexcept { return size_bytes_; }

private:
    NewFile& file_;
    std::uint64_t offset_bytes_;
    std::uint64_t size_bytes_ = 0;
    std::vector<std::byte> buffer_;
    WordSum sum_;
};

AccountIndexHeader header_of(SegmentRange range, Rows rows) {
    AccountIndexHeader header;
    header.version = kAccountFormatVersion;
    header.first_block = range.first_block;
    header.blocks = range.blocks;
    header.first_row = rows.begin;
    header.rows = rows.count();
    return header;
}

/// A segment file while it is written, account by account.
class SegmentWriter {
public:
    static Result<SegmentWriter> create(const std::filesystem::path& path,
                                        const AccountIndexHeader& header) {
        PELF_TRY(file, NewFile::create(path));
        return SegmentWriter(std::make_unique<NewFile>(std::move(file)), header);
    }

    Status begin_account(std::uint32_t account) {
        PELF_TRY_DONE(accounts_.append_number(account));
        return append_start();
    }
    Status append(std::span<const std::byte> packed) { return packed_.append(packed); }

    Status put_in_place() {
        PELF_TRY_DONE(append_start());
        for (Section* section : {&accounts_, &starts_, &packed_}) PELF_TRY_DONE(section->flush());
        PELF_CHECK(accounts_.size_bytes() == header_.accounts * sizeof(std::uint32_t));
        header_.packed_bytes = packed_.size_bytes();
        header_.accounts_sum = accounts_.sum();
        header_.starts_sum = starts_.sum();
        header_.packed_sum = packed_.sum();
        PELF_TRY_DONE(file_->write_at(0, bytes_of(header_)));
        return file_->put_in_place();
    }

private:
    SegmentWriter(std::unique_ptr<NewFile> file, const AccountIndexHeader& header)
        : file_(std::move(file)),
          header_(header),
          accounts_(*file_, sizeof(header)),
          starts_(*file_, sizeof(header) + header.accounts * sizeof(std::uint32_t)),
          packed_(*file_, sizeof(header) + (2 * header.accounts + 1) * sizeof(std::uint32_t)) {}

    Status append_start() {
        PELF_CHECK(packed_.size_bytes() <= std::numeric_limits<std::uint32_t>::max());
        return starts_.append_number(static_cast<std::uint32_t>(packed_.size_bytes()));
    }

    std::unique_ptr<NewFile> file_;  // The sections point at it.
    AccountIndexHeader header_;
    Section accounts_;
    Section starts_;
    Section packed_;
};

/// The accounts of several segments, each account once, with the segments that have it.
class MergedAccounts {
public:
    explicit MergedAccounts(std::span<const AccountIndexFile> parts)
        : parts_(parts), taken_(parts.size()) {}

    /// The next account, or kNoAccount.
    std::uint64_t next() noexcept {
        std::uint64_t least = kNoAccount;
        for (std::size_t part = 0; part < parts_.size(); ++part) {
            const auto accounts = parts_[part].segment().accounts;
            if (taken_[part] < accounts.size()) {
                least = std::min<std::uint64_t>(least, accounts[taken_[part]]);
            }
        }
        return least;
    }
    /// The packed numbers of the next account in a part, which it moves past; nothing if it has
    /// none. Requires that next() gave the account.
    std::span<const std::byte> take(std::size_t part, std::uint64_t account) noexcept {
        const AccountIndexSegment& segment = parts_[part].segment();
        const std::size_t place = taken_[part];
        if (place >= segment.accounts.size() || segment.accounts[place] != account) return {};
        ++taken_[part];
        return segment.packed_at(place);
    }

private:
    std::span<const AccountIndexFile> parts_;
    std::vector<std::size_t> taken_;
};

std::uint64_t count_accounts(std::span<const AccountIndexFile> parts) {
    MergedAccounts merged(parts);
    std::uint64_t count = 0;
    for (auto account = merged.next(); account != kNoAccount; account = merged.next(), ++count) {
        for (std::size_t part = 0; part < parts.size(); ++part) merged.take(part, account);
    }
    return count;
}

}  // namespace

AccountIndexBytes make_account_index(const AccountColumns& columns, Rows rows) {
    PELF_CHECK(rows.count() < std::uint64_t{1} << 31);
    std::vector<std::uint64_t> pairs;  // Account above, row counted from rows.begin below.
    pairs.reserve(2 * rows.count());
    for (std::uint64_t row = rows.begin; row < rows.end; ++row) {
        const std::uint32_t from = columns.froms[row];
        const std::uint32_t to = columns.tos[row];
        pairs.push_back(std::uint64_t{from} << 32 | (row - rows.begin));
        if (to != from) pairs.push_back(std::uint64_t{to} << 32 | (row - rows.begin));
    }
    std::vector<std::uint64_t> scratch;
    radix_sort_by_key(pairs, scratch);
    scratch = {};
    AccountIndexBytes index;
    // Most numbers have two bytes; the vector grows where they have more.
    index.packed.resize(2 * pairs.size() + kNumberBytesMax);
    std::size_t size_bytes = 0;
    std::uint64_t before = 0;
    for (const std::uint64_t pair : pairs) {
        const auto account = static_cast<std::uint32_t>(pair >> 32);
        const std::uint64_t row = pair & 0xffff'ffff;
        if (index.accounts.empty() || index.accounts.back() != account) {
            index.accounts.push_back(account);
            index.starts.push_back(static_cast<std::uint32_t>(size_bytes));
            before = 0;
        }
        if (index.packed.size() < size_bytes + kNumberBytesMax) {
            index.packed.resize(index.packed.size() + index.packed.size() / 4 + kNumberBytesMax);
        }
        const std::byte* end = put_number(index.packed.data() + size_bytes, row - before);
        size_bytes = static_cast<std::size_t>(end - index.packed.data());
        before = row;
    }
    PELF_CHECK(size_bytes <= std::numeric_limits<std::uint32_t>::max());
    index.packed.resize(size_bytes);
    index.starts.push_back(static_cast<std::uint32_t>(size_bytes));
    return index;
}

Result<AccountIndexSegment> read_account_index(std::span<const std::byte> bytes, SegmentRange range,
                                               Rows rows) {
    const AccountIndexHeader expected = header_of(range, rows);
    PELF_TRY_DONE(check_start(bytes, sizeof(expected), {expected.magic, expected.version}));
    const auto damaged = [](std::string_view what) {
        return Unexpected(
            Error{Fault::malformed, text("this is not the index segment that its name says: ", what,
                                         "; delete it and run ledger ingest again, which makes it "
                                         "anew")});
    };
    AccountIndexHeader header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    AccountIndexHeader known = expected;
    known.accounts = header.accounts;
    known.packed_bytes = header.packed_bytes;
    known.accounts_sum = header.accounts_sum;
    known.starts_sum = header.starts_sum;
    known.packed_sum = header.packed_sum;
    if (std::memcmp(&header, &known, sizeof(header)) != 0) return damaged("it covers other rows");
    constexpr std::uint64_t kNumber = sizeof(std::uint32_t);
    const std::uint64_t body_bytes = bytes.size() - sizeof(header);
    if (header.accounts > kAccountsMax || header.packed_bytes > body_bytes ||
        body_bytes != (2 * header.accounts + 1) * kNumber + header.packed_bytes) {
        return damaged("its length does not follow from its header");
    }
    const auto body = bytes.subspan(sizeof(header));
    const auto accounts = body.first(header.accounts * kNumber);
    const auto starts = body.subspan(accounts.size(), (header.accounts + 1) * kNumber);
    const auto packed = body.subspan(accounts.size() + starts.size());
    if (word_sum(accounts) != header.accounts_sum || word_sum(starts) != header.starts_sum ||
        word_sum(packed) != header.packed_sum) {
        return damaged("its sums are others");
    }
    return AccountIndexSegment{rows, rows_in<std::uint32_t>(accounts),
                               rows_in<std::uint32_t>(starts), packed};
}

Status AccountIndexMaker::make(SegmentRange range) const {
    return make_segment(folder / segment_file_name(kAccountIndexName, range), range,
                        {.fits_memory = transfers_of_blocks(range).count() <= rows_in_memory_max,
                         .make_part = [this](SegmentRange part) { return make(part); },
                         .sort = [this, range] { return sort_into_file(range); },
                         .merge = [this, range] { return merge_into_file(range); }});
}

Status AccountIndexMaker::sort_into_file(SegmentRange range) const {
    const Rows rows = transfers_of_blocks(range);
    const AccountIndexBytes index = make_account_index(columns, rows);
    AccountIndexHeader header = header_of(range, rows);
    const auto accounts = std::as_bytes(std::span(index.accounts));
    const auto starts = std::as_bytes(std::span(index.starts));
    header.accounts = index.accounts.size();
    header.packed_bytes = index.packed.size();
    header.accounts_sum = word_sum(accounts);
    header.starts_sum = word_sum(starts);
    header.packed_sum = word_sum(index.packed);
    PELF_TRY(file, NewFile::create(folder / segment_file_name(kAccountIndexName, range)));
    PELF_TRY_DONE(file.append(bytes_of(header)));
    PELF_TRY_DONE(file.append(accounts));
    PELF_TRY_DONE(file.append(starts));
    PELF_TRY_DONE(file.append(index.packed));
    return file.put_in_place();
}

/// Only the first number of an account in each part changes: it counts from the part before.
Status AccountIndexMaker::merge_into_file(SegmentRange range) const {
    std::vector<AccountIndexFile> parts;
    for (const SegmentRange part : parts_of(range)) {
        PELF_TRY(file, AccountIndexFile::open(folder, kAccountIndexName, part,
                                              transfers_of_blocks(part)));
        parts.push_back(std::move(file));
    }
    const Rows rows = transfers_of_blocks(range);
    AccountIndexHeader header = header_of(range, rows);
    header.accounts = count_accounts(parts);
    PELF_TRY(writer,
             SegmentWriter::create(folder / segment_file_name(kAccountIndexName, range), header));
    MergedAccounts merged(parts);
    std::array<std::byte, kNumberBytesMax> number{};
    for (auto account = merged.next(); account != kNoAccount; account = merged.next()) {
        PELF_TRY_DONE(writer.begin_account(static_cast<std::uint32_t>(account)));
        std::uint64_t before = 0;
        for (std::size_t part = 0; part < parts.size(); ++part) {
            auto packed = merged.take(part, account);
            const std::uint64_t first_row = parts[part].segment().rows.begin - rows.begin;
            const auto first = take_packed_number(packed);
            if (!first) continue;
            std::uint64_t row = first_row + *first;
            const std::byte* end = put_number(number.data(), row - before);
            const auto size_bytes = static_cast<std::size_t>(end - number.data());
            PELF_TRY_DONE(writer.append(std::span(number).first(size_bytes)));
            PELF_TRY_DONE(writer.append(packed));
            while (const auto step = take_packed_number(packed)) row += *step;
            before = row;
        }
    }
    return writer.put_in_place();
}

}  // namespace pelf::graph
