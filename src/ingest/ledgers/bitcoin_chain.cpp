// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bitcoin_chain.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <limits>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::ingest {
namespace {

using codec::Chain;

constexpr Magic magic_of(std::uint32_t bytes_in_order) {
    return {static_cast<std::byte>(bytes_in_order >> 24),
            static_cast<std::byte>(bytes_in_order >> 16),
            static_cast<std::byte>(bytes_in_order >> 8), static_cast<std::byte>(bytes_in_order)};
}

constexpr Magic kTestnet4Magic = magic_of(0x1c163f28);

codec::Hash256 shown(std::string_view reversed_hex) {
    const auto hash = codec::from_reversed_hex(reversed_hex);
    PELF_CHECK(hash.has_value());
    return *hash;
}

const std::array<ChainParameters, 4>& all_parameters() {
    static const std::array<ChainParameters, 4> all = {{
        {Chain::main, magic_of(0xf9beb4d9),
         shown("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"), 0x1d00ffff,
         210'000},
        {Chain::test, magic_of(0x0b110907),
         shown("000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943"), 0x1d00ffff,
         210'000},
        {Chain::signet, magic_of(0x0a03cf40),
         shown("00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6"), 0x1e0377ae,
         210'000},
        {Chain::regtest, magic_of(0xfabfb5da),
         shown("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"), 0x207fffff,
         150},
    }};
    return all;
}

}  // namespace

Uint256 to_number(const codec::Hash256& hash) noexcept {
    std::array<std::uint64_t, 4> limbs{};
    for (std::size_t i = 0; i < limbs.size(); ++i) {
        limbs[i] = load<std::uint64_t>(hash.bytes.data() + 8 * i);
    }
    return Uint256(limbs);
}

Uint256 saturating_add(const Uint256& left, const Uint256& right) noexcept {
    return add(left, right).value_or(kUint256Max);
}

const ChainParameters& chain_parameters(Chain chain) {
    const auto& all = all_parameters();
    const auto found = std::ranges::find(all, chain, &ChainParameters::chain);
    PELF_CHECK(found != all.end());
    return *found;
}

std::optional<Chain> chain_of_magic(std::span<const std::byte, 4> magic) noexcept {
    for (const ChainParameters& parameters : all_parameters()) {
        if (std::ranges::equal(parameters.magic, magic)) return parameters.chain;
    }
    return std::nullopt;
}

std::string_view network_of_magic(std::span<const std::byte, 4> magic) noexcept {
    if (const auto chain = chain_of_magic(magic)) return codec::to_string(*chain);
    return std::ranges::equal(kTestnet4Magic, magic) ? "testnet4" : "";
}

std::string wrong_network_message(std::string_view network, Chain expected) {
    if (!codec::parse_chain(network)) {
        return text("these are ", network,
                    " blocks, a network that is not read; main, testnet, signet and regtest are");
    }
    return text("these are ", network, " blocks; pass --network ", network,
                " (now: ", codec::to_string(expected), ")");
}

std::optional<Uint256> target_from_bits(std::uint32_t bits) noexcept {
    constexpr std::uint32_t kSignBit = 0x0080'0000;
    constexpr std::uint32_t kMantissa = 0x007f'ffff;
    const std::uint32_t size_bytes = bits >> 24;
    std::uint32_t mantissa = bits & kMantissa;
    if ((bits & kSignBit) != 0) return std::nullopt;
    if (size_bytes < 3) mantissa >>= 8 * (3 - size_bytes);
    if (mantissa == 0) return std::nullopt;

    std::array<std::uint64_t, 4> limbs{};
    const std::uint32_t shift_bytes = size_bytes < 3 ? 0 : size_bytes - 3;
    for (std::uint32_t i = 0; i < 3; ++i) {
        const std::uint64_t digit = (mantissa >> (8 * i)) & 0xff;
        const std::uint32_t position = shift_bytes + i;
        if (digit == 0) continue;
        if (position >= 32) return std::nullopt;
        limbs[position / 8] |= digit << (8 * (position % 8));
    }
    return Uint256(limbs);
}

Uint256 work_of_target(const Uint256& target) {
    using boost::multiprecision::uint256_t;
    PELF_CHECK(target != Uint256{});
    uint256_t number = 0;
    for (std::size_t i = 4; i-- > 0;) number = (number << 64) | target.limbs()[i];
    // 2^256 itself does not fit; 2^256 / (t + 1) = (2^256 - t - 1) / (t + 1) + 1.
    const uint256_t divisor = number + 1;
    if (divisor == 0) return 1;
    uint256_t work = ~number / divisor + 1;
    std::array<std::uint64_t, 4> limbs{};
    for (std::uint64_t& limb : limbs) {
        limb = static_cast<std::uint64_t>(work & std::numeric_limits<std::uint64_t>::max());
        work >>= 64;
    }
    return Uint256(limbs);
}

bool has_proof_of_work(const codec::Hash256& hash, std::uint32_t bits,
                       const ChainParameters& parameters) noexcept {
    const auto target = target_from_bits(bits);
    const auto limit = target_from_bits(parameters.easiest_bits).value_or(Uint256{});
    return target && *target <= limit && to_number(hash) <= *target;
}

}  // namespace pelf::ingest
