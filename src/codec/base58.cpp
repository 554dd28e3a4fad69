// SPDX-License-Identifier: Apache-2.0
#include "codec/base58.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "codec/sha256.hpp"

namespace pelf::codec {
namespace {

/// By Base58Alphabet.
constexpr std::array<std::string_view, 2> kDigits = {
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
    "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"};
constexpr std::size_t kDigitsCount = 58;
static_assert(kDigits[0].size() == kDigitsCount && kDigits[1].size() == kDigitsCount);

constexpr std::size_t kChecksumBytes = 4;

/// The digit each letter stands for; 255 for foreign letters.
using DigitOf = std::array<std::uint8_t, 256>;
constexpr DigitOf digits_of(std::string_view letters) {
    DigitOf digits{};
    digits.fill(255);
    for (std::size_t i = 0; i < letters.size(); ++i) {
        digits[static_cast<std::uint8_t>(letters[i])] = static_cast<std::uint8_t>(i);
    }
    return digits;
}
constexpr std::array<DigitOf, 2> kDigitOf = {digits_of(kDigits[0]), digits_of(kDigits[1])};

/// Turns a big number, digits of base `From` with the highest first, into digits of base `To` with
/// the lowest first and no zero at the high end.
template <std::uint32_t From, std::uint32_t To>
std::vector<std::uint8_t> change_base(std::span<const std::uint8_t> digits) {
    std::vector<std::uint8_t> changed;
    changed.reserve(2 * digits.size());
    for (const std::uint8_t digit : digits) {
        std::uint32_t carry = digit;
        for (std::uint8_t& place : changed) {
            carry += place * From;
            place = static_cast<std::uint8_t>(carry % To);
            carry /= To;
        }
        for (; carry > 0; carry /= To) changed.push_back(static_cast<std::uint8_t>(carry % To));
    }
    return changed;
}

/// Zeros do not change a number, so those in front are carried over one for one.
std::size_t leading_zeros_count(std::span<const std::uint8_t> digits) {
    const auto first = std::find_if(digits.begin(), digits.end(), [](auto d) { return d != 0; });
    return static_cast<std::size_t>(first - digits.begin());
}

}  // namespace

std::string to_base58check(std::span<const std::byte> payload, Base58Alphabet alphabet) {
    const std::string_view letters = kDigits[static_cast<std::size_t>(alphabet)];
    std::vector<std::uint8_t> bytes;
    bytes.reserve(payload.size() + kChecksumBytes);
    for (const std::byte byte : payload) bytes.push_back(std::to_integer<std::uint8_t>(byte));
    const Hash256 hash = sha256d(payload);
    for (std::size_t i = 0; i < kChecksumBytes; ++i) {
        bytes.push_back(std::to_integer<std::uint8_t>(hash.bytes[i]));
    }
    std::string text(leading_zeros_count(bytes), letters[0]);
    const auto digits = change_base<256, 58>(bytes);
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) text += letters[*digit];
    return text;
}

Result<std::vector<std::byte>, Fault> from_base58check(std::string_view text,
                                                       Base58Alphabet alphabet) {
    const DigitOf& digit_of = kDigitOf[static_cast<std::size_t>(alphabet)];
    if (text.size() > kBase58LettersMax) return Unexpected(Fault::over_limit);
    std::vector<std::uint8_t> digits;
    digits.reserve(text.size());
    for (const char letter : text) {
        const std::uint8_t digit = digit_of[static_cast<std::uint8_t>(letter)];
        if (digit >= kDigitsCount) return Unexpected(Fault::malformed);
        digits.push_back(digit);
    }
    std::vector<std::byte> bytes(leading_zeros_count(digits), std::byte{0});
    const auto number = change_base<58, 256>(digits);
    for (auto byte = number.rbegin(); byte != number.rend(); ++byte) {
        bytes.push_back(std::byte{*byte});
    }
    if (bytes.size() < kChecksumBytes) return Unexpected(Fault::malformed);

    const auto payload = std::span(bytes).first(bytes.size() - kChecksumBytes);
    const auto checksum = std::span(bytes).last(kChecksumBytes);
    const Hash256 hash = sha256d(payload);
    if (!std::equal(checksum.begin(), checksum.end(), hash.bytes.begin())) {
        return Unexpected(Fault::malformed);
    }
    bytes.resize(payload.size());
    return bytes;
}

}  // namespace pelf::codec
