// SPDX-License-Identifier: Apache-2.0
//
// OpenSanctions' interface, as its server yente speaks it, so that its clients work unchanged:
// match, search, entities, catalog, algorithms. The forms were taken from its published
// documentation; the answers are ours. Where ours cannot say what theirs does, docs/server.md says
// so.
#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "engine/screening.hpp"
#include "server/backend.hpp"
#include "server/entity_json.hpp"
#include "server/json_body.hpp"
#include "server/query_json.hpp"

namespace pelf::server {
namespace {

namespace json = boost::json;

constexpr std::size_t kQueriesMax = 100;
constexpr std::size_t kMatchLimitDefault = 5;
constexpr std::size_t kSearchLimitDefault = 10;
constexpr std::size_t kLimitMax = 500;
constexpr std::size_t kOffsetMax = 9'500;

constexpr std::string_view kMatchSchema = R"({
  "type": "object", "required": ["queries"],
  "properties": {"queries": {"type": "object", "minProperties": 1, "maxProperties": 100,
    "additionalProperties": {"type": "object", "required": ["properties"],
      "properties": {"schema": {"type": "string"}, "properties": {"type": "object"}}}}}
})";

/// Errors in the form of that interface.
Response detail(unsigned status, std::string_view message) {
    Response response;
    response.status = status;
    response.body = json::serialize(json::object{{"detail", message}}) + "\n";
    return response;
}

Response failed(const Backend& backend, const Error& error) {
    const Response response = failure(backend, error);
    return detail(response.status, error.message);
}

/// Fails with malformed where it is no number of that range.
Result<std::size_t> count_parameter(const Call& call, std::string_view name, std::size_t otherwise,
                                    std::size_t most) {
    const std::string* given = call.target.parameter(name);
    if (given == nullptr || given->empty()) return otherwise;
    const auto number = parse_u64(*given);
    if (!number) {
        return Unexpected(Error{Fault::malformed, text(name, ": expected a whole number")});
    }
    return static_cast<std::size_t>(std::min<std::uint64_t>(*number, most));
}

/// "0.7" as 70.
Result<std::optional<std::uint8_t>> score_parameter(const Call& call, std::string_view name) {
    const std::string* given = call.target.parameter(name);
    if (given == nullptr || given->empty()) return std::optional<std::uint8_t>();
    double value = 0;
    const char* const end = given->data() + given->size();
    const auto parsed = std::from_chars(given->data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end || !(value >= 0 && value <= 1)) {
        return Unexpected(Error{Fault::malformed, text(name, ": expected a number of 0 to 1")});
    }
    constexpr double kWhole = 100;
    return std::optional(static_cast<std::uint8_t>(std::lround(value * kWhole)));
}

/// Parameters that were given several times, or once with commas.
std::vector<std::string> names_parameter(const Call& call, std::string_view name) {
    std::vector<std::string> names;
    for (const std::string& given : call.target.all(name)) {
        for (const std::string_view one : split(given, ",")) {
            if (!one.empty()) names.emplace_back(one);
        }
    }
    return names;
}

/// Which hits are wanted.
struct Filter {
    std::string dataset;
    std::vector<std::string> include;
    std::vector<std::string> exclude;
    std::vector<std::string> exclude_schemas;
    std::vector<std::string> exclude_ids;

    static Filter of(const Call& call) {
        return {call.values.front(), names_parameter(call, "include_dataset"),
                names_parameter(call, "exclude_dataset"), names_parameter(call, "exclude_schema"),
                names_parameter(call, "exclude_entity_ids")};
    }
    bool takes(const model::Party& party) const {
        const auto is_of = [&](const std::string& one) {
            return is_in_dataset(party.id.source, one);
        };
        if (!is_of(dataset) || (!include.empty() && std::ranges::none_of(include, is_of))) {
            return false;
        }
        if (std::ranges::any_of(exclude, is_of)) return false;
        if (std::ranges::find(exclude_schemas, schema_of(party.type)) != exclude_schemas.end()) {
            return false;
        }
        return std::ranges::none_of(
            exclude_ids, [&](const std::string& id) { return is_entity_id(party.id, id); });
    }
};

