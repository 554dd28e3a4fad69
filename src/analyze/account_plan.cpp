// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_plan.hpp"

#include <algorithm>

namespace pelf::analyze {

using model::TransferKind;

void TransactionPlan::make(std::uint64_t transaction) {
    const graph::AccountColumns& columns = rows_of_->columns();
    transaction_ = transaction;
    transfers_ = columns.transfers_of(transaction);
    rows_.clear();
    events_.clear();
    exchanges_.clear();
    plain_ = true;
    has_swap_ = false;
    invalid_ = false;
    for (std::uint64_t transfer = transfers_.begin; transfer < transfers_.end; ++transfer) {
        const graph::Movement movement = columns.movement(transfer);
        PlanRow row;
        row.transfer = transfer;
        row.from = rows_of_->owner(columns.froms[transfer]);
        row.to = rows_of_->owner(columns.tos[transfer]);
        row.asset = movement.asset;
        row.kind = movement.kind;
        row.amount = columns.amount(transfer);
        if (row.kind == TransferKind::swap || row.kind == TransferKind::wrap ||
            rows_of_->is_pool(row.from) || rows_of_->is_pool(row.to)) {
            plain_ = false;
        }
        has_swap_ |= row.kind == TransferKind::swap;
        rows_.push_back(row);
    }
    if (plain_) {
        for (std::uint32_t row = 0; row < rows_.size(); ++row) {
            events_.push_back({row, false});
            events_.push_back({row, true});
        }
        return;
    }
    find_exchanges();
    pair_wraps();
    order();
}

/// Beside a swap, units that cease to be are given like any others, and new ones got.
bool TransactionPlan::is_swap_of_sender(const PlanRow& row) const noexcept {
    return row.from != row.to &&
           (row.kind == TransferKind::swap || (has_swap_ && row.kind == TransferKind::redeem));
}

bool TransactionPlan::is_swap_of_receiver(const PlanRow& row) const noexcept {
    return row.from != row.to &&
           (row.kind == TransferKind::swap || (has_swap_ && row.kind == TransferKind::issue));
}

/// Money that an account both gives and gets by exchange comes back as it was: no part of it.
bool TransactionPlan::is_one_sided(std::uint32_t account, std::uint32_t asset) const {
    const auto at = sides_.find({account, asset});
    return at != sides_.end() && at->second.gives != at->second.gets;
}

void TransactionPlan::find_exchanges() {
    sides_.clear();
    for (const PlanRow& row : rows_) {
        if (is_swap_of_sender(row)) sides_[{row.from, row.asset}].gives = true;
        if (is_swap_of_receiver(row)) sides_[{row.to, row.asset}].gets = true;
    }
    std::map<std::uint32_t, PlanExchange> by_account;
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        const PlanRow& row = rows_[i];
        if (is_swap_of_sender(row) && !rows_of_->is_border(row.from) &&
            is_one_sided(row.from, row.asset)) {
            by_account[row.from].gives.push_back(i);
        }
        if (is_swap_of_receiver(row) && !rows_of_->is_border(row.to) &&
            is_one_sided(row.to, row.asset)) {
            by_account[row.to].gets.push_back(i);
        }
    }
    PlanExchange joint;  // Who only gives pays for whom only gets.
    for (auto& [account, exchange] : by_account) {
        if (!exchange.gives.empty() && !exchange.gets.empty()) {
            add_exchange(std::move(exchange));
        } else if (!rows_of_->is_pool(account)) {
            joint.gives.insert(joint.gives.end(), exchange.gives.begin(), exchange.gives.end());
            joint.gets.insert(joint.gets.end(), exchange.gets.begin(), exchange.gets.end());
        }
    }
    if (joint.gives.empty() || joint.gets.empty()) return;
    std::ranges::sort(joint.gives);
    std::ranges::sort(joint.gets);
    add_exchange(std::move(joint));
}

