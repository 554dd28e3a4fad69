// SPDX-License-Identifier: Apache-2.0
//
// The file that Bitcoin Core's `dumptxoutset` writes: every unspent output at one block. A store
// is held against it to prove that nothing was lost.
//
//   header    "utxo" ff, version u16 = 2, network magic 4, block hash 32, coins u64     51 bytes
//   then      txid 32, CompactSize number of its coins, and for each:
//     coin    CompactSize output index
//             VARINT     height * 2 + (1 if of a coinbase)
//             VARINT     amount, compressed
//             script     VARINT form, bytes
//
//   form 0  hash of a key, 20          form 2, 3  key with even, odd y: x alone, 32
//   form 1  hash of a script, 20       form 4, 5  the same, but the script holds the key of 65
//   form n > 5  the script itself, n - 6 bytes
//
// VARINT: seven bits a byte, most significant first, the top bit set on all but the last; each
// byte but the last stands for one more than it says, so that a number has one encoding.
// An amount: 0 is 0; else trailing zeros e (up to 9) are split off, n = d * 10^e with last digit
// d' of d: e < 9: 1 + 10 * (9 * (d / 10) + d' - 1) + e; e = 9: 1 + 10 * (d - 1) + 9.
// All integers are little-endian. Source: Bitcoin Core, compressor.h, serialize.h, rpc/blockchain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "base/result.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/sha256.hpp"

namespace pelf::ingest {

inline constexpr std::size_t kSnapshotHeaderBytes = 51;
/// Longer scripts can never be spent and are not in the set.
inline constexpr std::size_t kSnapshotScriptBytesMax = 10'000;
/// What 21 million coins are; no output has more.
inline constexpr std::uint64_t kMoneyMaxSat = 21'000'000ULL * 100'000'000ULL;

struct SnapshotHeader {
    codec::Chain chain = codec::Chain::main;
    codec::Hash256 block_hash;  ///< The set is that after this block.
    std::uint64_t coins_count = 0;
};

enum class CoinScriptForm : std::uint8_t {
    key_hash = 0,       ///< P2PKH; 20 bytes.
    script_hash = 1,    ///< P2SH; 20 bytes.
    even_key = 2,       ///< P2PK with a 33-byte key beginning 02; x, 32 bytes.
    odd_key = 3,        ///< The same beginning 03.
    even_long_key = 4,  ///< P2PK with a 65-byte key of which the file has x and the parity of y.
    odd_long_key = 5,
    plain = 6,  ///< The script as it is.
};

struct SnapshotCoin {
    codec::Hash256 txid;
    std::uint32_t index = 0;
    std::uint32_t height = 0;
    bool is_coinbase = false;
    CoinScriptForm form = CoinScriptForm::plain;
    std::uint64_t value_sat = 0;
    std::span<const std::byte> script;  ///< As `form` says; lives as long as the file's bytes.
};

/// Whether the coin's script gives this lock. Of a 65-byte key x and the parity of y are compared:
/// y follows from them on the curve, and is not computed here.
bool is_locked_by(const SnapshotCoin& coin, const codec::Lock& lock);

/// Fails with truncated, malformed (another kind of file), unsupported (another version) or
/// refused (a network that is not read).
Result<SnapshotHeader> read_snapshot_header(std::span<const std::byte> bytes);

/// Called for each coin in file order; an error ends the reading and is handed on.
using CoinSink = std::function<Status(const SnapshotCoin&)>;

/// Reads a whole snapshot (map the file; pages come and go as it is read). Besides the faults of
/// the header: malformed or truncated coins, a number of coins other than the header's, bytes
/// after the last. The sink may have been called by then: what it was given counts only if this
/// succeeds. Cost: one pass.
Result<SnapshotHeader> read_utxo_snapshot(std::span<const std::byte> bytes, const CoinSink& sink);

}  // namespace pelf::ingest
