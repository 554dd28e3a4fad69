// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_lookalikes.hpp"

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "base/bytes.hpp"

namespace pelf::ingest {
namespace {

constexpr unsigned kSlotBits = 16;
constexpr std::size_t kEndBytes = 2;
constexpr std::size_t kLast = sizeof(codec::EthereumAddress) - kEndBytes;

struct Pair {
    codec::EthereumAddress owner;
    codec::EthereumAddress partner;
};
static_assert(std::is_trivially_copyable_v<Pair>);

/// The first and last two bytes.
std::uint32_t ends_of(const codec::EthereumAddress& address) {
    const std::uint32_t first = load<std::uint16_t>(address.bytes.data());
    return first << 16 | load<std::uint16_t>(address.bytes.data() + kLast);
}

}  // namespace

bool LookalikeWatch::note_partner(const codec::EthereumAddress& owner,
                                  const codec::EthereumAddress& partner) {
    constexpr std::uint64_t kMix = 0x9e3779b97f4a7c15;
    const std::uint64_t key =
        (load<std::uint64_t>(owner.bytes.data() + 4) ^ ends_of(partner) * kMix) * kMix;
    unsigned char* place = pairs_.data() + (key >> (64 - kSlotBits)) * sizeof(Pair);
    Pair pair;
    std::memcpy(&pair, place, sizeof(Pair));
    const bool is_lookalike =
        pair.owner == owner && pair.partner != partner && ends_of(pair.partner) == ends_of(partner);
    // The first of two lookalikes stays: it is the true one.
    if (is_lookalike) return true;
    pair = {owner, partner};
    std::memcpy(place, &pair, sizeof(Pair));
    return false;
}

bool LookalikeWatch::note(const codec::EthereumAddress& a, const codec::EthereumAddress& b) {
    if (pairs_.empty()) pairs_.resize((std::size_t{1} << kSlotBits) * sizeof(Pair));
    const bool first = note_partner(a, b);
    const bool second = note_partner(b, a);
    return first || second;
}

}  // namespace pelf::ingest
