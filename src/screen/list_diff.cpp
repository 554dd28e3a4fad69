// SPDX-License-Identifier: Apache-2.0
#include "screen/list_diff.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "screen/party_facts.hpp"

namespace pelf::screen {
namespace {

using model::Party;
using Parties = std::span<const Party>;

/// Parties that share a token are compared; one that very many share ("2 Jan 1970") proves nothing.
constexpr std::size_t kSharersMax = 64;

bool key_before(std::string_view a, std::string_view b) noexcept {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

/// Facts without an equal on the other side.
void drop_equal(std::vector<PartyFact>& before, std::vector<PartyFact>& after) {
    std::vector<PartyFact> gone;
    std::vector<PartyFact> come;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                        std::back_inserter(gone));
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                        std::back_inserter(come));
    before = std::move(gone);
    after = std::move(come);
}

/// A fact with the same core on both sides was corrected: one change rather than two.
std::vector<FieldChange> pair_by_core(const std::vector<PartyFact>& before,
                                      const std::vector<PartyFact>& after) {
    std::vector<FieldChange> changes;
    std::multimap<std::pair<PartyField, std::string_view>, const PartyFact*> open;
    for (const PartyFact& fact : after) {
        open.emplace(std::pair(fact.field, std::string_view(fact.core)), &fact);
    }
    for (const PartyFact& fact : before) {
        const std::pair key(fact.field, std::string_view(fact.core));
        const auto twin = open.lower_bound(key);
        if (twin == open.end() || twin->first != key) {
            changes.push_back({fact.field, fact.shown, ""});
            continue;
        }
        changes.push_back({fact.field, fact.shown, twin->second->shown});
        open.erase(twin);
    }
    for (const auto& [core, fact] : open) changes.push_back({fact->field, "", fact->shown});
    std::ranges::sort(changes, {}, [](const FieldChange& change) {
        return std::tie(change.field, change.before, change.after);
    });
    return changes;
}

/// Which keys stand for which, and what is left.
struct Pairing {
    std::vector<std::pair<std::size_t, std::size_t>> same_key;
    std::vector<std::size_t> before_only;
    std::vector<std::size_t> after_only;
};

Pairing pair_by_key(Parties before, Parties after) {
    const auto ordered = [](Parties parties) {
        std::vector<std::size_t> order(parties.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
            return key_before(parties[a].id.key, parties[b].id.key);
        });
        return order;
    };
    const auto old_order = ordered(before);
    const auto new_order = ordered(after);
    Pairing pairing;
    auto old = old_order.begin();
    auto now = new_order.begin();
    while (old != old_order.end() || now != new_order.end()) {
        const bool has_both = old != old_order.end() && now != new_order.end();
        if (has_both && before[*old].id.key == after[*now].id.key) {
            pairing.same_key.emplace_back(*old++, *now++);
        } else if (now == new_order.end() ||
                   (has_both && key_before(before[*old].id.key, after[*now].id.key))) {
            pairing.before_only.push_back(*old++);
        } else {
            pairing.after_only.push_back(*now++);
        }
    }
    return pairing;
}

/// Parties by each of their tokens.
class Sharers {
public:
    Sharers(Parties parties, const std::vector<std::size_t>& some) {
        for (const std::size_t index : some) {
            tokens_[index] = identity_tokens(parties[index]);
            for (const auto& token : tokens_[index]) by_token_[token.text].push_back(index);
        }
    }

    /// Of those who share a token with this party the one with the best evidence, the lowest
    /// index of equals; nothing where the evidence is not enough.
    struct Found {
        std::size_t index = 0;
        std::size_t weight = 0;
        std::string evidence;
    };
    std::optional<Found> best(const std::vector<IdentityToken>& tokens) const {
        std::map<std::size_t, std::vector<const IdentityToken*>> shared;
        for (const IdentityToken& token : tokens) {
            const auto sharers = by_token_.find(token.text);
            if (sharers == by_token_.end() || sharers->second.size() > kSharersMax) continue;
            for (const std::size_t index : sharers->second) shared[index].push_back(&token);
        }
        std::optional<Found> found;
        for (const auto& [index, of] : shared) {
            if (!is_enough(of) || (found && found->weight >= of.size())) continue;
            found = Found{index, of.size(), evidence_text(of)};
        }
        return found;
    }

    const std::vector<IdentityToken>& tokens(std::size_t index) const { return tokens_.at(index); }

private:
    static bool is_enough(const std::vector<const IdentityToken*>& tokens) {
        bool has_name = false;
        bool has_other = false;
        for (const IdentityToken* token : tokens) {
            if (token->is_decisive) return true;
            (token->is_name ? has_name : has_other) = true;
        }
        return has_name && has_other;
    }

    static std::string evidence_text(const std::vector<const IdentityToken*>& tokens) {
        constexpr std::size_t kShownMax = 4;
        std::string joined;
        for (std::size_t i = 0; i < tokens.size() && i < kShownMax; ++i) {
            joined += text(i == 0 ? "same " : ", ", tokens[i]->shown);
        }
        return joined;
    }

    std::map<std::size_t, std::vector<IdentityToken>> tokens_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_token_;
};

