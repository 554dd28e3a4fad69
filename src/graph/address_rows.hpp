// SPDX-License-Identifier: Apache-2.0
//
// The dictionary of addresses: who can spend, in the order in which the chain first names them.
//
//   offset  size  field
//        0     1  kind     codec::ScriptKind
//        1     1  size     of the payload, 0 to 65
//        2  size  payload
//
// Rows lie one after another; every 16th row's offset is kept beside them as a packed number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "codec/bitcoin_script.hpp"
#include "graph/packed.hpp"

namespace pelf::graph {

inline constexpr std::uint64_t kAddressesPerSample = 16;
inline constexpr std::size_t kAddressRowHeadBytes = 2;

/// A view of a dictionary that someone else owns and has checked with check_address_rows().
class AddressRows {
public:
    AddressRows() = default;
    AddressRows(std::span<const std::byte> rows, PackedView samples, std::uint64_t count) noexcept
        : rows_(rows), samples_(samples), count_(count) {}

    std::uint64_t count() const noexcept { return count_; }

    /// Walks at most 15 rows from the nearest sample. Requires address < count().
    codec::Lock lock_of(std::uint64_t address) const;
    /// The row's bytes in the dictionary, head and payload: what equality compares.
    std::span<const std::byte> row_of(std::uint64_t address) const;
    /// The same; nothing where the dictionary is damaged there.
    std::optional<std::span<const std::byte>> find_row(std::uint64_t address) const;
    /// Where a row begins; the dictionary's size for count().
    std::uint64_t offset_of(std::uint64_t address) const;

    /// Reads the row at an offset, if one lies there whole; for walks in order.
    std::optional<std::span<const std::byte>> row_at(std::uint64_t offset_bytes) const;

private:
    std::span<const std::byte> rows_;
    PackedView samples_;
    std::uint64_t count_ = 0;
};

/// Appends a lock's row.
void append_address_row(std::vector<std::byte>& rows, const codec::Lock& lock);

/// The key under which a row is sorted in an address index: the words of eight bytes of the row
/// (the last padded with zero), each folded in by h = (h xor word) * 0x9e3779b97f4a7c15,
/// h = h xor (h >> 32), from h = size; at the end the upper 32 bits of h * 0x9e3779b97f4a7c15.
std::uint32_t address_key(std::span<const std::byte> row) noexcept;
/// The same of a row of `row_bytes` that stands at the beginning of `padded`, with zeros behind it
/// up to a multiple of eight bytes: half the time. Requires padded.size() to be that multiple.
std::uint32_t word_key(std::span<const std::byte> padded, std::size_t row_bytes) noexcept;

}  // namespace pelf::graph
