// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_lookalikes.hpp"

#include <cstdint>

#include "base/bytes.hpp"

namespace pelf::ingest {
namespace {

constexpr unsigned kSlotBits = 16;
constexpr std::uint64_t kMix = 0x9e3779b97f4a7c15;

/// The first and last two bytes.
std::uint32_t ends_of(const codec::EthereumAddress& address) {
    constexpr std::size_t kLast = sizeof(codec::EthereumAddress) - 2;
    const std::uint32_t first = load<std::uint16_t>(address.bytes.data());
    return first << 16 | load<std::uint16_t>(address.bytes.data() + kLast);
}

/// All 20 bytes in 8.
std::uint64_t folded(const codec::EthereumAddress& address) {
    const std::byte* bytes = address.bytes.data();
    const std::uint64_t sum = load<std::uint64_t>(bytes) * kMix ^ load<std::uint64_t>(bytes + 8);
    return sum * kMix ^ load<std::uint32_t>(bytes + 16);
}

}  // namespace

bool LookalikeWatch::note_partner(const codec::EthereumAddress& owner,
                                  const codec::EthereumAddress& partner) {
    const std::uint64_t key = (folded(owner) ^ ends_of(partner) * kMix) * kMix;
    Pair& pair = pairs_[key >> (64 - kSlotBits)];
    const std::uint64_t name = folded(partner);
    // The first of two lookalikes stays: it is the true one.
    if (pair.owner_and_ends == key && pair.partner != name) return true;
    pair = {.owner_and_ends = key, .partner = name};
    return false;
}

bool LookalikeWatch::note(const codec::EthereumAddress& a, const codec::EthereumAddress& b) {
    if (pairs_.empty()) pairs_.resize(std::size_t{1} << kSlotBits);
    const bool first = note_partner(a, b);
    const bool second = note_partner(b, a);
    return first || second;
}

}  // namespace pelf::ingest
