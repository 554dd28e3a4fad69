// SPDX-License-Identifier: Apache-2.0
//
// Is it alive, is it ready, what does it count, what is in it.
#include <boost/json.hpp>
#include <fstream>

#include "base/text.hpp"
#include "engine/account_ledger.hpp"
#include "engine/ledger.hpp"
#include "engine/list_status.hpp"
#include "server/backend.hpp"
#include "server/ledger_states.hpp"

namespace pelf::server {
namespace {

Response health(const Call&) {
    return json_response("{\"status\":\"ok\"}\n");
}

Response ready(const Backend& backend) {
    if (backend.is_stopping) return error_response(503, "stopping", "the server is stopping");
    const Snapshot snapshot = backend.lists.today();
    if (snapshot == nullptr || snapshot->all.versions.empty()) {
        return error_response(503, "no_lists", "there is no list in force to screen against");
    }
    return json_response("{\"status\":\"ok\"}\n");
}

/// Of this process; 0 where the kernel does not say.
std::uint64_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t all_pages = 0;
    std::uint64_t resident_pages = 0;
    constexpr std::uint64_t kPageBytes = 4'096;
    return file >> all_pages >> resident_pages ? resident_pages * kPageBytes : 0;
}

Response metrics(const Backend& backend) {
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = backend.metrics.text();
    const auto add = [&](std::string_view name, std::string_view kind, std::string_view help,
                         std::uint64_t value) { response.body += metric(name, kind, help, value); };
    const HttpCounts& counts = backend.counts;
    add("pelf_connections_open", "gauge", "Connections now.", counts.connections_open);
    add("pelf_connections_total", "counter", "Connections taken.", counts.connections_total);
    add("pelf_connections_refused_total", "counter", "Connections turned away.",
        counts.connections_refused);
    add("pelf_sent_bytes_total", "counter", "Bytes of answers.", counts.bytes_sent);
    add("pelf_slow_work", "gauge", "Requests that wait for or do long work.", counts.slow_waiting);
    if (const Snapshot snapshot = backend.lists.today()) {
        std::uint64_t entries = 0;
        for (const auto& version : snapshot->all.versions) entries += version.entries;
        add("pelf_list_entries", "gauge", "Entries of the lists in force.", entries);
        add("pelf_lists_read_timestamp_seconds", "gauge", "When the lists were read.",
            static_cast<std::uint64_t>(snapshot->read_unix_s));
    }
    add("process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
    return response;
}

Response status(const Backend& backend, const Call& call) {
    const Snapshot snapshot = backend.lists.today();
    const Date today = snapshot == nullptr ? Date{} : snapshot->day;
    const auto lists = engine::list_status(backend.home, today, std::nullopt);
    if (!lists) return failure(backend, lists.error());
    const auto ledgers = read_ledger_states(backend.home);
    if (!ledgers) return failure(backend, ledgers.error());
    boost::json::value ledger_document =
        boost::json::parse(engine::to_json(ledgers->coins, ledgers->accounts));
    boost::json::object document{{"version", backend.version},
                                 {"lists", boost::json::parse(engine::to_json(*lists))},
                                 {"ledgers", std::move(ledger_document.at("ledgers"))},
                                 {"threshold", backend.lists.threshold_at({})},
                                 {"role", to_string(call.caller.role)},
                                 {"user", call.caller.name},
                                 {"links", backend.link_files.size()},
                                 {"bundles", backend.signer.has_value()}};
    return json_response(boost::json::serialize(document) + "\n");
}

}  // namespace

void add_health_routes(Router& router, Backend& backend) {
    for (const char* const pattern : {"/health", "/healthz", "/ping"}) {
        router.add({.pattern = pattern,
                    .role = Role::anyone,
                    .answer = health,
                    .text = {.summary = "Whether the server is alive", .group = "server"}});
    }
    for (const char* const pattern : {"/ready", "/readyz"}) {
        router.add(
            {.pattern = pattern,
             .role = Role::anyone,
             .answer = [&backend](const Call&) { return ready(backend); },
             .text = {.summary = "Whether there are lists to screen against", .group = "server"}});
    }
    router.add({.pattern = "/metrics",
                .role = Role::admin,
                .answer = [&backend](const Call&) { return metrics(backend); },
                .text = {.summary = "What the server counts, for Prometheus",
                         .group = "server",
                         .content_type = "text/plain; version=0.0.4; charset=utf-8"}});
    router.add({.pattern = "/api/v1/status",
                .answer = [&backend](const Call& call) { return status(backend, call); },
                .text = {.summary = "What is here: lists, ledgers, the threshold, and who asks",
                         .group = "server"},
                .is_slow = true});
}

}  // namespace pelf::server
