// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "base/result.hpp"

namespace pelf {

static_assert(std::endian::native == std::endian::little, "file formats are read in place");

/// Little-endian loads and stores at any alignment. The caller has checked the bounds.
template <std::unsigned_integral T>
T load(const void* bytes) noexcept {
    T value;
    std::memcpy(&value, bytes, sizeof(T));
    return value;
}

template <std::unsigned_integral T>
void store(void* bytes, T value) noexcept {
    std::memcpy(bytes, &value, sizeof(T));
}

/// A cursor over bytes someone else owns. Every read is bounded; nothing here trusts a length
/// found in the input. Not thread-safe; copies are cheap and independent.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) noexcept : bytes_(bytes) {}

    std::size_t offset_bytes() const noexcept { return offset_; }
    std::size_t remaining_bytes() const noexcept { return bytes_.size() - offset_; }

    /// Reads a little-endian integer and moves past it. On truncation the cursor stays put.
    template <std::unsigned_integral T>
    Result<T, Fault> read() noexcept {
        if (remaining_bytes() < sizeof(T)) return Unexpected(Fault::truncated);
        const T value = load<T>(bytes_.data() + offset_);
        offset_ += sizeof(T);
        return value;
    }

    /// Hands out the next `size_bytes` bytes and moves past them. On truncation stays put.
    Result<std::span<const std::byte>, Fault> take(std::uint64_t size_bytes) noexcept {
        if (remaining_bytes() < size_bytes) return Unexpected(Fault::truncated);
        const auto taken = bytes_.subspan(offset_, size_bytes);
        offset_ += size_bytes;
        return taken;
    }

private:
    std::span<const std::byte> bytes_;
    std::size_t offset_ = 0;
};

}  // namespace pelf
