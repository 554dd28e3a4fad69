// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/wallets.hpp"

#include <gtest/gtest.h>

namespace pelf::ingest {
namespace {

using model::Checksum;

Checksum checksum_on(std::string_view ledger, std::string_view address) {
    const auto wallet = wallet_on_ledger(ledger, address);
    EXPECT_TRUE(wallet.has_value()) << ledger;
    return wallet ? wallet->checksum : Checksum::unchecked;
}

TEST(Wallets, ABitcoinAddressIsCheckedAndKeptAsListed) {
    const auto wallet = wallet_of_asset("XBT", "134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak");
    EXPECT_EQ(wallet.asset, "XBT");
    EXPECT_EQ(wallet.ledger, "bitcoin");
    EXPECT_EQ(wallet.address, "134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak");
    EXPECT_EQ(wallet.checksum, Checksum::good);
}

TEST(Wallets, ALowerCasedBase58AddressIsBadAndKept) {
    const auto wallet = wallet_of_asset("XBT", "134r8ihv69xdt6p5qvktshrcueubvzayak");
    EXPECT_EQ(wallet.checksum, Checksum::bad);
    EXPECT_EQ(wallet.address, "134r8ihv69xdt6p5qvktshrcueubvzayak");
}

TEST(Wallets, AnAddressOfAnotherChainIsBadOnThisOne) {
    EXPECT_EQ(wallet_of_asset("XBT", "TUCsTq7TofTCJRRoHk6RvhMoS2mJLm5Yzq").checksum, Checksum::bad);
    const char* regtest = "bcrt1q6f3xz72xmhw7nndcyqumyz5nvgrkh6f5pjsalc";
    EXPECT_EQ(checksum_on("bitcoin", regtest), Checksum::bad);
    EXPECT_EQ(checksum_on("bitcoin-regtest", regtest), Checksum::good);
}

TEST(Wallets, ATokenLivesWhereItsAddressSays) {
    EXPECT_EQ(wallet_of_asset("USDT", "0x098B716B8Aaf21512996dC57EB0615e2383E2f96").ledger,
              "ethereum");
    EXPECT_EQ(wallet_of_asset("USDT", "TUCsTq7TofTCJRRoHk6RvhMoS2mJLm5Yzq").ledger, "tron");
    EXPECT_EQ(wallet_of_asset("USDT", "1Hn9ErTCPRP6j5UDBeuXPGuq5RtRjFJxJQ").ledger, "bitcoin");
    EXPECT_EQ(wallet_of_asset("NEWCOIN", "whatever").ledger, "newcoin");
}

TEST(Wallets, AnEthereumAddressOfTheWrongLengthIsBad) {
    EXPECT_EQ(wallet_of_asset("ETH", "0xa7e5d5a720f06526557c513402f2e6b5fa20b00").checksum,
              Checksum::bad);
    EXPECT_EQ(wallet_of_asset("ETH", "0x8576acc5c05d6ce88f4e49bf65bdf0c62f91353c").checksum,
              Checksum::unchecked);
}

TEST(Wallets, OtherLedgersWithBitcoinsBase58AreCheckedToo) {
    EXPECT_EQ(wallet_of_asset("LTC", "LWnbjLYUfqeokfbWM4FcU7uk2FP2DSxuWS").checksum,
              Checksum::good);
    EXPECT_EQ(wallet_of_asset("LTC", "LWnbjLYUfqeokfbWM4FcU7uk2FP2DSxuWs").checksum, Checksum::bad);
    EXPECT_EQ(wallet_of_asset("ZEC", "t1WSKwCDL1QYRRUrCCknEs5tDLhtGVYu9KM").checksum,
              Checksum::good);
    EXPECT_EQ(
        wallet_of_asset("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a").checksum,
        Checksum::unchecked);
}

TEST(Wallets, AnUnknownLedgerIsNone) {
    EXPECT_FALSE(wallet_on_ledger("bitcion", "134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak").has_value());
    EXPECT_NE(known_ledgers().find("bitcoin-regtest"), std::string::npos);
}

}  // namespace
}  // namespace pelf::ingest
