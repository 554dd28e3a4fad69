// SPDX-License-Identifier: Apache-2.0
//
// The first 64 bytes are a leaf, the rest is a branch: whatever they are, a branch leads to one
// root, from this leaf and from no other, and a tree of the leaf alone has the branch that it
// should. The next 118 bytes after a leaf are a header, too, which is written as it was read.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "codec/xrpl_tree.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::codec;
    const auto bytes = std::as_bytes(std::span(data, size));
    constexpr std::size_t kHash = 32;
    if (bytes.size() < 2 * kHash) return 0;
    XrplLeaf leaf;
    std::ranges::copy(bytes.first(kHash), leaf.id.bytes.begin());
    std::ranges::copy(bytes.subspan(kHash, kHash), leaf.hash.bytes.begin());
    const auto branch = bytes.subspan(2 * kHash);
    if (const auto root = root_of_xrpl_branch(leaf, branch)) {
        PELF_CHECK(branch.size() % kXrplNodeBytes == 0);
        XrplLeaf other = leaf;
        other.hash.bytes[0] ^= std::byte{1};
        PELF_CHECK(!root_of_xrpl_branch(other, branch));
    }
    const auto alone = xrpl_branch({leaf}, leaf.id);
    PELF_CHECK(alone && alone->size() == kXrplNodeBytes);
    const auto root = root_of_xrpl_branch(leaf, *alone);
    PELF_CHECK(root && *root == *xrpl_tree_hash({leaf}));
    if (branch.size() >= kXrplHeaderBytes) {
        const auto header = branch.first<kXrplHeaderBytes>();
        PELF_CHECK(std::ranges::equal(xrpl_header_bytes(read_xrpl_header(header)), header));
    }
    return 0;
}
