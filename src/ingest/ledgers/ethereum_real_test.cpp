// SPDX-License-Identifier: Apache-2.0
//
// Real blocks of mainnet that lie beside the source, as nodes answered and as other tools read
// them: ethereum-etl's own fixtures, and GraphSense's with what it made of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/ethereum_etl.hpp"
#include "ingest/ledgers/ethereum_json.hpp"
#include "ingest/ledgers/ethereum_text.hpp"
#include "ingest/ledgers/json_rpc.hpp"
#include "support/temporary_folder.hpp"
#include "support/transfer_text.hpp"

namespace pelf::ingest {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using Lines = std::vector<std::string>;

const fs::path kData = PELF_SOURCE_DIR "/../shared/data/ledgers/ethereum";
const fs::path kEtl = kData / "ethereum-etl";
const fs::path kGraphSense = kData / "graphsense-spark/tokens";

std::string slurp(const fs::path& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return bytes.str();
}

json::value answer_of(const fs::path& path) {
    json::error_code error;
    const auto value = json::parse(slurp(path), error);
    EXPECT_FALSE(error) << path;
    const auto* result = json_member(value, "result");
    return result == nullptr ? value : *result;
}

/// Rows of a CSV file without quoted commas.
std::vector<std::map<std::string, std::string>> rows_of(const fs::path& path) {
    std::istringstream text(slurp(path));
    std::string line;
    std::getline(text, line);
    const auto head_line = std::string(trim(line));
    const auto head = split(head_line, ",");
    std::vector<std::map<std::string, std::string>> rows;
    while (std::getline(text, line)) {
        const auto fields = split(trim(line), ",");
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < std::min(head.size(), fields.size()); ++i) {
            row[std::string(head[i])] = std::string(fields[i]);
        }
    }
    return rows;
}

class EthereumReal : public ::testing::Test {
protected:
    void SetUp() override {
        if (!fs::exists(kData)) GTEST_SKIP() << "no " << kData;
    }

    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
    }
    EthereumReading read_export() {
        report_ = Report("export");
        blocks_.clear();
        auto reading =
            read_ethereum_etl(folder_, {}, report_, [this](const model::AccountBlock& block) {
                blocks_.push_back(block);
                return Status(Done{});
            });
        EXPECT_TRUE(reading.has_value()) << (reading ? "" : reading.error().message);
        return reading ? *std::move(reading) : EthereumReading{};
    }
    Lines lines() const {
        Lines all;
        for (const auto& block : blocks_) {
            for (auto& line : test::transfer_lines(block)) all.push_back(std::move(line));
        }
        return all;
    }
    /// A table of blocks with nothing but what every row needs.
    void write_blocks(const std::vector<std::pair<std::string, std::string>>& heights_and_miners) {
        std::string csv = "number,hash,parent_hash,miner,timestamp,sha3_uncles\n";
        for (const auto& [height, miner] : heights_and_miners) {
            const std::string hash = "0x" + std::string(64 - height.size(), '0') + height;
            csv += text(height, ",", hash, ",", hash, ",", miner, ",1,",
                        "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347\n");
        }
        write("blocks.csv", csv);
    }

    const test::TemporaryFolder temporary_;
    const fs::path folder_ = temporary_.path();
    Report report_{"test"};
    std::vector<model::AccountBlock> blocks_;
};

const std::string kSomeMiner = "0x" + std::string(40, '1');

/// height, transaction, token, from, to, value: what ethereum-etl expects of token transfers that
/// move something, in the form of our lines.
Lines expected_tokens(const std::vector<std::map<std::string, std::string>>& rows) {
    const std::string zero = "0x" + std::string(40, '0');
    Lines expected;
    for (auto row : rows) {
        if (row["value"] == "0") continue;
        const bool is_issue = row["from_address"] == zero;
        const bool is_redeem = row["to_address"] == zero;
        expected.push_back(text(row["block_number"], " ", row["transaction_hash"], " ",
                                is_issue    ? "issue"
                                : is_redeem ? "redeem"
                                            : "token",
                                " ", row["token_address"], " ",
                                is_issue ? "minted" : row["from_address"], " ",
                                is_redeem ? "burned" : row["to_address"], " ", row["value"]));
    }
    return expected;
}

