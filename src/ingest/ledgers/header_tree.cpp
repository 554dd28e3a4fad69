// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/header_tree.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <utility>

#include "base/bytes.hpp"
#include "base/check.hpp"

namespace pelf::ingest {
namespace {

using codec::Hash256;
using Position = std::uint32_t;
constexpr Position kNone = std::numeric_limits<Position>::max();

/// Hash to first position. Open addressing over positions alone: the hashes stay in the blocks.
class PositionsByHash {
public:
    explicit PositionsByHash(std::span<const BlockRef> blocks)
        : blocks_(blocks), slots_(std::bit_ceil(2 * blocks.size() + 1), kNone) {}

    Position find(const Hash256& hash) const { return slots_[slot_of(hash)]; }

    /// False if a block of the same hash is there.
    bool insert(Position position) {
        Position& slot = slots_[slot_of(blocks_[position].hash)];
        if (slot != kNone) return false;
        slot = position;
        return true;
    }

private:
    std::size_t slot_of(const Hash256& hash) const {
        // The first bytes of a block hash are as good as random; the last ones are zero.
        std::size_t slot = load<std::uint64_t>(hash.bytes.data()) & (slots_.size() - 1);
        while (slots_[slot] != kNone && blocks_[slots_[slot]].hash != hash) {
            slot = (slot + 1) & (slots_.size() - 1);
        }
        return slot;
    }

    std::span<const BlockRef> blocks_;
    std::vector<Position> slots_;
};

/// The links turned round: a list of children through two arrays.
struct Tree {
    std::vector<Position> parent;
    std::vector<Position> first_child;
    std::vector<Position> next_sibling;
    std::vector<Position> roots;
};

Tree link(std::span<const BlockRef> blocks, const Hash256& genesis, ChainChoice& choice) {
    PositionsByHash positions(blocks);
    std::vector<bool> repeated(blocks.size());
    for (Position i = 0; i < blocks.size(); ++i) {
        if (positions.insert(i)) continue;
        repeated[i] = true;
        choice.repeated.push_back(i);
    }
    Tree tree;
    tree.parent.assign(blocks.size(), kNone);
    tree.first_child.assign(blocks.size(), kNone);
    tree.next_sibling.assign(blocks.size(), kNone);
    for (Position i = 0; i < blocks.size(); ++i) {
        if (repeated[i]) continue;
        const Position parent =
            blocks[i].hash == genesis ? kNone : positions.find(blocks[i].previous);
        tree.parent[i] = parent;
        if (parent == kNone) {
            tree.roots.push_back(i);
        } else {
            tree.next_sibling[i] = std::exchange(tree.first_child[parent], i);
        }
    }
    return tree;
}

/// Work for each block by its bits, which stay the same for 2,016 blocks at a time.
class WorkOfBits {
public:
    const Uint256& operator()(std::uint32_t bits) {
        if (bits_ != bits) {
            const auto target = target_from_bits(bits);
            PELF_CHECK(target.has_value());
            work_ = work_of_target(*target);
            bits_ = bits;
        }
        return work_;
    }

private:
    std::optional<std::uint32_t> bits_;
    Uint256 work_;
};

/// Every block of some components, parents first, with the best tip among them.
struct Walk {
    std::vector<Position> order;
    Position tip = kNone;
};

class Walker {
public:
    Walker(std::span<const BlockRef> blocks, const Tree& tree, std::vector<std::uint32_t>& depth)
        : blocks_(blocks), tree_(tree), depth_(depth), work_(blocks.size()) {}

    Walk walk(std::span<const Position> roots) {
        Walk walk;
        walk.order.assign(roots.begin(), roots.end());
        for (std::size_t next = 0; next < walk.order.size(); ++next) {
            const Position at = walk.order[next];
            const Position parent = tree_.parent[at];
            work_[at] = work_of_bits_(blocks_[at].bits);
            if (parent != kNone) {
                work_[at] = saturating_add(work_[parent], work_[at]);
                depth_[at] = depth_[parent] + 1;
            }
            if (walk.tip == kNone || is_better(at, walk.tip)) walk.tip = at;
            for (Position child = tree_.first_child[at]; child != kNone;
                 child = tree_.next_sibling[child]) {
                walk.order.push_back(child);
            }
        }
        return walk;
    }

    bool is_better(Position left, Position right) const {
        if (work_[left] != work_[right]) return work_[left] > work_[right];
        return to_number(blocks_[left].hash) < to_number(blocks_[right].hash);
    }

    const Uint256& work(Position position) const { return work_[position]; }

private:
    std::span<const BlockRef> blocks_;
    const Tree& tree_;
    std::vector<std::uint32_t>& depth_;
    std::vector<Uint256> work_;
    WorkOfBits work_of_bits_;
};

/// Puts the roots of one component side by side, the one at genesis first.
std::vector<std::span<const Position>> group_roots(std::span<const BlockRef> blocks,
                                                   std::vector<Position>& roots,
                                                   const Hash256& genesis) {
    const auto key = [&](Position root) {
        return std::pair(blocks[root].hash != genesis, blocks[root].previous);
    };
    std::ranges::sort(roots, {}, key);  // Any order within a group gives the same answer.
    std::vector<std::span<const Position>> groups;
    for (std::size_t begin = 0, end = 0; begin < roots.size(); begin = end) {
        while (end < roots.size() && key(roots[end]) == key(roots[begin])) ++end;
        groups.emplace_back(roots.data() + begin, end - begin);
    }
    return groups;
}

}  // namespace

ChainChoice choose_chain(std::span<const BlockRef> blocks, const Hash256& genesis) {
    PELF_CHECK(blocks.size() < kNone);
    ChainChoice choice;
    choice.depth.assign(blocks.size(), 0);
    if (blocks.empty()) return choice;
    Tree tree = link(blocks, genesis, choice);
    const auto groups = group_roots(blocks, tree.roots, genesis);
    choice.begins_at_genesis = blocks[groups.front().front()].hash == genesis;

    Walker walker(blocks, tree, choice.depth);
    Walk chosen;
    for (const auto& roots : groups) {
        Walk walk = walker.walk(roots);
        const bool is_chosen = chosen.tip == kNone || (!choice.begins_at_genesis &&
                                                       walker.is_better(walk.tip, chosen.tip));
        if (is_chosen) std::swap(walk, chosen);
        choice.unconnected.insert(choice.unconnected.end(), walk.order.begin(), walk.order.end());
    }

    std::vector<bool> in_best(blocks.size());
    for (Position at = chosen.tip; at != kNone; at = tree.parent[at]) {
        in_best[at] = true;
        choice.best.push_back(at);
    }
    std::ranges::reverse(choice.best);
    std::ranges::copy_if(chosen.order, std::back_inserter(choice.stale),
                         [&](Position at) { return !in_best[at]; });
    choice.work = walker.work(chosen.tip);
    return choice;
}

}  // namespace pelf::ingest
