// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_rows.hpp"

#include <algorithm>

namespace pelf::analyze {

QueueRows::QueueRows(const graph::AccountColumns& columns, std::span<const std::uint32_t> accounts,
                     std::uint32_t asset)
    : columns_(&columns), asset_(asset) {
    for (const std::uint32_t account : accounts) {
        sources_.push_back({account, columns.rows_of_account(account)});
        sources_.back().next = sources_.back().cursor.next().value_or(kNoTransfer);
    }
    advance();
}

void QueueRows::resume(const graph::AccountRowPlace& place) {
    Source& source = sources_.front();
    source.cursor = {columns_->index, source.account, place};
    source.next = source.cursor.next().value_or(kNoTransfer);
    done_ = place.row + 1;
    ahead_next_ = 0;
    ahead_count_ = 0;
    advance();
}

void QueueRows::advance() {
    while (true) {
        if (ahead_next_ == ahead_count_) refill();
        if (ahead_count_ == 0) {
            next_ = kNoTransfer;
            return;
        }
        next_ = ahead_[ahead_next_++];
        if (columns_->movement(next_).asset == asset_) return;
    }
}

void QueueRows::refill() {
    ahead_next_ = 0;
    ahead_count_ = 0;
    while (ahead_count_ < kAhead) {
        const std::uint64_t row = next_of_any();
        if (row >= columns_->transfers_count) return;  // The columns may be cut to an earlier day.
        ahead_[ahead_count_++] = row;
        __builtin_prefetch(columns_->movements + row);
        __builtin_prefetch(columns_->froms + row);
        __builtin_prefetch(columns_->tos + row);
        __builtin_prefetch(columns_->amounts + row);
    }
}

/// A transfer between two of the accounts comes once.
std::uint64_t QueueRows::next_of_any() {
    if (sources_.size() == 1) {
        const std::uint64_t row = sources_.front().next;
        if (row != kNoTransfer) {
            sources_.front().next = sources_.front().cursor.next().value_or(kNoTransfer);
        }
        return row;
    }
    std::uint64_t row = kNoTransfer;
    for (const Source& source : sources_) row = std::min(row, source.next);
    if (row == kNoTransfer) return row;
    for (Source& source : sources_) {
        if (source.next == row) source.next = source.cursor.next().value_or(kNoTransfer);
    }
    return row;
}

AccountRows::AccountRows(const graph::AccountColumns& columns, TaggedAccounts tagged)
    : columns_(&columns), merges_(tagged == TaggedAccounts::merge) {
    for (std::uint32_t account = 0; account < columns.accounts_count; ++account) {
        const model::AccountKind kind = columns.account_kinds[account];
        if (kind < model::AccountKind::pool && kind != model::AccountKind::xrpl_tagged) continue;
        switch (kind) {
            case model::AccountKind::pool: pool_ = account; break;
            case model::AccountKind::minted: minted_ = account; break;
            case model::AccountKind::burned: burned_ = account; break;
            case model::AccountKind::outside: outside_ = account; break;
            default:
                if (merges_) tagged_.emplace_back(columns.holders[account], account);
        }
    }
    std::ranges::sort(tagged_);
    const auto note = [this](std::uint32_t asset, model::TransferKind kind) {
        reorders_ |= kind == model::TransferKind::swap || kind == model::TransferKind::wrap;
        if (kind == model::TransferKind::reversal) reversed_assets_.push_back(asset);
    };
    for (const graph::Movement& movement : columns.movement_kinds) {
        note(movement.asset, movement.kind);
    }
    for (const graph::FarMovement& far : columns.far_movements) note(far.asset, far.kind);
    std::ranges::sort(reversed_assets_);
}

bool AccountRows::has_reversals(std::uint32_t asset) const noexcept {
    return std::ranges::binary_search(reversed_assets_, asset);
}

QueueRows AccountRows::rows_of(std::uint32_t owner, std::uint32_t asset) const {
    std::vector<std::uint32_t> accounts{owner};
    for (auto at = std::ranges::lower_bound(tagged_, std::pair(owner, std::uint32_t{0}));
         at != tagged_.end() && at->first == owner; ++at) {
        accounts.push_back(at->second);
    }
    return {*columns_, accounts, asset};
}

}  // namespace pelf::analyze
