// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows Beast. Time-outs are kept by one tick a loop, which cancels what a
// connection waits for: Beast's own close the socket, and then nobody can be told 408.
#include "server/http_server.hpp"

#include <array>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <csignal>
#include <list>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace pelf::server {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr auto kTick = std::chrono::milliseconds(100);
constexpr auto kAcceptPause = std::chrono::milliseconds(100);
constexpr auto kEventsPause = std::chrono::milliseconds(100);
/// A line of nothing, so that a dead client is noticed and no proxy grows tired.
constexpr auto kEventsHeartbeat = std::chrono::seconds(15);
constexpr std::uint32_t kTurnAwayMs = 2'000;
constexpr std::size_t kReadBytes = 8 * 1024;
constexpr std::size_t kDrainBytesMax = 256 * 1024;
constexpr auto kAwaitTuple = asio::as_tuple(asio::use_awaitable);

/// On every answer, our own errors included.
constexpr std::pair<std::string_view, std::string_view> kSecurityFields[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
     "frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
};

Method method_of(http::verb verb) noexcept {
    switch (verb) {
        case http::verb::get: return Method::get;
        case http::verb::head: return Method::head;
        case http::verb::post: return Method::post;
        case http::verb::put: return Method::put;
        case http::verb::patch: return Method::patch;
        case http::verb::delete_: return Method::remove;
        case http::verb::options: return Method::options;
        default: return Method::other;
    }
}

std::string text_of(boost::beast::string_view view) {
    return {view.data(), view.size()};
}

boost::beast::string_view beast_text(std::string_view text) {
    return {text.data(), text.size()};
}

using TlsStream = asio::ssl::stream<tcp::socket>;

tcp::socket& socket_of(tcp::socket& stream) {
    return stream;
}
tcp::socket& socket_of(TlsStream& stream) {
    return stream.next_layer();
}

/// A coding that we do not know says how long the body is to a proxy that knows it, and not to us:
/// what follows would be taken for a request of its own (request smuggling).
bool has_other_coding(const http::fields& fields) {
    const auto coding = fields.find(http::field::transfer_encoding);
    return coding != fields.end() && !boost::beast::iequals(coding->value(), "chunked");
}

/// What a loop's tick looks at. Belongs to the loop's thread.
struct Connection {
    tcp::socket* socket = nullptr;
    Clock::time_point deadline = Clock::time_point::max();
    bool is_idle = false;  ///< Between two requests.
    bool timed_out = false;

    void cancel() {
        error_code ignored;
        socket->cancel(ignored);
    }
    void allow(std::uint32_t time_ms) {
        timed_out = false;
        deadline = Clock::now() + std::chrono::milliseconds(time_ms);
    }
    void allow_all() { deadline = Clock::time_point::max(); }
};

/// One thread's share. The set is declared first: connections that are still there when the context
/// goes take themselves out of it.
struct Loop {
    std::set<Connection*> connections;
    asio::io_context context{1};
    asio::steady_timer tick{context};
    std::atomic<std::uint64_t> connections_count{0};
    std::thread thread;
};

Response run_work(const Work& work) {
    try {
        return work.answer();
    } catch (const std::exception& fault) {
        // A fault of ours must not take the other requests with it; what it was is not for the
        // client.
        std::fprintf(stderr, "pelf: internal fault while answering: %s\n", fault.what());
        return error_response(500, "internal", "a fault of ours; the log says which");
    }
}

asio::awaitable<Response> run_elsewhere(Work work) {
    co_return run_work(work);
}

}  // namespace

struct HttpCore {
    HttpCore(const HttpOptions& wanted, Application& behind, HttpCounts& counted)
        : options(wanted), application(behind), counts(counted) {}

