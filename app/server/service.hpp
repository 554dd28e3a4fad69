// SPDX-License-Identifier: Apache-2.0
//
// From a request to an answer: who asks, which route, may they, do it, count it, log it.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/backend.hpp"
#include "server/http.hpp"
#include "server/router.hpp"

namespace pelf::server {

/// One line of the log. Nothing in it says what was asked about whom: the route's pattern, not its
/// path; never a query, a body or a header.
struct LogLine {
    std::int64_t time_unix_s = 0;
    std::string_view method{};
    std::string_view route{};  ///< Empty: none was found.
    unsigned status = 0;
    std::uint64_t time_us = 0;
    std::size_t bytes = 0;  ///< Of the answer's body.
    std::string_view caller{};
};
/// As one line of JSON, with a line end.
std::string to_json(const LogLine& line);

struct ServiceOptions {
    /// Names besides localhost and loopback addresses that the Host field may have. A page of
    /// another site whose name was pointed at this machine (DNS rebinding) has another.
    std::vector<std::string> hosts;
    bool checks_host = true;  ///< False where the server listens to other machines.
    std::function<void(const std::string&)> log;  ///< Takes a line; empty: no log.
};

class Service final : public Application {
public:
    /// `backend` outlives this.
    Service(Backend& backend, ServiceOptions options);

    std::size_t body_bytes_max(Method method, std::string_view target,
                               std::string_view authorization) const override;
    Work begin(Request request) override;
    Response refuse(unsigned status) override;
    void stopping() override;

    const Router& router() const noexcept { return router_; }

private:
    struct Pending;

    std::shared_ptr<KeyRing::Key> key_of(std::string_view authorization) const;
    Result<Caller, Response> identify(const Request& request) const;
    std::optional<Response> check_origin(const Request& request) const;
    Response answer(Pending& pending);
    void finish(const Pending& pending, const Response& response);

    Backend& backend_;
    ServiceOptions options_;
    Router router_;
    std::vector<RouteCounts*> counts_;  ///< By route.
    RouteCounts& unrouted_;
};

/// Whether a Host field names this machine: localhost, 127.x.x.x, [::1], with any port, or one of
/// `others`.
bool is_local_host(std::string_view host, const std::vector<std::string>& others);

}  // namespace pelf::server
