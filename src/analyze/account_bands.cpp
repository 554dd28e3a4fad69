// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_bands.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.hpp"

namespace pelf::analyze {
namespace {

/// Cuts units off the front or the back of a lot.
BandPart cut(BandPart& lot, const Uint256& length, bool from_back) {
    BandPart part{.source = lot.source, .length = length, .reversed = from_back};
    lot.length -= length;
    part.begin = lot.begin;
    if (from_back) {
        part.begin += lot.length;
    } else {
        lot.begin += length;
    }
    return part;
}

}  // namespace

std::vector<BandPart> AccountBands::of(std::uint64_t transfer) {
    const graph::AccountColumns& columns = rows_.columns();
    const std::uint32_t account = rows_.owner(columns.froms[transfer]);
    if (rows_.is_pool(account)) return of_pool(transfer);
    const std::uint32_t asset = columns.movement(transfer).asset;
    Queue& queue =
        queues_.try_emplace({account, asset}, Queue(rows_.rows_of(account, asset))).first->second;
    while (queue.rows.peek() <= transfer) {
        plan_.make(columns.transaction_of(queue.rows.peek()));
        for (const PlanEvent& event : plan_.events()) {
            const PlanRow& row = plan_.rows()[event.row];
            if (row.asset != asset) continue;
            if (event.is_credit && row.to == account) put(queue, row);
            if (!event.is_credit && row.from == account) {
                take(queue, row, policy_ == Policy::lifo);
            }
        }
        while (queue.rows.peek() < plan_.transfers().end) queue.rows.pop();
    }
    return queue.bands.at(transfer);
}

/// A pool is first in, first out under every policy.
std::vector<BandPart> AccountBands::of_pool(std::uint64_t transfer) {
    const graph::AccountColumns& columns = rows_.columns();
    const std::uint32_t pool = columns.froms[transfer];
    const std::uint32_t asset = columns.movement(transfer).asset;
    Queue queue{QueueRows(columns, {}, asset)};
    plan_.make(columns.transaction_of(transfer));
    for (const PlanEvent& event : plan_.events()) {
        const PlanRow& row = plan_.rows()[event.row];
        if (row.asset != asset) continue;
        if (event.is_credit && row.to == pool) put(queue, row);
        if (!event.is_credit && row.from == pool) take(queue, row, false);
    }
    return queue.bands.at(transfer);
}

void AccountBands::put(Queue& queue, const PlanRow& row) const {
    const Uint256 length = std::min(row.amount, kUint256Max - queue.total);
    if (length.is_zero()) return;
    queue.lots.push_back({.source = row.transfer, .length = length});
    queue.total += length;
}

void AccountBands::take(Queue& queue, const PlanRow& row, bool from_back) const {
    std::vector<BandPart>& band = queue.bands[row.transfer];
    std::vector<BandPart>& lots = queue.lots;
    if (row.amount > queue.total) {
        lots.insert(lots.begin(), {.length = row.amount - queue.total});
        queue.total = row.amount;
    }
    queue.total -= row.amount;
    Uint256 left = row.amount;
    if (row.kind == model::TransferKind::reversal && !rows_.is_pool(row.from)) {
        const std::uint64_t reversed = history_.reversed_by(row.transfer);
        for (BandPart& lot : lots) {
            if (reversed == kNoTransfer || lot.source != reversed || left.is_zero()) continue;
            band.push_back(cut(lot, std::min(left, lot.length), false));
            left -= band.back().length;
        }
        std::erase_if(lots, [](const BandPart& lot) { return lot.length.is_zero(); });
    }
    std::size_t used = 0;
    while (!left.is_zero()) {
        BandPart& lot = from_back ? lots[lots.size() - 1 - used] : lots[used];
        band.push_back(cut(lot, std::min(left, lot.length), from_back));
        left -= band.back().length;
        if (lot.length.is_zero()) ++used;
    }
    if (from_back) {
        lots.resize(lots.size() - used);
    } else {
        lots.erase(lots.begin(), lots.begin() + static_cast<std::ptrdiff_t>(used));
    }
}

}  // namespace pelf::analyze
