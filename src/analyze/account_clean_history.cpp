// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_clean_history.hpp"

#include <algorithm>
#include <optional>

#include "graph/account_sums.hpp"

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

/// Requires earlier < later. Most transactions are short: the first start ends the search.
bool are_of_one_transaction(const graph::AccountColumns& columns, std::uint64_t earlier,
                            std::uint64_t later) noexcept {
    for (std::uint64_t row = earlier + 1; row <= later; ++row) {
        if (columns.transfer_starts.starts_at(row)) return false;
    }
    return true;
}

}  // namespace

void CleanHistory::replay(WalkQueue& queue, std::uint64_t transfer) {
    if (queue.keeps_lots) {
        replay_lots(queue, transfer);
    } else {
        replay_balance(queue, transfer);
    }
}

void CleanHistory::replay_lots(WalkQueue& queue, std::uint64_t transfer) {
    while (queue.rows.peek() < transfer) {
        plan_.make(rows_.columns().transaction_of(queue.rows.peek()));
        for (const PlanEvent& event : plan_.events()) {
            apply(queue, plan_.rows()[event.row], event.is_credit);
        }
        while (queue.rows.peek() < plan_.transfers().end) queue.rows.pop();
    }
}

void CleanHistory::replay_balance(WalkQueue& queue, std::uint64_t transfer) {
    Uint256 balance = queue.held.total();
    while (queue.rows.peek() < transfer) {
        if (skip_summed(queue, transfer, balance)) continue;
        together_.clear();
        do {
            together_.push_back(queue.rows.peek());
            queue.rows.pop();
        } while (rows_.reorders() && queue.rows.peek() < transfer &&
                 are_of_one_transaction(rows_.columns(), together_.back(), queue.rows.peek()));
        const bool in_order = together_.size() == 1 || !can_be_short(queue, balance);
        balance = in_order ? after_rows(queue, balance) : after_transaction(queue, balance);
    }
    const Uint256& before = queue.held.total();
    if (balance > before) {
        queue.held.put({.amount = balance - before});
    } else {
        taken_.clear();
        queue.held.take(before - balance, {.policy = policy_}, taken_);
    }
}

/// Goes over what is added up already and ends before `transfer`, as far as the sums can be
/// trusted. Returns whether that was anything.
bool CleanHistory::skip_summed(WalkQueue& queue, std::uint64_t transfer, Uint256& balance) {
    const std::uint64_t row = queue.rows.peek();
    if (row < queue.summed_from) return false;
    const auto account = queue.rows.only_account();
    if (rows_.columns().sums.empty() || !account) {
        queue.summed_from = kNoTransfer;
        return false;
    }
    graph::AccountStretchCursor stretches(rows_.columns(), *account, queue.asset, row);
    const auto& next = stretches.peek();
    std::optional<graph::AccountRowPlace> after;
    // One that was begun in the middle is read to its end; between two there may be rows.
    std::uint64_t begin_min = queue.rows.done();
    std::uint64_t begin_max = row;
    for (; next && next->rows.begin >= begin_min && next->rows.begin <= begin_max &&
           next->rows.end <= transfer;
         stretches.pop()) {
        const auto balance_after = next->over(balance);
        if (!balance_after) break;
        balance = *balance_after;
        after = next->after;
        begin_min = begin_max = next->rows.end;
    }
    if (!next) {
        queue.summed_from = kNoTransfer;
    } else {
        queue.summed_from = next->rows.begin > begin_max ? next->rows.begin : next->rows.end;
    }
    if (after) queue.rows.resume(*after);
    return after.has_value();
}

Uint256 CleanHistory::after_rows(const WalkQueue& queue, const Uint256& before) const {
    const graph::AccountColumns& columns = rows_.columns();
    Uint256 balance = before;
    for (const std::uint64_t row : together_) {
        const Uint256 amount = columns.amount(row);
        if (rows_.owner(columns.froms[row]) == queue.account) balance = less(balance, amount);
        if (rows_.owner(columns.tos[row]) == queue.account) balance = more(balance, amount);
    }
    return balance;
}

/// If not, the order of the rows makes no difference.
bool CleanHistory::can_be_short(const WalkQueue& queue, const Uint256& before) const {
    const graph::AccountColumns& columns = rows_.columns();
    Uint256 left = before;
    Uint256 most = before;
    for (const std::uint64_t row : together_) {
        const Uint256 amount = columns.amount(row);
        const auto sum = add(most, amount);
        if (!sum) return true;  // Or be more than fits.
        most = *sum;
        if (rows_.owner(columns.froms[row]) != queue.account) continue;
        if (left < amount) return true;
        left = less(left, amount);
    }
    return false;
}

Uint256 CleanHistory::after_transaction(const WalkQueue& queue, const Uint256& before) {
    plan_.make(rows_.columns().transaction_of(together_.front()));
    Uint256 balance = before;
    for (const PlanEvent& event : plan_.events()) {
        const PlanRow& row = plan_.rows()[event.row];
        if (row.asset != queue.asset) continue;
        if (event.is_credit && row.to == queue.account) balance = more(balance, row.amount);
        if (!event.is_credit && row.from == queue.account) balance = less(balance, row.amount);
    }
    return balance;
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
