// SPDX-License-Identifier: Apache-2.0
//
// What a request and an answer are to us, without a word of the library that reads them from the
// wire (http_server.cpp). Everything in a request was written by a stranger.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pelf::server {

enum class Method : std::uint8_t { get, head, post, put, patch, remove, options, other };

/// "GET" and so on; "OTHER".
std::string_view to_string(Method method) noexcept;

/// The header fields that anything here depends on; the others are read and dropped.
struct Request {
    Method method = Method::get;
    std::string target;  ///< As sent: path and query, percent-encoded.
    std::string body;
    std::string host;
    std::string origin;         ///< Empty: none was sent.
    std::string authorization;  ///< Holds the key: never to be logged.
    std::string user;           ///< Pelf-User.
    std::string content_type;
    std::string if_none_match;
};

/// Server-sent events, drawn from when the connection has room.
class EventSource {
public:
    EventSource() = default;
    EventSource(const EventSource&) = delete;
    EventSource& operator=(const EventSource&) = delete;
    virtual ~EventSource() = default;

    /// What is new since the last call, in the form of the wire; empty if nothing is. Cheap: asked
    /// several times a second.
    virtual std::string take() = 0;
    /// True once there will be nothing more.
    virtual bool is_done() const = 0;
};

struct Response {
    unsigned status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    /// In place of a body. Shared with nobody.
    std::unique_ptr<EventSource> events;
};

/// {"error": {"code": ..., "message": ...}}.
Response error_response(unsigned status, std::string_view code, std::string_view message);

/// A request taken apart far enough to know how to treat it.
struct Work {
    /// Not to be done on a connection's thread: it reads files, or takes longer than a few
    /// milliseconds.
    bool is_slow = false;
    std::function<Response()> answer;
};

/// What is behind the server. Called from several threads at once.
class Application {
public:
    Application() = default;
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    virtual ~Application() = default;

    /// Largest body that this target takes, before the body is read. Bytes.
    virtual std::size_t body_bytes_max(Method method, std::string_view target,
                                       std::string_view authorization) const = 0;
    /// Quick. What it returns is called once, at once or on another thread.
    virtual Work begin(Request request) = 0;
    /// The answer to what the server turned away itself: too large, too slow, not HTTP.
    virtual Response refuse(unsigned status) = 0;
    /// The server stops: long work ends early.
    virtual void stopping() = 0;
};

}  // namespace pelf::server