    HttpOptions options;
    Application& application;
    HttpCounts& counts;
    std::optional<asio::ssl::context> tls;
    std::atomic<bool> is_stopping{false};
    Clock::time_point stop_deadline = Clock::time_point::max();  ///< Before is_stopping is set.
    std::list<Loop> loops;
    asio::io_context control{1};
    tcp::acceptor acceptor{control};
    asio::signal_set ends{control};
    asio::signal_set hangups{control};
    std::optional<asio::thread_pool> pool;

    asio::awaitable<void> accept();
    asio::awaitable<void> keep_time(Loop& loop);
    void turn_away(tcp::socket socket);
    void wait_for_hangup(const std::function<void()>& on_hangup);
    void begin_stop();
};

namespace {

/// A connection from its first byte to its last.
template <class Stream>
class Session {
public:
    template <class... Arguments>
    Session(HttpCore& core, Loop& loop, Arguments&&... arguments)
        : core_(core), loop_(loop), stream_(std::forward<Arguments>(arguments)...) {
        connection_.socket = &socket_of(stream_);
        loop_.connections.insert(&connection_);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() { loop_.connections.erase(&connection_); }

    Connection& connection() noexcept { return connection_; }
    Stream& stream() noexcept { return stream_; }

    asio::awaitable<void> run() {
        // Each awaited value is kept in a variable: g++ 12 makes a trap of a loop that is left from
        // within a condition that waits.
        bool goes_on = true;
        while (goes_on && !core_.is_stopping) {
            goes_on = co_await wait_for_bytes();
            if (goes_on) goes_on = co_await serve_one();
        }
        co_await close();
    }

private:
    using Parser = http::request_parser<http::string_body>;

    /// False: the client went, or stayed silent for too long.
    asio::awaitable<bool> wait_for_bytes() {
        if (buffer_.size() > 0) co_return true;
        connection_.is_idle = true;
        connection_.allow(core_.options.idle_ms);
        const auto [error, size] =
            co_await stream_.async_read_some(buffer_.prepare(kReadBytes), kAwaitTuple);
        connection_.is_idle = false;
        if (error) co_return false;
        buffer_.commit(size);
        co_return true;
    }

    /// Reads a request and answers it. False: the connection is of no more use.
    asio::awaitable<bool> serve_one() {
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(core_.options.header_bytes_max));
        parser.body_limit(boost::none);  // Set once it is known what is asked for.
        connection_.allow(core_.options.header_ms);
        const auto [header_error, header_size] =
            co_await http::async_read_header(stream_, buffer_, parser, kAwaitTuple);
        if (header_error) co_return co_await refuse(status_of(header_error));
        if (has_other_coding(parser.get())) co_return co_await refuse(400);

        const std::string target = text_of(parser.get().target());
        const Method method = method_of(parser.get().method());
        const std::size_t body_bytes_max = core_.application.body_bytes_max(
            method, target, text_of(parser.get()[http::field::authorization]));
        const auto stated = parser.content_length();
        if (stated && *stated > body_bytes_max) co_return co_await refuse(413);
        parser.body_limit(body_bytes_max);
        connection_.allow(core_.options.body_ms);
        if (boost::beast::iequals(parser.get()[http::field::expect], "100-continue")) {
            static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
            const auto [error, size] = co_await asio::async_write(
                stream_, asio::buffer(kGoOn.data(), kGoOn.size()), kAwaitTuple);
            if (error) co_return false;
        }
        const auto [body_error, body_size] =
            co_await http::async_read(stream_, buffer_, parser, kAwaitTuple);
        if (body_error) co_return co_await refuse(status_of(body_error));
        connection_.allow_all();

        const bool keep_alive = parser.keep_alive() && !core_.is_stopping;
        Work work = core_.application.begin(request_of(parser.release()));
        Response response = co_await answer(std::move(work));
        const bool is_head = method == Method::head;
        if (response.events && !is_head) co_return co_await stream_events(std::move(response));
        const Sending how{.keep_alive = keep_alive, .is_head = is_head};
        co_return co_await send(std::move(response), how);
    }

