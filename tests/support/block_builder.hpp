// SPDX-License-Identifier: Apache-2.0
//
// Makes small Bitcoin blocks for tests: real bytes with a coinbase that states its height
// (BIP 34), a Merkle root, a witness commitment (BIP 141) and, at regtest difficulty, proof of
// work. Writes them as block files with or without XOR. Written straight from the wire format and
// not by way of the readers under test, so that both can be wrong only independently.
//
//   ChainMaker chain;                                    // Holds the regtest genesis block.
//   const MadeBlock& paid = chain.add({.coinbase_pays = {{50'0000'0000, key_script(1)}}});
//   chain.add({.transactions = {make_transaction({{paid.coinbase_txid, 0}}, {{1,
//   key_script(2)}})}}); write_file(folder / "blk00000.dat", block_file(chain.bytes()));
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::test {

using codec::Hash256;
using Bytes = std::vector<std::byte>;
using XorKey = std::array<std::byte, 8>;

/// About two tries a block.
inline constexpr std::uint32_t kRegtestBits = 0x207fffff;
/// About 512 tries: the work of 256 blocks at kRegtestBits.
inline constexpr std::uint32_t kHarderBits = 0x2000'7fff;
inline constexpr std::array kRegtestMagic = {std::byte{0xfa}, std::byte{0xbf}, std::byte{0xb5},
                                             std::byte{0xda}};
inline constexpr std::uint32_t kRegtestGenesisTime = 1'296'688'602;

inline void append(Bytes& bytes, std::span<const std::byte> more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

template <std::unsigned_integral T>
void append_integer(Bytes& bytes, T value) {
    std::array<std::byte, sizeof(T)> raw{};
    store(raw.data(), value);
    append(bytes, raw);
}

inline void append_compact_size(Bytes& bytes, std::uint64_t value) {
    if (value < 0xfd) return append_integer(bytes, static_cast<std::uint8_t>(value));
    bytes.push_back(value <= 0xffff ? std::byte{0xfd} : std::byte{0xfe});
    if (value <= 0xffff) return append_integer(bytes, static_cast<std::uint16_t>(value));
    append_integer(bytes, static_cast<std::uint32_t>(value));
}

inline void append_sized(Bytes& bytes, std::span<const std::byte> script) {
    append_compact_size(bytes, script.size());
    append(bytes, script);
}

/// A locking script of its own for each number: pay to witness key hash.
inline Bytes key_script(std::uint32_t number) {
    Bytes script = {std::byte{0x00}, std::byte{0x14}};
    script.resize(22);
    store(script.data() + 2, number);
    return script;
}

struct Spend {
    Hash256 txid;
    std::uint32_t index = 0;
    Bytes script = {};
    std::vector<Bytes> witness = {};
    std::uint32_t sequence = 0xffff'ffff;
};

struct Pay {
    std::uint64_t value_sat = 0;
    Bytes script = {};
};

struct MadeTransaction {
    Bytes bytes;
    Hash256 txid;
    Hash256 witness_txid;
    bool has_witness = false;
};

/// With a witness if any spend has one. Signatures are not made: nothing here checks them.
inline MadeTransaction make_transaction(const std::vector<Spend>& spends,
                                        const std::vector<Pay>& pays) {
    constexpr std::uint32_t kVersion = 2;
    Bytes body;
    append_compact_size(body, spends.size());
    for (const Spend& spend : spends) {
        append(body, spend.txid.bytes);
        append_integer(body, spend.index);
        append_sized(body, spend.script);
        append_integer(body, spend.sequence);
    }
    append_compact_size(body, pays.size());
    for (const Pay& pay : pays) {
        append_integer(body, pay.value_sat);
        append_sized(body, pay.script);
    }
    Bytes witness;
    MadeTransaction made;
    for (const Spend& spend : spends) {
        made.has_witness = made.has_witness || !spend.witness.empty();
        append_compact_size(witness, spend.witness.size());
        for (const Bytes& item : spend.witness) append_sized(witness, item);
    }

    Bytes stripped;
    append_integer(stripped, kVersion);
    append(stripped, body);
    append_integer(stripped, std::uint32_t{0});
    made.txid = codec::sha256d(stripped);
    made.bytes = stripped;
    if (made.has_witness) {
        made.bytes.clear();
        append_integer(made.bytes, kVersion);
        append(made.bytes, std::array{std::byte{0}, std::byte{1}});
        append(made.bytes, body);
        append(made.bytes, witness);
        append_integer(made.bytes, std::uint32_t{0});
    }
    made.witness_txid = codec::sha256d(made.bytes);
    return made;
}

/// Bitcoin's Merkle root, by the plainest code: a new row for each level.
inline Hash256 plain_merkle_root(std::vector<Hash256> row) {
    while (row.size() > 1) {
        std::vector<Hash256> above;
        for (std::size_t i = 0; i < row.size(); i += 2) {
            const Hash256& right = row[std::min(i + 1, row.size() - 1)];
            Bytes both(row[i].bytes.begin(), row[i].bytes.end());
            append(both, right.bytes);
            above.push_back(codec::sha256d(both));
        }
        row = std::move(above);
    }
    return row.empty() ? Hash256{} : row.front();
}

/// What a coinbase's script begins with since BIP 34: the height, pushed as a script number.
inline Bytes height_script(std::uint32_t height) {
    if (height == 0) return {std::byte{0x00}, std::byte{0x00}};
    if (height <= 16) return {static_cast<std::byte>(0x50 + height), std::byte{0x00}};
    Bytes digits;
    for (std::uint32_t rest = height; rest > 0; rest >>= 8) {
        digits.push_back(static_cast<std::byte>(rest));
    }
    if ((digits.back() & std::byte{0x80}) != std::byte{}) digits.push_back({});  // The sign bit.
    Bytes script;
    append_sized(script, digits);
    return script;
}

/// Whether a hash, read as a number, is at most what `bits` say. For positive bits of 4 bytes up.
inline bool is_under_target(const Hash256& hash, std::uint32_t bits) {
    std::array<std::byte, 33> target{};  // Least significant byte first.
    const std::size_t size = bits >> 24;
    PELF_CHECK(size >= 4 && size <= 32);
    for (std::size_t i = 0; i < 3; ++i) {
        target[size - 3 + i] = static_cast<std::byte>(bits >> (8 * i));
    }
    for (std::size_t i = 32; i-- > 0;) {
        if (hash.bytes[i] != target[i]) return hash.bytes[i] < target[i];
    }
    return true;
}

struct BlockSpec {
    std::vector<MadeTransaction> transactions = {};  ///< After the coinbase.
    std::vector<Pay> coinbase_pays = {};             ///< None: 50 BTC to key_script(height).
    std::uint32_t bits = kRegtestBits;
    std::uint32_t version = 0x2000'0000;
    std::uint32_t time_s = 0;       ///< Zero: ten minutes a block after genesis.
    std::uint32_t extra_nonce = 0;  ///< Tells apart two blocks that are otherwise the same.
};

struct MadeBlock {
    Bytes bytes;
    Hash256 hash;
    Hash256 previous;
    Hash256 coinbase_txid;
    std::uint32_t height = 0;
};

/// Searches the nonce of the 80 header bytes at the front of `block`.
inline void mine(Bytes& block, std::uint32_t bits) {
    const auto header = std::span(block).first(80);
    for (std::uint32_t nonce = 0;; ++nonce) {
        store(block.data() + 76, nonce);
        if (is_under_target(codec::sha256d(header), bits)) return;
    }
}

/// The coinbase, with the commitment to the witnesses of `others` if any has one.
inline MadeTransaction make_coinbase(std::uint32_t height, const BlockSpec& spec) {
    std::vector<Pay> pays = spec.coinbase_pays;
    if (pays.empty()) pays.push_back({50'0000'0000, key_script(height)});
    Spend spend{.txid = {}, .index = 0xffff'ffff, .script = height_script(height)};
    append_integer(spend.script, spec.extra_nonce);
    if (std::ranges::any_of(spec.transactions, &MadeTransaction::has_witness)) {
        const Bytes nonce(32);
        std::vector<Hash256> row(1);
        for (const auto& transaction : spec.transactions) row.push_back(transaction.witness_txid);
        const Hash256 root = plain_merkle_root(std::move(row));
        Bytes script = *codec::from_hex("6a24aa21a9ed");
        append(script, codec::sha256d({root.bytes, nonce}).bytes);
        pays.push_back({0, std::move(script)});
        spend.witness = {nonce};
    }
    return make_transaction({spend}, pays);
}

inline MadeBlock make_block(const MadeBlock& previous, const BlockSpec& spec) {
    MadeBlock made{.bytes = {},
                   .hash = {},
                   .previous = previous.hash,
                   .coinbase_txid = {},
                   .height = previous.height + 1};
    const MadeTransaction coinbase = make_coinbase(made.height, spec);
    made.coinbase_txid = coinbase.txid;
    std::vector<Hash256> txids = {coinbase.txid};
    for (const auto& transaction : spec.transactions) txids.push_back(transaction.txid);

    append_integer(made.bytes, spec.version);
    append(made.bytes, previous.hash.bytes);
    append(made.bytes, plain_merkle_root(txids).bytes);
    append_integer(made.bytes,
                   spec.time_s != 0 ? spec.time_s : kRegtestGenesisTime + 600 * made.height);
    append_integer(made.bytes, spec.bits);
    append_integer(made.bytes, std::uint32_t{0});
    mine(made.bytes, spec.bits);
    made.hash = codec::sha256d(made.bytes);
    append_compact_size(made.bytes, txids.size());
    append(made.bytes, coinbase.bytes);
    for (const auto& transaction : spec.transactions) append(made.bytes, transaction.bytes);
    return made;
}

/// Block 0 of every regtest chain; its coinbase is that of the main chain.
inline MadeBlock regtest_genesis() {
    constexpr std::string_view kBlock =
        "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b2"
        "7ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4adae5494dffff7f20020000000101000000010000"
        "000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d01044554"
        "68652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f6620"
        "7365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a0100000043410467"
        "8afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51e"
        "c112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";
    MadeBlock made;
    made.bytes = *codec::from_hex(kBlock);
    made.hash = codec::sha256d(std::span(made.bytes).first(80));
    std::copy_n(made.bytes.data() + 36, 32, made.coinbase_txid.bytes.begin());
    return made;
}

/// A chain that grows at its tip, from genesis or from any block of another chain.
class ChainMaker {
public:
    ChainMaker() : blocks_{regtest_genesis()} {}

    /// References stay good until the next add().
    const MadeBlock& add(const BlockSpec& spec = {}) {
        MadeBlock block = make_block(blocks_.back(), spec);
        return blocks_.emplace_back(std::move(block));
    }
    void add_many(std::size_t count, const BlockSpec& spec = {}) {
        for (std::size_t i = 0; i < count; ++i) add(spec);
    }
    /// The same chain up to and with `height`.
    ChainMaker fork_at(std::uint32_t height) const {
        PELF_CHECK(height < blocks_.size());
        ChainMaker fork;
        fork.blocks_.assign(blocks_.begin(), blocks_.begin() + height + 1);
        return fork;
    }

    const std::vector<MadeBlock>& blocks() const { return blocks_; }
    const MadeBlock& tip() const { return blocks_.back(); }
    /// Of the blocks from `height` on.
    std::vector<Bytes> bytes(std::size_t height = 0) const {
        std::vector<Bytes> all;
        for (; height < blocks_.size(); ++height) all.push_back(blocks_[height].bytes);
        return all;
    }

private:
    std::vector<MadeBlock> blocks_;
};

/// Records as a node writes them: magic, length, block.
inline Bytes block_file(const std::vector<Bytes>& blocks,
                        std::span<const std::byte> magic = kRegtestMagic) {
    Bytes file;
    for (const Bytes& block : blocks) {
        append(file, magic);
        append_integer(file, static_cast<std::uint32_t>(block.size()));
        append(file, block);
    }
    return file;
}

/// What xor.dat asks for, and its own inverse.
inline void apply_xor(Bytes& file, const XorKey& key) {
    for (std::size_t i = 0; i < file.size(); ++i) file[i] ^= key[i % key.size()];
}

inline void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    file.close();
    PELF_CHECK(file.good());
}

}  // namespace pelf::test
