// SPDX-License-Identifier: Apache-2.0
//
// Amounts of the XRP Ledger. An issued currency counts in decimals of 16 digits:
//
//   value = mantissa * 10^exponent, 10^15 <= mantissa < 10^16, -96 <= exponent <= 80; or 0
//
// which is floating point, so sums depend on the order. Here such a value is turned into units of
// 10^-30, in which they are exact; what does not fit is said.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "codec/xrpl_address.hpp"

namespace pelf::codec {

inline constexpr int kXrplExponentMin = -96;
inline constexpr int kXrplExponentMax = 80;
inline constexpr std::uint64_t kXrplMantissaMin = 1'000'000'000'000'000;
/// The longest text of a value we read: sign, 16 digits among up to 96 zeros, an exponent.
inline constexpr std::size_t kXrplValueLettersMax = 160;

/// In the form above; zero has mantissa and exponent 0 and no sign.
struct XrplValue {
    bool is_negative = false;
    std::uint64_t mantissa = 0;
    std::int32_t exponent = 0;

    bool operator==(const XrplValue&) const = default;
};

/// "-12.5", "9999999999999999e80", "1E-7". Fails with malformed, or over_limit (more than 16
/// digits, an exponent that does not fit, a longer text).
Result<XrplValue, Fault> parse_xrpl_value(std::string_view text) noexcept;

/// The text as the ledger's servers write it: "12.5", "1111111111111111e-35".
std::string to_string(const XrplValue& value);

/// The size of a value in units of 10^-30, without its sign.
struct XrplUnits {
    Uint256 amount;
    bool is_exact = true;  ///< False: digits below 10^-30 are left out.
};
/// Nothing where it needs more than 256 bits, from about 10^47 on.
std::optional<XrplUnits> xrpl_units(const XrplValue& value) noexcept;

/// A currency code: 20 bytes. All zero is XRP itself.
struct XrplCurrency {
    std::array<std::byte, 20> bytes{};

    auto operator<=>(const XrplCurrency&) const = default;
};

/// "USD" (three letters, at bytes 12 to 14), "XRP" (all zero), or 40 hexadecimal digits. Fails with
/// malformed for anything else.
Result<XrplCurrency, Fault> parse_xrpl_currency(std::string_view text) noexcept;

/// "XRP", "USD" where the bytes are those of three printable letters and not of "XRP", else 40
/// upper-case digits.
std::string to_string(const XrplCurrency& currency);

/// A multi-purpose token: the number of the transaction that made it and its issuer.
struct XrplIssuanceId {
    std::array<std::byte, 24> bytes{};

    auto operator<=>(const XrplIssuanceId&) const = default;
};

/// The bytes of an amount in a transaction or ledger entry (type 6), appended: 8 for drops, 48 for
/// an issued currency, 33 for a multi-purpose token. Drops were negative in some ledgers of 2013;
/// the sign of 0 is always plus, and drops have 61 bits: the next one says that it is a token.
struct XrplDrops {
    bool is_negative = false;
    std::uint64_t drops = 0;

    bool operator==(const XrplDrops&) const = default;
};
inline constexpr std::uint64_t kXrplDropsMax = (std::uint64_t{1} << 61) - 1;
/// Digits with or without a minus. Fails with malformed or over_limit.
Result<XrplDrops, Fault> parse_xrpl_drops(std::string_view text) noexcept;

void append_amount(std::vector<std::byte>& out, const XrplDrops& drops);
void append_amount(std::vector<std::byte>& out, const XrplValue& value,
                   const XrplCurrency& currency, const XrplAccountId& issuer);
/// `is_negative` with 0 is plus. Tokens have 63 bits.
void append_amount(std::vector<std::byte>& out, const XrplDrops& units, const XrplIssuanceId& id);

}  // namespace pelf::codec
