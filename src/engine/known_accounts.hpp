// SPDX-License-Identifier: Apache-2.0
//
// The part of a ledger that a source was asked for, as columns that can be traced over: whole
// accounts, and of others what passed between them and those. An account is open while it is not
// whole.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "engine/ledger_accounts.hpp"
#include "graph/memory_accounts.hpp"
#include "ingest/ledgers/account_source.hpp"

namespace pelf::engine {

class KnownAccounts final : public LedgerAccounts {
public:
    /// As the source is now. Fails as AccountSource::blocks() does.
    static Result<std::unique_ptr<KnownAccounts>> lay(const ingest::AccountSource& source);

    /// Balances of whole accounts that do not follow on from their transactions.
    std::uint64_t breaks_count() const noexcept { return breaks_count_; }

    const graph::AccountColumns& columns() const override { return columns_; }
    model::LedgerHash hash_of(std::uint64_t transaction) const override {
        return rows_.hash(transaction);
    }
    std::optional<std::uint64_t> find_transaction(const model::LedgerHash& hash) const override {
        return rows_.find_transaction(hash);
    }
    std::vector<std::optional<std::uint32_t>> find_accounts(
        std::span<const model::AccountName> names) const override;
    std::optional<model::AccountName> account_name(std::uint32_t account) const override {
        return rows_.account(account);
    }
    std::optional<model::AssetName> asset_name(std::uint32_t asset) const override {
        return rows_.asset(asset);
    }
    bool is_window() const override { return true; }
    std::span<const std::uint32_t> open_accounts() const override { return open_; }

private:
    KnownAccounts() = default;
    void find_open(const ingest::AccountSource& source);

    graph::MemoryAccounts rows_;
    graph::AccountColumns columns_;
    std::vector<std::uint32_t> open_;  ///< Ascending.
    std::uint64_t breaks_count_ = 0;
};

}  // namespace pelf::engine
