// SPDX-License-Identifier: Apache-2.0
#include "codec/xrpl_tree.hpp"

#include <algorithm>
#include <array>
#include <concepts>

#include "codec/sha512.hpp"
#include "codec/xrpl_fields.hpp"

namespace pelf::codec {
namespace {

using Prefix = std::array<std::byte, 4>;

constexpr Prefix prefix(char a, char b, char c) {
    return {static_cast<std::byte>(a), static_cast<std::byte>(b), static_cast<std::byte>(c),
            std::byte{0}};
}
constexpr Prefix kTransaction = prefix('T', 'X', 'N');
constexpr Prefix kLeaf = prefix('S', 'N', 'D');
constexpr Prefix kInner = prefix('M', 'I', 'N');
constexpr Prefix kLedger = prefix('L', 'W', 'R');

constexpr std::size_t kBranches = 16;

std::size_t branch_of(const Hash256& id, std::size_t depth) {
    const auto byte = std::to_integer<std::uint8_t>(id.bytes[depth / 2]);
    return depth % 2 == 0 ? byte >> 4 : byte & 15;
}

using Children = std::array<std::byte, kXrplNodeBytes>;

Hash256 inner_hash(std::span<const XrplLeaf> leaves, std::size_t depth);

/// The leaves of a node are sorted, no id stands twice, and all agree in their first `depth` half
/// bytes; so two of them part within 64 of those, which bounds the recursion.
Children children_of(std::span<const XrplLeaf> leaves, std::size_t depth) {
    Children children{};
    std::size_t first = 0;
    while (first < leaves.size()) {
        const std::size_t branch = branch_of(leaves[first].id, depth);
        std::size_t end = first + 1;
        while (end < leaves.size() && branch_of(leaves[end].id, depth) == branch) ++end;
        const auto below = leaves.subspan(first, end - first);
        const Hash256 child = below.size() == 1 ? below[0].hash : inner_hash(below, depth + 1);
        std::ranges::copy(child.bytes, children.begin() + static_cast<std::ptrdiff_t>(32 * branch));
        first = end;
    }
    return children;
}

Hash256 inner_hash(std::span<const XrplLeaf> leaves, std::size_t depth) {
    return sha512_half({kInner, children_of(leaves, depth)});
}

bool sort_by_id(std::vector<XrplLeaf>& leaves) {
    std::ranges::sort(leaves, {}, &XrplLeaf::id);
    return std::ranges::adjacent_find(leaves, {}, &XrplLeaf::id) == leaves.end();
}

template <std::unsigned_integral T>
std::byte* put(std::byte* at, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        *at++ = static_cast<std::byte>(value >> (8 * (sizeof(T) - 1 - i)));
    }
    return at;
}

template <std::unsigned_integral T>
void take(const std::byte*& at, T& value) {
    value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        value = static_cast<T>(value << 7 << 1 | std::to_integer<T>(*at++));
    }
}

std::byte* put(std::byte* at, const Hash256& hash) {
    return std::ranges::copy(hash.bytes, at).out;
}

}  // namespace

Hash256 xrpl_transaction_id(std::span<const std::byte> transaction) {
    return sha512_half({kTransaction, transaction});
}

XrplLeaf xrpl_leaf(const Hash256& id, std::span<const std::byte> transaction,
                   std::span<const std::byte> metadata) {
    std::vector<std::byte> transaction_size;
    append_blob_size(transaction_size, transaction.size());
    std::vector<std::byte> metadata_size;
    append_blob_size(metadata_size, metadata.size());
    return {id,
            sha512_half({kLeaf, transaction_size, transaction, metadata_size, metadata, id.bytes})};
}

Result<Hash256, Fault> xrpl_tree_hash(std::vector<XrplLeaf> leaves) {
    if (leaves.empty()) return Hash256{};
    if (!sort_by_id(leaves)) return Unexpected(Fault::malformed);
    return inner_hash(leaves, 0);
}

Result<std::vector<std::byte>, Fault> xrpl_branch(std::vector<XrplLeaf> leaves, const Hash256& id) {
    if (!sort_by_id(leaves)) return Unexpected(Fault::malformed);
    std::span<const XrplLeaf> level(leaves);
    if (std::ranges::find(level, id, &XrplLeaf::id) == level.end()) {
        return Unexpected(Fault::not_found);
    }
    std::vector<std::byte> branch;
    for (std::size_t depth = 0; depth == 0 || level.size() > 1; ++depth) {
        const Children children = children_of(level, depth);
        branch.insert(branch.end(), children.begin(), children.end());
        const auto [begin, end] = std::ranges::equal_range(
            level, branch_of(id, depth), {},
            [depth](const XrplLeaf& leaf) { return branch_of(leaf.id, depth); });
        level = std::span(begin, end);
    }
    return branch;
}

Result<Hash256, Fault> root_of_xrpl_branch(const XrplLeaf& leaf,
                                           std::span<const std::byte> branch) {
    const std::size_t nodes_count = branch.size() / kXrplNodeBytes;
    if (branch.size() % kXrplNodeBytes != 0 || nodes_count == 0 || nodes_count > kXrplBranchMax) {
        return Unexpected(Fault::malformed);
    }
    Hash256 below = leaf.hash;
    for (std::size_t depth = nodes_count; depth-- > 0;) {
        const auto node = branch.subspan(depth * kXrplNodeBytes, kXrplNodeBytes);
        const auto child = node.subspan(branch_of(leaf.id, depth) * below.bytes.size(), 32);
        if (!std::ranges::equal(child, below.bytes)) return Unexpected(Fault::malformed);
        below = sha512_half({kInner, node});
    }
    return below;
}

XrplHeaderBytes xrpl_header_bytes(const XrplHeader& header) {
    XrplHeaderBytes bytes{};
    std::byte* at = put(bytes.data(), header.ledger_index);
    at = put(at, header.coins_drops);
    at = put(at, header.previous);
    at = put(at, header.transactions);
    at = put(at, header.state);
    at = put(at, header.previous_close);
    at = put(at, header.close);
    at = put(at, header.close_resolution);
    put(at, header.close_flags);
    return bytes;
}

XrplHeader read_xrpl_header(std::span<const std::byte, kXrplHeaderBytes> bytes) {
    const std::byte* at = bytes.data();
    XrplHeader header;
    take(at, header.ledger_index);
    take(at, header.coins_drops);
    for (Hash256* hash : {&header.previous, &header.transactions, &header.state}) {
        std::copy_n(at, hash->bytes.size(), hash->bytes.begin());
        at += hash->bytes.size();
    }
    take(at, header.previous_close);
    take(at, header.close);
    take(at, header.close_resolution);
    take(at, header.close_flags);
    return header;
}

Hash256 xrpl_ledger_hash(const XrplHeader& header) {
    return sha512_half({kLedger, xrpl_header_bytes(header)});
}

}  // namespace pelf::codec
