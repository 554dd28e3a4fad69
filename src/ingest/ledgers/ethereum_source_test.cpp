// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_source.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "ingest/ledgers/ethereum_history.hpp"
#include "ingest/ledgers/ethereum_text.hpp"
#include "ingest/ledgers/json_rpc.hpp"
#include "support/fake_ethereum.hpp"
#include "support/fake_node.hpp"
#include "support/temporary_folder.hpp"
#include "support/transfer_text.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;
using test::FakeNode;

constexpr std::uint64_t kFirst = 20'000'000;
constexpr std::uint64_t kBlocks = 6;

/// The made chain's parties, away from the addresses that nobody has a key to.
std::string party(std::uint64_t number) {
    return "0x" + std::string(39, 'a') + std::to_string(number);
}

std::string with_parties(std::string text) {
    for (const unsigned number : {1U, 2U, 3U}) {
        const std::string made = test::made_address(number);
        for (auto at = text.find(made); at != std::string::npos; at = text.find(made, at)) {
            text.replace(at, made.size(), party(number));
        }
    }
    return text;
}

model::AccountName party_name(std::uint64_t number) {
    codec::EthereumAddress account;
    PELF_CHECK(read_address(party(number), account));
    return model::AccountName::of(model::AccountKind::evm, account.bytes);
}

/// A node over the made chain: 1 pays 2 in each block, which gives one wei of it to 3.
class EthereumSourceTest : public ::testing::Test {
protected:
    EthereumSourceTest() {
        std::string parent = test::made_word(0);
        for (std::uint64_t i = 0; i < kBlocks; ++i) {
            chain_.push_back(test::make_ethereum_block(kFirst + i, parent, 100 + i));
            parent = chain_.back().hash;
        }
        options_.server.url = node_.address();
        options_.server.attempts_max = 1;
        options_.first_height = kFirst;
        node_.misbehave([this](const FakeNode::Request& request) -> std::optional<FakeNode::Reply> {
            return FakeNode::reply(200, answer(request.body));
        });
    }

