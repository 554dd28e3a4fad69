// SPDX-License-Identifier: Apache-2.0
//
// From a key (transaction id, address) to its row, without a key in the index: a sorted array of
// pairs, the first 32 bits of the key above, the row below. The rows themselves tell which of
// the few candidates is meant. Eight bytes a row; a lookup is one interpolation and a short walk.
//
// The index is cut into segments (segments.hpp). Every byte in them follows from the chain alone
// and not from the way it came in. Small segments are sorted in memory, large ones merged from
// them: this is the external sort that keeps the memory of an ingest independent of the chain.
//
//   offset  size  field
//        0     8  magic        "PELFKEYS"
//        8     4  version
//       12     4  kind         of the keys, by the number of its KeyKind
//       16     8  first_block
//       24     8  blocks
//       32     8  first_row    rows in the pairs count from here
//       40     8  rows
//       48    16  zero
//       64  8*rows  pairs, ascending
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "graph/row_starts.hpp"
#include "graph/segments.hpp"

namespace pelf::graph {

/// What the keys are of. Numbers are stored: append, never renumber.
enum class KeyKind : std::uint32_t {
    txid,
    address,
    ledger_hash,  ///< Of a transaction on an account ledger.
    account,
};

/// "txid", "address", "hash", "account": what segment files are called.
std::string_view to_string(KeyKind kind) noexcept;

/// "txid-00000000-256.idx".
inline std::string segment_file_name(KeyKind kind, SegmentRange range) {
    return segment_file_name(to_string(kind), range);
}

struct SegmentHeader {
    std::array<char, 8> magic{'P', 'E', 'L', 'F', 'K', 'E', 'Y', 'S'};
    std::uint32_t version = 0;
    std::uint32_t kind = 0;
    std::uint64_t first_block = 0;
    std::uint64_t blocks = 0;
    std::uint64_t first_row = 0;
    std::uint64_t rows = 0;
    std::array<std::uint64_t, 2> zero{};
};
static_assert(sizeof(SegmentHeader) == 64);
static_assert(std::has_unique_object_representations_v<SegmentHeader>, "no padding on disk");

/// Sorted pairs (key above, row below, rows counted from first_row). A view.
struct SortedKeys {
    std::span<const std::uint64_t> pairs;
    std::uint64_t first_row = 0;
};

/// Sorted pairs in memory, as a segment has them in a file.
struct RecentKeys {
    std::vector<std::uint64_t> pairs;
    std::uint64_t first_row = 0;

    SortedKeys view() const noexcept { return {pairs, first_row}; }
};

constexpr std::uint64_t key_pair(std::uint32_t key, std::uint64_t number) noexcept {
    return std::uint64_t{key} << 32 | number;
}

/// A mapped segment file, checked whole when opened.
class KeySegment {
public:
    /// Fails with not_found, or malformed when the file is not that segment over those rows.
    static Result<KeySegment> open(const std::filesystem::path& folder, KeyKind kind,
                                   SegmentRange range, Rows rows);

    SortedKeys keys() const noexcept;
    SegmentRange range() const noexcept { return range_; }

private:
    MappedFile file_;
    SegmentRange range_;
};

inline constexpr std::uint64_t kNoRow = ~std::uint64_t{0};

/// Whether a row is the one that a probe asks for; their keys are equal already.
using SameRow = std::function<bool(std::uint64_t probe, std::uint64_t row)>;

/// Answers probes (sorted or not; key above, number of the probe below, numbers dense from 0)
/// with the last row that is the same, or kNoRow. What is in memory is asked first, then the
/// segments from the newest back, each only for what is still open. Cost: for every source the
/// smaller side times the logarithm of the ratio; rows of segments are visited in ascending
/// order, so that a column larger than memory is read forwards and not at random.
std::vector<std::uint64_t> find_rows(std::vector<std::uint64_t> probes,
                                     std::span<const SortedKeys> in_memory_newest_first,
                                     std::span<const KeySegment> segments_oldest_first,
                                     const SameRow& same);

/// Gives the keys of rows, in order, to a callback: how an index reads the column it is over.
using KeysOfRows = std::function<void(Rows rows, const std::function<void(std::uint32_t)>& key)>;

/// Rows of the column that some blocks brought.
using RowsOfBlocks = std::function<Rows(SegmentRange)>;

/// Pairs of rows that no segment covers: 15 ns a row.
RecentKeys sorted_keys(Rows rows, const KeysOfRows& keys_of_rows);

/// Strictly ascending pairs whose keys are those of their rows: each row is there just once. Calls
/// `fault` with words for each that is not so; returns the number of pairs.
std::uint64_t check_key_segment(const KeySegment& segment, KeyKind kind,
                                const std::function<std::uint32_t(std::uint64_t row)>& key_of_row,
                                const std::function<void(const std::string& words)>& fault);

/// Makes segment files.
struct SegmentMaker {
    std::filesystem::path folder;
    KeyKind kind = KeyKind::txid;
    RowsOfBlocks rows_of_blocks;
    KeysOfRows keys_of_rows;
    std::uint64_t rows_in_memory_max = 0;  ///< Sort so many at a time; above, merge files.

    /// Makes the segment unless its file is there already. Larger ones than memory allows are
    /// merged from their sixteen parts, which are made (and left) if missing.
    Status make(SegmentRange range) const;

private:
    Status sort_into_file(SegmentRange range) const;
    Status merge_into_file(SegmentRange range) const;
};

}  // namespace pelf::graph
