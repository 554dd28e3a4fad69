// SPDX-License-Identifier: Apache-2.0
#include "graph/coin_columns.hpp"

#include <algorithm>

namespace pelf::graph {

std::uint32_t halving_blocks(codec::Chain chain) noexcept {
    return chain == codec::Chain::regtest ? 150 : 210'000;
}

std::uint64_t CoinColumns::big_value_sat(std::uint64_t output) const noexcept {
    const auto found = std::ranges::lower_bound(big_values, output, {}, &BigValue::output);
    PELF_CHECK(found != big_values.end() && found->output == output);
    return found->value_sat;
}

std::optional<std::uint64_t> CoinColumns::fee_sat(std::uint64_t transaction) const noexcept {
    const std::uint32_t fee = fees[transaction];
    if (fee == kFeeUnknown) return std::nullopt;
    if (fee != kFeeBig) return fee;
    std::uint64_t in_sat = 0;
    std::uint64_t out_sat = 0;
    const Rows inputs = inputs_of(transaction);
    for (std::uint64_t input = inputs.begin; input < inputs.end; ++input) {
        in_sat += value_sat(prevouts[input]);
    }
    const Rows outputs = outputs_of(transaction);
    for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
        out_sat += value_sat(output);
    }
    return in_sat - out_sat;
}

std::uint64_t CoinColumns::block_of(std::uint64_t transaction) const noexcept {
    const auto after =
        std::ranges::upper_bound(blocks, transaction, {}, &BlockRow::first_transaction);
    return static_cast<std::uint64_t>(after - blocks.begin()) - 1;
}

std::uint64_t CoinColumns::transactions_end(std::uint64_t block) const noexcept {
    return block + 1 < blocks_count ? blocks[block + 1].first_transaction : transactions_count;
}

bool CoinColumns::is_coinbase(std::uint64_t transaction) const noexcept {
    return prevouts[input_starts.first_row(transaction)] == kCoinbase;
}

CoinColumns CoinColumns::cut(std::uint64_t blocks_kept) const noexcept {
    if (blocks_kept >= blocks_count) return *this;
    const BlockRow& first_gone = blocks[blocks_kept];
    CoinColumns kept = *this;
    kept.blocks_count = blocks_kept;
    kept.transactions_count = first_gone.first_transaction;
    kept.inputs_count = first_gone.first_input;
    kept.outputs_count = first_gone.first_output;
    kept.addresses_count = first_gone.first_address;
    kept.output_starts = output_starts.cut({kept.transactions_count, kept.outputs_count});
    kept.input_starts = input_starts.cut({kept.transactions_count, kept.inputs_count});
    kept.blocks = blocks.first(blocks_kept);
    return kept;
}

std::uint64_t CoinColumns::subsidy_sat(std::uint64_t block) const noexcept {
    constexpr std::uint64_t kFirstSubsidySat = 50'0000'0000;
    const std::uint64_t halvings = (base_height + block) / halving_blocks;
    return halvings < 64 ? kFirstSubsidySat >> halvings : 0;
}

}  // namespace pelf::graph
