// SPDX-License-Identifier: Apache-2.0
//
// For tests and fuzzing: small random chains with every oddity a trace must survive, as columns
// and as a plain list that the twins read. Not part of the library.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "analyze/trace.hpp"
#include "graph/memory_columns.hpp"

namespace pelf::analyze::testing {

/// A number from 0 to below the argument, which is at least 1. From a generator or fuzz bytes.
using Choose = std::function<std::uint64_t(std::uint64_t)>;

struct PlainTransaction {
    std::uint64_t block = 0;
    bool coinbase = false;
    std::vector<std::uint64_t> prevouts{};  ///< Output numbers or graph::kOutside.
    std::uint64_t first_output = 0;
    std::vector<graph::NewOutput> outputs{};
    std::optional<std::uint64_t> fee_sat{};  ///< Nothing if an input comes from outside.
};

struct PlainChain {
    std::vector<PlainTransaction> transactions;
    std::vector<std::vector<std::size_t>> blocks;      ///< Transactions of each.
    std::vector<std::uint64_t> subsidies_sat;          ///< By block.
    std::vector<graph::NewOutput> outputs;             ///< By number.
    std::vector<std::size_t> makers;                   ///< Transaction of each output.
    std::vector<std::optional<std::size_t>> spenders;  ///< Transaction that spends each output.
    graph::MemoryColumns columns;
};

inline constexpr std::uint64_t kAddressesCount = 8;

class RandomChain {
public:
    static PlainChain make(const Choose& choose) { return RandomChain(choose).chain_; }

private:
    explicit RandomChain(const Choose& choose) : choose_(choose) {
        const std::uint64_t halving_blocks = 1 + choose_(4);
        // 28 halvings leave 18 satoshi of the subsidy, 33 none.
        const std::uint64_t base_height = halving_blocks * (28 + choose_(6));
        chain_.columns =
            graph::MemoryColumns(static_cast<std::uint32_t>(halving_blocks), base_height);
        window_ = choose_(3) == 0;
        const std::uint64_t blocks_count = 1 + choose_(6);
        for (std::uint64_t block = 0; block < blocks_count; ++block) {
            std::uint64_t subsidy_sat = 50'0000'0000;
            for (std::uint64_t i = 0; i < (base_height + block) / halving_blocks; ++i) {
                subsidy_sat /= 2;
            }
            add_block(subsidy_sat);
        }
    }

    void add_block(std::uint64_t subsidy_sat) {
        const std::uint64_t block = chain_.blocks.size();
        chain_.subsidies_sat.push_back(subsidy_sat);
        PlainTransaction coinbase{.block = block, .coinbase = true};
        coinbase.outputs.resize(1 + choose_(2));
        coinbase.first_output = next_output_;
        coinbase.fee_sat = 0;
        next_output_ += coinbase.outputs.size();
        std::vector<PlainTransaction> others;
        std::uint64_t coinbase_sat = subsidy_sat;
        for (std::uint64_t i = choose_(6); i > 0; --i) {
            auto transaction = random_transaction(block);
            if (!transaction) break;
            coinbase_sat += transaction->fee_sat.value_or(0);
            others.push_back(std::move(*transaction));
        }
        for (auto& output : coinbase.outputs) output = random_output(coinbase_sat);
        // Mostly the last output claims what is left, else it stays unclaimed.
        if (choose_(3) != 0) coinbase.outputs.back().value_sat += coinbase_sat;
        chain_.blocks.emplace_back();
        chain_.columns.begin_block(static_cast<std::uint32_t>(block));
        add(coinbase);
        for (const auto& transaction : others) add(transaction);
        make_spendable(coinbase);
    }

