// SPDX-License-Identifier: Apache-2.0
//
// A ledger's accounts as a trace takes them: tagged ones merged with their holders where asked for,
// the accounts that stand for something else, and the transfers of one queue (an account and an
// asset) in order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "analyze/account_trace.hpp"
#include "graph/account_columns.hpp"

namespace pelf::analyze {

/// The transfers that an account gives or gets in one asset, ascending, each once. Asks for the
/// memory of the next ones ahead of time.
class QueueRows {
public:
    /// `columns` must outlive this; `accounts` are taken as one.
    QueueRows(const graph::AccountColumns& columns, std::span<const std::uint32_t> accounts,
              std::uint32_t asset);

    /// The next transfer, kNoTransfer after the last. Stays until pop().
    std::uint64_t peek() const noexcept { return next_; }
    void pop() {
        done_ = next_ + 1;
        advance();
    }
    /// No transfer below this one comes any more.
    std::uint64_t done() const noexcept { return done_; }

    /// The account, where it is one alone.
    std::optional<std::uint32_t> only_account() const noexcept {
        return sources_.size() == 1 ? std::optional(sources_.front().account) : std::nullopt;
    }
    /// Goes on after a place. Requires one of only_account(), not before done().
    void resume(const graph::AccountRowPlace& place);

private:
    struct Source {
        std::uint32_t account = 0;
        graph::AccountRowCursor cursor;
        std::uint64_t next = kNoTransfer;
    };
    static constexpr std::size_t kAhead = 16;

    void advance();
    void refill();
    std::uint64_t next_of_any();

    const graph::AccountColumns* columns_;
    std::uint32_t asset_;
    std::vector<Source> sources_;
    std::array<std::uint64_t, kAhead> ahead_{};
    std::size_t ahead_next_ = 0;
    std::size_t ahead_count_ = 0;
    std::uint64_t next_ = kNoTransfer;
    std::uint64_t done_ = 0;
};

class AccountRows {
public:
    /// `columns` must outlive this. Cost: one look at every account's kind, and where tags are
    /// merged at its holder.
    AccountRows(const graph::AccountColumns& columns, TaggedAccounts tagged);

    const graph::AccountColumns& columns() const noexcept { return *columns_; }
    /// The account whose queue an account's money lies in.
    std::uint32_t owner(std::uint32_t account) const noexcept {
        return merges_ ? columns_->holders[account] : account;
    }
    bool is_tagged(std::uint32_t account) const noexcept {
        return columns_->account_kinds[account] == model::AccountKind::xrpl_tagged;
    }
    bool is_pool(std::uint32_t account) const noexcept { return account == pool_; }
    /// Where units begin or end: holds nothing that could be followed.
    bool is_border(std::uint32_t account) const noexcept {
        return account == minted_ || account == burned_ || account == outside_;
    }
    bool is_outside(std::uint32_t account) const noexcept { return account == outside_; }

    /// Transfers may be taken in another order than that of their rows: see TransactionPlan.
    bool reorders() const noexcept { return reorders_ || pool_ != kNoAccount; }
    bool has_reversals(std::uint32_t asset) const noexcept;

    QueueRows rows_of(std::uint32_t owner, std::uint32_t asset) const;

private:
    static constexpr std::uint32_t kNoAccount = ~std::uint32_t{0};

    const graph::AccountColumns* columns_;
    bool merges_;
    std::uint32_t pool_ = kNoAccount;
    std::uint32_t minted_ = kNoAccount;
    std::uint32_t burned_ = kNoAccount;
    std::uint32_t outside_ = kNoAccount;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> tagged_;  ///< By holder: holder, tagged.
    std::vector<std::uint32_t> reversed_assets_;                   ///< Ascending.
    bool reorders_ = false;
};

}  // namespace pelf::analyze
