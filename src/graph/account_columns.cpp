// SPDX-License-Identifier: Apache-2.0
#include "graph/account_columns.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace pelf::graph {
namespace {

/// Reads one packed number and moves past it. The store checked the bytes when it was opened.
std::uint64_t take_number(std::span<const std::byte>& bytes) noexcept {
    std::uint64_t value = 0;
    unsigned shift = 0;
    while (true) {
        PELF_CHECK(!bytes.empty() && shift < 64);
        const auto byte = std::to_integer<std::uint64_t>(bytes.front());
        bytes = bytes.subspan(1);
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) return value;
        shift += 7;
    }
}

template <class Row>
const Row& row_for(std::span<const Row> rows, std::uint64_t transfer) noexcept {
    const auto at = std::ranges::lower_bound(rows, transfer, {}, &Row::transfer);
    PELF_CHECK(at != rows.end() && at->transfer == transfer);
    return *at;
}

}  // namespace

AccountRowCursor::AccountRowCursor(std::span<const AccountIndexSegment> segments,
                                   std::uint32_t account, std::uint64_t first_row)
    : segments_(segments), account_(account), first_row_(first_row) {
    while (!segments_.empty() && segments_.front().rows.end <= first_row) {
        segments_ = segments_.subspan(1);
    }
}

bool AccountRowCursor::enter_segment() {
    while (!segments_.empty()) {
        const AccountIndexSegment& segment = segments_.front();
        segments_ = segments_.subspan(1);
        const auto at = std::ranges::lower_bound(segment.accounts, account_);
        if (at == segment.accounts.end() || *at != account_) continue;
        const auto place = static_cast<std::size_t>(at - segment.accounts.begin());
        rest_ = segment.packed.subspan(segment.starts[place],
                                       segment.starts[place + 1] - segment.starts[place]);
        row_ = segment.rows.begin;
        return true;
    }
    return false;
}

std::optional<std::uint64_t> AccountRowCursor::next() {
    while (true) {
        if (rest_.empty() && !enter_segment()) return std::nullopt;
        row_ += take_number(rest_);
        if (row_ >= first_row_) return row_;
    }
}

std::uint64_t AccountColumns::block_of(std::uint64_t transfer) const noexcept {
    const auto after =
        std::ranges::upper_bound(blocks, transfer, {}, &AccountBlockRow::first_transfer);
    return static_cast<std::uint64_t>(after - blocks.begin()) - 1;
}

Uint256 AccountColumns::wide_amount(std::uint64_t transfer) const noexcept {
    return Uint256(row_for(wide_amounts, transfer).limbs);
}

Movement AccountColumns::far_movement(std::uint64_t transfer) const noexcept {
    const FarMovement& far = row_for(far_movements, transfer);
    return {far.asset, far.kind};
}

}  // namespace pelf::graph
