// SPDX-License-Identifier: Apache-2.0
#include "server/trace_json.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "engine/account_names.hpp"
#include "engine/coin_place.hpp"
#include "server/json_body.hpp"

namespace pelf::server {
namespace {

using analyze::Policy;
using Place = engine::TraceRequest::Place;

/// What "all" means backward: only they say which money came from where.
constexpr Policy kBackwardPolicies[] = {Policy::fifo, Policy::lifo};
constexpr std::size_t kPlaceBytesMax = 300;

Result<Place> read_place(const boost::json::value& value) {
    if (value.is_string()) return Place{std::string(value.get_string()), {}};
    if (!value.is_object()) {
        return Unexpected(
            Error{Fault::malformed, "\"from\": expected places, or {\"place\", \"label\"}"});
    }
    PELF_TRY_DONE(check_members(value.get_object(), {"place", "label"}));
    PELF_TRY(place, text_member(value.get_object(), "place"));
    PELF_TRY(label, text_member(value.get_object(), "label"));
    return Place{place.value_or(""), label.value_or("")};
}

Result<std::vector<Place>> read_places(const boost::json::object& object) {
    const auto* from = object.if_contains("from");
    std::vector<Place> places;
    if (from != nullptr && from->is_array()) {
        if (from->get_array().size() > kPlacesMax) {
            return Unexpected(Error{Fault::malformed,
                                    text("\"from\": expected at most ", kPlacesMax, " places")});
        }
        for (const boost::json::value& one : from->get_array()) {
            PELF_TRY(place, read_place(one));
            places.push_back(std::move(place));
        }
    } else if (from != nullptr) {
        PELF_TRY(place, read_place(*from));
        places.push_back(std::move(place));
    }
    if (places.empty()) {
        return Unexpected(Error{Fault::malformed, "\"from\": expected at least one place"});
    }
    for (const Place& place : places) {
        if (place.text.size() > kPlaceBytesMax || place.label.size() > kPlaceBytesMax) {
            return Unexpected(Error{Fault::malformed, text("\"from\": expected texts of at most ",
                                                           kPlaceBytesMax, " bytes")});
        }
    }
    return places;
}

Result<std::vector<Policy>> read_policies(const boost::json::object& object,
                                          std::span<const Policy> all) {
    PELF_TRY(names, texts_member(object, "policy"));
    if (names.empty() || names == std::vector<std::string>{"all"}) {
        return std::vector(all.begin(), all.end());
    }
    std::vector<Policy> policies;
    for (const std::string& name : names) {
        const auto policy = analyze::parse_policy(name);
        if (!policy || std::ranges::find(all, *policy) == all.end()) {
            std::vector<std::string> known;
            for (const Policy one : all) known.emplace_back(analyze::to_string(one));
            return Unexpected(Error{Fault::malformed, text("\"policy\": expected all, or some of ",
                                                           join(known, ", "))});
        }
        policies.push_back(*policy);
    }
    return policies;
}

/// A place of a ledger of accounts, or of a bitcoin ledger that is named.
bool names_ledger(const Place& place) {
    const std::string_view ledger = std::string_view(place.text).substr(0, place.text.find(':'));
    return engine::parse_account_ledger(ledger).has_value() || ledger.starts_with("bitcoin");
}

struct Limits {
    std::uint32_t hops_max = std::numeric_limits<std::uint32_t>::max();
    std::uint64_t transactions_max = std::numeric_limits<std::uint64_t>::max();
    std::uint32_t haircut_floor_ppm = 0;
    bool follow_fees = false;
    bool through_services = false;
};

Result<Limits> read_limits(const boost::json::object& object) {
    constexpr std::uint64_t kMillion = 1'000'000;
    Limits limits;
    PELF_TRY(hops, count_member(object, "hops_max", limits.hops_max));
    PELF_TRY(transactions,
             count_member(object, "transactions_max", std::numeric_limits<std::int64_t>::max()));
    PELF_TRY(floor_ppm, count_member(object, "haircut_floor_ppm", kMillion));
    PELF_TRY(fees, flag_member(object, "follow_fees"));
    PELF_TRY(through, flag_member(object, "through_services"));
    // 0 is no limit, as on the command line.
    if (hops.value_or(0) > 0) limits.hops_max = static_cast<std::uint32_t>(*hops);
    if (transactions.value_or(0) > 0) limits.transactions_max = *transactions;
    limits.haircut_floor_ppm = static_cast<std::uint32_t>(floor_ppm.value_or(0));
    limits.follow_fees = fees.value_or(false);
    limits.through_services = through.value_or(false);
    return limits;
}

Status read_coins(const boost::json::object& object, const Limits& limits, TraceQuery& query) {
    engine::TraceRequest& request = query.coins;
    PELF_TRY(policies, read_policies(object, query.is_backward
                                                 ? std::span<const Policy>(kBackwardPolicies)
                                                 : std::span<const Policy>(analyze::kAllPolicies)));
    request.policies = std::move(policies);
    for (const Place& place : request.from) PELF_TRY_DONE(engine::parse_place(place.text));
    request.hops_max = limits.hops_max;
    request.transactions_max = limits.transactions_max;
    request.haircut_floor_ppm = limits.haircut_floor_ppm;
    request.follow_fees = limits.follow_fees;
    request.stop_at_services = !limits.through_services;
    PELF_TRY(ends_from,
             count_member(object, "ends_from", std::numeric_limits<std::int64_t>::max()));
    PELF_TRY(paths, count_member(object, "paths", kPathsMax));
    request.ends_from_sat = ends_from.value_or(0);
    request.paths_max = paths.value_or(0);
    request.want_flow = query.want_flow;
    if (query.flow_nodes_max) request.flow_nodes_max = *query.flow_nodes_max;
    request.as_of_unix_s = parse_as_of(query.as_of);
    return Done{};
}

Status read_linked(const boost::json::object& object, const Limits& limits, TraceQuery& query) {
    for (const std::string_view coins_only : {"ends_from", "paths"}) {
        if (object.contains(coins_only)) {
            return Unexpected(Error{Fault::malformed, text("\"", coins_only,
                                                           "\": for a trace on "
                                                           "one coin ledger only")});
        }
    }
    engine::LinkedTraceRequest& request = query.linked;
    PELF_TRY(policies,
             read_policies(object, query.is_backward
                                       ? std::span<const Policy>(kBackwardPolicies)
                                       : std::span<const Policy>(analyze::kAllAccountPolicies)));
    request.policies = std::move(policies);
    PELF_TRY(stop_at_swaps, flag_member(object, "stop_at_swaps"));
    PELF_TRY(merge_tags, flag_member(object, "merge_tags"));
    engine::TracerOptions& options = request.options;
    options.cross_swaps = !stop_at_swaps.value_or(false);
    options.merge_tags = merge_tags.value_or(false);
    options.hops_max = limits.hops_max;
    options.transactions_max = limits.transactions_max;
    options.haircut_floor_ppm = limits.haircut_floor_ppm;
    options.follow_fees = limits.follow_fees;
    options.stop_at_services = !limits.through_services;
    if (!query.as_of.empty()) options.as_of_unix_s = parse_as_of(query.as_of);
    return Done{};
}

}  // namespace

Result<TraceQuery> read_trace_query(const boost::json::object& object, bool is_backward) {
    PELF_TRY_DONE(check_members(
        object, {"from", "policy", "network", "as_of", "hops_max", "transactions_max",
                 "follow_fees", "through_services", "stop_at_swaps", "merge_tags",
                 "haircut_floor_ppm", "ends_from", "paths", "links", "flow", "flow_nodes_max"}));
    TraceQuery query;
    query.is_backward = is_backward;
    PELF_TRY(places, read_places(object));
    PELF_TRY(links, flag_member(object, "links"));
    PELF_TRY(network, text_member(object, "network"));
    PELF_TRY(as_of, text_member(object, "as_of"));
    PELF_TRY(limits, read_limits(object));
    if (network) {
        query.coins.chain = codec::parse_chain(*network);
        if (!query.coins.chain) {
            return Unexpected(
                Error{Fault::malformed, "\"network\": expected main, testnet, signet or regtest"});
        }
    }
    query.as_of = as_of.value_or("");
    if (!query.as_of.empty() && !parse_as_of(query.as_of)) {
        return Unexpected(
            Error{Fault::malformed, "\"as_of\": expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"});
    }
    PELF_TRY(flow, flag_member(object, "flow"));
    PELF_TRY(nodes, count_member(object, "flow_nodes_max", kFlowNodesMax));
    query.want_flow = flow.value_or(false);
    if (nodes) {
        query.flow_nodes_max = std::max(static_cast<std::uint32_t>(*nodes), analyze::kFlowNodesMin);
    }
    query.uses_links = links.value_or(false);
    query.is_linked = query.uses_links || std::ranges::any_of(places, names_ledger);
    if (query.is_linked) {
        query.linked.from = std::move(places);
        PELF_TRY_DONE(read_linked(object, limits, query));
    } else {
        query.coins.from = std::move(places);
        PELF_TRY_DONE(read_coins(object, limits, query));
    }
    return query;
}

}  // namespace pelf::server
