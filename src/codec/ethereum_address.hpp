// SPDX-License-Identifier: Apache-2.0
//
// Addresses of Ethereum and of chains made like it: 20 bytes, written as 0x and 40 hexadecimal
// digits whose case is a checksum (EIP-55). Two texts are one address if their bytes are.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace pelf::codec {

struct EthereumAddress {
    std::array<std::byte, 20> bytes{};

    // Written out: what a compiler makes of the default goes byte by byte, and ledgers compare a
    // lot.
    bool operator==(const EthereumAddress& other) const noexcept {
        return std::memcmp(bytes.data(), other.bytes.data(), bytes.size()) == 0;
    }
    std::strong_ordering operator<=>(const EthereumAddress& other) const noexcept {
        return std::memcmp(bytes.data(), other.bytes.data(), bytes.size()) <=> 0;
    }
};

/// 0x or 0X, and 40 digits. Digits of one case carry no checksum and are taken; mixed case must be
/// that of EIP-55. Fails with malformed, and with refused where only the checksum is wrong: most
/// likely a mistyped address.
Result<EthereumAddress, Fault> parse_ethereum_address(std::string_view text) noexcept;

/// With the checksum in its case: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed".
std::string to_string(const EthereumAddress& address);

/// The address of the contract that the sender's transaction of this number makes: the end of
/// keccak256(rlp([sender, nonce])) (Yellow Paper, section 7).
EthereumAddress created_address(const EthereumAddress& sender, std::uint64_t nonce);

}  // namespace pelf::codec
