// SPDX-License-Identifier: Apache-2.0
//
// What the house keeps and decides: its customers and their hits, who is known not to be the one
// listed, from which score on a hit is one. The documents of `pelf customers`, `rescreen`, `allow`
// and `threshold`; who decides is the key that asked.
#include <boost/json.hpp>
#include <chrono>
#include <thread>

#include "base/text.hpp"
#include "engine/list_status.hpp"
#include "engine/list_update.hpp"
#include "engine/rescreen.hpp"
#include "engine/screening.hpp"
#include "engine/thresholds.hpp"
#include "server/backend.hpp"
#include "server/house_work.hpp"
#include "server/json_body.hpp"

namespace pelf::server {
namespace {

using boost::json::object;

constexpr std::string_view kScreening = "the customers are being screened or replaced";
constexpr std::size_t kCustomerBytesMax = std::size_t{64} << 20;

Date today(const Backend& backend) {
    constexpr std::size_t kDayLetters = 10;
    return parse_date(rfc3339(backend.clock()).substr(0, kDayLetters)).value_or(Date{});
}

/// The lists of today with those that follow from ownership. Against none, nothing can be said.
Result<Snapshot> lists_of_today(Backend& backend) {
    Snapshot snapshot = backend.lists.today();
    if (snapshot != nullptr && !snapshot->all.versions.empty()) return snapshot;
    return Unexpected(Error{Fault::not_found, "there is no list in force to screen against"});
}

Result<std::string> about_customers(Backend& backend, const Call&) {
    PELF_TRY(about, engine::customers_about(backend.home));
    return engine::to_json(about);
}

Result<std::string> keep_customers(Backend& backend, const Call& call) {
    engine::CustomerBytes file;
    file.bytes = std::as_bytes(std::span(call.request.body));
    const std::string* format = call.target.parameter("format");
    if (format == nullptr || (*format != "csv" && *format != "json")) {
        return Unexpected(Error{Fault::malformed, "format: expected csv or json (JSON lines)"});
    }
    if (*format == "json") file.format = engine::RowFormat::json_lines;
    for (const auto& [name, value] : call.target.parameters) {
        if (name == "map") file.maps.push_back(value);
    }
    const auto held = hold(backend.customers_mutex, kScreening);
    if (!held) return Unexpected(held.error());
    PELF_TRY(about, engine::import_customers(backend.home, file));
    return engine::to_json(about);
}

Result<std::string> screen_one_customer(Backend& backend, const Call& call) {
    PELF_TRY(snapshot, lists_of_today(backend));
    PELF_TRY(customer, engine::find_customer(backend.home, call.values.front()));
    PELF_TRY(allowances, engine::load_allowances(backend.home, today(backend)));
    const std::uint8_t threshold = backend.lists.threshold_at({});
    const auto answer = engine::screen_known_customer(snapshot->all, allowances, customer,
                                                      {.score_min = threshold});
    ++backend.metrics.screenings;
    backend.metrics.hits += answer.hits.size();
    return engine::to_json(snapshot->all, {answer}, threshold);
}

Result<std::string> hit_book(Backend& backend, const Call&) {
    PELF_TRY(book, engine::open_hit_book(backend.home));
    PELF_TRY(allowances, engine::load_allowances(backend.home, today(backend)));
    return engine::to_json(book, allowances);
}

Result<std::string> decide_hit(Backend& backend, const Call& call) {
    PELF_TRY(body, parse_body(call.request.body));
    PELF_TRY_DONE(check_members(body, {"hit", "state", "reason"}));
    PELF_TRY(hit, required_text(body, "hit"));
    PELF_TRY(state_name, required_text(body, "state"));
    PELF_TRY(reason, required_text(body, "reason"));
    using screen::HitState;
    std::optional<HitState> state;
    for (const HitState one : {HitState::open, HitState::cleared, HitState::confirmed}) {
        if (screen::to_string(one) == state_name) state = one;
    }
    if (!state) {
        return Unexpected(
            Error{Fault::malformed, "\"state\": expected cleared, confirmed or open"});
    }
    const auto held = hold(backend.customers_mutex, kScreening);
    if (!held) return Unexpected(held.error());
    PELF_TRY(book, engine::open_hit_book(backend.home));
    PELF_TRY_DONE(book.decide({.hit = hit,
                               .state = *state,
                               .by = call.caller.name,
                               .reason = reason,
                               .made_unix_s = backend.clock()}));
    PELF_TRY(allowances, engine::load_allowances(backend.home, today(backend)));
    return engine::to_json(book, allowances);
}

Result<std::string> allowances_here(Backend& backend, const Call&) {
    PELF_TRY(allowances, engine::load_allowances(backend.home, today(backend)));
    return engine::to_json(allowances.list.all());
}

Result<std::string> allow(Backend& backend, const Call& call) {
    PELF_TRY(body, parse_body(call.request.body));
    PELF_TRY_DONE(check_members(body, {"customer", "entry", "reason", "until"}));
    PELF_TRY(customer, required_text(body, "customer"));
    PELF_TRY(entry, required_text(body, "entry"));
    PELF_TRY(reason, required_text(body, "reason"));
    PELF_TRY(until_text, required_text(body, "until"));
    const auto until = parse_date(until_text);
    if (!until) return Unexpected(Error{Fault::malformed, "\"until\": expected YYYY-MM-DD"});
    PELF_TRY(snapshot, lists_of_today(backend));
    PELF_TRY(sides, engine::find_sides(backend.home, snapshot->all, customer, entry));
    screen::Allowance one = engine::allowance_of(sides.customer.party, *sides.listed);
    one.approver = call.caller.name;
    one.reason = reason;
    one.made_unix_s = backend.clock();
    one.until = *until;
    const std::lock_guard one_at_a_time(backend.decisions_mutex);
    PELF_TRY(allowances, engine::load_allowances(backend.home, today(backend)));
    PELF_TRY(added, allowances.list.add(one));
    return engine::to_json({added});
}

/// Whether a hit of these two would be an allowed one.
Result<std::string> check_allowed(Backend& backend, const Call& call) {
    PELF_TRY(body, parse_body(call.request.body));
    PELF_TRY_DONE(check_members(body, {"customer", "entry"}));
    PELF_TRY(customer, required_text(body, "customer"));
    PELF_TRY(entry, required_text(body, "entry"));
    PELF_TRY(snapshot, lists_of_today(backend));
    PELF_TRY(sides, engine::find_sides(backend.home, snapshot->all, customer, entry));
    PELF_TRY(allowances, engine::load_allowances(backend.home, today(backend)));
    const auto verdict = engine::check_allowance(allowances, sides.customer.party, *sides.listed);
    const bool is_there = verdict.allowance != nullptr;
    return boost::json::serialize(
               object{{"allowed", verdict.in_force},
                      {"allowance", is_there ? boost::json::value(verdict.allowance->number)
                                             : boost::json::value(nullptr)},
                      {"allowance_text", is_there ? verdict.why : "not in the allow-list"}}) +
           "\n";
}

Result<std::string> end_allowance(Backend& backend, const Call& call) {
    PELF_TRY(body, parse_body(call.request.body));
    PELF_TRY_DONE(check_members(body, {"reason"}));
    PELF_TRY(reason, required_text(body, "reason"));
    const auto number = parse_u64(call.values.front());
    if (!number) return Unexpected(Error{Fault::malformed, "expected an allowance's number"});
    const std::lock_guard one_at_a_time(backend.decisions_mutex);
    PELF_TRY(allowances, engine::load_allowances(backend.home, today(backend)));
    PELF_TRY_DONE(allowances.list.remove({.number = *number,
                                          .approver = call.caller.name,
                                          .reason = reason,
                                          .made_unix_s = backend.clock()}));
    return engine::to_json(allowances.list.all());
}

Result<std::string> threshold_here(Backend& backend, const Call&) {
    PELF_TRY(log, engine::open_threshold_log(backend.home));
    return engine::to_json(log, backend.clock());
}

Result<std::string> set_threshold(Backend& backend, const Call& call) {
    PELF_TRY(body, parse_body(call.request.body));
    PELF_TRY_DONE(check_members(body, {"threshold", "reason"}));
    constexpr std::uint64_t kScoreMax = 100;
    PELF_TRY(score, count_member(body, "threshold", kScoreMax));
    PELF_TRY(reason, required_text(body, "reason"));
    if (!score) return Unexpected(Error{Fault::malformed, "\"threshold\": expected 0 to 100"});
    const std::lock_guard one_at_a_time(backend.decisions_mutex);
    PELF_TRY(log, engine::open_threshold_log(backend.home));
    const std::int64_t now_unix_s = backend.clock();
    PELF_TRY_DONE(log.change({.score_min = static_cast<std::uint8_t>(*score),
                              .by = call.caller.name,
                              .reason = reason,
                              .made_unix_s = now_unix_s}));
    PELF_TRY_DONE(backend.lists.reload_thresholds());
    return engine::to_json(log, now_unix_s);
}

constexpr std::string_view kDecideSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["hit", "state", "reason"],
  "properties": {"hit": {"type": "string", "description": "As /customers/hits has it"},
                 "state": {"enum": ["cleared", "confirmed", "open"]},
                 "reason": {"type": "string"}}
})";
constexpr std::string_view kAllowSchema = R"({
  "type": "object", "additionalProperties": false,
  "required": ["customer", "entry", "reason", "until"],
  "properties": {"customer": {"type": "string", "description": "The id of one that is kept"},
                 "entry": {"type": "string", "description": "SOURCE:ID"},
                 "reason": {"type": "string"},
                 "until": {"type": "string", "description": "The last day, YYYY-MM-DD"}}
})";
constexpr std::string_view kSidesSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["customer", "entry"],
  "properties": {"customer": {"type": "string"},
                 "entry": {"type": "string", "description": "SOURCE:ID"}}
})";
constexpr std::string_view kReasonSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["reason"],
  "properties": {"reason": {"type": "string"}}
})";
constexpr std::string_view kThresholdSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["threshold", "reason"],
  "properties": {"threshold": {"type": "integer", "minimum": 0, "maximum": 100},
                 "reason": {"type": "string", "description": "Why, and how it was tested"}}
})";