    std::optional<PlainTransaction> random_transaction(std::uint64_t block) {
        PlainTransaction transaction{.block = block};
        std::uint64_t left_sat = 0;
        bool outside = false;
        for (std::uint64_t i = 1 + choose_(4); i > 0; --i) {
            if (window_ && choose_(8) == 0) {
                transaction.prevouts.push_back(graph::kOutside);
                outside = true;
                left_sat += choose_(8);
            } else if (!spendable_.empty()) {
                const auto picked =
                    spendable_.begin() + static_cast<std::ptrdiff_t>(choose_(spendable_.size()));
                transaction.prevouts.push_back(picked->first);
                left_sat += picked->second;
                spendable_.erase(picked);
            }
        }
        if (transaction.prevouts.empty()) return std::nullopt;
        transaction.first_output = next_output_;
        transaction.outputs.resize(1 + choose_(5));
        next_output_ += transaction.outputs.size();
        for (auto& output : transaction.outputs) output = random_output(left_sat);
        if (choose_(2) != 0) {
            transaction.outputs.back().value_sat += left_sat;
            left_sat = 0;
        }
        if (!outside) transaction.fee_sat = left_sat;
        make_spendable(transaction);
        return transaction;
    }

    graph::NewOutput random_output(std::uint64_t& left_sat) {
        const std::uint64_t value_sat = choose_(std::min<std::uint64_t>(left_sat, 12) + 1);
        left_sat -= value_sat;
        return {value_sat, choose_(12) == 0 ? graph::kNoAddress : choose_(kAddressesCount)};
    }

    void make_spendable(const PlainTransaction& transaction) {
        for (std::size_t i = 0; i < transaction.outputs.size(); ++i) {
            if (transaction.outputs[i].address == graph::kNoAddress) continue;
            spendable_.emplace_back(transaction.first_output + i, transaction.outputs[i].value_sat);
        }
    }

    void add(const PlainTransaction& transaction) {
        const std::size_t number = chain_.transactions.size();
        chain_.blocks.back().push_back(number);
        for (const auto& output : transaction.outputs) {
            chain_.outputs.push_back(output);
            chain_.makers.push_back(number);
            chain_.spenders.emplace_back();
        }
        for (const std::uint64_t prevout : transaction.prevouts) {
            if (prevout != graph::kOutside) chain_.spenders[prevout] = number;
        }
        chain_.transactions.push_back(transaction);
        const std::vector<std::uint64_t> coinbase{graph::kCoinbase};
        chain_.columns.add_transaction(transaction.coinbase ? coinbase : transaction.prevouts,
                                       transaction.outputs);
    }

    const Choose& choose_;
    PlainChain chain_;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> spendable_;  ///< Output, value.
    std::uint64_t next_output_ = 0;
    bool window_ = false;
};

/// Marks on some of the addresses.
inline AddressMarks random_marks(const Choose& choose) {
    std::vector<AddressMark> marks;
    for (std::uint64_t address = 0; address < kAddressesCount; ++address) {
        if (choose(4) != 0) continue;
        marks.push_back({address, static_cast<StopKind>(choose(4)), choose(2) == 0});
    }
    return AddressMarks(std::move(marks));
}

inline std::vector<Seed> random_seeds(const Choose& choose, const PlainChain& chain) {
    std::vector<Seed> seeds(1 + choose(4));
    for (Seed& seed : seeds) {
        seed = {choose(chain.outputs.size()), static_cast<std::uint32_t>(choose(3))};
        const std::uint64_t value_sat = chain.outputs[seed.output].value_sat;
        if (choose(3) == 0) {
            seed.first_sat = choose(value_sat + 1);
            seed.amount_sat = choose(value_sat - seed.first_sat + 1);
        }
        seed.is_carried = choose(3) == 0;
    }
    return seeds;
}

/// All options but the policy.
inline TraceOptions random_options(const Choose& choose, const AddressMarks& marks) {
    TraceOptions options;
    if (choose(3) != 0) options.marks = &marks;
    options.stop_at_marks = choose(3) != 0;
    options.follow_fees = choose(2) == 0;
    options.keep_way = choose(2) == 0;
    if (choose(3) == 0) options.haircut_floor_ppm = static_cast<std::uint32_t>(choose(600'000));
    if (choose(4) == 0) options.ends_from_sat = choose(6);
    if (choose(4) == 0) options.hops_max = static_cast<std::uint32_t>(choose(4));
    if (choose(4) == 0) options.transactions_max = choose(6);
    return options;
}

}  // namespace pelf::analyze::testing
