// SPDX-License-Identifier: Apache-2.0
//
// For the tests of this folder only: 64 hexadecimal digits that depend on every byte. The real
// hash is codec's, which stands beside this module.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace pelf::screen {

/// FNV-1a of 64 bits with four starts.
inline std::string test_hash(std::span<const std::byte> bytes) {
    constexpr std::uint64_t kPrime = 0x100000001B3;
    constexpr std::uint64_t kStart = 0xCBF29CE484222325;
    constexpr char kDigits[] = "0123456789abcdef";
    std::string digits;
    for (std::uint64_t part = 0; part < 4; ++part) {
        std::uint64_t hash = kStart + part;
        for (const std::byte byte : bytes)
            hash = (hash ^ static_cast<std::uint64_t>(byte)) * kPrime;
        for (int shift = 60; shift >= 0; shift -= 4) digits += kDigits[(hash >> shift) & 15U];
    }
    return digits;
}

}  // namespace pelf::screen
