// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_node.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "codec/hex.hpp"
#include "ingest/ledgers/xrpl_reader.hpp"
#include "support/fake_node.hpp"

namespace pelf::ingest {
namespace {

using test::FakeNode;

std::string answer_body(std::string text) {
    std::ranges::replace(text, '\'', '"');
    return text;
}

const std::string kHash(64, '7');

std::string whole_ledger(const std::string& transactions, const std::string& more = "") {
    return answer_body(
        "{'result': {'status': 'success', 'validated': true, 'ledger': {'ledger_index': "
        "'7', 'close_time': 5, 'ledger_hash': '" +
        kHash + "', 'transaction_hash': '" + std::string(64, '0') + "', 'transactions': [" +
        transactions + "]}" + more + "}}");
}

/// A server that gives these answers one after another, and the last one for good.
class Server {
public:
    explicit Server(std::vector<FakeNode::Reply> replies) : replies_(std::move(replies)) {
        node_.misbehave([this](const FakeNode::Request& request) {
            bodies_.push_back(request.body);
            authorizations_.push_back(request.authorization);
            const std::size_t at = std::min(bodies_.size(), replies_.size()) - 1;
            return std::optional(replies_[at]);
        });
    }
    ~Server() { node_.misbehave({}); }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    XrplNode open(const std::string& user_password = "") {
        XrplNodeOptions options;
        options.address = node_.address(user_password);
        options.timeout_ms = 2'000;
        options.attempts_max = 3;
        options.sleep = [this](std::chrono::milliseconds pause) { pauses_.push_back(pause); };
        auto node = XrplNode::open(options);
        EXPECT_TRUE(node);
        return *std::move(node);
    }

    const std::vector<std::string>& bodies() const { return bodies_; }
    const std::vector<std::string>& authorizations() const { return authorizations_; }
    const std::vector<std::chrono::milliseconds>& pauses() const { return pauses_; }

private:
    FakeNode node_;
    std::vector<FakeNode::Reply> replies_;
    std::vector<std::string> bodies_;
    std::vector<std::string> authorizations_;
    std::vector<std::chrono::milliseconds> pauses_;
};

FakeNode::Reply answer(const std::string& text) {
    return FakeNode::reply(200, answer_body(text));
}

TEST(XrplNode, AsksForTheValidatedLedger) {
    Server server({answer("{'result': {'ledger_index': 9, 'ledger_hash': '" + kHash +
                          "', 'validated': true, 'ledger': {}}}")});
    auto node = server.open("user:password");
    const auto tip = node.tip();
    ASSERT_TRUE(tip) << tip.error().message;
    EXPECT_EQ(tip->ledger_index, 9U);
    EXPECT_EQ(codec::to_hex(tip->hash.bytes), kHash);
    EXPECT_EQ(server.bodies()[0], R"({"method":"ledger","params":[{"ledger_index":"validated"}]})");
    EXPECT_EQ(server.authorizations()[0], "Basic dXNlcjpwYXNzd29yZA==");
}

TEST(XrplNode, GivesALedgerThatTheReaderReads) {
    Server server({answer(whole_ledger(""))});
    auto node = server.open();
    const auto text = node.ledger(7);
    ASSERT_TRUE(text) << text.error().message;
    EXPECT_EQ(server.bodies()[0],
              R"({"method":"ledger","params":[{"ledger_index":7,"transactions":true,)"
              R"("expand":true,"binary":false}]})");
    XrplReader reader;
    Report report("node");
    std::vector<std::uint64_t> heights;
    ASSERT_TRUE(reader.read(std::as_bytes(std::span(*text)), report, [&](const auto& block) {
        heights.push_back(block.height);
        return Status(Done{});
    }));
    EXPECT_EQ(heights, std::vector<std::uint64_t>{7});
    EXPECT_EQ(report.losses_count(), 0U);
}

/// A server without history leaves out or nulls what it does not keep.
TEST(XrplNode, NeverTakesWhatIsMissingForALedgerInWhichNothingMoved) {
    const std::string null_list =
        "{'result': {'validated': true, 'ledger': {'ledger_index': 7, 'transactions': null}}}";
    const std::string no_list = "{'result': {'validated': true, 'ledger': {'ledger_index': 7}}}";
    for (const std::string& less :
         {null_list, no_list, std::string("{'result': {'validated': true, 'ledger': null}}"),
          std::string("{'result': {'validated': true}}"), whole_ledger("'" + kHash + "'"),
          whole_ledger("null"), whole_ledger("{'Account': 'r', 'metaData': null}"),
          std::string("{'result': {'error': 'lgrNotFound', 'status': 'error'}}")}) {
        Server server({answer(less)});
        const auto text = server.open().ledger(7);
        ASSERT_FALSE(text) << less;
        EXPECT_EQ(text.error().fault, Fault::not_found) << less;
        EXPECT_EQ(server.bodies().size(), 1U);  // Asking again would not help.
    }
}

TEST(XrplNode, RefusesWhatIsNotTheLedgerThatWasAskedFor) {
    Server server({answer(whole_ledger(""))});
    EXPECT_EQ(server.open().ledger(8).error().fault, Fault::malformed);
    Server open(
        {answer("{'result': {'validated': false, 'ledger': {'ledger_index': 7, "
                "'transactions': []}}}")});
    EXPECT_EQ(open.open().ledger(7).error().fault, Fault::not_found);
    EXPECT_EQ(open.open().tip().error().fault, Fault::malformed);
}

TEST(XrplNode, WaitsForAServerThatHasTooMuchToDo) {
    const auto busy = answer("{'result': {'error': 'tooBusy', 'status': 'error'}}");
    Server server({busy, FakeNode::reply(503, "load"), answer(whole_ledger(""))});
    EXPECT_TRUE(server.open().ledger(7));
    EXPECT_EQ(server.pauses(),
              (std::vector<std::chrono::milliseconds>{std::chrono::milliseconds(500),
                                                      std::chrono::milliseconds(1'000)}));
    Server always({FakeNode::reply(429, "slow down")});
    EXPECT_EQ(always.open().ledger(7).error().fault, Fault::io);
    EXPECT_EQ(always.bodies().size(), 3U);
}

TEST(XrplNode, SaysWhatIsNoServerOfTheXrpLedger) {
    Server page({FakeNode::reply(200, "<html>")});
    EXPECT_EQ(page.open().tip().error().fault, Fault::malformed);
    Server bitcoin({answer("{'result': null, 'error': {'code': -32601}}")});
    EXPECT_EQ(bitcoin.open().tip().error().fault, Fault::malformed);
    Server closed({FakeNode::reply(403, "")});
    EXPECT_EQ(closed.open().tip().error().fault, Fault::refused);
    Server strange({FakeNode::reply(418, "")});
    EXPECT_EQ(strange.open().tip().error().fault, Fault::malformed);
    Server forbidden({answer("{'result': {'error': 'noPermission'}}")});
    EXPECT_EQ(forbidden.open().tip().error().fault, Fault::refused);
    EXPECT_FALSE(XrplNode::open({.address = "https://s1.ripple.com:51234"}));
    EXPECT_FALSE(XrplNode::open({.address = "nonsense"}));
}

}  // namespace
}  // namespace pelf::ingest
