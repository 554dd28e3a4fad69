// SPDX-License-Identifier: Apache-2.0
#include "codec/xrpl_amount.hpp"

#include <algorithm>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t kMantissaEnd = 10 * kXrplMantissaMin;
constexpr unsigned kDigitsMax = 16;
constexpr int kUnitsExponent = 30;
/// Beyond every exponent of a text that could still come out right.
constexpr int kWrittenExponentMax = 1'000;

void append_big_endian(std::vector<std::byte>& out, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
        out.push_back(static_cast<std::byte>(value >> shift));
    }
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// "e-7", "E+12" or nothing. Fails where anything else stands there.
Result<int, Fault> read_exponent(std::string_view text) noexcept {
    if (text.empty()) return 0;
    if (text[0] != 'e' && text[0] != 'E') return Unexpected(Fault::malformed);
    text.remove_prefix(1);
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty()) return Unexpected(Fault::malformed);
    int exponent = 0;
    for (const char letter : text) {
        if (!is_digit(letter)) return Unexpected(Fault::malformed);
        exponent = std::min(exponent * 10 + (letter - '0'), kWrittenExponentMax);
    }
    return is_negative ? -exponent : exponent;
}

/// Nothing where the product needs more than 256 bits.
std::optional<Uint256> times(const Uint256& value, std::uint64_t factor) noexcept {
    std::array<std::uint64_t, 4> limbs{};
    Wide carry = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        carry += static_cast<Wide>(value.limbs()[i]) * factor;
        limbs[i] = static_cast<std::uint64_t>(carry);
        carry >>= 64;
    }
    if (carry != 0) return std::nullopt;
    return Uint256(limbs);
}

std::uint64_t power_of_ten(int exponent) {
    std::uint64_t power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

constexpr std::size_t kCodeAt = 12;
constexpr std::size_t kCodeLetters = 3;
constexpr std::string_view kXrp = "XRP";

bool is_code_letter(char letter) {
    constexpr std::string_view kSigns = "?!@#$%^&*<>(){}[]|";
    const char lower = static_cast<char>(letter | 0x20);
    return is_digit(letter) || (lower >= 'a' && lower <= 'z') ||
           kSigns.find(letter) != std::string_view::npos;
}

}  // namespace

Result<XrplValue, Fault> parse_xrpl_value(std::string_view text) noexcept {
    if (text.size() > kXrplValueLettersMax) return Unexpected(Fault::over_limit);
    XrplValue value;
    value.is_negative = text.starts_with('-');
    if (value.is_negative || text.starts_with('+')) text.remove_prefix(1);
    unsigned digits_count = 0;  // From the first that is not 0.
    unsigned zeros_count = 0;   // At the end so far: they are no digits unless one follows.
    int exponent = 0;
    bool has_digit = false;
    bool has_point = false;
    std::size_t at = 0;
    for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !has_point)); ++at) {
        if (text[at] == '.') {
            has_point = true;
            continue;
        }
        has_digit = true;
        if (has_point) --exponent;
        if (text[at] == '0') {
            zeros_count += digits_count > 0;
            continue;
        }
        digits_count += zeros_count + 1;
        if (digits_count > kDigitsMax) return Unexpected(Fault::over_limit);
        for (; zeros_count > 0; --zeros_count) value.mantissa *= 10;
        value.mantissa = value.mantissa * 10 + static_cast<std::uint64_t>(text[at] - '0');
    }
    const auto written = read_exponent(text.substr(at));
    if (!has_digit || !written) return Unexpected(Fault::malformed);
    if (value.mantissa == 0) return XrplValue{};
    exponent += *written + static_cast<int>(zeros_count);
    for (; value.mantissa < kXrplMantissaMin; --exponent) value.mantissa *= 10;
    if (exponent < kXrplExponentMin || exponent > kXrplExponentMax) {
        return Unexpected(Fault::over_limit);
    }
    value.exponent = exponent;
    return value;
}

std::string to_string(const XrplValue& value) {
    if (value.mantissa == 0) return "0";
    const std::string sign = value.is_negative ? "-" : "";
    std::string digits = std::to_string(value.mantissa);
    // As rippled: plain from 10^-25 to 10^-5 of the last digit, scientific outside.
    if (value.exponent != 0 && (value.exponent < -25 || value.exponent > -5)) {
        std::uint64_t mantissa = value.mantissa;
        int exponent = value.exponent;
        for (; mantissa % 10 == 0 && exponent < kXrplExponentMax; ++exponent) mantissa /= 10;
        return text(sign, mantissa, "e", exponent);
    }
    const auto fraction = static_cast<std::size_t>(-value.exponent);
    if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
    std::string whole = digits.substr(0, digits.size() - fraction);
    std::string rest = digits.substr(digits.size() - fraction);
    while (rest.ends_with('0')) rest.pop_back();
    return sign + whole + (rest.empty() ? "" : "." + rest);
}

