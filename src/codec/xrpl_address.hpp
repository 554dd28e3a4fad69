// SPDX-License-Identifier: Apache-2.0
//
// Addresses of the XRP Ledger, in both spellings:
//
//   classic     r...          00, account id (20 bytes)
//   X-address   X... main     05 44, account id, flag, tag (4 bytes, least first), 00 00 00 00
//               T... test     04 93, the same
//
// Each in base58check with the XRP alphabet. The flag is 1 where a tag follows and 0 where none
// does: tag 0 is a tag (XLS-5d).
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace pelf::codec {

struct XrplAccountId {
    std::array<std::byte, 20> bytes{};

    auto operator<=>(const XrplAccountId&) const = default;
};

enum class XrplNetwork : std::uint8_t { main, test };

struct XrplAddress {
    XrplAccountId account;
    std::optional<std::uint32_t> tag;
    /// Of an X-address. A classic address is the same on every network.
    std::optional<XrplNetwork> network;

    bool operator==(const XrplAddress&) const = default;
};

/// Either spelling. Fails with malformed (letters, checksum, length, another kind of key, bytes
/// that must be zero), unsupported (flag 2: a tag of 64 bits, which no ledger has) or over_limit.
Result<XrplAddress, Fault> parse_xrpl_address(std::string_view text);

/// A classic address. Fails with malformed for anything else, X-addresses too.
Result<XrplAccountId, Fault> parse_xrpl_account(std::string_view text);

/// "r..."
std::string to_string(const XrplAccountId& account);

/// "X..." or "T...": main where the address names no network.
std::string to_x_address(const XrplAddress& address);

}  // namespace pelf::codec
