// SPDX-License-Identifier: Apache-2.0
//
// Which units of which transfers a transfer took, under fifo and lifo, whatever is traced: the
// band of a transfer, in the order in which its receiver gets it. Cost: all transactions of a
// queue up to the transfer asked for, once for a queue where the latest is asked for first.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "analyze/account_clean_history.hpp"
#include "analyze/account_plan.hpp"
#include "analyze/account_rows.hpp"
#include "base/uint256.hpp"

namespace pelf::analyze {

/// A run of units of an earlier transfer, counted as that one brought them.
struct BandPart {
    std::uint64_t source = kNoTransfer;  ///< kNoTransfer: never seen to come.
    Uint256 begin{};
    Uint256 length{};
    bool reversed = false;  ///< Its last unit comes first.
};

class AccountBands {
public:
    /// `rows` must outlive this. Requires policy fifo or lifo.
    AccountBands(const AccountRows& rows, Policy policy) noexcept
        : rows_(rows), policy_(policy), history_(rows, policy), plan_(rows) {}

    /// The parts of a transfer's amount. Requires a sender with a queue, or the pool.
    std::vector<BandPart> of(std::uint64_t transfer);

private:
    /// What a queue holds, and what its transfers so far took of it.
    struct Queue {
        explicit Queue(QueueRows queue_rows) noexcept : rows(std::move(queue_rows)) {}

        QueueRows rows;
        std::vector<BandPart> lots;
        Uint256 total{};
        std::map<std::uint64_t, std::vector<BandPart>> bands;  ///< By transfer.
    };

    void put(Queue& queue, const PlanRow& row) const;
    void take(Queue& queue, const PlanRow& row, bool from_back) const;
    std::vector<BandPart> of_pool(std::uint64_t transfer);

    const AccountRows& rows_;
    Policy policy_;
    CleanHistory history_;
    TransactionPlan plan_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Queue> queues_;  ///< By account and asset.
};

}  // namespace pelf::analyze
