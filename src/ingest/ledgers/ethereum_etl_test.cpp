// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_etl.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "support/temporary_folder.hpp"
#include "support/transfer_text.hpp"

namespace pelf::ingest {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

std::string hash(unsigned number) {
    const std::string digits = std::to_string(number);
    return "0x" + std::string(64 - digits.size(), '0') + digits;
}
std::string address(unsigned number) {
    const std::string digits = std::to_string(number);
    return "0x" + std::string(40 - digits.size(), '0') + digits;
}
const std::string kTransferTopic =
    "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
const std::string kNoUncles = "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";

std::string word(unsigned number) {
    return hash(number);
}

constexpr std::string_view kBlocksHead =
    "number,hash,parent_hash,miner,timestamp,base_fee_per_gas,sha3_uncles,withdrawals\n";
constexpr std::string_view kTransactionsHead =
    "hash,nonce,block_number,transaction_index,from_address,to_address,value,gas,gas_price,"
    "transaction_type\n";
constexpr std::string_view kReceiptsHead =
    "transaction_hash,block_number,gas_used,contract_address,status,effective_gas_price\n";
constexpr std::string_view kTransfersHead =
    "token_address,from_address,to_address,value,transaction_hash,log_index,block_number\n";
constexpr std::string_view kLogsHead =
    "log_index,transaction_hash,block_number,address,data,topics\n";
constexpr std::string_view kTracesHead =
    "block_number,transaction_hash,transaction_index,from_address,to_address,value,trace_type,"
    "call_type,reward_type,trace_address,error,status,trace_id\n";

std::string block_row(unsigned height, std::string_view withdrawals = "") {
    return text(height, ",", hash(height), ",", hash(height - 1), ",", address(99), ",",
                1'700'000'000 + height, ",7,", kNoUncles, ",", withdrawals, "\n");
}
std::string transaction_row(unsigned height, unsigned index, unsigned from, unsigned to,
                            unsigned value) {
    return text(hash(height * 10 + index), ",5,", height, ",", index, ",", address(from), ",",
                to == 0 ? "" : address(to), ",", value, ",50000,10,2\n");
}
std::string receipt_row(unsigned height, unsigned index, unsigned gas_used, int status = 1) {
    return text(hash(height * 10 + index), ",", height, ",", gas_used, ",,", status, ",10\n");
}
std::string transfer_row(unsigned height, unsigned index, unsigned log, unsigned value) {
    return text(address(70), ",", address(1), ",", address(2), ",", value, ",",
                hash(height * 10 + index), ",", log, ",", height, "\n");
}
std::string log_row(unsigned height, unsigned index, unsigned log, unsigned value) {
    return text(log, ",", hash(height * 10 + index), ",", height, ",", address(70), ",",
                word(value), ",\"", kTransferTopic, ",", word(1), ",", word(2), "\"\n");
}

/// Blocks 20,000,001 and on have the rules of today.
constexpr unsigned kFirst = 20'000'001;

class Etl : public ::testing::Test {
protected:
    void write(const std::string& name, const std::string& bytes) const {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
    }
    template <class... Rows>
    void write_table(const std::string& name, std::string_view head, const Rows&... rows) const {
        write(name, text(head, rows...));
    }
    Result<EthereumReading> read() {
        lines_.clear();
        report_ = Report("test");
        return read_ethereum_etl(folder_, options_, report_,
                                 [this](const model::AccountBlock& block) {
                                     for (auto& line : test::transfer_lines(block))
                                         lines_.push_back(std::move(line));
                                     heights_.push_back(block.height);
                                     return Status(Done{});
                                 });
    }
    EthereumReading read_well() {
        auto reading = read();
        EXPECT_TRUE(reading.has_value()) << (reading ? "" : reading.error().message);
        return reading ? *std::move(reading) : EthereumReading{};
    }
    Error read_badly() {
        const auto reading = read();
        EXPECT_FALSE(reading.has_value());
        return reading ? Error{} : reading.error();
    }
    /// Lines that move this kind.
    Lines lines_of(std::string_view kind) const {
        Lines found;
        for (const auto& line : lines_) {
            if (line.find(text(" ", kind, " ")) != std::string::npos) found.push_back(line);
        }
        return found;
    }
    void write_all_tables() const {
        write_table("blocks.csv", kBlocksHead,
                    block_row(kFirst, "\"[{\"\"index\"\": 1, \"\"address\"\": \"\"" + address(8) +
                                          "\"\", \"\"amount\"\": 3}]\""),
                    block_row(kFirst + 1));
        write_table("transactions.csv", kTransactionsHead, transaction_row(kFirst, 0, 1, 2, 5),
                    transaction_row(kFirst + 1, 1, 1, 3, 6),
                    transaction_row(kFirst + 1, 0, 4, 3, 7));
        write_table("receipts.csv", kReceiptsHead, receipt_row(kFirst, 0, 100),
                    receipt_row(kFirst + 1, 0, 100), receipt_row(kFirst + 1, 1, 100, 0));
        write_table("logs.csv", kLogsHead, log_row(kFirst, 0, 0, 11),
                    log_row(kFirst + 1, 0, 0, 12));
    }

    const test::TemporaryFolder temporary_;
    const fs::path folder_ = temporary_.path();
    EthereumEtlOptions options_;
    Report report_{"test"};
    Lines lines_;
    std::vector<std::uint64_t> heights_;
};

TEST_F(Etl, JoinsItsTablesIntoBlocks) {
    write_all_tables();
    const auto reading = read_well();
    const std::string one = text(kFirst, " ", hash(kFirst * 10), " ");
    const std::string two = text(kFirst + 1, " ", hash((kFirst + 1) * 10), " ");
    const std::string three = text(kFirst + 1, " ", hash((kFirst + 1) * 10 + 1), " ");
    const auto fees = [](const std::string& begin, unsigned from) {
        return Lines{begin + "fee ether " + address(from) + " burned 700",
                     begin + "fee ether " + address(from) + " " + address(99) + " 300"};
    };
    Lines expected = fees(one, 1);
    expected.push_back(one + "payment ether " + address(1) + " " + address(2) + " 5");
    expected.push_back(one + "token " + address(70) + " " + address(1) + " " + address(2) + " 17");
    expected.push_back(
        text(kFirst, " ", hash(kFirst), " withdrawal ether outside ", address(8), " 3000000000"));
    for (const auto& line : fees(two, 4)) expected.push_back(line);
    expected.push_back(two + "payment ether " + address(4) + " " + address(3) + " 7");
    expected.push_back(two + "token " + address(70) + " " + address(1) + " " + address(2) + " 18");
    for (const auto& line : fees(three, 1)) expected.push_back(line);
    EXPECT_EQ(lines_, expected);
    EXPECT_EQ(reading.counts.failed_transactions_count, 1U);
    EXPECT_EQ(reading.missing.size(), 1U);  // Traces.
    EXPECT_EQ(report_.losses_count(), 1U);
}

TEST_F(Etl, CutAtEveryByteOfATableNothingIsInvented) {
    write_all_tables();
    read_well();
    const Lines whole = lines_;
    for (const std::string name : {"blocks.csv", "transactions.csv", "receipts.csv", "logs.csv"}) {
        write_all_tables();
        std::string bytes(fs::file_size(folder_ / name), '\0');
        std::ifstream(folder_ / name, std::ios::binary).read(bytes.data(), std::ssize(bytes));
        const std::size_t head = bytes.find('\n') + 1;
        for (std::size_t cut = head; cut < bytes.size(); ++cut) {
            write(name, bytes.substr(0, cut));
            const auto reading = read();
            ASSERT_TRUE(reading.has_value());
            for (const auto& line : lines_) {
                // A last number may have lost digits; where it is a price, so does the fee.
                const bool is_fee = line.find(" fee ") != std::string::npos;
                const bool is_known = std::ranges::find(whole, line) != whole.end();
                ASSERT_TRUE(is_known || is_fee) << name << " " << cut << " " << line;
            }
        }
    }
}

TEST_F(Etl, TablesMayLieInManyFilesAndFolders) {
    write_all_tables();
    read_well();
    const Lines whole = lines_;
    fs::remove(folder_ / "logs.csv");
    write_table("logs/start_block=0/logs_2.csv", kLogsHead, log_row(kFirst + 1, 0, 0, 12));
    write("logs/start_block=1/logs_1.json",
          text("{\"log_index\": 0, \"transaction_hash\": \"", hash(kFirst * 10),
               "\", \"block_number\": ", kFirst, ", \"address\": \"", address(70),
               "\", \"data\": \"", word(11), "\", \"topics\": [\"", kTransferTopic, "\", \"",
               word(1), "\", \"", word(2), "\"]}\n"));
    write("notes.csv", "nothing of this");
    write("blocks_of_wood.txt", "nor this");
    read_well();
    EXPECT_EQ(lines_, whole);
}

TEST_F(Etl, TokenTransfersStandInForLogsAndTheDifferenceIsSaid) {
    write_all_tables();
    fs::remove(folder_ / "logs.csv");
    write_table("token_transfers.csv", kTransfersHead, transfer_row(kFirst + 1, 0, 0, 18),
                transfer_row(kFirst, 0, 0, 17));
    const auto reading = read_well();
    ASSERT_EQ(lines_of("token").size(), 2U);
    EXPECT_TRUE(lines_of("token")[0].ends_with(" 17"));
    EXPECT_EQ(reading.missing.size(), 3U);
    EXPECT_EQ(reading.unordered_files_count, 1U);
    write_table("contracts.csv", "address,is_erc20,is_erc721,block_number\n", address(70),
                ",False,True,1\n");
    const auto second = read_well();
    EXPECT_TRUE(lines_of("token").empty());
    EXPECT_EQ(second.counts.one_of_kind_logs_count, 2U);
    EXPECT_EQ(second.missing.size(), 2U);
}

TEST_F(Etl, WithoutReceiptsNothingSaysWhatSucceeded) {
    write_all_tables();
    fs::remove(folder_ / "receipts.csv");
    const auto reading = read_well();
    EXPECT_TRUE(lines_of("payment").empty());
    EXPECT_TRUE(lines_of("fee").empty());
    EXPECT_EQ(reading.missing.size(), 2U);
}

TEST_F(Etl, TracesTellWhatContractsMoved) {
    write_all_tables();
    const auto row = [](unsigned block, unsigned index, std::string_view rest) {
        return text(block, ",", hash(block * 10 + index), ",", index, ",", address(1), ",",
                    address(2), ",", rest, "\n");
    };
    write_table("traces.csv", kTracesHead, row(kFirst, 0, "5,call,call,,,,1,"),
                row(kFirst, 0, "2,call,call,,0,,1,"), row(kFirst, 0, "9,call,delegatecall,,1,,1,"),
                row(kFirst, 0, "8,call,call,,2,Reverted,0,"),
                row(kFirst, 0, "8,call,call,,\"2,0\",,1,"), row(kFirst + 1, 0, "7,call,call,,,,1,"),
                row(kFirst + 1, 1, "6,call,call,,,Out of gas,0,"));
    const auto reading = read_well();
    const std::string parties = " ether " + address(1) + " " + address(2) + " ";
    EXPECT_EQ(lines_of("payment"),
              (Lines{text(kFirst, " ", hash(kFirst * 10), " payment", parties, 5),
                     text(kFirst + 1, " ", hash((kFirst + 1) * 10), " payment", parties, 7)}));
    EXPECT_EQ(lines_of("internal"),
              Lines{text(kFirst, " ", hash(kFirst * 10), " internal", parties, 2)});
    EXPECT_TRUE(reading.missing.empty());
    EXPECT_EQ(report_.losses_count(), 0U);
    EXPECT_EQ(reading.counts.undone_traces_count, 2U);
}

TEST_F(Etl, ATransactionThatMakesAContractPaysIt) {
    write_table("blocks.csv", kBlocksHead, block_row(kFirst));
    write_table("transactions.csv", kTransactionsHead, transaction_row(kFirst, 0, 1, 0, 5));
    write_table("receipts.csv", kReceiptsHead, receipt_row(kFirst, 0, 0));
    read_well();
    // As the address follows from sender and nonce: the receipt does not say it.
    codec::EthereumAddress sender;
    sender.bytes[19] = std::byte{1};
    ASSERT_EQ(lines_of("payment").size(), 1U);
    EXPECT_NE(lines_of("payment")[0].find(codec::to_hex(codec::created_address(sender, 5).bytes)),
              std::string::npos);
}

TEST_F(Etl, RowsWithoutTheirBlockOrTransactionAreCounted) {
    write_table("blocks.csv", kBlocksHead, block_row(kFirst));
    write_table("transactions.csv", kTransactionsHead, transaction_row(kFirst - 1, 0, 1, 2, 5),
                transaction_row(kFirst, 0, 1, 2, 5), transaction_row(kFirst, 0, 1, 2, 5),
                transaction_row(kFirst + 1, 0, 1, 2, 5));
    write_table("receipts.csv", kReceiptsHead, receipt_row(kFirst, 0, 0),
                receipt_row(kFirst, 7, 0));
    write_table("logs.csv", kLogsHead, log_row(kFirst, 8, 0, 11));
    read_well();
    EXPECT_EQ(lines_of("payment").size(), 1U);
    EXPECT_EQ(lines_of("token").size(), 1U);
    // Two without a block, one twice, a receipt of nothing; a log of no transaction, no traces.
    EXPECT_EQ(report_.rejected_count(), 4U);
    EXPECT_EQ(report_.flaws_count(), 2U);
}

TEST_F(Etl, AChainThatIsNotOneIsRefused) {
    write_table("blocks.csv", kBlocksHead, block_row(kFirst), block_row(kFirst));
    EXPECT_EQ(read_badly().fault, Fault::refused);
    std::string other = block_row(kFirst + 1);
    other.replace(other.find(hash(kFirst)), 66, hash(77));
    write_table("blocks.csv", kBlocksHead, block_row(kFirst), other);
    EXPECT_EQ(read_badly().fault, Fault::refused);
    write_table("blocks.csv", kBlocksHead, block_row(kFirst), block_row(kFirst + 2));
    read_well();
    EXPECT_NE(report_.first_losses().back().message.find("are missing"), std::string::npos);
}

TEST_F(Etl, BlocksThatTheStoreHasArePassedOver) {
    write_all_tables();
    options_.first_height = kFirst + 1;
    read_well();
    EXPECT_EQ(heights_, std::vector<std::uint64_t>{kFirst + 1});
    EXPECT_EQ(report_.rejected_count(), 0U);
}

TEST_F(Etl, RowsOfOneBlockHaveALimit) {
    write_all_tables();
    options_.block_rows_max = 2;
    read_well();
    options_.block_rows_max = 1;
    EXPECT_EQ(read_badly().fault, Fault::over_limit);
}

TEST_F(Etl, AFolderWithoutBlocksIsSaid) {
    EXPECT_EQ(read_badly().fault, Fault::not_found);
    fs::remove_all(folder_);
    EXPECT_EQ(read_badly().fault, Fault::not_found);
    fs::create_directory(folder_);
}

TEST_F(Etl, AnErrorOfTheSinkEndsTheReading) {
    write_all_tables();
    const auto reading =
        read_ethereum_etl(folder_, options_, report_, [](const model::AccountBlock&) {
            return Status(Unexpected(Error{Fault::io, "disk full"}));
        });
    ASSERT_FALSE(reading.has_value());
    EXPECT_EQ(reading.error().message, "disk full");
}

TEST_F(Etl, WithoutTransactionsLogsGiveThemTheirOrder) {
    write_table("blocks.csv", kBlocksHead, block_row(kFirst));
    write_table("token_transfers.csv", kTransfersHead, transfer_row(kFirst, 1, 4, 9),
                transfer_row(kFirst, 0, 3, 8));
    read_well();
    ASSERT_EQ(lines_.size(), 2U);
    EXPECT_TRUE(lines_[0].ends_with(" 8"));
    EXPECT_TRUE(lines_[1].ends_with(" 9"));
}

}  // namespace
}  // namespace pelf::ingest