/// Takes out of `pairing` the keys that stand for one another. Each key is given away once, in the
/// order of keys, so that the answer does not depend on the order of the lists.
std::vector<PartyDelta> pair_by_facts(Parties before, Parties after, Pairing& pairing) {
    std::vector<PartyDelta> deltas;
    if (pairing.before_only.empty() || pairing.after_only.empty()) return deltas;
    const Sharers newcomers(after, pairing.after_only);
    std::vector<std::size_t> gone;
    for (const std::size_t index : pairing.before_only) {
        const auto found = newcomers.best(identity_tokens(before[index]));
        // One that was given away already is not there any more.
        if (!found || after[found->index].type != before[index].type ||
            std::erase(pairing.after_only, found->index) == 0) {
            gone.push_back(index);
            continue;
        }
        deltas.push_back({PartyChange::rekeyed, index, found->index,
                          diff_facts(before[index], after[found->index]), found->evidence});
    }
    pairing.before_only = std::move(gone);
    return deltas;
}

/// A party that was there and has taken over the name of one that went, which it had not before.
std::vector<PartyDelta> find_merged(Parties before, Parties after, Pairing& pairing) {
    std::vector<PartyDelta> deltas;
    if (pairing.before_only.empty()) return deltas;
    std::vector<std::size_t> kept;
    std::unordered_map<std::size_t, std::size_t> earlier;
    for (const auto& [old, now] : pairing.same_key) {
        if (before[old].names == after[now].names) continue;
        kept.push_back(now);
        earlier.emplace(now, old);
    }
    const Sharers sharers(after, kept);
    std::vector<std::size_t> gone;
    for (const std::size_t index : pairing.before_only) {
        const auto tokens = identity_tokens(before[index]);
        const auto found = sharers.best(tokens);
        if (!found || after[found->index].type != before[index].type ||
            bears_name(before[earlier.at(found->index)], before[index].display_name()) ||
            !bears_name(after[found->index], before[index].display_name())) {
            gone.push_back(index);
            continue;
        }
        deltas.push_back({PartyChange::merged, index, found->index, {}, found->evidence});
    }
    pairing.before_only = std::move(gone);
    return deltas;
}

}  // namespace

bool PartyDelta::has(PartyField field) const noexcept {
    return std::ranges::any_of(changes, [&](const auto& one) { return one.field == field; });
}

bool PartyDelta::is_material() const noexcept {
    return change != PartyChange::changed || std::ranges::any_of(changes, [](const auto& one) {
               return screen::is_material(one.field);
           });
}

std::size_t ListDelta::count(PartyChange change) const noexcept {
    return static_cast<std::size_t>(
        std::ranges::count(parties, change, [](const auto& party) { return party.change; }));
}

std::vector<FieldChange> diff_facts(const Party& before, const Party& after) {
    auto old = party_facts(before);
    auto now = party_facts(after);
    drop_equal(old, now);
    return pair_by_core(old, now);
}

ListDelta diff_parties(Parties before, Parties after) {
    Pairing pairing = pair_by_key(before, after);
    ListDelta delta;
    delta.parties = pair_by_facts(before, after, pairing);
    for (PartyDelta& merged : find_merged(before, after, pairing)) {
        delta.parties.push_back(std::move(merged));
    }
    for (const auto& [old, now] : pairing.same_key) {
        auto changes = diff_facts(before[old], after[now]);
        if (changes.empty()) continue;
        delta.parties.push_back({PartyChange::changed, old, now, std::move(changes), {}});
    }
    for (const std::size_t index : pairing.before_only) {
        delta.parties.push_back({PartyChange::removed, index, std::nullopt, {}, {}});
    }
    for (const std::size_t index : pairing.after_only) {
        delta.parties.push_back({PartyChange::added, std::nullopt, index, {}, {}});
    }
    const auto key = [&](const PartyDelta& party) -> std::string_view {
        return party.before_index ? before[*party.before_index].id.key
                                  : after[party.after_index.value_or(0)].id.key;
    };
    std::ranges::stable_sort(delta.parties, [&](const PartyDelta& a, const PartyDelta& b) {
        return key_before(key(a), key(b));
    });
    return delta;
}

std::string_view to_string(PartyField field) noexcept {
    switch (field) {
        case PartyField::primary_name: return "primary_name";
        case PartyField::alias: return "alias";
        case PartyField::type: return "type";
        case PartyField::programme: return "programme";
        case PartyField::birth: return "birth";
        case PartyField::birth_place: return "birth_place";
        case PartyField::country: return "country";
        case PartyField::address: return "address";
        case PartyField::identifier: return "identifier";
        case PartyField::wallet: return "wallet";
        case PartyField::relation: return "relation";
        case PartyField::service: return "service";
        case PartyField::attribute: return "attribute";
        case PartyField::remark: break;
    }
    return "remark";
}

bool is_material(PartyField field) noexcept {
    return field != PartyField::remark && field != PartyField::attribute;
}

std::string_view to_string(PartyChange change) noexcept {
    switch (change) {
        case PartyChange::added: return "added";
        case PartyChange::removed: return "removed";
        case PartyChange::changed: return "changed";
        case PartyChange::rekeyed: return "rekeyed";
        case PartyChange::merged: break;
    }
    return "merged";
}

}  // namespace pelf::screen
