// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_rules.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"

namespace pelf::ingest {
namespace {

constexpr std::uint64_t kEther = 1'000'000'000'000'000'000;

}  // namespace

EthereumRules EthereumRules::mainnet() {
    EthereumRules rules;
    rules.byzantium_height = 4'370'000;
    rules.constantinople_height = 7'280'000;
    rules.london_height = 12'965'000;
    rules.merge_height = 15'537'394;
    rules.cancun_height = 19'426'587;
    const auto weth9 = codec::parse_ethereum_address("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");
    PELF_CHECK(weth9.has_value());
    rules.wrapped_ether = {*weth9};
    return rules;
}

EthereumRules EthereumRules::newest() {
    return {};
}

std::uint64_t EthereumRules::block_reward_wei(std::uint64_t height) const noexcept {
    if (height == 0 || height >= merge_height) return 0;
    if (height < byzantium_height) return 5 * kEther;
    return height < constantinople_height ? 3 * kEther : 2 * kEther;
}

bool EthereumRules::is_wrapped_ether(const codec::EthereumAddress& token) const noexcept {
    return std::ranges::find(wrapped_ether, token) != wrapped_ether.end();
}

std::optional<std::uint64_t> uncle_reward_wei(std::uint64_t block_reward_wei, std::uint64_t height,
                                              std::uint64_t uncle_height) noexcept {
    constexpr std::uint64_t kParts = 8;
    constexpr std::uint64_t kLateMax = 6;
    if (uncle_height >= height || height - uncle_height > kLateMax) return std::nullopt;
    return block_reward_wei / kParts * (kParts - (height - uncle_height));
}

Uint256 multiply_64(std::uint64_t a, std::uint64_t b) noexcept {
    __extension__ using Wide = unsigned __int128;
    const Wide product = Wide{a} * b;
    return Uint256(std::array<std::uint64_t, 4>{static_cast<std::uint64_t>(product),
                                                static_cast<std::uint64_t>(product >> 64), 0, 0});
}

}  // namespace pelf::ingest