Lines token_lines(const Lines& lines) {
    Lines found;
    for (const auto& line : lines) {
        for (const auto* kind : {" token ", " issue ", " redeem "}) {
            if (line.find(kind) != std::string::npos) found.push_back(line);
        }
    }
    return found;
}

TEST_F(EthereumReal, HeadersHashToTheirBlocksFromTheFirstToThoseOfToday) {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(kData)) {
        const auto name = entry.path().filename().string();
        const bool is_whole = name.find("eth_getBlockByNumber") != std::string::npos &&
                              name.find("_true.json") != std::string::npos;
        const bool is_new =
            name.starts_with("block2447") && name.find("State") == std::string::npos;
        if (!is_whole && !is_new) continue;
        const auto answer = answer_of(entry.path());
        EthereumBlock block;
        const auto facts = read_json_block(answer, block);
        ASSERT_TRUE(facts.has_value()) << name << " " << facts.error().message;
        EXPECT_TRUE(facts->is_hash_checked) << name;
        ++count;
    }
    EXPECT_GE(count, 10U);
}

TEST_F(EthereumReal, TokenTransfersOfLogsAreThoseThatEthereumEtlFinds) {
    const auto from = kEtl / "test_extract_token_transfers_job/logs";
    fs::copy_file(from / "logs.csv", folder_ / "logs.csv");
    const auto rows = rows_of(from / "expected_token_transfers.csv");
    std::set<std::uint64_t> heights;
    for (const auto& row : rows) heights.insert(parse_u64(row.at("block_number")).value_or(0));
    std::vector<std::pair<std::string, std::string>> blocks;
    for (const auto height : heights) blocks.emplace_back(std::to_string(height), kSomeMiner);
    write_blocks(blocks);
    read_export();
    EXPECT_EQ(token_lines(lines()), expected_tokens(rows));
    EXPECT_FALSE(rows.empty());
}

TEST_F(EthereumReal, TokenTransfersOfReceiptsAreThoseThatEthereumEtlFinds) {
    EthereumBlock block;
    const auto name = "web3_response.eth_getBlockByNumber_0x76250_true.json";
    ASSERT_TRUE(
        read_json_block(answer_of(kEtl / "test_export_blocks_job/block_with_logs" / name), block)
            .has_value());
    json::array receipts;
    for (const auto& transaction : block.transactions) {
        receipts.push_back(answer_of(kEtl / "test_export_receipts_job/receipts_with_logs" /
                                     text("web3_response.eth_getTransactionReceipt_0x",
                                          codec::to_hex(transaction.hash), ".json")));
    }
    const auto rules = EthereumRules::mainnet();
    EthereumTransfers transfers(rules, report_);
    const auto read = read_json_receipts(receipts, rules, transfers, block);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    blocks_.push_back(transfers.make(block));
    EXPECT_EQ(
        token_lines(lines()),
        expected_tokens(rows_of(kEtl / "test_export_token_transfers_job/block_with_transfers" /
                                "expected_token_transfers.csv")));
    // 483,920 gas of four transactions, and the block's reward with nothing for uncles.
    const auto all = lines();
    EXPECT_TRUE(all.back().ends_with(" 5000000000000000000"));
    EXPECT_EQ(
        std::ranges::count_if(
            all, [](const auto& line) { return line.find(" fee ether ") != std::string::npos; }),
        4);
}

TEST_F(EthereumReal, AnExportOfTodaysTablesIsReadWithoutALossButForTraces) {
    const auto from = kEtl / "test_stream/blocks_17173049_17173050";
    fs::copy_file(from / "expected_blocks.json", folder_ / "blocks.json");
    fs::copy_file(from / "expected_transactions.json", folder_ / "transactions.json");
    fs::copy_file(from / "expected_logs.json", folder_ / "logs.json");
    const auto reading = read_export();
    ASSERT_EQ(blocks_.size(), 2U);
    EXPECT_EQ(reading.missing.size(), 1U);
    EXPECT_EQ(report_.losses_count(), 1U) << report_.first_losses().back().message;
    const auto from_logs = lines();

    // ethereum-etl takes things (ERC-721) for units; what is left must be the same.
    fs::remove(folder_ / "logs.json");
    fs::copy_file(from / "expected_token_transfers.json", folder_ / "token_transfers.json");
    const auto second = read_export();
    auto from_transfers = token_lines(lines());
    const auto tokens = token_lines(from_logs);
    EXPECT_EQ(tokens.size() + reading.counts.one_of_kind_logs_count,
              from_transfers.size() + second.counts.zero_token_moves_count -
                  reading.counts.zero_token_moves_count);
    for (const auto& line : tokens) {
        const auto found = std::ranges::find(from_transfers, line);
        ASSERT_NE(found, from_transfers.end()) << line;
        from_transfers.erase(found);
    }
    const auto withdrawals = std::ranges::count_if(
        from_logs, [](const auto& line) { return line.find(" withdrawal ") != std::string::npos; });
    EXPECT_EQ(withdrawals, 32);
}

