// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_block.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "base/bytes.hpp"

namespace pelf::ingest {
namespace {

std::size_t first_slot(const model::LedgerHash& hash, std::size_t slots_count) {
    return load<std::uint64_t>(hash.data()) & (slots_count - 1);
}

bool is_same(const model::LedgerHash& a, const model::LedgerHash& b) {
    return std::memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

void EthereumBlock::clear() {
    base_fee_wei.reset();
    uncles_count.reset();
    has_unknown_uncles = false;
    has_traces = false;
    uncles.clear();
    transactions.clear();
    traces.clear();
    trace_paths.clear();
    tokens.clear();
    withdrawals.clear();
    router_events.clear();
    router_calls.clear();
    indexed_count_ = 0;
}

void EthereumBlock::index_transactions() {
    constexpr std::size_t kSlotsMin = 256;
    const std::size_t wanted =
        std::max(kSlotsMin, std::bit_ceil(2 * std::size_t{transactions.size()}));
    if (indexed_count_ == 0 || slots_.size() < wanted) {
        slots_.assign(std::max(wanted, slots_.size()), kNoTransaction);
        indexed_count_ = 0;
    }
    for (; indexed_count_ < transactions.size(); ++indexed_count_) {
        std::size_t slot = first_slot(transactions[indexed_count_].hash, slots_.size());
        while (slots_[slot] != kNoTransaction) slot = (slot + 1) & (slots_.size() - 1);
        slots_[slot] = indexed_count_;
    }
}

std::uint32_t EthereumBlock::find_transaction(const model::LedgerHash& transaction_hash,
                                              std::uint32_t hint) {
    for (std::uint64_t at = hint; at <= std::uint64_t{hint} + 1 && at < transactions.size(); ++at) {
        if (is_same(transactions[at].hash, transaction_hash)) return static_cast<std::uint32_t>(at);
    }
    index_transactions();
    std::size_t slot = first_slot(transaction_hash, slots_.size());
    while (slots_[slot] != kNoTransaction &&
           !is_same(transactions[slots_[slot]].hash, transaction_hash)) {
        slot = (slot + 1) & (slots_.size() - 1);
    }
    return slots_[slot];
}

std::uint32_t EthereumBlock::find_or_add_transaction(const model::LedgerHash& transaction_hash,
                                                     std::uint32_t hint) {
    const std::uint32_t found = find_transaction(transaction_hash, hint);
    if (found != kNoTransaction) return found;
    EthereumTransaction bare;
    bare.hash = transaction_hash;
    bare.is_bare = true;
    bare.index = kNoTransaction;
    transactions.push_back(bare);
    return static_cast<std::uint32_t>(transactions.size() - 1);
}

void EthereumBlock::order_bare_transactions() {
    struct Key {
        std::uint32_t index = kNoTransaction;
        std::uint32_t log_index = kNoTransaction;
        std::uint32_t at = 0;
        auto operator<=>(const Key&) const = default;
    };
    std::vector<Key> keys(transactions.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i) {
        keys[i] = {.index = transactions[i].index, .at = i};
    }
    for (const EthereumTokenEvent& token : tokens) {
        std::uint32_t& first = keys[token.transaction].log_index;
        first = std::min(first, token.log_index);
    }
    if (std::ranges::is_sorted(keys)) return;
    std::ranges::sort(keys);
    std::vector<EthereumTransaction> ordered(transactions.size());
    std::vector<std::uint32_t> moved_to(transactions.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i) {
        ordered[i] = transactions[keys[i].at];
        moved_to[keys[i].at] = i;
    }
    transactions = std::move(ordered);
    indexed_count_ = 0;
    for (EthereumTokenEvent& token : tokens) token.transaction = moved_to[token.transaction];
    for (EthereumTrace& trace : traces) {
        if (trace.transaction != kNoTransaction) trace.transaction = moved_to[trace.transaction];
    }
}

}  // namespace pelf::ingest
