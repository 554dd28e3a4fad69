// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/websocket_client.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <functional>
#include <thread>
#include <vector>

#include "base/text.hpp"
#include "ingest/ledgers/xrpl_node.hpp"

namespace pelf::ingest {
namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;

/// A WebSocket server on 127.0.0.1, one connection at a time. Nothing in place of an answer: it
/// closes the connection.
class WebSocketServer {
public:
    using Answer = std::function<std::optional<std::string>(const std::string&)>;

    explicit WebSocketServer(Answer answer)
        : answer_(std::move(answer)),
          acceptor_(io_, tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0)),
          thread_([this] { run(); }) {}
    WebSocketServer(const WebSocketServer&) = delete;
    WebSocketServer& operator=(const WebSocketServer&) = delete;
    ~WebSocketServer() {
        is_over_ = true;
        // Wakes the one that waits for a connection.
        boost::system::error_code ignored;
        tcp::socket(io_).connect(acceptor_.local_endpoint(), ignored);
        thread_.join();
    }

    std::string address() const {
        return text("ws://127.0.0.1:", acceptor_.local_endpoint().port());
    }
    int connections_count() const { return connections_count_; }

private:
    void run() {
        while (true) {
            tcp::socket socket(io_);
            acceptor_.accept(socket);
            if (is_over_) return;
            ++connections_count_;
            serve(std::move(socket));
        }
    }

    void serve(tcp::socket socket) {
        boost::system::error_code error;
        websocket::stream<tcp::socket> stream(std::move(socket));
        stream.accept(error);
        while (!error) {
            boost::beast::flat_buffer buffer;
            stream.read(buffer, error);
            if (error) return;
            const auto data = buffer.data();
            const auto answer =
                answer_(std::string(static_cast<const char*>(data.data()), data.size()));
            if (!answer) return;
            stream.write(asio::buffer(*answer), error);
        }
    }

    Answer answer_;
    asio::io_context io_;
    tcp::acceptor acceptor_;
    std::atomic<bool> is_over_ = false;
    std::atomic<int> connections_count_ = 0;
    std::thread thread_;
};

WebSocketClient client_of(const WebSocketServer& server, std::uint32_t timeout_ms = 5'000) {
    const auto address = parse_websocket_address(server.address());
    EXPECT_TRUE(address);
    return WebSocketClient(*address, timeout_ms);
}

TEST(WebSocketClient, AsksSeveralQuestionsOverOneConnection) {
    const WebSocketServer server([](const std::string& asked) { return "you said " + asked; });
    auto client = client_of(server);
    for (const std::string message : {"one", "two", "three"}) {
        const auto answer = client.exchange(message, 100);
        ASSERT_TRUE(answer) << answer.error().message;
        EXPECT_EQ(*answer, "you said " + message);
    }
    EXPECT_EQ(server.connections_count(), 1);
}

TEST(WebSocketClient, ComesAgainAfterTheServerHungUp) {
    std::atomic<int> asked = 0;
    const WebSocketServer server([&](const std::string&) -> std::optional<std::string> {
        if (++asked == 1) return std::nullopt;
        return "well";
    });
    auto client = client_of(server);
    const auto first = client.exchange("?", 100);
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error().fault, Fault::io);
    EXPECT_TRUE(client.exchange("?", 100));
    EXPECT_EQ(server.connections_count(), 2);
}

TEST(WebSocketClient, RefusesAnAnswerThatIsTooLong) {
    const WebSocketServer server([](const std::string&) { return std::string(101, 'x'); });
    auto client = client_of(server);
    const auto answer = client.exchange("?", 100);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::over_limit);
}

TEST(WebSocketClient, SaysWhenNobodyListens) {
    std::string address;
    {
        const WebSocketServer server([](const std::string&) { return std::nullopt; });
        address = server.address();
    }
    WebSocketClient client(*parse_websocket_address(address), 2'000);
    const auto answer = client.exchange("?", 100);
    ASSERT_FALSE(answer);
    EXPECT_NE(answer.error().message.find("nothing listens"), std::string::npos);
}

TEST(WebSocketClient, ReadsAddresses) {
    EXPECT_TRUE(is_websocket("wss://xrplcluster.com"));
    EXPECT_FALSE(is_websocket("https://xrplcluster.com"));
    const auto address = parse_websocket_address("wss://xrplcluster.com");
    ASSERT_TRUE(address);
    EXPECT_EQ(*address, (Url{true, "xrplcluster.com", "443", "/"}));
    EXPECT_FALSE(parse_websocket_address("ws://user@host"));
    EXPECT_FALSE(parse_websocket_address("ws://:80"));
}

XrplNode node_of(const WebSocketServer& server) {
    XrplNodeOptions options;
    options.address = server.address();
    options.timeout_ms = 5'000;
    options.attempts_max = 2;
    auto node = XrplNode::open(options);
    EXPECT_TRUE(node);
    return *std::move(node);
}

TEST(WebSocketClient, AServerOfTheXrpLedgerIsAskedByIt) {
    const std::string hash(64, '7');
    std::vector<std::string> asked;
    const WebSocketServer server([&](const std::string& question) {
        asked.push_back(question);
        return text(R"({"id":)", asked.size(),
                    R"(,"status":"success","type":"response","result":{"ledger_index":9,)",
                    R"("ledger_hash":")", hash, R"(","validated":true,"ledger":{}}})");
    });
    auto node = node_of(server);
    const auto tip = node.tip();
    ASSERT_TRUE(tip) << tip.error().message;
    EXPECT_EQ(tip->ledger_index, 9U);
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0], R"({"id":1,"command":"ledger","ledger_index":"validated"})");
}

TEST(WebSocketClient, AnErrorBesideTheResultIsTheServersWord) {
    const WebSocketServer server([](const std::string&) {
        return R"({"id":1,"status":"error","type":"response","error":"lgrNotFound"})";
    });
    auto node = node_of(server);
    const auto ledger = node.ledger(7);
    ASSERT_FALSE(ledger);
    EXPECT_EQ(ledger.error().fault, Fault::not_found);
}

TEST(WebSocketClient, AnAnswerToAnotherQuestionIsNone) {
    const WebSocketServer server([](const std::string&) {
        return R"({"id":5,"status":"success","result":{"ledger_index":9,"validated":true}})";
    });
    auto node = node_of(server);
    const auto tip = node.tip();
    ASSERT_FALSE(tip);
    EXPECT_EQ(tip.error().fault, Fault::malformed);
}

}  // namespace
}  // namespace pelf::ingest
