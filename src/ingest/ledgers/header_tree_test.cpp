// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/header_tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace pelf::ingest {
namespace {

using codec::Hash256;
using Positions = std::vector<std::uint32_t>;

constexpr std::uint32_t kEasy = 0x207fffff;    // Work 2.
constexpr std::uint32_t kHarder = 0x200fffff;  // Work 16.

/// A hash for each number, ordered as the numbers are.
Hash256 hash_of(std::uint64_t number) {
    Hash256 hash;
    store(hash.bytes.data() + 24, number);
    store(hash.bytes.data(), number * 0x9e37'79b9'7f4a'7c15);  // As good as random, as real ones.
    return hash;
}

BlockRef block(std::uint64_t number, std::uint64_t previous, std::uint32_t bits = kEasy) {
    return {.hash = hash_of(number), .previous = hash_of(previous), .bits = bits};
}

constexpr std::uint64_t kGenesis = 1;
BlockRef genesis() {
    return {.hash = hash_of(kGenesis), .previous = {}, .bits = kEasy};
}

TEST(ChainChoice, is_empty_for_no_blocks) {
    const auto choice = choose_chain({}, hash_of(kGenesis));
    EXPECT_TRUE(choice.best.empty());
    EXPECT_FALSE(choice.begins_at_genesis);
}

TEST(ChainChoice, links_blocks_that_come_in_any_order) {
    const std::vector blocks = {block(4, 3), block(2, 1), genesis(), block(3, 2)};
    const auto choice = choose_chain(blocks, hash_of(kGenesis));
    EXPECT_TRUE(choice.begins_at_genesis);
    EXPECT_EQ(choice.best, (Positions{2, 1, 3, 0}));
    EXPECT_EQ(choice.depth, (Positions{3, 1, 0, 2}));
    EXPECT_EQ(choice.work, (Uint256{{8, 0, 0, 0}}));
}

TEST(ChainChoice, takes_most_work_and_not_most_blocks) {
    const std::vector blocks = {genesis(),   block(2, 1), block(3, 2),
                                block(4, 3), block(5, 4), block(6, 1, kHarder)};
    const auto choice = choose_chain(blocks, hash_of(kGenesis));
    EXPECT_EQ(choice.best, (Positions{0, 5}));
    EXPECT_EQ(choice.stale.size(), 4U);
    EXPECT_TRUE(choice.unconnected.empty());
}

TEST(ChainChoice, breaks_a_tie_by_the_lower_hash_in_any_order) {
    std::vector blocks = {genesis(), block(2, 1), block(9, 2), block(8, 2)};
    for (int round = 0; round < 24; ++round) {
        std::ranges::next_permutation(blocks, {}, &BlockRef::hash);
        const auto choice = choose_chain(blocks, hash_of(kGenesis));
        ASSERT_EQ(choice.best.size(), 3U);
        EXPECT_EQ(blocks[choice.best.back()].hash, hash_of(8));
    }
}

TEST(ChainChoice, prefers_genesis_to_more_work_elsewhere) {
    const std::vector blocks = {block(11, 10, kHarder), genesis(), block(12, 11, kHarder),
                                block(2, 1)};
    const auto choice = choose_chain(blocks, hash_of(kGenesis));
    EXPECT_TRUE(choice.begins_at_genesis);
    EXPECT_EQ(choice.best, (Positions{1, 3}));
    EXPECT_EQ(choice.unconnected, (Positions{0, 2}));
}

TEST(ChainChoice, takes_the_window_with_most_work_where_genesis_is_missing) {
    const std::vector blocks = {block(11, 10), block(12, 11), block(13, 12),
                                block(21, 20, kHarder)};
    const auto choice = choose_chain(blocks, hash_of(kGenesis));
    EXPECT_FALSE(choice.begins_at_genesis);
    EXPECT_EQ(choice.best, (Positions{3}));
    EXPECT_EQ(choice.unconnected.size(), 3U);
}

TEST(ChainChoice, joins_blocks_that_share_a_missing_predecessor) {
    const std::vector blocks = {block(11, 10), block(12, 10), block(13, 12)};
    const auto choice = choose_chain(blocks, hash_of(kGenesis));
    EXPECT_EQ(choice.best, (Positions{1, 2}));
    EXPECT_EQ(choice.stale, (Positions{0}));
}

TEST(ChainChoice, does_not_join_genesis_with_another_block_that_has_no_predecessor) {
    std::vector blocks = {genesis(), block(5, 4)};
    blocks[1].previous = {};
    const auto choice = choose_chain(blocks, hash_of(kGenesis));
    EXPECT_EQ(choice.best, (Positions{0}));
    EXPECT_EQ(choice.unconnected, (Positions{1}));
}

TEST(ChainChoice, keeps_the_first_of_equal_blocks) {
    const std::vector blocks = {genesis(), block(2, 1), block(2, 1), genesis(), block(3, 2)};
    const auto choice = choose_chain(blocks, hash_of(kGenesis));
    EXPECT_EQ(choice.best, (Positions{0, 1, 4}));
    EXPECT_EQ(choice.repeated, (Positions{2, 3}));
}

/// The plainest code: for each block, walk to its beginning and add the work up.
struct Twin {
    std::map<Hash256, const BlockRef*> by_hash;

    /// Work up to `block`, and where its chain begins.
    std::pair<Uint256, const BlockRef*> walk(const BlockRef* block) const {
        Uint256 work;
        while (true) {
            work = saturating_add(
                work, work_of_target(target_from_bits(block->bits).value_or(Uint256{})));
            const auto before = by_hash.find(block->previous);
            if (before == by_hash.end()) return {work, block};
            block = before->second;
        }
    }
};

/// Random trees, some without genesis, some in pieces, with repeated blocks, shuffled.
std::vector<BlockRef> random_blocks(std::mt19937& random) {
    std::vector<BlockRef> blocks = {genesis()};
    const std::uint64_t count = 1 + random() % 30;
    for (std::uint64_t number = 2; number < 2 + count; ++number) {
        const std::uint64_t back = 1 + random() % 3;
        blocks.push_back(
            block(number, number > back ? number - back : 1, random() % 4 == 0 ? kHarder : kEasy));
    }
    std::erase_if(blocks, [&](const BlockRef&) { return random() % 8 == 0; });
    if (!blocks.empty() && random() % 2 == 0) blocks.push_back(blocks[random() % blocks.size()]);
    std::ranges::shuffle(blocks, random);
    return blocks;
}

TEST(ChainChoice, agrees_with_walking_every_chain_on_random_trees) {
    std::mt19937 random(4);
    for (int round = 0; round < 1'000; ++round) {
        const auto blocks = random_blocks(random);
        const auto choice = choose_chain(blocks, hash_of(kGenesis));
        Twin twin;
        for (const BlockRef& ref : blocks) twin.by_hash.emplace(ref.hash, &ref);
        const bool has_genesis = twin.by_hash.contains(hash_of(kGenesis));
        const BlockRef* tip = nullptr;
        for (const auto& [hash, ref] : twin.by_hash) {
            const auto [work, beginning] = twin.walk(ref);
            if (has_genesis && beginning->hash != hash_of(kGenesis)) continue;
            const auto best = tip == nullptr ? Uint256{} : twin.walk(tip).first;
            const bool is_lower = tip != nullptr && to_number(hash) < to_number(tip->hash);
            if (work > best || (work == best && is_lower)) tip = ref;
        }
        ASSERT_EQ(choice.best.empty(), tip == nullptr);
        if (tip == nullptr) continue;
        ASSERT_EQ(blocks[choice.best.back()].hash, tip->hash) << round;
        EXPECT_EQ(choice.work, twin.walk(tip).first);
        EXPECT_EQ(choice.begins_at_genesis, has_genesis);
        EXPECT_EQ(choice.best.size() + choice.stale.size() + choice.unconnected.size() +
                      choice.repeated.size(),
                  blocks.size());
        for (const std::uint32_t at : choice.stale) {
            EXPECT_EQ(twin.walk(&blocks[at]).second->previous, twin.walk(tip).second->previous);
        }
    }
}

TEST(ChainChoice, walks_a_chain_of_a_hundred_thousand_without_recursion) {
    std::vector<BlockRef> blocks = {genesis()};
    for (std::uint64_t number = 2; number <= 100'000; ++number) {
        blocks.push_back(block(number, number - 1));
    }
    std::ranges::reverse(blocks);
    const auto choice = choose_chain(blocks, hash_of(kGenesis));
    EXPECT_EQ(choice.best.size(), 100'000U);
    EXPECT_EQ(choice.work, (Uint256{{200'000, 0, 0, 0}}));
}

}  // namespace
}  // namespace pelf::ingest
