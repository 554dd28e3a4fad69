// SPDX-License-Identifier: Apache-2.0
#include "server/service.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <utility>

#include "base/date.hpp"
#include "base/text.hpp"

namespace pelf::server {
namespace {

using Clock = std::chrono::steady_clock;

std::int64_t now_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch())
        .count();
}

Response refusal(unsigned status) {
    switch (status) {
        case 400: return error_response(400, "malformed", "expected an HTTP/1.1 request");
        case 408: return error_response(408, "too_slow", "the request did not come in time");
        case 413: return error_response(413, "over_limit", "the body is larger than is taken");
        case 431: return error_response(431, "over_limit", "the header is larger than is taken");
        case 503: return error_response(503, "busy", "too much is under way; ask again later");
        default: return error_response(status, "refused", "refused");
    }
}

/// The part of an Origin after "://": host and port.
std::string_view authority_of(std::string_view origin) {
    const std::size_t begin = origin.find("://");
    return begin == origin.npos ? std::string_view() : origin.substr(begin + 3);
}

/// A misspelt parameter must not go unnoticed: the answer would be to another question.
Status check_parameters(const Route& route, const Target& target) {
    if (!route.text.is_strict) return Done{};
    for (const auto& [name, value] : target.parameters) {
        if (std::ranges::find(route.text.parameters, name, &Parameter::name) ==
            route.text.parameters.end()) {
            return Unexpected(
                Error{Fault::malformed, text("no parameter of the name ", name, " is known here")});
        }
    }
    return Done{};
}

constexpr std::string_view kLocalUser = "local";
constexpr std::size_t kUserBytesMax = 64;

}  // namespace

std::string to_json(const LogLine& line) {
    boost::json::object object{{"time", rfc3339(line.time_unix_s)},
                               {"method", line.method},
                               {"route", line.route},
                               {"status", line.status},
                               {"us", line.time_us},
                               {"bytes", line.bytes}};
    if (!line.caller.empty()) object["key"] = line.caller;
    return boost::json::serialize(object) + "\n";
}

bool is_local_host(std::string_view host, const std::vector<std::string>& others) {
    // What stands before the port; an IPv6 address has colons of its own, in brackets.
    const std::size_t bracket = host.rfind(']');
    const std::size_t colon = host.rfind(':');
    const bool has_port = colon != host.npos && (bracket == host.npos || colon > bracket);
    const std::string name = ascii_lower(has_port ? host.substr(0, colon) : host);
    if (name == "localhost" || name == "[::1]") return true;
    const auto numbers = split(name, ".");
    const bool is_loopback_address = numbers.size() == 4 && numbers[0] == "127" &&
                                     std::ranges::all_of(numbers, [](std::string_view one) {
                                         const auto number = parse_u64(one);
                                         return number && *number <= 255 && one.size() <= 3;
                                     });
    return is_loopback_address || std::ranges::find(others, name) != others.end();
}

/// A request from its header to its line in the log.
struct Service::Pending {
    Call call;
    const Route* route = nullptr;
    RouteCounts* counts = nullptr;
    std::int64_t began_us = 0;
};

Service::Service(Backend& backend, ServiceOptions options)
    : backend_(backend),
      options_(std::move(options)),
      unrouted_(backend.metrics.add_route("", "")) {
    add_health_routes(router_, backend_);
    add_list_routes(router_, backend_);
    add_screen_routes(router_, backend_);
    add_owner_routes(router_, backend_);
    add_house_routes(router_, backend_);
    add_key_routes(router_, backend_);
    add_ledger_routes(router_, backend_);
    add_trace_routes(router_, backend_);
    add_bundle_routes(router_, backend_);
    add_case_routes(router_, backend_);
    add_report_routes(router_, backend_);
    add_job_routes(router_, backend_);
    add_yente_routes(router_, backend_);
    add_watchman_routes(router_, backend_);
    add_page_routes(router_);
    const auto document = std::make_shared<std::string>();
    Route description;
    description.pattern = "/openapi.json";
    description.role = Role::anyone;
    description.text = {.summary = "This description", .group = "server"};
    description.answer = [document](const Call&) { return json_response(*document); };
    router_.add(std::move(description));
    *document = openapi_document(router_, backend_.version);
    for (const Route& route : router_.routes()) {
        counts_.push_back(&backend_.metrics.add_route(to_string(route.method), route.pattern));
    }
}

std::size_t Service::body_bytes_max(Method method, std::string_view target,
                                    std::string_view authorization) const {
    const auto parsed = parse_target(target);
    if (!parsed) return kBodyBytesMax;
    const auto found = router_.find(method, *parsed);
    if (found.route == nullptr || found.route->body_bytes_max <= kBodyBytesMax) {
        return kBodyBytesMax;
    }
    // A body is read before the request is looked at: nobody has memory taken for a long one who
    // may not send it.
    const auto key = backend_.has_keys() ? key_of(authorization) : nullptr;
    const bool may = !backend_.has_keys() || (key && key->caller.role >= found.route->role);
    return may ? found.route->body_bytes_max : kBodyBytesMax;
}

