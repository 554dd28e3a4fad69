// SPDX-License-Identifier: Apache-2.0
#include "base/uint256.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>

#include "base/check.hpp"

namespace pelf {
namespace {

using boost::multiprecision::uint512_t;
__extension__ using Wide = unsigned __int128;

constexpr std::size_t kLimbs = 4;
constexpr unsigned kLimbBits = 64;
constexpr std::uint64_t kDecimalBlock =
    10'000'000'000'000'000'000ULL;  // 10^19, the most in a limb.
constexpr unsigned kDecimalBlockDigits = 19;

/// value = value * factor + addend; false if it does not fit.
bool multiply_add(std::array<std::uint64_t, kLimbs>& value, std::uint64_t factor,
                  std::uint64_t addend) noexcept {
    std::uint64_t carry = addend;
    for (std::uint64_t& limb : value) {
        const Wide product = Wide{limb} * factor + carry;
        limb = static_cast<std::uint64_t>(product);
        carry = static_cast<std::uint64_t>(product >> kLimbBits);
    }
    return carry == 0;
}

std::uint64_t divide_by(std::array<std::uint64_t, kLimbs>& value, std::uint64_t divisor) noexcept {
    std::uint64_t remainder = 0;
    for (std::size_t limb = kLimbs; limb-- > 0;) {
        const Wide part = Wide{remainder} << kLimbBits | value[limb];
        value[limb] = static_cast<std::uint64_t>(part / divisor);
        remainder = static_cast<std::uint64_t>(part % divisor);
    }
    return remainder;
}

std::optional<std::uint64_t> digit_of(char letter) noexcept {
    if (letter >= '0' && letter <= '9') return static_cast<std::uint64_t>(letter - '0');
    if (letter >= 'a' && letter <= 'f') return static_cast<std::uint64_t>(letter - 'a' + 10);
    if (letter >= 'A' && letter <= 'F') return static_cast<std::uint64_t>(letter - 'A' + 10);
    return std::nullopt;
}

std::optional<Uint256> parse(std::string_view text, std::uint64_t base) noexcept {
    if (text.empty()) return std::nullopt;
    std::array<std::uint64_t, kLimbs> limbs{};
    for (const char letter : text) {
        const auto digit = digit_of(letter);
        if (!digit || *digit >= base) return std::nullopt;
        if (!multiply_add(limbs, base, *digit)) return std::nullopt;
    }
    return Uint256(limbs);
}

uint512_t wide_of(const Uint256& value) {
    uint512_t wide = 0;
    for (std::size_t limb = kLimbs; limb-- > 0;) wide = (wide << kLimbBits) | value.limbs()[limb];
    return wide;
}

Uint256 narrow_of(uint512_t wide) {
    std::array<std::uint64_t, kLimbs> limbs{};
    for (std::uint64_t& limb : limbs) {
        limb = static_cast<std::uint64_t>(wide & ~std::uint64_t{0});
        wide >>= kLimbBits;
    }
    PELF_CHECK(wide == 0);
    return Uint256(limbs);
}

}  // namespace

std::optional<Uint256> Uint256::parse_decimal(std::string_view text) noexcept {
    return parse(text, 10);
}

std::optional<Uint256> Uint256::parse_hex(std::string_view digits) noexcept {
    constexpr std::size_t kDigitsMax = 64;
    if (digits.size() > kDigitsMax) return std::nullopt;
    return parse(digits, 16);
}

Uint256 Uint256::from_big_endian(std::span<const std::byte, 32> bytes) noexcept {
    std::array<std::uint64_t, kLimbs> limbs{};
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::uint64_t& limb = limbs[kLimbs - 1 - at / 8];
        limb = limb << 8 | std::to_integer<std::uint64_t>(bytes[at]);
    }
    return Uint256(limbs);
}

Uint256& Uint256::operator+=(const Uint256& other) noexcept {
    const auto sum = add(*this, other);
    PELF_CHECK(sum.has_value());
    return *this = *sum;
}

Uint256& Uint256::operator-=(const Uint256& other) noexcept {
    PELF_CHECK(other <= *this);
    std::uint64_t borrow = 0;
    for (std::size_t limb = 0; limb < kLimbs; ++limb) {
        const Wide taken = Wide{other.limbs_[limb]} + borrow;
        borrow = Wide{limbs_[limb]} < taken ? 1 : 0;
        limbs_[limb] -= static_cast<std::uint64_t>(taken);
    }
    return *this;
}

std::optional<Uint256> add(const Uint256& a, const Uint256& b) noexcept {
    std::array<std::uint64_t, kLimbs> limbs{};
    std::uint64_t carry = 0;
    for (std::size_t limb = 0; limb < kLimbs; ++limb) {
        const Wide sum = Wide{a.limbs()[limb]} + b.limbs()[limb] + carry;
        limbs[limb] = static_cast<std::uint64_t>(sum);
        carry = static_cast<std::uint64_t>(sum >> kLimbBits);
    }
    if (carry != 0) return std::nullopt;
    return Uint256(limbs);
}

std::optional<Uint256> multiply(const Uint256& value, std::uint64_t factor) noexcept {
    std::array<std::uint64_t, kLimbs> limbs = value.limbs();
    if (!multiply_add(limbs, factor, 0)) return std::nullopt;
    return Uint256(limbs);
}

Quotient256 scale(const Uint256& value, const Uint256& numerator, const Uint256& denominator) {
    PELF_CHECK(!denominator.is_zero() && numerator <= denominator);
    if (value.fits_64() && denominator.fits_64()) {
        const Wide product = Wide{value.low()} * numerator.low();
        return {static_cast<std::uint64_t>(product / denominator.low()),
                static_cast<std::uint64_t>(product % denominator.low())};
    }
    const uint512_t product = wide_of(value) * wide_of(numerator);
    const uint512_t by = wide_of(denominator);
    return {narrow_of(product / by), narrow_of(product % by)};
}

std::string to_string(const Uint256& value) {
    std::array<std::uint64_t, kLimbs> rest = value.limbs();
    std::string reversed;
    while (true) {
        std::uint64_t block = divide_by(rest, kDecimalBlock);
        const bool is_last = Uint256(rest).is_zero();
        for (unsigned digit = 0; digit < kDecimalBlockDigits; ++digit) {
            if (is_last && block == 0 && digit > 0) break;
            reversed.push_back(static_cast<char>('0' + block % 10));
            block /= 10;
        }
        if (is_last) break;
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

}  // namespace pelf
