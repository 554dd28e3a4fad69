// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bitcoin_node.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/http_client.hpp"
#include "support/block_builder.hpp"
#include "support/fake_node.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::ingest {
namespace {

using test::Bytes;
using test::ChainMaker;
using test::FakeNode;
using Door = NodeOptions::Door;

constexpr std::uint32_t kStallTimeoutMs = 200;

/// A node with a password, and a client for each door that notes the pauses it is asked for.
class NodeTest : public ::testing::TestWithParam<Door> {
protected:
    NodeTest() {
        chain_.add_many(5);
        node_.set_chain(chain_.blocks());
        node_.require_authorization(basic_authorization("alice:secret"));
        options_ = {.address = node_.address(GetParam() == Door::rpc ? "alice:secret" : ""),
                    .door = GetParam(),
                    .cookie_file = {},
                    .timeout_ms = 10'000,
                    .attempts_max = 3,
                    .first_pause = std::chrono::milliseconds(100),
                    .sleep = [this](std::chrono::milliseconds pause) { pauses_.push_back(pause); }};
    }

    std::unique_ptr<NodeSource> client() const {
        auto source = open_node(options_);
        PELF_CHECK(source.has_value());
        return *std::move(source);
    }

    Error error_of_tip() const {
        auto tip = client()->tip();
        PELF_CHECK(!tip.has_value());
        return std::move(tip).error();
    }

    void answer_always(const FakeNode::Reply& reply) {
        node_.misbehave([reply](const FakeNode::Request&) { return reply; });
    }

