// SPDX-License-Identifier: Apache-2.0
//
// Lists: what is here, what changed, one entry, read again.
#include <malloc.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "engine/list_changes.hpp"
#include "engine/list_status.hpp"
#include "server/backend.hpp"
#include "server/entity_json.hpp"

namespace pelf::server {
namespace {

constexpr std::size_t kListBytesMax = std::size_t{256} << 20;

constexpr Parameter kAsOf{.name = "as_of", .description = "A day or moment, UTC; else now"};

std::string parameter_or_empty(const Call& call, std::string_view name) {
    const std::string* value = call.target.parameter(name);
    return value == nullptr ? std::string() : *value;
}

/// The day of as_of, or today.
Date day_of(const Backend& backend, const std::string& as_of) {
    constexpr std::size_t kDayLetters = 10;
    const std::string moment = as_of.empty() ? rfc3339(backend.clock()) : as_of;
    return parse_date(moment.substr(0, kDayLetters)).value_or(Date{});
}

Response lists_status(const Backend& backend, const Call& call) {
    const auto as_of = as_of_parameter(call);
    if (!as_of) return failure(backend, as_of.error());
    const auto status = engine::list_status(backend.home, day_of(backend, *as_of), std::nullopt);
    if (!status) return failure(backend, status.error());
    return json_response(engine::to_json(*status));
}

Response changes(const Backend& backend, const Call& call) {
    const auto as_of = as_of_parameter(call);
    if (!as_of) return failure(backend, as_of.error());
    const std::string source = parameter_or_empty(call, "source");
    if (source.empty()) {
        return failure(backend, {Fault::malformed, "source: expected the name of a list"});
    }
    const auto delta = engine::list_changes(
        backend.home, {source, parameter_or_empty(call, "from"), parameter_or_empty(call, "to"),
                       day_of(backend, *as_of), std::nullopt});
    if (!delta) return failure(backend, delta.error());
    return json_response(engine::to_json(*delta));
}

Response entry(Backend& backend, const Call& call) {
    const auto as_of = as_of_parameter(call);
    if (!as_of) return failure(backend, as_of.error());
    const auto snapshot = backend.lists.on(*as_of);
    if (!snapshot) return failure(backend, snapshot.error());
    const std::string& id = call.values.front();
    const model::Party* found = nullptr;
    for (const model::Party& party : (*snapshot)->published().watchlist.parties()) {
        if (!is_entity_id(party.id, id)) continue;
        if (found != nullptr) {
            return failure(backend, {Fault::refused, text("several lists have an entry ", id,
                                                          "; ask for SOURCE:", id)});
        }
        found = &party;
    }
    if (found == nullptr) {
        return failure(backend, {Fault::not_found, text("no list in force has an entry ", id)});
    }
    return json_response(engine::to_json(*found));
}

Response reload(Backend& backend) {
    const Status read = reload_lists(backend);
    if (!read) return failure(backend, read.error());
    const Snapshot snapshot = backend.lists.today();
    std::uint64_t entries = 0;
    for (const auto& version : snapshot->all.versions) entries += version.entries;
    const boost::json::object document{{"lists", snapshot->all.versions.size()},
                                       {"entries", entries},
                                       {"losses", snapshot->all.losses},
                                       {"day", to_string(snapshot->day)},
                                       {"read", rfc3339(snapshot->read_unix_s)}};
    return json_response(boost::json::serialize(document) + "\n");
}

/// What a client calls a file is kept beside the list: no path, and nothing hidden.
bool is_file_name(std::string_view name) {
    constexpr std::size_t kBytesMax = 100;
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !name.empty() && name.size() <= kBytesMax && name.front() != '.' &&
           std::ranges::all_of(name, is_allowed);
}

Result<std::string> import_one(Backend& backend, const Call& call) {
    engine::ListImport request;
    request.source = parameter_or_empty(call, "source");
    if (request.source.empty()) {
        return Unexpected(Error{Fault::malformed, "source: expected the name of a list"});
    }
    const std::string name = parameter_or_empty(call, "name");
    if (!is_file_name(name)) {
        return Unexpected(Error{Fault::malformed,
                                "name: expected what the file is called, such as "
                                "sdn_advanced.xml"});
    }
    const std::string published = parameter_or_empty(call, "published");
    if (!published.empty()) {
        request.published = parse_date(published);
        if (!request.published) {
            return Unexpected(Error{Fault::malformed, "published: expected YYYY-MM-DD"});
        }
    }
    request.today = day_of(backend, {});
    request.learned_unix_s = backend.clock();
    request.allow_shrink = parameter_or_empty(call, "allow_shrink") == "true";
    const auto bytes = std::as_bytes(std::span(call.request.body));
    const auto held = hold(backend.list_files_mutex, "lists are being imported or fetched");
    if (!held) return Unexpected(held.error());
    PELF_TRY(imported, engine::import_contents(backend.home, request,
                                               {{name, {bytes.begin(), bytes.end()}}}));
    PELF_TRY_DONE(reload_lists(backend));
    return engine::to_json(imported);
}

}  // namespace

Status reload_lists(Backend& backend) {
    const Status read = backend.lists.reload();
    ++backend.metrics.reloads;
    if (!read) ++backend.metrics.reloads_failed;
    // The lists that are gone have left holes all over the heap; what is whole pages goes back.
    ::malloc_trim(0);
    return read;
}

void add_list_routes(Router& router, Backend& backend) {
    router.add({.pattern = "/api/v1/lists",
                .answer = [&backend](const Call& call) { return lists_status(backend, call); },
                .text = {.summary = "Versions of lists, those in force, and how updates went",
                         .group = "lists",
                         .parameters = {kAsOf}},
                .is_slow = true});
    router.add({.pattern = "/api/v1/lists/diff",
                .answer = [&backend](const Call& call) { return changes(backend, call); },
                .text = {.summary = "What a publisher changed from one version to another",
                         .group = "lists",
                         .parameters = {{.name = "source",
                                         .description = "Of which list",
                                         .is_required = true},
                                        {.name = "from",
                                         .description = "A version's hash or its first digits, or "
                                                        "a day; else the version before"},
                                        {.name = "to", .description = "As from; else in force"},
                                        kAsOf}},
                .is_slow = true});
    router.add({.pattern = "/api/v1/lists/entry/{id}",
                .answer = [&backend](const Call& call) { return entry(backend, call); },
                .text = {.summary = "One entry, whole; KEY or SOURCE:KEY",
                         .group = "lists",
                         .parameters = {kAsOf}},
                .is_slow = true});
    router.add({.method = Method::post,
                .pattern = "/api/v1/lists/import",
                .role = Role::admin,
                .answer =
                    [&backend](const Call& call) {
                        auto document = import_one(backend, call);
                        return document ? json_response(std::move(*document))
                                        : failure(backend, document.error());
                    },
                .text = {.summary = "Keep a publication of a list that is one file, and read the "
                                    "lists again",
                         .group = "lists",
                         .parameters = {{.name = "source",
                                         .description = "As of `pelf lists import`",
                                         .is_required = true},
                                        {.name = "name",
                                         .description = "What the file is called",
                                         .is_required = true},
                                        {.name = "published",
                                         .description = "The day, if the list does not state it"},
                                        {.name = "allow_shrink",
                                         .description = "Take one that lost many entries",
                                         .type = "boolean"}},
                         .body_schema = R"({"type": "string",
                                            "description": "The file, up to 256 MiB"})"},
                .is_slow = true,
                .body_bytes_max = kListBytesMax});
    router.add(
        {.method = Method::post,
         .pattern = "/api/v1/lists/reload",
         .role = Role::admin,
         .answer = [&backend](const Call&) { return reload(backend); },
         .text = {.summary = "Reads the lists again; requests go on meanwhile", .group = "lists"},
         .is_slow = true});
}

}  // namespace pelf::server
