// SPDX-License-Identifier: Apache-2.0
//
// Traces: the documents of `pelf trace`, and the flow for the page to draw.
#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "engine/coin_place.hpp"
#include "engine/flow_json.hpp"
#include "engine/linked_flow.hpp"
#include "server/backend.hpp"
#include "server/json_body.hpp"
#include "server/trace_answers.hpp"

namespace pelf::server {
namespace {

Response trace(Backend& backend, const Call& call, bool is_backward) {
    const auto body = parse_body(call.request.body);
    if (!body) return failure(backend, body.error());
    auto query = read_trace_query(*body, is_backward);
    if (!query) return failure(backend, query.error());
    auto document = answer_trace(backend, std::move(*query), {});
    if (!document) return failure(backend, document.error());
    return json_response(std::move(*document));
}

/// Out of time, told to stop, or the server stops.
std::function<bool()> end_of_time(const Backend& backend,
                                  const std::function<bool()>& is_cancelled) {
    const auto end =
        std::chrono::steady_clock::now() + std::chrono::seconds(backend.trace_seconds_max);
    return [&backend, end, is_cancelled] {
        return backend.is_stopping || std::chrono::steady_clock::now() >= end ||
               (is_cancelled && is_cancelled());
    };
}

Result<std::string> answer_linked(Backend& backend, TraceQuery& query) {
    for (engine::TraceRequest::Place& place : query.linked.from) {
        if (!engine::parse_place(place.text)) continue;
        PELF_TRY(chain, engine::choose_chain(backend.home, query.coins.chain));
        place.text = text(engine::ledger_name(chain), ":", place.text);
    }
    if (query.uses_links) query.linked.links = backend.link_files;
    PELF_TRY(answer, query.is_backward ? engine::trace_linked_back(backend.home, query.linked)
                                       : engine::trace_linked(backend.home, query.linked));
    if (!query.want_flow) return engine::to_json(answer);
    return engine::to_json_with_flow(answer, query.flow_nodes_max.value_or(engine::kLinkedNodes),
                                     {.name = "dot"});
}

}  // namespace

Result<std::string> answer_trace(Backend& backend, TraceQuery query,
                                 const std::function<bool()>& is_cancelled) {
    PELF_TRY(snapshot, backend.lists.on(query.as_of));
    query.coins.lists = &snapshot->published();
    query.coins.out_of_time = end_of_time(backend, is_cancelled);
    query.coins.transactions_max = std::min(query.coins.transactions_max, kTraceTransactionsMax);
    query.linked.options.out_of_time = query.coins.out_of_time;
    query.linked.options.transactions_max =
        std::min(query.linked.options.transactions_max, kTraceTransactionsMax);
    query.linked.lists_as_of = snapshot->day;
    if (query.is_linked) return answer_linked(backend, query);
    PELF_TRY(answer, query.is_backward ? engine::trace_backward(backend.home, query.coins)
                                       : engine::trace_forward(backend.home, query.coins));
    if (query.want_flow) return engine::to_json_with_flow(answer, {.name = "dot"});
    return engine::to_json(answer);
}

void add_trace_routes(Router& router, Backend& backend) {
    const auto add = [&](const char* pattern, std::string_view summary, bool is_backward) {
        router.add({.method = Method::post,
                    .pattern = pattern,
                    .answer = [&backend, is_backward](
                                  const Call& call) { return trace(backend, call, is_backward); },
                    .text = {.summary = summary, .group = "tracing", .body_schema = kTraceSchema},
                    .is_slow = true});
    };
    add("/api/v1/trace/forward", "From a theft to its ends, under every policy", false);
    add("/api/v1/trace/backward", "From a place to its sources", true);
}

}  // namespace pelf::server
