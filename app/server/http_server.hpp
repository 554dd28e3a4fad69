// SPDX-License-Identifier: Apache-2.0
//
// HTTP/1.1 over TCP or TLS, with a limit on everything. One event loop a thread, each with
// connections of its own; one acceptor deals them out in turn. (Several acceptors on one port,
// SO_REUSEPORT, are as fast, but deal unevenly when connections are few, and would let a second
// server start on the same port unnoticed.)
//
//   what                     limit                    answer beyond it
//   header                   header_bytes_max         431
//   body                     Application, by target   413
//   time for a header, body  header_ms, body_ms       408 (none where nothing was sent yet)
//   connections              connections_max          503
//   slow work waiting        slow_waiting_max         503
//   time for an answer to go  write_ms                the connection is closed
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "server/http.hpp"

namespace pelf::server {

struct HttpOptions {
    std::string address = "127.0.0.1";  ///< Of this machine: an IP address.
    std::uint16_t port = 8080;          ///< 0: any that is free.
    unsigned threads_count = 2;         ///< Event loops; as many threads again do slow work.
    std::string certificate_file;       ///< PEM. Empty: no TLS.
    std::string key_file;               ///< PEM.
    std::size_t header_bytes_max = 8 * 1024;
    std::uint32_t idle_ms = 60'000;  ///< Between two requests of a connection.
    std::uint32_t header_ms = 10'000;
    std::uint32_t body_ms = 30'000;
    std::uint32_t write_ms = 30'000;
    std::size_t connections_max = 1'024;
    std::size_t slow_waiting_max = 64;
    std::uint32_t stop_ms = 20'000;  ///< Given to requests in flight when stopped.
};

/// Read by /metrics while the server runs.
struct HttpCounts {
    std::atomic<std::uint64_t> connections_open{0};
    std::atomic<std::uint64_t> connections_total{0};
    std::atomic<std::uint64_t> connections_refused{0};
    std::atomic<std::uint64_t> bytes_sent{0};
    std::atomic<std::uint64_t> slow_waiting{0};
};

struct HttpCore;  ///< In http_server.cpp.

class HttpServer {
public:
    /// Binds and listens, so that the port is known. Fails with refused (an address or certificate
    /// that is none) or io (the port is taken). `application` and `counts` outlive the server.
    static Result<HttpServer> open(const HttpOptions& options, Application& application,
                                   HttpCounts& counts);

    HttpServer(HttpServer&&) noexcept;
    HttpServer& operator=(HttpServer&&) noexcept;
    ~HttpServer();

    std::uint16_t port() const noexcept;

    /// Serves until SIGTERM or SIGINT: then takes no more connections, answers the requests
    /// that are there, and returns. `on_hangup` is called on SIGHUP, on a thread of its own.
    void run(const std::function<void()>& on_hangup);

private:
    explicit HttpServer(std::unique_ptr<HttpCore> core) noexcept;
    std::unique_ptr<HttpCore> core_;
};

}  // namespace pelf::server