struct HouseRoute {
    Method method;
    const char* pattern;
    Role role;
    std::string_view summary;
    std::string_view schema;
    Result<std::string> (*answer)(Backend& backend, const Call& call);
};

const HouseRoute kRoutes[] = {
    {Method::get,
     "/api/v1/customers",
     Role::viewer,
     "How many customers are kept",
     {},
     about_customers},
    {Method::get, "/api/v1/customers/hits", Role::viewer, "Every hit there ever was", {}, hit_book},
    {Method::post, "/api/v1/customers/hits", Role::analyst, "Say what a hit is", kDecideSchema,
     decide_hit},
    {Method::get,
     "/api/v1/customers/{customer}/screen",
     Role::viewer,
     "A customer that is kept, against the lists of today",
     {},
     screen_one_customer},
    {Method::get,
     "/api/v1/allow",
     Role::viewer,
     "Customers known not to be the ones listed",
     {},
     allowances_here},
    {Method::post, "/api/v1/allow", Role::approver,
     "Allow a customer, for the data of both sides as they are now", kAllowSchema, allow},
    {Method::post, "/api/v1/allow/check", Role::viewer, "Whether a hit of these two is allowed",
     kSidesSchema, check_allowed},
    {Method::post, "/api/v1/allow/{number}/remove", Role::approver, "Take an allowance back",
     kReasonSchema, end_allowance},
    {Method::get,
     "/api/v1/threshold",
     Role::viewer,
     "The score from which on a hit is one, and who decided it",
     {},
     threshold_here},
    {Method::post, "/api/v1/threshold", Role::approver, "Change it, on record", kThresholdSchema,
     set_threshold},
};

