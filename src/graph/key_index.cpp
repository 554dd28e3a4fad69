// SPDX-License-Identifier: Apache-2.0
#include "graph/key_index.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <queue>
#include <utility>

#include "base/radix_sort.hpp"
#include "base/text.hpp"
#include "graph/format.hpp"

namespace pelf::graph {
namespace {

constexpr std::uint64_t kPairsPerWrite = 1 << 16;

SegmentHeader header_of(KeyKind kind, SegmentRange range, Rows rows) {
    SegmentHeader header;
    header.version = kFormatVersion;
    header.kind = static_cast<std::uint32_t>(kind);
    header.first_block = range.first_block;
    header.blocks = range.blocks;
    header.first_row = rows.begin;
    header.rows = rows.count();
    return header;
}

constexpr std::uint32_t key_of(std::uint64_t pair) {
    return static_cast<std::uint32_t>(pair >> 32);
}
constexpr std::uint64_t number_of(std::uint64_t pair) {
    return pair & 0xffff'ffff;
}

/// First pair at or after `from` whose key is not below `key`: steps that double, then halves.
std::size_t gallop(std::span<const std::uint64_t> pairs, std::size_t from, std::uint32_t key) {
    std::size_t low = from;
    std::size_t step = 1;
    while (low + step < pairs.size() && key_of(pairs[low + step]) < key) {
        low += step;
        step *= 2;
    }
    const std::size_t high = std::min(low + step + 1, pairs.size());
    const auto part = pairs.subspan(low, high - low);
    const auto found = std::ranges::lower_bound(part, key, {}, key_of);
    return low + static_cast<std::size_t>(found - part.begin());
}

/// A probe and a row whose keys are equal.
struct Match {
    std::uint64_t row = 0;
    std::uint64_t probe = 0;
};

/// Appends every match between two sorted sides.
void join_keys(std::span<const std::uint64_t> probes, const SortedKeys& keys,
               std::vector<Match>& matches) {
    std::size_t probe = 0;
    std::size_t row = 0;
    while (probe < probes.size()) {
        const std::uint32_t key = key_of(probes[probe]);
        row = gallop(keys.pairs, row, key);
        if (row == keys.pairs.size()) return;
        const std::uint32_t row_key = key_of(keys.pairs[row]);
        if (row_key != key) {
            probe = gallop(probes, probe, row_key);
            continue;
        }
        std::size_t rows_end = row;
        while (rows_end < keys.pairs.size() && key_of(keys.pairs[rows_end]) == key) ++rows_end;
        for (; probe < probes.size() && key_of(probes[probe]) == key; ++probe) {
            for (std::size_t match = row; match < rows_end; ++match) {
                matches.push_back(
                    {keys.first_row + number_of(keys.pairs[match]), number_of(probes[probe])});
            }
        }
        row = rows_end;
    }
}

}  // namespace

std::string_view to_string(KeyKind kind) noexcept {
    constexpr std::string_view kNames[] = {"txid", "address", "hash", "account"};
    return kNames[static_cast<std::size_t>(kind)];
}

Result<KeySegment> KeySegment::open(const std::filesystem::path& folder, KeyKind kind,
                                    SegmentRange range, Rows rows) {
    const auto path = folder / segment_file_name(kind, range);
    PELF_TRY(file, MappedFile::open(path));
    const auto bytes = file.bytes();
    const SegmentHeader expected = header_of(kind, range, rows);
    if (bytes.size() != sizeof(expected) + rows.count() * sizeof(std::uint64_t) ||
        std::memcmp(bytes.data(), &expected, sizeof(expected)) != 0) {
        return Unexpected(
            Error{Fault::malformed,
                  "this is not the index segment that its name says; delete it and run "
                  "ledger ingest again, which makes it anew",
                  path.string()});
    }
    KeySegment segment;
    segment.file_ = std::move(file);
    segment.range_ = range;
    return segment;
}

SortedKeys KeySegment::keys() const noexcept {
    const auto bytes = file_.bytes();
    const auto first_row = load<std::uint64_t>(bytes.data() + offsetof(SegmentHeader, first_row));
    const auto rows = load<std::uint64_t>(bytes.data() + offsetof(SegmentHeader, rows));
    // Mapped files begin on a page, and the header is a multiple of eight.
    const auto* pairs =
        reinterpret_cast<const std::uint64_t*>(bytes.data() + sizeof(SegmentHeader));
    return {{pairs, rows}, first_row};
}

std::vector<std::uint64_t> find_rows(std::vector<std::uint64_t> probes,
                                     std::span<const SortedKeys> in_memory_newest_first,
                                     std::span<const KeySegment> segments_oldest_first,
                                     const SameRow& same) {
    std::vector<std::uint64_t> found(probes.size(), kNoRow);
    std::vector<std::uint64_t> scratch;
    radix_sort_by_key(probes, scratch);
    std::vector<Match> matches;
    const auto search = [&](const SortedKeys& keys, bool in_memory) {
        matches.clear();
        join_keys(probes, keys, matches);
        if (matches.empty()) return;
        if (!in_memory) std::ranges::sort(matches, {}, &Match::row);
        for (const Match& match : matches) {
            // A segment has each of its rows once: a number beyond them is damage.
            const bool is_row = in_memory || match.row < keys.first_row + keys.pairs.size();
            if (!is_row) continue;
            std::uint64_t& row = found[match.probe];
            if ((row == kNoRow || row < match.row) && same(match.probe, match.row)) row = match.row;
        }
        std::erase_if(probes,
                      [&found](std::uint64_t pair) { return found[number_of(pair)] != kNoRow; });
    };
    for (const SortedKeys& keys : in_memory_newest_first) search(keys, true);
    for (auto segment = segments_oldest_first.rbegin(); segment != segments_oldest_first.rend();
         ++segment) {
        search(segment->keys(), false);
    }
    return found;
}

RecentKeys sorted_keys(Rows rows, const KeysOfRows& keys_of_rows) {
    RecentKeys sorted;
    sorted.first_row = rows.begin;
    sorted.pairs.reserve(rows.count());
    keys_of_rows(rows, [&sorted](std::uint32_t key) {
        sorted.pairs.push_back(key_pair(key, sorted.pairs.size()));
    });
    PELF_CHECK(sorted.pairs.size() == rows.count());
    std::vector<std::uint64_t> scratch;
    radix_sort_by_key(sorted.pairs, scratch);
    return sorted;
}

std::uint64_t check_key_segment(const KeySegment& segment, KeyKind kind,
                                const std::function<std::uint32_t(std::uint64_t row)>& key_of_row,
                                const std::function<void(const std::string& words)>& fault) {
    const SortedKeys keys = segment.keys();
    const std::string name = segment_file_name(kind, segment.range());
    for (std::size_t i = 0; i < keys.pairs.size(); ++i) {
        const std::uint64_t pair = keys.pairs[i];
        const std::uint64_t row = number_of(pair);
        if (i > 0 && keys.pairs[i - 1] >= pair) {
            fault(text(name, ": pair ", i, " is out of order"));
        } else if (row >= keys.pairs.size() || key_of_row(keys.first_row + row) != key_of(pair)) {
            fault(text(name, ": pair ", i, " does not belong to its row"));
        }
    }
    return keys.pairs.size();
}

Status SegmentMaker::make(SegmentRange range) const {
    return make_segment(folder / segment_file_name(kind, range), range,
                        {.fits_memory = rows_of_blocks(range).count() <= rows_in_memory_max,
                         .make_part = [this](SegmentRange part) { return make(part); },
                         .sort = [this, range] { return sort_into_file(range); },
                         .merge = [this, range] { return merge_into_file(range); }});
}

Status SegmentMaker::sort_into_file(SegmentRange range) const {
    const Rows rows = rows_of_blocks(range);
    const RecentKeys sorted = sorted_keys(rows, keys_of_rows);
    const SegmentHeader header = header_of(kind, range, rows);
    PELF_TRY(file, NewFile::create(folder / segment_file_name(kind, range)));
    PELF_TRY_DONE(file.append(bytes_of(header)));
    PELF_TRY_DONE(file.append(std::as_bytes(std::span(sorted.pairs))));
    return file.put_in_place();
}

Status SegmentMaker::merge_into_file(SegmentRange range) const {
    std::vector<KeySegment> parts;
    for (const SegmentRange blocks : parts_of(range)) {
        PELF_TRY(segment, KeySegment::open(folder, kind, blocks, rows_of_blocks(blocks)));
        parts.push_back(std::move(segment));
    }
    const Rows rows = rows_of_blocks(range);
    const SegmentHeader header = header_of(kind, range, rows);
    PELF_TRY(file, NewFile::create(folder / segment_file_name(kind, range)));
    PELF_TRY_DONE(file.append(bytes_of(header)));

    // The next pair of every part, its row counted from the merged segment's first.
    using Next = std::pair<std::uint64_t, std::size_t>;
    std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
    std::vector<std::size_t> taken(parts.size());
    const auto push = [&](std::size_t part) {
        const SortedKeys keys = parts[part].keys();
        if (taken[part] == keys.pairs.size()) return;
        next.emplace(keys.pairs[taken[part]++] + (keys.first_row - rows.begin), part);
    };
    for (std::size_t part = 0; part < parts.size(); ++part) push(part);
    std::vector<std::uint64_t> merged;
    while (!next.empty()) {
        const auto [pair, part] = next.top();
        next.pop();
        merged.push_back(pair);
        push(part);
        if (merged.size() < kPairsPerWrite && !next.empty()) continue;
        PELF_TRY_DONE(file.append(std::as_bytes(std::span(merged))));
        merged.clear();
    }
    return file.put_in_place();
}

}  // namespace pelf::graph
