// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bitcoin_memos.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/bitcoin_files.hpp"
#include "ingest/ledgers/block_stream.hpp"
#include "ingest/ledgers/thorchain_memo.hpp"

namespace pelf::ingest {
namespace {

std::vector<std::byte> script_of(std::string_view hex) {
    const auto bytes = codec::from_hex(hex);
    EXPECT_TRUE(bytes) << hex;
    return *bytes;
}

std::string payload_of(std::string_view hex) {
    const auto script = script_of(hex);
    return std::string(as_text(return_payload(script)));
}

TEST(BitcoinMemos, ReadsOnePushBehindReturn) {
    EXPECT_EQ(payload_of("6a03616263"), "abc");
    EXPECT_EQ(payload_of("6a4c03616263"), "abc");
    EXPECT_EQ(payload_of("6a4d0300616263"), "abc");
    EXPECT_EQ(payload_of("6a4e03000000616263"), "abc");
    std::string most;
    for (int i = 0; i < 75; ++i) most += "78";
    EXPECT_EQ(payload_of("6a4b" + most), std::string(75, 'x'));
    for (const std::string_view other :
         {"", "6a", "6a00", "6a51", "6a0361", "6a036162", "6a0361626364", "6a4c", "6a4c04616263",
          "6a4d03", "6a4e030000", "6a4effffffff616263", "6a0161016203", "0014aabb", "6a50616263",
          "03616263"}) {
        EXPECT_EQ(payload_of(other), "") << other;
    }
}

TEST(BitcoinMemos, PutsSeveralTogetherAndHasALimit) {
    const auto out = [](std::string_view text) {
        return script_of("6a4c" + codec::to_hex(std::vector{std::byte(text.size())}) +
                         codec::to_hex(std::as_bytes(std::span(text))));
    };
    const auto first = out("=:b:");
    const auto second = out("bc1q");
    const auto pay = script_of("0014" + std::string(40, '1'));
    EXPECT_EQ(
        bitcoin_memo(std::vector<codec::TransactionOutput>{{0, first}, {5, pay}, {0, second}}),
        "=:b:bc1q");
    EXPECT_EQ(bitcoin_memo(std::vector<codec::TransactionOutput>{{5, pay}}), "");
    const auto longest = out(std::string(kThorchainMemoBytesMax, 'a'));
    EXPECT_EQ(bitcoin_memo(std::vector<codec::TransactionOutput>{{0, longest}}).size(),
              kThorchainMemoBytesMax);
    EXPECT_EQ(bitcoin_memo(std::vector<codec::TransactionOutput>{{0, longest}, {0, first}}), "");
}

TEST(BitcoinMemos, FindsThoseOfRealBlocks) {
    const std::filesystem::path files_path =
        PELF_SOURCE_DIR "/../shared/data/ledgers/bitcoin/mainnet-consecutive";
    if (!std::filesystem::exists(files_path / "blk-831328-831335.dat")) {
        GTEST_SKIP() << "no blocks of mainnet beside the source";
    }
    Report report("blocks");
    const auto files = BlockFiles::open(files_path / "blk-831328-831335.dat", {}, report);
    ASSERT_TRUE(files);
    std::map<ThorchainMemo::Kind, int> kinds;
    std::map<Fault, int> faults;
    std::map<std::string, int> assets;
    const auto read =
        for_each_block(*files, files->best_chain(), {}, report,
                       [&](const codec::Block& block, const BlockRef& ref) -> Status {
                           hand_over_memos(block, ref.height, [&](const LedgerMemo& memo) {
                               EXPECT_GE(memo.height, 831'328U);
                               const auto known = read_thorchain_memo(memo.text);
                               if (!known) {
                                   ++faults[known.error()];
                                   return;
                               }
                               ++kinds[known->kind];
                               if (known->kind == ThorchainMemo::Kind::swap)
                                   ++assets[to_string(known->asset)];
                           });
                           return Done{};
                       });
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, 8U);
    // Counted with another program over the same bytes.
    EXPECT_EQ(kinds[ThorchainMemo::Kind::swap], 37);
    EXPECT_EQ(kinds[ThorchainMemo::Kind::outbound], 39);
    EXPECT_EQ(kinds[ThorchainMemo::Kind::refund], 1);
    EXPECT_EQ(kinds[ThorchainMemo::Kind::other], 8);
    EXPECT_EQ(assets["ETH.USDT-EC7"], 6);
    EXPECT_EQ(faults[Fault::malformed], 0);
}

}  // namespace
}  // namespace pelf::ingest