Route house_route(Backend& backend, Method method, Role role,
                  Result<std::string> (*answer)(Backend& backend, const Call& call)) {
    Route route;
    route.method = method;
    route.role = role;
    route.answer = [&backend, answer](const Call& call) {
        auto document = answer(backend, call);
        return document ? json_response(std::move(*document)) : failure(backend, document.error());
    };
    route.is_slow = true;
    return route;
}

}  // namespace

Result<JobQueue::Work> rescreen_work(Backend& backend, const object& request) {
    PELF_TRY_DONE(check_members(request, {"full"}));
    PELF_TRY(full, flag_member(request, "full"));
    return JobQueue::Work([&backend, full](Job& job) -> Result<std::string> {
        PELF_TRY(snapshot, lists_of_today(backend));
        const engine::Cases* cases = nullptr;
        if (engine::has_cases(backend.home, backend.case_database)) {
            PELF_TRY(opened, backend.cases.open(backend.home, backend.case_database));
            cases = opened;
        }
        const std::lock_guard one_at_a_time(backend.customers_mutex);
        PELF_TRY(allowances, engine::load_allowances(backend.home, today(backend)));
        PELF_TRY(done, engine::rescreen(backend.home, snapshot->all, allowances,
                                        {.options = {.score_min = backend.lists.threshold_at({})},
                                         .full = full.value_or(false),
                                         .threads = 1,  // The others answer requests.
                                         .now_unix_s = backend.clock(),
                                         .progress =
                                             [&job](const engine::Progress& now) {
                                                 job.done = now.done;
                                                 job.all = now.all;
                                             },
                                         .cases = cases}));
        return engine::to_json(done);
    });
}

