// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_json.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "ingest/ledgers/json_rpc.hpp"
#include "support/fake_ethereum.hpp"
#include "support/transfer_text.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;

class EthereumJson : public ::testing::Test {
protected:
    EthereumJson() {
        const auto facts = read_json_block(json::parse(made_.block_json), block_);
        EXPECT_TRUE(facts.has_value());
    }

    json::array receipts() const { return {json::parse(made_.receipt_json)}; }
    Status read_receipts(const json::array& list) {
        return read_json_receipts(list, rules_, transfers_, block_);
    }

    test::MadeEthereumBlock made_ = test::make_ethereum_block(7, test::made_word(3), 100);
    EthereumRules rules_ = EthereumRules::newest();
    Report report_{"json"};
    EthereumTransfers transfers_{rules_, report_};
    EthereumBlock block_;
};

TEST_F(EthereumJson, QuantitiesAreHexadecimalAndNothingElse) {
    EXPECT_EQ(read_quantity_64("0x0"), 0U);
    EXPECT_EQ(read_quantity_64("0xffffffffffffffff"), ~std::uint64_t{0});
    EXPECT_FALSE(read_quantity_64("0x10000000000000000").has_value());
    EXPECT_EQ(to_string(read_quantity("0x" + std::string(64, 'f')).value()),
              "115792089237316195423570985008687907853269984665640564039457584007913129639935");
    for (const auto* wrong : {"", "0x", "12", "x1", "0xg", "-0x1"}) {
        EXPECT_FALSE(read_quantity(wrong).has_value()) << wrong;
    }
    EXPECT_FALSE(read_quantity("0x1" + std::string(64, '0')).has_value());
}

TEST_F(EthereumJson, AMemberOfTheHeaderThatIsMissingOrChangedIsNoticed) {
    const json::object good = json::parse(made_.block_json).as_object();
    for (const auto& member : good) {
        const std::string name(member.key());
        if (name == "uncles") continue;  // They are in the header by their hash.
        for (const bool is_missing : {true, false}) {
            json::object changed = good;
            if (is_missing) {
                changed.erase(name);
            } else {
                changed[name] = "0x1234";
            }
            EthereumBlock block;
            EXPECT_FALSE(read_json_block(changed, block).has_value()) << name << is_missing;
        }
    }
    EthereumBlock block;
    EXPECT_FALSE(read_json_block(json::value("block"), block).has_value());
}

TEST_F(EthereumJson, AMemberOfATransactionThatIsMissingIsNoticed) {
    const json::value good = json::parse(made_.block_json);
    for (const auto* name : {"hash", "transactionIndex", "from", "value", "gas"}) {
        json::value changed = good;
        changed.at("transactions").at(0).as_object().erase(name);
        EthereumBlock block;
        EXPECT_FALSE(read_json_block(changed, block).has_value()) << name;
    }
    // Without a receiver it makes a contract, whose address follows from sender and nonce.
    json::value making = good;
    making.at("transactions").at(0).as_object()["to"] = nullptr;
    EthereumBlock block;
    ASSERT_TRUE(read_json_block(making, block).has_value());
    EXPECT_EQ(block.transactions[0].to, codec::created_address(block.transactions[0].from, 0));
    making.at("transactions").at(0).as_object().erase("nonce");
    block.clear();
    EXPECT_FALSE(read_json_block(making, block).has_value());
}

TEST_F(EthereumJson, AReceiptIsOfItsBlockAndWhole) {
    for (const auto* name : {"blockHash", "transactionHash", "gasUsed", "logs"}) {
        auto list = receipts();
        list[0].as_object().erase(name);
        EXPECT_FALSE(read_receipts(list).has_value()) << name;
    }
    const auto none = read_receipts({});
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().fault, Fault::not_found);
    auto twice = receipts();
    twice.push_back(twice[0]);
    EXPECT_FALSE(read_receipts(twice).has_value());
}

TEST_F(EthereumJson, LogsBecomeTokensAndStrangeOnesAreCounted) {
    const std::string transfer =
        "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
    const auto log = [&](int index, std::vector<std::string> topics, const std::string& data) {
        json::array names;
        for (auto& topic : topics) names.emplace_back(topic);
        return json::object{{"address", test::made_address(70)},
                            {"topics", names},
                            {"data", data},
                            {"logIndex", test::hex_quantity(static_cast<std::uint64_t>(index))}};
    };
    const auto word = test::made_word(5);
    auto list = receipts();
    list[0].as_object()["logs"] =
        json::array{log(0, {transfer, test::made_word(1), test::made_word(2)}, word),
                    log(1, {transfer, word, word, word}, "0x"), log(2, {transfer}, word),
                    log(3, {transfer, word, word}, word + "00"), log(4, {}, "0x")};
    ASSERT_TRUE(read_receipts(list).has_value());
    ASSERT_EQ(block_.tokens.size(), 1U);
    EXPECT_EQ(block_.tokens[0].value, Uint256(5));
    EXPECT_EQ(transfers_.counts().one_of_kind_logs_count, 1U);
    EXPECT_EQ(report_.flaws_count(), 2U);
    for (const auto& [name, wrong] : {std::pair<const char*, json::value>("data", "5"),
                                      {"data", "0x123"},
                                      {"topics", json::array{"0x12"}},
                                      {"topics", json::array{word, word, word, word, word}},
                                      {"address", "0x12"},
                                      {"logIndex", nullptr}}) {
        auto bad = log(0, {transfer, word, word}, word);
        bad[name] = wrong;
        auto again = receipts();
        again[0].as_object()["logs"] = json::array{bad};
        block_.transactions[0].gas_used.reset();
        EXPECT_FALSE(read_receipts(again).has_value()) << name;
    }
}

