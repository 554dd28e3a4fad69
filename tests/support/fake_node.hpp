// SPDX-License-Identifier: Apache-2.0
//
// A Bitcoin node for tests: a real HTTP server on 127.0.0.1 that serves REST and JSON-RPC over
// made blocks, and can be told to misbehave. It serves one connection at a time.
//
//   FakeNode node;
//   node.set_chain(chain.blocks());
//   ... NodeOptions{.address = node.address()} ...
//   node.misbehave([](const FakeNode::Request&) { return FakeNode::reply(503, "busy"); });
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "support/block_builder.hpp"

namespace pelf::test {

class FakeNode {
public:
    struct Request {
        std::string method;
        std::string target;
        std::string authorization;
        std::string body;
    };
    struct Reply {
        std::string bytes;
        bool stalls = false;  ///< Sends the bytes and then waits until the client gives up.
        bool closes = false;  ///< Sends the bytes and closes the connection.
    };
    /// Nothing: answer as a good node.
    using Misbehaviour = std::function<std::optional<Reply>(const Request&)>;

    FakeNode() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof(address);
        PELF_CHECK(listener_ >= 0 && ::bind(listener_, generic, size) == 0);
        PELF_CHECK(::listen(listener_, 8) == 0);
        PELF_CHECK(::getsockname(listener_, generic, &size) == 0);
        port_ = ntohs(address.sin_port);
        server_ = std::jthread([this] { serve(); });
    }
    FakeNode(const FakeNode&) = delete;
    FakeNode& operator=(const FakeNode&) = delete;
    ~FakeNode() {
        stopping_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        {
            const std::lock_guard lock(mutex_);
            if (connection_ >= 0) ::shutdown(connection_, SHUT_RDWR);
        }
        server_.join();
        ::close(listener_);
    }

    std::uint16_t port() const { return port_; }
    std::string address(std::string_view user_password = "") const {
        std::string text = "http://";
        if (!user_password.empty()) text.append(user_password).append("@");
        return text + "127.0.0.1:" + std::to_string(port_);
    }

    /// The best chain, from genesis to the tip. Blocks of earlier chains stay known.
    void set_chain(const std::vector<MadeBlock>& blocks) {
        const std::lock_guard lock(mutex_);
        active_ = blocks;
        for (const MadeBlock& block : blocks) known_[block.hash] = block.bytes;
    }
    /// "user:password" as base64 after "Basic "; empty: everybody may use RPC.
    void require_authorization(std::string value) {
        const std::lock_guard lock(mutex_);
        authorization_ = std::move(value);
    }
    void set_network(std::string name) {
        const std::lock_guard lock(mutex_);
        network_ = std::move(name);
    }
    void misbehave(Misbehaviour misbehaviour) {
        const std::lock_guard lock(mutex_);
        misbehaviour_ = std::move(misbehaviour);
    }
    std::size_t requests_count() const { return requests_count_; }
    std::size_t connections_count() const { return connections_count_; }

    static Reply reply(int status, const std::string& body,
                       std::string_view type = "application/json") {
        return {"HTTP/1.1 " + std::to_string(status) + " x\r\nContent-Type: " + std::string(type) +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body};
    }

private:
    void serve() {
        while (!stopping_) {
            const int accepted = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (accepted < 0) continue;
            ++connections_count_;
            set_connection(accepted);
            while (!stopping_ && serve_one(accepted)) {
            }
            set_connection(-1);
            ::close(accepted);
        }
    }

    void set_connection(int descriptor) {
        const std::lock_guard lock(mutex_);
        connection_ = descriptor;
    }