Result<JobQueue::Work> update_work(Backend& backend, const object& request) {
    PELF_TRY_DONE(check_members(request, {"sources"}));
    PELF_TRY(asked, texts_member(request, "sources"));
    return JobQueue::Work([&backend, asked = std::move(asked)](Job& job) -> Result<std::string> {
        std::vector<std::string> sources = asked;
        if (sources.empty()) {
            PELF_TRY(known, engine::updatable_sources(backend.home));
            sources = std::move(known);
        }
        const std::lock_guard one_at_a_time(backend.list_files_mutex);
        std::vector<engine::UpdateOutcome> outcomes;
        job.all = sources.size();
        for (const std::string& source : sources) {
            if (job.is_cancelled) break;
            engine::ListUpdateRequest one;
            one.source = source;
            one.today = today(backend);
            one.now_unix_s = backend.clock();
            one.wait = [](std::uint32_t wait_ms) {
                std::this_thread::sleep_for(std::chrono::milliseconds(wait_ms));
            };
            outcomes.push_back({source, engine::update_list(backend.home, one)});
            ++job.done;
        }
        PELF_TRY_DONE(reload_lists(backend));
        return engine::to_json(outcomes);
    });
}

void add_house_routes(Router& router, Backend& backend) {
    for (const HouseRoute& one : kRoutes) {
        Route route = house_route(backend, one.method, one.role, one.answer);
        route.pattern = one.pattern;
        route.text = {.summary = one.summary, .group = "house", .body_schema = one.schema};
        router.add(std::move(route));
    }
    Route kept = house_route(backend, Method::post, Role::admin, keep_customers);
    kept.pattern = "/api/v1/customers";
    kept.text = {.summary = "Keep a file as the whole of the customers",
                 .group = "house",
                 .parameters = {{.name = "format",
                                 .description = "csv, or json for JSON lines",
                                 .is_required = true},
                                {.name = "map",
                                 .description = "What a column means, such as Kunde=name",
                                 .is_repeated = true}},
                 .body_schema = R"({"type": "string", "description": "The file, up to 64 MiB"})"};
    kept.body_bytes_max = kCustomerBytesMax;
    router.add(std::move(kept));
}

}  // namespace pelf::server
