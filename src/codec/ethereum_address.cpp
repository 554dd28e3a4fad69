// SPDX-License-Identifier: Apache-2.0
#include "codec/ethereum_address.hpp"

#include <algorithm>
#include <span>

#include "codec/hex.hpp"
#include "codec/keccak256.hpp"
#include "codec/rlp.hpp"

namespace pelf::codec {
namespace {

constexpr std::size_t kDigits = 40;

bool is_upper(char letter) noexcept {
    return letter >= 'A' && letter <= 'F';
}
bool is_lower(char letter) noexcept {
    return letter >= 'a' && letter <= 'f';
}

}  // namespace

Result<EthereumAddress, Fault> parse_ethereum_address(std::string_view text) noexcept {
    if (text.size() != 2 + kDigits || text[0] != '0' || (text[1] != 'x' && text[1] != 'X')) {
        return Unexpected(Fault::malformed);
    }
    const std::string_view digits = text.substr(2);
    EthereumAddress address;
    if (!decode_hex(digits, address.bytes)) return Unexpected(Fault::malformed);
    const bool is_mixed =
        std::ranges::any_of(digits, is_upper) && std::ranges::any_of(digits, is_lower);
    if (is_mixed && to_string(address).substr(2) != digits) return Unexpected(Fault::refused);
    return address;
}

std::string to_string(const EthereumAddress& address) {
    std::string digits = to_hex(address.bytes);
    const Hash256 hash = keccak256(std::as_bytes(std::span(digits)));
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const auto pair = std::to_integer<unsigned>(hash.bytes[i / 2]);
        const unsigned nibble = i % 2 == 0 ? pair >> 4 : pair & 15U;
        if (nibble >= 8 && is_lower(digits[i])) {
            digits[i] = static_cast<char>(digits[i] - 'a' + 'A');
        }
    }
    return "0x" + digits;
}

EthereumAddress created_address(const EthereumAddress& sender, std::uint64_t nonce) {
    RlpList list;
    list.add(sender.bytes);
    list.add_number(nonce);
    const Hash256 hash = keccak256(list.finish());
    EthereumAddress address;
    std::copy_n(hash.bytes.end() - 20, 20, address.bytes.begin());
    return address;
}

}  // namespace pelf::codec
