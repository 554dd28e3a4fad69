// SPDX-License-Identifier: Apache-2.0
//
// Values of Ethereum as exports write them: hexadecimal behind 0x, and decimal numbers of up to 256
// bits. Inline, since a row has up to six of them and there are billions of rows.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "base/uint256.hpp"
#include "codec/ethereum_address.hpp"
#include "codec/hex.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

/// 0x and exactly as many digits as the bytes need, in any case. False for anything else.
inline bool read_0x(std::string_view text, std::span<std::byte> into) noexcept {
    return text.size() >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x' &&
           codec::decode_hex(text.substr(2), into);
}

inline bool read_address(std::string_view text, codec::EthereumAddress& address) noexcept {
    return read_0x(text, address.bytes);
}

inline bool read_hash(std::string_view text, model::LedgerHash& hash) noexcept {
    return read_0x(text, hash);
}

/// Decimal digits only, at least one; false for anything else and for what needs more bits.
inline bool read_decimal(std::string_view text, std::uint64_t& value) noexcept {
    constexpr std::size_t kSafeDigits = 19;
    if (text.empty() || text.size() > kSafeDigits) {
        const auto wide = Uint256::parse_decimal(text);
        if (!wide || !wide->fits_64()) return false;
        value = wide->low();
        return true;
    }
    std::uint64_t sum = 0;
    for (const char letter : text) {
        const auto digit = static_cast<unsigned>(letter - '0');
        if (digit > 9) return false;
        sum = sum * 10 + digit;
    }
    value = sum;
    return true;
}

inline bool read_decimal(std::string_view text, std::uint32_t& value) noexcept {
    std::uint64_t wide = 0;
    if (!read_decimal(text, wide) || wide > std::numeric_limits<std::uint32_t>::max()) return false;
    value = static_cast<std::uint32_t>(wide);
    return true;
}

inline bool read_decimal(std::string_view text, Uint256& value) noexcept {
    constexpr std::size_t kSafeDigits = 19;
    if (text.size() > kSafeDigits || text.empty()) {
        const auto wide = Uint256::parse_decimal(text);
        if (!wide) return false;
        value = *wide;
        return true;
    }
    std::uint64_t narrow = 0;
    if (!read_decimal(text, narrow)) return false;
    value = narrow;
    return true;
}

/// Nothing for an empty text; false if it is neither empty nor a number.
inline bool read_decimal(std::string_view text, std::optional<std::uint64_t>& value) noexcept {
    value.reset();
    if (text.empty()) return true;
    std::uint64_t number = 0;
    if (!read_decimal(text, number)) return false;
    value = number;
    return true;
}

}  // namespace pelf::ingest
