// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_answers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/text.hpp"
#include "ingest/ledgers/ethereum_kept.hpp"
#include "ingest/ledgers/ethereum_text.hpp"
#include "support/fake_ethereum.hpp"
#include "support/transfer_text.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;

EthereumPageQuestion question_of(EthereumSide side) {
    EthereumPageQuestion question{.side = side, .first = 5, .last = 9, .after = 2};
    question.account.bytes.fill(std::byte{0xab});
    return question;
}

json::value rows_at(const std::vector<int>& heights) {
    json::array rows;
    for (const int height : heights) {
        rows.push_back({{"blockNumber", height}, {"transactionHash", test::made_word(7)}});
    }
    return rows;
}

TEST(EthereumAnswers, EachSideIsAskedByItself) {
    const auto asked = [](EthereumSide side) {
        const EthereumCall call = call_of(question_of(side));
        return text(call.method, json::serialize(call.parameters));
    };
    std::string account;
    for (int i = 0; i < 20; ++i) account += "ab";
    EXPECT_EQ(asked(EthereumSide::trace_from),
              text(R"(trace_filter[{"fromBlock":"0x5","toBlock":"0x9","fromAddress":["0x)", account,
                   R"("],"after":2,"count":1000}])"));
    EXPECT_NE(asked(EthereumSide::trace_to).find(R"("toAddress":["0x)"), std::string::npos);
    EXPECT_EQ(asked(EthereumSide::trace_to).find("fromAddress"), std::string::npos);
    const std::string transfer =
        R"("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")";
    EXPECT_NE(asked(EthereumSide::log_from).find(text(R"("topics":[[)", transfer, ",")),
              std::string::npos);
    EXPECT_NE(asked(EthereumSide::log_to)
                  .find(text(R"("topics":[)", transfer, R"(,null,"0x)", std::string(24, '0'),
                             account, R"("])")),
              std::string::npos);
}

TEST(EthereumAnswers, APageStaysWithinItsBlocksAndInOrder) {
    const auto traces = question_of(EthereumSide::trace_from);
    const auto logs = question_of(EthereumSide::log_to);
    EXPECT_EQ(read_touches(traces, rows_at({5, 5, 9}))->size(), 3U);
    EXPECT_TRUE(read_touches(traces, rows_at({}))->empty());
    for (const int outside : {4, 10}) {
        EXPECT_EQ(read_touches(traces, rows_at({outside})).error().fault, Fault::refused);
        EXPECT_EQ(read_touches(logs, rows_at({outside})).error().fault, Fault::refused);
    }
    EXPECT_EQ(read_touches(traces, rows_at({7, 6})).error().fault, Fault::refused);
    EXPECT_TRUE(read_touches(logs, rows_at({7, 6})).has_value());
    EXPECT_EQ(read_touches(traces, json::value()).error().fault, Fault::not_found);
    EXPECT_EQ(read_touches(traces, json::object()).error().fault, Fault::not_found);
    EXPECT_EQ(read_touches(traces, json::array{1}).error().fault, Fault::malformed);
    EXPECT_EQ(read_touches(traces, rows_at({-1})).error().fault, Fault::malformed);
}

TEST(EthereumAnswers, OnlyARewardHasNoTransaction) {
    const auto traces = question_of(EthereumSide::trace_to);
    json::array rows = {{{"blockNumber", 6}, {"type", "reward"}}};
    const auto touches = read_touches(traces, rows);
    ASSERT_TRUE(touches.has_value());
    EXPECT_FALSE(touches->front().transaction.has_value());
    rows[0].as_object()["type"] = "call";
    EXPECT_EQ(read_touches(traces, rows).error().fault, Fault::malformed);
    rows[0].as_object()["type"] = "reward";
    EXPECT_EQ(read_touches(question_of(EthereumSide::log_from), rows).error().fault,
              Fault::malformed);
}

class EthereumAnswersOfOne : public ::testing::Test {
protected:
    EthereumAnswersOfOne() {
        json::value block = json::parse(made_.block_json);
        json::object transaction = block.at("transactions").at(0).as_object();
        transaction["blockHash"] = made_.hash;
        parts_ = {transaction, json::parse(made_.receipt_json), json::parse(made_.traces_json)};
        header_ = *read_said_header(block);
        rules_.merge_height = 0;
    }

