// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bitcoin_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "codec/hex.hpp"
#include "support/block_builder.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::ingest {
namespace {

using codec::Chain;
using test::Bytes;
using test::ChainMaker;
using test::TemporaryFolder;

constexpr XorKey kKey = {std::byte{0x01}, std::byte{0x23}, std::byte{0x45}, std::byte{0x67},
                         std::byte{0x89}, std::byte{0xab}, std::byte{0xcd}, std::byte{0xef}};

std::vector<codec::Hash256> hashes(std::span<const BlockRef> refs) {
    std::vector<codec::Hash256> all;
    for (const BlockRef& ref : refs) all.push_back(ref.hash);
    return all;
}

std::vector<codec::Hash256> hashes(const ChainMaker& chain, std::size_t first = 0) {
    std::vector<codec::Hash256> all;
    for (std::size_t i = first; i < chain.blocks().size(); ++i) {
        all.push_back(chain.blocks()[i].hash);
    }
    return all;
}

struct Opened {
    Report report{"test"};
    Result<BlockFiles> files;

    explicit Opened(const std::filesystem::path& path, BlockFiles::Options options = {})
        : files(BlockFiles::open(path, options, report)) {}
};

TEST(BlockFiles, gives_the_same_chain_from_one_file_and_from_many_out_of_order) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add_many(9);
    auto blocks = chain.bytes();
    test::write_file(folder.path() / "blk00000.dat", test::block_file(blocks));
    const Opened one(folder.path());
    ASSERT_TRUE(one.files.has_value());

    std::ranges::reverse(blocks);
    test::write_file(folder.path() / "blk00000.dat",
                     test::block_file({blocks.begin(), blocks.begin() + 4}));
    test::write_file(folder.path() / "blk00001.dat",
                     test::block_file({blocks.begin() + 4, blocks.end()}));
    const Opened many(folder.path());
    ASSERT_TRUE(many.files.has_value());

    EXPECT_EQ(hashes(one.files->best_chain()), hashes(chain));
    EXPECT_EQ(hashes(many.files->best_chain()), hashes(chain));
    EXPECT_EQ(many.files->chain(), Chain::regtest);
    EXPECT_TRUE(many.files->begins_at_genesis());
    EXPECT_EQ(many.files->base_height(), 0U);
    EXPECT_EQ(many.files->best_chain().back().height, 9U);
    EXPECT_EQ(many.report.accepted_count(), 10U);
    EXPECT_EQ(many.report.losses_count(), 0U);
}

TEST(BlockFiles, takes_the_key_off_by_the_offset_in_each_file) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add_many(5);
    test::write_file(folder.path() / "xor.dat", kKey);
    for (std::size_t i = 0; i < 2; ++i) {
        Bytes file = test::block_file(i == 0 ? chain.fork_at(2).bytes() : chain.bytes(3));
        test::apply_xor(file, kKey);
        file.resize(file.size() + 4'096);  // The tail is zero on disk.
        test::write_file(folder.path() / (i == 0 ? "blk00000.dat" : "blk00001.dat"), file);
    }
    const Opened opened(folder.path());
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_EQ(hashes(opened.files->best_chain()), hashes(chain));
    EXPECT_EQ(opened.report.losses_count(), 0U);

    BlockReader reader(*opened.files);
    Bytes bytes;
    for (const BlockRef& ref : opened.files->best_chain()) {
        ASSERT_TRUE(reader.read(ref, bytes).has_value());
        EXPECT_EQ(bytes, chain.blocks()[ref.height].bytes);
    }
}

TEST(BlockFiles, says_that_a_key_is_missing_or_has_a_wrong_size) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add();
    Bytes file = test::block_file(chain.bytes());
    test::apply_xor(file, kKey);
    test::write_file(folder.path() / "blk00000.dat", file);
    const Opened without(folder.path());
    ASSERT_FALSE(without.files.has_value());
    EXPECT_EQ(without.files.error().fault, Fault::malformed);
    EXPECT_NE(without.files.error().message.find("xor.dat"), std::string::npos);

    for (const std::size_t size : {0U, 7U, 9U}) {
        test::write_file(folder.path() / "xor.dat", Bytes(size));
        const Opened wrong(folder.path());
        ASSERT_FALSE(wrong.files.has_value());
        EXPECT_EQ(wrong.files.error().fault, Fault::malformed);
        EXPECT_TRUE(wrong.files.error().source.ends_with("xor.dat"));
    }
}

TEST(BlockFiles, keeps_the_branch_with_more_work_although_it_has_fewer_blocks) {
    const TemporaryFolder folder;
    ChainMaker longer;
    longer.add_many(6);
    ChainMaker heavier = longer.fork_at(2);
    heavier.add({.bits = test::kHarderBits});
    auto blocks = longer.bytes();
    blocks.push_back(heavier.tip().bytes);
    test::write_file(folder.path() / "blk00000.dat", test::block_file(blocks));
    const Opened opened(folder.path());
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_EQ(hashes(opened.files->best_chain()), hashes(heavier));
    EXPECT_EQ(hashes(opened.files->stale()), hashes(longer, 3));
    EXPECT_EQ(opened.files->stale().front().height, 3U);
    EXPECT_EQ(opened.report.losses_count(), 0U);
}