Date published_of(const engine::Lists& lists, std::string_view source) {
    for (const auto& version : lists.versions) {
        if (version.source == source) return version.published;
    }
    return Date{};
}

/// As it was understood.
json::object query_echo(const json::object& query) {
    json::object properties;
    if (const auto* given = query.if_contains("properties"); given && given->is_object()) {
        for (const auto& [name, value] : given->get_object()) {
            properties[name] = value.is_array() ? value.get_array() : json::array{value};
        }
    }
    json::object echo;
    if (const auto* id = query.if_contains("id")) echo["id"] = *id;
    const auto* schema = query.if_contains("schema");
    echo["schema"] = schema == nullptr ? json::value("Thing") : *schema;
    echo["properties"] = std::move(properties);
    return echo;
}

struct MatchOptions {
    std::size_t limit = kMatchLimitDefault;
    std::uint8_t threshold = 0;
    std::uint8_t cutoff = 0;
    Filter filter;
};

Result<MatchOptions> read_match_options(const Backend& backend, const Call& call) {
    MatchOptions options;
    PELF_TRY(limit, count_parameter(call, "limit", kMatchLimitDefault, kLimitMax));
    PELF_TRY(threshold, score_parameter(call, "threshold"));
    PELF_TRY(cutoff, score_parameter(call, "cutoff"));
    options.limit = limit;
    options.threshold = threshold.value_or(backend.lists.threshold_at({}));
    options.cutoff = std::min(cutoff.value_or(options.threshold), options.threshold);
    options.filter = Filter::of(call);
    return options;
}

Result<json::object> match_one(Backend& backend, const engine::Lists& lists,
                               const json::object& query, const MatchOptions& options) {
    PELF_TRY(customer, read_entity(query));
    json::array results;
    std::size_t total = 0;
    if (screen::can_be_screened(customer)) {
        const auto answer = engine::screen_customer(lists, customer, {.score_min = options.cutoff});
        ++backend.metrics.screenings;
        for (const screen::Hit& hit : answer.hits) {
            if (!options.filter.takes(*hit.party)) continue;
            if (++total > options.limit) continue;
            ++backend.metrics.hits;
            results.push_back(
                scored_object(hit, published_of(lists, hit.id.source), options.threshold));
        }
    } else {
        customer.problems.emplace_back("nothing to search for: no name, number or wallet");
    }
    json::object response{{"status", 200},
                          {"results", std::move(results)},
                          {"total", {{"value", total}, {"relation", "eq"}}},
                          {"query", query_echo(query)}};
    if (!customer.problems.empty()) {
        response["problems"] = json::array(customer.problems.begin(), customer.problems.end());
    }
    return response;
}

Response match(Backend& backend, const Call& call) {
    const Snapshot snapshot = backend.lists.today();
    const engine::Lists& lists = snapshot->all;
    if (lists.versions.empty()) return detail(503, "there is no list in force to screen against");
    if (!is_dataset(call.values.front(), lists)) return detail(404, "No such dataset.");
    const auto options = read_match_options(backend, call);
    if (!options) return failed(backend, options.error());
    const auto body = parse_body(call.request.body);
    if (!body) return failed(backend, body.error());
    const auto* queries = body->if_contains("queries");
    if (queries == nullptr || !queries->is_object() || queries->get_object().empty()) {
        return detail(400, "No queries provided.");
    }
    if (queries->get_object().size() > kQueriesMax) {
        return detail(400, text("Too many queries in one batch (limit: ", kQueriesMax, ")"));
    }
    json::object responses;
    for (const auto& [name, query] : queries->get_object()) {
        if (!query.is_object()) return detail(400, "Cannot parse example entity: no object");
        auto response = match_one(backend, lists, query.get_object(), *options);
        if (!response) {
            return detail(400, text("Cannot parse example entity: ", response.error().message));
        }
        responses[name] = std::move(*response);
    }
    Response response = json_response({});
    response.headers.emplace_back("X-Batch-Size", std::to_string(responses.size()));
    response.body = json::serialize(json::object{{"responses", std::move(responses)},
                                                 {"matcher", feature_docs()},
                                                 {"limit", options->limit}}) +
                    "\n";
    return response;
}