std::optional<XrplUnits> xrpl_units(const XrplValue& value) noexcept {
    constexpr int kStep = 19;  // The largest power of ten in 64 bits.
    int exponent = value.exponent + kUnitsExponent;
    if (exponent < 0) {
        if (-exponent > kStep) return XrplUnits{0, value.mantissa == 0};
        const std::uint64_t divisor = power_of_ten(-exponent);
        return XrplUnits{value.mantissa / divisor, value.mantissa % divisor == 0};
    }
    Uint256 amount = value.mantissa;
    for (; exponent > 0; exponent -= kStep) {
        const auto product = times(amount, power_of_ten(std::min(exponent, kStep)));
        if (!product) return std::nullopt;
        amount = *product;
    }
    return XrplUnits{amount, true};
}

Result<XrplCurrency, Fault> parse_xrpl_currency(std::string_view text) noexcept {
    XrplCurrency currency;
    if (text == kXrp) return currency;
    if (text.size() == kCodeLetters) {
        for (std::size_t i = 0; i < kCodeLetters; ++i) {
            currency.bytes[kCodeAt + i] = static_cast<std::byte>(text[i]);
        }
        return currency;
    }
    if (!decode_hex(text, currency.bytes)) return Unexpected(Fault::malformed);
    return currency;
}

std::string to_string(const XrplCurrency& currency) {
    if (currency == XrplCurrency{}) return std::string(kXrp);
    std::string letters;
    for (std::size_t i = 0; i < kCodeLetters; ++i) {
        letters += static_cast<char>(currency.bytes[kCodeAt + i]);
    }
    const auto plain = parse_xrpl_currency(letters);
    const bool is_code = std::ranges::all_of(letters, is_code_letter) && letters != kXrp;
    if (is_code && plain && *plain == currency) return letters;
    std::string digits = to_hex(currency.bytes);
    std::ranges::transform(digits, digits.begin(), [](char letter) {
        return is_digit(letter) ? letter : static_cast<char>(letter - 'a' + 'A');
    });
    return digits;
}

Result<XrplDrops, Fault> parse_xrpl_drops(std::string_view text) noexcept {
    XrplDrops drops;
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    if (text.empty() || !std::ranges::all_of(text, is_digit)) return Unexpected(Fault::malformed);
    const auto number = parse_u64(text);
    if (!number || *number > kXrplDropsMax) return Unexpected(Fault::over_limit);
    drops.drops = *number;
    drops.is_negative = is_negative && drops.drops != 0;
    return drops;
}

void append_amount(std::vector<std::byte>& out, const XrplDrops& drops) {
    PELF_CHECK(drops.drops <= kXrplDropsMax);
    const std::uint64_t plus = drops.is_negative ? 0 : std::uint64_t{1} << 62;
    append_big_endian(out, plus | drops.drops);
}

void append_amount(std::vector<std::byte>& out, const XrplValue& value,
                   const XrplCurrency& currency, const XrplAccountId& issuer) {
    constexpr std::uint64_t kIssued = std::uint64_t{1} << 63;
    constexpr std::uint64_t kPlus = std::uint64_t{1} << 62;
    constexpr int kExponentOffset = 97;
    std::uint64_t bits = kIssued;
    if (value.mantissa != 0) {
        PELF_CHECK(value.mantissa >= kXrplMantissaMin && value.mantissa < kMantissaEnd);
        if (!value.is_negative) bits |= kPlus;
        bits |= static_cast<std::uint64_t>(value.exponent + kExponentOffset) << 54;
        bits |= value.mantissa;
    }
    append_big_endian(out, bits);
    out.insert(out.end(), currency.bytes.begin(), currency.bytes.end());
    out.insert(out.end(), issuer.bytes.begin(), issuer.bytes.end());
}

void append_amount(std::vector<std::byte>& out, const XrplDrops& units, const XrplIssuanceId& id) {
    constexpr std::byte kToken{0x20};
    constexpr std::byte kPlusToken{0x60};
    out.push_back(units.is_negative ? kToken : kPlusToken);
    append_big_endian(out, units.drops);
    out.insert(out.end(), id.bytes.begin(), id.bytes.end());
}

}  // namespace pelf::codec
