// SPDX-License-Identifier: Apache-2.0
//
// The order in which a trace visits transactions: chain order, except that a coinbase whose fees
// are followed comes after the transactions that paid them. It is the first of its block, so
// within the block the numbers go round by one.
#pragma once

#include <cstdint>
#include <optional>

#include "graph/coin_columns.hpp"

namespace pelf::analyze {

class VisitOrder {
public:
    /// `columns` must outlive this.
    VisitOrder(const graph::CoinColumns& columns, bool follow_fees) noexcept
        : columns_(&columns), follow_fees_(follow_fees) {}

    /// Costs a search for the block where fees are followed.
    std::uint64_t rank_of(std::uint64_t transaction) const noexcept {
        const auto block = rotated_block(transaction);
        if (!block) return transaction;
        return transaction == block->begin ? block->end - 1 : transaction - 1;
    }
    std::uint64_t transaction_at(std::uint64_t rank) const noexcept {
        const auto block = rotated_block(rank);
        if (!block) return rank;
        return rank == block->end - 1 ? block->begin : rank + 1;
    }

    /// True for a coinbase that gets fees.
    bool collects_fees(std::uint64_t transaction) const noexcept {
        return follow_fees_ && columns_->is_coinbase(transaction);
    }
    /// The coinbase that gets a transaction's fee; nothing if fees are not followed or the
    /// columns have no coinbase in this block.
    std::optional<std::uint64_t> collector_of(std::uint64_t transaction) const noexcept {
        const auto block = rotated_block(transaction);
        if (!block) return std::nullopt;
        return block->begin;
    }

private:
    /// Transactions of the block around a number, if they go round.
    std::optional<graph::Rows> rotated_block(std::uint64_t number) const noexcept {
        if (!follow_fees_) return std::nullopt;
        const std::uint64_t block = columns_->block_of(number);
        const graph::Rows transactions{columns_->blocks[block].first_transaction,
                                       columns_->transactions_end(block)};
        if (!columns_->is_coinbase(transactions.begin)) return std::nullopt;
        return transactions;
    }

    const graph::CoinColumns* columns_;
    bool follow_fees_;
};

}  // namespace pelf::analyze
