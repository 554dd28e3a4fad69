// SPDX-License-Identifier: Apache-2.0
//
// An index is cut into segments of 256, 4,096 and 65,536 blocks, always the fewest that cover the
// whole chain from its start (so the last up to 255 blocks have none). Which segments there are
// follows from the number of blocks alone and not from the way they came in.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace pelf::graph {

/// A run of blocks that one segment covers.
struct SegmentRange {
    std::uint64_t first_block = 0;
    std::uint64_t blocks = 0;

    bool operator==(const SegmentRange&) const = default;
};

/// Segment sizes in blocks, large to small. Each is kSegmentParts times the next.
inline constexpr std::array<std::uint64_t, 3> kSegmentBlocks{65'536, 4'096, 256};
inline constexpr std::uint64_t kSegmentParts = 16;

/// The segments that belong to a store of so many blocks, in order.
std::vector<SegmentRange> segments_covering(std::uint64_t blocks_count);

/// First block that no segment covers.
constexpr std::uint64_t first_recent_block(std::uint64_t blocks_count) noexcept {
    return blocks_count - blocks_count % kSegmentBlocks.back();
}

/// The ranges of the next smaller size that a range is made of. Requires one that is not of the
/// smallest size.
std::array<SegmentRange, kSegmentParts> parts_of(SegmentRange range) noexcept;

/// "txid-00000000-256.idx" for "txid".
std::string segment_file_name(std::string_view index, SegmentRange range);

/// How a segment file is made.
struct SegmentSteps {
    bool fits_memory = false;
    std::function<Status(SegmentRange part)> make_part;
    std::function<Status()> sort;
    std::function<Status()> merge;
};
/// Makes the segment unless its file is there already. One that does not fit into memory is merged
/// from its parts, which are made (and left) if missing; the smallest are always sorted.
Status make_segment(const std::filesystem::path& path, SegmentRange range,
                    const SegmentSteps& steps);

/// Deletes every segment file of an index that `keep` does not name.
Status remove_other_segments(const std::filesystem::path& folder, std::string_view index,
                             std::span<const SegmentRange> keep);

}  // namespace pelf::graph