std::shared_ptr<KeyRing::Key> Service::key_of(std::string_view authorization) const {
    const std::size_t blank = authorization.find(' ');
    if (blank == authorization.npos) return nullptr;
    const std::string scheme = ascii_lower(authorization.substr(0, blank));
    if (scheme != "apikey" && scheme != "bearer") return nullptr;
    return backend_.keys.find(trim(authorization.substr(blank)));
}

Result<Caller, Response> Service::identify(const Request& request) const {
    if (!backend_.has_keys()) {
        Caller caller{std::string(kLocalUser), Role::admin};
        // Escaped as in an address, since a header field holds ASCII.
        auto name = percent_decode(request.user, false);
        const bool has_name = name && !name->empty() && name->size() <= kUserBytesMax;
        if (has_name) caller.name = std::move(*name);
        return caller;
    }
    if (request.authorization.empty()) return Caller{};
    const auto known = key_of(request.authorization);
    if (known == nullptr) {
        return Unexpected(error_response(401, "no_such_key", "nobody has this key"));
    }
    if (!known->bucket.take(now_us())) {
        Response response =
            error_response(429, "too_many_requests", "more requests than this key has a second");
        response.headers.emplace_back("Retry-After", "1");
        return Unexpected(std::move(response));
    }
    return known->caller;
}

std::optional<Response> Service::check_origin(const Request& request) const {
    if (options_.checks_host && !is_local_host(request.host, options_.hosts)) {
        return error_response(421, "other_host", "this server does not go by that name");
    }
    const bool reads = request.method == Method::get || request.method == Method::head;
    if (!reads && !request.origin.empty() && authority_of(request.origin) != request.host) {
        return error_response(403, "other_origin", "pages of other sites may not do this");
    }
    return std::nullopt;
}

Work Service::begin(Request request) {
    const auto pending = std::make_shared<Pending>();
    pending->began_us = now_us();
    pending->counts = &unrouted_;
    pending->call.request = std::move(request);
    Work work;
    const auto turn_away = [&](Response response) {
        const auto held = std::make_shared<Response>(std::move(response));
        work.answer = [this, pending, held] {
            finish(*pending, *held);
            return std::move(*held);
        };
        return std::move(work);
    };
    Call& call = pending->call;
    if (auto refused = check_origin(call.request)) return turn_away(std::move(*refused));
    auto target = parse_target(call.request.target);
    if (!target) return turn_away(error_response(400, "malformed", target.error().message));
    call.target = std::move(*target);
    auto found = router_.find(call.request.method, call.target);
    if (found.route == nullptr) {
        if (found.allowed.empty()) {
            return turn_away(error_response(404, "not_found", "there is nothing of that name"));
        }
        Response response = error_response(405, "method", "the method is none of those allowed");
        response.headers.emplace_back("Allow", found.allowed);
        return turn_away(std::move(response));
    }
    pending->route = found.route;
    pending->counts = counts_[static_cast<std::size_t>(found.route - router_.routes().data())];
    call.values = std::move(found.values);
    auto caller = identify(call.request);
    if (!caller) return turn_away(std::move(caller).error());
    call.caller = std::move(*caller);
    if (call.caller.role < found.route->role) {
        if (call.caller.role != Role::anyone) {
            return turn_away(error_response(
                403, "role", text("this needs the role ", to_string(found.route->role))));
        }
        Response response = error_response(401, "no_key", "this needs a key");
        response.headers.emplace_back("WWW-Authenticate", "ApiKey");
        return turn_away(std::move(response));
    }
    // A form of another site can send a body, but not one of this type without asking first.
    if (!call.request.body.empty() && !call.request.content_type.starts_with("application/json")) {
        return turn_away(error_response(415, "type", "expected a body of type application/json"));
    }
    work.is_slow = pending->route->is_slow ||
                   (pending->route->is_slow_for ? pending->route->is_slow_for(call)
                                                : call.request.body.size() > kQuickBodyBytesMax);
    work.answer = [this, pending] { return answer(*pending); };
    return work;
}

Response Service::answer(Pending& pending) {
    const auto checked = check_parameters(*pending.route, pending.call.target);
    Response response =
        checked ? pending.route->answer(pending.call) : failure(backend_, checked.error());
    finish(pending, response);
    return response;
}

void Service::finish(const Pending& pending, const Response& response) {
    const auto time_us = static_cast<std::uint64_t>(now_us() - pending.began_us);
    pending.counts->add(response.status, time_us);
    if (!options_.log) return;
    options_.log(to_json(LogLine{
        .time_unix_s = backend_.clock(),
        .method = to_string(pending.call.request.method),
        .route = pending.route == nullptr ? std::string_view() : pending.route->pattern,
        .status = response.status,
        .time_us = time_us,
        .bytes = response.body.size(),
        .caller = pending.call.caller.name,
    }));
}

Response Service::refuse(unsigned status) {
    Response response = refusal(status);
    if (status == 503) response.headers.emplace_back("Retry-After", "1");
    unrouted_.add(status, 0);
    if (options_.log) {
        options_.log(to_json(LogLine{
            .time_unix_s = backend_.clock(), .status = status, .bytes = response.body.size()}));
    }
    return response;
}

void Service::stopping() {
    backend_.is_stopping = true;
    backend_.jobs.stop();
}

}  // namespace pelf::server