TEST(BlockFiles, keeps_the_first_of_repeated_records_and_knows_the_others) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add_many(3);
    auto blocks = chain.bytes();
    blocks.push_back(blocks[2]);
    blocks.push_back(blocks[2]);
    test::write_file(folder.path() / "blk00000.dat", test::block_file(blocks));
    const Opened opened(folder.path());
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_EQ(hashes(opened.files->best_chain()), hashes(chain));
    EXPECT_TRUE(opened.files->stale().empty());
    EXPECT_EQ(opened.files->copies_of(chain.blocks()[2].hash).size(), 2U);
    EXPECT_TRUE(opened.files->copies_of(chain.blocks()[1].hash).empty());
    const BlockRef& kept = opened.files->best_chain()[2];
    for (const BlockRef& copy : opened.files->copies_of(kept.hash)) {
        EXPECT_GT(copy.offset_bytes, kept.offset_bytes);
    }
}

TEST(BlockFiles, reads_a_window_with_its_height_from_the_coinbase) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add_many(40);
    test::write_file(folder.path() / "blk00007.dat", test::block_file(chain.bytes(20)));
    const Opened opened(folder.path());
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_FALSE(opened.files->begins_at_genesis());
    EXPECT_EQ(opened.files->base_height(), 20U);
    EXPECT_EQ(opened.files->best_chain().front().height, 20U);
    EXPECT_EQ(opened.files->best_chain().back().height, 40U);
    EXPECT_EQ(opened.report.losses_count(), 0U);
}

TEST(BlockFiles, flags_a_window_whose_height_nobody_states) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add_many(5, {.version = 1});
    test::write_file(folder.path() / "blk00000.dat", test::block_file(chain.bytes(2)));
    const Opened opened(folder.path());
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_FALSE(opened.files->base_height());
    EXPECT_EQ(opened.files->best_chain().front().height, 0U);
    EXPECT_EQ(opened.files->best_chain().back().height, 3U);
}

TEST(BlockFiles, trusts_no_height_on_which_a_window_disagrees) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add_many(3);
    test::MadeBlock misnumbered = chain.tip();
    misnumbered.height += 100;
    const auto last = test::make_block(misnumbered, {});
    const std::vector blocks = {chain.blocks()[2].bytes, chain.blocks()[3].bytes, last.bytes};
    test::write_file(folder.path() / "blk00000.dat", test::block_file(blocks));
    const Opened opened(folder.path());
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_EQ(opened.files->best_chain().size(), 3U);
    EXPECT_FALSE(opened.files->base_height());
}

TEST(BlockFiles, counts_blocks_behind_a_gap_and_names_the_missing_one) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add_many(9);
    auto blocks = chain.bytes();
    blocks.erase(blocks.begin() + 4);
    test::write_file(folder.path() / "blk00000.dat", test::block_file(blocks));
    const Opened opened(folder.path());
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_EQ(opened.files->best_chain().size(), 4U);
    EXPECT_EQ(opened.files->unconnected().size(), 5U);
    ASSERT_EQ(opened.report.losses_count(), 1U);
    EXPECT_NE(opened.report.first_losses()[0].message.find(
                  codec::to_reversed_hex(chain.blocks()[4].hash)),
              std::string::npos);
}

TEST(BlockFiles, counts_a_torn_record_with_the_name_of_its_file) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add_many(3);
    Bytes file = test::block_file(chain.bytes());
    file.resize(file.size() - 10);
    test::write_file(folder.path() / "blk00000.dat", file);
    const Opened opened(folder.path());
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_EQ(opened.files->best_chain().size(), 3U);
    ASSERT_EQ(opened.report.losses_count(), 1U);
    EXPECT_TRUE(opened.report.first_losses()[0].message.starts_with("blk00000.dat: "));
}

TEST(BlockFiles, refuses_another_network_and_says_what_to_pass) {
    const TemporaryFolder folder;
    ChainMaker chain;
    test::write_file(folder.path() / "blk00000.dat", test::block_file(chain.bytes()));
    const Opened opened(folder.path(), {.chain = Chain::main});
    ASSERT_FALSE(opened.files.has_value());
    EXPECT_EQ(opened.files.error().fault, Fault::refused);
    EXPECT_NE(opened.files.error().message.find("these are regtest blocks; pass --network regtest"),
              std::string::npos);

    const auto testnet4 = *codec::from_hex("1c163f28");
    test::write_file(folder.path() / "blk00000.dat", test::block_file(chain.bytes(), testnet4));
    const Opened other(folder.path(), {.chain = Chain::test});
    ASSERT_FALSE(other.files.has_value());
    EXPECT_EQ(other.files.error().fault, Fault::refused);
}

