// SPDX-License-Identifier: Apache-2.0
#include "graph/coin_batch.hpp"

namespace pelf::graph {

void CoinBatch::add(const codec::Block& block, std::uint32_t size_bytes) {
    BlockRow row;
    row.hash = block.hash;
    row.merkle_root = block.header.merkle_root;
    row.version = block.header.version;
    row.time_s = block.header.time_s;
    row.bits = block.header.bits;
    row.nonce = block.header.nonce;
    row.first_transaction = start.transactions + txids.size();
    row.first_input = start.inputs + spent_txids.size();
    row.first_output = start.outputs + values.size();
    row.size_bytes = size_bytes;
    blocks.push_back(row);
    for (const codec::Transaction& transaction : block.transactions) {
        txids.push_back(transaction.txid);
        inputs_counts.push_back(transaction.inputs_count);
        outputs_counts.push_back(transaction.outputs_count);
    }
    for (const codec::TransactionInput& input : block.inputs) {
        spent_txids.push_back(input.spent_txid);
        spent_indexes.push_back(input.spent_index);
    }
    for (const codec::TransactionOutput& output : block.outputs) {
        values.push_back(output.value_sat);
        lock_offsets.push_back(lock_rows.size());
        const codec::Lock lock = codec::classify_script(output.script);
        if (lock.kind != codec::ScriptKind::unspendable) append_address_row(lock_rows, lock);
    }
}

void CoinBatch::keep_blocks(std::uint64_t blocks_count) {
    if (blocks_count >= blocks.size()) return;
    const BlockRow& first_gone = blocks[blocks_count];
    const std::uint64_t transactions = first_gone.first_transaction - start.transactions;
    const std::uint64_t inputs = first_gone.first_input - start.inputs;
    const std::uint64_t outputs = first_gone.first_output - start.outputs;
    blocks.resize(blocks_count);
    txids.resize(transactions);
    inputs_counts.resize(transactions);
    outputs_counts.resize(transactions);
    spent_txids.resize(inputs);
    spent_indexes.resize(inputs);
    if (outputs < lock_offsets.size()) lock_rows.resize(lock_offsets[outputs]);
    values.resize(outputs);
    lock_offsets.resize(outputs);
}

void CoinBatch::clear(const RowCounts& next) {
    keep_blocks(0);
    start = next;
}

std::uint64_t CoinBatch::memory_bytes() const noexcept {
    return blocks.size() * sizeof(BlockRow) + txids.size() * (sizeof(codec::Hash256) + 8) +
           spent_txids.size() * (sizeof(codec::Hash256) + 4) + values.size() * 16 +
           lock_rows.size();
}

std::span<const std::byte> CoinBatch::lock_row(std::uint64_t output) const noexcept {
    const std::uint64_t begin = lock_offsets[output];
    const std::uint64_t end =
        output + 1 < lock_offsets.size() ? lock_offsets[output + 1] : lock_rows.size();
    return std::span(lock_rows).subspan(begin, end - begin);
}

}  // namespace pelf::graph
