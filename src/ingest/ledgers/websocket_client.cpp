// SPDX-License-Identifier: Apache-2.0
//
// As in http_client.cpp, asynchronous calls are waited for on an io_context of our own, since only
// they have time-outs.
#include "ingest/ledgers/websocket_client.hpp"

#include <openssl/ssl.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <chrono>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/check.hpp"
#include "base/text.hpp"

namespace pelf::ingest {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

/// With the scheme that was given.
std::string shown(const Url& server) {
    return text("ws", std::string_view(to_string(server)).substr(4));
}

}  // namespace

bool is_websocket(std::string_view address) noexcept {
    return address.starts_with("ws://") || address.starts_with("wss://");
}

Result<Url> parse_websocket_address(std::string_view text) {
    PELF_CHECK(is_websocket(text));
    // But for its scheme it is an address of the web: ws and http, wss and https have one port.
    return parse_url(pelf::text("http", text.substr(2)));
}

class WebSocketClient::Connection {
public:
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;
    virtual Result<std::string> exchange(const std::string& message,
                                         std::uint64_t answer_max_bytes) = 0;
};

template <class Stream>
class WebSocketClient::ConnectionOver final : public Connection {
public:
    ConnectionOver(Url server, std::uint32_t timeout_ms)
        : server_(std::move(server)), timeout_(timeout_ms) {}

    Result<std::string> exchange(const std::string& message,
                                 std::uint64_t answer_max_bytes) override {
        try {
            error_code error = socket_ ? error_code() : connect();
            if (!error) error = ask(message, answer_max_bytes);
            if (!error) {
                const auto bytes = buffer_.data();
                return std::string(static_cast<const char*>(bytes.data()), bytes.size());
            }
            socket_.reset();
            return failed(error, answer_max_bytes);
        } catch (const std::exception& failure) {  // Where the system has no more sockets.
            socket_.reset();
            return Unexpected(Error{Fault::io, text("cannot reach the server: ", failure.what()),
                                    shown(server_)});
        }
    }

private:
    static constexpr bool kIsTls = std::is_same_v<Stream, TlsStream>;

    template <class Start>
    error_code wait_for(Start start) {
        std::optional<error_code> result;
        start([&result](error_code error, auto&&...) { result = error; });
        io_.restart();
        // Until that is done and no longer: the WebSocket's own timer always has work.
        while (!result) io_.run_one();
        return *result;
    }

    error_code connect() {
        error_code error;
        asio::ip::tcp::resolver resolver(io_);
        const auto endpoints = resolver.resolve(server_.host, server_.port, error);
        if (error) return error;
        if constexpr (kIsTls) {
            static_cast<void>(context_.set_default_verify_paths(error));
            if (error) return error;
            SSL_CTX_set_min_proto_version(context_.native_handle(), TLS1_2_VERSION);
            socket_ = std::make_unique<websocket::stream<Stream>>(io_, context_);
        } else {
            socket_ = std::make_unique<websocket::stream<Stream>>(io_);
        }
        auto& tcp = beast::get_lowest_layer(*socket_);
        tcp.expires_after(timeout_);
        error = wait_for([&](auto done) { tcp.async_connect(endpoints, std::move(done)); });
        if (error) return error;
        if constexpr (kIsTls) {
            error = start_tls();
            if (error) return error;
        }
        tcp.expires_never();  // From here on the WebSocket keeps time.
        socket_->set_option(websocket::stream_base::timeout{timeout_, timeout_, false});
        return wait_for([&](auto done) {
            socket_->async_handshake(text(server_.host, ":", server_.port), server_.target,
                                     std::move(done));
        });
    }

    error_code start_tls() {
        auto& tls = socket_->next_layer();
        tls.set_verify_mode(asio::ssl::verify_peer);
        tls.set_verify_callback(asio::ssl::host_name_verification(server_.host));
        // The macro for it, SSL_set_tlsext_host_name, has a cast of the old style in it.
        std::string name = server_.host;
        if (SSL_ctrl(tls.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                     name.data()) != 1) {
            return asio::error::invalid_argument;
        }
        return wait_for([&](auto done) {
            tls.async_handshake(asio::ssl::stream_base::client, std::move(done));
        });
    }

    error_code ask(const std::string& message, std::uint64_t answer_max_bytes) {
        socket_->read_message_max(answer_max_bytes);
        socket_->text(true);
        const auto error = wait_for(
            [&](auto done) { socket_->async_write(asio::buffer(message), std::move(done)); });
        if (error) return error;
        buffer_.clear();
        return wait_for([&](auto done) { socket_->async_read(buffer_, std::move(done)); });
    }

    Unexpected<Error> failed(const error_code& error, std::uint64_t answer_max_bytes) const {
        const auto with = [&](Fault fault, std::string message) {
            return Unexpected(Error{fault, std::move(message), shown(server_)});
        };
        if (error == asio::error::connection_refused) {
            return with(Fault::io,
                        "nothing listens at this address; is the server running, and is "
                        "the port that of its WebSocket?");
        }
        if (error == beast::error::timeout) {
            return with(Fault::io, text("no answer in time, in milliseconds: ", timeout_.count()));
        }
        if (error == websocket::error::message_too_big ||
            error == websocket::error::buffer_overflow) {
            return with(Fault::over_limit,
                        text("the answer is longer than one of this kind can be, in bytes: ",
                             answer_max_bytes));
        }
        if (error == websocket::error::closed || error == asio::error::eof ||
            error == asio::error::connection_reset || error == asio::ssl::error::stream_truncated) {
            return with(Fault::io, "the server closed the connection");
        }
        if (error.category() == make_error_code(websocket::error::closed).category()) {
            return with(Fault::malformed, text("the answer is no WebSocket's (", error.message(),
                                               "); is this the port of the server's WebSocket?"));
        }
        return with(Fault::io, text("cannot reach the server: ", error.message()));
    }

    Url server_;
    std::chrono::milliseconds timeout_;
    asio::io_context io_;
    asio::ssl::context context_{asio::ssl::context::tls_client};
    std::unique_ptr<websocket::stream<Stream>> socket_;  ///< Null: not connected.
    beast::flat_buffer buffer_;
};

WebSocketClient::WebSocketClient(Url server, std::uint32_t timeout_ms) {
    if (server.is_tls) {
        connection_ = std::make_unique<ConnectionOver<TlsStream>>(std::move(server), timeout_ms);
    } else {
        connection_ =
            std::make_unique<ConnectionOver<beast::tcp_stream>>(std::move(server), timeout_ms);
    }
}
WebSocketClient::WebSocketClient(WebSocketClient&&) noexcept = default;
WebSocketClient& WebSocketClient::operator=(WebSocketClient&&) noexcept = default;
WebSocketClient::~WebSocketClient() = default;

Result<std::string> WebSocketClient::exchange(const std::string& message,
                                              std::uint64_t answer_max_bytes) {
    return connection_->exchange(message, answer_max_bytes);
}

}  // namespace pelf::ingest
