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

/// The leaves are sorted, no id stands twice, and all agree in their first `depth` half bytes; so
/// two of them part within 64 of those, which bounds the recursion.
Hash256 inner_hash(std::span<const XrplLeaf> leaves, std::size_t depth) {
    std::array<std::byte, kBranches * 32> children{};
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
    return sha512_half({kInner, children});
}

template <std::unsigned_integral T>
std::byte* put(std::byte* at, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        *at++ = static_cast<std::byte>(value >> (8 * (sizeof(T) - 1 - i)));
    }
    return at;
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
    std::ranges::sort(leaves, {}, &XrplLeaf::id);
    const auto twice = std::ranges::adjacent_find(leaves, {}, &XrplLeaf::id);
    if (twice != leaves.end()) return Unexpected(Fault::malformed);
    return inner_hash(leaves, 0);
}

Hash256 xrpl_ledger_hash(const XrplHeader& header) {
    std::array<std::byte, 4 + 8 + 3 * 32 + 4 + 4 + 1 + 1> bytes{};
    std::byte* at = put(bytes.data(), header.ledger_index);
    at = put(at, header.coins_drops);
    at = put(at, header.previous);
    at = put(at, header.transactions);
    at = put(at, header.state);
    at = put(at, header.previous_close);
    at = put(at, header.close);
    at = put(at, header.close_resolution);
    put(at, header.close_flags);
    return sha512_half({kLedger, bytes});
}

}  // namespace pelf::codec
