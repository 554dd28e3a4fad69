// SPDX-License-Identifier: Apache-2.0
//
// SHA-256 (FIPS 180-4) and double SHA-256, the hash that names Bitcoin's blocks and transactions.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace pelf::codec {

/// 32 bytes in the order the hash function gives them. Bitcoin tools show transaction and block
/// hashes with the bytes reversed: see to_reversed_hex() in codec/hex.hpp.
struct Hash256 {
    std::array<std::byte, 32> bytes{};

    auto operator<=>(const Hash256&) const = default;
};
static_assert(sizeof(Hash256) == 32, "stored in mapped columns as is");

Hash256 sha256(std::span<const std::byte> bytes);

/// SHA-256 of SHA-256.
Hash256 sha256d(std::span<const std::byte> bytes);

/// sha256d of the pieces one after another, without joining them in memory: how a transaction id
/// is taken around the witness in its middle.
Hash256 sha256d(std::initializer_list<std::span<const std::byte>> pieces);

/// sha256d of two hashes side by side: one inner node of a Bitcoin Merkle tree.
Hash256 sha256d_pair(const Hash256& left, const Hash256& right);

/// The SHA-256 of bytes that come in pieces, in order.
class Sha256 {
public:
    Sha256();
    void update(std::span<const std::byte> bytes);
    /// Ends the stream; the object starts a new one.
    Hash256 finish();

private:
    alignas(8)
        std::array<std::byte, 128> state_{};  ///< The library's context, kept out of this header.
};

}  // namespace pelf::codec
