// SPDX-License-Identifier: Apache-2.0
#include "model/wallet.hpp"

#include <array>

#include "base/text.hpp"

namespace pelf::model {
namespace {

constexpr std::string_view kCashAddrPrefix = "bitcoincash:";
/// Human-readable parts with their separator. No ledger has a base58 address that begins so.
constexpr std::array<std::string_view, 4> kBech32Starts = {"bc1", "tb1", "bcrt1", "ltc1"};

bool is_hex(char letter) noexcept {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') ||
           (letter >= 'A' && letter <= 'F');
}

/// 0x and nothing but hexadecimal digits, of any count: transaction hashes and longer accounts too.
bool is_0x_hex(std::string_view text) noexcept {
    if (text.size() < 3 || text[0] != '0' || (text[1] != 'x' && text[1] != 'X')) return false;
    for (const char letter : text.substr(2)) {
        if (!is_hex(letter)) return false;
    }
    return true;
}

constexpr std::string_view kBech32Letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

bool all_bech32_letters(std::string_view lower) noexcept {
    return lower.find_first_not_of(kBech32Letters) == std::string_view::npos;
}

bool looks_bech32(std::string_view lower) noexcept {
    constexpr std::size_t kShortest = 14;  // bc1pfeessrawgf, pay-to-anchor.
    if (lower.size() < kShortest) return false;
    for (const std::string_view start : kBech32Starts) {
        if (lower.starts_with(start) && all_bech32_letters(lower.substr(start.size()))) return true;
    }
    return false;
}

/// Bitcoin Cash without the prefix: q or p for key or script, 42 letters; base58 has at most 35.
bool looks_cashaddr(std::string_view lower) noexcept {
    constexpr std::size_t kLetters = 42;
    return lower.size() == kLetters && (lower[0] == 'q' || lower[0] == 'p') &&
           all_bech32_letters(lower);
}

}  // namespace

std::string_view to_string(Checksum checksum) noexcept {
    constexpr std::array<std::string_view, 3> kNames = {"unchecked", "good", "bad"};
    return kNames[static_cast<std::size_t>(checksum)];
}

std::string canonical_address(std::string_view address) {
    std::string_view rest = trim(address);
    while (ascii_lower(rest.substr(0, kCashAddrPrefix.size())) == kCashAddrPrefix) {
        rest = trim(rest.substr(kCashAddrPrefix.size()));
    }
    std::string lower = ascii_lower(rest);
    if (is_0x_hex(rest) || looks_bech32(lower) || looks_cashaddr(lower)) return lower;
    return std::string(rest);
}

bool is_evm_address(std::string_view address) noexcept {
    constexpr std::size_t kLetters = 2 + 40;
    return address.size() == kLetters && is_0x_hex(address);
}

}  // namespace pelf::model
