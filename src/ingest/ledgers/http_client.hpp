// SPDX-License-Identifier: Apache-2.0
//
// Just enough HTTP/1.1 to ask a Bitcoin node: one connection kept open, plain text (nodes speak no
// TLS; tunnel it where the network is not yours), no redirects followed, every answer limited.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace pelf::ingest {

struct HttpAddress {
    std::string host;
    std::string port;
    std::string user_password;  ///< "user:password" from the address; empty if none.
};

/// Reads "http://host:port", with or without "user:password@" and a final slash; an IPv6 address
/// stands in brackets. Fails with refused for https and malformed for anything else.
Result<HttpAddress> parse_http_address(std::string_view text);

struct HttpRequest {
    std::string target = "/";
    std::string authorization;             ///< The header's value; empty: none is sent.
    std::optional<std::string> json_body;  ///< With one a POST, without a GET.
    std::uint64_t answer_max_bytes = 0;
};

struct HttpAnswer {
    unsigned status = 0;
    std::string body;
};

class HttpClient {
public:
    /// `timeout_ms` is for connecting, and again for each request with its answer.
    HttpClient(const HttpAddress& address, std::uint32_t timeout_ms);
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;
    ~HttpClient();

    /// Any status is an answer. Fails with io (no connection, no answer in time), truncated (the
    /// connection ended inside the answer), over_limit (a longer answer than asked for; it is not
    /// read) or malformed (not HTTP). A connection that the other side closed while it was idle
    /// is opened again.
    Result<HttpAnswer> exchange(const HttpRequest& request);

private:
    class Connection;
    std::unique_ptr<Connection> connection_;
};

/// What the other side says, made safe to print: " (it says: ...)", or nothing if it says nothing.
std::string what_it_says(std::string_view said);

/// The value of an Authorization header for "user:password" (RFC 7617).
std::string basic_authorization(std::string_view user_password);

}  // namespace pelf::ingest
