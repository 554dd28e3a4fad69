// SPDX-License-Identifier: Apache-2.0
//
// One transaction of an account ledger: the order in which its transfers are taken, and which of
// them give one asset for another. Depends on the ledger alone, not on what is traced. Rules:
// docs/trace.md, Accounts.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "analyze/account_rows.hpp"
#include "base/uint256.hpp"
#include "graph/account_columns.hpp"

namespace pelf::analyze {

inline constexpr std::uint32_t kNone = ~std::uint32_t{0};

/// A transfer of the transaction. Accounts are owners of queues.
struct PlanRow {
    std::uint64_t transfer = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint32_t asset = 0;
    model::TransferKind kind = model::TransferKind::payment;
    Uint256 amount{};
    std::uint32_t given_in = kNone;      ///< Exchange that its sender gives it in.
    std::uint32_t got_in = kNone;        ///< Exchange that its receiver gets it in.
    std::uint32_t wrapped_as = kNone;    ///< Row that its sender gets for it, one to one.
    std::uint32_t wrapped_from = kNone;  ///< Row that its receiver gave for it.
    Uint256 dealt{};                     ///< The walk's: tainted units to take first.

    bool is_given() const noexcept { return given_in != kNone || wrapped_as != kNone; }
    bool is_got() const noexcept { return got_in != kNone || wrapped_from != kNone; }
};

struct PlanEvent {
    std::uint32_t row = 0;
    bool is_credit = false;
};

/// Rows that are given for rows that are got, each ascending, in different assets.
struct PlanExchange {
    std::vector<std::uint32_t> gives;
    std::vector<std::uint32_t> gets;
};

class TransactionPlan {
public:
    /// `rows` must outlive this.
    explicit TransactionPlan(const AccountRows& rows) noexcept : rows_of_(&rows) {}

    void make(std::uint64_t transaction);

    std::uint64_t transaction() const noexcept { return transaction_; }
    graph::Rows transfers() const noexcept { return transfers_; }
    std::span<PlanRow> rows() noexcept { return rows_; }
    std::span<const PlanRow> rows() const noexcept { return rows_; }
    /// Each row is debited once and credited once, in this order.
    std::span<const PlanEvent> events() const noexcept { return events_; }
    std::span<const PlanExchange> exchanges() const noexcept { return exchanges_; }
    /// No exchange, no pool: rows are taken as they stand.
    bool is_plain() const noexcept { return plain_; }
    /// An exchange was not taken for one: its amounts do not fit into 256 bits.
    bool is_invalid() const noexcept { return invalid_; }

private:
    struct Sides {
        bool gives = false;
        bool gets = false;
    };
    using SidesByQueue = std::map<std::pair<std::uint32_t, std::uint32_t>, Sides>;

    bool is_swap_of_sender(const PlanRow& row) const noexcept;
    bool is_swap_of_receiver(const PlanRow& row) const noexcept;
    bool is_one_sided(std::uint32_t account, std::uint32_t asset) const;
    void find_exchanges();
    void add_exchange(PlanExchange exchange);
    bool sums_fit(std::span<const std::uint32_t> rows) const;
    void pair_wraps();
    void order();
    bool goes_first(const PlanRow& row) const;
    void settle(std::uint32_t row);
    void debit(std::uint32_t row);
    void credit(std::uint32_t row);

    const AccountRows* rows_of_;
    std::uint64_t transaction_ = 0;
    graph::Rows transfers_;
    std::vector<PlanRow> rows_;
    std::vector<PlanEvent> events_;
    std::vector<PlanExchange> exchanges_;
    SidesByQueue sides_;  ///< Of swap rows, by account and asset.
    std::vector<bool> debited_;
    std::vector<bool> credited_;
    bool plain_ = true;
    bool has_swap_ = false;
    bool invalid_ = false;
};

}  // namespace pelf::analyze
