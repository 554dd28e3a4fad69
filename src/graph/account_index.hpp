// SPDX-License-Identifier: Apache-2.0
//
// The account index in files: for each account the transfers in which it gives or gets, in
// segments (segments.hpp) as AccountIndexSegment describes them. Small segments are sorted in
// memory, large ones merged from sixteen smaller.
//
//   offset  size  field
//        0     8  magic         "PELFACIX"
//        8     4  version
//       12     4  zero
//       16     8  first_block
//       24     8  blocks
//       32     8  first_row     transfers are counted from here
//       40     8  rows
//       48     8  accounts
//       56     8  packed_bytes
//       64     8  accounts_sum  word_sum() of the accounts below
//       72     8  starts_sum    of the starts
//       80     8  packed_sum    of the packed numbers
//       88     8  zero
//       96  4*accounts          accounts, ascending
//           4*(accounts + 1)    starts: where each account's numbers begin among those packed
//           packed_bytes        packed numbers
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "graph/account_columns.hpp"
#include "graph/segments.hpp"
#include "graph/store_files.hpp"

namespace pelf::graph {

/// What its segment files are called.
inline constexpr std::string_view kAccountIndexName = "transfers";

struct AccountIndexHeader {
    std::array<char, 8> magic{'P', 'E', 'L', 'F', 'A', 'C', 'I', 'X'};
    std::uint32_t version = 0;
    std::uint32_t zero = 0;
    std::uint64_t first_block = 0;
    std::uint64_t blocks = 0;
    std::uint64_t first_row = 0;
    std::uint64_t rows = 0;
    std::uint64_t accounts = 0;
    std::uint64_t packed_bytes = 0;
    std::uint64_t accounts_sum = 0;
    std::uint64_t starts_sum = 0;
    std::uint64_t packed_sum = 0;
    std::uint64_t zero_end = 0;
};
static_assert(sizeof(AccountIndexHeader) == 96);
static_assert(std::has_unique_object_representations_v<AccountIndexHeader>, "no padding on disk");

/// The index over some transfers, in memory.
struct AccountIndexBytes {
    std::vector<std::uint32_t> accounts;
    std::vector<std::uint32_t> starts;
    std::vector<std::byte> packed;

    AccountIndexSegment view(Rows rows) const noexcept { return {rows, accounts, starts, packed}; }
};
/// Requires fewer than 2^31 rows and `rows` within the columns. Cost: a radix sort, 50 bytes of
/// memory a row.
AccountIndexBytes make_account_index(const AccountColumns& columns, Rows rows);

/// Reads the bytes of a segment file: header as expected, size as it says, sums as they were. The
/// segment views the bytes. Fails with malformed or unsupported.
Result<AccountIndexSegment> read_account_index(std::span<const std::byte> bytes, SegmentRange range,
                                               Rows rows);

/// A mapped segment file, checked whole when opened: at the speed of memory.
template <class Segment, Result<Segment> (*read)(std::span<const std::byte>, SegmentRange, Rows)>
class MappedSegment {
public:
    /// `index` is what its files are called. Fails as `read` does, and with not_found or io.
    static Result<MappedSegment> open(const std::filesystem::path& folder, std::string_view index,
                                      SegmentRange range, Rows rows) {
        const auto path = folder / segment_file_name(index, range);
        PELF_TRY(mapped, MappedFile::open(path));
        auto segment = read(mapped.bytes(), range, rows);
        if (!segment) return Unexpected(in_file(std::move(segment).error(), path));
        return MappedSegment(std::move(mapped), *segment);
    }

    const Segment& segment() const noexcept { return segment_; }

private:
    MappedSegment(MappedFile file, const Segment& segment)
        : file_(std::move(file)), segment_(segment) {}

    MappedFile file_;
    Segment segment_;
};
using AccountIndexFile = MappedSegment<AccountIndexSegment, read_account_index>;

/// Makes segment files.
struct AccountIndexMaker {
    std::filesystem::path folder;
    AccountColumns columns;  ///< What they view outlives the maker.
    std::function<Rows(SegmentRange)> transfers_of_blocks;
    std::uint64_t rows_in_memory_max = 0;  ///< Sort so many at a time; above, merge files.

    /// As SegmentMaker::make().
    Status make(SegmentRange range) const;

private:
    Status sort_into_file(SegmentRange range) const;
    Status merge_into_file(SegmentRange range) const;
};

}  // namespace pelf::graph
