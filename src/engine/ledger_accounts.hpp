// SPDX-License-Identifier: Apache-2.0
//
// An account ledger as an answer needs it: columns to trace over, and what stands behind their
// numbers. A store has the whole ledger (or a window of it); a source has what was asked for
// (known_accounts.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "graph/account_columns.hpp"
#include "graph/account_store.hpp"
#include "model/account_block.hpp"

namespace pelf::engine {

class LedgerAccounts {
public:
    LedgerAccounts() = default;
    LedgerAccounts(const LedgerAccounts&) = delete;
    LedgerAccounts& operator=(const LedgerAccounts&) = delete;
    virtual ~LedgerAccounts() = default;

    virtual const graph::AccountColumns& columns() const = 0;
    virtual model::LedgerHash hash_of(std::uint64_t transaction) const = 0;
    virtual std::optional<std::uint64_t> find_transaction(const model::LedgerHash& hash) const = 0;
    /// The number of each account, in the order asked.
    virtual std::vector<std::optional<std::uint32_t>> find_accounts(
        std::span<const model::AccountName> names) const = 0;
    /// Nothing where a file was damaged since it was opened.
    virtual std::optional<model::AccountName> account_name(std::uint32_t account) const = 0;
    virtual std::optional<model::AssetName> asset_name(std::uint32_t asset) const = 0;
    /// Begins later than its ledger.
    virtual bool is_window() const = 0;
    /// See analyze::AccountTraceOptions.
    virtual std::span<const std::uint32_t> open_accounts() const = 0;
};

class StoreAccounts final : public LedgerAccounts {
public:
    explicit StoreAccounts(graph::AccountStore store) : store_(std::move(store)) {}

    const graph::AccountColumns& columns() const override { return store_.columns(); }
    model::LedgerHash hash_of(std::uint64_t transaction) const override {
        return store_.hashes()[transaction];
    }
    std::optional<std::uint64_t> find_transaction(const model::LedgerHash& hash) const override {
        return store_.find_transactions(std::span(&hash, 1)).front();
    }
    std::vector<std::optional<std::uint32_t>> find_accounts(
        std::span<const model::AccountName> names) const override {
        return store_.find_accounts(names);
    }
    std::optional<model::AccountName> account_name(std::uint32_t account) const override {
        const auto name = store_.account_name(account);
        return name ? std::optional(*name) : std::nullopt;
    }
    std::optional<model::AssetName> asset_name(std::uint32_t asset) const override {
        const auto name = store_.asset_name(asset);
        return name ? std::optional(*name) : std::nullopt;
    }
    bool is_window() const override { return store_.is_window(); }
    std::span<const std::uint32_t> open_accounts() const override { return {}; }

private:
    graph::AccountStore store_;
};

}  // namespace pelf::engine
