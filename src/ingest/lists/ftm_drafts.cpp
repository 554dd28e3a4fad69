// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ftm_drafts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "ingest/lists/facts.hpp"

namespace pelf::ingest {
namespace {

using model::Party;

void flaw(ListReading& reading, const FtmPlace& place, Fault fault, std::string message) {
    reading.reports[place.file_index].flaw(fault, place.offset_bytes, std::move(message));
}

template <class Value>
auto looked_through_end(std::vector<Value>& values) {
    return values.begin() + static_cast<std::ptrdiff_t>(std::min(values.size(), kLookedThroughMax));
}

/// "LINKA, Ivan", "Linka Ivan" and "Ivan Linka" have the family name at one end.
bool split_at_family(model::Name& name, std::string_view family) {
    const std::string_view whole = name.whole;
    if (family.empty() || family.size() + 1 >= whole.size()) return false;
    const std::string lower = ascii_lower(family);
    const std::string_view tail = whole.substr(whole.size() - family.size());
    if (whole[whole.size() - family.size() - 1] == ' ' && ascii_lower(tail) == lower) {
        name.family = tail;
        name.given = trim(whole.substr(0, whole.size() - family.size()));
        return true;
    }
    const std::string_view head = whole.substr(0, family.size());
    const char after = whole[family.size()];
    if ((after != ' ' && after != ',') || ascii_lower(head) != lower) return false;
    name.family = head;
    name.given = trim(whole.substr(family.size() + 1));
    return true;
}

void append_facts(const Party& facts, Party& party) {
    for (const auto& name : facts.names) {
        if (party.names.empty()) ftm_add_name(party, name.whole, name.kind, name.strength);
    }
    for (const auto& value : facts.programmes) add_unique(party.programmes, value);
    for (const auto& value : facts.attributes) add_unique(party.attributes, value);
    for (const auto& value : facts.wallets) add_unique(party.wallets, value);
    for (const auto& value : facts.identifiers) {
        // The same number, barely, from the party's own line.
        const auto end = looked_through_end(party.identifiers);
        const auto same = std::find_if(party.identifiers.begin(), end, [&](const auto& known) {
            return known.value == value.value && known.country.empty() && known.note.empty() &&
                   ascii_lower(known.kind) == ascii_lower(value.kind);
        });
        if (same != end) {
            *same = value;
        } else {
            add_unique(party.identifiers, value);
        }
    }
    if (!facts.remarks.empty()) ftm_add_remark(party, facts.remarks);
}

/// The caption first if it is a name, else the first name; the parts of people's names.
void finish_draft(FtmDraft& draft, ListReading& reading) {
    auto& names = draft.party.names;
    auto first = std::find_if(names.begin(), names.end(), [&](const auto& name) {
        return name.whole == draft.caption && name.strength == model::Strength::strong;
    });
    if (first == names.end()) {
        first = std::find_if(names.begin(), names.end(), [](const auto& name) {
            return name.kind == model::NameKind::primary;
        });
    }
    if (first == names.end()) first = names.begin();
    if (first != names.end()) {
        std::rotate(names.begin(), first, first + 1);
        for (model::Name& name : names) {
            if (name.kind == model::NameKind::primary) name.kind = model::NameKind::aka;
        }
        names.front().kind = model::NameKind::primary;
    } else if (draft.party.wallets.empty()) {
        const std::string_view name = trim(draft.caption);
        if (!name.empty() && name != draft.party.id.key) {
            ftm_add_name(draft.party, name, model::NameKind::primary, model::Strength::strong);
        } else {
            flaw(reading, draft.place, Fault::malformed,
                 text("the entity ", draft.party.id.key, " has no name"));
        }
    }
    if (draft.party.type == model::PartyType::person) {
        for (model::Name& name : names) {
            for (const std::string& family : draft.last_names) {
                if (split_at_family(name, family)) break;
            }
        }
    }
    reading.parties.push_back(std::move(draft.party));
}

}  // namespace

void ftm_add_name(Party& party, std::string_view whole, model::NameKind kind,
                  model::Strength strength) {
    const auto end = looked_through_end(party.names);
    const auto known = std::find_if(party.names.begin(), end,
                                    [&](const auto& name) { return name.whole == whole; });
    if (known == end) {
        model::Name& name = party.names.emplace_back();
        name.kind = kind;
        name.strength = strength;
        name.whole = whole;
        return;
    }
    if (strength == model::Strength::strong) known->strength = strength;
    if (kind == model::NameKind::primary) known->kind = kind;
}

void ftm_add_attribute(Party& party, std::string_view kind, std::string_view value) {
    add_unique(party.attributes, model::Attribute{std::string(kind), std::string(value)});
}

void ftm_add_remark(Party& party, std::string_view words) {
    if (!party.remarks.empty()) party.remarks += "\n";
    party.remarks += words;
}

FtmDraft* FtmDrafts::draft_of(std::string_view id, FtmPlace place) {
    const auto [entry, is_new] = draft_of_id_.emplace(id, drafts_.size());
    if (is_new) {
        if (drafts_.size() >= parties_max_) {
            draft_of_id_.erase(entry);
            return nullptr;
        }
        FtmDraft& draft = drafts_.emplace_back();
        draft.party.id = {std::string(source_), std::string(id)};
        draft.place = place;
    }
    return &drafts_[entry->second];
}

void FtmDrafts::add_address(std::string_view id, model::PostalAddress address) {
    addresses_.insert_or_assign(std::string(id), std::move(address));
}

void FtmDrafts::add_position(std::string_view id, std::string name) {
    positions_.insert_or_assign(std::string(id), std::move(name));
}

void FtmDrafts::count_kept_out(std::string_view schema) {
    const auto found = kept_out_.find(schema);
    if (found == kept_out_.end()) {
        kept_out_.emplace(schema, 1);
    } else {
        ++found->second;
    }
}

void FtmDrafts::finish(ListReading& reading) {
    for (FtmAside& aside : asides_) keep_aside(aside, reading);
    for (const FtmLink& link : links_) keep_link(link, reading);
    for (FtmDraft& draft : drafts_) finish_draft(draft, reading);
    for (const auto& [schema, count] : kept_out_) {
        reading.notices.push_back(
            text("entities of the schema ", schema, " are no parties and are not kept: ", count));
    }
}

/// By id, or by an id that the party had before it was merged with another.
FtmDraft* FtmDrafts::find_draft(const std::string& id) {
    if (const auto found = draft_of_id_.find(id); found != draft_of_id_.end()) {
        return &drafts_[found->second];
    }
    index_referents();
    const auto found = draft_of_referent_.find(id);
    return found == draft_of_referent_.end() ? nullptr : &drafts_[found->second];
}

/// Only when one is asked for: most files name every party by its last id.
void FtmDrafts::index_referents() {
    if (std::exchange(has_referents_, true)) return;
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
        for (const model::Attribute& attribute : drafts_[i].party.attributes) {
            if (attribute.kind == "Referent") draft_of_referent_.emplace(attribute.value, i);
        }
    }
}

