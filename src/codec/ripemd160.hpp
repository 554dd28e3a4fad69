// SPDX-License-Identifier: Apache-2.0
//
// RIPEMD-160 (Dobbertin, Bosselaers, Preneel 1996) and HASH160, its use in Bitcoin addresses.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <span>

namespace pelf::codec {

/// 20 bytes in the order the hash function gives them.
struct Hash160 {
    std::array<std::byte, 20> bytes{};

    auto operator<=>(const Hash160&) const = default;
};

Hash160 ripemd160(std::span<const std::byte> bytes);

/// RIPEMD-160 of SHA-256: what an address says about a public key or a script.
Hash160 hash160(std::span<const std::byte> bytes);

}  // namespace pelf::codec
