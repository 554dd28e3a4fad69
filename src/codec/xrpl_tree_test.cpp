// SPDX-License-Identifier: Apache-2.0
#include "codec/xrpl_tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include "codec/hex.hpp"
#include "codec/sha512.hpp"

namespace pelf::codec {
namespace {

Hash256 hash_of(std::string_view hex) {
    Hash256 hash;
    EXPECT_TRUE(decode_hex(hex, hash.bytes));
    return hash;
}

/// Ledger 38,129 of 2013-01-02, as every server gives it.
XrplHeader ledger_38129() {
    XrplHeader header;
    header.ledger_index = 38'129;
    header.coins_drops = 99'999'999'999'996'310;
    header.previous = hash_of("3401E5B2E5D3A53EB0891088A5F2D9364BBB6CE5B37A337D2C0660DAF9C4175E");
    header.transactions =
        hash_of("DB83BF807416C5B3499A73130F843CF615AB8E797D79FE7D330ADF1BFA93951A");
    header.state = hash_of("2C23D15B6B549123FB351E4B5CDE81C564318EB845449CD43C3EA7953C4DB452");
    header.previous_close = 410'424'200;
    header.close = 410'424'200;
    header.close_resolution = 10;
    return header;
}
constexpr std::string_view kLedger38129 =
    "e6db7365949bf9814d76bcc730b01818eb9136a89db224f3f9f5aae4569d758e";

TEST(XrplTree, NamesALedgerByItsHeader) {
    EXPECT_EQ(to_hex(xrpl_ledger_hash(ledger_38129()).bytes), kLedger38129);
}

TEST(XrplTree, ReadsAHeaderBackFromItsBytes) {
    const XrplHeader header = ledger_38129();
    const XrplHeaderBytes bytes = xrpl_header_bytes(header);
    const XrplHeader again = read_xrpl_header(bytes);
    EXPECT_EQ(xrpl_header_bytes(again), bytes);
    EXPECT_EQ(again.coins_drops, header.coins_drops);
    EXPECT_EQ(again.close, header.close);
    EXPECT_EQ(again.close_resolution, header.close_resolution);
}

TEST(XrplTree, GivesAnotherHashForEveryChangedFieldOfTheHeader) {
    std::array<XrplHeader, 9> changed;
    changed.fill(ledger_38129());
    changed[0].ledger_index ^= 1;
    changed[1].coins_drops ^= 1;
    changed[2].previous.bytes[31] ^= std::byte{1};
    changed[3].transactions.bytes[0] ^= std::byte{1};
    changed[4].state.bytes[9] ^= std::byte{1};
    changed[5].previous_close ^= 1;
    changed[6].close ^= 1;
    changed[7].close_resolution ^= 1;
    changed[8].close_flags ^= 1;
    for (const auto& header : changed) {
        EXPECT_NE(to_hex(xrpl_ledger_hash(header).bytes), kLedger38129);
    }
}

/// One level after another from a full list of paths: no recursion on spans, no sorting.
Hash256 slow_tree_hash(const std::vector<XrplLeaf>& leaves, const std::string& path) {
    std::vector<std::byte> node = {std::byte{'M'}, std::byte{'I'}, std::byte{'N'}, std::byte{0}};
    for (const char digit : std::string("0123456789abcdef")) {
        std::vector<XrplLeaf> below;
        for (const auto& leaf : leaves) {
            if (to_hex(leaf.id.bytes).starts_with(path + digit)) below.push_back(leaf);
        }
        Hash256 child;
        if (below.size() == 1) child = below[0].hash;
        if (below.size() > 1) child = slow_tree_hash(below, path + digit);
        node.insert(node.end(), child.bytes.begin(), child.bytes.end());
    }
    return sha512_half(node);
}

TEST(XrplTree, AgreesWithATreeBuiltByPaths) {
    std::mt19937 random(13);
    for (int round = 0; round < 60; ++round) {
        std::vector<XrplLeaf> leaves(1 + random() % 10);
        for (auto& leaf : leaves) {
            // Few letters, so that ids agree for long.
            for (auto& byte : leaf.id.bytes) byte = static_cast<std::byte>(random() % 2);
            for (auto& byte : leaf.hash.bytes) byte = static_cast<std::byte>(random());
        }
        EXPECT_EQ(*xrpl_tree_hash(leaves), slow_tree_hash(leaves, ""));
        std::ranges::reverse(leaves);
        EXPECT_EQ(*xrpl_tree_hash(leaves), slow_tree_hash(leaves, ""));
    }
}

/// The branch of a leaf the slow way: every node on the id's path, by the twin above.
std::vector<std::byte> slow_branch(const std::vector<XrplLeaf>& leaves, const Hash256& id) {
    std::vector<std::byte> branch;
    const std::string path = to_hex(id.bytes);
    for (std::size_t depth = 0; depth < path.size(); ++depth) {
        const std::string at = path.substr(0, depth);
        const auto below = std::ranges::count_if(
            leaves, [&](const XrplLeaf& leaf) { return to_hex(leaf.id.bytes).starts_with(at); });
        if (depth > 0 && below < 2) break;
        for (const char digit : std::string("0123456789abcdef")) {
            std::vector<XrplLeaf> own;
            for (const auto& leaf : leaves) {
                if (to_hex(leaf.id.bytes).starts_with(at + digit)) own.push_back(leaf);
            }
            Hash256 child;
            if (own.size() == 1) child = own[0].hash;
            if (own.size() > 1) child = slow_tree_hash(own, at + digit);
            branch.insert(branch.end(), child.bytes.begin(), child.bytes.end());
        }
    }
    return branch;
}

bool leads_to(const XrplLeaf& leaf, std::span<const std::byte> branch, const Hash256& root) {
    const auto found = root_of_xrpl_branch(leaf, branch);
    return found && *found == root;
}

TEST(XrplTree, ABranchLeadsFromEachLeafToTheRootAndFromNoOther) {
    std::mt19937 random(17);
    for (int round = 0; round < 60; ++round) {
        std::vector<XrplLeaf> leaves(1 + random() % 10);
        for (auto& leaf : leaves) {
            for (auto& byte : leaf.id.bytes) byte = static_cast<std::byte>(random() % 2);
            for (auto& byte : leaf.hash.bytes) byte = static_cast<std::byte>(random());
        }
        const Hash256 root = *xrpl_tree_hash(leaves);
        for (const XrplLeaf& leaf : leaves) {
            auto branch = *xrpl_branch(leaves, leaf.id);
            EXPECT_EQ(branch, slow_branch(leaves, leaf.id));
            EXPECT_EQ(*root_of_xrpl_branch(leaf, branch), root);
            XrplLeaf other = leaf;
            other.hash.bytes[7] ^= std::byte{1};
            EXPECT_EQ(root_of_xrpl_branch(other, branch).error(), Fault::malformed);
            other = leaf;
            other.id.bytes[0] ^= std::byte{0x10};
            EXPECT_FALSE(leads_to(other, branch, root));
            // Any byte of it counts, and nothing can be left out or put behind.
            const std::size_t place = random() % branch.size();
            branch[place] ^= std::byte{4};
            EXPECT_FALSE(leads_to(leaf, branch, root));
            branch[place] ^= std::byte{4};
            branch.push_back(std::byte{0});
            EXPECT_EQ(root_of_xrpl_branch(leaf, branch).error(), Fault::malformed);
            branch.resize(branch.size() - 1 - kXrplNodeBytes);
            EXPECT_FALSE(leads_to(leaf, branch, root));
        }
        Hash256 nobody = leaves[0].id;
        nobody.bytes[31] = std::byte{0xff};
        EXPECT_EQ(xrpl_branch(leaves, nobody).error(), Fault::not_found);
    }
}

TEST(XrplTree, RefusesBranchesBeyondTheLimits) {
    const XrplLeaf leaf{hash_of(std::string(64, 'a')), hash_of(std::string(64, 'b'))};
    EXPECT_EQ(root_of_xrpl_branch(leaf, {}).error(), Fault::malformed);
    // A chain of as many nodes as an id has half bytes, and one more.
    std::vector<std::byte> deep;
    Hash256 below = leaf.hash;
    for (std::size_t i = 0; i <= kXrplBranchMax; ++i) {
        std::vector<std::byte> node(kXrplNodeBytes);
        std::ranges::copy(below.bytes, node.begin() + 10 * 32);
        std::vector<std::byte> prefixed = {std::byte{'M'}, std::byte{'I'}, std::byte{'N'},
                                           std::byte{0}};
        prefixed.insert(prefixed.end(), node.begin(), node.end());
        below = sha512_half(prefixed);
        deep.insert(deep.begin(), node.begin(), node.end());
        const auto root = root_of_xrpl_branch(leaf, deep);
        ASSERT_EQ(root.has_value(), i < kXrplBranchMax);
        if (root) {
            EXPECT_EQ(*root, below);
        }
    }
}

TEST(XrplTree, OfNothingIsZeroAndOfOneIsAnInnerNode) {
    EXPECT_EQ(*xrpl_tree_hash({}), Hash256{});
    const XrplLeaf leaf{hash_of(std::string(64, 'a')), hash_of(std::string(64, 'b'))};
    EXPECT_NE(*xrpl_tree_hash({leaf}), leaf.hash);
    EXPECT_EQ(*xrpl_tree_hash({leaf}), slow_tree_hash({leaf}, ""));
}

TEST(XrplTree, RefusesAnIdThatStandsTwice) {
    const XrplLeaf leaf{hash_of(std::string(64, 'a')), hash_of(std::string(64, 'b'))};
    EXPECT_EQ(xrpl_tree_hash({leaf, leaf}).error(), Fault::malformed);
}

TEST(XrplTree, PartsIdsThatDifferInTheirLastHalfByteOnly) {
    XrplLeaf a{hash_of(std::string(64, 'a')), hash_of(std::string(64, '1'))};
    XrplLeaf b = a;
    b.id.bytes[31] = std::byte{0xab};
    EXPECT_EQ(*xrpl_tree_hash({a, b}), slow_tree_hash({a, b}, ""));
}

}  // namespace
}  // namespace pelf::codec
