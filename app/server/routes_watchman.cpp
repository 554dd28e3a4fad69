// SPDX-License-Identifier: Apache-2.0
//
// Moov Watchman's search (/v2/search, /v2/listinfo), so that its clients work unchanged. The forms
// follow its published models; the answers are ours.
#include <boost/json.hpp>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "engine/screening.hpp"
#include "server/backend.hpp"
#include "server/query_json.hpp"

namespace pelf::server {
namespace {

namespace json = boost::json;
using screen::CustomerField;

constexpr std::size_t kLimitDefault = 10;
constexpr std::size_t kLimitMax = 100;

Response error(unsigned status, std::string_view message) {
    Response response;
    response.status = status;
    response.body = json::serialize(json::object{{"error", message}}) + "\n";
    return response;
}

struct ParameterField {
    std::string_view parameter;
    CustomerField field;
    screen::IdentifierKind kind = screen::IdentifierKind::other;
};
constexpr ParameterField kFields[] = {
    {"altNames", CustomerField::alias},
    {"gender", CustomerField::gender},
    {"birthDate", CustomerField::born},
    {"flag", CustomerField::flag},
    {"imoNumber", CustomerField::number, screen::IdentifierKind::imo},
    {"mmsi", CustomerField::number, screen::IdentifierKind::mmsi},
    {"callSign", CustomerField::number, screen::IdentifierKind::call_sign},
    {"serialNumber", CustomerField::number, screen::IdentifierKind::aircraft_serial},
};

std::string_view type_word(std::string_view type) noexcept {
    if (type == "business" || type == "organization") return "entity";
    return type == "person" || type == "vessel" || type == "aircraft" ? type : std::string_view();
}

/// "XBT:1Boat..." names the address by its currency; the address alone tells its ledger.
void add_wallets(const Call& call, screen::Customer& customer) {
    for (const std::string_view name : {"cryptoAddress", "cryptoAddresses"}) {
        for (const std::string& given : call.target.all(name)) {
            const std::size_t colon = given.find(':');
            screen::add_field(customer, {CustomerField::wallet},
                              colon == given.npos ? given : given.substr(colon + 1));
        }
    }
}

screen::Customer customer_of(const Call& call) {
    screen::Customer customer;
    const std::string* name = call.target.parameter("name");
    const std::string* type = call.target.parameter("type");
    if (name != nullptr) screen::add_field(customer, {CustomerField::name}, *name);
    for (const ParameterField& known : kFields) {
        for (const std::string& value : call.target.all(known.parameter)) {
            if (value == "unknown") continue;
            screen::add_field(customer, {known.field, known.kind}, value);
        }
    }
    add_wallets(call, customer);
    if (type != nullptr) {
        screen::add_field(customer, {CustomerField::type}, type_word(ascii_lower(*type)));
    }
    screen::complete(customer);
    return customer;
}

std::string_view entity_type(model::PartyType type) noexcept {
    switch (type) {
        case model::PartyType::person: return "person";
        case model::PartyType::entity: return "business";
        case model::PartyType::vessel: return "vessel";
        case model::PartyType::aircraft: return "aircraft";
        case model::PartyType::unknown: break;
    }
    return "unknown";
}

std::string_view source_list(std::string_view source) noexcept {
    constexpr std::pair<std::string_view, std::string_view> kSources[] = {
        {"ofac-cons", "us_non_sdn"},
        {"ofac-", "us_ofac"},
        {"un-", "un_csl"},
        {"eu-", "eu_csl"},
        {"uk-", "uk_csl"}};
    for (const auto& [prefix, name] : kSources) {
        if (source.starts_with(prefix)) return name;
    }
    return source;
}

json::array alternative_names(const model::Party& party) {
    json::array names;
    for (const model::Name& name : party.names) {
        if (name.kind != model::NameKind::primary) names.emplace_back(name.whole);
    }
    return names;
}

/// The member that has the type's name: only what that model's clients read first.
json::object typed_object(const model::Party& party) {
    json::object object{{"name", party.display_name()}, {"altNames", alternative_names(party)}};
    if (party.type == model::PartyType::person) {
        for (const model::PartialDate& birth : party.births) {
            const std::string day = to_string(birth);
            if (!parse_date(day)) continue;
            object["birthDate"] = day + "T00:00:00Z";
            break;
        }
        object["gender"] = "unknown";
        for (const model::Attribute& attribute : party.attributes) {
            if (ascii_lower(attribute.kind) == "gender") {
                object["gender"] = ascii_lower(attribute.value);
            }
        }
    }
    json::array identifiers;
    for (const model::Identifier& identifier : party.identifiers) {
        identifiers.push_back(
            {{"name", identifier.kind},
             {"type", screen::to_string(screen::identifier_kind(identifier.kind))},
             {"country", identifier.country},
             {"identifier", identifier.value}});
    }
    object["governmentIDs"] = std::move(identifiers);
    return object;
}

json::object entity_of(const model::Party& party) {
    json::object object{{"name", party.display_name()},
                        {"entityType", entity_type(party.type)},
                        {"sourceList", source_list(party.id.source)},
                        {"sourceID", party.id.key}};
    for (const std::string_view member :
         {"person", "business", "organization", "aircraft", "vessel"}) {
        object[member] = member == entity_type(party.type) ? json::value(typed_object(party))
                                                           : json::value(nullptr);
    }
    object["contact"] = {{"emailAddresses", nullptr},
                         {"phoneNumbers", nullptr},
                         {"faxNumbers", nullptr},
                         {"websites", nullptr}};
    json::array addresses;
    for (const model::PostalAddress& address : party.addresses) {
        addresses.push_back({{"line1", address.street},
                             {"line2", ""},
                             {"city", address.place},
                             {"postalCode", ""},
                             {"state", ""},
                             {"country", address.country}});
    }
    object["addresses"] = std::move(addresses);
    json::array wallets;
    for (const model::Wallet& wallet : party.wallets) {
        wallets.push_back({{"currency", wallet.asset}, {"address", wallet.address}});
    }
    object["cryptoAddresses"] = std::move(wallets);
    json::array affiliations;
    for (const model::Relation& relation : party.relations) {
        affiliations.push_back({{"entityName", relation.other_name}, {"type", relation.kind}});
    }
    object["affiliations"] = std::move(affiliations);
    object["sanctionsInfo"] = {
        {"programs", json::array(party.programmes.begin(), party.programmes.end())},
        {"secondary", false},
        {"description", party.remarks}};
    object["historicalInfo"] = nullptr;
    object["sourceData"] = nullptr;
    return object;
}

/// 0 to 1 as 0 to 100; nothing for anything else.
std::optional<std::uint8_t> score_of(const std::string& text) {
    double value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec != std::errc() || !(value >= 0 && value <= 1)) return std::nullopt;
    constexpr double kWhole = 100;
    return static_cast<std::uint8_t>(std::lround(value * kWhole));
}

Response search(Backend& backend, const Call& call) {
    const Snapshot snapshot = backend.lists.today();
    const engine::Lists& lists = snapshot->all;
    if (lists.versions.empty()) return error(503, "no lists are loaded");
    const screen::Customer customer = customer_of(call);
    if (!customer.problems.empty()) return error(400, customer.problems.front());
    if (!screen::can_be_screened(customer)) {
        return error(400, "expected a name, a number or a cryptoAddress");
    }
    // Watchman's own least match is 0, and the limit cuts. Scores mean other things here, so the
    // house's threshold stands where none is asked for: results that are no hits would mislead.
    std::uint8_t score_min = backend.lists.threshold_at({});
    if (const std::string* asked = call.target.parameter("minMatch"); asked && !asked->empty()) {
        const auto score = score_of(*asked);
        if (!score) return error(400, "minMatch: expected a number of 0 to 1");
        score_min = *score;
    }
    std::size_t limit = kLimitDefault;
    if (const std::string* asked = call.target.parameter("limit")) {
        const auto number = parse_u64(*asked);
        if (number && *number > 0) limit = std::min<std::size_t>(*number, kLimitMax);
    }
    const std::string* source = call.target.parameter("source");
    const auto answer = engine::screen_customer(lists, customer, {.score_min = score_min});
    ++backend.metrics.screenings;
    backend.metrics.hits += answer.hits.size();
    json::array entities;
    for (const screen::Hit& hit : answer.hits) {
        if (entities.size() == limit) break;
        const bool is_wanted = source == nullptr || source->empty() ||
                               *source == source_list(hit.id.source) || *source == hit.id.source;
        if (!is_wanted) continue;
        json::object object = entity_of(*hit.party);
        constexpr double kWhole = 100;
        object["match"] = static_cast<double>(hit.score) / kWhole;
        object["reasons"] = json::array(hit.reasons.begin(), hit.reasons.end());
        entities.push_back(std::move(object));
    }
    json::object query = entity_of(customer.party);
    query["sourceList"] = "api-request";
    return json_response(json::serialize(json::object{{"query", std::move(query)},
                                                      {"entities", std::move(entities)}}) +
                         "\n");
}

Response list_info(const Backend& backend) {
    const Snapshot snapshot = backend.lists.today();
    json::object lists;
    json::object hashes;
    for (const auto& version : snapshot->all.versions) {
        const std::string name(source_list(version.source));
        const auto* before = lists.if_contains(name);
        lists[name] =
            version.entries + (before == nullptr ? 0 : before->to_number<std::uint64_t>());
        hashes[name] = version.version;
    }
    const std::string read = rfc3339(snapshot->read_unix_s);
    return json_response(json::serialize(json::object{{"lists", std::move(lists)},
                                                      {"listHashes", std::move(hashes)},
                                                      {"startedAt", read},
                                                      {"endedAt", read},
                                                      {"version", "pelf " + backend.version}}) +
                         "\n");
}

}  // namespace

