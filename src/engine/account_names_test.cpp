// SPDX-License-Identifier: Apache-2.0
#include "engine/account_names.hpp"

#include <gtest/gtest.h>

namespace pelf::engine {
namespace {

using model::AccountKind;

TEST(AccountNames, ReadWhatTheyWrite) {
    const std::pair<AccountLedger, std::string_view> accounts[] = {
        {AccountLedger::ethereum, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"},
        {AccountLedger::xrpl, "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B"},
        {AccountLedger::xrpl, "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B:0"},
        {AccountLedger::xrpl, "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B:4294967295"},
        {AccountLedger::bank, "DE89370400440532013000"}};
    for (const auto& [ledger, text] : accounts) {
        const auto name = parse_account(ledger, text);
        ASSERT_TRUE(name) << text;
        EXPECT_EQ(account_text(*name), text);
    }
}

TEST(AccountNames, TellTagZeroFromNoTagAndReadXAddresses) {
    const auto plain = parse_account(AccountLedger::xrpl, "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY");
    const auto zero = parse_account(AccountLedger::xrpl, "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY:0");
    ASSERT_TRUE(plain && zero);
    EXPECT_EQ(plain->kind, AccountKind::xrpl);
    EXPECT_EQ(zero->kind, AccountKind::xrpl_tagged);
    EXPECT_NE(*plain, *zero);
    // The example of XLS-5d: tag 12345.
    const auto x =
        parse_account(AccountLedger::xrpl, "XV5sbjUmgPpvXv4ixFWZ5ptAYZ6PD28Sq49uo34VyjnmK5H");
    ASSERT_TRUE(x);
    EXPECT_EQ(account_text(*x), "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY:12345");
}

TEST(AccountNames, RefuseWhatIsNoAccountOfTheLedger) {
    EXPECT_FALSE(parse_account(AccountLedger::ethereum, "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B"));
    EXPECT_FALSE(parse_account(AccountLedger::xrpl, "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B:-1"));
    EXPECT_FALSE(
        parse_account(AccountLedger::xrpl, "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B:4294967296"));
    EXPECT_FALSE(
        parse_account(AccountLedger::xrpl, "XV5sbjUmgPpvXv4ixFWZ5ptAYZ6PD28Sq49uo34VyjnmK5H:1"))
        << "two tags";
    EXPECT_FALSE(parse_account(AccountLedger::bank, ""));
    EXPECT_FALSE(parse_account(AccountLedger::bank, std::string(39, '1')));
}

TEST(AccountNames, WriteTransactionsAsTheLedgersToolsDo) {
    const std::string digits(64, 'a');
    EXPECT_EQ(transaction_text(AccountLedger::ethereum,
                               *parse_transaction(AccountLedger::ethereum, "0x" + digits)),
              "0x" + digits);
    EXPECT_EQ(
        transaction_text(AccountLedger::xrpl, *parse_transaction(AccountLedger::xrpl, digits)),
        std::string(64, 'A'));
    EXPECT_EQ(
        transaction_text(AccountLedger::bank, *parse_transaction(AccountLedger::bank, "B-17")),
        "B-17");
    EXPECT_FALSE(parse_transaction(AccountLedger::xrpl, "AB"));
    EXPECT_FALSE(parse_transaction(AccountLedger::bank, std::string(33, 'x')));
}

TEST(AccountNames, WriteAmountsWithTheirSignificantPlaces) {
    EXPECT_EQ(decimal_text(1'500'000, 6), "1.5");
    EXPECT_EQ(decimal_text(1, 6), "0.000001");
    EXPECT_EQ(decimal_text(0, 18), "0");
    EXPECT_EQ(decimal_text(70, 0), "70");
    EXPECT_EQ(decimal_text(100'000'000, 6), "100");
}

TEST(AccountNames, WriteCodesThatAreNoThreeLettersAsDigits) {
    std::array<std::byte, 40> issued{};
    for (std::size_t i = 0; i < 3; ++i) issued[12 + i] = static_cast<std::byte>("USD"[i]);
    const auto usd = model::AssetName::of(model::AssetKind::xrpl_issued, issued);
    EXPECT_EQ(asset_text(AccountLedger::xrpl, usd), "USD.rrrrrrrrrrrrrrrrrrrrrhoLvTp");
    issued[0] = std::byte{1};
    const auto other = model::AssetName::of(model::AssetKind::xrpl_issued, issued);
    EXPECT_EQ(asset_text(AccountLedger::xrpl, other),
              "0100000000000000000000005553440000000000.rrrrrrrrrrrrrrrrrrrrrhoLvTp");
}

}  // namespace
}  // namespace pelf::engine
