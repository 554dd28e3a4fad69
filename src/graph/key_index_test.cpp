// SPDX-License-Identifier: Apache-2.0
#include "graph/key_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "base/radix_sort.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::graph {
namespace {

class KeyIndexTest : public testing::Test {
protected:
    /// Over `keys`, two rows a block.
    SegmentMaker maker(const std::vector<std::uint32_t>& keys, std::uint64_t rows_in_memory_max) {
        return {folder_, KeyKind::txid,
                [](SegmentRange range) {
                    return Rows{2 * range.first_block, 2 * (range.first_block + range.blocks)};
                },
                [&keys](Rows rows, const auto& key) {
                    for (std::uint64_t row = rows.begin; row < rows.end; ++row) key(keys[row]);
                },
                rows_in_memory_max};
    }

    std::string bytes_of_segment(SegmentRange range) {
        std::ifstream file(folder_ / segment_file_name(KeyKind::txid, range), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    const test::TemporaryFolder temporary_;
    const std::filesystem::path folder_ = temporary_.path();
};

TEST(SegmentsCovering, TakesTheFewestFromTheStart) {
    using Ranges = std::vector<SegmentRange>;
    EXPECT_EQ(segments_covering(255), Ranges{});
    EXPECT_EQ(segments_covering(256), (Ranges{{0, 256}}));
    EXPECT_EQ(segments_covering(4'096 + 600), (Ranges{{0, 4'096}, {4'096, 256}, {4'352, 256}}));
    EXPECT_EQ(segments_covering(65'536 + 4'096 + 256),
              (Ranges{{0, 65'536}, {65'536, 4'096}, {69'632, 256}}));
}

TEST_F(KeyIndexTest, MergingPartsGivesTheBytesOfSortingAtOnce) {
    std::mt19937 random(5);
    std::vector<std::uint32_t> keys(2 * 3 * 4'096);
    for (auto& key : keys) key = static_cast<std::uint32_t>(random() % 9'000);  // Many equal keys.
    const SegmentRange range{4'096, 4'096};
    ASSERT_TRUE(maker(keys, 1 << 20).make(range));
    const std::string sorted = bytes_of_segment(range);
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    ASSERT_TRUE(maker(keys, 100).make(range));
    EXPECT_EQ(bytes_of_segment(range) == sorted, true);
    EXPECT_EQ(sorted.size(), sizeof(SegmentHeader) + 8 * 2 * 4'096);

    ASSERT_TRUE(remove_other_segments(folder_, to_string(KeyKind::txid), std::vector{range}));
    const std::filesystem::directory_iterator entries(folder_);
    EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
}

TEST_F(KeyIndexTest, FindsTheLastRowThatIsTheSame) {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        std::mt19937 random(seed);
        // Keys collide often, names sometimes: a row is what has the name, its key the name / 4.
        std::vector<std::uint32_t> names(2 * 700);
        for (auto& name : names) name = static_cast<std::uint32_t>(random() % 2'000);
        std::vector<std::uint32_t> keys;
        for (const auto name : names) keys.push_back(name / 4);
        const SegmentMaker makes = maker(keys, 1 << 20);
        std::vector<KeySegment> segments;
        for (const SegmentRange range : segments_covering(700)) {
            ASSERT_TRUE(makes.make(range));
            segments.push_back(
                *KeySegment::open(folder_, KeyKind::txid, range, makes.rows_of_blocks(range)));
        }
        RecentKeys recent{{}, 2 * 512};
        for (std::uint64_t row = recent.first_row; row < names.size(); ++row) {
            recent.pairs.push_back(key_pair(keys[row], row - recent.first_row));
        }
        std::ranges::sort(recent.pairs);

        std::vector<std::uint32_t> asked(1 + random() % 500);
        std::vector<std::uint64_t> probes;
        for (auto& name : asked) {
            name = static_cast<std::uint32_t>(random() % 2'500);
            probes.push_back(key_pair(name / 4, probes.size()));
        }
        const SortedKeys in_memory[] = {recent.view()};
        const auto found = find_rows(
            probes, in_memory, segments,
            [&](std::uint64_t probe, std::uint64_t row) { return names[row] == asked[probe]; });
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const auto last = std::find(names.rbegin(), names.rend(), asked[i]);
            const std::uint64_t expected =
                last == names.rend() ? kNoRow : static_cast<std::uint64_t>(names.rend() - last) - 1;
            ASSERT_EQ(found[i], expected) << "seed " << seed << " name " << asked[i];
        }
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
}

TEST_F(KeyIndexTest, RefusesASegmentThatIsNotWhatItsNameSays) {
    const std::vector<std::uint32_t> keys(2 * 512, 3);
    ASSERT_TRUE(maker(keys, 1'000).make({256, 256}));
    EXPECT_TRUE(KeySegment::open(folder_, KeyKind::txid, {256, 256}, {512, 1'024}));
    EXPECT_FALSE(KeySegment::open(folder_, KeyKind::txid, {256, 256}, {512, 1'023}));
    EXPECT_EQ(KeySegment::open(folder_, KeyKind::txid, {0, 256}, {0, 512}).error().fault,
              Fault::not_found);
    std::filesystem::rename(folder_ / segment_file_name(KeyKind::txid, {256, 256}),
                            folder_ / segment_file_name(KeyKind::txid, {0, 256}));
    EXPECT_EQ(KeySegment::open(folder_, KeyKind::txid, {0, 256}, {0, 512}).error().fault,
              Fault::malformed);
}

}  // namespace
}  // namespace pelf::graph
