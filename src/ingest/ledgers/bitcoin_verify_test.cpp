// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bitcoin_verify.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "support/block_builder.hpp"

namespace pelf::ingest {
namespace {

using codec::Block;
using codec::Chain;
using test::Bytes;
using test::MadeBlock;

/// `bytes` must outlive the block.
Block parsed(const Bytes& bytes) {
    Block block;
    EXPECT_TRUE(codec::parse_block(bytes, block).has_value());
    return block;
}

std::optional<BlockFlaw> flaw_of(const Bytes& bytes, Chain chain = Chain::regtest) {
    return BlockVerifier(chain).find_flaw(parsed(bytes));
}

/// Searches a new nonce, as one would who wants a changed header to pass.
Bytes mined_again(Bytes bytes) {
    test::mine(bytes, test::kRegtestBits);
    return bytes;
}

test::MadeTransaction plain_payment(std::uint32_t number) {
    return test::make_transaction({{test::Hash256{{std::byte{1}}}, number}},
                                  {{1'000 + number, test::key_script(number)}});
}

test::MadeTransaction witness_payment(std::uint32_t number) {
    return test::make_transaction(
        {{test::Hash256{{std::byte{2}}}, number, {}, {Bytes(71, std::byte{7}), Bytes(33)}}},
        {{2'000 + number, test::key_script(number)}});
}

/// A block of one coinbase and these, after genesis.
Bytes block_of(std::vector<test::MadeTransaction> transactions) {
    return test::make_block(test::regtest_genesis(), {.transactions = std::move(transactions)})
        .bytes;
}

TEST(BlockVerifier, passes_blocks_with_and_without_witnesses) {
    EXPECT_EQ(flaw_of(test::regtest_genesis().bytes), std::nullopt);
    EXPECT_EQ(flaw_of(block_of({})), std::nullopt);
    EXPECT_EQ(flaw_of(block_of({plain_payment(1), plain_payment(2)})), std::nullopt);
    EXPECT_EQ(flaw_of(block_of({plain_payment(1), witness_payment(2), witness_payment(3)})),
              std::nullopt);
}

TEST(BlockVerifier, finds_a_hash_above_the_target) {
    Bytes bytes = block_of({});
    std::uint32_t nonce = load<std::uint32_t>(bytes.data() + 76);
    while (test::is_under_target(codec::sha256d(std::span(bytes).first(80)), test::kRegtestBits)) {
        store(bytes.data() + 76, ++nonce);
    }
    EXPECT_EQ(flaw_of(bytes), BlockFlaw::proof_of_work);
    EXPECT_EQ(flaw_of(block_of({}), Chain::main), BlockFlaw::proof_of_work);
}

TEST(BlockVerifier, finds_every_flipped_bit_of_a_transaction_without_witness) {
    const Bytes good = block_of({plain_payment(1)});
    constexpr std::size_t kCoinbaseBegin = 81;
    for (std::size_t i = kCoinbaseBegin; i < good.size(); ++i) {
        Bytes bad = good;
        bad[i] ^= std::byte{0x10};
        Block block;
        if (!codec::parse_block(bad, block)) continue;  // A length was hit.
        EXPECT_NE(BlockVerifier(Chain::regtest).find_flaw(block), std::nullopt) << i;
    }
}

TEST(BlockVerifier, tells_a_changed_payment_from_a_changed_witness) {
    const auto payment = witness_payment(1);
    const Bytes good = block_of({payment});
    Bytes bad_value = good;
    // The end of the block: value 8, script 1 + 22, witness 1 + 1 + 71 + 1 + 33, lock time 4.
    bad_value[good.size() - 4 - 107 - 23 - 8] ^= std::byte{1};
    EXPECT_EQ(flaw_of(bad_value), BlockFlaw::merkle_root);
    Bytes bad_witness = good;
    bad_witness[good.size() - 5] ^= std::byte{1};
    EXPECT_EQ(flaw_of(bad_witness), BlockFlaw::witness_commitment);
}

TEST(BlockVerifier, wants_a_commitment_and_its_nonce_where_there_are_witnesses) {
    // A coinbase made for no witnesses, and one whose nonce is not there.
    const auto payment = witness_payment(1);
    Bytes uncommitted = block_of({});
    const auto coinbase = test::make_coinbase(1, {});
    const test::Hash256 root = test::plain_merkle_root({coinbase.txid, payment.txid});
    std::ranges::copy(root.bytes, uncommitted.begin() + 36);
    uncommitted[80] = std::byte{2};
    test::append(uncommitted, payment.bytes);
    EXPECT_EQ(flaw_of(mined_again(uncommitted)), BlockFlaw::witness_uncommitted);
}

TEST(BlockVerifier, takes_the_last_of_several_commitments) {
    const auto payment = witness_payment(1);
    Bytes decoy = *codec::from_hex("6a24aa21a9ed");
    decoy.resize(38);
    const auto block = test::make_block(
        test::regtest_genesis(),
        {.transactions = {payment}, .coinbase_pays = {{0, decoy}, {1, test::key_script(1)}}});
    EXPECT_EQ(flaw_of(block.bytes), std::nullopt);
}

TEST(BlockVerifier, finds_no_coinbase_and_a_second_one) {
    const auto build = [](const std::vector<test::MadeTransaction>& transactions) {
        Bytes bytes = block_of({});
        bytes.resize(81);
        bytes[80] = static_cast<std::byte>(transactions.size());
        std::vector<test::Hash256> txids;
        for (const auto& transaction : transactions) {
            txids.push_back(transaction.txid);
            test::append(bytes, transaction.bytes);
        }
        std::ranges::copy(test::plain_merkle_root(txids).bytes, bytes.begin() + 36);
        return mined_again(bytes);
    };
    const auto coinbase = test::make_coinbase(1, {});
    const auto other_coinbase = test::make_coinbase(1, {.extra_nonce = 9});
    EXPECT_EQ(flaw_of(build({coinbase, plain_payment(1)})), std::nullopt);
    EXPECT_EQ(flaw_of(build({plain_payment(1)})), BlockFlaw::no_coinbase);
    EXPECT_EQ(flaw_of(build({plain_payment(1), coinbase})), BlockFlaw::no_coinbase);
    EXPECT_EQ(flaw_of(build({coinbase, other_coinbase})), BlockFlaw::second_coinbase);
    const test::Spend nothing{.txid = {}, .index = 0xffff'ffff, .script = Bytes(4)};
    const auto two_inputs = test::make_transaction({nothing, nothing}, {{1, {}}});
    EXPECT_EQ(flaw_of(build({two_inputs})), BlockFlaw::no_coinbase);
    const auto repeated = plain_payment(1);
    EXPECT_EQ(flaw_of(build({coinbase, repeated, plain_payment(2), repeated})),
              BlockFlaw::repeated_transaction);
}

TEST(BlockVerifier, refuses_a_tail_that_is_repeated_without_changing_the_root) {
    // CVE-2012-2459: three transactions hash like the same with the third one twice.
    const Bytes good = block_of({plain_payment(1), plain_payment(2)});
    Bytes repeated = good;
    repeated[80] = std::byte{4};
    test::append(repeated, plain_payment(2).bytes);
    EXPECT_EQ(flaw_of(good), std::nullopt);
    EXPECT_EQ(flaw_of(repeated), BlockFlaw::merkle_repeated);
}

TEST(StatedHeight, is_read_from_the_coinbase_of_version_two_blocks) {
    for (const std::uint32_t height :
         {1U, 16U, 17U, 127U, 128U, 255U, 256U, 32'767U, 32'768U, 831'328U, 8'388'608U}) {
        MadeBlock previous = test::regtest_genesis();
        previous.height = height - 1;
        const auto made = test::make_block(previous, {});
        EXPECT_EQ(stated_height(parsed(made.bytes)), height);
        const auto old = test::make_block(previous, {.version = 1});
        EXPECT_EQ(stated_height(parsed(old.bytes)), std::nullopt);
        const auto negative = test::make_block(previous, {.version = 0xffff'ffff});
        EXPECT_EQ(stated_height(parsed(negative.bytes)), std::nullopt);
    }
}

TEST(BlockVerifier, passes_every_real_block_beside_the_source) {
    const std::filesystem::path folder =
        PELF_SOURCE_DIR "/../shared/data/ledgers/bitcoin/mainnet-raw";
    if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no real blocks here";
    BlockVerifier verifier(Chain::main);
    int blocks_count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".raw") continue;
        const auto bytes = read_file(entry.path(), codec::kBlockBytesMax);
        ASSERT_TRUE(bytes.has_value());
        const Block block = parsed(*bytes);
        EXPECT_EQ(verifier.find_flaw(block), std::nullopt) << entry.path();
        // File names begin with the height. Main asks for BIP 34 from 227,931 on.
        const auto height =
            static_cast<std::uint32_t>(std::stoul(entry.path().filename().string().substr(0, 6)));
        if (height >= 227'931) {
            EXPECT_EQ(stated_height(block), height);
        }
        ++blocks_count;
    }
    EXPECT_GT(blocks_count, 40);
}

}  // namespace
}  // namespace pelf::ingest