TEST(BlockFiles, says_what_to_do_where_there_is_nothing) {
    const TemporaryFolder folder;
    const Opened missing(folder.path() / "blocks");
    ASSERT_FALSE(missing.files.has_value());
    EXPECT_EQ(missing.files.error().fault, Fault::not_found);
    test::write_file(folder.path() / "rev00000.dat", Bytes(10));
    const Opened empty(folder.path());
    ASSERT_FALSE(empty.files.has_value());
    EXPECT_EQ(empty.files.error().fault, Fault::not_found);
    EXPECT_NE(empty.files.error().message.find("give the folder"), std::string::npos);
    test::write_file(folder.path() / "blk00000.dat", Bytes(10'000));
    const Opened zeros(folder.path());
    ASSERT_FALSE(zeros.files.has_value());
    EXPECT_EQ(zeros.files.error().fault, Fault::malformed);
}

TEST(BlockFiles, reads_raw_blocks_of_a_named_network) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add_many(4);
    for (const auto& block : chain.blocks()) {
        const std::string name = codec::to_reversed_hex(block.hash);
        test::write_file(folder.path() / (name + (block.height % 2 == 0 ? ".raw" : ".bin")),
                         block.bytes);
    }
    test::write_file(folder.path() / "empty.raw", {});
    test::write_file(folder.path() / "zeros.raw", Bytes(500));
    const Opened unnamed(folder.path());
    ASSERT_FALSE(unnamed.files.has_value());
    EXPECT_NE(unnamed.files.error().message.find("--network"), std::string::npos);
    const Opened named(folder.path(), {.chain = Chain::regtest});
    ASSERT_TRUE(named.files.has_value());
    EXPECT_EQ(hashes(named.files->best_chain()), hashes(chain));
    EXPECT_EQ(named.report.losses_count(), 2U);
}

TEST(BlockFiles, orders_files_by_number) {
    const TemporaryFolder folder;
    ChainMaker chain;
    chain.add();
    test::write_file(folder.path() / "blk100000.dat", test::block_file(chain.bytes(1)));
    test::write_file(folder.path() / "blk99999.dat", test::block_file(chain.fork_at(0).bytes()));
    const Opened opened(folder.path());
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_EQ(opened.files->paths().front().filename(), "blk99999.dat");
}

const std::filesystem::path kData = PELF_SOURCE_DIR "/../shared/data/ledgers/bitcoin";

TEST(RealBlockFiles, of_both_regtest_folders_give_one_chain_and_the_same_stale_blocks) {
    if (!std::filesystem::is_directory(kData)) GTEST_SKIP() << "no block files beside the source";
    const Opened hidden(kData / "regtest-laundering/blocks");
    const Opened plain(kData / "regtest-laundering/blocks-multifile-noxor");
    ASSERT_TRUE(hidden.files.has_value());
    ASSERT_TRUE(plain.files.has_value());
    EXPECT_EQ(hidden.files->best_chain().size(), 486U);
    EXPECT_EQ(codec::to_reversed_hex(hidden.files->best_chain().back().hash),
              "777945c3cf1bca6ff83ee1a4fc63607997e2e63db6643c79157fa30c227a52f9");
    EXPECT_EQ(hashes(hidden.files->best_chain()), hashes(plain.files->best_chain()));
    const auto& stale = hidden.files->stale();
    EXPECT_EQ(hashes(stale), hashes(plain.files->stale()));
    ASSERT_EQ(stale.size(), 3U);
    EXPECT_EQ(codec::to_reversed_hex(stale[0].hash),
              "13280d958ffe8993b63701891b483614d1d7d16509025e3b770681b387ed1ec6");
    EXPECT_EQ(stale[0].height, 358U);
    EXPECT_EQ(stale[1].height, 365U);
    EXPECT_EQ(stale[2].height, 366U);
    EXPECT_EQ(hidden.report.losses_count(), 0U);
    EXPECT_EQ(plain.report.losses_count(), 0U);
}

TEST(RealBlockFiles, of_the_first_main_blocks_begin_at_genesis) {
    const auto path = kData / "mainnet-consecutive/blk00000-first-1MB.dat";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no block files beside the source";
    const Opened opened(path);
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_EQ(opened.files->chain(), Chain::main);
    EXPECT_TRUE(opened.files->begins_at_genesis());
    EXPECT_EQ(opened.files->best_chain().size(), 4'313U);
}

TEST(RealBlockFiles, of_eight_main_blocks_are_a_window) {
    const auto path = kData / "mainnet-consecutive/blk-831328-831335.dat";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no block files beside the source";
    const Opened opened(path);
    ASSERT_TRUE(opened.files.has_value());
    EXPECT_FALSE(opened.files->begins_at_genesis());
    EXPECT_EQ(opened.files->best_chain().size(), 8U);
    EXPECT_EQ(opened.files->base_height(), 831'328U);
    EXPECT_EQ(opened.report.losses_count(), 0U);
}

}  // namespace
}  // namespace pelf::ingest
