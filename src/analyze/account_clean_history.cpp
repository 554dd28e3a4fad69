// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_clean_history.hpp"

#include <algorithm>

namespace pelf::analyze {
namespace {

using model::TransferKind;

/// A balance after one transfer more. An account cannot give what it does not have, nor hold more
/// than fits.
Uint256 more(const Uint256& balance, const Uint256& amount) {
    const std::uint64_t sum = balance.low() + amount.low();
    if (balance.fits_64() && amount.fits_64() && sum >= amount.low()) return sum;
    constexpr std::uint64_t kOnes = ~std::uint64_t{0};
    return add(balance, amount).value_or(Uint256({kOnes, kOnes, kOnes, kOnes}));
}

Uint256 less(const Uint256& balance, const Uint256& amount) {
    if (balance <= amount) return 0;
    if (balance.fits_64()) return balance.low() - amount.low();
    return balance - amount;
}

}  // namespace

void CleanHistory::replay(WalkQueue& queue, std::uint64_t transfer) {
    if (!queue.orders_matter && !queue.keeps_lots) {
        replay_in_order(queue, transfer);
        return;
    }
    while (queue.rows.peek() < transfer) replay_transaction(queue);
}

void CleanHistory::replay_in_order(WalkQueue& queue, std::uint64_t transfer) {
    const graph::AccountColumns& columns = rows_.columns();
    Uint256 balance = queue.held.total();
    for (; queue.rows.peek() < transfer; queue.rows.pop()) {
        const std::uint64_t row = queue.rows.peek();
        const Uint256 amount = columns.amount(row);
        if (rows_.owner(columns.froms[row]) == queue.account) balance = less(balance, amount);
        if (rows_.owner(columns.tos[row]) == queue.account) balance = more(balance, amount);
    }
    const Uint256& before = queue.held.total();
    if (balance > before) {
        queue.held.put({.amount = balance - before});
    } else {
        taken_.clear();
        queue.held.take(before - balance, {.policy = policy_}, taken_);
    }
}

void CleanHistory::replay_transaction(WalkQueue& queue) {
    const graph::AccountColumns& columns = rows_.columns();
    const std::uint64_t transaction = columns.transaction_of(queue.rows.peek());
    const std::uint64_t end = columns.transfers_of(transaction).end;
    plan_.make(transaction);
    for (const PlanEvent& event : plan_.events()) {
        apply(queue, plan_.rows()[event.row], event.is_credit);
    }
    while (queue.rows.peek() < end) queue.rows.pop();
}

void CleanHistory::apply(WalkQueue& queue, const PlanRow& row, bool is_credit) {
    if (row.asset != queue.asset) return;
    if (is_credit) {
        if (row.to != queue.account) return;
        queue.held.put({.amount = std::min(row.amount, queue.held.room()), .since = row.transfer});
        return;
    }
    if (row.from != queue.account) return;
    if (row.amount > queue.held.total()) queue.held.put_before(row.amount - queue.held.total());
    TakeOrder order{.policy = policy_};
    if (queue.keeps_lots && row.kind == TransferKind::reversal) {
        order.reversed = reversed_by(row.transfer);
    }
    taken_.clear();
    queue.held.take(row.amount, order, taken_);
}

std::uint64_t CleanHistory::reversed_by(std::uint64_t transfer) const {
    const graph::AccountColumns& columns = rows_.columns();
    const std::uint32_t from = columns.froms[transfer];
    const std::uint32_t to = columns.tos[transfer];
    const Uint256 amount = columns.amount(transfer);
    std::vector<std::uint64_t> open;
    QueueRows rows(columns, {&from, 1}, columns.movement(transfer).asset);
    for (; rows.peek() < transfer; rows.pop()) {
        const std::uint64_t row = rows.peek();
        if (columns.amount(row) != amount) continue;
        const bool takes_back = columns.movement(row).kind == TransferKind::reversal;
        const bool same_way = columns.froms[row] == from && columns.tos[row] == to;
        const bool other_way = columns.froms[row] == to && columns.tos[row] == from;
        if (takes_back && same_way && !open.empty()) open.pop_back();
        if (!takes_back && other_way) open.push_back(row);
    }
    return open.empty() ? kNoTransfer : open.back();
}

}  // namespace pelf::analyze