/// A block of which only its traces are known.
EthereumBlock block_of_traces(const json::value& traces, std::uint64_t height) {
    EthereumBlock block;
    block.height = height;
    std::uint32_t hint = 0;
    for (const auto& trace : traces.as_array()) {
        EXPECT_TRUE(read_hash(json_text(trace, "blockHash"), block.hash));
        model::LedgerHash hash{};
        if (read_hash(json_text(trace, "transactionHash"), hash)) {
            hint = block.find_or_add_transaction(hash, hint);
        }
        const auto* action = json_member(trace, "action");
        if (json_text(*action, "rewardType") == "block") {
            EXPECT_TRUE(read_address(json_text(*action, "author"), block.miner));
        }
    }
    return block;
}

struct TracedBlock {
    std::string name;
    std::uint64_t height = 0;
    std::string hex_height;
    bool is_complete = true;  ///< The old geth of the fixture gives all that is needed.
};
const TracedBlock kTraced[] = {{"block_with_create", 1'000'690, "0xf44f2"},
                               {"block_with_error", 1'000'895, "0xf45bf"},
                               {"block_with_subtraces", 1'000'000, "0xf4240"},
                               {"block_with_suicide", 1'011'973, "0xf7105", false}};

TEST_F(EthereumReal, BothFormsOfTracesGiveTheSameTransfersAndSoDoesTheExport) {
    const auto rules = EthereumRules::mainnet();
    for (const auto& one : kTraced) {
        EthereumTransfers transfers(rules, report_);
        const auto traces = answer_of(kEtl / "test_export_traces_job" / one.name /
                                      text("web3_response.trace_block_", one.hex_height, ".json"));
        EthereumBlock block = block_of_traces(traces, one.height);
        ASSERT_TRUE(read_json_traces(traces.as_array(), block).has_value()) << one.name;
        const Lines from_traces = test::transfer_lines(transfers.make(block));
        EXPECT_FALSE(from_traces.empty());
        EXPECT_EQ(report_.losses_count(), 0U) << one.name;

        const auto trees = answer_of(kEtl / "test_extract_geth_traces_job" / one.name /
                                     text("web3_response.debug_traceBlockByNumber_", one.hex_height,
                                          "_tracer_calltracer.json"));
        EthereumBlock other = block_of_traces(traces, one.height);
        ASSERT_TRUE(read_json_call_trees(trees.as_array(), transfers, other).has_value());
        const Lines from_trees = test::transfer_lines(transfers.make(other));
        if (one.is_complete) {
            EXPECT_EQ(from_trees, from_traces) << one.name;
        } else {
            EXPECT_EQ(from_trees.size() + 1, from_traces.size());
            EXPECT_EQ(report_.losses_count(), 1U);
            report_ = Report("test");
        }

        fs::copy_file(kEtl / "test_export_traces_job" / one.name / "expected_traces.csv",
                      folder_ / "traces.csv", fs::copy_options::overwrite_existing);
        write_blocks({{std::to_string(one.height), kSomeMiner}});
        read_export();
        // The block's own hash is made up; the transfers beneath it are not.
        Lines from_export = lines();
        ASSERT_EQ(from_export.size(), from_traces.size());
        for (std::size_t i = 0; i < from_export.size(); ++i) {
            const auto rest = [](const std::string& line) {
                return line.substr(line.find(' ', line.find(' ') + 1));
            };
            EXPECT_EQ(rest(from_export[i]), rest(from_traces[i])) << one.name;
        }
        report_ = Report("test");
    }
}

