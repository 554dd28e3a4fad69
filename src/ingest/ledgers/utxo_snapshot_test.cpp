// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/utxo_snapshot.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/file.hpp"
#include "codec/hex.hpp"
#include "support/block_builder.hpp"
#include "support/snapshot_encoder.hpp"

namespace pelf::ingest {
namespace {

using test::Bytes;

std::vector<SnapshotCoin> read_all(std::span<const std::byte> bytes) {
    std::vector<SnapshotCoin> coins;
    const auto header = read_utxo_snapshot(bytes, [&](const SnapshotCoin& coin) -> Status {
        coins.push_back(coin);
        return Done{};
    });
    EXPECT_TRUE(header.has_value());
    return coins;
}

/// Two transactions, three coins, every kind of length. The bytes are written out by hand.
Bytes small_snapshot() {
    return *codec::from_hex(
        "7574786fff0200fabfb5da" + std::string(64, 'b') + "0300000000000000" +
        // A coinbase of height 100, output 0, 50 BTC (packed 0x32), key hash.
        std::string(64, '1') + "02" + "00" + "8049" + "32" + "00" + std::string(40, 'c') +
        // The same one's output 300: 1 satoshi (packed 1), a plain script of two bytes.
        "fd2c01" + "8048" + "01" + "08" + "6a00" +
        // Another one: height 1, nothing in it, an odd long key.
        std::string(64, '2') + "01" + "01" + "02" + "00" + "05" + std::string(64, 'd'));
}

TEST(UtxoSnapshot, is_read_as_it_is_written_by_hand) {
    const Bytes bytes = small_snapshot();
    const auto header = read_snapshot_header(bytes);
    ASSERT_TRUE(header.has_value());
    EXPECT_EQ(header->chain, codec::Chain::regtest);
    EXPECT_EQ(header->block_hash.bytes[31], std::byte{0xbb});
    EXPECT_EQ(header->coins_count, 3U);
    const auto coins = read_all(bytes);
    ASSERT_EQ(coins.size(), 3U);
    EXPECT_EQ(coins[0].height, 100U);
    EXPECT_TRUE(coins[0].is_coinbase);
    EXPECT_EQ(coins[0].value_sat, 50'0000'0000U);
    EXPECT_EQ(coins[0].form, CoinScriptForm::key_hash);
    EXPECT_EQ(coins[1].txid, coins[0].txid);
    EXPECT_EQ(coins[1].index, 300U);
    EXPECT_FALSE(coins[1].is_coinbase);
    EXPECT_EQ(coins[1].value_sat, 1U);
    EXPECT_EQ(codec::to_hex(coins[1].script), "6a00");
    EXPECT_EQ(coins[2].height, 1U);
    EXPECT_EQ(coins[2].value_sat, 0U);
    EXPECT_EQ(coins[2].form, CoinScriptForm::odd_long_key);
    EXPECT_EQ(coins[2].script.size(), 32U);
}

TEST(UtxoSnapshot, cut_at_any_byte_or_with_one_more_is_refused) {
    const Bytes whole = small_snapshot();
    const CoinSink ignore = [](const SnapshotCoin&) -> Status { return Done{}; };
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto cut = read_utxo_snapshot(std::span(whole).first(size), ignore);
        ASSERT_FALSE(cut.has_value()) << size;
        EXPECT_LE(cut.error().offset_bytes, size);
    }
    Bytes longer = whole;
    longer.push_back({});
    EXPECT_FALSE(read_utxo_snapshot(longer, ignore).has_value());
    EXPECT_TRUE(read_utxo_snapshot(whole, ignore).has_value());
}

TEST(UtxoSnapshot, says_what_is_wrong_with_a_foreign_file) {
    const Bytes good = small_snapshot();
    const auto fault_with = [&](std::size_t at, std::uint8_t value) {
        Bytes bad = good;
        bad[at] = std::byte{value};
        const auto header = read_snapshot_header(bad);
        EXPECT_FALSE(header.has_value());
        return header.error().fault;
    };
    EXPECT_EQ(fault_with(0, 'U'), Fault::malformed);
    EXPECT_EQ(fault_with(5, 1), Fault::unsupported);
    EXPECT_EQ(fault_with(7, 0), Fault::refused);
}

TEST(UtxoSnapshot, with_more_or_fewer_coins_than_it_says_is_refused) {
    for (const std::uint64_t count : {0U, 1U, 2U, 4U}) {
        Bytes bytes = small_snapshot();
        store(bytes.data() + 43, count);
        EXPECT_FALSE(read_utxo_snapshot(bytes, [](const SnapshotCoin&) -> Status { return Done{}; })
                         .has_value())
            << count;
    }
}

TEST(UtxoSnapshot, hands_on_the_error_of_the_sink) {
    const auto result = read_utxo_snapshot(small_snapshot(), [](const SnapshotCoin&) -> Status {
        return Unexpected(Error{Fault::io, "enough"});
    });
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().message, "enough");
}