    test::MadeEthereumBlock made_ = test::make_ethereum_block(20'000'000, test::made_word(3), 100);
    EthereumRules rules_ = EthereumRules::mainnet();
    json::array parts_;
    SaidEthereumHeader header_;
};

TEST_F(EthereumAnswersOfOne, MoveWhatTheWholeBlockMoves) {
    const auto said = read_said_transaction(header_, parts_, rules_);
    ASSERT_TRUE(said.has_value()) << said.error().message;
    EXPECT_EQ(test::transfer_lines(said->moves).size(), 4U);
    EXPECT_FALSE(said->is_proven) << "it has no signature";
    EXPECT_TRUE(said->flaws.empty());
}

TEST_F(EthereumAnswersOfOne, AFailedTransactionMovesItsFeeAlone) {
    parts_[1].as_object()["status"] = "0x0";
    parts_[2].as_array()[0].as_object()["error"] = "Reverted";
    const auto said = read_said_transaction(header_, parts_, rules_);
    ASSERT_TRUE(said.has_value());
    EXPECT_EQ(test::transfer_lines(said->moves).size(), 2U);
}

TEST_F(EthereumAnswersOfOne, AnyPartThatIsMissingIsSaidToBe) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        json::array changed = parts_;
        changed[i] = nullptr;
        const auto said = read_said_transaction(header_, changed, rules_);
        ASSERT_FALSE(said.has_value()) << i;
        EXPECT_EQ(said.error().fault, Fault::not_found) << i;
    }
    parts_[2] = json::array();
    EXPECT_EQ(read_said_transaction(header_, parts_, rules_).error().fault, Fault::not_found);
}

TEST_F(EthereumAnswersOfOne, AHeaderWithAFieldOfTheFutureIsTakenWithAFlaw) {
    json::object block = json::parse(made_.block_json).as_object();
    block["hash"] = test::made_word(9);
    EXPECT_EQ(read_said_header(block).error().fault, Fault::malformed);
    block["newRoot"] = test::made_word(1);
    const auto header = read_said_header(block);
    ASSERT_TRUE(header.has_value());
    EXPECT_FALSE(header->is_proven);
    for (auto& part : {&parts_[0], &parts_[1]}) part->as_object()["blockHash"] = test::made_word(9);
    for (auto& trace : parts_[2].as_array()) trace.as_object()["blockHash"] = test::made_word(9);
    const auto said = read_said_transaction(*header, parts_, rules_);
    ASSERT_TRUE(said.has_value()) << said.error().message;
    EXPECT_EQ(said->flaws.size(), 1U);
}

TEST_F(EthereumAnswersOfOne, WhatIsKeptSaysTheSameAndCutAnywhereNothing) {
    const std::string header = kept_header(json::parse(made_.block_json));
    const std::string transaction = kept_transaction(20'000'000, parts_);
    const std::string page = kept_page(question_of(EthereumSide::log_from), rows_at({5, 9}));
    const std::string balance = kept_balance({.account = {}, .height = 7, .amount = 8});
    EXPECT_EQ(read_said_header(*parse_kept(header))->block.hash, header_.block.hash);
    EXPECT_EQ(parse_kept_transaction(transaction)->parts, parts_);
    EXPECT_EQ(parse_kept_page(page)->question, question_of(EthereumSide::log_from));
    EXPECT_EQ(read_touches(parse_kept_page(page)->question, parse_kept_page(page)->answer)->size(),
              2U);
    EXPECT_EQ(parse_kept_balance(balance)->amount, Uint256(8));
    for (const std::string* record : {&header, &transaction, &page, &balance}) {
        for (std::size_t size = 0; size < record->size(); ++size) {
            EXPECT_FALSE(parse_kept(record->substr(0, size)).has_value()) << size;
        }
    }
    EXPECT_FALSE(parse_kept_page(transaction).has_value());
    EXPECT_FALSE(parse_kept_transaction(page).has_value());
    EXPECT_FALSE(parse_kept_balance(transaction).has_value());
}

}  // namespace
}  // namespace pelf::ingest
