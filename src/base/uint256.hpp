// SPDX-License-Identifier: Apache-2.0
//
// Unsigned numbers of 256 bits: what a token contract counts in. Ether in wei and drops of XRP
// mostly fit into 64 bits, and are kept so where space matters.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pelf {

/// A value type; 0 when made without an argument.
class Uint256 {
public:
    constexpr Uint256() = default;
    // Implicit on purpose: a 64-bit amount is an amount.
    // NOLINTNEXTLINE(google-explicit-constructor)
    constexpr Uint256(std::uint64_t value) noexcept : limbs_{value, 0, 0, 0} {}
    /// Least significant first.
    explicit constexpr Uint256(const std::array<std::uint64_t, 4>& limbs) noexcept
        : limbs_(limbs) {}

    /// Digits only, at least one; nothing for any other text and for what needs more bits.
    static std::optional<Uint256> parse_decimal(std::string_view text) noexcept;
    /// Hexadecimal digits without 0x, 1 to 64 of them.
    static std::optional<Uint256> parse_hex(std::string_view digits) noexcept;
    /// Most significant byte first, as contracts encode it.
    static Uint256 from_big_endian(std::span<const std::byte, 32> bytes) noexcept;

    constexpr const std::array<std::uint64_t, 4>& limbs() const noexcept { return limbs_; }
    constexpr std::uint64_t low() const noexcept { return limbs_[0]; }
    constexpr bool fits_64() const noexcept { return (limbs_[1] | limbs_[2] | limbs_[3]) == 0; }
    constexpr bool is_zero() const noexcept { return fits_64() && limbs_[0] == 0; }

    constexpr bool operator==(const Uint256&) const = default;
    constexpr std::strong_ordering operator<=>(const Uint256& other) const noexcept {
        for (std::size_t limb = 4; limb-- > 0;) {
            if (limbs_[limb] != other.limbs_[limb]) return limbs_[limb] <=> other.limbs_[limb];
        }
        return std::strong_ordering::equal;
    }

    /// Both require that the result fits: a sum of what a ledger holds, a part from its whole.
    /// Where input decides, ask add() first.
    Uint256& operator+=(const Uint256& other) noexcept;
    Uint256& operator-=(const Uint256& other) noexcept;
    friend Uint256 operator+(Uint256 a, const Uint256& b) noexcept { return a += b; }
    friend Uint256 operator-(Uint256 a, const Uint256& b) noexcept { return a -= b; }

private:
    std::array<std::uint64_t, 4> limbs_{};
};

inline constexpr Uint256 kUint256Max(std::array<std::uint64_t, 4>{
    ~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}});

/// The sum; nothing where it needs more than 256 bits.
std::optional<Uint256> add(const Uint256& a, const Uint256& b) noexcept;

/// The product; nothing where it needs more than 256 bits.
std::optional<Uint256> multiply(const Uint256& value, std::uint64_t factor) noexcept;

struct Quotient256 {
    Uint256 quotient;
    Uint256 remainder;
};
/// value * numerator / denominator through 512 bits, rounded down, and what is left. Requires
/// denominator > 0, numerator <= denominator.
Quotient256 scale(const Uint256& value, const Uint256& numerator, const Uint256& denominator);

/// "0", "1000000000000000000".
std::string to_string(const Uint256& value);

}  // namespace pelf
