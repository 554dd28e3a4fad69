// SPDX-License-Identifier: Apache-2.0
//
// Memos as THORChain's documentation gives them, and as they stand in Bitcoin's blocks.
#include "ingest/ledgers/thorchain_memo.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::ingest {
namespace {

using Kind = ThorchainMemo::Kind;

struct Example {
    std::string_view text;
    std::string_view asset;
    std::string_view destination;
    std::uint64_t limit = 0;
    std::uint64_t interval = 0;
    std::uint64_t quantity = 0;
    std::string_view affiliates{};
    std::string_view fees{};
};

constexpr std::string_view kEtherPayee = "0xe6a30f4f3bad978910e2cbb4d97581f5b5a0ade0";

// "Real-world examples" of THORChain's chapter on memos, those of the chapter on their length, and
// OP_RETURN outputs of Bitcoin's blocks 830,000 and 831,328 to 831,335.
constexpr Example kExamples[] = {
    {"SWAP:ETH.ETH:0xe6a30f4f3bad978910e2cbb4d97581f5b5a0ade0", "ETH.ETH", kEtherPayee},
    {"SWAP:ETH.ETH:0xe6a30f4f3bad978910e2cbb4d97581f5b5a0ade0:10000000", "ETH.ETH", kEtherPayee,
     10'000'000},
    {"SWAP:ETH.ETH:0xe6a30f4f3bad978910e2cbb4d97581f5b5a0ade0:10000000/1/1", "ETH.ETH", kEtherPayee,
     10'000'000, 1, 1},
    {"SWAP:ETH.ETH:0xe6a30f4f3bad978910e2cbb4d97581f5b5a0ade0:10000000/3/0:t:10", "ETH.ETH",
     kEtherPayee, 10'000'000, 3, 0, "t", "10"},
    {"s:ETH.ETH:0xe6a30f4f3bad978910e2cbb4d97581f5b5a0ade0:1e6/3/0:t:10", "ETH.ETH", kEtherPayee,
     1'000'000, 3, 0, "t", "10"},
    {"=:r:thor1el4ufmhll3yw7zxzszvfakrk66j7fx0tvcslym:19779138111", "THOR.RUNE",
     "thor1el4ufmhll3yw7zxzszvfakrk66j7fx0tvcslym", 19'779'138'111},
    {"=:ETH/USDC-0XA0B86991C6218B36C1D19D4A2E9EB0CE3606EB48:"
     "thor15s4apx9ap7lazpsct42nmvf0t6am4r3w0r64f2:628197586176",
     "ETH/USDC-0XA0B86991C6218B36C1D19D4A2E9EB0CE3606EB48",
     "thor15s4apx9ap7lazpsct42nmvf0t6am4r3w0r64f2", 628'197'586'176},
    {"=:BSC.BNB:0xe6a30f4f3bad978910e2cbb4d97581f5b5a0ade0:544e6/2/6", "BSC.BNB", kEtherPayee,
     544'000'000, 2, 6},
    {"=:BTC~BTC:thor1g6pnmnyeg48yc3lg796plt0uw50qpp7humfggz:1e6/1/0:dx:10", "BTC~BTC",
     "thor1g6pnmnyeg48yc3lg796plt0uw50qpp7humfggz", 1'000'000, 1, 0, "dx", "10"},
    {"=:e:dx:161e6:t:10", "ETH.ETH", "dx", 161'000'000, 0, 0, "t", "10"},
    {"=:ETH.USDT:dx:100e7:t:10", "ETH.USDT", "dx", 1'000'000'000, 0, 0, "t", "10"},
    {"=:ETH.ETH:0xfeaa06b34bf47d89f95e8903f29c8abbd525edac::wr:100", "ETH.ETH",
     "0xfeaa06b34bf47d89f95e8903f29c8abbd525edac", 0, 0, 0, "wr", "100"},
    {"=:ETH.USDT-EC7:0xCf370f5621c4DbA0DF5490Fb951E294d9D425D9e:0/1/0:ti:70", "ETH.USDT-EC7",
     "0xCf370f5621c4DbA0DF5490Fb951E294d9D425D9e", 0, 1, 0, "ti", "70"},
    {"=:e:0x32129bbBAFA1e1f3821446df8134E0d48381720b:94338375:t:30", "ETH.ETH",
     "0x32129bbBAFA1e1f3821446df8134E0d48381720b", 94'338'375, 0, 0, "t", "30"},
    {"=:LTC.LTC:ltc1qlaayqlcnlftuqcx6yz6hmt98d89smsshf2sden:0/10/0", "LTC.LTC",
     "ltc1qlaayqlcnlftuqcx6yz6hmt98d89smsshf2sden", 0, 10, 0},
    {"=:DOGE.DOGE:D7vUhWegvv3kucnWEFoCR8Y9UaC3JAWwYL:0/1/0:ti:70", "DOGE.DOGE",
     "D7vUhWegvv3kucnWEFoCR8Y9UaC3JAWwYL", 0, 1, 0, "ti", "70"},
};

/// Nothing where the text is a memo.
std::optional<Fault> fault_of(std::string_view text) {
    const auto memo = read_thorchain_memo(text);
    return memo ? std::nullopt : std::optional(memo.error());
}

TEST(ThorchainMemo, ReadsThePublishedExamples) {
    for (const Example& example : kExamples) {
        const auto memo = read_thorchain_memo(example.text);
        ASSERT_TRUE(memo) << example.text;
        EXPECT_EQ(memo->kind, Kind::swap) << example.text;
        EXPECT_EQ(to_string(memo->asset), example.asset) << example.text;
        EXPECT_EQ(memo->destination, example.destination) << example.text;
        EXPECT_EQ(memo->limit, Uint256(example.limit)) << example.text;
        EXPECT_EQ(memo->interval_blocks, example.interval) << example.text;
        EXPECT_EQ(memo->quantity, example.quantity) << example.text;
        EXPECT_EQ(memo->affiliates, example.affiliates) << example.text;
        EXPECT_EQ(memo->fees, example.fees) << example.text;
        const auto again = read_thorchain_memo(to_string(*memo));
        ASSERT_TRUE(again) << example.text;
        EXPECT_EQ(*again, *memo) << example.text;
    }
}

TEST(ThorchainMemo, ReadsWhomAReplyIsTo) {
    constexpr std::string_view kInbound =
        "0BD202DDF06E465B22266805A5B4762788885C502552FB79A06B62B4477D26DC";
    for (const std::string_view word : {"OUT", "out", "REFUND", "Refund"}) {
        for (const std::string_view zero : {"", "0x", "0X"}) {
            const std::string text =
                std::string(word) + ":" + std::string(zero) + std::string(kInbound);
            const auto memo = read_thorchain_memo(text);
            ASSERT_TRUE(memo) << text;
            EXPECT_EQ(memo->kind, word[0] == 'O' || word[0] == 'o' ? Kind::outbound : Kind::refund);
            EXPECT_EQ(codec::to_hex(memo->inbound), ascii_lower(kInbound));
        }
    }
}

TEST(ThorchainMemo, ReadsAnAddressForRefunds) {
    // The merge request that brought it: thornode 3151.
    const auto memo = read_thorchain_memo(
        "=:BTC.BTC:bc1q6527vxxqjpq80la2l0sw7hay3lj6dz07zs6gzl/"
        "0x7a093cebfa77403672d68e1c22d0681400a36682");
    ASSERT_TRUE(memo);
    EXPECT_EQ(memo->destination, "bc1q6527vxxqjpq80la2l0sw7hay3lj6dz07zs6gzl");
    EXPECT_EQ(memo->refund_to, "0x7a093cebfa77403672d68e1c22d0681400a36682");
}

TEST(ThorchainMemo, KeepsWhatIsForAnExchangeBehind) {
    // In one of these blocks, too.
    const auto memo = read_thorchain_memo(
        "=:s:0x7b2C8f6f416d945c2aCA4f1bFd2c91C11DFBF293::t:0:2E:003:141346796935747134001");
    ASSERT_TRUE(memo);
    EXPECT_EQ(to_string(memo->asset), "BSC.BNB");
    EXPECT_EQ(memo->aggregation, "2E:003:141346796935747134001");
}

TEST(ThorchainMemo, LeavesTheNoteOfTheSenderOut) {
    const auto memo = read_thorchain_memo("=:b:bc1qxyz|anything: at/all");
    ASSERT_TRUE(memo);
    EXPECT_EQ(memo->destination, "bc1qxyz");
}

TEST(ThorchainMemo, KnowsOtherBusinessByItsWord) {
    for (const std::string_view text :
         {"ADD:BTC.BTC", "+:BTC/BTC::t:10", "wd:BTC/BTC:1000", "-:ETH/ETH:5000",
          "$-:BTC.BTC:bc1q9u8ayxpks5evgp4v9emcanzg95wtvy65ysnc2h", "MIGRATE:3494355",
          "BOND:thor19m4kqulyqvya339jfja84h6qp8tkjgxuxa4n4a", "noop", "consolidate",
          "TRADE+:thor1x2whgc2nt665y0kc44uywhynazvp0l8tp0vtu6"}) {
        const auto memo = read_thorchain_memo(text);
        ASSERT_TRUE(memo) << text;
        EXPECT_EQ(memo->kind, Kind::other) << text;
    }
}

TEST(ThorchainMemo, RefusesOtherPeoplesTexts) {
    for (const std::string_view text :
         {"", "hello", "omni", "OUTX:1", ":b:x", " =:b:x", "SWAPS:b"}) {
        EXPECT_EQ(fault_of(text), Fault::refused) << text;
    }
    EXPECT_EQ(fault_of(std::string(100'000, 'x')), Fault::refused);
}

TEST(ThorchainMemo, RefusesWhatDoesNotFit) {
    for (const std::string_view text :
         {"=",
          "=:",
          "=:.BTC:x",
          "=:BTC.:x",
          "=:B TC.BTC:x",
          "=:b:x y",
          "=:b:x/",
          "=:b:/y",
          "=:b:x/y/z",
          "=:b:x:1.5",
          "=:b:x:e6",
          "=:b:x:1e31",
          "=:b:x:-1",
          "=:b:x:0/1/2/3",
          "=:b:x:0/a",
          "=:b:x:0/1/99999999999999999999",
          "=:b:x::t:ten",
          "=:b:x::t:10001",
          "=:b:x::t^:10",
          "=:b:x::t:10:agg^",
          "=:ABCDEFGHIJK.X:x",
          "OUT",
          "OUT:",
          "OUT:12",
          "s:ETH.USDT::shapeshift:100",  // A name where the limit belongs.
          "OUT:0BD202DDF06E465B22266805A5B4762788885C502552FB79A06B62B4477D26DG",
          "OUT:0BD202DDF06E465B22266805A5B4762788885C502552FB79A06B62B4477D26DC:1"}) {
        EXPECT_EQ(fault_of(text), Fault::malformed) << text;
    }
}

TEST(ThorchainMemo, HasLimits) {
    const std::string longest = "=:b:x|" + std::string(kThorchainMemoBytesMax - 6, '.');
    EXPECT_TRUE(read_thorchain_memo(longest));
    EXPECT_EQ(fault_of(longest + "."), Fault::over_limit);
    EXPECT_TRUE(read_thorchain_memo("=:b:" + std::string(128, 'a')));
    EXPECT_FALSE(read_thorchain_memo("=:b:" + std::string(129, 'a')));
    EXPECT_TRUE(read_thorchain_memo("=:ABCDEFGHIJ." + std::string(64, 'a')));
    EXPECT_FALSE(read_thorchain_memo("=:ABCDEFGHIJ." + std::string(65, 'a')));
    EXPECT_TRUE(read_thorchain_memo("=:b:x:1e30::10000"));
}

TEST(ThorchainMemo, CutAnywhereNamesNobodyElse) {
    constexpr std::string_view kReply =
        "OUT:0BD202DDF06E465B22266805A5B4762788885C502552FB79A06B62B4477D26DC";
    for (std::size_t size = 0; size < kReply.size(); ++size) {
        EXPECT_FALSE(read_thorchain_memo(kReply.substr(0, size))) << size;
    }
    for (const Example& example : kExamples) {
        for (std::size_t size = 0; size < example.text.size(); ++size) {
            const auto memo = read_thorchain_memo(example.text.substr(0, size));
            if (!memo || memo->kind == Kind::other) continue;
            EXPECT_EQ(memo->kind, Kind::swap);
            EXPECT_TRUE(example.destination.starts_with(memo->destination)) << example.text << size;
        }
    }
}

}  // namespace
}  // namespace pelf::ingest
