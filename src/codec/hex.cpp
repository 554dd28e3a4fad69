// SPDX-License-Identifier: Apache-2.0
#include "codec/hex.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pelf::codec {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

constexpr std::uint8_t kNoDigit = 0xff;

/// By letter: 0 to 15, or kNoDigit.
constexpr std::array<std::uint8_t, 256> digit_values() {
    std::array<std::uint8_t, 256> values{};
    values.fill(kNoDigit);
    for (std::uint8_t digit = 0; digit < 10; ++digit) values['0' + digit] = digit;
    for (std::uint8_t digit = 10; digit < 16; ++digit) {
        values['a' + digit - 10] = digit;
        values['A' + digit - 10] = digit;
    }
    return values;
}
constexpr auto kDigitValues = digit_values();

}  // namespace

bool decode_hex(std::string_view text, std::span<std::byte> into) noexcept {
    if (text.size() != 2 * into.size()) return false;
    // Asked once at the end: ledgers of gigabytes are hexadecimal, and nearly all of it is right.
    unsigned seen = 0;
    for (std::size_t i = 0; i < into.size(); ++i) {
        const unsigned high = kDigitValues[static_cast<std::uint8_t>(text[2 * i])];
        const unsigned low = kDigitValues[static_cast<std::uint8_t>(text[2 * i + 1])];
        seen |= high | low;
        into[i] = static_cast<std::byte>(high << 4 | low);
    }
    return seen < 16;
}

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
    if (!decode_hex(text, bytes)) return Unexpected(Fault::malformed);
    return bytes;
}

std::string to_reversed_hex(const Hash256& hash) {
    Hash256 reversed = hash;
    std::reverse(reversed.bytes.begin(), reversed.bytes.end());
    return to_hex(reversed.bytes);
}

Result<Hash256, Fault> from_reversed_hex(std::string_view text) {
    Hash256 hash;
    if (!decode_hex(text, hash.bytes)) return Unexpected(Fault::malformed);
    std::reverse(hash.bytes.begin(), hash.bytes.end());
    return hash;
}

}  // namespace pelf::codec
