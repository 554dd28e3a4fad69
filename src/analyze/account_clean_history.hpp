// SPDX-License-Identifier: Apache-2.0
//
// What a queue held before traced money reached it: its own transfers from the start on, which
// find the balance and, where reversals ask for it, the lots. Cost: the queue's transfers; for a
// balance where they are added up (graph/account_sums.hpp) a thousandth of them.
#pragma once

#include <cstdint>
#include <vector>

#include "analyze/account_plan.hpp"
#include "analyze/account_queue.hpp"
#include "analyze/account_rows.hpp"

namespace pelf::analyze {

/// A queue that holds, or held, traced money.
struct WalkQueue {
    std::uint32_t account = 0;
    std::uint32_t asset = 0;
    AccountQueue held;
    QueueRows rows;                 ///< Those not taken yet.
    bool live = false;              ///< Holds traced money, or did when this transaction began.
    bool keeps_lots = false;        ///< Reversals ask for lots.
    std::uint64_t summed_from = 0;  ///< No stretch (account_sums.hpp) is worth a try before it.
    std::uint64_t dealt_in = ~std::uint64_t{0};  ///< Transaction in which taint was dealt out.
    LowestBalance lowest{};
};

/// What a queue holds when nothing traced has reached it.
class CleanHistory {
public:
    /// The arguments must outlive this.
    CleanHistory(const AccountRows& rows, Policy policy) noexcept
        : rows_(rows), policy_(policy), plan_(rows) {}

    /// Takes the queue's transfers before `transfer`, which begins a transaction.
    void replay(WalkQueue& queue, std::uint64_t transfer);
    /// One event of the queue's row, clean.
    void apply(WalkQueue& queue, const PlanRow& row, bool is_credit);
    /// The transfer that a reversal takes back: the latest before it the other way round between
    /// the same accounts, of the same asset and amount, that none has taken back yet.
    std::uint64_t reversed_by(std::uint64_t transfer) const;

private:
    void replay_lots(WalkQueue& queue, std::uint64_t transfer);
    void replay_balance(WalkQueue& queue, std::uint64_t transfer);
    bool skip_summed(WalkQueue& queue, std::uint64_t transfer, Uint256& balance);
    Uint256 after_rows(const WalkQueue& queue, const Uint256& before) const;
    bool can_be_short(const WalkQueue& queue, const Uint256& before) const;
    Uint256 after_transaction(const WalkQueue& queue, const Uint256& before);

    const AccountRows& rows_;
    Policy policy_;
    TransactionPlan plan_;
    std::vector<AccountFragment> taken_;
    std::vector<std::uint64_t> together_;  ///< The queue's rows of one transaction.
};

}  // namespace pelf::analyze