TEST(UtxoSnapshot, round_trips_every_amount_and_number_of_interest) {
    std::vector<std::uint64_t> values = {kMoneyMaxSat, kMoneyMaxSat - 1, 1'234'567'890, 99, 7};
    for (std::uint64_t power = 1; power <= kMoneyMaxSat; power *= 10) {
        for (std::uint64_t digit = 1; digit < 12; ++digit) {
            if (power * digit <= kMoneyMaxSat) values.push_back(power * digit);
            values.push_back(power - 1);
        }
    }
    for (const std::uint64_t value : values) {
        SnapshotCoin coin;
        coin.index = static_cast<std::uint32_t>(value % 70'000);
        coin.height = static_cast<std::uint32_t>(value % 0x7fff'ffff);
        coin.is_coinbase = value % 2 == 0;
        coin.value_sat = value;
        Bytes bytes = test::snapshot_header_bytes({codec::Chain::main, {}, 1});
        test::append_coins(bytes, {coin});
        const auto coins = read_all(bytes);
        ASSERT_EQ(coins.size(), 1U);
        EXPECT_EQ(coins[0].value_sat, value);
        EXPECT_EQ(coins[0].index, coin.index);
        EXPECT_EQ(coins[0].height, coin.height);
        EXPECT_EQ(coins[0].is_coinbase, coin.is_coinbase);
    }
}

TEST(UtxoSnapshot, refuses_more_than_all_money_and_numbers_without_end) {
    const auto is_read = [](const std::string& coin) {
        const Bytes bytes =
            *codec::from_hex("7574786fff0200fabfb5da" + std::string(64, '0') + "0100000000000000" +
                             std::string(64, '1') + "01" + coin);
        return read_utxo_snapshot(bytes, [](const SnapshotCoin&) -> Status { return Done{}; })
            .has_value();
    };
    EXPECT_TRUE(
        is_read("00"
                "02"
                "32"
                "06"));
    EXPECT_FALSE(
        is_read("00"
                "02"
                "fefefefefefefefe7f"
                "06"));  // Amount above 64 bits.
    EXPECT_FALSE(
        is_read("00"
                "02"
                "80fefefefefefefe7f"
                "06"));  // Above all money.
    EXPECT_FALSE(
        is_read("00"
                "fefefefe7f"
                "32"
                "06"));  // A height above 31 bits.
    EXPECT_FALSE(
        is_read("00"
                "02"
                "32"
                "ccff7f" +
                std::string(20'100, '0')));  // A long script.
    EXPECT_FALSE(
        is_read("fd0100"
                "02"
                "32"
                "06"));  // An overlong index.
    // One byte more than the largest number: it must not begin again at zero.
    Bytes endless;
    test::append_varint(endless, std::numeric_limits<std::uint64_t>::max());
    endless.back() |= std::byte{0x80};
    EXPECT_FALSE(
        is_read("00"
                "02" +
                codec::to_hex(endless) +
                "32"
                "06"));
}

TEST(IsLockedBy, tells_every_form_apart) {
    const Bytes x =
        *codec::from_hex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
    const std::string y = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
    const std::string shown_x = codec::to_hex(x);
    const auto lock_of = [](const std::string& script) {
        return codec::classify_script(*codec::from_hex(script));
    };
    const codec::Lock short_key = lock_of(
        "21"
        "02" +
        shown_x + "ac");
    const codec::Lock long_key = lock_of(
        "41"
        "04" +
        shown_x + y + "ac");
    const auto coin = [&](CoinScriptForm form, std::span<const std::byte> script) {
        SnapshotCoin made;
        made.form = form;
        made.script = script;
        return made;
    };
    EXPECT_TRUE(is_locked_by(coin(CoinScriptForm::even_key, x), short_key));
    EXPECT_FALSE(is_locked_by(coin(CoinScriptForm::odd_key, x), short_key));
    EXPECT_FALSE(is_locked_by(coin(CoinScriptForm::even_key, x), long_key));
    EXPECT_TRUE(is_locked_by(coin(CoinScriptForm::even_long_key, x), long_key));
    EXPECT_FALSE(is_locked_by(coin(CoinScriptForm::odd_long_key, x), long_key));
    EXPECT_FALSE(is_locked_by(coin(CoinScriptForm::even_long_key, x), short_key));

    const Bytes hash(20, std::byte{0x33});
    const std::string shown_hash = codec::to_hex(hash);
    const codec::Lock key_hash = lock_of("76a914" + shown_hash + "88ac");
    const codec::Lock script_hash = lock_of("a914" + shown_hash + "87");
    EXPECT_TRUE(is_locked_by(coin(CoinScriptForm::key_hash, hash), key_hash));
    EXPECT_FALSE(is_locked_by(coin(CoinScriptForm::key_hash, hash), script_hash));
    EXPECT_TRUE(is_locked_by(coin(CoinScriptForm::script_hash, hash), script_hash));
    const Bytes witness = test::key_script(5);
    EXPECT_TRUE(
        is_locked_by(coin(CoinScriptForm::plain, witness), codec::classify_script(witness)));
    EXPECT_FALSE(is_locked_by(coin(CoinScriptForm::plain, witness), key_hash));
}

TEST(UtxoSnapshot, of_the_regtest_chain_sums_to_what_the_node_says) {
    const std::filesystem::path path =
        PELF_SOURCE_DIR "/../shared/data/ledgers/bitcoin/regtest-laundering/utxo-snapshot.dat";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no snapshot beside the source";
    const auto file = MappedFile::open(path);
    ASSERT_TRUE(file.has_value());
    std::uint64_t total_sat = 0;
    std::uint64_t coins_count = 0;
    const auto header = read_utxo_snapshot(file->bytes(), [&](const SnapshotCoin& coin) -> Status {
        total_sat += coin.value_sat;
        ++coins_count;
        EXPECT_LE(coin.height, 485U);
        return Done{};
    });
    ASSERT_TRUE(header.has_value());
    EXPECT_EQ(codec::to_reversed_hex(header->block_hash),
              "777945c3cf1bca6ff83ee1a4fc63607997e2e63db6643c79157fa30c227a52f9");
    EXPECT_EQ(coins_count, 2'230U);
    EXPECT_EQ(total_sat, 13'299'9996'3676U);
}

}  // namespace
}  // namespace pelf::ingest