json::object facet(std::string_view label,
                   const std::vector<std::pair<std::string, std::size_t>>& counts) {
    json::array values;
    for (const auto& [name, count] : counts) {
        values.push_back({{"name", name}, {"label", name}, {"count", count}});
    }
    return {{"label", label}, {"values", std::move(values)}};
}

/// Who a search text finds: by name, or everybody where there is none.
std::vector<const model::Party*> find_parties(Backend& backend, const engine::Lists& lists,
                                              const std::string& asked, model::PartyType type) {
    std::vector<const model::Party*> parties;
    if (trim(asked).empty()) {
        for (const model::Party& party : lists.watchlist.parties()) parties.push_back(&party);
        return parties;
    }
    screen::Customer customer;
    screen::add_field(customer, {screen::CustomerField::name}, asked);
    customer.party.type = type;
    ++backend.metrics.screenings;
    const auto answer =
        engine::screen_customer(lists, customer, {.score_min = backend.lists.threshold_at({})});
    for (const screen::Hit& hit : answer.hits) parties.push_back(hit.party);
    return parties;
}

Response search(Backend& backend, const Call& call) {
    const Snapshot snapshot = backend.lists.today();
    const engine::Lists& lists = snapshot->all;
    if (!is_dataset(call.values.front(), lists)) return detail(404, "No such dataset.");
    const auto limit = count_parameter(call, "limit", kSearchLimitDefault, kLimitMax);
    if (!limit) return failed(backend, limit.error());
    const auto offset = count_parameter(call, "offset", 0, kOffsetMax);
    if (!offset) return failed(backend, offset.error());
    const std::string* asked = call.target.parameter("q");
    const std::string* schema = call.target.parameter("schema");
    const auto type = schema == nullptr || *schema == "Thing" || *schema == "LegalEntity"
                          ? std::optional(model::PartyType::unknown)
                          : screen::parse_subject_type(*schema);
    if (!type) return detail(400, "Invalid schema");
    const Filter filter = Filter::of(call);
    const auto datasets = names_parameter(call, "datasets");
    std::vector<std::pair<std::string, std::size_t>> counts;
    for (const auto& version : lists.versions) counts.emplace_back(version.source, 0);
    json::array results;
    std::size_t total = 0;
    for (const model::Party* party :
         find_parties(backend, lists, asked == nullptr ? std::string() : *asked, *type)) {
        const auto is_of = [&](const std::string& one) {
            return is_in_dataset(party->id.source, one);
        };
        if (!filter.takes(*party) || (!datasets.empty() && std::ranges::none_of(datasets, is_of))) {
            continue;
        }
        for (auto& [source, count] : counts)
            count += static_cast<std::size_t>(source == party->id.source);
        if (total++ < *offset || results.size() >= *limit) continue;
        results.push_back(entity_object(*party, published_of(lists, party->id.source)));
    }
    std::erase_if(counts, [](const auto& count) { return count.second == 0; });
    return json_response(
        json::serialize(json::object{{"limit", *limit},
                                     {"offset", *offset},
                                     {"total", {{"value", total}, {"relation", "eq"}}},
                                     {"results", std::move(results)},
                                     {"facets", {{"datasets", facet("Data sources", counts)}}}}) +
        "\n");
}

Response entity(Backend& backend, const Call& call) {
    const Snapshot snapshot = backend.lists.today();
    for (const model::Party& party : snapshot->all.watchlist.parties()) {
        if (!is_entity_id(party.id, call.values.front())) continue;
        return json_response(
            json::serialize(entity_object(party, published_of(snapshot->all, party.id.source))) +
            "\n");
    }
    return detail(404, "No such entity!");
}

