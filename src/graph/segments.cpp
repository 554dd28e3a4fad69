// SPDX-License-Identifier: Apache-2.0
#include "graph/segments.hpp"

#include <algorithm>
#include <system_error>

#include "base/text.hpp"

namespace pelf::graph {

std::vector<SegmentRange> segments_covering(std::uint64_t blocks_count) {
    std::vector<SegmentRange> cover;
    std::uint64_t block = 0;
    for (const std::uint64_t size : kSegmentBlocks) {
        for (; block + size <= blocks_count; block += size) cover.push_back({block, size});
    }
    return cover;
}

std::array<SegmentRange, kSegmentParts> parts_of(SegmentRange range) noexcept {
    std::array<SegmentRange, kSegmentParts> parts;
    const std::uint64_t blocks = range.blocks / kSegmentParts;
    for (std::uint64_t part = 0; part < kSegmentParts; ++part) {
        parts[part] = {range.first_block + part * blocks, blocks};
    }
    return parts;
}

std::string segment_file_name(std::string_view index, SegmentRange range) {
    std::string number = std::to_string(range.first_block);
    constexpr std::size_t kDigits = 8;
    number.insert(0, kDigits - std::min(kDigits, number.size()), '0');
    return text(index, "-", number, "-", range.blocks, ".idx");
}

Status make_segment(const std::filesystem::path& path, SegmentRange range,
                    const SegmentSteps& steps) {
    std::error_code fault;
    if (std::filesystem::exists(path, fault)) return Done{};
    if (range.blocks == kSegmentBlocks.back() || steps.fits_memory) return steps.sort();
    for (const SegmentRange part : parts_of(range)) PELF_TRY_DONE(steps.make_part(part));
    return steps.merge();
}

Status remove_other_segments(const std::filesystem::path& folder, std::string_view index,
                             std::span<const SegmentRange> keep) {
    std::vector<std::string> names;
    for (const SegmentRange range : keep) names.push_back(segment_file_name(index, range));
    std::error_code fault;
    const std::string prefix = text(index, "-");
    for (const auto& entry : std::filesystem::directory_iterator(folder, fault)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix) || std::ranges::find(names, name) != names.end()) continue;
        std::filesystem::remove(entry.path(), fault);
        if (fault) break;
    }
    if (fault) {
        return Unexpected(Error{Fault::io,
                                text("cannot clear old index segments: ", fault.message()),
                                folder.string()});
    }
    return Done{};
}

}  // namespace pelf::graph
