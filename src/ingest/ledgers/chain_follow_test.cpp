// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/chain_follow.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "support/block_builder.hpp"
#include "support/fake_node.hpp"

namespace pelf::ingest {
namespace {

using codec::Chain;
using test::Bytes;
using test::ChainMaker;
using test::FakeNode;

/// What the engine keeps, reduced to hashes.
class Store {
public:
    explicit Store(std::size_t recent_max = 20) : recent_max_(recent_max) {}

    std::vector<KnownBlock> recent() const {
        const std::size_t first = hashes.size() - std::min(hashes.size(), recent_max_);
        std::vector<KnownBlock> known;
        for (std::size_t i = first; i < hashes.size(); ++i) {
            known.push_back({static_cast<std::uint32_t>(i), hashes[i]});
        }
        return known;
    }

    /// Follows until there is nothing more; gives the number of blocks taken back.
    Result<std::size_t> follow(NodeSource& node, const FollowLimits& limits = {}) {
        std::size_t unwound_count = 0;
        while (true) {
            PELF_TRY(plan, plan_follow(node, Chain::regtest, recent(), limits));
            if (plan.unwind_to) {
                unwound_count += hashes.size() - (*plan.unwind_to + 1);
                hashes.resize(*plan.unwind_to + 1);
            }
            if (plan.fetch.empty()) return unwound_count;
            PELF_TRY_DONE(fetch_blocks(
                node, plan, [&](const codec::Block& block, const BlockRef& ref) -> Status {
                    EXPECT_EQ(ref.height, hashes.size());
                    EXPECT_EQ(ref.hash, block.hash);
                    hashes.push_back(block.hash);
                    return Done{};
                }));
        }
    }

