// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_node.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "ingest/ledgers/ethereum_balances.hpp"
#include "ingest/ledgers/ethereum_text.hpp"
#include "support/fake_ethereum.hpp"
#include "support/fake_node.hpp"
#include "support/transfer_text.hpp"

namespace pelf::ingest {
namespace {

using test::FakeNode;
using test::made_address;
using Chain = std::vector<test::MadeEthereumBlock>;
using Lines = std::vector<std::string>;
using Traces = EthereumNodeOptions::Traces;

/// The text of a member of a request that is a string, or the first string among its parameters.
std::string first_parameter(const std::string& body) {
    const auto begin = body.find("[\"");
    if (begin == std::string::npos) return {};
    return body.substr(begin + 2, body.find('"', begin + 2) - begin - 2);
}

std::string method_of(const std::string& body) {
    const auto begin = body.find("\"method\":\"") + 10;
    return body.substr(begin, body.find('"', begin) - begin);
}

class EthereumNodeTest : public ::testing::Test {
protected:
    EthereumNodeTest() {
        options_.address = node_.address();
        options_.rules = EthereumRules::newest();
        options_.attempts_max = 1;
        options_.timeout_ms = 10'000;
        set_chain(test::make_ethereum_chain(6));
        node_.misbehave([this](const FakeNode::Request& request) -> std::optional<FakeNode::Reply> {
            return answer(request.body);
        });
    }

    void set_chain(Chain chain) {
        const std::lock_guard lock(mutex_);
        chain_ = std::move(chain);
    }
    void without(std::string method) {
        const std::lock_guard lock(mutex_);
        missing_.insert(std::move(method));
    }
    /// The answer to a method, whatever its parameters.
    void always(std::string method, std::string result) {
        const std::lock_guard lock(mutex_);
        fixed_[std::move(method)] = std::move(result);
    }

    FakeNode::Reply answer(const std::string& body) {
        const std::lock_guard lock(mutex_);
        const std::string method = method_of(body);
        asked_.push_back(method);
        if (missing_.contains(method)) {
            return FakeNode::reply(
                200, R"({"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}})");
        }
        std::string result = "null";
        const std::string first = first_parameter(body);
        if (method == "eth_blockNumber") result = quoted(test::hex_quantity(chain_.size() - 1));
        for (const auto& block : chain_) {
            const bool is_of_height = test::hex_quantity(block.height) == first;
            if (is_of_height && method == "eth_getBlockByNumber") result = block.block_json;
            if (is_of_height && method == "eth_getBlockReceipts") {
                result = "[" + block.receipt_json + "]";
            }
            if (is_of_height && method == "trace_block") result = block.traces_json;
            if (is_of_height && method == "debug_traceBlockByNumber") result = block.trees_json;
            if (block.transaction == first && method == "eth_getTransactionReceipt") {
                result = block.receipt_json;
            }
        }
        const auto fixed = fixed_.find(method);
        if (fixed != fixed_.end()) result = fixed->second;
        return FakeNode::reply(200, R"({"jsonrpc":"2.0","id":1,"result":)" + result + "}");
    }
    static std::string quoted(const std::string& text) { return "\"" + text + "\""; }

    EthereumNode node() {
        auto node = EthereumNode::open(options_);
        EXPECT_TRUE(node.has_value());
        return *std::move(node);
    }
    Result<EthereumFollowOutcome> follow(EthereumNode& node,
                                         std::span<const EthereumPlace> recent = {}) {
        lines_.clear();
        const auto plan = plan_ethereum_follow(node, recent, limits_);
        if (!plan) return Unexpected(Error(plan.error()));
        plan_ = *plan;
        report_ = Report("node");
        return read_ethereum_node(node, plan_, report_, [this](const model::AccountBlock& block) {
            for (auto& line : test::transfer_lines(block)) lines_.push_back(std::move(line));
            had_.push_back({block.height, block.hash});
            return Status(Done{});
        });
    }
    Error error_of_follow() {
        auto client = node();
        const auto outcome = follow(client);
        EXPECT_FALSE(outcome.has_value());
        return outcome ? Error{} : outcome.error();
    }
    /// What a block of the made chain moves.
    static Lines lines_of(const test::MadeEthereumBlock& block, std::uint64_t value,
                          bool has_traces = true) {
        const std::string begin = text(block.height, " ", block.transaction, " ");
        Lines lines = {
            begin + "fee ether " + made_address(1) + " burned 1000",
            begin + "fee ether " + made_address(1) + " " + made_address(test::kMadeMiner) + " 200",
            begin + "payment ether " + made_address(1) + " " + made_address(2) + " " +
                std::to_string(value)};
        if (has_traces) {
            lines.push_back(begin + "internal ether " + made_address(2) + " " + made_address(3) +
                            " 1");
        }
        return lines;
    }
    Lines lines_of_chain(bool has_traces = true) const {
        Lines all;
        for (const auto& block : chain_) {
            for (auto& line : lines_of(block, 100 + block.height, has_traces)) all.push_back(line);
        }
        return all;
    }
    std::size_t asked_count(const std::string& method) {
        const std::lock_guard lock(mutex_);
        return static_cast<std::size_t>(std::ranges::count(asked_, method));
    }

