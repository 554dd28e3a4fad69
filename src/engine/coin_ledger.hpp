// SPDX-License-Identifier: Apache-2.0
//
// A coin ledger as an answer needs it: columns to trace over, and what stands behind their numbers.
// A store has the whole chain (or a window of it); a source has what was asked for
// (known_coins.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "codec/bitcoin_script.hpp"
#include "codec/sha256.hpp"
#include "graph/coin_columns.hpp"
#include "graph/coin_store.hpp"

namespace pelf::engine {

class CoinLedger {
public:
    CoinLedger() = default;
    CoinLedger(const CoinLedger&) = delete;
    CoinLedger& operator=(const CoinLedger&) = delete;
    virtual ~CoinLedger() = default;

    virtual const graph::CoinColumns& columns() const = 0;
    virtual codec::Hash256 txid(std::uint64_t transaction) const = 0;
    virtual codec::Lock lock_of(std::uint64_t address) const = 0;
    /// Height of a block by number, as the chain counts.
    virtual std::uint64_t height_of(std::uint64_t block) const = 0;
    virtual codec::Hash256 block_hash(std::uint64_t block) const = 0;
    virtual std::optional<std::uint64_t> find_transaction(const codec::Hash256& txid) const = 0;
    /// The number of each lock's address, in the order asked.
    virtual std::vector<std::optional<std::uint64_t>> find_addresses(
        std::span<const codec::Lock> locks) const = 0;
    /// Height of the first block of a window; nothing where the ledger begins with its chain.
    virtual std::optional<std::uint64_t> window_base_height() const = 0;
};

/// A store, which must outlive this.
class StoreLedger final : public CoinLedger {
public:
    explicit StoreLedger(const graph::CoinStore& store) : store_(store) {}

    const graph::CoinColumns& columns() const override { return store_.columns(); }
    codec::Hash256 txid(std::uint64_t transaction) const override {
        return store_.txids()[transaction];
    }
    codec::Lock lock_of(std::uint64_t address) const override {
        return store_.addresses().lock_of(address);
    }
    std::uint64_t height_of(std::uint64_t block) const override { return store_.height_of(block); }
    codec::Hash256 block_hash(std::uint64_t block) const override {
        return store_.columns().blocks[block].hash;
    }
    std::optional<std::uint64_t> find_transaction(const codec::Hash256& txid) const override {
        return store_.find_transactions(std::span(&txid, 1)).front();
    }
    std::vector<std::optional<std::uint64_t>> find_addresses(
        std::span<const codec::Lock> locks) const override {
        return store_.find_addresses(locks);
    }
    std::optional<std::uint64_t> window_base_height() const override {
        if (store_.manifest().previous == codec::Hash256{}) return std::nullopt;
        return store_.manifest().base_height;
    }

private:
    const graph::CoinStore& store_;
};

}  // namespace pelf::engine
