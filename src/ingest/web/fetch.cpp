// SPDX-License-Identifier: Apache-2.0
//
// Beast's synchronous calls have no time-outs, its asynchronous ones do: each is started and then
// waited for on an io_context of our own. The body is read piece by piece, so that a server that
// stalls is told from a long answer.
#include "ingest/web/fetch.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "ingest/web/http_date.hpp"
#include "ingest/web/url.hpp"

namespace pelf::ingest {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Parser = http::response_parser<http::string_body>;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::uint32_t kHeaderBytesMax = 32 * 1'024;
constexpr unsigned kOk = 200;
constexpr unsigned kNotModified = 304;
constexpr unsigned kTooManyRequests = 429;
constexpr unsigned kServerFaults = 500;

bool is_closed(const error_code& error) {
    return error == http::error::end_of_stream || error == http::error::partial_message ||
           error == asio::error::connection_reset || error == asio::error::broken_pipe ||
           error == asio::error::eof || error == asio::ssl::error::stream_truncated;
}

struct Answer {
    http::response<http::string_body> message;
    bool has_known_end = false;
};

bool is_redirect(unsigned status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// A connection to one server, kept open from answer to answer where the server agrees.
class Connection {
public:
    Connection(Url server, std::string ca_file, bool keep_open)
        : server_(std::move(server)), ca_file_(std::move(ca_file)), keep_open_(keep_open) {}

    bool leads_to(const Url& url, const std::string& ca_file) const {
        return server_.is_tls == url.is_tls && server_.host == url.host &&
               server_.port == url.port && ca_file_ == ca_file;
    }

    /// One request and its answer. A connection that the server closed while it was idle is opened
    /// again.
    Result<Answer> exchange(const FetchRequest& request, const Url& url) {
        request_ = &request;
        target_ = &url;
        end_ = Clock::now() + std::chrono::milliseconds(request.total_timeout_ms);
        const bool was_open = is_open();
        auto error = was_open ? ask() : open_and_ask();
        if (was_open && is_closed(error) && !parser_->got_some()) error = open_and_ask();
        const bool goes_on = !error && keep_open_ && parser_->keep_alive();
        if (!goes_on) close();
        if (error) return failed(error);
        const bool has_known_end = parser_->chunked() || parser_->content_length().has_value();
        return Answer{parser_->release(), has_known_end};
    }

private:
    bool is_open() const noexcept { return plain_ != nullptr || tls_ != nullptr; }

    void close() {
        tls_.reset();
        plain_.reset();
        buffer_.clear();
    }

    beast::tcp_stream& lowest() { return tls_ ? beast::get_lowest_layer(*tls_) : *plain_; }

    /// Runs what `start` begins until it is done or its time is over.
    template <class Start>
    error_code wait_for(Start start) {
        const auto now = Clock::now();
        if (now >= end_) return beast::error::timeout;
        lowest().expires_at(
            std::min(end_, now + std::chrono::milliseconds(request_->stall_timeout_ms)));
        error_code result;
        start([&result](error_code error, auto&&...) { result = error; });
        io_.restart();
        io_.run();
        return result;
    }

    error_code open_and_ask() {
        close();
        if (const auto error = server_.is_tls ? open_tls() : open_plain()) return error;
        return ask();
    }

    error_code connect() {
        error_code error;
        asio::ip::tcp::resolver resolver(io_);
        const auto endpoints = resolver.resolve(server_.host, server_.port, error);
        if (error) return error;
        return wait_for([&](auto done) { lowest().async_connect(endpoints, std::move(done)); });
    }

    error_code open_plain() {
        plain_ = std::make_unique<beast::tcp_stream>(io_);
        return connect();
    }

    error_code open_tls() {
        context_.emplace(asio::ssl::context::tls_client);
        error_code error;
        if (ca_file_.empty()) {
            static_cast<void>(context_->set_default_verify_paths(error));
        } else {
            static_cast<void>(context_->load_verify_file(ca_file_, error));
        }
        if (error) {
            is_ca_fault_ = true;
            return error;
        }
        SSL_CTX_set_min_proto_version(context_->native_handle(), TLS1_2_VERSION);
        tls_ = std::make_unique<TlsStream>(io_, *context_);
        tls_->set_verify_mode(asio::ssl::verify_peer);
        tls_->set_verify_callback(asio::ssl::host_name_verification(server_.host));
        // The macro for it, SSL_set_tlsext_host_name, has a cast of the old style in it.
        std::string name = server_.host;
        if (SSL_ctrl(tls_->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                     name.data()) != 1) {
            return asio::error::invalid_argument;
        }
        if (const auto connected = connect()) return connected;
        return wait_for([&](auto done) {
            tls_->async_handshake(asio::ssl::stream_base::client, std::move(done));
        });
    }

    error_code ask() {
        parser_.emplace();
        parser_->body_limit(request_->body_max_bytes);
        parser_->header_limit(kHeaderBytesMax);
        return tls_ ? ask_over(*tls_) : ask_over(*plain_);
    }

    template <class Stream>
    error_code ask_over(Stream& stream) {
        const auto verb = request_->json_body.empty() ? http::verb::get : http::verb::post;
        http::request<http::string_body> message(verb, target_->target, 11);
        const bool is_address = server_.host.find(':') != std::string::npos;
        message.set(http::field::host, text(is_address ? "[" : "", server_.host,
                                            is_address ? "]:" : ":", server_.port));
        message.set(http::field::user_agent, "pelf");
        message.set(http::field::accept_encoding, "identity");
        message.set(http::field::connection, keep_open_ ? "keep-alive" : "close");
        if (!request_->etag.empty()) message.set(http::field::if_none_match, request_->etag);
        if (!request_->last_modified.empty()) {
            message.set(http::field::if_modified_since, request_->last_modified);
        }
        if (verb == http::verb::post) {
            message.set(http::field::content_type, "application/json");
            message.body() = request_->json_body;
            message.prepare_payload();
        }
        auto error =
            wait_for([&](auto done) { http::async_write(stream, message, std::move(done)); });
        while (!error && !parser_->is_done()) {
            error = wait_for([&](auto done) {
                http::async_read_some(stream, buffer_, *parser_, std::move(done));
            });
        }
        // Many servers end TLS without saying so; where HTTP's own end was seen, that is enough.
        if (parser_->is_done()) return {};
        return error;
    }

    Unexpected<Error> failed(const error_code& error) const {
        const auto with = [&](Fault fault, std::string message) {
            return Unexpected(Error{fault, std::move(message), to_string(*target_), 0});
        };
        if (is_ca_fault_) {
            return with(Fault::io, text("cannot read the certificates to trust ", ca_file_, ": ",
                                        error.message()));
        }
        if (error == asio::error::connection_refused) {
            return with(Fault::io, "nothing listens at this address");
        }
        if (error == beast::error::timeout) {
            return with(Fault::io, Clock::now() >= end_
                                       ? text("the answer took longer than ",
                                              request_->total_timeout_ms, " milliseconds")
                                       : text("the server stopped sending for ",
                                              request_->stall_timeout_ms, " milliseconds"));
        }
        if (error == http::error::body_limit || error == http::error::header_limit ||
            error == http::error::buffer_overflow) {
            return with(Fault::over_limit,
                        text("the answer is longer than ", request_->body_max_bytes, " bytes"));
        }
        if (is_closed(error)) {
            return with(Fault::truncated, "the connection ended before the answer did");
        }
        if (error.category() == http::make_error_code(http::error::bad_version).category()) {
            return with(Fault::malformed, text("the answer is not HTTP: ", error.message()));
        }
        if (server_.is_tls && error.category() == asio::error::get_ssl_category()) {
            return with(Fault::io,
                        text("no secure connection: ", error.message(),
                             "; for a certificate of one's own give its file with --ca-file"));
        }
        return with(Fault::io, text("no connection: ", error.message()));
    }

    Url server_;
    std::string ca_file_;
    bool keep_open_;
    const FetchRequest* request_ = nullptr;  ///< Of the exchange at hand, as the next.
    const Url* target_ = nullptr;
    Clock::time_point end_;
    asio::io_context io_;
    std::optional<asio::ssl::context> context_;
    std::unique_ptr<beast::tcp_stream> plain_;  ///< At most one of the two is open.
    std::unique_ptr<TlsStream> tls_;
    beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    bool is_ca_fault_ = false;
};

Result<std::string> body_of(Answer& answer, const Url& url) {
    const std::string encoding =
        ascii_lower(std::string(answer.message[http::field::content_encoding]));
    if (!encoding.empty() && encoding != "identity") {
        return Unexpected(
            Error{Fault::unsupported,
                  text("the answer is encoded (", encoding, "), though none was asked for"),
                  to_string(url), 0});
    }
    return std::move(answer.message.body());
}

Result<FetchAnswer> take(Answer from, const Url& url) {
    const auto refused = [&](Fault fault, std::string message) {
        return Unexpected(Error{fault, std::move(message), to_string(url), 0});
    };
    FetchAnswer answer;
    answer.has_known_end = from.has_known_end;
    auto& message = from.message;
    answer.status = message.result_int();
    if (answer.status == kTooManyRequests || answer.status >= kServerFaults) {
        return refused(Fault::io,
                       text("the server cannot answer now, with status ", answer.status));
    }
    if (answer.status != kOk && answer.status != kNotModified) {
        return refused(Fault::refused,
                       text("expected status 200, found ", answer.status, "; has the list moved?"));
    }
    const auto field = [&](http::field name) { return std::string(message[name]); };
    PELF_TRY(body, body_of(from, url));
    answer.body = std::move(body);
    answer.etag = field(http::field::etag);
    answer.last_modified = field(http::field::last_modified);
    const std::string type = field(http::field::content_type);
    answer.content_type = ascii_lower(trim(std::string_view(type).substr(0, type.find(';'))));
    answer.url = to_string(url);
    return answer;
}

Result<FetchAnswer> fetch_following(const FetchRequest& request) {
    PELF_TRY(url, parse_url(request.url));
    for (unsigned redirects = 0; redirects <= kRedirectsMax; ++redirects) {
        PELF_TRY(answer, Connection(url, request.ca_file, false).exchange(request, url));
        if (!is_redirect(answer.message.result_int())) return take(std::move(answer), url);
        const std::string location(answer.message[http::field::location]);
        PELF_TRY(next, follow_location(url, location));
        url = std::move(next);
    }
    return Unexpected(Error{Fault::over_limit,
                            text("the server leads on more than ", kRedirectsMax, " times"),
                            request.url, 0});
}

/// Seconds, or a moment (RFC 9110, 10.2.3), which is held against the server's own clock.
std::optional<std::uint32_t> retry_after_s(const Answer& answer) {
    const std::string after(answer.message[http::field::retry_after]);
    constexpr std::uint64_t kSecondsMax = 1'000'000;
    if (const auto seconds = parse_u64(after)) {
        return static_cast<std::uint32_t>(std::min(*seconds, kSecondsMax));
    }
    const auto then = parse_http_date(after);
    const auto now = parse_http_date(std::string(answer.message[http::field::date]));
    if (!then || !now || *then < *now) return std::nullopt;
    return static_cast<std::uint32_t>(
        std::min(static_cast<std::uint64_t>(*then - *now), kSecondsMax));
}

}  // namespace

class WebClient::Kept {
public:
    Result<WebAnswer> ask(const FetchRequest& request) {
        PELF_TRY(url, parse_url(request.url));
        if (!connection_ || !connection_->leads_to(url, request.ca_file)) {
            connection_ = std::make_unique<Connection>(url, request.ca_file, true);
        }
        PELF_TRY(answer, connection_->exchange(request, url));
        if (!answer.has_known_end) {
            return Unexpected(Error{Fault::truncated,
                                    "the answer has neither a length nor an end; it may be cut",
                                    to_string(url), 0});
        }
        WebAnswer given;
        given.status = answer.message.result_int();
        given.retry_after_s = retry_after_s(answer);
        PELF_TRY(body, body_of(answer, url));
        given.body = std::move(body);
        return given;
    }

private:
    std::unique_ptr<Connection> connection_;
};

WebClient::WebClient() : kept_(std::make_unique<Kept>()) {}
WebClient::WebClient(WebClient&&) noexcept = default;
WebClient& WebClient::operator=(WebClient&&) noexcept = default;
WebClient::~WebClient() = default;

Result<WebAnswer> WebClient::ask(const FetchRequest& request) {
    try {
        return kept_->ask(request);
    } catch (const std::exception& failure) {  // As in fetch().
        return Unexpected(Error{Fault::io, text("cannot fetch: ", failure.what()), request.url, 0});
    }
}

Result<FetchAnswer> fetch(const FetchRequest& request) {
    try {
        return fetch_following(request);
    } catch (const std::exception& failure) {  // Asio throws where the system has no more sockets.
        return Unexpected(Error{Fault::io, text("cannot fetch: ", failure.what()), request.url, 0});
    }
}

Result<FetchAnswer> fetch_with_retries(const FetchRequest& request, const Retries& retries) {
    std::uint32_t wait_ms = retries.first_wait_ms;
    for (unsigned attempt = 1;; ++attempt) {
        auto answer = fetch(request);
        if (answer) return answer;
        const Fault fault = answer.error().fault;
        const bool may_pass = fault == Fault::io || fault == Fault::truncated;
        if (!may_pass || attempt >= retries.attempts_max) return answer;
        if (retries.failed) retries.failed(answer.error(), wait_ms);
        if (retries.wait) retries.wait(wait_ms);
        wait_ms *= 2;
    }
}

}  // namespace pelf::ingest