void add_watchman_routes(Router& router, Backend& backend) {
    constexpr std::string_view kGroup = "as Moov Watchman";
    router.add(
        {.pattern = "/v2/search",
         .answer = [&backend](const Call& call) { return search(backend, call); },
         .text = {
             .summary = "Listed parties like the one described",
             .group = kGroup,
             .parameters =
                 {{.name = "name", .description = "The name"},
                  {.name = "type",
                   .description = "person, business, organization, aircraft or vessel"},
                  {.name = "altNames", .description = "Other names", .is_repeated = true},
                  {.name = "birthDate", .description = "Of a person"},
                  {.name = "gender", .description = "Of a person"},
                  {.name = "imoNumber", .description = "Of a vessel"},
                  {.name = "cryptoAddress", .description = "CURRENCY:ADDRESS", .is_repeated = true},
                  {.name = "source", .description = "Only this list"},
                  {.name = "minMatch", .description = "0 to 1", .type = "number"},
                  {.name = "limit", .description = "1 to 100", .type = "integer"}},
             .is_strict = false}});
    router.add({.pattern = "/v2/listinfo",
                .answer = [&backend](const Call&) { return list_info(backend); },
                .text = {.summary = "The lists in force", .group = kGroup, .is_strict = false}});
}

}  // namespace pelf::server
