// SPDX-License-Identifier: Apache-2.0
#include "codec/bitcoin_block.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

using Bytes = std::vector<std::byte>;

const std::string kGenesisHeader =
    "01000000000000000000000000000000000000000000000000000000000000000000000"
    "03ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a"
    "29ab5f49ffff001d1dac2b7c";
const std::string kGenesisTransaction =
    "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff"
    "4d04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e20"
    "6272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a010000"
    "00434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35"
    "504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";

/// The signed transaction of BIP 143, "P2SH-P2WPKH", in the pieces the BIP shows.
const std::string kInput =
    "db6b1b20aa0fd7b23880be2ecbd4a98130974cf4748fb66092ac4d3ceb1a547701000000"
    "1716001479091972186c449eb1ded22b78e40d009bdf0089feffffff";
const std::string kOutputs =
    "02b8b4eb0b000000001976a914a457b684d7f0d539a46a45bbc043f35b59d0d96388ac"
    "0008af2f000000001976a914fd270b1ee6abcaea97fea7ad0402e8bd8ad6d77c88ac";
const std::string kWitnessItem =
    "3044022047ac8e878352d3ebbde1c94ce3a10d057c24175747116f8288e5d794d12d482f0220217f36a485cae903c7"
    "13331d877c1f64677e3622ad4010726870540656fe9dcb01";
const std::string kWitness =
    "0247" + kWitnessItem + "2103ad1d8e89212f0b92c74d23bb710c00662ad1470198ac48c43f7d6f93a2a26873";

/// What lies between version and lock time, with them around it.
std::string transaction_of(const std::string& middle) {
    return text("01000000", middle, "92040000");
}

const std::string kMark = "0001";  // Of a transaction with witnesses.
const std::string kSegwitTransaction = transaction_of(kMark + "01" + kInput + kOutputs + kWitness);
const std::string kStrippedTransaction = transaction_of("01" + kInput + kOutputs);

/// A block of up to 252 transactions under the genesis header: bytes are all that is checked here.
Bytes block_of(std::initializer_list<std::string> transactions) {
    std::string hex = kGenesisHeader + to_hex(Bytes{static_cast<std::byte>(transactions.size())});
    for (const auto& transaction : transactions) hex += transaction;
    return *from_hex(hex);
}

Fault fault_of(std::span<const std::byte> bytes) {
    Block block;
    const auto parsed = parse_block(bytes, block);
    EXPECT_FALSE(parsed);
    return parsed ? Fault::io : parsed.error();
}