    asio::awaitable<Response> answer(Work work) {
        if (!work.is_slow) co_return run_work(work);
        auto& waiting = core_.counts.slow_waiting;
        if (waiting.fetch_add(1) >= core_.options.slow_waiting_max) {
            --waiting;
            co_return core_.application.refuse(503);
        }
        Response response = co_await asio::co_spawn(*core_.pool, run_elsewhere(std::move(work)),
                                                    asio::use_awaitable);
        --waiting;
        co_return response;
    }

    /// 0: there is nobody to answer, or nothing was asked.
    unsigned status_of(const error_code& error) const {
        if (error == asio::error::operation_aborted) return connection_.timed_out ? 408 : 0;
        if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
        if (error == http::error::body_limit) return 413;
        if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
        if (error.category() == http::make_error_code(http::error::bad_target).category()) {
            return 400;
        }
        return 0;
    }

    asio::awaitable<bool> refuse(unsigned status) {
        if (status == 0) co_return false;
        needs_drain_ = true;
        const Sending how{.keep_alive = false};
        co_await send(core_.application.refuse(status), how);
        co_return false;
    }

    static Request request_of(http::request<http::string_body>&& from) {
        Request request;
        request.method = method_of(from.method());
        request.target = text_of(from.target());
        request.host = text_of(from[http::field::host]);
        request.origin = text_of(from[http::field::origin]);
        request.authorization = text_of(from[http::field::authorization]);
        request.user = text_of(from["Pelf-User"]);
        request.content_type = text_of(from[http::field::content_type]);
        request.if_none_match = text_of(from[http::field::if_none_match]);
        request.body = std::move(from.body());
        return request;
    }

    struct Sending {
        bool keep_alive = true;
        bool is_head = false;
    };

    template <class Message>
    void add_fields(Message& message, const Response& response) const {
        message.version(11);
        message.result(response.status);
        message.set(http::field::content_type, response.content_type);
        for (const auto& [field, value] : kSecurityFields) {
            message.set(beast_text(field), beast_text(value));
        }
        if (core_.tls) message.set("Strict-Transport-Security", "max-age=31536000");
        bool has_cache_rule = false;
        for (const auto& [name, value] : response.headers) {
            message.set(name, value);
            has_cache_rule = has_cache_rule || name == "Cache-Control";
        }
        if (!has_cache_rule) message.set(http::field::cache_control, "no-store");
    }

    asio::awaitable<bool> send(Response response, Sending how) {
        http::response<http::string_body> message;
        add_fields(message, response);
        message.keep_alive(how.keep_alive);
        message.content_length(response.body.size());
        if (!how.is_head) message.body() = std::move(response.body);
        connection_.allow(core_.options.write_ms);
        const auto [error, size] = co_await http::async_write(stream_, message, kAwaitTuple);
        core_.counts.bytes_sent += size;
        co_return !error && how.keep_alive;
    }

    /// Until the source has no more, the client goes, or the server stops.
    asio::awaitable<bool> stream_events(Response response) {
        http::response<http::empty_body> message;
        add_fields(message, response);
        message.keep_alive(false);
        connection_.allow(core_.options.write_ms);
        http::response_serializer<http::empty_body> serializer(message);
        const auto [header_error, header_size] =
            co_await http::async_write_header(stream_, serializer, kAwaitTuple);
        if (header_error) co_return false;
        asio::steady_timer pause(loop_.context);
        Clock::time_point last = Clock::now();
        while (!core_.is_stopping) {
            const bool is_done = response.events->is_done();
            std::string news = response.events->take();
            if (news.empty() && Clock::now() - last > kEventsHeartbeat) news = ": still here\n\n";
            if (!news.empty()) {
                last = Clock::now();
                connection_.allow(core_.options.write_ms);
                const auto [error, size] =
                    co_await asio::async_write(stream_, asio::buffer(news), kAwaitTuple);
                core_.counts.bytes_sent += size;
                if (error) co_return false;
                connection_.allow_all();
            }
            if (is_done) break;
            pause.expires_after(kEventsPause);
            co_await pause.async_wait(kAwaitTuple);
        }
        co_return false;
    }

