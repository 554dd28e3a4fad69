// SPDX-License-Identifier: Apache-2.0
#include "codec/hex.hpp"

#include <algorithm>
#include <cstdint>

namespace pelf::codec {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

/// 0 to 15, or a negative number for a letter that is no digit.
int digit_value(char letter) noexcept {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

/// Requires text.size() == 2 * into.size(). False on a letter that is no digit.
bool decode(std::string_view text, std::span<std::byte> into) noexcept {
    for (std::size_t i = 0; i < into.size(); ++i) {
        const int high = digit_value(text[2 * i]);
        const int low = digit_value(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        into[i] = static_cast<std::byte>(high * 16 + low);
    }
    return true;
}

}  // namespace

std::string to_hex(std::span<const std::byte> bytes) {
    std::string text(2 * bytes.size(), '0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto value = std::to_integer<std::uint8_t>(bytes[i]);
        text[2 * i] = kDigits[value >> 4];
        text[2 * i + 1] = kDigits[value & 15];
    }
    return text;
}

Result<std::vector<std::byte>, Fault> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return Unexpected(Fault::malformed);
    std::vector<std::byte> bytes(text.size() / 2);
    if (!decode(text, bytes)) return Unexpected(Fault::malformed);
    return bytes;
}

std::string to_reversed_hex(const Hash256& hash) {
    Hash256 reversed = hash;
    std::reverse(reversed.bytes.begin(), reversed.bytes.end());
    return to_hex(reversed.bytes);
}

Result<Hash256, Fault> from_reversed_hex(std::string_view text) {
    Hash256 hash;
    if (text.size() != 2 * hash.bytes.size()) return Unexpected(Fault::malformed);
    if (!decode(text, hash.bytes)) return Unexpected(Fault::malformed);
    std::reverse(hash.bytes.begin(), hash.bytes.end());
    return hash;
}

}  // namespace pelf::codec
