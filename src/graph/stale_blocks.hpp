// SPDX-License-Identifier: Apache-2.0
//
// Blocks that were mined, lost the race and are in no chain: kept by name beside the store, since
// a payment that was seen in one of them was seen for good reason.
//
//   offset  size  field
//        0    64  column header (graph/format.hpp), column 100
//       64  80*n  rows by height, then hash: hash 32, previous 32, height u64, time u32, zero u32
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "codec/sha256.hpp"

namespace pelf::graph {

struct StaleBlock {
    codec::Hash256 hash{};
    codec::Hash256 previous{};
    std::uint64_t height = 0;
    std::uint32_t time_s = 0;
    std::uint32_t zero = 0;

    bool operator==(const StaleBlock&) const = default;
};
static_assert(sizeof(StaleBlock) == 80);

/// None if there is no such file. Fails as column files do.
Result<std::vector<StaleBlock>> read_stale_blocks(const std::filesystem::path& folder);

/// Sorted and without repetition, in place of the file that was there.
Status write_stale_blocks(const std::filesystem::path& folder, std::vector<StaleBlock> blocks);

}  // namespace pelf::graph
