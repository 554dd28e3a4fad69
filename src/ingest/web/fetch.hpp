// SPDX-License-Identifier: Apache-2.0
//
// Fetches documents over HTTP/1.1 or HTTPS, sceptically: everything that comes has a limit in
// bytes and in time, and an answer that may have been cut short is none. What the document
// says is for others to judge. No cookies, no proxies, no compression, nothing kept.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace pelf::ingest {

struct FetchRequest {
    std::string url;
    /// Of the answer that we have already; empty: we have none. Both are sent.
    std::string etag;
    std::string last_modified;
    std::uint64_t body_max_bytes = 0;
    /// Longest wait for the next bytes, for connecting too.
    std::uint32_t stall_timeout_ms = 30'000;
    /// For the whole answer.
    std::uint32_t total_timeout_ms = 600'000;
    /// PEM file of the authorities to trust; empty: those of the machine.
    std::string ca_file;
    /// A question in JSON, sent with POST; it may be sent twice. Empty: GET.
    std::string json_body;
};

struct FetchAnswer {
    unsigned status = 0;  ///< 200 or 304; others are errors.
    std::string body;
    std::string etag;
    std::string last_modified;
    std::string content_type;  ///< "text/html", in lower case, without parameters.
    std::string url;           ///< Where it came from in the end.
    /// The server said how long the answer is, or marked its end. Else it ended with the
    /// connection, and nobody can tell whether it was whole.
    bool has_known_end = false;
};

inline constexpr unsigned kRedirectsMax = 5;

/// One attempt, redirects included (kRedirectsMax; never from https to http). Fails with
///   io         no connection, no answer in time, a certificate that is not to be trusted, 429, 5xx
///   truncated  the connection ended inside the answer
///   over_limit a longer answer, header or way of redirects than allowed
///   refused    any other status; a way from https to http
///   malformed, unsupported   not HTTP; an address of no use; a compressed answer
Result<FetchAnswer> fetch(const FetchRequest& request);

struct WebAnswer {
    unsigned status = 0;  ///< Any.
    std::string body;
    /// How long the server asks to be left alone.
    std::optional<std::uint32_t> retry_after_s;
};

/// Asks one server many questions over a connection that stays open. Not thread-safe.
class WebClient {
public:
    WebClient();
    WebClient(WebClient&&) noexcept;
    WebClient& operator=(WebClient&&) noexcept;
    ~WebClient();

    /// One attempt; no redirect is followed, any status is an answer. Fails with io, truncated (and
    /// where the answer has no known end), over_limit, malformed, unsupported as fetch() does.
    Result<WebAnswer> ask(const FetchRequest& request);

private:
    class Kept;
    std::unique_ptr<Kept> kept_;
};

struct Retries {
    unsigned attempts_max = 3;
    std::uint32_t first_wait_ms = 1'000;  ///< Doubled each time.
    /// Waits that many milliseconds. Passed in, so that a test need not wait.
    std::function<void(std::uint32_t)> wait;
    /// Told of each attempt that failed and will be repeated; may be empty.
    std::function<void(const Error&, std::uint32_t wait_ms)> failed;
};

/// fetch(), again after what may pass: io and truncated. The last error is returned.
Result<FetchAnswer> fetch_with_retries(const FetchRequest& request, const Retries& retries);

}  // namespace pelf::ingest
