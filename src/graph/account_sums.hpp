// SPDX-License-Identifier: Apache-2.0
//
// What busy accounts got and gave, added up by stretches of about a thousand of their transfers, in
// files beside the account index: what an account of millions of transfers held at some moment is
// then had from thousands of numbers. A store without such files gives the same answers, later.
//
// A stretch ends with a transaction, is of one account and one asset, and says for itself from
// which balance on its sums can be trusted: an account whose earlier life is not in the store may
// give what nobody saw it get.
//
//   offset  size  field
//        0     8  magic         "PELFSUMS"
//        8     4  version
//       12     4  zero
//       16     8  first_block
//       24     8  blocks
//       32     8  first_row     transfers are counted from here
//       40     8  rows
//       48     8  queues        accounts and assets
//       56     8  stretches
//       64     8  queues_sum    word_sum() of the queues below
//       72     8  stretches_sum
//       80  12*queues           AccountSumsQueue, by account, then asset
//           0 or 4              zero, so that stretches begin at a multiple of 8
//           56*stretches        AccountStretch
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "graph/account_columns.hpp"
#include "graph/account_index.hpp"
#include "graph/segments.hpp"

namespace pelf::graph {

/// What its segment files are called.
inline constexpr std::string_view kAccountSumsName = "sums";

/// A stretch has at least so many transfers, but for the last of a segment. Accounts with fewer of
/// an asset in a segment have none: reading them takes microseconds.
inline constexpr std::size_t kStretchRows = 1024;

struct AccountSumsHeader {
    std::array<char, 8> magic{'P', 'E', 'L', 'F', 'S', 'U', 'M', 'S'};
    std::uint32_t version = 0;
    std::uint32_t zero = 0;
    std::uint64_t first_block = 0;
    std::uint64_t blocks = 0;
    std::uint64_t first_row = 0;
    std::uint64_t rows = 0;
    std::uint64_t queues = 0;
    std::uint64_t stretches = 0;
    std::uint64_t queues_sum = 0;
    std::uint64_t stretches_sum = 0;
};
static_assert(sizeof(AccountSumsHeader) == 80);
static_assert(std::has_unique_object_representations_v<AccountSumsHeader>, "no padding on disk");

/// Sums over one index segment, in memory.
struct AccountSumsBytes {
    std::vector<AccountSumsQueue> queues;
    std::vector<AccountStretch> stretches;

    AccountSumsSegment view() const noexcept { return {queues, stretches}; }
};
/// Requires a sound index segment of these columns that begins and ends with a transaction. Cost: a
/// look at every transfer of accounts that have `stretch_rows` or more (tests ask for few).
AccountSumsBytes make_account_sums(const AccountColumns& columns,
                                   const AccountIndexSegment& segment,
                                   std::size_t stretch_rows = kStretchRows);

/// Reads the bytes of a file: header as expected, size as it says, sums as they were. The segment
/// views the bytes, which begin at a multiple of 8. Fails with malformed or unsupported.
Result<AccountSumsSegment> read_account_sums(std::span<const std::byte> bytes, SegmentRange range,
                                             Rows rows);

using AccountSumsFile = MappedSegment<AccountSumsSegment, read_account_sums>;

/// Makes the files, after those of the account index.
struct AccountSumsMaker {
    std::filesystem::path folder;
    AccountColumns columns;  ///< What they view outlives the maker.
    std::function<Rows(SegmentRange)> transfers_of_blocks;

    /// Makes the file unless it is there; none for the smallest segments, whose accounts have few
    /// transfers each. Requires that the segment of the account index is there.
    Status make(SegmentRange range) const;
};

/// One stretch as it is read.
struct AccountStretchView {
    Rows rows;  ///< It has all the queue's transfers among these; the last to a segment's end.
    Uint256 received;
    Uint256 sent;
    Uint256 needed;  ///< See AccountStretch.
    AccountRowPlace after;

    /// The balance after it; nothing where `balance` before is not enough to say so.
    std::optional<Uint256> over(const Uint256& balance) const noexcept;
};

/// The stretches of an account and an asset, ascending.
class AccountStretchCursor {
public:
    /// Of the first that ends after `row`. `columns` outlive it.
    AccountStretchCursor(const AccountColumns& columns, std::uint32_t account, std::uint32_t asset,
                         std::uint64_t row);

    /// Nothing after the last.
    const std::optional<AccountStretchView>& peek() const noexcept { return now_; }
    void pop();

private:
    void enter_segment();

    const AccountColumns* columns_;
    std::uint32_t account_;
    std::uint32_t asset_;
    std::size_t segment_ = 0;
    std::span<const AccountStretch> rest_;
    std::uint64_t row_ = 0;  ///< First row that no stretch has been given for.
    std::optional<AccountStretchView> now_;
};

}  // namespace pelf::graph
