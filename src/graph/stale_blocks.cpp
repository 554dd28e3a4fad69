// SPDX-License-Identifier: Apache-2.0
#include "graph/stale_blocks.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>
#include <tuple>

#include "base/file.hpp"
#include "graph/format.hpp"

namespace pelf::graph {
namespace {

constexpr std::string_view kFileName = "stale.col";
/// Beside the store's own columns, which are numbered below it.
constexpr ColumnFile kStaleColumn{kFileName, 100, kFormatVersion, 0};
constexpr std::uint64_t kFileBytesMax = std::uint64_t{1} << 30;

}  // namespace

Result<std::vector<StaleBlock>> read_stale_blocks(const std::filesystem::path& folder) {
    const auto path = folder / kFileName;
    auto bytes = read_file(path, kFileBytesMax);
    if (!bytes && bytes.error().fault == Fault::not_found) return std::vector<StaleBlock>{};
    if (!bytes) return Unexpected(std::move(bytes).error());
    auto checked = check_column_header(*bytes, kStaleColumn);
    if (!checked || (bytes->size() - kColumnHeaderBytes) % sizeof(StaleBlock) != 0) {
        return Unexpected(Error{Fault::malformed,
                                "the list of stale blocks is damaged; delete it, "
                                "the next ledger ingest makes it anew",
                                path.string()});
    }
    std::vector<StaleBlock> blocks((bytes->size() - kColumnHeaderBytes) / sizeof(StaleBlock));
    if (blocks.empty()) return blocks;  // memcpy wants an address even for nothing.
    std::memcpy(blocks.data(), bytes->data() + kColumnHeaderBytes,
                blocks.size() * sizeof(StaleBlock));
    return blocks;
}

Status write_stale_blocks(const std::filesystem::path& folder, std::vector<StaleBlock> blocks) {
    const auto order = [](const StaleBlock& block) { return std::tuple(block.height, block.hash); };
    std::ranges::sort(blocks, {}, order);
    const auto repeated = std::ranges::unique(blocks, {}, &StaleBlock::hash);
    blocks.erase(repeated.begin(), repeated.end());
    ColumnHeader header;
    header.column = kStaleColumn.number;
    const auto head = bytes_of(header);
    std::vector<std::byte> bytes(head.begin(), head.end());
    const auto rows = std::as_bytes(std::span(blocks));
    bytes.insert(bytes.end(), rows.begin(), rows.end());
    return replace_file(folder / kFileName, bytes);
}

}  // namespace pelf::graph
