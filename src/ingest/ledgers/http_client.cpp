// SPDX-License-Identifier: Apache-2.0
//
// Beast's synchronous calls have no time-outs, its asynchronous ones do: each is started and then
// waited for on an io_context of our own.
#include "ingest/ledgers/http_client.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <exception>
#include <utility>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Parser = http::response_parser<http::string_body>;

constexpr std::uint32_t kAnswerHeaderBytesMax = 16 * 1'024;

/// Ends of a connection on which nothing of the answer has come.
bool was_closed(const error_code& error) {
    return error == http::error::end_of_stream || error == asio::error::connection_reset ||
           error == asio::error::broken_pipe || error == asio::error::eof;
}

}  // namespace

class HttpClient::Connection {
public:
    Connection(HttpAddress address, std::uint32_t timeout_ms)
        : address_(std::move(address)), timeout_(timeout_ms) {}

    Result<HttpAnswer> exchange(const HttpRequest& request) {
        const bool was_open = stream_ != nullptr;
        if (!was_open) {
            if (const auto error = connect()) return failed(error, request);
        }
        std::optional<Parser> parser(std::in_place);
        auto error = ask(request, *parser);
        if (was_open && was_closed(error)) {
            parser.emplace();
            error = connect();
            if (!error) error = ask(request, *parser);
        }
        if (error || !parser->keep_alive()) stream_.reset();
        if (error) return failed(error, request);
        return HttpAnswer{parser->get().result_int(), std::move(parser->get().body())};
    }

private:
    template <class Start>
    error_code wait_for(Start start) {
        error_code result;
        stream_->expires_after(timeout_);
        start([&result](error_code error, auto&&...) { result = error; });
        io_.restart();
        io_.run();
        return result;
    }

    error_code connect() {
        error_code error;
        asio::ip::tcp::resolver resolver(io_);
        const auto endpoints = resolver.resolve(address_.host, address_.port, error);
        if (error) return error;
        buffer_.clear();
        stream_ = std::make_unique<beast::tcp_stream>(io_);
        error = wait_for([&](auto done) { stream_->async_connect(endpoints, std::move(done)); });
        if (error) stream_.reset();
        return error;
    }

    error_code ask(const HttpRequest& request, Parser& parser) {
        const auto verb = request.json_body ? http::verb::post : http::verb::get;
        http::request<http::string_body> message(verb, request.target, 11);
        message.set(http::field::host, address_.host);
        message.set(http::field::user_agent, "pelf");
        if (!request.authorization.empty()) {
            message.set(http::field::authorization, request.authorization);
        }
        if (request.json_body) {
            message.set(http::field::content_type, "application/json");
            message.body() = *request.json_body;
        }
        message.prepare_payload();
        const auto error =
            wait_for([&](auto done) { http::async_write(*stream_, message, std::move(done)); });
        if (error) return error;
        parser.body_limit(request.answer_max_bytes);
        parser.header_limit(kAnswerHeaderBytesMax);
        return wait_for(
            [&](auto done) { http::async_read(*stream_, buffer_, parser, std::move(done)); });
    }

    Unexpected<Error> failed(const error_code& error, const HttpRequest& request) const {
        const std::string source =
            text("http://", address_.host, ":", address_.port, request.target);
        const auto with = [&](Fault fault, std::string message) {
            return Unexpected(Error{fault, std::move(message), source});
        };
        if (error == asio::error::connection_refused) {
            return with(Fault::io,
                        "nothing listens at this address; is the node running, with "
                        "-server=1 or -rest=1, and is the port right?");
        }
        if (error == beast::error::timeout) {
            return with(Fault::io, text("no answer in time, in milliseconds: ", timeout_.count()));
        }
        if (error == http::error::body_limit || error == http::error::header_limit ||
            error == http::error::buffer_overflow) {
            return with(Fault::over_limit,
                        text("the answer is longer than one of this kind can be, in bytes: ",
                             request.answer_max_bytes, "; is this a Bitcoin node?"));
        }
        if (error == http::error::partial_message || was_closed(error)) {
            return with(Fault::truncated, "the connection ended before the answer did");
        }
        if (error.category() == http::make_error_code(http::error::bad_version).category()) {
            return with(Fault::malformed, text("the answer is not HTTP (", error.message(),
                                               "); is this a node's RPC or REST port?"));
        }
        return with(Fault::io, text("cannot reach the node: ", error.message()));
    }

    HttpAddress address_;
    std::chrono::milliseconds timeout_;
    asio::io_context io_;
    std::unique_ptr<beast::tcp_stream> stream_;  ///< Null: not connected.
    beast::flat_buffer buffer_;
};

HttpClient::HttpClient(const HttpAddress& address, std::uint32_t timeout_ms)
    : connection_(std::make_unique<Connection>(address, timeout_ms)) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpAnswer> HttpClient::exchange(const HttpRequest& request) {
    try {
        return connection_->exchange(request);
    } catch (const std::exception& failure) {  // Asio throws where the system has no more sockets.
        return Unexpected(Error{Fault::io, text("cannot reach the node: ", failure.what())});
    }
}

Result<HttpAddress> parse_http_address(std::string_view text) {
    const auto malformed = [&] {
        return Unexpected(Error{Fault::malformed, "a node's address has the form http://host:port",
                                std::string(text)});
    };
    constexpr std::string_view kScheme = "http://";
    if (text.starts_with("https://")) {
        return Unexpected(Error{Fault::refused,
                                "nodes speak http, not https; reach a distant one by a tunnel, "
                                "such as ssh -L",
                                std::string(text)});
    }
    if (!text.starts_with(kScheme)) return malformed();
    auto rest = text.substr(kScheme.size());
    if (rest.ends_with('/')) rest.remove_suffix(1);
    HttpAddress address;
    if (const auto at = rest.rfind('@'); at != std::string_view::npos) {
        address.user_password = rest.substr(0, at);
        rest.remove_prefix(at + 1);
    }
    const auto colon = rest.rfind(':');
    if (colon == std::string_view::npos) return malformed();
    auto host = rest.substr(0, colon);
    const auto port = parse_u64(rest.substr(colon + 1));
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string_view::npos) {
        return malformed();
    }
    const bool has_foreign_letter = host.find_first_of("/?# \r\n") != std::string_view::npos;
    if (host.empty() || has_foreign_letter || !port || *port == 0 || *port > 65'535) {
        return malformed();
    }
    address.host = host;
    address.port = std::to_string(*port);
    return address;
}

std::string what_it_says(std::string_view said) {
    constexpr std::size_t kQuoteBytesMax = 200;
    std::string quote(trim(said).substr(0, kQuoteBytesMax));
    std::ranges::replace_if(quote, [](char letter) { return letter < ' ' || letter > '~'; }, ' ');
    return quote.empty() ? "" : text(" (it says: ", quote, ")");
}

std::string basic_authorization(std::string_view user_password) {
    std::string encoded(4 * ((user_password.size() + 2) / 3) + 1, '\0');  // Ends with a zero.
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                    reinterpret_cast<const unsigned char*>(user_password.data()),
                    static_cast<int>(user_password.size()));
    encoded.pop_back();
    return "Basic " + encoded;
}

}  // namespace pelf::ingest
