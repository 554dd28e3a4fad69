// SPDX-License-Identifier: Apache-2.0
//
// The first byte chooses what the others are: a manifest (as it is, and with its checksum put
// right), an index segment or account sums (likewise), a run of transfers, or a row of the
// dictionary. Readers must
// refuse or agree with the plain way; what they accept gives the same bytes again; a cursor over
// any bytes stays within its rows and ends.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "base/check.hpp"
#include "base/word_sum.hpp"
#include "graph/account_format.hpp"
#include "graph/account_index.hpp"
#include "graph/account_sums.hpp"

namespace {

using namespace pelf::graph;  // NOLINT(google-build-using-namespace): one target.
using Bytes = std::span<const std::byte>;

void check_manifest(Bytes bytes) {
    const auto as_it_is = read_account_manifest(bytes);
    if (as_it_is) PELF_CHECK(std::ranges::equal(bytes_of(*as_it_is), bytes));
    AccountManifest manifest;
    if (bytes.size() != sizeof(manifest)) return;
    std::memcpy(&manifest, bytes.data(), sizeof(manifest));
    seal(manifest);
    const auto sealed = read_account_manifest(bytes_of(manifest));
    if (!sealed) return;
    PELF_CHECK(*sealed == manifest);
    PELF_CHECK(is_network_name(network_of(*sealed)));
    constexpr std::uint64_t kColumnBytesMax = std::uint64_t{1} << 48;
    for (const ColumnFile& column : column_files(*sealed)) {
        PELF_CHECK(column.rows_bytes <= kColumnBytesMax);
    }
}

/// Walks every account of a segment: rows ascend within the segment's, and there are not more than
/// bytes.
void walk(const AccountIndexSegment& segment) {
    for (const std::uint32_t account : segment.accounts) {
        AccountRowCursor cursor(std::span(&segment, 1), account, 0);
        std::uint64_t row_min = segment.rows.begin;
        std::size_t count = 0;
        while (const auto row = cursor.next()) {
            PELF_CHECK(*row >= row_min && *row < segment.rows.end);
            row_min = *row;
            PELF_CHECK(++count <= segment.packed.size());
        }
    }
}

void check_segment(Bytes bytes) {
    const SegmentRange range{0, 256};
    const Rows rows{7, 1'000};
    std::vector<std::byte> made(bytes.begin(), bytes.end());
    const auto as_it_is = read_account_index(made, range, rows);
    if (as_it_is) walk(*as_it_is);
    AccountIndexHeader header;
    if (made.size() < sizeof(header)) return;
    // The same bytes as a sound file's: lengths within what is there, sums put right.
    const std::size_t body_bytes = made.size() - sizeof(header);
    std::memcpy(&header, made.data(), sizeof(header));
    if (body_bytes < 4) return;
    AccountIndexHeader sound;
    sound.version = kAccountFormatVersion;
    sound.blocks = range.blocks;
    sound.first_row = rows.begin;
    sound.rows = rows.count();
    sound.accounts = header.accounts % (body_bytes / 8 + 1);
    if ((2 * sound.accounts + 1) * 4 > body_bytes) return;
    sound.packed_bytes = body_bytes - (2 * sound.accounts + 1) * 4;
    const Bytes body = Bytes(made).subspan(sizeof(header));
    sound.accounts_sum = pelf::word_sum(body.first(sound.accounts * 4));
    sound.starts_sum = pelf::word_sum(body.subspan(sound.accounts * 4, (sound.accounts + 1) * 4));
    sound.packed_sum = pelf::word_sum(body.subspan((2 * sound.accounts + 1) * 4));
    std::memcpy(made.data(), &sound, sizeof(sound));
    const auto segment = read_account_index(made, range, rows);
    PELF_CHECK(segment.has_value());
    walk(*segment);
    // Any one byte of it changed is seen.
    const std::size_t at = header.packed_bytes % made.size();
    made[at] ^= std::byte{1};
    PELF_CHECK(!read_account_index(made, range, rows));
}

/// Whatever the stretches say, a cursor gives ascending rows of the segment and ends.
void walk(const AccountSumsSegment& sums, const AccountIndexSegment& index) {
    AccountColumns columns;
    columns.index = {&index, 1};
    columns.sums = {&sums, 1};
    for (const AccountSumsQueue& queue : sums.queues) {
        std::uint64_t row_min = index.rows.begin;
        AccountStretchCursor cursor(columns, queue.account, queue.asset, 0);
        for (; cursor.peek(); cursor.pop()) {
            const AccountStretchView& stretch = *cursor.peek();
            PELF_CHECK(stretch.rows.begin >= row_min && stretch.rows.end > stretch.rows.begin &&
                       stretch.rows.end <= index.rows.end);
            row_min = stretch.rows.end;
            const auto after = stretch.over(1'000);
            PELF_CHECK(!after || *after + stretch.sent == stretch.received + 1'000);
            AccountRowCursor(columns.index, queue.account, stretch.after).next();
        }
    }
}

void check_sums(Bytes bytes) {
    const SegmentRange range{0, 4096};
    const Rows rows{7, 1'000};
    AccountIndexSegment no_index;
    no_index.rows = rows;
    std::vector<std::byte> made(bytes.begin(), bytes.end());
    const auto as_it_is = read_account_sums(made, range, rows);
    if (as_it_is) walk(*as_it_is, no_index);
    AccountSumsHeader header;
    if (made.size() < sizeof(header)) return;
    const std::size_t body_bytes = made.size() - sizeof(header);
    std::memcpy(&header, made.data(), sizeof(header));
    AccountSumsHeader sound;
    sound.version = kAccountFormatVersion;
    sound.blocks = range.blocks;
    sound.first_row = rows.begin;
    sound.rows = rows.count();
    sound.queues = header.queues % (body_bytes / sizeof(AccountSumsQueue) + 1);
    const std::size_t queues_bytes = sound.queues * sizeof(AccountSumsQueue);
    const std::size_t padding_bytes = sound.queues % 2 * 4;
    if (queues_bytes + padding_bytes > body_bytes) return;
    sound.stretches = (body_bytes - queues_bytes - padding_bytes) / sizeof(AccountStretch);
    const std::size_t stretches_at = sizeof(header) + queues_bytes + padding_bytes;
    made.resize(stretches_at + sound.stretches * sizeof(AccountStretch));
    std::fill_n(made.begin() + static_cast<std::ptrdiff_t>(sizeof(header) + queues_bytes),
                padding_bytes, std::byte{0});
    sound.queues_sum = pelf::word_sum(Bytes(made).subspan(sizeof(header), queues_bytes));
    sound.stretches_sum = pelf::word_sum(Bytes(made).subspan(stretches_at));
    std::memcpy(made.data(), &sound, sizeof(sound));
    const auto sums = read_account_sums(made, range, rows);
    PELF_CHECK(sums.has_value());
    walk(*sums, no_index);
    const std::size_t at = header.stretches_sum % made.size();
    made[at] ^= std::byte{1};
    PELF_CHECK(!read_account_sums(made, range, rows));
}

/// Pairs of bytes are accounts: an index over them against a plain scan.
void check_transfers(Bytes bytes) {
    std::vector<std::uint32_t> froms;
    std::vector<std::uint32_t> tos;
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        froms.push_back(std::to_integer<std::uint32_t>(bytes[at]));
        tos.push_back(std::to_integer<std::uint32_t>(bytes[at + 1]));
    }
    AccountColumns columns;
    columns.froms = froms.data();
    columns.tos = tos.data();
    const Rows rows{froms.size() / 3, froms.size()};
    const AccountIndexBytes index = make_account_index(columns, rows);
    const AccountIndexSegment segment = index.view(rows);
    for (std::uint32_t account = 0; account < 256; ++account) {
        AccountRowCursor cursor(std::span(&segment, 1), account, rows.begin + rows.count() / 2);
        for (std::uint64_t row = rows.begin + rows.count() / 2; row < rows.end; ++row) {
            if (froms[row] != account && tos[row] != account) continue;
            const auto found = cursor.next();
            PELF_CHECK(found && *found == row);
        }
        PELF_CHECK(!cursor.next());
    }
}

void check_row(Bytes bytes) {
    const auto name = account_from_row(bytes);
    if (name) PELF_CHECK(std::ranges::equal(account_row(*name), bytes));
    pelf::model::AssetName asset;
    if (bytes.size() != sizeof(asset)) return;
    std::memcpy(&asset, bytes.data(), sizeof(asset));
    if (!is_asset_row(asset)) return;
    PELF_CHECK(pelf::model::AssetName::of(asset.kind, asset.bytes()) == asset);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    // A copy, so that what comes behind the choosing byte is aligned as mapped files are.
    const std::vector<std::uint8_t> copy(data + 1, data + size);
    const Bytes bytes = std::as_bytes(std::span(copy));
    switch (data[0] % 5) {
        case 0: check_manifest(bytes); break;
        case 1: check_segment(bytes); break;
        case 2: check_transfers(bytes); break;
        case 3: check_sums(bytes); break;
        default: check_row(bytes);
    }
    return 0;
}