    std::vector<codec::Hash256> hashes;

private:
    std::size_t recent_max_;
};

std::vector<codec::Hash256> hashes(const ChainMaker& chain) {
    std::vector<codec::Hash256> all;
    for (const auto& block : chain.blocks()) all.push_back(block.hash);
    return all;
}

std::unique_ptr<NodeSource> client(const FakeNode& node) {
    auto source = open_node({.address = node.address(), .cookie_file = {}, .sleep = {}});
    PELF_CHECK(source.has_value());
    return *std::move(source);
}

TEST(Follow, fetches_a_chain_from_genesis_in_several_plans) {
    ChainMaker chain;
    chain.add_many(12);
    FakeNode node;
    node.set_chain(chain.blocks());
    const auto source = client(node);
    Store store;
    EXPECT_EQ(*store.follow(*source, {.fetch_max = 5}), 0U);
    EXPECT_EQ(store.hashes, hashes(chain));
    const auto nothing = plan_follow(*source, Chain::regtest, store.recent(), {});
    ASSERT_TRUE(nothing.has_value());
    EXPECT_TRUE(nothing->fetch.empty());
    EXPECT_FALSE(nothing->unwind_to);
}

TEST(Follow, unwinds_to_where_the_chains_part) {
    ChainMaker stale;
    stale.add_many(10);
    ChainMaker better = stale.fork_at(7);
    better.add_many(4, {.extra_nonce = 1});
    FakeNode node;
    node.set_chain(stale.blocks());
    const auto source = client(node);
    Store store;
    ASSERT_TRUE(store.follow(*source).has_value());
    node.set_chain(better.blocks());
    const auto plan = plan_follow(*source, Chain::regtest, store.recent(), {});
    ASSERT_TRUE(plan.has_value());
    EXPECT_EQ(plan->unwind_to, 7U);
    EXPECT_EQ(plan->first_height, 8U);
    EXPECT_EQ(plan->fetch.size(), 4U);
    EXPECT_EQ(*store.follow(*source), 3U);
    EXPECT_EQ(store.hashes, hashes(better));
}

TEST(Follow, unwinds_to_a_chain_of_fewer_blocks_and_more_work) {
    ChainMaker stale;
    stale.add_many(10);
    ChainMaker heavier = stale.fork_at(7);
    heavier.add({.bits = test::kHarderBits});
    FakeNode node;
    node.set_chain(stale.blocks());
    const auto source = client(node);
    Store store;
    ASSERT_TRUE(store.follow(*source).has_value());
    node.set_chain(heavier.blocks());
    EXPECT_EQ(*store.follow(*source), 3U);
    EXPECT_EQ(store.hashes, hashes(heavier));
}

TEST(Follow, keeps_what_it_has_when_the_node_is_only_behind) {
    ChainMaker chain;
    chain.add_many(10);
    FakeNode node;
    node.set_chain(chain.fork_at(6).blocks());
    const auto source = client(node);
    Store store;
    store.hashes = hashes(chain);
    EXPECT_EQ(*store.follow(*source), 0U);
    EXPECT_EQ(store.hashes, hashes(chain));

    node.set_chain(chain.fork_at(2).blocks());
    Store short_memory(3);
    short_memory.hashes = hashes(chain);
    const auto too_far = short_memory.follow(*source);
    ASSERT_FALSE(too_far.has_value());
    EXPECT_NE(too_far.error().message.find("caught up"), std::string::npos);
}

TEST(Follow, refuses_a_chain_that_parts_before_all_we_remember) {
    ChainMaker stale;
    stale.add_many(10);
    ChainMaker better = stale.fork_at(2);
    better.add_many(12, {.extra_nonce = 1});
    FakeNode node;
    node.set_chain(better.blocks());
    const auto source = client(node);
    Store store(5);
    store.hashes = hashes(stale);
    const auto result = store.follow(*source);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().fault, Fault::refused);
    EXPECT_EQ(store.hashes, hashes(stale));
}

TEST(Follow, refuses_another_network) {
    FakeNode node;
    const auto plan = plan_follow(*client(node), Chain::main, {}, {});
    ASSERT_FALSE(plan.has_value());
    EXPECT_EQ(plan.error().fault, Fault::refused);
    EXPECT_NE(plan.error().message.find("--network regtest"), std::string::npos);
}

TEST(Follow, survives_a_reorganisation_between_plan_and_blocks_and_between_two_hashes) {
    ChainMaker stale;
    stale.add_many(10);
    ChainMaker better = stale.fork_at(5);
    better.add_many(7, {.extra_nonce = 1});
    // The node changes its chain at each possible request.
    for (std::size_t change_at = 1; change_at < 40; ++change_at) {
        FakeNode node;
        node.set_chain(stale.blocks());
        const auto source = client(node);
        Store store;
        std::size_t requests_count = 0;
        /// Hands requests on, and swaps the chain under them once.
        class Swapping final : public NodeSource {
        public:
            Swapping(NodeSource& inner, std::function<void()> before)
                : inner_(inner), before_(std::move(before)) {}
            Result<NodeTip> tip() override { return before_(), inner_.tip(); }
            Result<codec::Hash256> hash_at(std::uint32_t height) override {
                return before_(), inner_.hash_at(height);
            }
            Result<Bytes> block(const codec::Hash256& hash) override {
                return before_(), inner_.block(hash);
            }

        private:
            NodeSource& inner_;
            std::function<void()> before_;
        };
        Swapping swapping(*source, [&] {
            if (++requests_count == change_at) node.set_chain(better.blocks());
        });
        ASSERT_TRUE(store.follow(swapping, {.fetch_max = 6}).has_value()) << change_at;
        node.set_chain(better.blocks());
        ASSERT_TRUE(store.follow(*source).has_value());
        ASSERT_EQ(store.hashes, hashes(better)) << change_at;
    }
}

TEST(Follow, delivers_no_block_whose_body_does_not_verify) {
    ChainMaker chain;
    chain.add_many(4);
    auto blocks = chain.blocks();
    blocks[3].bytes[blocks[3].bytes.size() - 20] ^= std::byte{1};
    FakeNode node;
    node.set_chain(blocks);
    Store store;
    const auto result = store.follow(*client(node));
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().fault, Fault::malformed);
    EXPECT_NE(result.error().message.find("bad block, 3 "), std::string::npos);
    EXPECT_EQ(store.hashes.size(), 3U);
}

TEST(Follow, refuses_a_chain_with_another_beginning) {
    ChainMaker chain;
    chain.add_many(3);
    std::vector<test::MadeBlock> headless(chain.blocks().begin() + 1, chain.blocks().end());
    FakeNode node;
    node.set_chain(headless);
    Store store;
    const auto result = store.follow(*client(node));
    ASSERT_FALSE(result.has_value());
    EXPECT_NE(result.error().message.find("genesis"), std::string::npos);
    EXPECT_TRUE(store.hashes.empty());
}

TEST(Follow, ends_with_the_nodes_chain_after_random_reorganisations) {
    std::mt19937 random(3);
    FakeNode node;
    const auto source = client(node);
    Store store(100);
    ChainMaker chain;
    for (std::uint32_t round = 1; round <= 30; ++round) {
        const auto tip = static_cast<std::uint32_t>(chain.blocks().size() - 1);
        const auto back = static_cast<std::uint32_t>(random() % std::min(tip + 1, 6U));
        chain = chain.fork_at(tip - back);
        chain.add_many(1 + random() % 8, {.extra_nonce = round});
        node.set_chain(chain.blocks());
        ASSERT_TRUE(store.follow(*source, {.fetch_max = 3}).has_value());
        ASSERT_EQ(store.hashes, hashes(chain)) << round;
    }
}

}  // namespace
}  // namespace pelf::ingest