void TransactionPlan::add_exchange(PlanExchange exchange) {
    if (!sums_fit(exchange.gives) || !sums_fit(exchange.gets)) {
        invalid_ = true;
        return;
    }
    const auto number = static_cast<std::uint32_t>(exchanges_.size());
    for (const std::uint32_t row : exchange.gives) rows_[row].given_in = number;
    for (const std::uint32_t row : exchange.gets) rows_[row].got_in = number;
    exchanges_.push_back(std::move(exchange));
}

bool TransactionPlan::sums_fit(std::span<const std::uint32_t> rows) const {
    std::map<std::uint32_t, Uint256> sums;
    for (const std::uint32_t row : rows) {
        Uint256& sum = sums[rows_[row].asset];
        const auto next = add(sum, rows_[row].amount);
        if (!next) return false;
        sum = *next;
    }
    return true;
}

void TransactionPlan::pair_wraps() {
    const auto is_wrap = [](const PlanRow& row) { return row.kind == TransferKind::wrap; };
    if (std::ranges::none_of(rows_, is_wrap)) return;
    // The token's contract says when it wraps; the coin itself moves by an ordinary transfer.
    const auto can_pair = [this](const PlanRow& row) {
        return (row.kind == TransferKind::wrap || row.kind == TransferKind::payment ||
                row.kind == TransferKind::internal) &&
               row.from != row.to && !rows_of_->is_pool(row.from) && !rows_of_->is_pool(row.to);
    };
    std::map<std::pair<std::uint32_t, Uint256>, std::vector<std::uint32_t>> gives;
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        const PlanRow& row = rows_[i];
        if (can_pair(row) && !rows_of_->is_border(row.from)) {
            gives[{row.from, row.amount}].push_back(i);
        }
    }
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        PlanRow& got = rows_[i];
        if (!can_pair(got) || rows_of_->is_border(got.to)) continue;
        const auto found = gives.find({got.to, got.amount});
        if (found == gives.end()) continue;
        const auto given = std::ranges::find_if(found->second, [&](std::uint32_t row) {
            return rows_[row].asset != got.asset && (is_wrap(rows_[row]) || is_wrap(got));
        });
        if (given == found->second.end()) continue;
        got.wrapped_from = *given;
        rows_[*given].wrapped_as = i;
        found->second.erase(given);
    }
}

void TransactionPlan::order() {
    debited_.assign(rows_.size(), false);
    credited_.assign(rows_.size(), false);
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        if (!goes_first(rows_[i])) continue;
        debit(i);
        if (rows_of_->is_pool(rows_[i].to) && rows_[i].got_in == kNone) credit(i);
    }
    for (const PlanExchange& exchange : exchanges_) {
        if (!rows_of_->is_pool(rows_[exchange.gives.front()].from)) continue;
        for (const std::uint32_t row : exchange.gives) debit(row);
        for (const std::uint32_t row : exchange.gets) credit(row);
    }
    for (std::uint32_t i = 0; i < rows_.size(); ++i) settle(i);
}

/// What goes into the pool, and what is given for something else, is taken before all others: in
/// the ledger it happens at once.
bool TransactionPlan::goes_first(const PlanRow& row) const {
    if (rows_of_->is_pool(row.from)) return false;
    if (rows_of_->is_pool(row.to)) return true;
    return is_swap_of_sender(row) && !rows_of_->is_border(row.from) &&
           is_one_sided(row.from, row.asset);
}

/// A wrap takes place where the earlier of its two rows stands.
void TransactionPlan::settle(std::uint32_t row) {
    if (rows_[row].wrapped_from != kNone) debit(rows_[row].wrapped_from);
    debit(row);
    if (rows_[row].wrapped_as != kNone) credit(rows_[row].wrapped_as);
    credit(row);
}

void TransactionPlan::debit(std::uint32_t row) {
    if (debited_[row]) return;
    debited_[row] = true;
    events_.push_back({row, false});
}

void TransactionPlan::credit(std::uint32_t row) {
    if (credited_[row]) return;
    credited_[row] = true;
    events_.push_back({row, true});
}

}  // namespace pelf::analyze