TEST_F(EthereumReal, TracesOfStreamedExportsGiveWhatTheNodesAnswersGive) {
    const auto rules = EthereumRules::mainnet();
    for (const auto& [folder, hex_height, height] :
         {std::tuple("blocks_508110_508110", "0x7c0ce", 508'110U),
          std::tuple("blocks_2112234_2112234", "0x203aea", 2'112'234U)}) {
        report_ = Report("node");
        const auto from = kEtl / "test_stream" / folder;
        const auto traces =
            answer_of(from / text("web3_response.trace_block_", hex_height, ".json"));
        EthereumBlock block = block_of_traces(traces, height);
        EthereumTransfers transfers(rules, report_);
        ASSERT_TRUE(read_json_traces(traces.as_array(), block).has_value());
        const Lines from_node = test::transfer_lines(transfers.make(block));
        for (const auto& loss : report_.first_losses()) ADD_FAILURE() << loss.message;

        fs::copy_file(from / "expected_traces.json", folder_ / "traces.json",
                      fs::copy_options::overwrite_existing);
        const auto shown = std::to_string(height);
        write("blocks.csv", text("number,hash,parent_hash,miner,timestamp\n", height, ",0x",
                                 codec::to_hex(block.hash), ",0x", codec::to_hex(block.hash), ",",
                                 kSomeMiner, ",1\n"));
        read_export();
        EXPECT_EQ(lines(), from_node) << folder;
        EXPECT_FALSE(from_node.empty());
    }
}

/// GraphSense's tables with the names that ethereum-etl has, its numbers written out.
std::string renamed(std::string bytes,
                    const std::vector<std::pair<std::string, std::string>>& names) {
    for (const auto& [from, to] : names) {
        std::string out;
        std::size_t begin = 0;
        for (auto at = bytes.find(from); at != std::string::npos; at = bytes.find(from, begin)) {
            out.append(bytes, begin, at - begin).append(to);
            begin = at + from.size();
        }
        bytes = out.append(bytes, begin);
    }
    return bytes;
}

std::string with_whole_numbers(const std::string& csv) {
    std::istringstream text_in(csv);
    std::string out;
    std::string line;
    while (std::getline(text_in, line)) {
        for (auto field : split(line, ",")) {
            const auto at = field.find('e');
            const auto power =
                at != std::string_view::npos ? parse_u64(field.substr(at + 1)) : std::nullopt;
            const bool is_short = power && parse_u64(field.substr(0, at)).has_value();
            out += is_short ? std::string(field.substr(0, at)) + std::string(*power, '0')
                            : std::string(field);
            out += ',';
        }
        out.back() = '\n';
    }
    return out;
}

std::string address_of_base64(std::string_view text) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::vector<std::byte> bytes;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char letter : text) {
        const auto value = kDigits.find(letter);
        if (value == std::string_view::npos) break;
        bits = bits << 6 | static_cast<unsigned>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<std::byte>(bits >> count));
        }
    }
    return "0x" + codec::to_hex(bytes);
}

class GraphSense : public EthereumReal {
protected:
    void SetUp() override {
        EthereumReal::SetUp();
        if (IsSkipped()) return;
        const std::vector<std::pair<std::string, std::string>> names = {
            {"blockIdGroup", "group"},       {"blockId", "block_number"},
            {"traceIndex", "index"},         {"traceId", "trace_id"},
            {"fromAddress", "from_address"}, {"toAddress", "to_address"},
            {"callType", "call_type"},       {"txHash", "transaction_hash"},
            {"logIndex", "log_index"},       {"blockHash", "block_hash"},
            {"parentHash", "parent_hash"},   {"baseFeePerGas", "base_fee_per_gas"},
            {"blockTimestamp", "timestamp"}, {"transactionIndex", "transaction_index"},
            {"gasPrice", "gas_price"},       {"receiptGasUsed", "receipt_gas_used"}};
        traces_ = with_whole_numbers(renamed(slurp(kGraphSense / "traces.csv"), names));
        write("traces.csv", traces_);
        write("blocks.csv",
              renamed(renamed(slurp(kGraphSense / "blocks.csv"), names), {{"block_hash", "hash"}}));
        write("transactions.csv",
              with_whole_numbers(renamed(slurp(kGraphSense / "transactions.csv"), names)));
        write("logs.json", renamed(slurp(kGraphSense / "logs.json"), names));
    }

