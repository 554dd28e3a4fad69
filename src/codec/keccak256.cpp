// SPDX-License-Identifier: Apache-2.0
#include "codec/keccak256.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "base/bytes.hpp"

namespace pelf::codec {
namespace {

constexpr std::size_t kLanes = 25;
constexpr std::size_t kRateBytes = 136;
constexpr std::size_t kRounds = 24;

using State = std::array<std::uint64_t, kLanes>;

/// Iota: from the linear feedback register x^8 + x^6 + x^5 + x^4 + 1, one bit at each place
/// 2^j - 1 of the lane.
constexpr std::array<std::uint64_t, kRounds> round_constants() {
    std::array<std::uint64_t, kRounds> constants{};
    unsigned bits = 1;
    for (std::uint64_t& constant : constants) {
        for (unsigned j = 0; j < 7; ++j) {
            if ((bits & 1U) != 0) constant |= std::uint64_t{1} << ((1U << j) - 1);
            bits = (bits << 1) ^ ((bits >> 7) * 0x171U);
        }
    }
    return constants;
}
constexpr auto kRoundConstants = round_constants();
static_assert(kRoundConstants[0] == 1 && kRoundConstants[23] == 0x8000000080008008);

/// Rho and pi in one walk over the lanes that begins at (1, 0): where each goes, and how far it
/// is turned.
struct Step {
    std::uint8_t lane = 0;
    std::uint8_t turn_bits = 0;
};
constexpr std::array<Step, kLanes - 1> walk() {
    std::array<Step, kLanes - 1> steps{};
    unsigned x = 1;
    unsigned y = 0;
    for (unsigned t = 0; t < steps.size(); ++t) {
        const unsigned next_y = (2 * x + 3 * y) % 5;
        x = y;
        y = next_y;
        steps[t] = {static_cast<std::uint8_t>(x + 5 * y),
                    static_cast<std::uint8_t>((t + 1) * (t + 2) / 2 % 64)};
    }
    return steps;
}
constexpr auto kWalk = walk();

void permute(State& state) {
    for (const std::uint64_t constant : kRoundConstants) {
        std::array<std::uint64_t, 5> parity{};
        for (std::size_t x = 0; x < 5; ++x) {
            parity[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
        }
        for (std::size_t x = 0; x < 5; ++x) {
            const std::uint64_t mix = parity[(x + 4) % 5] ^ std::rotl(parity[(x + 1) % 5], 1);
            for (std::size_t y = 0; y < kLanes; y += 5) state[y + x] ^= mix;
        }
        std::uint64_t carried = state[1];
        for (const Step& step : kWalk) {
            const std::uint64_t kept = state[step.lane];
            state[step.lane] = std::rotl(carried, step.turn_bits);
            carried = kept;
        }
        for (std::size_t y = 0; y < kLanes; y += 5) {
            const std::array<std::uint64_t, 5> row = {state[y], state[y + 1], state[y + 2],
                                                      state[y + 3], state[y + 4]};
            for (std::size_t x = 0; x < 5; ++x) {
                state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }
        }
        state[0] ^= constant;
    }
}

void absorb(State& state, const std::byte* block) {
    for (std::size_t lane = 0; lane < kRateBytes / 8; ++lane) {
        state[lane] ^= load<std::uint64_t>(block + 8 * lane);
    }
    permute(state);
}

}  // namespace

Hash256 keccak256_padded(std::span<const std::byte> bytes, std::byte first_padding) {
    State state{};
    for (; bytes.size() >= kRateBytes; bytes = bytes.subspan(kRateBytes)) {
        absorb(state, bytes.data());
    }
    std::array<std::byte, kRateBytes> last{};
    std::copy(bytes.begin(), bytes.end(), last.begin());
    last[bytes.size()] ^= first_padding;
    last.back() ^= std::byte{0x80};
    absorb(state, last.data());
    Hash256 hash;
    std::memcpy(hash.bytes.data(), state.data(), hash.bytes.size());
    return hash;
}

Hash256 keccak256(std::span<const std::byte> bytes) {
    return keccak256_padded(bytes, std::byte{0x01});
}

}  // namespace pelf::codec
