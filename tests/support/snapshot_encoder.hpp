// SPDX-License-Identifier: Apache-2.0
//
// Writes what ingest/ledgers/utxo_snapshot.hpp reads, by the plainest code. For tests and fuzzing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "ingest/ledgers/bitcoin_chain.hpp"
#include "ingest/ledgers/utxo_snapshot.hpp"
#include "support/block_builder.hpp"

namespace pelf::test {

inline void append_varint(Bytes& bytes, std::uint64_t value) {
    Bytes digits = {static_cast<std::byte>(value & 0x7f)};
    while (value > 0x7f) {
        value = (value >> 7) - 1;
        digits.push_back(static_cast<std::byte>(0x80 | (value & 0x7f)));
    }
    bytes.insert(bytes.end(), digits.rbegin(), digits.rend());
}

inline std::uint64_t packed_amount(std::uint64_t value) {
    if (value == 0) return 0;
    std::uint64_t zeros_count = 0;
    while (value % 10 == 0 && zeros_count < 9) {
        value /= 10;
        ++zeros_count;
    }
    if (zeros_count == 9) return 1 + 10 * (value - 1) + 9;
    return 1 + 10 * (9 * (value / 10) + value % 10 - 1) + zeros_count;
}

inline Bytes snapshot_header_bytes(const ingest::SnapshotHeader& header) {
    Bytes bytes = {std::byte{'u'}, std::byte{'t'}, std::byte{'x'}, std::byte{'o'}, std::byte{0xff}};
    append_integer(bytes, std::uint16_t{2});
    append(bytes, ingest::chain_parameters(header.chain).magic);
    append(bytes, header.block_hash.bytes);
    append_integer(bytes, header.coins_count);
    return bytes;
}

/// All coins of one transaction: the txid is that of the first.
inline void append_coins(Bytes& bytes, const std::vector<ingest::SnapshotCoin>& coins) {
    append(bytes, coins.front().txid.bytes);
    append_compact_size(bytes, coins.size());
    for (const ingest::SnapshotCoin& coin : coins) {
        append_compact_size(bytes, coin.index);
        append_varint(bytes, std::uint64_t{coin.height} * 2 + (coin.is_coinbase ? 1 : 0));
        append_varint(bytes, packed_amount(coin.value_sat));
        const auto form = static_cast<std::uint64_t>(coin.form);
        append_varint(
            bytes, coin.form == ingest::CoinScriptForm::plain ? form + coin.script.size() : form);
        append(bytes, coin.script);
    }
}

}  // namespace pelf::test
