// SPDX-License-Identifier: Apache-2.0
#include "engine/known_coins.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "support/block_builder.hpp"

namespace pelf::engine {
namespace {

using codec::Hash256;
using test::key_script;
using test::MadeTransaction;
using test::make_transaction;

Hash256 numbered(std::uint8_t number) {
    Hash256 hash;
    hash.bytes.fill(std::byte{number});
    return hash;
}

ingest::ProvedPlace at(std::uint32_t height, std::uint32_t position = 0) {
    ingest::ProvedPlace place;
    place.height = height;
    place.position = position;
    place.block = numbered(static_cast<std::uint8_t>(height));
    place.header.time_s = 100 * height;
    return place;
}

codec::Block parsed(const MadeTransaction& made) {
    codec::Block block;
    EXPECT_TRUE(codec::parse_transaction(made.bytes, block));
    return block;
}

/// A seed of 10 and a stranger's 6, spent together into 9 and 5; the 9 is spent again.
class KnownCoinsTest : public ::testing::Test {
protected:
    MadeTransaction seed_ = make_transaction({{numbered(200), 0}}, {{10, key_script(1)}});
    MadeTransaction stranger_ = make_transaction({{numbered(201), 0}}, {{6, key_script(2)}});
    MadeTransaction both_ = make_transaction({{stranger_.txid, 0}, {seed_.txid, 0}},
                                             {{9, key_script(1)}, {5, key_script(3)}});
    MadeTransaction last_ = make_transaction({{both_.txid, 0}}, {{9, key_script(4)}});
    KnownCoins coins_{codec::Chain::regtest};

    void add_all() {
        ASSERT_TRUE(coins_.add_on_way(parsed(last_), at(12)));
        ASSERT_TRUE(coins_.add_on_way(parsed(both_), at(11, 3)));
        ASSERT_TRUE(coins_.add_on_way(parsed(seed_), at(11, 1)));
        ASSERT_TRUE(coins_.add_amounts(parsed(stranger_)));
    }
};

TEST_F(KnownCoinsTest, lays_rows_in_the_order_of_the_chain_behind_what_only_says_amounts) {
    add_all();
    coins_.complete(both_.txid);
    coins_.complete(last_.txid);
    ASSERT_TRUE(coins_.lay());
    EXPECT_EQ(coins_.txid(0), stranger_.txid);
    EXPECT_EQ(coins_.find_transaction(seed_.txid), 1);
    EXPECT_EQ(coins_.find_transaction(both_.txid), 2);
    EXPECT_EQ(coins_.find_transaction(last_.txid), 3);
    EXPECT_EQ(coins_.find_transaction(stranger_.txid), std::nullopt);
    const graph::CoinColumns& columns = coins_.columns();
    EXPECT_EQ(columns.blocks_count, 3);
    EXPECT_EQ(coins_.height_of(1), 11);
    EXPECT_EQ(columns.blocks[2].time_s, 1'200);
    EXPECT_EQ(columns.fee_sat(2), 2);
    EXPECT_EQ(columns.fee_sat(3), 0);
    EXPECT_EQ(columns.addresses[1], columns.addresses[2]) << "one script, one number";
    EXPECT_EQ(coins_.point_of(3), (OutPoint{both_.txid, 1}));
    EXPECT_EQ(coins_.on_way_count(), 3);
    EXPECT_EQ(coins_.amounts_only_count(), 1);
}

TEST_F(KnownCoinsTest, what_is_not_complete_leaves_open_what_it_spends) {
    add_all();
    ASSERT_TRUE(coins_.lay());
    EXPECT_EQ(coins_.open_outputs().size(), 4);
    coins_.complete(both_.txid);
    ASSERT_TRUE(coins_.lay());
    EXPECT_EQ(coins_.open_outputs().size(), 3);
    coins_.say_unspent({both_.txid, 1});
    coins_.say_unspent({last_.txid, 0});
    coins_.complete(last_.txid);
    ASSERT_TRUE(coins_.lay());
    EXPECT_TRUE(coins_.open_outputs().empty());
}

TEST_F(KnownCoinsTest, addresses_keep_the_numbers_they_had_before) {
    const codec::Lock lock = codec::classify_script(key_script(4));
    coins_.number({&lock, 1});
    const auto before = coins_.find_addresses({&lock, 1}).front();
    add_all();
    ASSERT_TRUE(coins_.lay());
    EXPECT_EQ(coins_.find_addresses({&lock, 1}).front(), before);
    EXPECT_EQ(coins_.lock_of(*before), lock);
}

TEST_F(KnownCoinsTest, refuses_what_no_chain_can_have) {
    const auto expect_refused = [](std::vector<MadeTransaction> transactions,
                                   std::vector<ingest::ProvedPlace> places,
                                   std::string_view words) {
        KnownCoins coins(codec::Chain::regtest);
        for (std::size_t i = 0; i < transactions.size(); ++i) {
            ASSERT_TRUE(coins.add_on_way(parsed(transactions[i]), places[i]));
        }
        for (std::size_t i = 1; i < transactions.size(); ++i) {
            coins.complete(transactions[i].txid);
        }
        const auto laid = coins.lay();
        ASSERT_FALSE(laid) << words;
        EXPECT_EQ(laid.error().fault, Fault::refused);
        EXPECT_NE(laid.error().message.find(words), std::string::npos) << laid.error().message;
    };
    const auto spend = [&](std::uint32_t index, std::uint64_t value_sat) {
        return make_transaction({{seed_.txid, index}}, {{value_sat, key_script(9)}});
    };
    expect_refused({seed_, spend(0, 11)}, {at(1), at(2)}, "creates money");
    expect_refused({seed_, spend(1, 1)}, {at(1), at(2)}, "does not exist");
    expect_refused({seed_, spend(0, 9)}, {at(3), at(2)}, "a later transaction");
    expect_refused({seed_, spend(0, 9), spend(0, 8)}, {at(1), at(2), at(3)}, "spent already");
    ingest::ProvedPlace twin = at(1, 1);
    twin.block = numbered(99);
    expect_refused({seed_, spend(0, 9)}, {at(1), twin}, "same height");
    KnownCoins coins(codec::Chain::regtest);
    const auto rich =
        make_transaction({{numbered(1), 0}}, {{kMoneyMaxSat, key_script(1)}, {1, key_script(2)}});
    EXPECT_FALSE(coins.add_amounts(parsed(rich)));
}

}  // namespace
}  // namespace pelf::engine
