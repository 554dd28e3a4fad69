// SPDX-License-Identifier: Apache-2.0
//
// Random but valid chains, and the plainest possible ledger of them: maps and vectors, one coin
// at a time. The slow twin of the coin store.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "base/bytes.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/bitcoin_script.hpp"

namespace pelf::test {

struct PlainOutput {
    std::uint64_t value_sat = 0;
    codec::Lock lock;
    std::optional<std::uint64_t> spender;  ///< Input number.
    bool lost = false;                     ///< Genesis, or taken over by a later coinbase.
};

struct PlainInput {
    std::optional<std::uint64_t> prevout;  ///< Output number; none for coinbase and outside.
    bool outside = false;
};

struct PlainTransaction {
    codec::Hash256 txid;
    std::vector<std::uint64_t> inputs;
    std::vector<std::uint64_t> outputs;
};

/// A block that owns its scripts.
struct OwnedBlock {
    codec::Block block;
    std::vector<std::unique_ptr<std::vector<std::byte>>> scripts;
};

struct ChainShape {
    std::uint32_t blocks = 20;
    std::uint32_t transactions_max = 8;  ///< Per block, beside the coinbase.
    std::uint32_t outputs_max = 4;
    std::uint32_t scripts = 40;  ///< How many different scripts there are.
    bool window = false;         ///< Spend outputs from before the first block.
    bool bip30 = false;          ///< Repeat a coinbase id now and then.
};

/// Makes block after block; keeps the plain ledger beside them. Equal seeds give equal chains.
class PlainLedger {
public:
    PlainLedger(std::uint32_t seed, const ChainShape& shape) : random_(seed), shape_(shape) {
        if (shape.window) tip_.bytes.fill(std::byte{7});
        start_ = tip_;
    }

    codec::Hash256 start() const { return start_; }
    codec::Hash256 tip() const { return tip_; }

    /// A new block on top.
    OwnedBlock next_block();

    std::vector<PlainTransaction> transactions;
    std::vector<PlainInput> inputs;
    std::vector<PlainOutput> outputs;
    std::vector<codec::Lock> addresses;             ///< By first appearance.
    std::vector<std::uint64_t> first_transactions;  ///< By block.

    /// Number of a lock's address, made if new; none for unspendable.
    std::optional<std::uint64_t> address_of(const codec::Lock& lock) {
        if (lock.kind == codec::ScriptKind::unspendable) return std::nullopt;
        const auto [found, added] = numbers_.emplace(lock, addresses.size());
        if (added) addresses.push_back(lock);
        return found->second;
    }

private:
    std::uint32_t below(std::uint32_t limit) {
        return static_cast<std::uint32_t>(random_() % limit);
    }
    std::vector<std::byte> random_script();
    void add_transaction(OwnedBlock& made, bool coinbase);
    void spend_something(OwnedBlock& made, PlainTransaction& plain, std::uint64_t& in_sat);
    void register_outputs(PlainTransaction& plain, const codec::Block& block, bool coinbase);

