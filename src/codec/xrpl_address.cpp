// SPDX-License-Identifier: Apache-2.0
#include "codec/xrpl_address.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "codec/base58.hpp"

namespace pelf::codec {
namespace {

constexpr std::size_t kAccountBytes = 20;
constexpr std::size_t kClassicBytes = 1 + kAccountBytes;
constexpr std::size_t kXAddressBytes = 2 + kAccountBytes + 1 + 8;
constexpr std::size_t kFlagAt = 2 + kAccountBytes;
constexpr std::byte kClassicPrefix{0};
constexpr std::array kMainPrefix = {std::byte{0x05}, std::byte{0x44}};
constexpr std::array kTestPrefix = {std::byte{0x04}, std::byte{0x93}};

XrplAccountId account_at(std::span<const std::byte> payload, std::size_t at) {
    XrplAccountId account;
    std::copy_n(payload.begin() + static_cast<std::ptrdiff_t>(at), kAccountBytes,
                account.bytes.begin());
    return account;
}

bool has_prefix(std::span<const std::byte> payload, std::span<const std::byte, 2> prefix) {
    return std::equal(prefix.begin(), prefix.end(), payload.begin());
}

Result<XrplAddress, Fault> read_x_address(std::span<const std::byte> payload) {
    XrplAddress address;
    if (has_prefix(payload, kMainPrefix)) {
        address.network = XrplNetwork::main;
    } else if (has_prefix(payload, kTestPrefix)) {
        address.network = XrplNetwork::test;
    } else {
        return Unexpected(Fault::malformed);
    }
    address.account = account_at(payload, 2);
    const auto flag = std::to_integer<std::uint8_t>(payload[kFlagAt]);
    const auto tag = load<std::uint64_t>(payload.data() + kFlagAt + 1);
    if (flag > 1) return Unexpected(flag == 2 ? Fault::unsupported : Fault::malformed);
    const std::uint64_t most = flag == 1 ? 0xffff'ffff : 0;
    if (tag > most) return Unexpected(Fault::malformed);
    if (flag == 1) address.tag = static_cast<std::uint32_t>(tag);
    return address;
}

}  // namespace

Result<XrplAddress, Fault> parse_xrpl_address(std::string_view text) {
    const auto payload = from_base58check(text, Base58Alphabet::xrpl);
    if (!payload) return Unexpected(payload.error());
    if (payload->size() == kXAddressBytes) return read_x_address(*payload);
    if (payload->size() != kClassicBytes || payload->front() != kClassicPrefix) {
        return Unexpected(Fault::malformed);
    }
    XrplAddress address;
    address.account = account_at(*payload, 1);
    return address;
}

Result<XrplAccountId, Fault> parse_xrpl_account(std::string_view text) {
    auto address = parse_xrpl_address(text);
    if (!address) return Unexpected(address.error());
    if (address->network) return Unexpected(Fault::malformed);
    return address->account;
}

std::string to_string(const XrplAccountId& account) {
    std::array<std::byte, kClassicBytes> payload{kClassicPrefix};
    std::copy(account.bytes.begin(), account.bytes.end(), payload.begin() + 1);
    return to_base58check(payload, Base58Alphabet::xrpl);
}

std::string to_x_address(const XrplAddress& address) {
    std::array<std::byte, kXAddressBytes> payload{};
    const bool is_test = address.network == XrplNetwork::test;
    const auto& prefix = is_test ? kTestPrefix : kMainPrefix;
    std::copy(prefix.begin(), prefix.end(), payload.begin());
    std::copy(address.account.bytes.begin(), address.account.bytes.end(), payload.begin() + 2);
    payload[kFlagAt] = static_cast<std::byte>(address.tag.has_value());
    store(payload.data() + kFlagAt + 1, address.tag.value_or(0));
    return to_base58check(payload, Base58Alphabet::xrpl);
}

}  // namespace pelf::codec
