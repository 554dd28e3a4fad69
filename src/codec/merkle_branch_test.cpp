// SPDX-License-Identifier: Apache-2.0
#include "codec/merkle_branch.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "codec/bitcoin_block.hpp"
#include "support/block_builder.hpp"

namespace pelf::codec {
namespace {

std::vector<Hash256> some_leaves(std::size_t count, std::uint32_t seed) {
    std::vector<Hash256> leaves(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::array<std::byte, 8> bytes{};
        store(bytes.data(), std::uint64_t{seed} << 32 | i);
        leaves[i] = sha256(bytes);
    }
    return leaves;
}

/// The slow twin: the hash beside a node, from the whole tree, each node by recursion.
Hash256 slow_node(const std::vector<Hash256>& leaves, std::size_t level, std::size_t index) {
    if (level == 0) return leaves[std::min(index, leaves.size() - 1)];
    // Of an odd row the last stands in for the missing one.
    const std::size_t below = (leaves.size() + (std::size_t{1} << (level - 1)) - 1) >> (level - 1);
    const Hash256 left = slow_node(leaves, level - 1, 2 * index);
    const Hash256 right = slow_node(leaves, level - 1, std::min(2 * index + 1, below - 1));
    return sha256d_pair(left, right);
}

TEST(MerkleBranch, LeadsToTheRootFromEveryLeafOfEverySize) {
    for (std::size_t count = 1; count <= 70; ++count) {
        const auto leaves = some_leaves(count, 1);
        const Hash256 root = test::plain_merkle_root(leaves);
        for (std::size_t index = 0; index < count; ++index) {
            const auto branch = merkle_branch(leaves, index);
            const auto found = root_of_branch(leaves[index], index, branch);
            ASSERT_TRUE(found) << count << " " << index;
            EXPECT_EQ(*found, root) << count << " " << index;
        }
    }
}

TEST(MerkleBranch, HasTheHashesOfTheSlowTwin) {
    for (std::size_t count = 1; count <= 20; ++count) {
        const auto leaves = some_leaves(count, 2);
        for (std::size_t index = 0; index < count; ++index) {
            const auto branch = merkle_branch(leaves, index);
            for (std::size_t level = 0; level < branch.size(); ++level) {
                const std::size_t row = (count + (std::size_t{1} << level) - 1) >> level;
                const std::size_t beside = std::min((index >> level) ^ 1, row - 1);
                EXPECT_EQ(branch[level], slow_node(leaves, level, beside))
                    << count << " " << index << " " << level;
            }
        }
    }
}

/// CVE-2012-2459: where leaves are repeated to fill a row, their copies have a branch, too.
TEST(MerkleBranch, RefusesThePlaceOfALeafThatStandsInForAMissingOne) {
    for (std::size_t count = 1; count <= 40; ++count) {
        const auto leaves = some_leaves(count, 3);
        const Hash256 root = test::plain_merkle_root(leaves);
        // All places of the tree with as many rows, filled up as the root's rule does.
        for (std::size_t index = 0; index < count; ++index) {
            const auto branch = merkle_branch(leaves, index);
            for (std::uint64_t other = 0; other < std::uint64_t{1} << branch.size(); ++other) {
                const auto found = root_of_branch(leaves[index], other, branch);
                EXPECT_EQ(found && *found == root, other == index)
                    << count << " " << index << " " << other;
            }
        }
    }
}

TEST(MerkleBranch, RefusesANumberBeyondItsLengthAndTooManyHashes) {
    const auto leaves = some_leaves(4, 4);
    const auto branch = merkle_branch(leaves, 1);
    EXPECT_EQ(root_of_branch(leaves[1], 5, branch).error(), Fault::malformed);
    EXPECT_TRUE(root_of_branch(leaves[0], 0, some_leaves(kMerkleBranchMax, 5)));
    EXPECT_EQ(root_of_branch(leaves[0], 0, some_leaves(kMerkleBranchMax + 1, 5)).error(),
              Fault::over_limit);
}

TEST(MerkleBranch, TheTransactionParserReadsOneAndRefusesEveryCut) {
    const auto made = test::make_transaction({{.txid = some_leaves(1, 6)[0], .witness = {{}, {}}}},
                                             {{5, test::key_script(1)}});
    Block block;
    ASSERT_TRUE(parse_transaction(made.bytes, block));
    ASSERT_EQ(block.transactions.size(), 1U);
    const Transaction& transaction = block.transactions.front();
    EXPECT_EQ(transaction.txid, made.txid);
    EXPECT_EQ(transaction.bytes.size(), made.bytes.size());
    EXPECT_EQ(transaction.stripped_bytes, made.bytes.size() - 2 - 3);  // Mark; count, two lengths.
    for (std::size_t size = 0; size < made.bytes.size(); ++size) {
        EXPECT_FALSE(parse_transaction(std::span(made.bytes).first(size), block)) << size;
    }
    auto longer = made.bytes;
    longer.push_back({});
    EXPECT_FALSE(parse_transaction(longer, block));
}

}  // namespace
}  // namespace pelf::codec
