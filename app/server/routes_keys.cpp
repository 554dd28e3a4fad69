// SPDX-License-Identifier: Apache-2.0
//
// The keys of clients, for an admin: who has one, a new one, one taken away.
#include <boost/json.hpp>

#include "base/text.hpp"
#include "server/backend.hpp"
#include "server/json_body.hpp"

namespace pelf::server {
namespace {

Status check_has_keys(const Backend& backend) {
    if (backend.has_keys()) return Done{};
    return Unexpected(Error{Fault::refused,
                            "this server was started without keys (--keys) and serves this "
                            "machine only"});
}

/// Names and roles. A hash is of use to nobody.
Result<std::string> list_keys(const Backend& backend) {
    PELF_TRY_DONE(check_has_keys(backend));
    PELF_TRY(keys, read_keys(backend.keys_file));
    boost::json::array array;
    for (const KeyEntry& key : keys) {
        array.push_back({{"name", key.name},
                         {"role", to_string(key.role)},
                         {"per_second", key.per_second},
                         {"created", rfc3339(key.created_unix_s)}});
    }
    return boost::json::serialize(boost::json::object{{"keys", std::move(array)}}) + "\n";
}

Result<std::string> make_key(Backend& backend, const Call& call) {
    PELF_TRY_DONE(check_has_keys(backend));
    PELF_TRY(body, parse_body(call.request.body));
    PELF_TRY_DONE(check_members(body, {"name", "role", "per_second"}));
    PELF_TRY(name, required_text(body, "name"));
    PELF_TRY(role_name, required_text(body, "role"));
    PELF_TRY(per_second, count_member(body, "per_second", kPerSecondMax));
    const auto role = parse_role(role_name);
    if (!role) {
        return Unexpected(
            Error{Fault::malformed, "\"role\": expected viewer, analyst, approver or admin"});
    }
    PELF_TRY(random, secret_bytes());
    const std::lock_guard one_at_a_time(backend.keys_mutex);
    PELF_TRY(key, add_key(backend.keys_file,
                          {.name = name,
                           .role = *role,
                           .per_second =
                               static_cast<std::uint32_t>(per_second.value_or(kPerSecondDefault)),
                           .created_unix_s = backend.clock()},
                          random));
    PELF_TRY_DONE(backend.keys.load(backend.keys_file));
    return boost::json::serialize(boost::json::object{{"name", name}, {"key", key}}) + "\n";
}

Result<std::string> take_key_away(Backend& backend, const Call& call) {
    PELF_TRY_DONE(check_has_keys(backend));
    const std::string& name = call.values.front();
    if (name == call.caller.name) {
        return Unexpected(Error{Fault::refused,
                                "this is the key that asks: have another admin take it away, or "
                                "`pelf serve key remove`"});
    }
    const std::lock_guard one_at_a_time(backend.keys_mutex);
    PELF_TRY_DONE(remove_key(backend.keys_file, name));
    PELF_TRY_DONE(backend.keys.load(backend.keys_file));
    return list_keys(backend);
}

constexpr std::string_view kKeySchema = R"({
  "type": "object", "additionalProperties": false, "required": ["name", "role"],
  "properties": {
    "name": {"type": "string", "description": "Letters, digits, -, _ and ."},
    "role": {"enum": ["viewer", "analyst", "approver", "admin"]},
    "per_second": {"type": "integer", "minimum": 0,
                   "description": "Requests; 0: no limit; else 1,000"}
  }
})";

}  // namespace

void add_key_routes(Router& router, Backend& backend) {
    const auto respond = [&backend](Result<std::string> document, unsigned status) {
        return document ? json_response(std::move(*document), status)
                        : failure(backend, document.error());
    };
    constexpr unsigned kDone = 200;
    constexpr unsigned kCreated = 201;
    router.add(
        {.pattern = "/api/v1/keys",
         .role = Role::admin,
         .answer = [&backend, respond](const Call&) { return respond(list_keys(backend), kDone); },
         .text = {.summary = "Names, roles and limits of keys", .group = "keys"},
         .is_slow = true});
    router.add(
        {.method = Method::post,
         .pattern = "/api/v1/keys",
         .role = Role::admin,
         .answer = [&backend, respond](
                       const Call& call) { return respond(make_key(backend, call), kCreated); },
         .text = {.summary = "Make a key; the answer is the only one that shows it",
                  .group = "keys",
                  .body_schema = kKeySchema,
                  .success_status = kCreated},
         .is_slow = true});
    router.add(
        {.method = Method::remove,
         .pattern = "/api/v1/keys/{name}",
         .role = Role::admin,
         .answer = [&backend, respond](
                       const Call& call) { return respond(take_key_away(backend, call), kDone); },
         .text = {.summary = "Take a key away", .group = "keys"},
         .is_slow = true});
}

}  // namespace pelf::server
