// SPDX-License-Identifier: Apache-2.0
//
// What verifications of stores have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace pelf::graph {

/// Faults kept with their words; more are only counted.
inline constexpr std::size_t kStoreFaultsMax = 100;

/// Told now and then how far the check is: blocks done, blocks in all.
using CheckProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

}  // namespace pelf::graph
