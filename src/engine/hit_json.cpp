// SPDX-License-Identifier: Apache-2.0
#include "engine/hit_json.hpp"

namespace pelf::engine {
namespace {

boost::json::array grounds_array(const screen::HitGrounds& grounds) {
    boost::json::array array;
    if (grounds.name) array.emplace_back("name");
    if (grounds.identifier) array.emplace_back("identifier");
    if (grounds.wallet) array.emplace_back("wallet");
    return array;
}

boost::json::array parts_array(const std::vector<match::AlignedPart>& parts) {
    boost::json::array array;
    for (const match::AlignedPart& part : parts) {
        array.push_back({{"kind", match::to_string(part.kind)},
                         {"query", part.query},
                         {"listed", part.listed},
                         {"similarity", part.similarity}});
    }
    return array;
}

boost::json::array evidence_array(const screen::Hit& hit) {
    boost::json::array array;
    for (std::size_t i = 0; i < hit.evidence.size(); ++i) {
        array.push_back({{"kind", screen::to_string(hit.evidence[i].kind)},
                         {"weight", hit.evidence[i].weight},
                         {"text", hit.evidence_words[i]}});
    }
    return array;
}

}  // namespace

boost::json::object to_json_object(const screen::Hit& hit, std::span<const screen::Hit> hits) {
    boost::json::object object{
        {"id", hit.id.key},
        {"source", hit.id.source},
        {"name", hit.name},
        {"matched_name", hit.matched_name},
        {"type", model::to_string(hit.type)},
        {"score", hit.score},
        {"strength", model::to_string(hit.strength)},
        {"reasons", boost::json::array(hit.reasons.begin(), hit.reasons.end())},
        {"effect", screen::to_string(hit.effect)},
        {"grounds", grounds_array(hit.grounds)}};
    if (!hit.asked_name.empty()) object["asked_name"] = hit.asked_name;
    object["name_evidence"] = {{"score", hit.name_evidence.score},
                               {"decibans", hit.name_evidence.evidence_decibans}};
    object["identity_evidence"] = {{"sum", hit.identity_evidence}, {"pieces", evidence_array(hit)}};
    object["parts"] = parts_array(hit.parts);
    if (hit.party != nullptr) {
        object["programmes"] =
            boost::json::array(hit.party->programmes.begin(), hit.party->programmes.end());
    }
    const bool is_linked = hit.same_as_index < hits.size() && &hits[hit.same_as_index] != &hit;
    if (is_linked) {
        const model::PartyId& id = hits[hit.same_as_index].id;
        object["same_as"] = {{"source", id.source}, {"id", id.key}};
    }
    return object;
}

void add_verdict(boost::json::object& hit, const screen::AllowVerdict& verdict) {
    if (verdict.allowance == nullptr) return;
    hit["allowed"] = verdict.in_force;
    hit["allowance"] = verdict.allowance->number;
    hit["allowance_text"] = verdict.why;
}

}  // namespace pelf::engine