TEST(BitcoinBlock, ReadsTheGenesisBlock) {
    Block block;
    const Bytes bytes = block_of({kGenesisTransaction});
    ASSERT_TRUE(parse_block(bytes, block));
    EXPECT_EQ(to_reversed_hex(block.hash),
              "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
    EXPECT_EQ(block.header.version, 1u);
    EXPECT_EQ(block.header.previous, Hash256{});
    EXPECT_EQ(block.header.time_s, 1'231'006'505u);
    EXPECT_EQ(block.header.bits, 0x1d00'ffffu);
    EXPECT_EQ(block.header.nonce, 2'083'236'893u);
    ASSERT_EQ(block.transactions.size(), 1u);
    const Transaction& coinbase = block.transactions.front();
    EXPECT_EQ(to_reversed_hex(coinbase.txid),
              "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
    EXPECT_EQ(coinbase.txid, block.header.merkle_root);
    EXPECT_EQ(coinbase.witness_txid, coinbase.txid);
    EXPECT_FALSE(coinbase.has_witness);
    ASSERT_EQ(block.inputs_of(coinbase).size(), 1u);
    EXPECT_EQ(block.inputs_of(coinbase)[0].spent_txid, Hash256{});
    EXPECT_EQ(block.inputs_of(coinbase)[0].spent_index, 0xffff'ffffu);
    ASSERT_EQ(block.outputs_of(coinbase).size(), 1u);
    EXPECT_EQ(block.outputs_of(coinbase)[0].value_sat, 5'000'000'000u);
    EXPECT_EQ(classify_script(block.outputs_of(coinbase)[0].script).kind, ScriptKind::p2pk);
}

TEST(BitcoinBlock, TakesBothIdsOfASegwitTransaction) {
    Block block;
    const Bytes bytes = block_of({kSegwitTransaction});
    ASSERT_TRUE(parse_block(bytes, block));
    const Transaction& transaction = block.transactions.front();
    EXPECT_TRUE(transaction.has_witness);
    EXPECT_EQ(to_reversed_hex(transaction.txid),
              "ef48d9d0f595052e0f8cdcf825f7a5e50b6a388a81f206f3f4846e5ecd7a0c23");
    EXPECT_EQ(to_reversed_hex(transaction.witness_txid),
              "680f483b2bf6c5dcbf111e69e885ba248a41a5e92070cfb0afec3cfc49a9fabb");
    EXPECT_EQ(to_hex(transaction.first_witness_item), kWitnessItem);
    EXPECT_EQ(transaction.version, 1u);
    EXPECT_EQ(transaction.lock_time, 0x492u);
}

TEST(BitcoinBlock, NamesATransactionAlikeWithAndWithoutItsWitness) {
    Block block;
    const Bytes bytes = block_of({kSegwitTransaction, kStrippedTransaction});
    ASSERT_TRUE(parse_block(bytes, block));
    EXPECT_EQ(block.transactions[0].txid, block.transactions[1].txid);
    EXPECT_NE(block.transactions[0].witness_txid, block.transactions[1].witness_txid);
    EXPECT_FALSE(block.transactions[1].has_witness);
    EXPECT_TRUE(block.transactions[1].first_witness_item.empty());
}

TEST(BitcoinBlock, GivesEachTransactionItsOwnInputsAndOutputs) {
    Block block;
    const Bytes bytes = block_of({kGenesisTransaction, kSegwitTransaction, kStrippedTransaction});
    ASSERT_TRUE(parse_block(bytes, block));
    EXPECT_EQ(block.inputs.size(), 3u);
    EXPECT_EQ(block.outputs.size(), 5u);
    const auto inputs = block.inputs_of(block.transactions[1]);
    ASSERT_EQ(inputs.size(), 1u);
    EXPECT_EQ(to_reversed_hex(inputs[0].spent_txid),
              "77541aeb3c4dac9260b68f74f44c973081a9d4cb2ebe8038b2d70faa201b6bdb");
    EXPECT_EQ(inputs[0].spent_index, 1u);
    EXPECT_EQ(inputs[0].sequence, 0xffff'fffeu);
    EXPECT_EQ(inputs[0].script.size(), 23u);
    const auto outputs = block.outputs_of(block.transactions[2]);
    ASSERT_EQ(outputs.size(), 2u);
    EXPECT_EQ(outputs[0].value_sat, 199'996'600u);
    EXPECT_EQ(outputs[1].value_sat, 800'000'000u);
}

TEST(BitcoinBlock, ForgetsTheLastBlockWhenItsVectorsAreUsedAgain) {
    Block block;
    const Bytes first = block_of({kSegwitTransaction, kStrippedTransaction});
    const Bytes second = block_of({kGenesisTransaction});
    ASSERT_TRUE(parse_block(first, block));
    const auto* memory = block.inputs.data();
    ASSERT_TRUE(parse_block(second, block));
    EXPECT_EQ(block.transactions.size(), 1u);
    EXPECT_EQ(block.inputs.size(), 1u);
    EXPECT_EQ(block.outputs.size(), 1u);
    EXPECT_EQ(block.inputs.data(), memory);
}

TEST(BitcoinBlock, FindsABlockCutAtAnyByteTruncated) {
    const Bytes bytes = block_of({kGenesisTransaction, kSegwitTransaction, kStrippedTransaction});
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_EQ(fault_of(std::span(bytes).first(size)), Fault::truncated) << size;
    }
}

TEST(BitcoinBlock, RefusesBytesAfterTheLastTransaction) {
    Bytes bytes = block_of({kSegwitTransaction});
    bytes.push_back(std::byte{0});
    EXPECT_EQ(fault_of(bytes), Fault::malformed);
}

TEST(BitcoinBlock, RefusesABlockWithoutTransactions) {
    EXPECT_EQ(fault_of(block_of({})), Fault::malformed);
}

TEST(BitcoinBlock, RefusesTransactionsWithoutInputsOrOutputs) {
    const std::string filler(200, '0');
    for (const std::string& middle : {std::string("0000"), kMark + "00", text("01", kInput, "00"),
                                      text(kMark, "01", kInput, "00")}) {
        EXPECT_EQ(fault_of(block_of({transaction_of(middle) + filler})), Fault::malformed)
            << middle;
    }
}

TEST(BitcoinBlock, RefusesAMarkerWithAnyFlagButOne) {
    for (const char* flag : {"00", "02", "03", "81", "ff"}) {
        const std::string middle = text("00", flag, "01", kInput, kOutputs, kWitness);
        EXPECT_EQ(fault_of(block_of({transaction_of(middle)})), Fault::malformed) << flag;
    }
}

TEST(BitcoinBlock, RefusesAWitnessMarkWithEmptyWitnessesOnly) {
    const std::string two_inputs = text(kMark, "02", kInput, kInput, kOutputs);
    EXPECT_EQ(fault_of(block_of({transaction_of(two_inputs + "0000")})), Fault::malformed);
    Block block;
    const Bytes second_only = block_of({transaction_of(two_inputs + "000100")});
    ASSERT_TRUE(parse_block(second_only, block)) << "one empty item is a witness";
    EXPECT_TRUE(block.transactions[0].first_witness_item.empty());
}

TEST(BitcoinBlock, KeepsOnlyTheFirstItemOfTheFirstInput) {
    Block block;
    const std::string middle = text(kMark, "02", kInput, kInput, kOutputs, "0201aa01bb", "0101cc");
    const Bytes bytes = block_of({transaction_of(middle)});
    ASSERT_TRUE(parse_block(bytes, block));
    EXPECT_EQ(to_hex(block.transactions[0].first_witness_item), "aa");
    const std::string first_empty = text(kMark, "02", kInput, kInput, kOutputs, "00", "0101cc");
    const Bytes other_bytes = block_of({transaction_of(first_empty)});
    ASSERT_TRUE(parse_block(other_bytes, block));
    EXPECT_TRUE(block.transactions[0].first_witness_item.empty());
}

TEST(BitcoinBlock, RefusesACountWrittenLongerThanNeeded) {
    EXPECT_EQ(fault_of(block_of({transaction_of("fd0100" + kInput + kOutputs)})), Fault::malformed);
}

TEST(BitcoinBlock, BelievesNoCountThatTheBytesLeftCouldNotHold) {
    Block block;
    const std::string filler(2'000, '0');
    for (const char* count : {"fdffff", "fe00093d00"}) {
        const Bytes many_inputs = block_of({transaction_of(count + filler)});
        EXPECT_EQ(parse_block(many_inputs, block).error(), Fault::truncated);
        const Bytes many_outputs = block_of({transaction_of(text("01", kInput, count, filler))});
        EXPECT_EQ(parse_block(many_outputs, block).error(), Fault::truncated);
        const Bytes many_transactions = *from_hex(text(kGenesisHeader, count, filler));
        EXPECT_EQ(parse_block(many_transactions, block).error(), Fault::truncated);
    }
    EXPECT_LE(block.inputs.capacity(), 2u);
    EXPECT_LE(block.outputs.capacity(), 2u);
    EXPECT_LE(block.transactions.capacity(), 2u);
}

TEST(BitcoinBlock, RefusesCountsAndLengthsAboveTheBlockLimit) {
    const std::string above = "fe01093d00" + std::string(200, '0');  // 4,000,001.
    const std::string outpoint = kInput.substr(0, 72);
    EXPECT_EQ(fault_of(block_of({transaction_of(above)})), Fault::over_limit);
    EXPECT_EQ(fault_of(block_of({transaction_of("01" + outpoint + above)})), Fault::over_limit);
    EXPECT_EQ(fault_of(Bytes(kBlockBytesMax + 1)), Fault::over_limit);
    EXPECT_EQ(fault_of(Bytes(kBlockBytesMax)), Fault::malformed);
}

TEST(BitcoinBlock, ReadsAHeaderAloneAndNamesIt) {
    const Bytes bytes = *from_hex(kGenesisHeader);
    ByteReader reader(bytes);
    const auto header = read_block_header(reader);
    ASSERT_TRUE(header);
    EXPECT_EQ(header->nonce, 2'083'236'893u);
    EXPECT_EQ(reader.remaining_bytes(), 0u);
    EXPECT_EQ(to_reversed_hex(block_hash(std::span<const std::byte, kBlockHeaderBytes>(bytes))),
              "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
    ByteReader short_reader{std::span(bytes).first(79)};
    EXPECT_EQ(read_block_header(short_reader).error(), Fault::truncated);
}

/// The definition, from the top: the slow twin.
Hash256 slow_merkle_root(const std::vector<Hash256>& hashes) {
    if (hashes.size() == 1) return hashes.front();
    std::vector<Hash256> row;
    for (std::size_t i = 0; i < hashes.size(); i += 2) {
        Bytes both(hashes[i].bytes.begin(), hashes[i].bytes.end());
        const Hash256& right = hashes[std::min(i + 1, hashes.size() - 1)];
        both.insert(both.end(), right.bytes.begin(), right.bytes.end());
        row.push_back(sha256(sha256(both).bytes));
    }
    return slow_merkle_root(row);
}

std::vector<Hash256> distinct_hashes(std::size_t count) {
    std::vector<Hash256> hashes;
    hashes.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        hashes.push_back(sha256(Bytes{static_cast<std::byte>(i)}));
    }
    return hashes;
}

TEST(MerkleRoot, AgreesWithItsDefinition) {
    for (std::size_t count = 1; count <= 70; ++count) {
        auto hashes = distinct_hashes(count);
        const Hash256 expected = slow_merkle_root(hashes);
        const MerkleRoot merkle = merkle_root(hashes);
        EXPECT_EQ(merkle.root, expected) << count;
        EXPECT_FALSE(merkle.repeated) << count;
    }
}

/// Mainnet block 100,000, four transactions.
TEST(MerkleRoot, GivesThatOfAPublishedBlock) {
    std::vector<Hash256> hashes;
    for (const char* txid : {"8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87",
                             "fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4",
                             "6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4",
                             "e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d"}) {
        hashes.push_back(*from_reversed_hex(txid));
    }
    EXPECT_EQ(to_reversed_hex(merkle_root(hashes).root),
              "f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766");
}

/// CVE-2012-2459: for each length that is not a power of two there is a row with an odd end, and
/// repeating what lies under that end gives a longer list with the same root.
TEST(MerkleRoot, SeesATailRepeatedAtEveryLevel) {
    for (std::size_t count = 3; count <= 70; ++count) {
        std::size_t under_end = 1;  // How many leaves the last node of the first odd row covers.
        while (count / under_end % 2 == 0) under_end *= 2;
        if (count == under_end) continue;  // A power of two: no row has an odd end.
        auto hashes = distinct_hashes(count);
        auto repeated = hashes;
        repeated.insert(repeated.end(), hashes.end() - static_cast<std::ptrdiff_t>(under_end),
                        hashes.end());
        const MerkleRoot honest = merkle_root(hashes);
        const MerkleRoot forged = merkle_root(repeated);
        EXPECT_EQ(forged.root, honest.root) << count;
        EXPECT_TRUE(forged.repeated) << count;
        EXPECT_FALSE(honest.repeated) << count;
    }
}

TEST(MerkleRoot, OfNothingIsZeroAndOfOneIsItself) {
    std::vector<Hash256> hashes;
    EXPECT_EQ(merkle_root(hashes).root, Hash256{});
    hashes = distinct_hashes(1);
    EXPECT_EQ(merkle_root(hashes).root, distinct_hashes(1).front());
}

}  // namespace
}  // namespace pelf::codec