    /// Says that nothing more comes. After a refusal it reads what is still on its way: a socket
    /// closed with bytes unread resets the connection, and the client might never see its answer.
    asio::awaitable<void> close() {
        error_code ignored;
        connection_.allow(kTurnAwayMs);
        if constexpr (!std::is_same_v<Stream, tcp::socket>) {
            co_await stream_.async_shutdown(kAwaitTuple);
        }
        connection_.socket->shutdown(tcp::socket::shutdown_send, ignored);
        if (!needs_drain_) co_return;
        std::array<char, kReadBytes> dropped{};
        for (std::size_t drained = 0; drained < kDrainBytesMax;) {
            const auto [error, size] =
                co_await connection_.socket->async_read_some(asio::buffer(dropped), kAwaitTuple);
            if (error) break;
            drained += size;
        }
    }

    HttpCore& core_;
    Loop& loop_;
    Stream stream_;
    Connection connection_;
    boost::beast::flat_buffer buffer_;
    bool needs_drain_ = false;
};

/// Keeps the counts of open connections right, however a session ends.
class Counted {
public:
    Counted(HttpCounts& counts, Loop& loop) : counts_(counts), loop_(loop) {}
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() {
        --counts_.connections_open;
        --loop_.connections_count;
    }

private:
    HttpCounts& counts_;
    Loop& loop_;
};

asio::awaitable<void> serve_plain(HttpCore& core, Loop& loop, tcp::socket socket) {
    const Counted counted(core.counts, loop);
    Session<tcp::socket> session(core, loop, std::move(socket));
    co_await session.run();
}

asio::awaitable<void> serve_tls(HttpCore& core, Loop& loop, tcp::socket socket) {
    const Counted counted(core.counts, loop);
    Session<TlsStream> session(core, loop, std::move(socket), *core.tls);
    session.connection().allow(core.options.header_ms);
    const auto [error] =
        co_await session.stream().async_handshake(asio::ssl::stream_base::server, kAwaitTuple);
    if (error) co_return;
    co_await session.run();
}

Error refused(std::string message, const error_code& error) {
    return Error{Fault::refused, text(message, ": ", error.message())};
}

Result<asio::ssl::context> open_tls(const HttpOptions& options) {
    asio::ssl::context context(asio::ssl::context::tls_server);
    context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                        asio::ssl::context::no_tlsv1_1 | asio::ssl::context::single_dh_use);
    error_code error;
    context.use_certificate_chain_file(options.certificate_file, error);
    if (error) {
        return Unexpected(refused(
            text("expected a certificate chain in PEM in ", options.certificate_file), error));
    }
    context.use_private_key_file(options.key_file, asio::ssl::context::pem, error);
    if (error) {
        return Unexpected(
            refused(text("expected that certificate's key in PEM in ", options.key_file), error));
    }
    return context;
}

}  // namespace

asio::awaitable<void> HttpCore::accept() {
    auto next = loops.begin();
    while (!is_stopping) {
        Loop& loop = *next;
        if (++next == loops.end()) next = loops.begin();
        auto [error, socket] = co_await acceptor.async_accept(loop.context, kAwaitTuple);
        if (is_stopping) co_return;
        if (error) {
            // Out of descriptors, most likely: some will come back.
            asio::steady_timer pause(control, kAcceptPause);
            co_await pause.async_wait(kAwaitTuple);
            continue;
        }
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        if (counts.connections_open >= options.connections_max) {
            ++counts.connections_refused;
            if (!tls) turn_away(std::move(socket));
            continue;
        }
        ++counts.connections_open;
        ++counts.connections_total;
        ++loop.connections_count;
        if (tls) {
            co_spawn(loop.context, serve_tls(*this, loop, std::move(socket)), asio::detached);
        } else {
            co_spawn(loop.context, serve_plain(*this, loop, std::move(socket)), asio::detached);
        }
    }
}

