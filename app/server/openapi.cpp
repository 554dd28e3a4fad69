// SPDX-License-Identifier: Apache-2.0
//
// The table of routes as an OpenAPI 3.1 document.
#include <boost/json.hpp>
#include <map>

#include "base/check.hpp"
#include "base/text.hpp"
#include "server/router.hpp"

namespace pelf::server {
namespace {

namespace json = boost::json;

json::object path_parameter(std::string_view name) {
    return {{"name", name},
            {"in", "path"},
            {"required", true},
            {"schema", {{"type", "string"}, {"minLength", 1}}}};
}

json::object query_parameter(const Parameter& parameter) {
    json::object schema{{"type", parameter.type}};
    if (parameter.is_repeated) {
        schema = {{"type", "array"}, {"items", {{"type", parameter.type}}}};
    }
    return {{"name", parameter.name},
            {"in", "query"},
            {"required", parameter.is_required},
            {"description", parameter.description},
            {"schema", std::move(schema)}};
}

json::array parameters_of(const Route& route) {
    json::array parameters;
    for (const std::string_view segment : split(std::string_view(route.pattern).substr(1), "/")) {
        if (!segment.starts_with('{')) continue;
        parameters.push_back(path_parameter(segment.substr(1, segment.size() - 2)));
    }
    for (const Parameter& parameter : route.text.parameters) {
        parameters.push_back(query_parameter(parameter));
    }
    return parameters;
}

json::object error_answer(std::string_view description) {
    return {{"description", description},
            {"content",
             {{"application/json", {{"schema", {{"$ref", "#/components/schemas/Error"}}}}}}}};
}

json::object responses_of(const Route& route) {
    json::object schema;
    if (route.text.content_type == "application/json") schema["type"] = "object";
    json::object responses;
    responses[std::to_string(route.text.success_status)] = {
        {"description", route.text.summary},
        {"content", {{route.text.content_type, {{"schema", std::move(schema)}}}}}};
    responses["400"] = error_answer("Not understood");
    if (route.role != Role::anyone) {
        responses["401"] = error_answer("No key, or none that is known");
        responses["403"] = error_answer("The key's role is not enough");
        responses["429"] = error_answer("More requests than the key has a second");
    }
    return responses;
}

json::object operation_of(const Route& route) {
    json::object operation{{"summary", route.text.summary},
                           {"tags", json::array{route.text.group}},
                           {"x-pelf-role", to_string(route.role)}};
    const json::array parameters = parameters_of(route);
    if (!parameters.empty()) operation["parameters"] = parameters;
    if (!route.text.body_schema.empty()) {
        json::error_code error;
        json::value schema = json::parse(route.text.body_schema, error);
        PELF_CHECK(!error);
        operation["requestBody"] = {
            {"required", true},
            {"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
    }
    operation["responses"] = responses_of(route);
    operation["security"] = route.role == Role::anyone
                                ? json::array()
                                : json::array{json::object{{"key", json::array()}}};
    return operation;
}

}  // namespace

std::string openapi_document(const Router& router, std::string_view version) {
    // Paths in the order of the alphabet: the document does not depend on who adds routes first.
    std::map<std::string, json::object> paths;
    for (const Route& route : router.routes()) {
        if (!route.text.is_in_document) continue;
        paths[route.pattern][ascii_lower(to_string(route.method))] = operation_of(route);
    }
    json::object ordered;
    for (auto& [pattern, operations] : paths) ordered[pattern] = std::move(operations);
    json::object error_schema{
        {"type", "object"},
        {"required", json::array{"error"}},
        {"properties",
         {{"error",
           {{"type", "object"},
            {"required", json::array{"code", "message"}},
            {"properties",
             {{"code", {{"type", "string"}}}, {"message", {{"type", "string"}}}}}}}}}};
    const json::object document{
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Pelf"},
          {"version", version},
          {"description",
           "Screens names and wallets, traces stolen money, and says how it knows. Answers that "
           "the "
           "command line gives too are byte for byte the same. Keys go in the header "
           "\"Authorization: ApiKey KEY\"; without a key file the server is for its own machine "
           "only, and asks for none."},
          {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
        {"paths", std::move(ordered)},
        {"components",
         {{"schemas", {{"Error", std::move(error_schema)}}},
          {"securitySchemes",
           {{"key", {{"type", "apiKey"}, {"in", "header"}, {"name", "Authorization"}}}}}}}};
    return json::serialize(document) + "\n";
}

}  // namespace pelf::server
