// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bank_csv.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::TransferKind;

constexpr std::string_view kBooks =
    "booked,id,from,to,currency,amount,kind,text\n"
    "2018-07-04T09:30:00Z,B-1,,CN-1,CNY,1250.5,opening,\n"
    "2018-07-04T09:30:00Z,B-2,CN-1,CN-2,CNY,1000,,rent\n"
    "2018-07-04T09:30:00Z,B-2,CN-1,BANK,CNY,0.25,fee,\n"
    "2018-07-05,B-3,CN-2,,JPY,7,reversal,\n";

struct Read {
    std::vector<model::AccountBlock> blocks;
    Report report{"books.csv"};
    Status status = Done{};
};

Read read(std::string_view text) {
    Read result;
    result.status = read_bank_csv(text, result.report, [&](const model::AccountBlock& block) {
        result.blocks.push_back(block);
        return Status(Done{});
    });
    return result;
}

std::string name_of(const model::AccountName& name) {
    return {reinterpret_cast<const char*>(name.payload.data()), name.size};
}

TEST(BankCsv, ReadsRowsInTheOrderOfTheBooksABlockASecondATransactionAnId) {
    const Read result = read(kBooks);
    ASSERT_TRUE(result.status);
    EXPECT_EQ(result.report.losses_count(), 0U);
    EXPECT_EQ(result.report.accepted_count(), 4U);
    ASSERT_EQ(result.blocks.size(), 2U);
    const model::AccountBlock& first = result.blocks.front();
    EXPECT_EQ(first.height, 1'530'696'600U);
    EXPECT_EQ(first.time_unix_s, 1'530'696'600);
    ASSERT_EQ(first.transactions.size(), 2U);
    EXPECT_EQ(first.transactions[0].transfers_count, 1U);
    EXPECT_EQ(first.transactions[1].transfers_count, 2U);
    EXPECT_EQ(first.transactions[1].hash[2], std::byte{'2'});
    const model::AccountTransfer& opening = first.transfers[0];
    EXPECT_EQ(opening.amount, Uint256(125'050));
    EXPECT_EQ(opening.kind, TransferKind::opening);
    EXPECT_EQ(first.accounts[opening.from].kind, AccountKind::outside);
    EXPECT_EQ(name_of(first.accounts[opening.to]), "CN-1");
    EXPECT_EQ(first.transfers[1].amount, Uint256(100'000));
    EXPECT_EQ(first.transfers[1].kind, TransferKind::payment);
    EXPECT_EQ(first.transfers[2].amount, Uint256(25));
    EXPECT_EQ(first.transfers[2].kind, TransferKind::fee);
    const model::AccountTransfer& reversal = result.blocks[1].transfers.front();
    EXPECT_EQ(reversal.amount, Uint256(7)) << "the yen has no decimal places";
    EXPECT_EQ(reversal.kind, TransferKind::reversal);
}

TEST(BankCsv, CountsEveryRowThatIsNone) {
    const std::string head = "booked,id,from,to,currency,amount,kind\n";
    const std::string long_text(39, 'x');
    for (const std::string& row :
         {std::string("yesterday,B,A,B,CNY,1,"), std::string("2018-07-04,B,A,B,cny,1,"),
          std::string("2018-07-04,B,A,B,CNY,0,"), std::string("2018-07-04,B,A,B,CNY,1.234,"),
          std::string("2018-07-04,B,A,B,CNY,-1,"), std::string("2018-07-04,B,A,B,CNY,1e3,"),
          std::string("2018-07-04,B,A,B,CNY,.5,"), std::string("2018-07-04,B,,,CNY,1,"),
          std::string("2018-07-04,B,A,B,CNY,1,gift"), "2018-07-04,B,A," + long_text + ",CNY,1,",
          "2018-07-04," + long_text + ",A,B,CNY,1,", std::string("2018-07-04,B,A"),
          std::string("2018-07-04,B,A,\"B,CNY,1,")}) {
        const Read result = read(head + row + "\n2018-07-05,C,A,B,CNY,1,\n");
        ASSERT_TRUE(result.status) << row;
        EXPECT_EQ(result.report.rejected_count(), 1U) << row;
        EXPECT_EQ(result.blocks.size(), 1U) << row;
    }
}

TEST(BankCsv, RefusesRowsBookedBeforeTheOneAboveThem) {
    const Read result = read(
        "booked,from,to,currency,amount\n2018-07-05,A,B,CNY,1\n2018-07-04,A,B,CNY,2\n"
        "2018-07-06,A,B,CNY,3\n");
    EXPECT_EQ(result.report.rejected_count(), 1U);
    ASSERT_EQ(result.blocks.size(), 2U);
    EXPECT_EQ(result.blocks[1].transfers.front().amount, Uint256(300));
}

TEST(BankCsv, NeedsItsColumns) {
    EXPECT_EQ(read("").status.error().fault, Fault::malformed);
    const Status missing = read("booked,from,to,amount\n").status;
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("a column currency"), std::string::npos);
}

TEST(BankCsv, CutAtEveryByteGivesTheBlocksBeforeTheCutOrALoss) {
    const Read whole = read(kBooks);
    for (std::size_t size = 0; size < kBooks.size(); ++size) {
        const Read cut = read(kBooks.substr(0, size));
        if (!cut.status) continue;
        EXPECT_LE(cut.report.accepted_count(), whole.report.accepted_count());
        if (cut.blocks.size() < 2) continue;
        EXPECT_EQ(cut.blocks[0].transfers.size(), 3U);
    }
}

}  // namespace
}  // namespace pelf::ingest