    FakeNode node_;
    EthereumNodeOptions options_;
    EthereumFollowLimits limits_;
    std::mutex mutex_;
    Chain chain_;
    std::set<std::string> missing_;
    std::map<std::string, std::string> fixed_;
    std::vector<std::string> asked_;
    EthereumFollowPlan plan_;
    Report report_{"node"};
    Lines lines_;
    std::vector<EthereumPlace> had_;
};

TEST_F(EthereumNodeTest, ReadsWhatMovedByEitherFormOfTraces) {
    for (const auto traces : {Traces::automatic, Traces::trace_block, Traces::call_tracer}) {
        options_.traces = traces;
        auto client = node();
        const auto outcome = follow(client);
        ASSERT_TRUE(outcome.has_value()) << outcome.error().message;
        EXPECT_EQ(outcome->fetched_count, 6U);
        EXPECT_EQ(lines_, lines_of_chain());
        EXPECT_EQ(report_.losses_count(), 0U);
        EXPECT_TRUE(outcome->reading.missing.empty());
    }
    EXPECT_EQ(asked_count("debug_traceBlockByNumber"), 6U);
}

TEST_F(EthereumNodeTest, TakesTheDoorsThatTheNodeHasAndAsksForOthersOnce) {
    without("trace_block");
    without("eth_getBlockReceipts");
    auto client = node();
    // A first block that has transactions decides; later ones do not ask again.
    ASSERT_TRUE(follow(client).has_value());
    EXPECT_EQ(lines_, lines_of_chain());
    EXPECT_EQ(asked_count("eth_getBlockReceipts"), 1U);
    EXPECT_EQ(asked_count("eth_getTransactionReceipt"), 6U);
    EXPECT_EQ(asked_count("trace_block"), 1U);
}

TEST_F(EthereumNodeTest, WithoutTracesSaysWhatIsMissing) {
    without("trace_block");
    without("debug_traceBlockByNumber");
    auto client = node();
    const auto outcome = follow(client);
    ASSERT_TRUE(outcome.has_value());
    EXPECT_EQ(lines_, lines_of_chain(false));
    EXPECT_TRUE(client.lacks_traces());
    EXPECT_EQ(outcome->reading.missing.size(), 1U);
    EXPECT_EQ(report_.flaws_count(), 1U);
}

TEST_F(EthereumNodeTest, ATraceThatWasAskedForByNameAndIsNotThereIsAnError) {
    without("trace_block");
    options_.traces = Traces::trace_block;
    EXPECT_EQ(error_of_follow().fault, Fault::unsupported);
}

TEST_F(EthereumNodeTest, WhatAPrunedNodeNoLongerHasIsAnErrorAndNotNothing) {
    for (const auto* method : {"eth_getBlockReceipts", "trace_block"}) {
        for (const auto* nothing : {"null", "[]"}) {
            fixed_.clear();
            always(method, nothing);
            EXPECT_EQ(error_of_follow().fault, Fault::not_found) << method << nothing;
            EXPECT_TRUE(lines_.empty());
        }
    }
    fixed_.clear();
    without("eth_getBlockReceipts");
    always("eth_getTransactionReceipt", "null");
    EXPECT_EQ(error_of_follow().fault, Fault::not_found);
    missing_.clear();
    fixed_.clear();
    without("trace_block");
    for (const auto* nothing : {"null", R"([{"result":null}])"}) {
        always("debug_traceBlockByNumber", nothing);
        EXPECT_EQ(error_of_follow().fault, Fault::not_found) << nothing;
    }
}

TEST_F(EthereumNodeTest, ABlockThatIsNotItsHashIsRefused) {
    Chain chain = chain_;
    auto& json = chain[3].block_json;
    const auto at = json.find("\"gasUsed\":\"0x5208\"");
    ASSERT_NE(at, std::string::npos);
    json.replace(at, 18, "\"gasUsed\":\"0x5209\"");
    set_chain(chain);
    const auto error = error_of_follow();
    EXPECT_EQ(error.fault, Fault::malformed);
    EXPECT_NE(error.message.find("hash"), std::string::npos);
    EXPECT_EQ(lines_.size(), 12U);  // The three before it are good.
}

