// SPDX-License-Identifier: Apache-2.0
//
// Screening in our own form: the documents of `pelf screen`.
#include <boost/json.hpp>

#include "base/text.hpp"
#include "engine/screening.hpp"
#include "server/backend.hpp"
#include "server/json_body.hpp"
#include "server/query_json.hpp"
#include "server/screen_answers.hpp"

namespace pelf::server {
namespace {

constexpr std::string_view kQuerySchema = R"({
  "type": "object", "additionalProperties": false,
  "properties": {
    "name": {"description": "The name, or a list: its other forms too",
             "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "type": {"enum": ["person", "entity", "vessel", "aircraft"]},
    "gender": {"type": "string"},
    "born": {"description": "1962-06-12, 1962-06, 1962 or circa 1962; several as a list",
             "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "country": {"description": "Two letters or a name, with a role before a colon or without",
                "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "id": {"description": "KIND:VALUE",
           "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "wallet": {"description": "ADDRESS or LEDGER:ADDRESS",
               "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "threshold": {"type": "integer", "minimum": 0, "maximum": 100},
    "as_of": {"type": "string"},
    "include_services": {"type": "boolean"}
  }
})";
constexpr std::string_view kBatchSchema = R"({
  "type": "object", "required": ["queries"], "additionalProperties": false,
  "properties": {"queries": {"type": "array", "minItems": 1, "maxItems": 1000,
                             "items": {"type": "object", "description": "As for one name"}}}
})";

/// Screening against no list would find nothing and look like a clean answer.
std::optional<Response> no_lists(const Backend& backend, const engine::Lists& lists) {
    if (!lists.versions.empty()) return std::nullopt;
    return failure(backend, {Fault::not_found, "there is no list in force to screen against"});
}

/// The document of one question. Fails as reading it and the lists of its day do.
Result<std::string> screen_one(Backend& backend, const boost::json::object& object) {
    PELF_TRY(query, read_screen_query(object));
    PELF_TRY(snapshot, backend.lists.on(query.as_of));
    const engine::Lists& lists = snapshot->all;
    if (lists.versions.empty()) {
        return Unexpected(Error{Fault::not_found, "there is no list in force to screen against"});
    }
    const std::uint8_t threshold =
        query.threshold.value_or(backend.lists.threshold_at(query.as_of));
    std::vector<engine::ScreenAnswer> answers;
    answers.push_back(engine::screen_customer(
        lists, query.customer,
        {.score_min = threshold, .include_services = query.include_services}));
    ++backend.metrics.screenings;
    backend.metrics.hits += answers.front().hits.size();
    return engine::to_json(lists, answers, threshold);
}

Response screen_name(Backend& backend, const Call& call) {
    const auto body = parse_body(call.request.body);
    if (!body) return failure(backend, body.error());
    auto document = screen_one(backend, *body);
    if (!document) return failure(backend, document.error());
    return json_response(std::move(*document));
}

Response screen_batch(Backend& backend, const Call& call) {
    const auto body = parse_body(call.request.body);
    if (!body) return failure(backend, body.error());
    const auto queries = read_batch(*body);
    if (!queries) return failure(backend, queries.error());
    auto document =
        answer_batch(backend, *queries, [&backend] { return backend.is_stopping.load(); });
    if (!document) return failure(backend, document.error());
    return json_response(std::move(*document));
}

Response screen_wallet(Backend& backend, const Call& call) {
    const auto as_of = as_of_parameter(call);
    if (!as_of) return failure(backend, as_of.error());
    const auto snapshot = backend.lists.on(*as_of);
    if (!snapshot) return failure(backend, snapshot.error());
    const engine::Lists& lists = (*snapshot)->published();
    if (auto none = no_lists(backend, lists)) return std::move(*none);
    const std::string* ledger = call.target.parameter("ledger");
    const auto answer = engine::screen_wallet(
        lists, call.values.front(),
        ledger == nullptr || ledger->empty() ? std::nullopt : std::optional(*ledger));
    ++backend.metrics.screenings;
    backend.metrics.hits += answer.hits.size();
    constexpr std::uint8_t kExact = 0;
    return json_response(engine::to_json(lists, {answer}, kExact));
}

/// A day that is not here is read from the store.
bool names_a_day(const Call& call) {
    return call.request.body.find("\"as_of\"") != std::string::npos ||
           call.target.parameter("as_of") != nullptr ||
           call.request.body.size() > kQuickBodyBytesMax;
}

}  // namespace

Result<std::vector<boost::json::object>> read_batch(const boost::json::object& body) {
    PELF_TRY_DONE(check_members(body, {"queries"}));
    const auto* queries = body.if_contains("queries");
    const Error wrong{Fault::malformed, text("\"queries\": expected a list of 1 to ",
                                             kBatchQueriesMax, " questions, each an object")};
    if (queries == nullptr || !queries->is_array() || queries->get_array().empty() ||
        queries->get_array().size() > kBatchQueriesMax) {
        return Unexpected(wrong);
    }
    std::vector<boost::json::object> read;
    for (const boost::json::value& one : queries->get_array()) {
        if (!one.is_object()) return Unexpected(wrong);
        read.push_back(one.get_object());
    }
    return read;
}

Result<std::string> answer_batch(Backend& backend, const std::vector<boost::json::object>& queries,
                                 const std::function<bool()>& each) {
    // Documents are put together as texts: to read them again would cost more than to write them.
    std::string all = "{\"answers\":[";
    for (const boost::json::object& query : queries) {
        if (all.back() != '[') all += ',';
        auto document = screen_one(backend, query);
        all += document ? *document : failure(backend, document.error()).body;
        if (each && each()) {
            return Unexpected(Error{Fault::refused, "told to stop before all were answered"});
        }
    }
    return all + "]}\n";
}

void add_screen_routes(Router& router, Backend& backend) {
    router.add({.method = Method::post,
                .pattern = "/api/v1/screen/name",
                .answer = [&backend](const Call& call) { return screen_name(backend, call); },
                .text = {.summary = "Everything that is known of somebody, against the lists",
                         .group = "screening",
                         .body_schema = kQuerySchema},
                .is_slow_for = names_a_day});
    router.add({.method = Method::post,
                .pattern = "/api/v1/screen/batch",
                .answer = [&backend](const Call& call) { return screen_batch(backend, call); },
                .text = {.summary = "Up to 1,000 questions, each answered as if it were alone",
                         .group = "screening",
                         .body_schema = kBatchSchema},
                .is_slow = true,
                .body_bytes_max = kBatchBodyBytesMax});
    router.add({.pattern = "/api/v1/screen/wallet/{address}",
                .answer = [&backend](const Call& call) { return screen_wallet(backend, call); },
                .text = {.summary = "An address: exact, by the lists in force",
                         .group = "screening",
                         .parameters = {{.name = "ledger",
                                         .description = "bitcoin, ethereum, xrpl, ...; else any"},
                                        {.name = "as_of",
                                         .description = "A day or moment, UTC; else now"}}},
                .is_slow_for = names_a_day});
}

}  // namespace pelf::server