/// Too many are here already. One write, which a socket that has sent nothing yet always takes.
void HttpCore::turn_away(tcp::socket socket) {
    const Response response = application.refuse(503);
    const std::string all =
        text("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: ",
             response.content_type, "\r\nContent-Length: ", response.body.size(), "\r\n\r\n",
             response.body);
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(all), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> HttpCore::keep_time(Loop& loop) {
    while (true) {
        loop.tick.expires_after(kTick);
        co_await loop.tick.async_wait(kAwaitTuple);
        const auto now = Clock::now();
        for (Connection* connection : loop.connections) {
            const bool is_late = connection->deadline < now;
            if (is_late) {
                connection->allow_all();
                connection->timed_out = true;
            }
            if (is_late || (is_stopping && connection->is_idle)) connection->cancel();
        }
        if (!is_stopping) continue;
        if (loop.connections_count == 0) co_return;
        if (now > stop_deadline) {
            loop.context.stop();
            co_return;
        }
    }
}

void HttpCore::begin_stop() {
    if (is_stopping) return;
    stop_deadline = Clock::now() + std::chrono::milliseconds(options.stop_ms);
    is_stopping = true;
    application.stopping();
    error_code ignored;
    acceptor.close(ignored);
    ends.cancel(ignored);
    hangups.cancel(ignored);
}

void HttpCore::wait_for_hangup(const std::function<void()>& on_hangup) {
    hangups.async_wait([this, &on_hangup](const error_code& error, int) {
        if (error) return;
        asio::post(*pool, on_hangup);
        wait_for_hangup(on_hangup);
    });
}

HttpServer::HttpServer(std::unique_ptr<HttpCore> core) noexcept : core_(std::move(core)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

Result<HttpServer> HttpServer::open(const HttpOptions& options, Application& application,
                                    HttpCounts& counts) {
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) {
        return Unexpected(Error{Fault::refused, text("expected an IP address of this machine to "
                                                     "listen on, found ",
                                                     options.address)});
    }
    auto core = std::make_unique<HttpCore>(options, application, counts);
    if (!options.certificate_file.empty()) {
        PELF_TRY(tls, open_tls(options));
        core->tls.emplace(std::move(tls));
    }
    const tcp::endpoint endpoint(address, options.port);
    const auto failed = [&](std::string_view what) {
        return Unexpected(Error{Fault::io, text("cannot ", what, " ", options.address, ":",
                                                options.port, ": ", error.message())});
    };
    core->acceptor.open(endpoint.protocol(), error);
    if (error) return failed("open a socket for");
    core->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    core->acceptor.bind(endpoint, error);
    if (error) return failed("listen on");
    core->acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error) return failed("listen on");
    for (unsigned i = 0; i < std::max(options.threads_count, 1U); ++i) core->loops.emplace_back();
    return HttpServer(std::move(core));
}

std::uint16_t HttpServer::port() const noexcept {
    error_code ignored;
    return core_->acceptor.local_endpoint(ignored).port();
}

void HttpServer::run(const std::function<void()>& on_hangup) {
    HttpCore& core = *core_;
    core.pool.emplace(std::max(core.options.threads_count, 1U));
    for (Loop& loop : core.loops) {
        co_spawn(loop.context, core.keep_time(loop), asio::detached);
        loop.thread = std::thread([&loop] { loop.context.run(); });
    }
    core.ends.add(SIGTERM);
    core.ends.add(SIGINT);
    core.hangups.add(SIGHUP);
    core.ends.async_wait([&core](const error_code& error, int) {
        if (!error) core.begin_stop();
    });
    core.wait_for_hangup(on_hangup);
    co_spawn(core.control, core.accept(), asio::detached);
    core.control.run();
    for (Loop& loop : core.loops) loop.thread.join();
    core.pool->join();
}

}  // namespace pelf::server
