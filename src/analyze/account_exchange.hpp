// SPDX-License-Identifier: Apache-2.0
//
// What is given in one transaction for something else, and what traced money becomes by it. Assets
// on one side count as of equal worth, so each given asset goes over to all that is got in equal
// parts; within a part amounts are scaled, rounded down at each border of a fragment, and origins
// stay as they are. Rules: docs/trace.md, Accounts. Cost: fragments given.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analyze/account_book.hpp"
#include "analyze/account_plan.hpp"
#include "analyze/account_queue.hpp"

namespace pelf::analyze {

/// The policy by which money passes through a pool or an exchange.
Policy policy_inside(Policy policy) noexcept;

class ExchangeRun {
public:
    /// The arguments must outlive this.
    ExchangeRun(const TransactionPlan& plan, const PlanExchange& exchange, Policy policy,
                AccountBook& book);

    /// Takes in what a row gives.
    void give(std::uint32_t row, std::span<const AccountFragment> fragments);
    /// What a row brings, all gives being in.
    std::vector<AccountFragment> get(std::uint32_t row);

private:
    struct Side {
        std::uint32_t first_row = 0;
        std::uint32_t asset = 0;
        Uint256 whole{};
        AccountQueue queue;
    };

    std::vector<Side> sides_of(std::span<const std::uint32_t> rows) const;
    Side& side_of(std::vector<Side>& sides, std::uint32_t row) const;
    void convert();
    void convert_cell(Side& given, Side& got, const Uint256& length, const Uint256& target);

    const TransactionPlan& plan_;
    Policy policy_;
    AccountBook& book_;
    std::vector<Side> given_;  ///< By asset, in the order of their first rows.
    std::vector<Side> got_;
    bool converted_ = false;
};

}  // namespace pelf::analyze
