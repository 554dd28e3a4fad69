// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/block_stream.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "codec/hex.hpp"
#include "support/block_builder.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::ingest {
namespace {

using test::Bytes;
using test::ChainMaker;
using test::TemporaryFolder;

BlockFiles opened(const std::filesystem::path& path) {
    Report report("test");
    auto files = BlockFiles::open(path, {}, report);
    PELF_CHECK(files.has_value());
    return *std::move(files);
}

struct Outcome {
    std::vector<codec::Hash256> delivered;
    std::vector<std::string> losses;

    bool operator==(const Outcome&) const = default;
};

Outcome stream(const BlockFiles& files, const BlockStreamOptions& options) {
    Outcome outcome;
    Report report("test");
    const auto count =
        for_each_block(files, files.best_chain(), options, report,
                       [&](const codec::Block& block, const BlockRef& ref) -> Status {
                           EXPECT_EQ(block.hash, ref.hash);
                           outcome.delivered.push_back(block.hash);
                           return Done{};
                       });
    EXPECT_TRUE(count.has_value());
    EXPECT_EQ(*count, outcome.delivered.size());
    EXPECT_EQ(report.rejected_count(), report.first_losses().size());
    for (const Error& loss : report.first_losses()) outcome.losses.push_back(loss.message);
    return outcome;
}

/// One thread, two, many with hardly any memory: all must be the same.
Outcome stream_every_way(const BlockFiles& files) {
    const Outcome alone = stream(files, {.threads_count = 1});
    EXPECT_EQ(stream(files, {.threads_count = 2}), alone);
    EXPECT_EQ(stream(files, {.threads_count = 7, .memory_max_bytes = 1}), alone);
    EXPECT_EQ(stream(files, {.threads_count = 3, .memory_max_bytes = 2'000}), alone);
    return alone;
}

std::vector<codec::Hash256> hashes(const ChainMaker& chain) {
    std::vector<codec::Hash256> all;
    for (const auto& block : chain.blocks()) all.push_back(block.hash);
    return all;
}

/// A chain of `count` blocks after genesis, each but the first paying with a witness.
ChainMaker paying_chain(std::size_t count) {
    ChainMaker chain;
    chain.add();
    for (std::size_t i = 1; i < count; ++i) {
        const auto payment =
            test::make_transaction({{chain.tip().coinbase_txid, 0, {}, {Bytes(64, std::byte{5})}}},
                                   {{1'000, test::key_script(static_cast<std::uint32_t>(i))}});
        chain.add({.transactions = {payment}});
    }
    return chain;
}

TEST(BlockStream, delivers_blocks_in_order_whatever_the_number_of_threads) {
    const TemporaryFolder folder;
    const ChainMaker chain = paying_chain(60);
    auto blocks = chain.bytes();
    std::ranges::reverse(blocks);
    test::write_file(folder.path() / "blk00000.dat", test::block_file(blocks));
    const Outcome outcome = stream_every_way(opened(folder.path()));
    EXPECT_EQ(outcome.delivered, hashes(chain));
    EXPECT_TRUE(outcome.losses.empty());
}

/// The file of `chain` with one bit flipped, `from_end` bytes before the end of block `height`.
Bytes file_with_flip(const ChainMaker& chain, std::uint32_t height, std::size_t from_end) {
    auto blocks = chain.bytes();
    Bytes& block = blocks[height];
    block[block.size() - from_end] ^= std::byte{1};
    return test::block_file(blocks);
}

TEST(BlockStream, ends_before_a_block_whose_body_is_not_that_of_its_header) {
    const TemporaryFolder folder;
    const ChainMaker chain = paying_chain(20);
    // From the end: lock time 4, witness 66, script 23, value 8.
    for (const auto& [from_end, reason] :
         {std::pair(std::size_t{4 + 66 + 10}, "Merkle root"), {std::size_t{20}, "commitment"}}) {
        test::write_file(folder.path() / "blk00000.dat", file_with_flip(chain, 12, from_end));
        const Outcome outcome = stream_every_way(opened(folder.path()));
        EXPECT_EQ(outcome.delivered.size(), 12U);
        ASSERT_EQ(outcome.losses.size(), 1U);
        const std::string& message = outcome.losses[0];
        EXPECT_NE(message.find(reason), std::string::npos) << message;
        EXPECT_NE(message.find("block 12 " + codec::to_reversed_hex(chain.blocks()[12].hash)),
                  std::string::npos)
            << message;
    }
}

TEST(BlockStream, uses_another_copy_of_a_block_whose_body_is_bad) {
    const TemporaryFolder folder;
    const ChainMaker chain = paying_chain(20);
    Bytes file = file_with_flip(chain, 12, 80);
    auto flipped_twice = chain.bytes();
    flipped_twice[12][90] ^= std::byte{1};
    test::append(file, test::block_file({flipped_twice[12], chain.blocks()[12].bytes}));
    test::write_file(folder.path() / "blk00000.dat", file);
    const Outcome outcome = stream_every_way(opened(folder.path()));
    EXPECT_EQ(outcome.delivered, hashes(chain));
    EXPECT_TRUE(outcome.losses.empty());
}

TEST(BlockStream, counts_a_block_that_is_gone_since_the_files_were_opened) {
    const TemporaryFolder folder;
    const ChainMaker chain = paying_chain(20);
    const Bytes file = test::block_file(chain.bytes());
    test::write_file(folder.path() / "blk00000.dat", file);
    const BlockFiles files = opened(folder.path());
    test::write_file(folder.path() / "blk00000.dat", std::span(file).first(file.size() / 2));
    const Outcome cut = stream_every_way(files);
    EXPECT_LT(cut.delivered.size(), 20U);
    EXPECT_GT(cut.delivered.size(), 5U);
    EXPECT_EQ(cut.losses.size(), 1U);

    auto blocks = chain.bytes();
    std::ranges::reverse(blocks);
    test::write_file(folder.path() / "blk00000.dat", test::block_file(blocks));
    const Outcome moved = stream_every_way(files);
    EXPECT_TRUE(moved.delivered.empty());
    EXPECT_EQ(moved.losses.size(), 1U);
}

TEST(BlockStream, ends_with_the_error_of_the_sink) {
    const TemporaryFolder folder;
    const ChainMaker chain = paying_chain(20);
    test::write_file(folder.path() / "blk00000.dat", test::block_file(chain.bytes()));
    const BlockFiles files = opened(folder.path());
    for (const unsigned threads_count : {1U, 4U}) {
        int calls_count = 0;
        Report report("test");
        const auto count =
            for_each_block(files, files.best_chain(), {.threads_count = threads_count}, report,
                           [&](const codec::Block&, const BlockRef&) -> Status {
                               if (++calls_count < 5) return Done{};
                               return Unexpected(Error{Fault::io, "the disk is full"});
                           });
        ASSERT_FALSE(count.has_value());
        EXPECT_EQ(count.error().message, "the disk is full");
        EXPECT_EQ(calls_count, 5);
    }
}

TEST(BlockStream, reads_every_real_block_beside_the_source) {
    const std::filesystem::path data = PELF_SOURCE_DIR "/../shared/data/ledgers/bitcoin";
    if (!std::filesystem::is_directory(data)) GTEST_SKIP() << "no block files beside the source";
    for (const auto& [name, blocks_count] : {std::pair("regtest-laundering/blocks", 486U),
                                             {"regtest-laundering/blocks-multifile-noxor", 486U},
                                             {"mainnet-consecutive/blk00000-first-1MB.dat", 4'313U},
                                             {"mainnet-consecutive/blk-831328-831335.dat", 8U}}) {
        const Outcome outcome = stream(opened(data / name), {.threads_count = 2});
        EXPECT_EQ(outcome.delivered.size(), blocks_count) << name;
        EXPECT_TRUE(outcome.losses.empty()) << name;
    }
}

}  // namespace
}  // namespace pelf::ingest