Response catalog(Backend& backend) {
    const Snapshot snapshot = backend.lists.today();
    json::array datasets;
    json::array names;
    for (const auto& version : snapshot->all.versions) {
        names.emplace_back(version.source);
        datasets.push_back({{"name", version.source},
                            {"title", version.source},
                            {"summary", nullptr},
                            {"url", nullptr},
                            {"load", true},
                            {"entities_url", nullptr},
                            {"version", version.version},
                            {"index_version", version.version},
                            {"index_current", true},
                            {"updated_at", to_string(version.published) + "T00:00:00"},
                            {"entity_count", version.entries},
                            {"children", json::array()}});
    }
    datasets.push_back({{"name", "default"},
                        {"title", "All lists in force"},
                        {"summary", nullptr},
                        {"url", nullptr},
                        {"load", false},
                        {"entities_url", nullptr},
                        {"version", to_string(snapshot->day)},
                        {"index_version", to_string(snapshot->day)},
                        {"index_current", true},
                        {"updated_at", rfc3339(snapshot->read_unix_s)},
                        {"children", names}});
    return json_response(json::serialize(json::object{{"datasets", std::move(datasets)},
                                                      {"current", std::move(names)},
                                                      {"outdated", json::array()},
                                                      {"index_stale", false}}) +
                         "\n");
}

Response algorithms() {
    const json::object pelf{{"name", "pelf"},
                            {"description", text("Pelf's own scorer, ", engine::scorer_version(),
                                                 "; it answers whichever algorithm is asked for")},
                            {"features", feature_docs()},
                            {"docs", feature_docs()}};
    return json_response(
        json::serialize(json::object{
            {"algorithms", json::array{pelf}}, {"default", "pelf"}, {"best", "pelf"}}) +
        "\n");
}

std::vector<Parameter> match_parameters() {
    return {
        {.name = "limit", .description = "Results for each query", .type = "integer"},
        {.name = "threshold",
         .description = "From which score on it is a match, 0 to 1; else the house's",
         .type = "number"},
        {.name = "cutoff", .description = "From which score on it is a result", .type = "number"},
        {.name = "algorithm", .description = "Taken, and not looked at: there is one scorer"},
        {.name = "include_dataset", .description = "Only these lists", .is_repeated = true},
        {.name = "exclude_dataset", .description = "Not these lists", .is_repeated = true},
        {.name = "exclude_schema", .description = "Not these types", .is_repeated = true},
        {.name = "exclude_entity_ids", .description = "Not these", .is_repeated = true}};
}

}  // namespace

void add_yente_routes(Router& router, Backend& backend) {
    constexpr std::string_view kGroup = "as OpenSanctions' yente";
    router.add({.method = Method::post,
                .pattern = "/match/{dataset}",
                .answer = [&backend](const Call& call) { return match(backend, call); },
                .text = {.summary = "Entities described by example, scored",
                         .group = kGroup,
                         .parameters = match_parameters(),
                         .body_schema = kMatchSchema,
                         .is_strict = false}});
    router.add(
        {.pattern = "/search/{dataset}",
         .answer = [&backend](const Call& call) { return search(backend, call); },
         .text = {.summary = "By a name; without one, everybody",
                  .group = kGroup,
                  .parameters =
                      {{.name = "q", .description = "The name"},
                       {.name = "schema", .description = "Person, Company, Vessel, ..."},
                       {.name = "datasets", .description = "Only these lists", .is_repeated = true},
                       {.name = "limit", .description = "At most", .type = "integer"},
                       {.name = "offset", .description = "From", .type = "integer"}},
                  .is_strict = false},
         .is_slow = true});
    router.add({.pattern = "/entities/{id}",
                .answer = [&backend](const Call& call) { return entity(backend, call); },
                .text = {.summary = "One entity", .group = kGroup, .is_strict = false}});
    router.add({.pattern = "/catalog",
                .answer = [&backend](const Call&) { return catalog(backend); },
                .text = {.summary = "The lists in force", .group = kGroup, .is_strict = false}});
    router.add({.pattern = "/algorithms",
                .answer = [](const Call&) { return algorithms(); },
                .text = {.summary = "How is scored", .group = kGroup, .is_strict = false}});
}

}  // namespace pelf::server