    std::mt19937 random_;
    ChainShape shape_;
    codec::Hash256 start_;
    codec::Hash256 tip_;
    std::uint64_t fees_sat_ = 0;
    std::uint32_t serial_ = 0;
    std::map<codec::Hash256, std::uint64_t> latest_;  ///< Transaction by id, the latest.
    std::vector<std::uint64_t> spendable_;
    std::map<codec::Lock, std::uint64_t> numbers_;
    std::vector<codec::Hash256> coinbase_ids_;
};

inline std::vector<std::byte> PlainLedger::random_script() {
    const std::uint32_t number = below(shape_.scripts);
    std::vector<std::byte> script;
    if (number % 11 == 0) return {std::byte{0x6a}, std::byte{static_cast<std::uint8_t>(number)}};
    if (number % 3 == 0) {
        script = {std::byte{0x00}, std::byte{0x14}};
        script.resize(22);
        store(script.data() + 2, number);
    } else if (number % 3 == 1) {
        script = {std::byte{0x51}, std::byte{0x20}};
        script.resize(34);
        store(script.data() + 2, number);
    } else {
        script.resize(1 + number % 5, static_cast<std::byte>(0x52 + number % 7));
    }
    return script;
}

inline void PlainLedger::spend_something(OwnedBlock& made, PlainTransaction& plain,
                                         std::uint64_t& in_sat) {
    codec::TransactionInput input;
    plain.inputs.push_back(inputs.size());
    const std::size_t pick = below(static_cast<std::uint32_t>(spendable_.size()));
    // Mostly recent coins, so that chains form inside blocks and batches.
    const std::size_t at =
        below(3) == 0 ? pick
                      : spendable_.size() - 1 - pick % std::min<std::size_t>(spendable_.size(), 5);
    const std::uint64_t output = spendable_[at];
    spendable_.erase(spendable_.begin() + static_cast<std::ptrdiff_t>(at));
    for (const PlainTransaction& from : transactions) {
        for (std::size_t i = 0; i < from.outputs.size(); ++i) {
            if (from.outputs[i] != output) continue;
            input.spent_txid = from.txid;
            input.spent_index = static_cast<std::uint32_t>(i);
        }
    }
    outputs[output].spender = inputs.size();
    in_sat += outputs[output].value_sat;
    inputs.push_back({.prevout = output});
    made.block.inputs.push_back(input);
}

inline void PlainLedger::add_transaction(OwnedBlock& made, bool coinbase) {
    constexpr std::uint64_t kSubsidySat = 50'0000'0000;
    codec::Block& block = made.block;
    codec::Transaction transaction;
    PlainTransaction plain;
    transaction.first_input = static_cast<std::uint32_t>(block.inputs.size());
    transaction.first_output = static_cast<std::uint32_t>(block.outputs.size());
    std::uint64_t in_sat = 0;
    bool outside = false;
    if (coinbase) {
        plain.inputs.push_back(inputs.size());
        inputs.push_back({});
        codec::TransactionInput input;
        input.spent_index = 0xffff'ffff;
        block.inputs.push_back(input);
        in_sat = kSubsidySat;
    } else {
        const std::uint32_t count = 1 + below(3);
        for (std::uint32_t i = 0; i < count; ++i) {
            if (shape_.window && below(4) == 0) {
                codec::TransactionInput input;
                store(input.spent_txid.bytes.data(), random_());
                input.spent_txid.bytes[20] = std::byte{0xee};
                input.spent_index = below(3);
                block.inputs.push_back(input);
                plain.inputs.push_back(inputs.size());
                inputs.push_back({.prevout = std::nullopt, .outside = true});
                outside = true;
            } else if (!spendable_.empty()) {
                spend_something(made, plain, in_sat);
            }
        }
        if (plain.inputs.empty()) return;
    }
    std::uint64_t left_sat = outside ? in_sat + 12'345 : in_sat;
    const std::uint32_t outputs_count = 1 + below(shape_.outputs_max);
    for (std::uint32_t i = 0; i < outputs_count; ++i) {
        made.scripts.push_back(std::make_unique<std::vector<std::byte>>(random_script()));
        const std::uint64_t value_sat = below(6) == 0 ? 0 : left_sat / (1 + below(4));
        left_sat -= value_sat;
        block.outputs.push_back({value_sat, *made.scripts.back()});
    }
    ++serial_;
    store(transaction.txid.bytes.data(), serial_ * 2'654'435'761U);
    transaction.txid.bytes[31] = std::byte{1};
    if (coinbase && shape_.bip30 && coinbase_ids_.size() > 2 && below(3) == 0) {
        transaction.txid = coinbase_ids_[below(static_cast<std::uint32_t>(coinbase_ids_.size()))];
    }
    plain.txid = transaction.txid;
    transaction.witness_txid = transaction.txid;
    transaction.inputs_count =
        static_cast<std::uint32_t>(block.inputs.size()) - transaction.first_input;
    transaction.outputs_count =
        static_cast<std::uint32_t>(block.outputs.size()) - transaction.first_output;
    block.transactions.push_back(transaction);
    register_outputs(plain, block, coinbase);
}

inline void PlainLedger::register_outputs(PlainTransaction& plain, const codec::Block& block,
                                          bool coinbase) {
    const bool genesis = transactions.empty() && !shape_.window;
    const auto earlier = latest_.find(plain.txid);
    if (earlier != latest_.end()) {
        for (const std::uint64_t output : transactions[earlier->second].outputs) {
            if (outputs[output].spender || outputs[output].lost) continue;
            outputs[output].lost = true;
            std::erase(spendable_, output);
        }
    }
    const codec::Transaction& transaction = block.transactions.back();
    for (const codec::TransactionOutput& output : block.outputs_of(transaction)) {
        plain.outputs.push_back(outputs.size());
        const codec::Lock lock = codec::classify_script(output.script);
        static_cast<void>(address_of(lock));
        if (!genesis && lock.kind != codec::ScriptKind::unspendable) {
            spendable_.push_back(outputs.size());
        }
        outputs.push_back({output.value_sat, lock, std::nullopt, genesis});
    }
    if (coinbase) coinbase_ids_.push_back(plain.txid);
    latest_[plain.txid] = transactions.size();
    transactions.push_back(std::move(plain));
}

inline OwnedBlock PlainLedger::next_block() {
    OwnedBlock made;
    first_transactions.push_back(transactions.size());
    add_transaction(made, true);
    const std::uint32_t count = below(shape_.transactions_max + 1);
    for (std::uint32_t i = 0; i < count; ++i) add_transaction(made, false);
    std::vector<codec::Hash256> ids;
    for (const codec::Transaction& transaction : made.block.transactions)
        ids.push_back(transaction.txid);
    made.block.header.version = 4;
    made.block.header.previous = tip_;
    made.block.header.merkle_root = codec::merkle_root(ids).root;
    made.block.header.time_s =
        1'700'000'000 + static_cast<std::uint32_t>(first_transactions.size()) * 600;
    made.block.header.bits = 0x207f'ffff;
    std::array<std::byte, codec::kBlockHeaderBytes> header{};
    store(header.data(), made.block.header.version);
    std::copy(tip_.bytes.begin(), tip_.bytes.end(), header.begin() + 4);
    std::copy(made.block.header.merkle_root.bytes.begin(),
              made.block.header.merkle_root.bytes.end(), header.begin() + 36);
    store(header.data() + 68, made.block.header.time_s);
    store(header.data() + 72, made.block.header.bits);
    store(header.data() + 76, made.block.header.nonce);
    made.block.hash = codec::block_hash(header);
    tip_ = made.block.hash;
    return made;
}

}  // namespace pelf::test
