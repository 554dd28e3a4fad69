// SPDX-License-Identifier: Apache-2.0
//
// Round trip of the input as payload, and the input as text against a slow twin: long division of
// the whole number, digit by digit.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "codec/base58.hpp"
#include "codec/sha256.hpp"

namespace {

using Bytes = std::vector<std::byte>;

constexpr std::string_view kAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Divides a number of base 58, highest digit first, by 256 and gives what remains.
std::uint32_t divide_by_256(std::vector<std::uint32_t>& digits) {
    std::uint32_t remainder = 0;
    for (auto& digit : digits) {
        const std::uint32_t dividend = remainder * 58 + digit;
        digit = dividend / 256;
        remainder = dividend % 256;
    }
    return remainder;
}

std::optional<Bytes> slow_from_base58check(std::string_view text) {
    std::vector<std::uint32_t> digits;
    for (const char letter : text) {
        const auto digit = kAlphabet.find(letter);
        if (digit == std::string_view::npos) return std::nullopt;
        digits.push_back(static_cast<std::uint32_t>(digit));
    }
    Bytes bytes;
    const auto is_zero = [](std::uint32_t digit) { return digit == 0; };
    while (!std::all_of(digits.begin(), digits.end(), is_zero)) {
        bytes.push_back(static_cast<std::byte>(divide_by_256(digits)));
    }
    for (std::size_t i = 0; i < text.size() && text[i] == '1'; ++i) bytes.push_back(std::byte{0});
    std::reverse(bytes.begin(), bytes.end());
    if (bytes.size() < 4) return std::nullopt;
    const Bytes checksum(bytes.end() - 4, bytes.end());
    bytes.resize(bytes.size() - 4);
    const auto hash = pelf::codec::sha256d(bytes);
    if (!std::equal(checksum.begin(), checksum.end(), hash.bytes.begin())) return std::nullopt;
    return bytes;
}

void check_text(std::string_view text) {
    const auto read = pelf::codec::from_base58check(text);
    if (text.size() > pelf::codec::kBase58LettersMax) {
        PELF_CHECK(!read && read.error() == pelf::Fault::over_limit);
        return;
    }
    const auto slow = slow_from_base58check(text);
    PELF_CHECK(read.has_value() == slow.has_value());
    if (!read || !slow) return;
    PELF_CHECK(*read == *slow);
    PELF_CHECK(pelf::codec::to_base58check(*read) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check_text({reinterpret_cast<const char*>(data), size});

    constexpr std::size_t kPayloadBytesMax = 86;  // 90 bytes in all are at most 123 letters.
    const auto payload = std::as_bytes(std::span(data, std::min(size, kPayloadBytesMax)));
    std::string text = pelf::codec::to_base58check(payload);
    const auto read = pelf::codec::from_base58check(text);
    PELF_CHECK(read && std::ranges::equal(*read, payload));
    check_text(text);
    if (size == 0) return 0;
    char& letter = text[data[0] % text.size()];
    letter = letter == 'z' ? 'y' : 'z';
    check_text(text);
    return 0;
}