void FtmDrafts::keep_aside(FtmAside& aside, ListReading& reading) {
    bool is_kept = false;
    for (const std::string& holder : aside.holders) {
        FtmDraft* const draft = find_draft(holder);
        if (draft == nullptr) continue;
        is_kept = true;
        // What a wallet is called is no name of its holder.
        if (!aside.facts.wallets.empty()) aside.facts.names.clear();
        append_facts(aside.facts, draft->party);
    }
    if (is_kept) return;
    if (!aside.facts.wallets.empty()) {
        // Nobody's wallet is a party of its own, so that a payment to it is found.
        if (FtmDraft* const draft = draft_of(aside.id, aside.place)) {
            return append_facts(aside.facts, draft->party);
        }
    }
    flaw(reading, aside.place, Fault::not_found,
         text("the entity ", aside.id, " is about an entity that no file has: ",
              aside.holders.empty() ? std::string("none named") : aside.holders.front()));
}

void FtmDrafts::keep_relation(const FtmLink& link, ListReading& reading) {
    FtmDraft* const from = find_draft(link.from);
    FtmDraft* const to = find_draft(link.to);
    if (from == nullptr || to == nullptr) {
        flaw(reading, link.place, Fault::not_found,
             text("a relation names an entity that no file has: ",
                  from == nullptr ? link.from : link.to));
    }
    struct End {
        FtmDraft* draft;
        const FtmDraft* other;
        std::string_view kind;
        const std::string& other_id;
    };
    for (const End& end :
         {End{from, to, link.from_relation, link.to}, End{to, from, link.to_relation, link.from}}) {
        if (end.draft == nullptr) continue;
        model::Relation relation{std::string(end.kind), end.other_id, {}, link.share, link.note};
        if (end.other != nullptr) {
            const Party& other = end.other->party;
            relation.other_key = other.id.key;
            if (!end.other->caption.empty()) {
                relation.other_name = end.other->caption;
            } else if (!other.names.empty()) {
                relation.other_name = other.names.front().whole;
            }
        }
        end.draft->party.relations.push_back(std::move(relation));
    }
}

void FtmDrafts::keep_link(const FtmLink& link, ListReading& reading) {
    if (link.kind == FtmLink::Kind::relation) return keep_relation(link, reading);
    FtmDraft* const draft = find_draft(link.from);
    const auto address = addresses_.find(link.to);
    const auto position = positions_.find(link.to);
    if (draft != nullptr && link.kind == FtmLink::Kind::address && address != addresses_.end()) {
        return add_unique(draft->party.addresses, address->second);
    }
    if (draft != nullptr && link.kind == FtmLink::Kind::position && position != positions_.end()) {
        std::string words = position->second;
        append_labelled(words, "", link.note);
        return ftm_add_attribute(draft->party, "Position", words);
    }
    flaw(
        reading, link.place, Fault::not_found,
        text("an address or a position is named that no file has, or of someone whom no file has: ",
             draft == nullptr ? link.from : link.to));
}

}  // namespace pelf::ingest
