// SPDX-License-Identifier: Apache-2.0
#include "engine/trace_json.hpp"

#include "engine/json.hpp"
#include "engine/trace_answer.hpp"
#include "engine/value_json.hpp"

namespace pelf::engine {
namespace {

constexpr std::string_view kAsset = "BTC";

boost::json::object place_object(const PlaceAnswer& place) {
    return {{"place", place.place},
            {"account", place.account},
            {"amount", amount(place.amount_sat)},
            {"asset", kAsset}};
}

boost::json::object end_object(const TraceAnswer& answer, const EndAnswer& end) {
    boost::json::object object = place_object(end.at);
    object["kind"] = analyze::to_string(end.kind);
    object["tag"] = or_null(end.tag);
    object["category"] = or_null(end.category);
    object["listed"] = or_null(end.listed_name);
    object["time"] = end.time;
    object["hops"] = end.hops;
    if (answer.valuation) {
        object["value"] = to_json_value(*answer.valuation, value_of(answer, end));
    }
    if (!end.labels.empty()) {
        boost::json::array labels;
        for (const AmountBy& part : end.labels) {
            labels.push_back({{"label", part.label}, {"amount", amount(part.amount_sat)}});
        }
        object["labels"] = std::move(labels);
    }
    if (!end.path.empty()) {
        boost::json::array path;
        for (const PlaceAnswer& step : end.path) path.push_back(place_object(step));
        object["path"] = std::move(path);
    }
    return object;
}

boost::json::array unlisted_array(const std::vector<UnlistedAnswer>& unlisted) {
    boost::json::array array;
    for (const UnlistedAnswer& ends : unlisted) {
        array.push_back({{"kind", analyze::to_string(ends.kind)},
                         {"ends", ends.ends_count},
                         {"amount", amount(ends.amount_sat)},
                         {"asset", kAsset}});
    }
    return array;
}

boost::json::object policy_object(const TraceAnswer& answer, const PolicyAnswer& policy) {
    boost::json::array ends;
    for (const EndAnswer& end : policy.ends) ends.push_back(end_object(answer, end));
    boost::json::array passes;
    for (const PassAnswer& pass : policy.passes) {
        boost::json::object object = place_object(pass.at);
        object["name"] = pass.name;
        object["id"] = pass.party_id;
        object["source"] = pass.source;
        passes.push_back(std::move(object));
    }
    boost::json::object object{{"policy", analyze::to_string(policy.policy)},
                               {"total", amount(policy.total_sat)},
                               {"seeds", amount(policy.seeds_sat)},
                               {"overlap", amount(policy.overlap_sat)},
                               {"transactions", policy.transactions_touched},
                               {"truncated", policy.truncated},
                               {"limits", limit_names(policy.limits)},
                               {"listed_passed", std::move(passes)},
                               {"ends", std::move(ends)},
                               {"unlisted", unlisted_array(policy.unlisted)}};
    if (answer.valuation) {
        object["total_value"] = to_json_object(*answer.valuation, total_value(answer, policy));
    }
    return object;
}

boost::json::object destination_object(const TraceAnswer& answer, const DestinationRow& row) {
    boost::json::object amounts;
    for (std::size_t policy = 0; policy < answer.policies.size(); ++policy) {
        amounts[analyze::to_string(answer.policies[policy].policy)] =
            amount(row.amounts_sat[policy]);
    }
    boost::json::object object{{"kind", analyze::to_string(row.kind)},
                               {"name", or_null(row.name)},
                               {"category", or_null(row.category)},
                               {"listed", row.listed},
                               {"below", row.below},
                               {"amounts", std::move(amounts)},
                               {"least", amount(row.least_sat)},
                               {"most", amount(row.most_sat)}};
    if (answer.valuation) {
        boost::json::object values;
        for (std::size_t policy = 0; policy < answer.policies.size(); ++policy) {
            values[analyze::to_string(answer.policies[policy].policy)] =
                to_json_object(*answer.valuation, row.values[policy]);
        }
        object["values"] = std::move(values);
    }
    return object;
}

boost::json::object source_object(const SourceCoverage& source) {
    boost::json::value stopped_by;
    if (source.stopped_by == ingest::SourceStop::requests) stopped_by = "requests";
    if (source.stopped_by == ingest::SourceStop::time) stopped_by = "time";
    return {{"kind", "esplora"},
            {"url", source.url},
            {"tip_height", source.tip_height},
            {"tip", source.tip_hash},
            {"tip_time", source.tip_time},
            {"requests", source.requests},
            {"kept", source.kept},
            {"transactions", source.transactions},
            {"amounts_only", source.amounts_only},
            {"unconfirmed_spends", source.unconfirmed},
            {"dropped_bytes", source.dropped_bytes},
            {"open_outputs", source.open_outputs},
            {"stopped_by", std::move(stopped_by)},
            {"complete", source.open_outputs == 0}};
}

}  // namespace

boost::json::object to_json_object(const TraceAnswer& answer) {
    boost::json::array from;
    ValueSum from_value;
    for (const EndAnswer& seed : answer.from) {
        boost::json::object object = place_object(seed.at);
        object["tag"] = or_null(seed.tag);
        object["listed"] = or_null(seed.listed_name);
        object["time"] = seed.time;
        if (answer.valuation) {
            const Value value = value_of(answer, seed);
            object["value"] = to_json_value(*answer.valuation, value);
            from_value.add(value);
        }
        from.push_back(std::move(object));
    }
    boost::json::array policies;
    for (const PolicyAnswer& policy : answer.policies)
        policies.push_back(policy_object(answer, policy));
    boost::json::array destinations;
    for (const DestinationRow& row : answer.destinations) {
        destinations.push_back(destination_object(answer, row));
    }
    boost::json::object document{{"ledger", answer.ledger},
                                 {"network", answer.network},
                                 {"direction", answer.backward ? "backward" : "forward"},
                                 {"height", answer.height},
                                 {"tip", answer.tip_hash},
                                 {"tip_time", answer.tip_time},
                                 {"window", answer.window},
                                 {"ends_from", amount(answer.ends_from_sat)},
                                 {"lists", to_json_array(answer.lists)},
                                 {"from", std::move(from)},
                                 {"policies", std::move(policies)},
                                 {"destinations", std::move(destinations)},
                                 {"truncated", answer.truncated}};
    if (answer.source) document["source"] = source_object(*answer.source);
    if (answer.window) document["window_base_height"] = answer.window_base_height;
    if (answer.valuation) {
        document["prices"] = to_json_object(*answer.valuation);
        document["from_value"] = to_json_object(*answer.valuation, from_value);
    }
    return document;
}

std::string to_json(const TraceAnswer& answer) {
    return pretty(to_json_object(answer));
}

}  // namespace pelf::engine