TEST_F(EthereumNodeTest, AHeaderWithAFieldOfTheFutureIsTakenAndSaidToBeUnchecked) {
    Chain chain = chain_;
    for (auto& block : chain) {
        block.block_json.insert(1, R"("newRootOfAFork":"0x12",)");
        const auto at = block.block_json.find("\"gasUsed\":\"0x5208\"");
        block.block_json.replace(at, 18, "\"gasUsed\":\"0x5209\"");
    }
    set_chain(chain);
    auto client = node();
    ASSERT_TRUE(follow(client).has_value());
    EXPECT_EQ(report_.flaws_count(), 6U);
}

TEST_F(EthereumNodeTest, ReceiptsOrTracesOfAnotherBranchAreAReorganisation) {
    const Chain other = test::make_ethereum_chain(6, 2, 50);
    for (const bool is_receipts : {true, false}) {
        Chain chain = test::make_ethereum_chain(6);
        if (is_receipts) {
            chain[2].receipt_json = other[2].receipt_json;
        } else {
            chain[2].traces_json = other[2].traces_json;
        }
        set_chain(chain);
        auto client = node();
        const auto outcome = follow(client);
        ASSERT_TRUE(outcome.has_value()) << outcome.error().message;
        EXPECT_TRUE(outcome->is_reorganised);
        EXPECT_EQ(outcome->fetched_count, 2U);
    }
}

TEST_F(EthereumNodeTest, FollowsInPlansAndTakesBackWhatWasLeftBehind) {
    auto client = node();
    limits_.fetch_max = 4;
    ASSERT_TRUE(follow(client).has_value());
    EXPECT_EQ(had_.size(), 4U);
    ASSERT_TRUE(follow(client, std::vector(had_)).has_value());
    EXPECT_EQ(had_.size(), 6U);
    EXPECT_FALSE(plan_.unwind_to.has_value());
    const auto nothing = follow(client, std::vector(had_));
    ASSERT_TRUE(nothing.has_value());
    EXPECT_EQ(nothing->fetched_count, 0U);

    set_chain(test::make_ethereum_chain(8, 3, 50));
    const std::vector<EthereumPlace> recent = had_;
    limits_.fetch_max = 100;
    ASSERT_TRUE(follow(client, recent).has_value());
    EXPECT_EQ(plan_.unwind_to, 2U);
    EXPECT_EQ(plan_.first_height, 3U);
    Lines expected;
    for (std::uint64_t height = 3; height < 8; ++height) {
        for (auto& line : lines_of(chain_[height], 150 + height)) expected.push_back(line);
    }
    EXPECT_EQ(lines_, expected);
}

TEST_F(EthereumNodeTest, ANodeThatIsOnlyBehindTakesNothingAway) {
    auto client = node();
    ASSERT_TRUE(follow(client).has_value());
    set_chain(test::make_ethereum_chain(4));
    const auto outcome = follow(client, std::vector(had_));
    ASSERT_TRUE(outcome.has_value());
    EXPECT_FALSE(plan_.unwind_to.has_value());
    EXPECT_EQ(plan_.blocks_count, 0U);
}

TEST_F(EthereumNodeTest, AnotherChainIsRefused) {
    auto client = node();
    ASSERT_TRUE(follow(client).has_value());
    set_chain(test::make_ethereum_chain(9, 0, 50));
    const auto outcome = follow(client, std::vector(had_));
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(outcome.error().fault, Fault::refused);
    set_chain(test::make_ethereum_chain(2));
    const auto behind = follow(client, std::span(had_).subspan(4));
    ASSERT_FALSE(behind.has_value());
    EXPECT_EQ(behind.error().fault, Fault::refused);
}

TEST_F(EthereumNodeTest, ABlockThatDoesNotLinkIsAReorganisation) {
    Chain chain = test::make_ethereum_chain(3);
    const Chain other = test::make_ethereum_chain(6, 2, 50);
    for (std::size_t i = 3; i < 6; ++i) chain.push_back(other[i]);
    set_chain(chain);
    auto client = node();
    const auto outcome = follow(client);
    ASSERT_TRUE(outcome.has_value());
    EXPECT_TRUE(outcome->is_reorganised);
    EXPECT_EQ(outcome->fetched_count, 3U);
}

TEST_F(EthereumNodeTest, ErrorsOfTheNodeAreHandedOnInItsWords) {
    node_.misbehave([](const FakeNode::Request&) {
        return FakeNode::reply(200,
                               R"({"id":1,"error":{"code":-32000,"message":"missing trie node"}})");
    });
    const auto error = error_of_follow();
    EXPECT_EQ(error.fault, Fault::malformed);
    EXPECT_NE(error.message.find("missing trie node"), std::string::npos);
    node_.misbehave([](const FakeNode::Request&) { return FakeNode::reply(401, ""); });
    EXPECT_EQ(error_of_follow().fault, Fault::refused);
    node_.misbehave([](const FakeNode::Request&) { return FakeNode::reply(200, "<html>"); });
    EXPECT_EQ(error_of_follow().fault, Fault::malformed);
    node_.misbehave([](const FakeNode::Request&) { return FakeNode::reply(200, "{}"); });
    EXPECT_EQ(error_of_follow().fault, Fault::malformed);
}