    /// False when the connection is at its end.
    bool serve_one(int connection) {
        const auto request = read_request(connection);
        if (!request) return false;
        ++requests_count_;
        const Reply reply = answer(*request);
        for (std::string_view left = reply.bytes; !left.empty();) {
            const ssize_t sent = ::send(connection, left.data(), left.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            left.remove_prefix(static_cast<std::size_t>(sent));
        }
        char ignored = 0;
        if (reply.stalls) ::recv(connection, &ignored, 1, 0);
        return !reply.stalls && !reply.closes;
    }

    static std::optional<Request> read_request(int connection) {
        std::string bytes;
        std::size_t head_end = 0;
        std::size_t wanted = 1;
        while (bytes.size() < wanted) {
            std::array<char, 4'096> chunk{};
            const ssize_t got = ::recv(connection, chunk.data(), chunk.size(), 0);
            if (got <= 0) return std::nullopt;
            bytes.append(chunk.data(), static_cast<std::size_t>(got));
            head_end = bytes.find("\r\n\r\n");
            wanted = bytes.size() + 1;
            if (head_end == std::string::npos) continue;
            const std::string length = header(bytes, "Content-Length: ");
            wanted = head_end + 4 + (length.empty() ? 0 : std::stoul(length));
        }
        Request request;
        const std::size_t first_space = bytes.find(' ');
        request.method = bytes.substr(0, first_space);
        request.target =
            bytes.substr(first_space + 1, bytes.find(' ', first_space + 1) - first_space - 1);
        request.authorization = header(bytes, "Authorization: ");
        request.body = bytes.substr(head_end + 4);
        return request;
    }

    static std::string header(const std::string& bytes, const std::string& name) {
        const std::size_t at = bytes.find("\r\n" + name);
        if (at == std::string::npos) return {};
        const std::size_t begin = at + 2 + name.size();
        return bytes.substr(begin, bytes.find("\r\n", begin) - begin);
    }

    Reply answer(const Request& request) {
        const std::lock_guard lock(mutex_);
        if (misbehaviour_) {
            if (auto reply = misbehaviour_(request)) return *std::move(reply);
        }
        return request.method == "POST" ? answer_rpc(request) : answer_rest(request.target);
    }

    std::string chain_info() const {
        return R"({"chain":")" + network_ + R"(","blocks":)" + std::to_string(active_.size() - 1) +
               R"(,"bestblockhash":")" + codec::to_reversed_hex(active_.back().hash) +
               R"(","difficulty":4.656542373906925e-10,"pruned":false,)"
               R"("initialblockdownload":false})";
    }

    const Bytes* find_block(std::string_view shown_hash) const {
        const auto hash = codec::from_reversed_hex(shown_hash.substr(0, 64));
        const auto found = hash ? known_.find(*hash) : known_.end();
        return found == known_.end() ? nullptr : &found->second;
    }

    Reply answer_rest(std::string_view target) const {
        constexpr std::string_view kByHeight = "/rest/blockhashbyheight/";
        constexpr std::string_view kBlock = "/rest/block/";
        if (target == "/rest/chaininfo.json") return reply(200, chain_info());
        if (target.starts_with(kByHeight)) {
            const auto height = std::stoul(std::string(target.substr(kByHeight.size())));
            if (height >= active_.size()) return reply(404, "Block height out of range");
            return reply(
                200, R"({"blockhash":")" + codec::to_reversed_hex(active_[height].hash) + "\"}");
        }
        const Bytes* block =
            target.starts_with(kBlock) ? find_block(target.substr(kBlock.size())) : nullptr;
        if (block == nullptr) return reply(404, "not found");
        return reply(200, std::string(as_text(*block)), "application/octet-stream");
    }

    Reply answer_rpc(const Request& request) const {
        if (!authorization_.empty() && request.authorization != authorization_) {
            return reply(401, "");
        }
        const std::string& body = request.body;
        const auto has = [&](std::string_view piece) {
            return body.find(piece) != std::string::npos;
        };
        const std::size_t begin = body.find('[') + 1;
        const std::string first = body.substr(begin, body.find_first_of(",]", begin) - begin);
        if (has("getblockchaininfo")) return result(chain_info());
        if (has("getblockhash")) {
            const auto height = std::stoul(first);
            if (height >= active_.size()) return rpc_error(-8, "Block height out of range");
            return result("\"" + codec::to_reversed_hex(active_[height].hash) + "\"");
        }
        const Bytes* block = has("getblock") ? find_block(first.substr(1)) : nullptr;
        if (block == nullptr) return rpc_error(-5, "Block not found");
        return result("\"" + codec::to_hex(*block) + "\"");
    }

    static Reply result(const std::string& value) {
        return reply(200, R"({"result":)" + value + R"(,"error":null,"id":"pelf"})");
    }

public:
    static Reply rpc_error(int code, const std::string& message) {
        return reply(500, R"({"result":null,"error":{"code":)" + std::to_string(code) +
                              R"(,"message":")" + message + R"("},"id":"pelf"})");
    }

private:
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopping_ = false;
    std::atomic<std::size_t> requests_count_ = 0;
    std::atomic<std::size_t> connections_count_ = 0;
    std::mutex mutex_;
    int connection_ = -1;
    std::string network_ = "regtest";
    std::string authorization_;
    Misbehaviour misbehaviour_;
    std::vector<MadeBlock> active_ = {regtest_genesis()};
    std::map<Hash256, Bytes> known_;
    std::jthread server_;
};

}  // namespace pelf::test
