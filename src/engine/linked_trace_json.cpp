// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"
#include "base/text.hpp"
#include "engine/json.hpp"
#include "engine/linked_json.hpp"
#include "engine/value_json.hpp"

namespace pelf::engine {
namespace {

boost::json::string amount_text(const Uint256& amount) {
    return boost::json::string(to_string(amount));
}

/// A place with so much money at it, and what that was worth, where prices were given.
boost::json::object place_object(const LinkedAnswer& answer, const PlaceFacts& place,
                                 const Uint256& amount) {
    boost::json::object object{{"place", place.place},
                               {"account", place.account},
                               {"amount", amount_text(amount)},
                               {"asset", place.asset},
                               {"tag", or_null(place.owner.tag)},
                               {"category", or_null(place.owner.category)},
                               {"listed", or_null(place.owner.listed_name)},
                               {"time", place.time}};
    if (place.is_opening) object["opening"] = true;
    if (answer.valuation) {
        object["value"] = to_json_value(
            *answer.valuation,
            answer.valuation->value_of(place.asset, place.decimals, amount, place.time));
    }
    return object;
}

boost::json::object crossing_object(const LinkedAnswer& answer, const LinkCrossing& crossing) {
    boost::json::object object{{"link", crossing.link},
                               {"kind", model::to_string(crossing.kind)},
                               {"standing", model::to_string(crossing.standing)},
                               {"source", crossing.source},
                               {"from", place_object(answer, crossing.from, crossing.given)},
                               {"to", place_object(answer, crossing.to, crossing.got)},
                               {"origins", origin_array(crossing.origins)}};
    if (crossing.standing == model::LinkStanding::matched) {
        object["likelihood_ppm"] = crossing.likelihood_ppm;
        object["competitors"] = crossing.competitors;
    }
    return object;
}

/// One theft in one asset: its total is the sum of the ends. Several do not add up to one number.
boost::json::value total_of(const LinkedPolicy& policy) {
    if (policy.totals.size() != 1) return nullptr;
    return boost::json::value(to_string(policy.totals.front().amount));
}

boost::json::object policy_object(const LinkedAnswer& answer, const LinkedPolicy& policy) {
    boost::json::array ends;
    ValueSum total;
    for (const LinkedEnd& end : policy.ends) {
        boost::json::object object = place_object(answer, end.at, end.amount);
        object["ledger"] = or_null(end.ledger);
        object["kind"] = analyze::to_string(end.kind);
        object["hops"] = end.hops;
        object["origins"] = origin_array(end.origins);
        if (!end.link.empty()) object["link"] = end.link;
        if (!end.path.empty()) {
            boost::json::array path;
            for (const TracedStep& step : end.path) {
                boost::json::object at{{"place", step.at.place},
                                       {"account", step.at.account},
                                       {"amount", amount_text(step.amount)},
                                       {"asset", step.at.asset}};
                if (step.at.is_opening) at["opening"] = true;
                path.push_back(std::move(at));
            }
            object["path"] = std::move(path);
        }
        if (answer.valuation) total.add(value_of(answer, end));
        ends.push_back(std::move(object));
    }
    boost::json::array crossings;
    for (const LinkCrossing& crossing : policy.crossings) {
        crossings.push_back(crossing_object(answer, crossing));
    }
    boost::json::array swaps;
    for (const TracedSwap& swap : policy.swaps) {
        swaps.push_back({{"transaction", swap.transaction},
                         {"account", swap.account},
                         {"given", amount_text(swap.given)},
                         {"given_asset", swap.given_asset},
                         {"got", amount_text(swap.got)},
                         {"got_asset", swap.got_asset}});
    }
    boost::json::array passes;
    for (const TracedPass& pass : policy.passes) {
        boost::json::object object = place_object(answer, pass.at, pass.amount);
        object["name"] = pass.at.owner.listed_name;
        object["id"] = pass.at.owner.listed_id;
        object["source"] = pass.at.owner.listed_source;
        passes.push_back(std::move(object));
    }
    boost::json::object object{{"policy", analyze::to_string(policy.policy)},
                               {"total", total_of(policy)},
                               {"totals", origin_array(policy.totals)},
                               {"transactions", policy.transactions_touched},
                               {"truncated", policy.truncated},
                               {"limits", limit_names(policy.limits)},
                               {"listed_passed", std::move(passes)},
                               {"crossings", std::move(crossings)},
                               {"swaps", std::move(swaps)},
                               {"ends", std::move(ends)}};
    if (answer.valuation) object["total_value"] = to_json_object(*answer.valuation, total);
    return object;
}

boost::json::object source_object(const AccountSourceCoverage& source) {
    const ingest::AccountSourceCounts& counts = source.counts;
    boost::json::object object{
        {"kind", source.ledger == AccountLedger::xrpl ? "rippled" : "ethereum"},
        {"url", source.url},
        {"tip_height", source.tip.height},
        {"tip", source.tip_hash()},
        {"tip_time", rfc3339(source.tip.time_unix_s)},
        {"tip_proven", source.tip.is_proven},
        {"requests", counts.requests},
        {"kept", counts.kept},
        {"accounts", counts.accounts},
        {"transactions", counts.transactions},
        {"ids_proven", counts.ids_proven},
        {"histories_from", nullptr},
        {"breaks", source.breaks},
        {"flaws", source.report.losses_count()},
        {"dropped_bytes", counts.dropped_bytes},
        {"open_accounts", source.open_accounts},
        {"stopped_by", nullptr},
        {"complete", source.is_complete()}};
    if (counts.histories_from) object["histories_from"] = *counts.histories_from;
    if (counts.balances_checked) object["balances_checked"] = *counts.balances_checked;
    if (source.stopped_by == ingest::SourceStop::requests) object["stopped_by"] = "requests";
    if (source.stopped_by == ingest::SourceStop::time) object["stopped_by"] = "time";
    return object;
}

}  // namespace

boost::json::array origin_array(const std::vector<OriginAnswer>& origins) {
    boost::json::array array;
    for (const OriginAnswer& origin : origins) {
        array.push_back({{"label", origin.label},
                         {"amount", amount_text(origin.amount)},
                         {"asset", origin.asset}});
    }
    return array;
}

boost::json::object to_json_object(const LinkedAnswer& answer) {
    boost::json::array from;
    ValueSum from_value;
    for (const PlaceFacts& place : answer.from) {
        from.push_back(place_object(answer, place, place.amount));
        if (!answer.valuation) continue;
        from_value.add(
            answer.valuation->value_of(place.asset, place.decimals, place.amount, place.time));
    }
    boost::json::array policies;
    for (const LinkedPolicy& policy : answer.policies)
        policies.push_back(policy_object(answer, policy));
    boost::json::array ledgers;
    for (const LedgerCoverage& ledger : answer.ledgers) ledgers.push_back(to_json_object(ledger));
    boost::json::array files;
    for (const LinkedAnswer::LinkFile& file : answer.link_files) {
        files.push_back({{"file", file.path},
                         {"sha256", file.sha256},
                         {"links", file.links},
                         {"claimed", file.claimed}});
    }
    std::uint64_t losses = 0;
    for (const ingest::Report& report : answer.reports) losses += report.losses_count();
    boost::json::object document{
        {"ledger", ledgers.size() == 1 ? ledgers.front().at("ledger") : boost::json::value("all")},
        {"direction", answer.backward ? "backward" : "forward"},
        {"ledgers", ledgers},
        {"lists", to_json_array(answer.lists)},
        {"links", std::move(files)},
        {"unused_links",
         boost::json::array(answer.unused_links.begin(), answer.unused_links.end())},
        {"claimed_left_out", answer.claimed_left_out},
        {"losses", losses},
        {"from", std::move(from)},
        {"thefts", origin_array(answer.thefts)},
        {"policies", std::move(policies)},
        {"truncated", answer.truncated}};
    if (answer.source) document["source"] = source_object(*answer.source);
    if (answer.valuation) {
        document["prices"] = to_json_object(*answer.valuation);
        document["from_value"] = to_json_object(*answer.valuation, from_value);
    }
    return document;
}

std::string to_json(const LinkedAnswer& answer) {
    return pretty(to_json_object(answer));
}

}  // namespace pelf::engine
