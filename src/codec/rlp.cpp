// SPDX-License-Identifier: Apache-2.0
#include "codec/rlp.hpp"

#include <array>

namespace pelf::codec {
namespace {

constexpr std::size_t kShortMax = 55;
constexpr std::uint8_t kString = 0x80;
constexpr std::uint8_t kList = 0xc0;

std::array<std::byte, 8> big_endian_of(std::uint64_t number) {
    std::array<std::byte, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::byte>(number >> (56 - 8 * i));
    }
    return bytes;
}

std::span<const std::byte> without_zeros(std::span<const std::byte> big_endian) {
    while (!big_endian.empty() && big_endian.front() == std::byte{0}) {
        big_endian = big_endian.subspan(1);
    }
    return big_endian;
}

void append_head(std::vector<std::byte>& into, std::uint8_t kind, std::size_t size_bytes) {
    if (size_bytes <= kShortMax) {
        into.push_back(static_cast<std::byte>(kind + size_bytes));
        return;
    }
    const auto bytes = big_endian_of(size_bytes);
    const auto size = without_zeros(bytes);
    into.push_back(static_cast<std::byte>(kind + kShortMax + size.size()));
    into.insert(into.end(), size.begin(), size.end());
}

}  // namespace

void RlpList::add(std::span<const std::byte> string) {
    const bool is_itself = string.size() == 1 && string[0] < std::byte{kString};
    if (!is_itself) append_head(items_, kString, string.size());
    items_.insert(items_.end(), string.begin(), string.end());
}

void RlpList::add_number(std::uint64_t number) {
    add_number(big_endian_of(number));
}

void RlpList::add_number(std::span<const std::byte> big_endian) {
    add(without_zeros(big_endian));
}

void RlpList::add_list(const RlpList& list) {
    append_head(items_, kList, list.items_.size());
    items_.insert(items_.end(), list.items_.begin(), list.items_.end());
}

std::vector<std::byte> RlpList::finish() const {
    std::vector<std::byte> list;
    append_head(list, kList, items_.size());
    list.insert(list.end(), items_.begin(), items_.end());
    return list;
}

}  // namespace pelf::codec
