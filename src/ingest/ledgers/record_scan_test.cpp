// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/record_scan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/block_builder.hpp"

namespace pelf::ingest {
namespace {

using test::Bytes;

const ChainParameters& regtest() {
    return chain_parameters(codec::Chain::regtest);
}

constexpr XorKey kKey = {std::byte{0x89}, std::byte{0x36}, std::byte{0x3d}, std::byte{0x73},
                         std::byte{0x58}, std::byte{0x66}, std::byte{0x1d}, std::byte{0xe3}};

/// `file` must outlive the source.
RecordSource source_of(const Bytes& file, const XorKey& key = {}) {
    return {file.size(), key, [&file](std::uint64_t offset, std::span<std::byte> into) -> Status {
                EXPECT_LE(offset + into.size(), file.size());
                std::copy_n(file.begin() + static_cast<std::ptrdiff_t>(offset), into.size(),
                            into.begin());
                return Done{};
            }};
}

RecordScan scan(const Bytes& file, const XorKey& key = {}) {
    auto result = scan_records(source_of(file, key), regtest());
    EXPECT_TRUE(result.has_value());
    return *std::move(result);
}

/// Ends of the records in block_file(blocks).
std::vector<std::size_t> record_ends(const std::vector<Bytes>& blocks) {
    std::vector<std::size_t> ends = {0};
    for (const Bytes& block : blocks) ends.push_back(ends.back() + 8 + block.size());
    return ends;
}

std::vector<Bytes> some_blocks(std::size_t count) {
    test::ChainMaker chain;
    chain.add_many(count);
    return chain.bytes(1);
}

std::vector<codec::Hash256> hashes(const std::vector<Bytes>& blocks) {
    std::vector<codec::Hash256> all;
    all.reserve(blocks.size());
    for (const Bytes& block : blocks) all.push_back(codec::sha256d(std::span(block).first(80)));
    return all;
}

std::vector<codec::Hash256> hashes(const RecordScan& scan) {
    std::vector<codec::Hash256> all;
    all.reserve(scan.blocks.size());
    for (const FoundBlock& block : scan.blocks) all.push_back(block.hash);
    return all;
}

TEST(RecordScan, of_a_file_cut_at_every_byte_keeps_whole_blocks_and_counts_one_loss) {
    const auto blocks = some_blocks(3);
    const auto ends = record_ends(blocks);
    const Bytes whole = test::block_file(blocks);
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        const auto whole_count =
            static_cast<std::size_t>(std::ranges::upper_bound(ends, size) - ends.begin() - 1);
        for (const XorKey& key : {XorKey{}, kKey}) {
            Bytes file = cut;
            test::apply_xor(file, key);
            const auto found = scan(file, key);
            ASSERT_EQ(found.blocks.size(), whole_count) << size;
            ASSERT_EQ(found.losses.size(), ends[whole_count] == size ? 0U : 1U) << size;
        }
    }
}

TEST(RecordScan, says_where_a_torn_block_begins_and_how_long_it_should_be) {
    const auto blocks = some_blocks(2);
    Bytes file = test::block_file(blocks);
    file.pop_back();
    const auto found = scan(file);
    ASSERT_EQ(found.losses.size(), 1U);
    EXPECT_EQ(found.losses[0].fault, Fault::truncated);
    EXPECT_EQ(found.losses[0].offset_bytes, record_ends(blocks)[1]);
    EXPECT_NE(found.losses[0].message.find(std::to_string(blocks[1].size())), std::string::npos);
}

TEST(RecordScan, takes_zeros_on_disk_for_no_loss_with_and_without_a_key) {
    const auto blocks = some_blocks(2);
    for (const XorKey& key : {XorKey{}, kKey}) {
        for (const std::size_t zeros : {1U, 7U, 8U, 100U, 5'000U, 600'000U}) {
            Bytes file = test::block_file(blocks);
            test::apply_xor(file, key);
            file.resize(file.size() + zeros);
            const auto found = scan(file, key);
            EXPECT_EQ(found.blocks.size(), 2U);
            EXPECT_TRUE(found.losses.empty()) << zeros;
        }
    }
}

TEST(RecordScan, takes_zeros_for_no_loss_under_a_key_that_holds_the_magic) {
    const auto blocks = some_blocks(1);
    const XorKey key = {std::byte{1}, std::byte{0xfa}, std::byte{0xbf}, std::byte{0xb5},
                        std::byte{0xda}};
    Bytes file = test::block_file(blocks);
    test::apply_xor(file, key);
    file.resize(file.size() + 1'000);
    const auto found = scan(file, key);
    EXPECT_EQ(hashes(found), hashes(blocks));
    EXPECT_TRUE(found.losses.empty());
}

TEST(RecordScan, goes_on_after_zeros_between_records) {
    const auto blocks = some_blocks(2);
    Bytes file = test::block_file({blocks[0]});
    file.resize(file.size() + 300'001);
    test::append(file, test::block_file({blocks[1]}));
    EXPECT_EQ(hashes(scan(file)), hashes(blocks));
    EXPECT_TRUE(scan(file).losses.empty());
}

TEST(RecordScan, finds_the_next_record_after_garbage_and_counts_it_once) {
    const auto blocks = some_blocks(3);
    std::mt19937 random(11);
    // Around the size of the search window, so that a magic lies across its border.
    for (const std::size_t garbage_bytes : {1U, 3U, 50U, 262'139U, 262'141U, 262'143U, 262'144U}) {
        Bytes file = test::block_file({blocks[0]});
        for (std::size_t i = 0; i < garbage_bytes; ++i) {
            file.push_back(static_cast<std::byte>(1 + random() % 200));
        }
        test::append(file, test::block_file({blocks[1], blocks[2]}));
        Bytes hidden = file;
        test::apply_xor(hidden, kKey);
        for (const auto& found : {scan(file), scan(hidden, kKey)}) {
            EXPECT_EQ(hashes(found), hashes(blocks)) << garbage_bytes;
            ASSERT_EQ(found.losses.size(), 1U);
            EXPECT_EQ(found.losses[0].offset_bytes, record_ends(blocks)[1]);
        }
    }
}

TEST(RecordScan, finds_records_written_into_a_torn_one) {
    // A node that stopped while it wrote block 1 goes on with blocks 2 and 3 in its middle.
    const auto blocks = some_blocks(3);
    const Bytes torn = test::block_file({blocks[0]});
    for (std::size_t kept = 88; kept < torn.size(); ++kept) {
        Bytes file(torn.begin(), torn.begin() + static_cast<std::ptrdiff_t>(kept));
        test::append(file, test::block_file({blocks[1], blocks[2]}));
        const auto found = scan(file);
        ASSERT_EQ(hashes(found), hashes({blocks[1], blocks[2]})) << kept;
        ASSERT_EQ(found.losses.size(), 1U);
        ASSERT_EQ(found.losses[0].offset_bytes, 0U);
    }
}

TEST(RecordScan, counts_a_record_whose_end_was_never_written) {
    const auto blocks = some_blocks(2);
    Bytes file = test::block_file(blocks);
    std::fill(file.end() - 30, file.end(), std::byte{0});
    file.resize(file.size() + 1'000);
    const auto found = scan(file);
    EXPECT_EQ(hashes(found), hashes({blocks[0]}));
    ASSERT_EQ(found.losses.size(), 1U);
}

TEST(RecordScan, is_not_misled_by_a_magic_inside_a_block) {
    test::ChainMaker chain;
    Bytes letter = test::block_file(some_blocks(1));
    letter.insert(letter.begin(), std::byte{0x6a});
    chain.add({.coinbase_pays = {{0, letter}, {1, test::key_script(1)}}});
    chain.add();
    const auto found = scan(test::block_file(chain.bytes(1)));
    EXPECT_EQ(hashes(found), hashes(chain.bytes(1)));
    EXPECT_TRUE(found.losses.empty());
}

TEST(RecordScan, passes_over_a_magic_without_a_block) {
    const auto blocks = some_blocks(1);
    Bytes file(test::kRegtestMagic.begin(), test::kRegtestMagic.end());
    test::append_integer(file, std::uint32_t{200});
    file.resize(208, std::byte{0xff});  // A header of ones has no work in it.
    test::append(file, test::block_file(blocks));
    const auto found = scan(file);
    EXPECT_EQ(hashes(found), hashes(blocks));
    EXPECT_EQ(found.losses.size(), 1U);
}

TEST(RecordScan, gives_up_a_file_of_broken_records_and_says_so) {
    const auto blocks = some_blocks(1);
    Bytes broken = test::block_file(blocks);
    broken.resize(8 + 80 + 20);
    Bytes file;
    for (std::uint32_t i = 0; i < kBrokenRecordsMax + 5; ++i) test::append(file, broken);
    const auto found = scan(file);
    EXPECT_TRUE(found.blocks.empty());
    ASSERT_EQ(found.losses.size(), kBrokenRecordsMax + 1);
    EXPECT_EQ(found.losses.back().fault, Fault::over_limit);
}

TEST(RecordScan, hands_on_what_reading_says) {
    const RecordSource source{1'000, {}, [](std::uint64_t, std::span<std::byte>) -> Status {
                                  return Unexpected(Error{Fault::io, "the disk is gone"});
                              }};
    const auto result = scan_records(source, regtest());
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().message, "the disk is gone");
}

TEST(XorOfFiles, is_keyed_by_the_offset_in_the_file) {
    Bytes file(64);
    for (std::size_t i = 0; i < file.size(); ++i) file[i] = static_cast<std::byte>(i * 7);
    Bytes hidden = file;
    test::apply_xor(hidden, kKey);
    for (std::size_t begin = 0; begin < 20; ++begin) {
        for (std::size_t size = 0; size < 30; ++size) {
            Bytes part(hidden.begin() + static_cast<std::ptrdiff_t>(begin),
                       hidden.begin() + static_cast<std::ptrdiff_t>(begin + size));
            apply_key(part, begin, kKey);
            ASSERT_TRUE(std::ranges::equal(part, std::span(file).subspan(begin, size)));
        }
    }
}

TEST(FindNetwork, reads_the_first_record_that_has_work_in_it) {
    const auto blocks = some_blocks(1);
    Bytes file = test::block_file(blocks);
    EXPECT_EQ(*find_network(source_of(file), 1'000'000), "regtest");
    file.insert(file.begin(), 500, std::byte{3});
    EXPECT_EQ(*find_network(source_of(file), 1'000'000), "regtest");
    EXPECT_EQ(*find_network(source_of(file), 500), "");
    EXPECT_EQ(*find_network(source_of(Bytes{}), 500), "");
    // A regtest block has too little work for the main chain, whatever its magic says.
    const Bytes claimed = test::block_file(blocks, chain_parameters(codec::Chain::main).magic);
    EXPECT_EQ(*find_network(source_of(claimed), 1'000'000), "");
}

}  // namespace
}  // namespace pelf::ingest
