// SPDX-License-Identifier: Apache-2.0
#include "graph/address_rows.hpp"

#include <algorithm>
#include <cstring>

namespace pelf::graph {
namespace {

constexpr std::uint64_t kGolden = 0x9e37'79b9'7f4a'7c15;

std::uint64_t fold(std::uint64_t hash, std::uint64_t word) noexcept {
    hash = (hash ^ word) * kGolden;
    return hash ^ (hash >> 32);
}

}  // namespace

std::optional<std::span<const std::byte>> AddressRows::row_at(std::uint64_t offset_bytes) const {
    if (offset_bytes + kAddressRowHeadBytes > rows_.size()) return std::nullopt;
    const std::size_t size_bytes =
        kAddressRowHeadBytes + std::to_integer<std::size_t>(rows_[offset_bytes + 1]);
    if (size_bytes > rows_.size() - offset_bytes) return std::nullopt;
    return rows_.subspan(offset_bytes, size_bytes);
}

std::uint64_t AddressRows::offset_of(std::uint64_t address) const {
    if (address == count_) return rows_.size();
    std::uint64_t offset_bytes = samples_[address / kAddressesPerSample];
    for (std::uint64_t left = address % kAddressesPerSample; left > 0; --left) {
        const auto row = row_at(offset_bytes);
        PELF_CHECK(row);
        offset_bytes += row->size();
    }
    return offset_bytes;
}

std::span<const std::byte> AddressRows::row_of(std::uint64_t address) const {
    const auto row = find_row(address);
    PELF_CHECK(row);
    return *row;
}

std::optional<std::span<const std::byte>> AddressRows::find_row(std::uint64_t address) const {
    PELF_CHECK(address < count_);
    auto row = row_at(samples_[address / kAddressesPerSample]);
    for (std::uint64_t left = address % kAddressesPerSample; left > 0 && row; --left) {
        const auto row_end = static_cast<std::uint64_t>(row->data() + row->size() - rows_.data());
        row = row_at(row_end);
    }
    return row;
}

codec::Lock AddressRows::lock_of(std::uint64_t address) const {
    const auto row = row_of(address);
    codec::Lock lock;
    lock.kind = static_cast<codec::ScriptKind>(row[0]);
    lock.size_bytes = std::to_integer<std::uint8_t>(row[1]);
    PELF_CHECK(lock.size_bytes <= lock.payload.size());
    std::ranges::copy(row.subspan(kAddressRowHeadBytes), lock.payload.begin());
    return lock;
}

void append_address_row(std::vector<std::byte>& rows, const codec::Lock& lock) {
    rows.push_back(static_cast<std::byte>(lock.kind));
    rows.push_back(static_cast<std::byte>(lock.size_bytes));
    const auto payload = lock.bytes();
    rows.insert(rows.end(), payload.begin(), payload.end());
}

std::uint32_t address_key(std::span<const std::byte> row) noexcept {
    std::uint64_t hash = row.size();
    for (; row.size() >= sizeof(hash); row = row.subspan(sizeof(hash))) {
        hash = fold(hash, load<std::uint64_t>(row.data()));
    }
    if (!row.empty()) {
        std::uint64_t rest = 0;
        std::memcpy(&rest, row.data(), row.size());
        hash = fold(hash, rest);
    }
    return static_cast<std::uint32_t>((hash * kGolden) >> 32);
}

std::uint32_t word_key(std::span<const std::byte> padded, std::size_t row_bytes) noexcept {
    std::uint64_t hash = row_bytes;
    for (; !padded.empty(); padded = padded.subspan(sizeof(hash))) {
        hash = fold(hash, load<std::uint64_t>(padded.data()));
    }
    return static_cast<std::uint32_t>((hash * kGolden) >> 32);
}

}  // namespace pelf::graph