TEST_F(EthereumJson, MemosOfRoutersAreKept) {
    constexpr std::string_view kText = "OUT:AB";
    const std::string data = test::made_word(0) + test::made_word(9).substr(2) +
                             test::made_word(0x60).substr(2) + test::made_word(6).substr(2) +
                             "4f55543a4142" + std::string(52, '0');
    auto list = receipts();
    const json::array topics{
        "0xa9cd03aa3c1b4515114539cd53d22085129d495cb9e9f9af77864526240f1bf7",  // TransferOut.
        test::made_word(1), test::made_word(2)};
    list[0].as_object()["logs"] = json::array{json::object{{"address", test::made_address(70)},
                                                           {"topics", topics},
                                                           {"data", data},
                                                           {"logIndex", "0x0"}}};
    ASSERT_TRUE(read_receipts(list).has_value());
    ASSERT_EQ(block_.router_events.size(), 1U);
    EXPECT_EQ(block_.router_events[0].text, kText);
    EXPECT_EQ(block_.router_events[0].amount, Uint256(9));
    EXPECT_EQ(block_.router_events[0].transaction, block_.transactions[0].hash);
    EXPECT_TRUE(block_.tokens.empty());
    EXPECT_EQ(report_.losses_count(), 0U);
    json::value called = json::parse(made_.block_json);
    called.at("transactions").at(0).as_object()["input"] =
        "0x574da717" + test::made_word(2).substr(2) + test::made_word(0).substr(2) +
        test::made_word(9).substr(2) + test::made_word(0x80).substr(2) +
        test::made_word(6).substr(2) + "4f55543a4142" + std::string(52, '0');
    EthereumBlock block;
    ASSERT_TRUE(read_json_block(called, block).has_value());
    ASSERT_EQ(block.router_calls.size(), 1U);
    EXPECT_EQ(block.router_calls[0].text, kText);
    block.clear();
    EXPECT_TRUE(block.router_calls.empty());
}

TEST_F(EthereumJson, TracesThatCannotBeAreErrors) {
    const json::array good = json::parse(made_.traces_json).as_array();
    for (const auto* name : {"action", "blockHash", "transactionHash", "traceAddress", "type"}) {
        json::array changed = good;
        changed[1].as_object().erase(name);
        EthereumBlock block = block_;
        EXPECT_FALSE(read_json_traces(changed, block).has_value()) << name;
    }
    for (const auto* name : {"from", "to", "value"}) {
        json::array changed = good;
        changed[1].at("action").as_object().erase(name);
        EthereumBlock block = block_;
        EXPECT_FALSE(read_json_traces(changed, block).has_value()) << name;
    }
    const json::array trees = json::parse(made_.trees_json).as_array();
    for (const auto* name : {"from", "to"}) {
        json::array changed = trees;
        changed[0].at("result").at("calls").at(0).as_object().erase(name);
        EthereumBlock block = block_;
        EXPECT_FALSE(read_json_call_trees(changed, transfers_, block).has_value()) << name;
    }
    json::array other = trees;
    other[0].as_object()["txHash"] = test::made_word(1);
    const auto status = read_json_call_trees(other, transfers_, block_);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().fault, Fault::refused);
}

/// A call within a call within a call.
std::string nested_calls(std::size_t depth) {
    std::string text_open;
    std::string text_close;
    for (std::size_t i = 0; i < depth; ++i) {
        text_open += R"({"type":"CALL","from":")" + test::made_address(1) + R"(","to":")" +
                     test::made_address(2) + R"(","value":"0x1","calls":[)";
        text_close += "]}";
    }
    return R"([{"result":)" + text_open + text_close + "}]";
}

TEST_F(EthereumJson, CallsAsDeepAsTheMachineAllowsAreRead) {
    constexpr std::size_t kMachineDepth = 1'024;
    json::parse_options options;
    options.max_depth = kJsonRpcDepthMax;
    json::error_code error;
    const auto deep = json::parse(nested_calls(kMachineDepth), error, {}, options);
    ASSERT_FALSE(error);
    ASSERT_TRUE(read_json_call_trees(deep.as_array(), transfers_, block_).has_value());
    EXPECT_EQ(block_.traces.size(), kMachineDepth);
    EXPECT_EQ(block_.traces.back().path_size, kMachineDepth - 1);
    json::parse(nested_calls(kJsonRpcDepthMax / 2), error, {}, options);
    EXPECT_TRUE(error);
}

TEST_F(EthereumJson, ThePathsOfABlocksTracesHaveALimit) {
    const json::array traces = json::parse(made_.traces_json).as_array();
    block_.trace_paths.resize(kTracePathStepsMax);
    EXPECT_TRUE(read_json_traces(traces, block_).has_value());
    block_.trace_paths.resize(kTracePathStepsMax + 1);
    const auto status = read_json_traces(traces, block_);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().fault, Fault::over_limit);
    block_.trace_paths.resize(kTracePathStepsMax + 1);
    EXPECT_FALSE(read_json_call_trees(json::parse(made_.trees_json).as_array(), transfers_, block_)
                     .has_value());
}

}  // namespace
}  // namespace pelf::ingest
