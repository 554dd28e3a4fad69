// SPDX-License-Identifier: Apache-2.0
//
// Verdicts on ownership in words and as JSON.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "engine/json.hpp"
#include "engine/owners.hpp"

namespace pelf::engine {
namespace {

const std::string& name_of(const Ownership& ownership, std::uint32_t entity_index) {
    return ownership.content.parties[entity_index].display_name();
}

const model::Stake& stake_of(const Ownership& ownership, std::uint32_t holding_index) {
    return ownership.content.stakes[ownership.holdings[holding_index].stake_index];
}

boost::json::object party_object(const Ownership& ownership, std::uint32_t entity_index) {
    const model::Party& party = ownership.content.parties[entity_index];
    return {{"id", party.id.key},
            {"name", party.display_name()},
            {"type", model::to_string(party.type)}};
}

boost::json::object stake_object(const Ownership& ownership, const model::Stake& stake,
                                 std::uint32_t other_index) {
    boost::json::object object = party_object(ownership, other_index);
    object["kind"] = model::to_string(stake.kind);
    object["share"] = to_string(stake.share);
    object["minimum_e8"] = stake.share.min_e8;
    object["maximum_e8"] = stake.share.max_e8;
    object["indirect"] = stake.is_indirect;
    object["from"] = stake.from ? boost::json::value(to_string(*stake.from)) : nullptr;
    object["to"] = stake.to ? boost::json::value(to_string(*stake.to)) : nullptr;
    object["statement"] = stake.statement;
    return object;
}

boost::json::array listed_array(const RegimeOwnership& regime, std::uint32_t entity_index) {
    boost::json::array array;
    for (const ListedOwner& owner : regime.listed) {
        if (owner.entity_index != entity_index) continue;
        array.push_back({{"source", owner.id.source},
                         {"id", owner.id.key},
                         {"name", owner.name},
                         {"how", owner.how},
                         {"certain", owner.is_definite}});
    }
    return array;
}

boost::json::array lines_array(const std::vector<std::string>& lines) {
    return boost::json::array(lines.begin(), lines.end());
}

boost::json::object regime_object(const Ownership& ownership, const RegimeOwnership& regime,
                                  std::uint32_t entity_index) {
    boost::json::object object{{"regime", regime.regime}};
    if (regime.policy == nullptr) {
        object["verdict"] = nullptr;
        object["refusal"] = regime.refusal;
        return object;
    }
    object["policy"] = regime.policy->name;
    object["rule"] = regime.policy->summary;
    object["verdict"] = to_string(regime.blocking.verdict(entity_index));
    object["listed"] = listed_array(regime, entity_index);
    object["chain"] = lines_array(chain_lines(ownership, regime, entity_index));
    object["missing_evidence"] = lines_array(missing_lines(ownership, regime, entity_index));
    boost::json::array tallies;
    for (const screen::Tally& tally : regime.blocking.tallies(entity_index)) {
        tallies.push_back({{"kind", model::to_string(tally.test.kind)},
                           {"threshold_e8", tally.test.threshold_e8},
                           {"more_than", tally.test.is_strict},
                           {"definite_e8", tally.definite_e8},
                           {"possible_e8", tally.possible_e8}});
    }
    object["tallies"] = std::move(tallies);
    return object;
}

boost::json::object document_of(const Ownership& ownership, std::uint32_t entity_index) {
    return {{"query", party_object(ownership, entity_index)},
            {"as_of", to_string(ownership.day)},
            {"registers", lines_array(ownership.registers)},
            {"notices", lines_array(ownership.notices)},
            {"losses", ownership.losses},
            {"files", to_json_array(ownership.reports)}};
}

/// "X (ofac-sdn-csv 12, same LEI …)".
std::string listed_text(const ListedOwner& owner) {
    return text(owner.name, " (", owner.id.source, " ", owner.id.key, ", ", owner.how,
                owner.is_definite ? "" : ": perhaps", ")");
}

}  // namespace

std::vector<std::string> chain_lines(const Ownership& ownership, const RegimeOwnership& regime,
                                     std::uint32_t entity_index) {
    std::vector<std::string> lines;
    if (regime.policy == nullptr) return lines;
    const auto explanation = regime.blocking.explain(entity_index);
    if (!explanation) return lines;
    for (const std::uint32_t seed : explanation->seeds) {
        const auto owner = std::ranges::find(regime.listed, seed, &ListedOwner::entity_index);
        lines.push_back(owner != regime.listed.end()
                            ? text("listed: ", listed_text(*owner))
                            : text("holds jointly: ", name_of(ownership, seed)));
    }
    for (const screen::Step& step : explanation->steps) {
        const bool is_possible = step.certainty == screen::Certainty::possible;
        std::string line =
            text(name_of(ownership, step.entity_index), is_possible ? ": up to " : ": ",
                 model::percent_text(step.sum_e8), " of ", model::to_string(step.test.kind), " = ");
        bool is_first = true;
        for (const std::uint32_t index : step.holdings) {
            const model::Stake& stake = stake_of(ownership, index);
            line += text(is_first ? "" : " + ", name_of(ownership, stake.owner_index), " ",
                         to_string(stake.share), stake.is_indirect ? " (indirect)" : "");
            is_first = false;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<std::string> missing_lines(const Ownership& ownership, const RegimeOwnership& regime,
                                       std::uint32_t entity_index) {
    std::vector<std::string> lines;
    if (regime.policy == nullptr) return lines;
    const auto missing = regime.blocking.missing_evidence(entity_index);
    if (!missing) return lines;
    lines.push_back(text("certain today: ", model::percent_text(missing->definite_e8), " of ",
                         model::to_string(missing->test.kind), "; the rule asks for ",
                         missing->test.is_strict ? "more than " : "",
                         model::percent_text(missing->test.threshold_e8)));
    if (missing->gaps.empty()) {
        lines.push_back(
            text("the rule does not say whether ", model::to_string(missing->test.kind), " count"));
    }
    for (const screen::Gap& gap : missing->gaps) {
        const model::Stake& stake = stake_of(ownership, gap.holding_index);
        lines.push_back(text("to be shown: the stake of ", name_of(ownership, stake.owner_index),
                             " (", to_string(stake.share), "), up to ",
                             model::percent_text(gap.gain_e8), " more",
                             gap.is_owner_definite ? "" : "; that owner is itself not certain",
                             ", statement ", stake.statement));
    }
    return lines;
}

std::vector<OwnedBy> owned_by(const Ownership& ownership, std::uint32_t entity_index) {
    std::vector<OwnedBy> found;
    for (const RegimeOwnership& regime : ownership.regimes) {
        if (regime.policy == nullptr) continue;
        const auto explanation = regime.blocking.explain(entity_index);
        if (!explanation) continue;
        OwnedBy owned;
        owned.regime = regime.regime;
        owned.is_definite = explanation->certainty == screen::Certainty::definite;
        owned.id = ownership.content.parties[entity_index].id;
        owned.name = name_of(ownership, entity_index);
        std::string names;
        for (const std::uint32_t seed : explanation->seeds) {
            for (const ListedOwner& owner : regime.listed) {
                if (owner.entity_index != seed) continue;
                owned.owners.push_back(owner);
                names += text(names.empty() ? "" : ", ", owner.name, " (", owner.id.source, " ",
                              owner.id.key, ")");
            }
        }
        const screen::Step& last = explanation->steps.back();
        owned.reason = text(owned.is_definite ? "owned by " : "possibly owned by ", names, ": ",
                            owned.is_definite ? "" : "up to ", model::percent_text(last.sum_e8),
                            " of ", model::to_string(last.test.kind));
        owned.chain = chain_lines(ownership, regime, entity_index);
        found.push_back(std::move(owned));
    }
    return found;
}

std::vector<screen::SourceList> derived_lists(const Ownership& ownership) {
    std::vector<screen::SourceList> lists;
    for (const RegimeOwnership& regime : ownership.regimes) {
        if (regime.policy == nullptr) continue;
        screen::SourceList& list = lists.emplace_back();
        list.source = text("owned-", regime.regime);
        list.published = ownership.day;
        for (const std::uint32_t entity : regime.blocking.caught()) {
            model::Party party = ownership.content.parties[entity];
            party.id.source = list.source;
            for (const OwnedBy& owned : owned_by(ownership, entity)) {
                if (owned.regime != regime.regime) continue;
                party.programmes.push_back(
                    text(owned.is_definite ? "" : "possibly ", "owned, ", regime.policy->name));
                for (const ListedOwner& owner : owned.owners) {
                    model::Relation& relation = party.relations.emplace_back();
                    relation.kind = owned.is_definite ? "Owned by" : "Possibly owned by";
                    relation.other_name =
                        text(owner.name, " (", owner.id.source, " ", owner.id.key, ")");
                }
                party.remarks = owned.reason;
                for (const std::string& line : owned.chain) party.remarks += "; " + line;
            }
            list.parties.push_back(std::move(party));
        }
    }
    return lists;
}

std::string owners_json(const Ownership& ownership, std::uint32_t entity_index,
                        std::string_view asked) {
    boost::json::object document = document_of(ownership, entity_index);
    boost::json::array regimes;
    for (const RegimeOwnership& regime : ownership.regimes) {
        if (!asked.empty() && regime.regime != asked) continue;
        regimes.push_back(regime_object(ownership, regime, entity_index));
    }
    document["regimes"] = std::move(regimes);
    boost::json::array owners;
    for (const model::Stake& stake : ownership.content.stakes) {
        if (stake.owned_index != entity_index) continue;
        owners.push_back(stake_object(ownership, stake, stake.owner_index));
    }
    document["owners"] = std::move(owners);
    boost::json::array undisclosed;
    for (const auto& owner : ownership.content.undisclosed) {
        if (owner.owned_index == entity_index) undisclosed.emplace_back(owner.reason);
    }
    document["undisclosed"] = std::move(undisclosed);
    return pretty(document);
}

std::string holdings_json(const Ownership& ownership, std::uint32_t entity_index,
                          std::string_view asked) {
    boost::json::object document = document_of(ownership, entity_index);
    boost::json::array regimes;
    for (const RegimeOwnership& regime : ownership.regimes) {
        if (!asked.empty() && regime.regime != asked) continue;
        boost::json::object object = regime_object(ownership, regime, entity_index);
        const Reach reach = reach_of(ownership, regime, entity_index);
        const auto array_of = [&](const std::vector<std::uint32_t>& entities) {
            boost::json::array array;
            for (const std::uint32_t entity : entities) {
                array.push_back(party_object(ownership, entity));
            }
            return array;
        };
        object["owned"] = array_of(reach.definite);
        object["possibly_owned"] = array_of(reach.possible);
        regimes.push_back(std::move(object));
    }
    document["regimes"] = std::move(regimes);
    boost::json::array holdings;
    for (const model::Stake& stake : ownership.content.stakes) {
        if (stake.owner_index != entity_index) continue;
        holdings.push_back(stake_object(ownership, stake, stake.owned_index));
    }
    document["holdings"] = std::move(holdings);
    return pretty(document);
}

}  // namespace pelf::engine