    ChainMaker chain_;
    FakeNode node_;
    NodeOptions options_;
    std::vector<std::chrono::milliseconds> pauses_;
};

INSTANTIATE_TEST_SUITE_P(Doors, NodeTest, ::testing::Values(Door::rest, Door::rpc),
                         [](const auto& door) {
                             return door.param == Door::rest ? "rest" : "rpc";
                         });

bool mentions(const Error& error, std::string_view words) {
    return error.message.find(words) != std::string::npos;
}

TEST_P(NodeTest, gives_tip_hashes_and_blocks_over_one_connection) {
    const auto source = client();
    const auto tip = source->tip();
    ASSERT_TRUE(tip.has_value());
    EXPECT_EQ(tip->chain, codec::Chain::regtest);
    EXPECT_EQ(tip->height, 5U);
    EXPECT_EQ(tip->hash, chain_.tip().hash);
    EXPECT_FALSE(tip->is_pruned);
    for (const auto& block : chain_.blocks()) {
        const auto hash = source->hash_at(block.height);
        ASSERT_TRUE(hash.has_value());
        EXPECT_EQ(*hash, block.hash);
        const auto bytes = source->block(*hash);
        ASSERT_TRUE(bytes.has_value());
        EXPECT_EQ(*bytes, block.bytes);
    }
    EXPECT_EQ(node_.connections_count(), 1U);
    EXPECT_TRUE(pauses_.empty());
}

TEST_P(NodeTest, says_not_found_above_the_tip_and_for_unknown_blocks) {
    const auto source = client();
    const auto above = source->hash_at(6);
    ASSERT_FALSE(above.has_value());
    EXPECT_EQ(above.error().fault, Fault::not_found);
    const auto unknown = source->block(codec::Hash256{});
    ASSERT_FALSE(unknown.has_value());
    EXPECT_EQ(unknown.error().fault, Fault::not_found);
    EXPECT_TRUE(pauses_.empty());
}

TEST_P(NodeTest, opens_a_connection_again_that_the_node_closed) {
    const auto source = client();
    ASSERT_TRUE(source->tip().has_value());
    std::atomic<bool> close_next = true;
    node_.misbehave([&](const FakeNode::Request&) -> std::optional<FakeNode::Reply> {
        if (!close_next.exchange(false)) return std::nullopt;
        return FakeNode::Reply{.bytes = {}, .closes = true};
    });
    EXPECT_TRUE(source->hash_at(1).has_value());
    EXPECT_EQ(node_.connections_count(), 2U);
    EXPECT_TRUE(pauses_.empty());
}

TEST_P(NodeTest, waits_longer_each_time_while_the_node_is_busy) {
    answer_always(FakeNode::reply(503, "Work queue depth exceeded\x1b[31m"));
    const Error error = error_of_tip();
    EXPECT_EQ(error.fault, Fault::io);
    EXPECT_TRUE(mentions(error, "Work queue depth exceeded")) << error.message;
    EXPECT_EQ(error.message.find('\x1b'), std::string::npos);
    using std::chrono::milliseconds;
    EXPECT_EQ(pauses_, (std::vector{milliseconds(100), milliseconds(200)}));
    EXPECT_EQ(node_.requests_count(), 3U);
}

TEST_P(NodeTest, goes_on_once_a_busy_node_answers) {
    std::atomic<int> busy_count = 2;
    node_.misbehave([&](const FakeNode::Request&) -> std::optional<FakeNode::Reply> {
        if (busy_count-- <= 0) return std::nullopt;
        return FakeNode::reply(503, "");
    });
    EXPECT_TRUE(client()->tip().has_value());
    EXPECT_EQ(pauses_.size(), 2U);
}

TEST_P(NodeTest, names_what_to_check_when_nothing_listens) {
    std::uint16_t free_port = 0;
    {
        const FakeNode gone;
        free_port = gone.port();
    }
    options_.address = "http://a:b@127.0.0.1:" + std::to_string(free_port);
    const Error error = error_of_tip();
    EXPECT_EQ(error.fault, Fault::io);
    EXPECT_TRUE(mentions(error, "is the node running")) << error.message;
    EXPECT_EQ(pauses_.size(), 2U);
    EXPECT_EQ(error.source.find("a:b"), std::string::npos);  // No password in messages.
}

TEST_P(NodeTest, gives_up_on_a_node_that_never_answers) {
    options_.timeout_ms = kStallTimeoutMs;
    options_.attempts_max = 2;
    const auto whole = FakeNode::reply(200, std::string(1'000, ' ')).bytes;
    for (const std::size_t sent : {std::size_t{0}, std::size_t{20}, std::size_t{500}}) {
        answer_always({.bytes = whole.substr(0, sent), .stalls = true});
        const Error error = error_of_tip();
        EXPECT_EQ(error.fault, Fault::io);
        EXPECT_TRUE(mentions(error, "no answer in time")) << error.message;
    }
}

TEST_P(NodeTest, reports_an_answer_that_ends_early) {
    const auto whole = FakeNode::reply(200, std::string(1'000, ' ')).bytes;
    for (const std::size_t sent : {std::size_t{0}, std::size_t{20}, std::size_t{500}}) {
        answer_always({.bytes = whole.substr(0, sent), .closes = true});
        const Error error = error_of_tip();
        EXPECT_EQ(error.fault, Fault::truncated) << sent << error.message;
    }
    EXPECT_EQ(pauses_.size(), 6U);
}

TEST_P(NodeTest, never_reads_an_answer_longer_than_one_can_be) {
    for (const std::string& length : {std::string("2000000"), std::string("18446744073709551615"),
                                      std::string("99999999999999999999999")}) {
        answer_always({.bytes = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n{}",
                       .stalls = true});
        const Error error = error_of_tip();
        EXPECT_TRUE(error.fault == Fault::over_limit || error.fault == Fault::malformed);
    }
    // Without a length, in pieces.
    std::string pieces = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 100; ++i) pieces += "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
    answer_always({.bytes = pieces, .stalls = true});
    EXPECT_EQ(error_of_tip().fault, Fault::over_limit);
    // A header without end.
    answer_always({.bytes = "HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x'), .stalls = true});
    EXPECT_EQ(error_of_tip().fault, Fault::over_limit);
    EXPECT_TRUE(pauses_.empty());
}

TEST_P(NodeTest, asks_about_a_proxy_when_a_page_comes_instead) {
    answer_always(FakeNode::reply(200, "<html><body>Welcome</body></html>", "text/html"));
    const Error error = error_of_tip();
    EXPECT_EQ(error.fault, Fault::malformed);
    EXPECT_TRUE(mentions(error, "not JSON")) << error.message;
    answer_always({.bytes = "220 mail.example.org ESMTP\r\n", .closes = true});
    const Error mail = error_of_tip();
    EXPECT_EQ(mail.fault, Fault::malformed);
    EXPECT_TRUE(mentions(mail, "not HTTP")) << mail.message;
}

TEST_P(NodeTest, refuses_json_of_other_shapes) {
    for (const std::string body :
         {"null", "[]", "3", "{}", R"({"result":null,"error":null})", R"({"result":{}})",
          R"({"chain":"regtest","blocks":-1,"bestblockhash":"00"})",
          R"({"result":{"chain":"regtest","blocks":"5","bestblockhash":1}})"}) {
        answer_always(FakeNode::reply(200, body));
        const Error error = error_of_tip();
        EXPECT_TRUE(error.fault == Fault::malformed || error.fault == Fault::refused) << body;
    }
    answer_always(FakeNode::reply(200, std::string(100'000, '[')));
    EXPECT_EQ(error_of_tip().fault, Fault::malformed);
}

TEST_P(NodeTest, refuses_a_network_that_is_not_read) {
    node_.set_network("testnet4");
    const Error error = error_of_tip();
    EXPECT_EQ(error.fault, Fault::refused);
    EXPECT_TRUE(mentions(error, "testnet4")) << error.message;
}

TEST_P(NodeTest, refuses_bytes_that_are_not_the_block_asked_for) {
    const auto other = chain_.blocks()[2];
    const std::string body(as_text(other.bytes));
    const std::string hex = R"({"result":")" + codec::to_hex(other.bytes) + R"(","error":null})";
    answer_always(FakeNode::reply(200, GetParam() == Door::rest ? body : hex));
    const auto bytes = client()->block(chain_.blocks()[3].hash);
    ASSERT_FALSE(bytes.has_value());
    EXPECT_EQ(bytes.error().fault, Fault::malformed);
    EXPECT_TRUE(mentions(bytes.error(), codec::to_reversed_hex(chain_.blocks()[3].hash)));
    answer_always(FakeNode::reply(200, "short"));
    EXPECT_FALSE(client()->block(chain_.blocks()[3].hash).has_value());
}

class RestTest : public NodeTest {};
INSTANTIATE_TEST_SUITE_P(Doors, RestTest, ::testing::Values(Door::rest));

TEST_P(RestTest, asks_for_the_option_when_there_is_no_rest) {
    answer_always(FakeNode::reply(404, ""));
    const Error error = error_of_tip();
    EXPECT_EQ(error.fault, Fault::not_found);
    EXPECT_TRUE(mentions(error, "-rest=1")) << error.message;
}

class RpcTest : public NodeTest {};
INSTANTIATE_TEST_SUITE_P(Doors, RpcTest, ::testing::Values(Door::rpc));

TEST_P(RpcTest, says_that_the_password_is_wrong) {
    options_.address = node_.address("alice:wrong");
    const Error error = error_of_tip();
    EXPECT_EQ(error.fault, Fault::refused);
    EXPECT_TRUE(mentions(error, "password")) << error.message;
    EXPECT_TRUE(pauses_.empty());
    options_.address = node_.address();
    const auto none = open_node(options_);
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().fault, Fault::refused);
}

TEST_P(RpcTest, reads_the_cookie_file_again_when_the_node_was_started_again) {
    const test::TemporaryFolder folder;
    const auto cookie = [&](std::string_view text) {
        test::write_file(folder.path() / ".cookie", std::as_bytes(std::span(text)));
    };
    options_.address = node_.address();
    options_.cookie_file = folder.path() / ".cookie";
    const auto missing = open_node(options_);
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().fault, Fault::not_found);

    cookie("__cookie__:first\n");
    node_.require_authorization(basic_authorization("__cookie__:first"));
    const auto source = client();
    ASSERT_TRUE(source->tip().has_value());
    cookie("__cookie__:second");
    node_.require_authorization(basic_authorization("__cookie__:second"));
    EXPECT_TRUE(source->tip().has_value());
    node_.require_authorization(basic_authorization("__cookie__:third"));
    const auto stale = source->tip();
    ASSERT_FALSE(stale.has_value());
    EXPECT_EQ(stale.error().fault, Fault::refused);
}

TEST_P(RpcTest, waits_while_the_node_is_starting) {
    std::atomic<int> starting_count = 1;
    node_.misbehave([&](const FakeNode::Request&) -> std::optional<FakeNode::Reply> {
        if (starting_count-- <= 0) return std::nullopt;
        return FakeNode::rpc_error(-28, "Loading block index...");
    });
    EXPECT_TRUE(client()->tip().has_value());
    EXPECT_EQ(pauses_.size(), 1U);
}

TEST_P(RpcTest, hands_on_what_the_node_says_of_a_pruned_block_or_another_error) {
    answer_always(FakeNode::rpc_error(-1, "Block not available (pruned data)"));
    const auto pruned = client()->block(chain_.tip().hash);
    ASSERT_FALSE(pruned.has_value());
    EXPECT_EQ(pruned.error().fault, Fault::not_found);
    EXPECT_TRUE(mentions(pruned.error(), "pruned data"));
    answer_always(FakeNode::rpc_error(-32'601, "Method not found"));
    EXPECT_TRUE(mentions(error_of_tip(), "Method not found"));
    answer_always(FakeNode::reply(403, ""));
    EXPECT_TRUE(mentions(error_of_tip(), "-rpcallowip"));
}

TEST(HttpAddress, is_read_with_password_and_brackets) {
    const auto plain = parse_http_address("http://127.0.0.1:8332");
    ASSERT_TRUE(plain.has_value());
    EXPECT_EQ(plain->host, "127.0.0.1");
    EXPECT_EQ(plain->port, "8332");
    const auto full = parse_http_address("http://a:p@ss@[::1]:18443/");
    ASSERT_TRUE(full.has_value());
    EXPECT_EQ(full->host, "::1");
    EXPECT_EQ(full->user_password, "a:p@ss");
    for (const auto* bad : {"", "127.0.0.1:8332", "http://", "http://host", "http://host:0",
                            "http://host:65536", "http://host:x", "http://:8332",
                            "http://host:8332/rest", "http://a/b:1", "http://::1:8332"}) {
        EXPECT_FALSE(parse_http_address(bad).has_value()) << bad;
    }
    EXPECT_EQ(parse_http_address("https://host:1").error().fault, Fault::refused);
}

TEST(BasicAuthorization, is_that_of_the_standard) {
    // Source: RFC 7617, section 2.
    EXPECT_EQ(basic_authorization("Aladdin:open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    EXPECT_EQ(basic_authorization("test:123\xc2\xa3"), "Basic dGVzdDoxMjPCow==");
}

}  // namespace
}  // namespace pelf::ingest
