// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/relation_names.hpp"

#include <string>
#include <string_view>
#include <unordered_map>

namespace pelf::ingest {

void resolve_relations_by_name(std::vector<model::Party>& parties) {
    std::unordered_map<std::string_view, const model::Party*> by_name;
    for (const model::Party& party : parties) {
        if (party.names.empty()) continue;
        const auto [entry, is_new] = by_name.emplace(party.names.front().whole, &party);
        if (!is_new) entry->second = nullptr;
    }
    for (model::Party& party : parties) {
        for (model::Relation& relation : party.relations) {
            if (!relation.other_key.empty()) continue;
            auto found = by_name.find(relation.other_name);
            const std::string with_stop = relation.other_name + ".";
            if (found == by_name.end()) found = by_name.find(with_stop);
            if (found != by_name.end() && found->second != nullptr) {
                relation.other_key = found->second->id.key;
            }
        }
    }
}

}  // namespace pelf::ingest