    std::string answer(const std::string& body) {
        const std::lock_guard lock(mutex_);
        const json::value question = json::parse(body);
        if (const auto* calls = question.if_array()) {
            json::array answers;
            for (const auto& call : *calls) answers.push_back(answer_one(call));
            return json::serialize(answers);
        }
        return json::serialize(answer_one(question));
    }
    json::object answer_one(const json::value& call) {
        const std::string method(json_text(call, "method"));
        const json::array& parameters = json_member(call, "params")->get_array();
        asked_.push_back(method);
        json::object answer = {{"jsonrpc", "2.0"}, {"id", *json_member(call, "id")}};
        if (missing_.contains(method)) {
            answer["error"] = {{"code", -32'601}, {"message", "no"}};
        } else if (const auto fixed = fixed_.find(method); fixed != fixed_.end()) {
            answer["result"] = fixed->second;
        } else {
            answer["result"] = result(method, parameters);
        }
        return answer;
    }
    json::value result(const std::string& method, const json::array& parameters) const {
        if (method == "eth_chainId") return "0x1";
        if (method == "eth_getLogs") return json::array();
        if (method == "eth_getBalance") return "0x0";
        if (method == "trace_filter") return filtered(parameters.front());
        const std::string first(parameters.front().get_string());
        for (const auto& block : chain_) {
            const bool is_tip = first == "finalized" && &block == &chain_.back();
            if (is_tip || first == test::hex_quantity(block.height)) {
                return json::parse(with_parties(block.block_json));
            }
            if (first != block.transaction) continue;
            if (method == "eth_getTransactionReceipt") {
                return json::parse(with_parties(block.receipt_json));
            }
            if (method == "trace_transaction") return json::parse(with_parties(block.traces_json));
            json::value whole = json::parse(with_parties(block.block_json));
            json::object transaction = whole.at("transactions").at(0).as_object();
            transaction["blockHash"] = block.hash;
            transaction["blockNumber"] = test::hex_quantity(block.height);
            return transaction;
        }
        return nullptr;
    }
    json::array filtered(const json::value& question) const {
        json::array rows;
        const bool is_from = json_member(question, "fromAddress") != nullptr;
        const auto& who = question.at(is_from ? "fromAddress" : "toAddress").at(0).get_string();
        for (const auto& block : chain_) {
            const std::string height = test::hex_quantity(block.height);
            if (height < json_text(question, "fromBlock") ||
                height > json_text(question, "toBlock")) {
                continue;
            }
            json::value traces = json::parse(with_parties(block.traces_json));
            for (json::value& trace : traces.as_array()) {
                if (trace.at("action").at(is_from ? "from" : "to").get_string() != who) continue;
                trace.as_object()["blockNumber"] = block.height;
                rows.push_back(std::move(trace));
            }
        }
        const auto after = question.at("after").to_number<std::size_t>();
        rows.erase(rows.begin(),
                   rows.begin() + static_cast<std::ptrdiff_t>(std::min(after, rows.size())));
        return rows;
    }

    Result<EthereumSource> open() { return EthereumSource::open(options_, folder_.path()); }
    EthereumSource opened() {
        auto source = open();
        EXPECT_TRUE(source.has_value()) << (source ? "" : source.error().message);
        return *std::move(source);
    }
    static std::vector<std::string> lines_of(const EthereumSource& source) {
        std::vector<std::string> lines;
        const auto breaks = source.blocks([&](const model::AccountBlock& block) {
            for (auto& line : test::transfer_lines(block)) lines.push_back(std::move(line));
            return Status(Done{});
        });
        EXPECT_TRUE(breaks.has_value()) << (breaks ? "" : breaks.error().message);
        return lines;
    }

    FakeNode node_;
    const test::TemporaryFolder folder_;
    EthereumSourceOptions options_;
    std::mutex mutex_;
    std::vector<test::MadeEthereumBlock> chain_;
    std::set<std::string> missing_;
    std::map<std::string, json::value> fixed_;
    std::vector<std::string> asked_;
};

TEST_F(EthereumSourceTest, AnAccountIsWholeOnceAllOfItsTransactionsAreHere) {
    EthereumSource source = opened();
    EXPECT_EQ(source.tip().height, kFirst + kBlocks - 1);
    EXPECT_TRUE(source.tip().is_proven);
    EXPECT_FALSE(source.is_whole(party_name(3)));
    const auto learned = source.learn_account(party_name(3));
    ASSERT_TRUE(learned.has_value()) << learned.error().message;
    EXPECT_TRUE(*learned);
    EXPECT_TRUE(source.is_whole(party_name(3)));
    EXPECT_FALSE(source.is_whole(party_name(2)));
    const auto lines = lines_of(source);
    // Fee burned, fee for the miner, payment, and what the contract gave, of each block.
    ASSERT_EQ(lines.size(), 4 * kBlocks);
    EXPECT_NE(lines[3].find("internal ether " + party(2) + " " + party(3) + " 1"),
              std::string::npos)
        << lines[3];
    EXPECT_EQ(source.counts().transactions, kBlocks);
    EXPECT_EQ(source.counts().accounts, 1U);
    EXPECT_EQ(source.counts().histories_from, kFirst);
}

TEST_F(EthereumSourceTest, WhatWasKeptIsNotAskedForAgain) {
    std::vector<std::string> lines;
    {
        EthereumSource source = opened();
        ASSERT_TRUE(source.learn_account(party_name(3)).has_value());
        lines = lines_of(source);
        ASSERT_TRUE(source.sync().has_value());
    }
    const std::size_t asked = asked_.size();
    EthereumSource source = opened();
    const auto learned = source.learn_account(party_name(3));
    ASSERT_TRUE(learned.has_value() && *learned);
    EXPECT_EQ(asked_.size(), asked + 2);
    EXPECT_EQ(source.counts().kept, 1U);
    EXPECT_EQ(lines_of(source), lines);
}

TEST_F(EthereumSourceTest, AFileCutAnywhereIsGoneOnWith) {
    std::vector<std::string> lines;
    {
        EthereumSource source = opened();
        ASSERT_TRUE(source.learn_account(party_name(3)).has_value());
        lines = lines_of(source);
    }
    const auto path = folder_.path() / "answers";
    const auto whole = read_file(path, 1'000'000);
    ASSERT_TRUE(whole.has_value());
    for (std::size_t size = whole->size(); size > 100; size -= std::min<std::size_t>(size, 997)) {
        ASSERT_TRUE(replace_file(path, std::span(*whole).first(size)).has_value());
        EthereumSource source = opened();
        const auto learned = source.learn_account(party_name(3));
        ASSERT_TRUE(learned.has_value() && *learned) << size;
        EXPECT_EQ(lines_of(source), lines) << size;
    }
}

TEST_F(EthereumSourceTest, ALimitEndsTheAskingAndTheNextGoesOn) {
    options_.limits.requests_max = 5;
    unsigned runs = 0;
    for (bool is_whole = false; !is_whole && runs < 20; ++runs) {
        EthereumSource source = opened();
        const auto learned = source.learn_account(party_name(3));
        ASSERT_TRUE(learned.has_value());
        is_whole = *learned;
        EXPECT_EQ(source.stopped_by(), is_whole ? SourceStop::none : SourceStop::requests);
        EXPECT_EQ(source.is_whole(party_name(3)), is_whole);
    }
    EXPECT_GT(runs, 1U);
    EXPECT_LT(runs, 20U);
}

TEST_F(EthereumSourceTest, NobodyIsAskedAboutAccountsWithoutAKey) {
    EthereumSource source = opened();
    const std::size_t asked = asked_.size();
    const auto zero = model::AccountName::of(model::AccountKind::evm, std::vector<std::byte>(20));
    ASSERT_TRUE(source.learn_account(zero).has_value());
    EXPECT_TRUE(source.is_whole(zero));
    EXPECT_EQ(asked_.size(), asked);
    EXPECT_FALSE(
        source.whom_to_ask(model::AccountName::of(model::AccountKind::burned, {})).has_value());
}

TEST_F(EthereumSourceTest, WhatTheNodeLacksIsSaidAndNeverTakenForNothing) {
    for (const std::string method : {"trace_filter", "eth_getLogs"}) {
        missing_ = {method};
        const auto learned = opened().learn_account(party_name(2));
        ASSERT_FALSE(learned.has_value());
        EXPECT_EQ(learned.error().fault, Fault::unsupported);
        EXPECT_NE(learned.error().message.find(method), std::string::npos);
        missing_.clear();
        fixed_[method] = nullptr;
        EXPECT_EQ(opened().learn_account(party_name(2)).error().fault, Fault::not_found);
        fixed_.clear();
    }
    fixed_["trace_transaction"] = json::array();
    EXPECT_EQ(opened().learn_account(party_name(2)).error().fault, Fault::not_found);
    fixed_.clear();
    // Without balances there is an answer, and it says that nothing was held against them.
    missing_ = {"eth_getBalance"};
    EthereumSource source = opened();
    ASSERT_TRUE(source.learn_account(party_name(2)).has_value());
    EXPECT_EQ(source.counts().balances_checked, 0U);
}

TEST_F(EthereumSourceTest, AccountsThatHoldSomethingElseAreCounted) {
    EthereumSource source = opened();
    ASSERT_TRUE(source.learn_account(party_name(3)).has_value());
    const auto breaks = source.blocks([](const model::AccountBlock&) { return Status(Done{}); });
    ASSERT_TRUE(breaks.has_value());
    EXPECT_EQ(*breaks, 1U) << "it got six wei and is said to hold none";
    EXPECT_EQ(source.counts().balances_checked, 1U);
}

TEST_F(EthereumSourceTest, AnotherChainOrNoFinalBlockIsRefused) {
    fixed_["eth_chainId"] = "0x89";
    EXPECT_EQ(open().error().fault, Fault::refused);
    fixed_["eth_chainId"] = "one";
    EXPECT_EQ(open().error().fault, Fault::malformed);
    fixed_.clear();
    fixed_["eth_getBlockByNumber"] = nullptr;
    EXPECT_EQ(open().error().fault, Fault::unsupported);
    fixed_.clear();
    options_.settled_depth = 2;
    fixed_["eth_blockNumber"] = test::hex_quantity(kFirst + kBlocks - 1);
    EXPECT_EQ(opened().tip().height, kFirst + kBlocks - 3);
    options_.first_height = kFirst + kBlocks;
    EXPECT_EQ(open().error().fault, Fault::refused);
}

TEST_F(EthereumSourceTest, AnswersOfAChainThatIsNoMoreAreRefused) {
    {
        ASSERT_TRUE(opened().learn_account(party_name(3)).has_value());
    }
    chain_ = {};
    std::string parent = test::made_word(5);
    for (std::uint64_t i = 0; i < kBlocks + 2; ++i) {
        chain_.push_back(test::make_ethereum_block(kFirst + i, parent, 100 + i));
        parent = chain_.back().hash;
    }
    const auto source = open();
    ASSERT_FALSE(source.has_value());
    EXPECT_EQ(source.error().fault, Fault::refused);
    EXPECT_NE(source.error().message.find("delete what is kept"), std::string::npos);
}

TEST_F(EthereumSourceTest, TheAddressIsShownWithoutWhatStandsBehindTheHost) {
    EXPECT_EQ(opened().url(), node_.address() + "/");
    options_.server.url += "/v3/secret?key=secret";
    const test::TemporaryFolder other;
    const auto source = EthereumSource::open(options_, other.path());
    ASSERT_TRUE(source.has_value());
    EXPECT_EQ(source->url(), node_.address() + "/...");
}

}  // namespace
}  // namespace pelf::ingest
