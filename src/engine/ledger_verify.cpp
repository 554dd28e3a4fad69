// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/ledger.hpp"
#include "graph/coin_store.hpp"
#include "ingest/ledgers/utxo_snapshot.hpp"

namespace pelf::engine {
namespace {

constexpr std::size_t kFaultsKept = 100;
/// Coins looked up together: a look-up is a sort, so the more at once the better.
constexpr std::size_t kCoinsAtOnce = 1 << 18;

/// Holds a ledger's unspent outputs, as of the snapshot's block, against the snapshot.
class SnapshotComparer {
public:
    SnapshotComparer(const graph::CoinStore& store, std::uint64_t blocks)
        : store_(store),
          columns_(store.columns().cut(blocks)),
          seen_(columns_.outputs_count),
          taken_over_later_(columns_.outputs_count) {
        for (const graph::Overwritten& row : store.overwritten()) {
            const bool later = row.by_transaction >= columns_.transactions_count;
            if (later && row.output < columns_.outputs_count) taken_over_later_[row.output] = true;
        }
    }

    Status add(const ingest::SnapshotCoin& coin) {
        coins_.push_back(coin);
        if (coins_.size() == kCoinsAtOnce) compare();
        return Done{};
    }

    SnapshotCheck finish() {
        compare();
        for (std::uint64_t output = 0; output < columns_.outputs_count; ++output) {
            if (is_unspent(output) && !seen_[output]) {
                fault(output, "is unspent here and not in the snapshot");
            }
        }
        return std::move(check_);
    }

private:
    bool is_unspent(std::uint64_t output) const {
        if (columns_.addresses[output] == graph::kNoAddress) return false;
        const std::uint64_t spender = columns_.spenders[output];
        if (spender == graph::kUnspendable) return taken_over_later_[output];
        return spender >= columns_.inputs_count;
    }

    void fault(std::uint64_t output, std::string_view what) {
        ++check_.faults_count;
        if (check_.faults.size() >= kFaultsKept) return;
        const std::uint64_t transaction = columns_.transaction_of_output(output);
        check_.faults.push_back(text("output ", codec::to_reversed_hex(store_.txids()[transaction]),
                                     ":", output - columns_.outputs_of(transaction).begin, " ",
                                     what));
    }

    void compare() {
        std::vector<codec::Hash256> txids;
        for (const ingest::SnapshotCoin& coin : coins_) txids.push_back(coin.txid);
        const auto transactions = store_.find_transactions(txids);
        for (std::size_t i = 0; i < coins_.size(); ++i) compare(coins_[i], transactions[i]);
        coins_.clear();
    }

    void compare(const ingest::SnapshotCoin& coin, std::optional<std::uint64_t> transaction) {
        ++check_.coins;
        check_.amount_sat += coin.value_sat;
        if (!transaction || *transaction >= columns_.transactions_count ||
            coin.index >= columns_.outputs_of(*transaction).count()) {
            ++check_.faults_count;
            if (check_.faults.size() < kFaultsKept) {
                check_.faults.push_back(text("output ", codec::to_reversed_hex(coin.txid), ":",
                                             coin.index, " is in the snapshot and not here"));
            }
            return;
        }
        const std::uint64_t output = columns_.outputs_of(*transaction).begin + coin.index;
        if (seen_[output]) fault(output, "is in the snapshot twice");
        seen_[output] = true;
        if (!is_unspent(output)) return fault(output, "is in the snapshot and spent here");
        if (columns_.value_sat(output) != coin.value_sat) fault(output, "has another amount");
        const std::uint64_t height = store_.height_of(columns_.block_of(*transaction));
        if (height != coin.height || columns_.is_coinbase(*transaction) != coin.is_coinbase) {
            fault(output, "has another height or kind");
        }
        if (!is_locked_by(coin, store_.addresses().lock_of(columns_.addresses[output]))) {
            fault(output, "has another script");
        }
    }

    const graph::CoinStore& store_;
    const graph::CoinColumns columns_;
    std::vector<bool> seen_;
    std::vector<bool> taken_over_later_;  ///< Unspent at the snapshot's block, lost since (BIP 30).
    std::vector<ingest::SnapshotCoin> coins_;
    SnapshotCheck check_;
};

Result<SnapshotCheck> check_snapshot(const graph::CoinStore& store,
                                     const std::filesystem::path& path) {
    PELF_TRY(file, MappedFile::open(path));
    auto header = ingest::read_snapshot_header(file.bytes());
    if (!header) {
        Error error = std::move(header).error();
        error.source = path.string();
        return Unexpected(std::move(error));
    }
    const auto block = store.find_block(header->block_hash);
    if (header->chain != store.manifest().chain || !block) {
        return Unexpected(Error{
            Fault::refused,
            text("the snapshot is of block ", codec::to_reversed_hex(header->block_hash), " on ",
                 codec::to_string(header->chain), ", which this ledger does not have"),
            path.string()});
    }
    if (store.manifest().previous != codec::Hash256{}) {
        return Unexpected(Error{Fault::refused,
                                "this ledger is a window and has only a part of the unspent set",
                                path.string()});
    }
    SnapshotComparer comparer(store, *block + 1);
    auto read = ingest::read_utxo_snapshot(
        file.bytes(), [&](const ingest::SnapshotCoin& coin) { return comparer.add(coin); });
    if (!read) {
        Error error = std::move(read).error();
        error.source = path.string();
        return Unexpected(std::move(error));
    }
    return comparer.finish();
}

}  // namespace

Result<LedgerCheck> verify_ledger(const Home& home, codec::Chain chain,
                                  const std::optional<std::filesystem::path>& snapshot,
                                  const OnProgress& progress) {
    PELF_TRY(store, graph::CoinStore::open(home.bitcoin(chain)));
    LedgerCheck check;
    check.store = graph::verify_store(
        store, [&](std::uint64_t done, std::uint64_t all) { progress({"blocks", done, all, 0}); });
    if (snapshot && check.store.faults_count == 0) {
        PELF_TRY(compared, check_snapshot(store, *snapshot));
        check.snapshot = std::move(compared);
    }
    return check;
}

}  // namespace pelf::engine
