// SPDX-License-Identifier: Apache-2.0
#include "graph/account_columns.hpp"

#include <algorithm>

namespace pelf::graph {
namespace {

template <class Row>
const Row* row_for(std::span<const Row> rows, std::uint64_t transfer) noexcept {
    const auto at = std::ranges::lower_bound(rows, transfer, {}, &Row::transfer);
    return at != rows.end() && at->transfer == transfer ? &*at : nullptr;
}

}  // namespace

std::optional<std::uint64_t> take_packed_number(std::span<const std::byte>& bytes) noexcept {
    std::uint64_t value = 0;
    std::size_t used = 0;
    for (unsigned shift = 0; shift < 63 && used < bytes.size(); shift += 7) {
        const auto byte = std::to_integer<std::uint64_t>(bytes[used++]);
        value |= (byte & 0x7f) << shift;
        if (byte >= 0x80) continue;
        bytes = bytes.subspan(used);
        return value;
    }
    return std::nullopt;
}

std::span<const std::byte> AccountIndexSegment::packed_at(std::size_t place) const noexcept {
    const std::size_t end = std::min<std::size_t>(starts[place + 1], packed.size());
    const std::size_t begin = std::min<std::size_t>(starts[place], end);
    return packed.subspan(begin, end - begin);
}

std::span<const AccountStretch> AccountSumsSegment::stretches_of(
    std::uint32_t account, std::uint32_t asset) const noexcept {
    const auto name = [](const AccountSumsQueue& queue) {
        return std::uint64_t{queue.account} << 32 | queue.asset;
    };
    const std::uint64_t wanted = std::uint64_t{account} << 32 | asset;
    const auto at = std::ranges::lower_bound(queues, wanted, {}, name);
    if (at == queues.end() || name(*at) != wanted) return {};
    const std::size_t last = at + 1 != queues.end() ? (at + 1)->first : stretches.size();
    const std::size_t end = std::min(last, stretches.size());
    const std::size_t begin = std::min<std::size_t>(at->first, end);
    return stretches.subspan(begin, end - begin);
}

AccountRowCursor::AccountRowCursor(std::span<const AccountIndexSegment> segments,
                                   std::uint32_t account, const AccountRowPlace& place)
    : segments_(segments.subspan(place.segment)), account_(account) {
    if (!enter_segment()) return;
    rest_ = rest_.subspan(std::min<std::size_t>(place.packed_end, rest_.size()));
    row_ = place.row;
}

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
        rest_ = segment.packed_at(place);
        row_ = segment.rows.begin;
        rows_end_ = segment.rows.end;
        return true;
    }
    return false;
}

std::optional<std::uint64_t> AccountRowCursor::next() {
    while (true) {
        if (rest_.empty() && !enter_segment()) return std::nullopt;
        const auto step = take_packed_number(rest_);
        if (!step || *step >= rows_end_ - row_) {
            rest_ = {};
            continue;
        }
        row_ += *step;
        if (row_ >= first_row_) return row_;
    }
}

std::uint64_t AccountColumns::block_of(std::uint64_t transfer) const noexcept {
    const auto after =
        std::ranges::upper_bound(blocks, transfer, {}, &AccountBlockRow::first_transfer);
    return static_cast<std::uint64_t>(after - blocks.begin()) - 1;
}

AccountColumns AccountColumns::cut(std::uint64_t blocks_kept) const noexcept {
    if (blocks_kept >= blocks_count) return *this;
    AccountColumns kept = *this;
    kept.blocks_count = blocks_kept;
    kept.transactions_count = blocks[blocks_kept].first_transaction;
    kept.transfers_count = blocks[blocks_kept].first_transfer;
    kept.transfer_starts = transfer_starts.cut({kept.transactions_count, kept.transfers_count});
    kept.blocks = blocks.first(blocks_kept);
    return kept;
}

Uint256 AccountColumns::wide_amount(std::uint64_t transfer) const noexcept {
    const WideAmount* wide = row_for(wide_amounts, transfer);
    return wide != nullptr ? Uint256(wide->limbs) : Uint256();
}

Movement AccountColumns::far_movement(std::uint64_t transfer) const noexcept {
    const FarMovement* far = row_for(far_movements, transfer);
    return far != nullptr ? Movement{far->asset, far->kind} : Movement{};
}

}  // namespace pelf::graph
