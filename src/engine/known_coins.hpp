// SPDX-License-Identifier: Apache-2.0
//
// The part of a coin ledger that a source was asked for, as columns that can be traced over. Two
// kinds of transactions are in it. Those *on the way* stand where the chain has them. The others
// only say what an input of one on the way is worth: their bytes are proved by the id that the
// input names, so nobody needs to know their block, and they come before all else, as money from
// outside.
//
// A transaction on the way is *complete* once the amounts of all its inputs are known. Only then do
// its inputs name what they spend; before, what it spends counts as open. An output is open while
// nobody has said whether it is spent, or where what spends it is not here.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "codec/bitcoin_block.hpp"
#include "engine/coin_ledger.hpp"
#include "engine/coin_place.hpp"
#include "graph/memory_columns.hpp"
#include "ingest/ledgers/esplora_source.hpp"

namespace pelf::engine {

/// No amount of bitcoin is higher; what claims to be is no transaction of a valid block.
inline constexpr std::uint64_t kMoneyMaxSat = 21'000'000'0000'0000;

/// Not thread-safe. Errors are refused: a valid chain cannot have what the transactions show.
class KnownCoins final : public CoinLedger {
public:
    explicit KnownCoins(codec::Chain chain);

    /// Gives addresses their numbers before any output pays them, so that marks can be set at once.
    void number(std::span<const codec::Lock> locks);

    /// Requires a transaction parsed alone (codec::parse_transaction). Nothing is done where it is
    /// there already.
    Status add_amounts(const codec::Block& transaction);
    Status add_on_way(const codec::Block& transaction, const ingest::ProvedPlace& place);
    /// Requires a transaction on the way, and all that its inputs spend from to be here.
    void complete(const codec::Hash256& txid);
    /// Nobody spends this output, up to the tip.
    void say_unspent(const OutPoint& output);

    bool is_known(const codec::Hash256& txid) const { return indexes_.contains(txid); }
    bool is_on_way(const codec::Hash256& txid) const;
    bool is_complete(const codec::Hash256& txid) const;
    std::uint64_t on_way_count() const noexcept { return on_way_count_; }
    std::uint64_t amounts_only_count() const noexcept { return known_.size() - on_way_count_; }

    /// Lays the columns anew from what was added; numbers of rows change, those of addresses do
    /// not. To be called before columns().
    Status lay();

    /// Open outputs of transactions on the way, ascending.
    std::span<const std::uint64_t> open_outputs() const noexcept { return open_; }
    OutPoint point_of(std::uint64_t output) const;
    std::size_t outputs_count(const codec::Hash256& txid) const;

    const graph::CoinColumns& columns() const override { return columns_; }
    codec::Hash256 txid(std::uint64_t transaction) const override;
    codec::Lock lock_of(std::uint64_t address) const override { return locks_[address]; }
    std::uint64_t height_of(std::uint64_t block) const override { return blocks_[block].height; }
    codec::Hash256 block_hash(std::uint64_t block) const override { return blocks_[block].hash; }
    std::optional<std::uint64_t> find_transaction(const codec::Hash256& txid) const override;
    std::vector<std::optional<std::uint64_t>> find_addresses(
        std::span<const codec::Lock> locks) const override;
    std::optional<std::uint64_t> window_base_height() const override { return std::nullopt; }

private:
    struct Output {
        graph::NewOutput made;
        bool is_unspent = false;  ///< As said, or because nobody can spend it.
    };
    struct Known {
        codec::Hash256 txid;
        ingest::ProvedPlace place;
        bool is_on_way = false;
        bool is_coinbase = false;
        bool is_complete = false;
        std::vector<OutPoint> inputs{};
        std::vector<Output> outputs{};
        std::uint64_t row = 0;  ///< Of the columns laid last.
    };

    Result<std::size_t> add(const codec::Block& transaction);
    std::uint64_t number_of(const codec::Lock& lock);
    std::vector<std::size_t> chain_order() const;
    Result<std::vector<std::uint64_t>> prevouts_of(const Known& known,
                                                   std::vector<bool>& is_spent) const;
    Status lay(const Known& known, std::vector<bool>& is_spent);
    void find_open();
    const Known& at(const codec::Hash256& txid) const { return known_[indexes_.at(txid)]; }

    codec::Chain chain_;
    std::vector<Known> known_;
    std::map<codec::Hash256, std::size_t> indexes_;
    std::uint64_t on_way_count_ = 0;
    std::vector<codec::Lock> locks_;
    std::map<codec::Lock, std::uint64_t> numbers_;
    // As laid last:
    std::unique_ptr<graph::MemoryColumns> rows_;
    graph::CoinColumns columns_;
    std::vector<std::size_t> index_of_row_;
    std::vector<ingest::SaidBlock> blocks_;
    std::vector<std::uint64_t> open_;
};

}  // namespace pelf::engine
