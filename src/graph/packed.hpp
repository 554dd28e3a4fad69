// SPDX-License-Identifier: Apache-2.0
//
// Unsigned numbers of 40 bits, five bytes each, little-endian, one after another. Bitcoin passes
// 2^32 outputs in this decade; 2^40 it will not pass in this century, and three bytes saved on
// every row are a third of the memory traffic of a sweep.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"

namespace pelf::graph {

inline constexpr std::size_t kPackedBytes = 5;
inline constexpr std::uint64_t kPackedMax = (std::uint64_t{1} << 40) - 1;

/// Bytes that must be readable before the first number: a read takes the eight bytes that end
/// with the number and drops the lowest three, so that the last number of a file never touches
/// the page behind it.
inline constexpr std::size_t kPackedLeadBytes = 3;

/// A view of packed numbers that someone else owns. Copying is cheap; any number of threads.
class PackedView {
public:
    PackedView() = default;
    /// `first` points at the first number, with kPackedLeadBytes readable bytes before it.
    explicit PackedView(const std::byte* first) noexcept : first_(first) {}

    /// Unchecked: the hot loops index what the store's counts have bounded.
    std::uint64_t operator[](std::uint64_t index) const noexcept {
        constexpr unsigned kLeadBits = 8 * kPackedLeadBytes;
        return load<std::uint64_t>(address(index)) >> kLeadBits;
    }

    /// Asks for a number's memory. Any index below the count. Always inline: gcc 12 takes a
    /// function that only prefetches for one without effect, and drops the call.
    [[gnu::always_inline]] void prefetch(std::uint64_t index) const noexcept {
        __builtin_prefetch(address(index));
    }

private:
    const std::byte* address(std::uint64_t index) const noexcept {
        return first_ + index * kPackedBytes - kPackedLeadBytes;
    }

    const std::byte* first_ = nullptr;
};

/// Writes one number over five bytes.
inline void store_packed(std::byte* bytes, std::uint64_t value) noexcept {
    store(bytes, static_cast<std::uint32_t>(value));
    bytes[4] = static_cast<std::byte>(value >> 32);
}

/// Appends one number. Requires value <= kPackedMax.
inline void append_packed(std::vector<std::byte>& bytes, std::uint64_t value) {
    PELF_CHECK(value <= kPackedMax);
    bytes.resize(bytes.size() + kPackedBytes);
    store_packed(bytes.data() + bytes.size() - kPackedBytes, value);
}

}  // namespace pelf::graph
