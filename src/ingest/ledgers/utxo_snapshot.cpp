// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/utxo_snapshot.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/compact_size.hpp"
#include "ingest/ledgers/bitcoin_chain.hpp"

namespace pelf::ingest {
namespace {

constexpr std::array kFileMagic = {std::byte{'u'}, std::byte{'t'}, std::byte{'x'}, std::byte{'o'},
                                   std::byte{0xff}};
constexpr std::uint16_t kVersion = 2;

Unexpected<Error> failed(Fault fault, std::uint64_t offset, std::string message) {
    return Unexpected(Error{fault, std::move(message), "", offset});
}

Result<std::uint64_t, Fault> read_varint(ByteReader& reader) {
    constexpr std::uint64_t kShiftMax = std::numeric_limits<std::uint64_t>::max() >> 7;
    std::uint64_t value = 0;
    while (true) {
        PELF_TRY(byte, reader.read<std::uint8_t>());
        if (value > kShiftMax) return Unexpected(Fault::malformed);
        value = value << 7 | (byte & 0x7f);
        if ((byte & 0x80) == 0) return value;
        if (value == std::numeric_limits<std::uint64_t>::max()) return Unexpected(Fault::malformed);
        ++value;
    }
}

Result<std::uint64_t, Fault> expand_amount(std::uint64_t packed) {
    if (packed == 0) return packed;
    --packed;
    auto zeros_count = packed % 10;
    packed /= 10;
    std::uint64_t value = 0;
    if (zeros_count < 9) {
        const std::uint64_t last_digit = packed % 9 + 1;
        value = packed / 9;
        if (value > kMoneyMaxSat) return Unexpected(Fault::malformed);
        value = value * 10 + last_digit;
    } else {
        if (packed >= kMoneyMaxSat) return Unexpected(Fault::malformed);
        value = packed + 1;
    }
    for (; zeros_count > 0; --zeros_count) {
        if (value > kMoneyMaxSat) return Unexpected(Fault::malformed);
        value *= 10;
    }
    if (value > kMoneyMaxSat) return Unexpected(Fault::malformed);
    return value;
}

Result<Done, Fault> read_script(ByteReader& reader, SnapshotCoin& coin) {
    constexpr std::uint64_t kFormsCount = 6;
    constexpr std::size_t kHashBytes = 20;
    constexpr std::size_t kKeyBytes = 32;
    PELF_TRY(form, read_varint(reader));
    if (form >= kFormsCount) {
        if (form - kFormsCount > kSnapshotScriptBytesMax) return Unexpected(Fault::over_limit);
        PELF_TRY(script, reader.take(form - kFormsCount));
        coin.form = CoinScriptForm::plain;
        coin.script = script;
        return Done{};
    }
    coin.form = static_cast<CoinScriptForm>(form);
    const bool is_hash = form <= static_cast<std::uint64_t>(CoinScriptForm::script_hash);
    PELF_TRY(payload, reader.take(is_hash ? kHashBytes : kKeyBytes));
    coin.script = payload;
    return Done{};
}

/// All but the txid.
Result<Done, Fault> read_coin(ByteReader& reader, SnapshotCoin& coin) {
    PELF_TRY(index, codec::read_compact_size(reader, codec::kBlockBytesMax));
    PELF_TRY(code, read_varint(reader));
    if (code >> 1 > std::numeric_limits<std::int32_t>::max()) return Unexpected(Fault::malformed);
    PELF_TRY(packed, read_varint(reader));
    PELF_TRY(value_sat, expand_amount(packed));
    coin.index = static_cast<std::uint32_t>(index);
    coin.height = static_cast<std::uint32_t>(code >> 1);
    coin.is_coinbase = (code & 1) != 0;
    coin.value_sat = value_sat;
    return read_script(reader, coin);
}

/// Whether the lock is pay-to-this-65-byte-key.
bool has_long_key(const codec::Lock& lock, std::span<const std::byte> x, bool y_is_odd) {
    constexpr std::size_t kLongKeyBytes = 65;
    constexpr auto kLongKeyMark = std::byte{0x04};
    const auto key = lock.bytes();
    return lock.kind == codec::ScriptKind::p2pk && key.size() == kLongKeyBytes &&
           key.front() == kLongKeyMark && std::ranges::equal(key.subspan(1, 32), x) &&
           ((key.back() & std::byte{1}) != std::byte{}) == y_is_odd;
}

bool has_payload(const codec::Lock& lock, codec::ScriptKind kind,
                 std::span<const std::byte> payload) {
    return lock.kind == kind && std::ranges::equal(lock.bytes(), payload);
}

bool has_short_key(const codec::Lock& lock, std::byte mark, std::span<const std::byte> x) {
    return lock.kind == codec::ScriptKind::p2pk && lock.size_bytes == 1 + x.size() &&
           lock.payload.front() == mark && std::ranges::equal(lock.bytes().subspan(1), x);
}

}  // namespace

bool is_locked_by(const SnapshotCoin& coin, const codec::Lock& lock) {
    switch (coin.form) {
        case CoinScriptForm::key_hash:
            return has_payload(lock, codec::ScriptKind::p2pkh, coin.script);
        case CoinScriptForm::script_hash:
            return has_payload(lock, codec::ScriptKind::p2sh, coin.script);
        case CoinScriptForm::even_key: return has_short_key(lock, std::byte{0x02}, coin.script);
        case CoinScriptForm::odd_key: return has_short_key(lock, std::byte{0x03}, coin.script);
        case CoinScriptForm::even_long_key: return has_long_key(lock, coin.script, false);
        case CoinScriptForm::odd_long_key: return has_long_key(lock, coin.script, true);
        case CoinScriptForm::plain: return codec::classify_script(coin.script) == lock;
    }
    return false;
}

Result<SnapshotHeader> read_snapshot_header(std::span<const std::byte> bytes) {
    if (bytes.size() < kSnapshotHeaderBytes) {
        return failed(Fault::truncated, bytes.size(),
                      text("a snapshot's header has ", kSnapshotHeaderBytes,
                           " bytes, this file ends after ", bytes.size()));
    }
    if (!std::ranges::equal(bytes.first(kFileMagic.size()), kFileMagic)) {
        return failed(Fault::malformed, 0,
                      "not a snapshot of unspent outputs; make one with: bitcoin-cli dumptxoutset");
    }
    const auto version = load<std::uint16_t>(bytes.data() + 5);
    if (version != kVersion) {
        return failed(
            Fault::unsupported, 5,
            text("snapshots of version ", kVersion,
                 " are read (Bitcoin Core 28 and later); this one has version ", version));
    }
    const auto magic = bytes.subspan<7, 4>();
    const auto chain = chain_of_magic(magic);
    if (!chain) {
        return failed(Fault::refused, 7, "the snapshot is of a network that is not read");
    }
    SnapshotHeader header{
        .chain = *chain, .block_hash = {}, .coins_count = load<std::uint64_t>(bytes.data() + 43)};
    std::ranges::copy(bytes.subspan<11, 32>(), header.block_hash.bytes.begin());
    return header;
}

Result<SnapshotHeader> read_utxo_snapshot(std::span<const std::byte> bytes, const CoinSink& sink) {
    PELF_TRY(header, read_snapshot_header(bytes));
    const auto body = bytes.subspan(kSnapshotHeaderBytes);
    ByteReader reader(body);
    const auto offset = [&] { return kSnapshotHeaderBytes + reader.offset_bytes(); };
    const auto fail = [&](Fault fault) {
        return failed(fault, offset(), "the snapshot's coins cannot be read on from here");
    };
    SnapshotCoin coin;
    std::uint64_t coins_count = 0;
    while (coins_count < header.coins_count) {
        const auto txid = reader.take(coin.txid.bytes.size());
        if (!txid) return fail(txid.error());
        // A transaction's coins stand together; a second group would be a second total.
        const bool is_repeated = coins_count > 0 && std::ranges::equal(*txid, coin.txid.bytes);
        if (is_repeated) return fail(Fault::malformed);
        std::ranges::copy(*txid, coin.txid.bytes.begin());
        const auto count = codec::read_compact_size(reader, codec::kBlockBytesMax);
        if (!count) return fail(count.error());
        if (*count == 0 || *count > header.coins_count - coins_count) return fail(Fault::malformed);
        for (std::uint64_t i = 0; i < *count; ++i) {
            if (const auto read = read_coin(reader, coin); !read) return fail(read.error());
            PELF_TRY_DONE(sink(coin));
        }
        coins_count += *count;
    }
    if (reader.remaining_bytes() > 0) {
        return failed(Fault::malformed, offset(),
                      text("bytes after the last coin: ", reader.remaining_bytes()));
    }
    return SnapshotHeader(header);
}

}  // namespace pelf::ingest
