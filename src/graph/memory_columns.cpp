// SPDX-License-Identifier: Apache-2.0
#include "graph/memory_columns.hpp"

#include <algorithm>

namespace pelf::graph {

MemoryColumns::MemoryColumns(std::uint32_t halving_blocks, std::uint64_t base_height)
    : halving_blocks_(halving_blocks),
      base_height_(base_height),
      values_(kPackedLeadBytes),
      spenders_(kPackedLeadBytes),
      addresses_(kPackedLeadBytes),
      prevouts_(kPackedLeadBytes) {}

void MemoryColumns::begin_block(std::uint32_t time_s) {
    blocks_.push_back({.time_s = time_s,
                       .first_transaction = outputs_.transactions_count(),
                       .first_input = inputs_.rows_count(),
                       .first_output = outputs_.rows_count(),
                       .first_address = addresses_count_});
}

std::uint64_t MemoryColumns::sum_inputs(std::span<const std::uint64_t> prevouts,
                                        bool& known) const {
    const CoinColumns now = columns();
    std::uint64_t in_sat = 0;
    for (const std::uint64_t prevout : prevouts) {
        if (prevout == kOutside || prevout == kCoinbase) {
            known = false;
            continue;
        }
        PELF_CHECK(prevout < now.outputs_count);
        PELF_CHECK(now.spenders[prevout] == kUnspent);
        in_sat += now.value_sat(prevout);
    }
    return in_sat;
}

std::uint64_t MemoryColumns::add_transaction(std::span<const std::uint64_t> prevouts,
                                             std::span<const NewOutput> outputs) {
    PELF_CHECK(!blocks_.empty());
    const std::uint64_t transaction = outputs_.transactions_count();
    bool known = true;
    const std::uint64_t in_sat = sum_inputs(prevouts, known);
    std::uint64_t out_sat = 0;
    for (const std::uint64_t prevout : prevouts) {
        const std::uint64_t input = (prevouts_.size() - kPackedLeadBytes) / kPackedBytes;
        append_packed(prevouts_, prevout);
        if (prevout == kOutside || prevout == kCoinbase) continue;
        store_packed(spenders_.data() + kPackedLeadBytes + prevout * kPackedBytes, input);
    }
    for (const NewOutput& output : outputs) {
        const std::uint64_t number = (values_.size() - kPackedLeadBytes) / kPackedBytes;
        const bool big = output.value_sat >= kBigValue;
        append_packed(values_, big ? kBigValue : output.value_sat);
        if (big) big_values_.push_back({number, output.value_sat});
        append_packed(spenders_, kUnspent);
        append_packed(addresses_, output.address);
        if (output.address != kNoAddress) {
            addresses_count_ = std::max(addresses_count_, output.address + 1);
        }
        out_sat += output.value_sat;
    }
    inputs_.append(prevouts.size());
    outputs_.append(outputs.size());
    const bool coinbase = prevouts.front() == kCoinbase;
    PELF_CHECK(!known || in_sat >= out_sat);
    const std::uint64_t fee_sat = known ? in_sat - out_sat : 0;
    fees_.push_back(coinbase             ? 0
                    : !known             ? kFeeUnknown
                    : fee_sat >= kFeeBig ? kFeeBig
                                         : static_cast<std::uint32_t>(fee_sat));
    return transaction;
}

PackedView MemoryColumns::view(const std::vector<std::byte>& bytes) const noexcept {
    return PackedView(bytes.data() + kPackedLeadBytes);
}

CoinColumns MemoryColumns::columns() const {
    const Rows outputs{outputs_.transactions_count(), outputs_.rows_count()};
    const Rows inputs{inputs_.transactions_count(), inputs_.rows_count()};
    CoinColumns columns;
    columns.blocks_count = blocks_.size();
    columns.transactions_count = outputs.begin;
    columns.inputs_count = inputs.end;
    columns.outputs_count = outputs.end;
    columns.addresses_count = addresses_count_;
    columns.base_height = base_height_;
    columns.halving_blocks = halving_blocks_;
    columns.values = view(values_);
    columns.spenders = view(spenders_);
    columns.addresses = view(addresses_);
    columns.prevouts = view(prevouts_);
    columns.output_starts =
        RowStarts(outputs_.lines().data(), PackedView(outputs_.samples().data()), outputs);
    columns.input_starts =
        RowStarts(inputs_.lines().data(), PackedView(inputs_.samples().data()), inputs);
    columns.fees = fees_.data();
    columns.blocks = blocks_;
    columns.big_values = big_values_;
    return columns;
}

}  // namespace pelf::graph
