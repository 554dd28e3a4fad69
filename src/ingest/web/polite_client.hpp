// SPDX-License-Identifier: Apache-2.0
//
// Asks one server many questions without being a burden: a pause between them, again only where
// the server cannot answer now, later each time, and not before the time it asks for.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "base/result.hpp"
#include "ingest/web/fetch.hpp"

namespace pelf::ingest {

struct PoliteOptions {
    std::string url;      ///< "https://blockstream.info/api": what all targets begin with.
    std::string ca_file;  ///< See FetchRequest.
    std::uint32_t stall_timeout_ms = 30'000;
    /// Tries of each request while the server cannot answer: away, too busy, asked too often.
    unsigned attempts_max = 5;
    std::uint32_t first_wait_ms = 1'000;  ///< Before the second try; doubled each time.
    /// The longest wait that a server may ask for before it counts as out of reach.
    std::uint32_t wait_max_ms = 120'000;
    /// Between two requests; also between two tries.
    std::uint32_t pause_ms = 100;
    /// Waits that many milliseconds. Empty: no waiting.
    std::function<void(std::uint32_t)> wait;
    /// Told of each try that failed and will be repeated; may be empty.
    std::function<void(const Error&, std::uint32_t wait_ms)> failed;
};

/// Not thread-safe.
class PoliteClient {
public:
    /// What an answer with status 200 says: io where the server cannot answer now, so that it is
    /// asked again; any other error ends the asking.
    using Judge = std::function<Status(const std::string& body)>;

    /// Fails as parse_url() does. Nothing is sent yet.
    static Result<PoliteClient> open(PoliteOptions options);

    /// The address, without a slash at its end.
    const std::string& url() const noexcept { return options_.url; }
    /// Sent so far, repeated ones too.
    std::uint64_t requests_count() const noexcept { return requests_count_; }

    /// The body of the answer to "/tx/...". Fails with not_found (404), refused (any other status),
    /// io, truncated (after all tries), over_limit.
    Result<std::string> get(const std::string& target, std::uint64_t body_max_bytes);
    /// The same for a question in JSON, sent to the address itself. Fails also as `judge` does.
    Result<std::string> post(std::string json_body, std::uint64_t body_max_bytes,
                             const Judge& judge);

private:
    explicit PoliteClient(PoliteOptions options) : options_(std::move(options)) {}
    Result<std::string> ask(FetchRequest request, const Judge& judge);
    Result<std::string> ask_once(const FetchRequest& request, const Judge& judge,
                                 std::uint32_t& asked_ms);
    void pause(std::uint32_t wait_ms) const;

    PoliteOptions options_;
    WebClient client_;
    std::uint64_t requests_count_ = 0;
};

}  // namespace pelf::ingest
