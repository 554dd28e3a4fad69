// SPDX-License-Identifier: Apache-2.0
#include "codec/merkle_branch.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace pelf::codec {

std::vector<Hash256> merkle_branch(std::vector<Hash256> leaves, std::size_t index) {
    PELF_CHECK(index < leaves.size());
    std::vector<Hash256> branch;
    for (; leaves.size() > 1; index /= 2) {
        branch.push_back(leaves[std::min(index ^ 1, leaves.size() - 1)]);
        const std::size_t above = (leaves.size() + 1) / 2;
        for (std::size_t i = 0; i < above; ++i) {
            const std::size_t right = std::min(2 * i + 1, leaves.size() - 1);
            leaves[i] = sha256d_pair(leaves[2 * i], leaves[right]);
        }
        leaves.resize(above);
    }
    return branch;
}

Result<Hash256, Fault> root_of_branch(const Hash256& leaf, std::uint64_t index,
                                      std::span<const Hash256> branch) {
    if (branch.size() > kMerkleBranchMax) return Unexpected(Fault::over_limit);
    Hash256 node = leaf;
    for (const Hash256& beside : branch) {
        const bool is_right = index % 2 != 0;
        // On the left it is the last of an odd row, paired with itself; on the right a stand-in.
        if (is_right && beside == node) return Unexpected(Fault::refused);
        node = is_right ? sha256d_pair(beside, node) : sha256d_pair(node, beside);
        index /= 2;
    }
    if (index != 0) return Unexpected(Fault::malformed);
    return node;
}

}  // namespace pelf::codec