TEST_F(EthereumNodeTest, AsksAgainWhileTheNodeIsBusy) {
    std::atomic<int> busy_count = 2;
    std::vector<std::chrono::milliseconds> pauses;
    options_.attempts_max = 3;
    options_.sleep = [&](std::chrono::milliseconds pause) { pauses.push_back(pause); };
    node_.misbehave([&](const FakeNode::Request& request) -> std::optional<FakeNode::Reply> {
        if (busy_count-- > 0) return FakeNode::reply(429, "slow down");
        return answer(request.body);
    });
    auto client = node();
    EXPECT_TRUE(client.tip().has_value());
    EXPECT_EQ(pauses, (std::vector<std::chrono::milliseconds>{std::chrono::milliseconds(250),
                                                              std::chrono::milliseconds(500)}));
}

TEST_F(EthereumNodeTest, TheFinalizedBlockMayBeTheTip) {
    options_.tip = EthereumNodeOptions::Tip::finalized;
    always("eth_getBlockByNumber", chain_[2].block_json);
    auto client = node();
    const auto tip = client.tip();
    ASSERT_TRUE(tip.has_value());
    EXPECT_EQ(tip->height, 2U);
}

TEST_F(EthereumNodeTest, TellsBalancesOfEtherAndTokens) {
    always("eth_getBalance", "\"0xde0b6b3a7640000\"");
    always("eth_call", quoted(test::made_word(77)));
    auto client = node();
    const auto ether = client.balance({}, 1);
    ASSERT_TRUE(ether.has_value());
    EXPECT_EQ(to_string(*ether), "1000000000000000000");
    const auto token = client.token_balance({}, {}, 1);
    ASSERT_TRUE(token.has_value());
    EXPECT_EQ(*token, Uint256(77));
    always("eth_call", "\"0x\"");
    EXPECT_EQ(client.token_balance({}, {}, 1).error().fault, Fault::not_found);
}

TEST(EthereumBalances, ATokenThatKeepsAFeeIsFoundOut) {
    model::AccountBlock block;
    block.height = 5;
    std::array<std::byte, 20> bytes{};
    block.accounts = {model::AccountName::of(model::AccountKind::minted, {})};
    for (int i = 1; i <= 2; ++i) {
        bytes[0] = static_cast<std::byte>(i);
        block.accounts.push_back(model::AccountName::of(model::AccountKind::evm, bytes));
    }
    block.assets = {model::AssetName::of(model::AssetKind::native, {}),
                    model::AssetName::of(model::AssetKind::erc20, bytes)};
    block.transactions = {{.hash = {}, .transfers_count = 3}};
    using model::TransferKind;
    block.transfers = {
        {.from = 0, .to = 1, .asset = 1, .kind = TransferKind::issue, .amount = 100},
        {.from = 1, .to = 2, .asset = 1, .kind = TransferKind::token, .amount = 60},
        {.from = 1, .to = 2, .asset = 0, .kind = TransferKind::payment, .amount = 5}};
    const auto source = [&](const model::AssetName& asset, const model::AccountName& account,
                            std::uint64_t height) -> Result<Uint256> {
        const bool is_token = asset.kind == model::AssetKind::erc20;
        const bool is_first = account == block.accounts[1];
        if (is_token && height == 4) return Unexpected(Error{Fault::not_found, "no contract yet"});
        // A tenth of what was sent did not arrive.
        if (is_token) return Uint256(is_first ? 40U : 54U);
        if (height == 4) return Uint256(is_first ? 8U : 0U);
        return Uint256(is_first ? 3U : 5U);
    };
    const auto check = check_balances(block, source, 10);
    ASSERT_TRUE(check.has_value());
    EXPECT_EQ(check->asked_count, 4U);
    EXPECT_FALSE(check->is_cut);
    ASSERT_EQ(check->differences.size(), 1U);
    EXPECT_EQ(check->differences[0].account, block.accounts[2]);
    EXPECT_EQ(check->differences[0].gained, Uint256(60));
    EXPECT_EQ(check->differences[0].after, Uint256(54));
    const auto cut = check_balances(block, source, 3);
    ASSERT_TRUE(cut.has_value());
    EXPECT_TRUE(cut->is_cut);
    EXPECT_EQ(cut->asked_count, 3U);
}

}  // namespace
}  // namespace pelf::ingest
