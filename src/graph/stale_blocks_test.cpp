// SPDX-License-Identifier: Apache-2.0
#include "graph/stale_blocks.hpp"

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::graph {
namespace {

class StaleBlocksTest : public testing::Test {
protected:
    static StaleBlock block_at(std::uint64_t height) {
        StaleBlock block;
        block.height = height;
        block.hash.bytes[0] = static_cast<std::byte>(height);
        return block;
    }

    const test::TemporaryFolder temporary_;
    const std::filesystem::path folder_ = temporary_.path();
};

TEST_F(StaleBlocksTest, ComeBackByHeightEachOnce) {
    EXPECT_TRUE(read_stale_blocks(folder_)->empty()) << "no file, no stale blocks";
    ASSERT_TRUE(write_stale_blocks(folder_, {block_at(7), block_at(5), block_at(7)}));
    const auto blocks = read_stale_blocks(folder_);
    ASSERT_TRUE(blocks);
    ASSERT_EQ(blocks->size(), 2U);
    EXPECT_EQ(blocks->front().height, 5U);
    EXPECT_EQ(blocks->back().hash, block_at(7).hash);
}

TEST_F(StaleBlocksTest, AreRefusedWhenCutOrWithAnotherHeader) {
    ASSERT_TRUE(write_stale_blocks(folder_, {block_at(7)}));
    const auto path = folder_ / "stale.col";
    const auto whole = read_file(path, 1 << 20);
    ASSERT_TRUE(whole);
    for (std::size_t size = 0; size < whole->size(); ++size) {
        ASSERT_TRUE(replace_file(path, std::span(*whole).first(size)));
        const auto cut = read_stale_blocks(folder_);
        EXPECT_TRUE(!cut || cut->empty()) << size;
    }
    for (std::size_t at = 0; at < 16; ++at) {
        auto changed = *whole;
        changed[at] ^= std::byte{1};
        ASSERT_TRUE(replace_file(path, changed));
        EXPECT_EQ(read_stale_blocks(folder_).error().fault, Fault::malformed) << at;
    }
}

}  // namespace
}  // namespace pelf::graph
