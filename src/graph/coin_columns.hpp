// SPDX-License-Identifier: Apache-2.0
//
// A coin ledger (Bitcoin) as columns in chain order. Blocks, transactions, inputs, outputs and
// addresses have numbers from 0 in the order in which the chain brings them; a row's number is
// its place, so nothing stores it. What a trace needs to read of one output is ten bytes:
//
//   column      row          holds
//   values      output       amount in satoshi; kBigValue: look it up in big_values
//   spenders    output       number of the input that spends it, or kUnspent, kUnspendable
//   addresses   output       number of the address it pays, or kNoAddress (unspendable script)
//   prevouts    input        number of the output it spends, or kCoinbase, kOutside
//   fees        transaction  inputs minus outputs in satoshi, or kFeeUnknown, kFeeBig
//   output_starts, input_starts   which rows belong to which transaction
//   blocks      block        header, times, and the first row of each kind
//
// A store that does not begin at the genesis block is a *window*: an input that spends an output
// from before it has prevout kOutside, and its amount is not known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>

#include "codec/bitcoin_script.hpp"
#include "codec/sha256.hpp"
#include "graph/packed.hpp"
#include "graph/row_starts.hpp"

namespace pelf::graph {

inline constexpr std::uint64_t kUnspent = kPackedMax;
/// Never in the unspent set: the genesis coinbase, and coinbases whose id a later one took over
/// before they were spent (BIP 30).
inline constexpr std::uint64_t kUnspendable = kPackedMax - 1;
inline constexpr std::uint64_t kNoAddress = kPackedMax;
inline constexpr std::uint64_t kCoinbase = kPackedMax;
inline constexpr std::uint64_t kOutside = kPackedMax - 1;
inline constexpr std::uint64_t kBigValue = kPackedMax;
inline constexpr std::uint32_t kFeeUnknown = 0xffff'ffff;  ///< An input comes from outside.
inline constexpr std::uint32_t kFeeBig = 0xffff'fffe;      ///< Sum it up from the rows.

/// Blocks between two halvings of the subsidy: 210,000; on regtest 150.
std::uint32_t halving_blocks(codec::Chain chain) noexcept;

/// One block, as stored. Little-endian.
struct BlockRow {
    codec::Hash256 hash{};
    codec::Hash256 merkle_root{};
    codec::Hash256
        rows_sha256{};  ///< Over this block's rows of every column; docs/formats/coin-store.md.
    std::uint32_t version = 0;
    std::uint32_t time_s = 0;  ///< The header's time: seconds since 1970, not monotonic.
    std::uint32_t bits = 0;
    std::uint32_t nonce = 0;
    std::uint64_t first_transaction = 0;
    std::uint64_t first_input = 0;
    std::uint64_t first_output = 0;
    std::uint64_t first_address = 0;
    std::uint64_t first_address_byte = 0;
    std::uint32_t size_bytes = 0;  ///< Serialized, with witnesses.
    std::uint32_t reserved = 0;
};
static_assert(sizeof(BlockRow) == 160);
static_assert(offsetof(BlockRow, first_transaction) == 112);
static_assert(std::is_trivially_copyable_v<BlockRow>);

/// An output of 2^40 - 1 satoshi (10,995 bitcoin) or more.
struct BigValue {
    std::uint64_t output = 0;
    std::uint64_t value_sat = 0;
};
static_assert(sizeof(BigValue) == 16);

/// A view over columns that someone else owns (CoinStore, MemoryColumns) and that must outlive
/// it. Copying is cheap; any number of threads. Row numbers are not checked: callers stay below
/// the counts.
struct CoinColumns {
    std::uint64_t blocks_count = 0;
    std::uint64_t transactions_count = 0;
    std::uint64_t inputs_count = 0;
    std::uint64_t outputs_count = 0;
    std::uint64_t addresses_count = 0;
    std::uint64_t base_height = 0;           ///< Height of block 0: not 0 for a window.
    std::uint32_t halving_blocks = 210'000;  ///< Blocks between two halvings of the subsidy.

    PackedView values;
    PackedView spenders;
    PackedView addresses;
    PackedView prevouts;
    RowStarts output_starts;
    RowStarts input_starts;
    const std::uint32_t* fees = nullptr;
    std::span<const BlockRow> blocks;
    std::span<const BigValue> big_values;  ///< By output number.

    std::uint64_t value_sat(std::uint64_t output) const noexcept {
        const std::uint64_t value = values[output];
        return value != kBigValue ? value : big_value_sat(output);
    }

    /// The input that spends an output; nothing if none does (within these columns).
    std::optional<std::uint64_t> spender(std::uint64_t output) const noexcept {
        const std::uint64_t input = spenders[output];
        if (input >= inputs_count) return std::nullopt;
        return input;
    }

    Rows outputs_of(std::uint64_t transaction) const noexcept {
        return output_starts.rows_of(transaction);
    }
    Rows inputs_of(std::uint64_t transaction) const noexcept {
        return input_starts.rows_of(transaction);
    }
    std::uint64_t transaction_of_output(std::uint64_t output) const noexcept {
        return output_starts.transaction_of(output);
    }
    std::uint64_t transaction_of_input(std::uint64_t input) const noexcept {
        return input_starts.transaction_of(input);
    }

    /// Fee in satoshi; nothing where an input's amount is unknown. Zero for a coinbase.
    std::optional<std::uint64_t> fee_sat(std::uint64_t transaction) const noexcept;

    /// The block that holds a transaction: a binary search.
    std::uint64_t block_of(std::uint64_t transaction) const noexcept;
    /// One past the last transaction of a block.
    std::uint64_t transactions_end(std::uint64_t block) const noexcept;
    bool is_coinbase(std::uint64_t transaction) const noexcept;

    /// The same columns as they stood after their first `blocks_kept` blocks: later rows are gone
    /// and what they spend is unspent again. Costs nothing. Requires blocks_kept <= blocks_count.
    CoinColumns cut(std::uint64_t blocks_kept) const noexcept;

    /// New coins a block may create: 50 bitcoin, halved every halving_blocks.
    std::uint64_t subsidy_sat(std::uint64_t block) const noexcept;

    /// The amount of an output whose packed value is kBigValue: a binary search.
    std::uint64_t big_value_sat(std::uint64_t output) const noexcept;
};

}  // namespace pelf::graph