    std::vector<json::value> reference(const char* name) const {
        std::istringstream text_in(slurp(kGraphSense / "reference" / name));
        std::vector<json::value> values;
        std::string line;
        while (std::getline(text_in, line)) {
            values.push_back(json::parse(line));
            values.back().as_object()["text"] = line;
        }
        return values;
    }

    std::string traces_;
};

TEST_F(GraphSense, UsdtTransfersAreThose) {
    read_export();
    const std::string usdt = "0xdac17f958d2ee523a2206206994597c13d831ec7";
    Lines found;
    for (const auto& line : lines()) {
        if (line.find(" " + usdt + " ") != std::string::npos) found.push_back(line);
    }
    Lines expected;
    for (const auto& one : reference("USDT_token_transfers.json")) {
        const auto& row = one.as_object();
        expected.push_back(
            text(row.at("blockId").as_int64(), " ", address_of_base64(row.at("txHash").as_string()),
                 " token ", usdt, " ", address_of_base64(row.at("from").as_string()), " ",
                 address_of_base64(row.at("to").as_string()), " ", row.at("value").as_int64()));
    }
    EXPECT_EQ(found.size(), 143U);
    std::ranges::sort(found);
    std::ranges::sort(expected);
    EXPECT_EQ(found, expected);
}

// GraphSense counts the value that a delegatecall names as moved. It is the value of the call
// around it and stays where that put it: what its relations hold more than ours must be just that.
TEST_F(GraphSense, EtherBetweenAddressesIsThatButForDelegateCalls) {
    read_export();
    using Pair = std::pair<std::string, std::string>;
    std::map<Pair, Uint256> ours;
    for (const auto& block : blocks_) {
        for (const auto& one : block.transfers) {
            using model::TransferKind;
            if (one.kind != TransferKind::payment && one.kind != TransferKind::internal) continue;
            ours[{test::account_text(block.accounts[one.from]),
                  test::account_text(block.accounts[one.to])}] += one.amount;
        }
    }
    std::map<Pair, Uint256> delegated;
    std::istringstream text_in(traces_);
    std::string line;
    while (std::getline(text_in, line)) {
        const auto fields = split(line, ",");
        if (fields.size() < 10 || fields[8] != "delegatecall" || fields[7] != "1") continue;
        delegated[{std::string(fields[4]), std::string(fields[5])}] +=
            Uint256::parse_decimal(fields[6]).value();
    }
    std::map<std::int64_t, std::string> names;
    for (const auto& one : reference("addresses.json")) {
        names[one.at("addressId").to_number<std::int64_t>()] =
            address_of_base64(one.at("address").as_string());
    }
    std::size_t compared = 0;
    std::size_t with_value = 0;
    for (const auto& one : reference("address_relations.json")) {
        const auto from = names.find(one.at("srcAddressId").to_number<std::int64_t>());
        const auto to = names.find(one.at("dstAddressId").to_number<std::int64_t>());
        if (from == names.end() || to == names.end()) continue;
        const Pair pair(from->second, to->second);
        // Out of the text: as a number of JSON it would lose its last digits.
        const std::string_view row = one.at("text").as_string();
        constexpr std::string_view kValue = "\"value\":{\"value\":";
        const auto digits = row.substr(row.find(kValue) + kValue.size());
        const auto expected =
            Uint256::parse_decimal(digits.substr(0, digits.find_first_not_of("0123456789")));
        ASSERT_TRUE(expected.has_value());
        ASSERT_EQ(to_string(ours[pair] + delegated[pair]), to_string(*expected))
            << pair.first << " " << pair.second;
        ++compared;
        if (!expected->is_zero()) ++with_value;
    }
    EXPECT_EQ(compared, 1'306U);
    EXPECT_GT(with_value, 180U);
}

TEST_F(GraphSense, NothingIsLostOfItsTablesThatWasThere) {
    const auto reading = read_export();
    // Block 0 is not in the table of blocks, there is a hole between the years, and most of the
    // transactions that have traces are not in theirs.
    for (const auto& loss : report_.first_losses()) {
        const auto has = [&loss](const char* words) {
            return loss.message.find(words) != std::string::npos;
        };
        const bool is_known = has("not in the table of blocks") || has("are missing") ||
                              has("the table of transactions does not have");
        EXPECT_TRUE(is_known) << loss.message;
    }
    EXPECT_TRUE(reading.missing.empty());
}

}  // namespace
}  // namespace pelf::ingest
