// SPDX-License-Identifier: Apache-2.0
//
// The part of Watchlist that asks: candidates by name, number and wallet, then one score for each
// party, and words for those only that reach the threshold.
#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "match/fold.hpp"
#include "screen/watchlist.hpp"

namespace pelf::screen {
namespace {

/// FNV-1a; candidates are compared in full afterwards.
std::uint64_t hash_of(std::string_view key) noexcept {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    return hash;
}

match::NameText text_of(const model::Name& name, model::PartyType type) noexcept {
    return {name.whole, name.family, name.given, type};
}

bool may_be(model::PartyType asked, model::PartyType listed) noexcept {
    return asked == model::PartyType::unknown || listed == model::PartyType::unknown ||
           asked == listed;
}

std::string points(std::int32_t count) {
    return text(count, count == 1 ? " point" : " points");
}

}  // namespace

/// One way in which a party was found.
struct Watchlist::Found {
    std::uint32_t party_index = 0;
    std::uint32_t listed_index = 0;  ///< Of the name in the party.
    std::uint32_t asked_index = 0;   ///< Of the name in what is asked.
    std::uint8_t points = 0;         ///< name_points() of the score.
    match::NameScore name;
    HitGrounds grounds;
    std::uint8_t wallet_score = 0;
    std::uint32_t wallet_index = 0;

    /// Most points first; of equal ones a strong name, which has fewer of the matcher's; then
    /// the first one given.
    bool is_better_name(const Found& other) const noexcept {
        return std::tuple(other.points, name.score, asked_index, listed_index) <
               std::tuple(points, other.name.score, other.asked_index, other.listed_index);
    }
};

void Watchlist::index_facts() {
    FactReader reader;
    facts_.reserve(parties_.size());
    for (std::uint32_t i = 0; i < parties_.size(); ++i) {
        facts_.push_back(reader.read(parties_[i]));
        for (std::uint32_t j = 0; j < facts_[i].identifiers.size(); ++j) {
            numbers_.push_back({hash_of(identifier_key(facts_[i].identifiers[j])), i, j});
        }
    }
    std::ranges::sort(numbers_, [](const NumberPlace& a, const NumberPlace& b) {
        return std::tie(a.hash, a.party_index, a.fact_index) <
               std::tie(b.hash, b.party_index, b.fact_index);
    });
}

void Watchlist::find_names(const model::Party& asked, const ScreenOptions& options, bool has_facts,
                           std::vector<Found>& found) const {
    const std::uint8_t score_min = name_points_min(options.score_min, has_facts);
    for (std::uint32_t i = 0; i < asked.names.size(); ++i) {
        if (asked.names[i].whole.empty()) continue;
        for (const match::Candidate& candidate :
             name_index_.find(text_of(asked.names[i], asked.type), score_min)) {
            const Place place = names_[candidate.name_index];
            const model::Party& party = parties_[place.party_index];
            if (!may_be(asked.type, party.type)) continue;
            Found one;
            one.party_index = static_cast<std::uint32_t>(place.party_index);
            one.listed_index = static_cast<std::uint32_t>(place.item_index);
            one.asked_index = i;
            one.name = candidate.score;
            one.points = name_points(candidate.score.score, party.names[place.item_index].strength);
            one.grounds.name = true;
            found.push_back(one);
        }
    }
}

void Watchlist::find_numbers(const Facts& asked, std::vector<Found>& found) const {
    for (const IdentifierFact& fact : asked.identifiers) {
        const std::uint64_t hash = hash_of(identifier_key(fact));
        for (auto place = std::ranges::lower_bound(numbers_, hash, {}, &NumberPlace::hash);
             place != numbers_.end() && place->hash == hash; ++place) {
            const auto& listed = facts_[place->party_index].identifiers[place->fact_index];
            if (!is_same_identifier(fact, listed)) continue;
            Found one;
            one.party_index = place->party_index;
            one.grounds.identifier = true;
            found.push_back(one);
        }
    }
}

void Watchlist::find_wallets(const model::Party& asked, std::vector<Found>& found) const {
    for (const model::Wallet& wallet : asked.wallets) {
        const auto places = wallets_.find(model::canonical_address(wallet.address));
        if (places == wallets_.end()) continue;
        for (const Place& place : places->second) {
            const std::string& ledger =
                parties_[place.party_index].wallets[place.item_index].ledger;
            Found one;
            one.party_index = static_cast<std::uint32_t>(place.party_index);
            one.wallet_index = static_cast<std::uint32_t>(place.item_index);
            one.grounds.wallet = true;
            one.wallet_score = wallet.ledger.empty() || wallet.ledger == ledger ? match::kScoreMax
                                                                                : kOtherLedgerScore;
            found.push_back(one);
        }
    }
}

/// Of a party found by a number or wallet alone, the name's score all the same: what a hit scores
/// must not depend on how far down the names were searched.
void Watchlist::complete_name(const model::Party& asked, Found& best) const {
    const model::Party& party = parties_[best.party_index];
    for (std::uint32_t i = 0; i < asked.names.size(); ++i) {
        if (asked.names[i].whole.empty()) continue;
        for (std::uint32_t j = 0; j < party.names.size(); ++j) {
            Found one = best;
            one.asked_index = i;
            one.listed_index = j;
            one.name = match::compare_names(text_of(asked.names[i], asked.type),
                                            text_of(party.names[j], party.type))
                           .score;
            one.points = name_points(one.name.score, party.names[j].strength);
            if (one.is_better_name(best)) best = one;
        }
    }
}

std::vector<Hit> Watchlist::screen(const model::Party& asked, const ScreenOptions& options) const {
    const Facts facts = facts_of(asked);
    std::vector<Found> found;
    find_names(asked, options, !facts.empty(), found);
    find_numbers(facts, found);
    find_wallets(asked, found);
    std::ranges::sort(found, [](const Found& a, const Found& b) {
        if (a.party_index != b.party_index) return a.party_index < b.party_index;
        return a.is_better_name(b);
    });
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < found.size();) {
        Found best = found[i];
        for (++i; i < found.size() && found[i].party_index == best.party_index; ++i) {
            best.grounds.name = best.grounds.name || found[i].grounds.name;
            best.grounds.identifier = best.grounds.identifier || found[i].grounds.identifier;
            best.grounds.wallet = best.grounds.wallet || found[i].grounds.wallet;
            if (found[i].wallet_score > best.wallet_score) {
                best.wallet_score = found[i].wallet_score;
                best.wallet_index = found[i].wallet_index;
            }
        }
        if (parties_[best.party_index].service && !options.include_services) continue;
        if (!best.grounds.name) complete_name(asked, best);
        const Identity identity = compare_facts(facts, facts_[best.party_index]);
        const std::uint8_t score = std::max(calibrate(best.points, identity), best.wallet_score);
        if (score < std::max<std::uint8_t>(options.score_min, 1)) continue;
        hits.push_back(explain(asked, facts, best, identity));
        hits.back().score = score;
    }
    std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
        return std::tie(b.score, a.id) < std::tie(a.score, b.id);
    });
    link_same_parties(hits);
    return hits;
}

Hit Watchlist::explain(const model::Party& asked, const Facts& facts, const Found& best,
                       const Identity& identity) const {
    Hit hit = make_hit(best.party_index);
    const model::Party& party = *hit.party;
    hit.grounds = best.grounds;
    hit.name_evidence = best.name;
    hit.identity_evidence = identity.sum;
    hit.evidence.assign(identity.evidence().begin(), identity.evidence().end());
    if (best.name.score > 0) {
        const model::Name& name = party.names[best.listed_index];
        const model::Name& asked_name = asked.names[best.asked_index];
        match::Explained explained =
            match::compare_names(text_of(asked_name, asked.type), text_of(name, party.type));
        hit.matched_name = name.whole;
        hit.strength = name.strength;
        hit.asked_name = asked_name.whole;
        hit.parts = std::move(explained.parts);
        hit.reasons = std::move(explained.reasons);
        if (name.kind != model::NameKind::primary) {
            hit.reasons.push_back(text("matched a ", to_string(name.strength), " ",
                                       to_string(name.kind), " of the party"));
        }
        if (best.points < best.name.score) {
            hit.reasons.push_back(text("a weak alias confirms a hit rather than makes it: counted ",
                                       static_cast<int>(best.points), " in place of ",
                                       static_cast<int>(best.name.score)));
        }
    }
    // A party that is on no list itself and is owned by one who is (engine/owned_lists.hpp).
    for (const model::Relation& relation : hit.party->relations) {
        if (relation.kind == "Owned by" || relation.kind == "Possibly owned by") {
            hit.reasons.push_back(text(relation.kind, " ", relation.other_name));
        }
    }
    const Facts& listed = facts_[best.party_index];
    for (const Evidence& piece : hit.evidence) {
        hit.evidence_words.push_back(describe(piece, facts, listed));
        hit.reasons.push_back(hit.evidence_words.back());
        const bool number = piece.kind == EvidenceKind::identifier_equal ||
                            piece.kind == EvidenceKind::identifier_other_kind;
        if (number && !best.grounds.name) {
            const auto& fact = listed.identifiers[piece.listed_index];
            hit.matched_name = party.identifiers[fact.item_index].value;
            hit.strength = model::Strength::strong;
        }
    }
    if (best.grounds.wallet) {
        const model::Wallet& wallet = party.wallets[best.wallet_index];
        hit.reasons.push_back(text("listed wallet on ", wallet.ledger));
        if (!best.grounds.name && !best.grounds.identifier) hit.matched_name = wallet.address;
    }
    const std::int32_t change = calibrate(best.points, identity) - best.points;
    if (best.grounds.name && change != 0) {
        hit.reasons.push_back(text("what else is known ", change > 0 ? "raises" : "lowers",
                                   " the name's score by ", points(change < 0 ? -change : change)));
    }
    return hit;
}

std::vector<Hit> Watchlist::name(const NameQuery& query) const {
    model::Party asked;
    asked.type = query.type.value_or(model::PartyType::unknown);
    asked.names.emplace_back().whole = query.text;
    return screen(asked,
                  {.score_min = query.score_min, .include_services = query.include_services});
}

void Watchlist::link_same_parties(std::vector<Hit>& hits) const {
    // Beyond this many hits nobody reads them side by side, and the cost is their square.
    constexpr std::size_t kLinkedMax = 200;
    constexpr std::uint8_t kSureNumber = 90;
    constexpr std::int32_t kSureFacts = 100;
    std::vector<std::string> keys;
    std::vector<const Facts*> facts;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        hits[i].same_as_index = i;
        if (i >= kLinkedMax) continue;
        keys.push_back(match::order_free_key(match::fold(hits[i].name)));
        facts.push_back(&facts_[static_cast<std::size_t>(hits[i].party - parties_.data())]);
        for (std::size_t j = 0; j < i; ++j) {
            if (hits[j].same_as_index != j || hits[i].id.source == hits[j].id.source) continue;
            if (!may_be(hits[i].type, hits[j].type)) continue;
            const Identity identity = compare_facts(*facts[i], *facts[j]);
            const bool same_number = identity.identifier_floor >= kSureNumber;
            if (!same_number && (keys[i] != keys[j] || identity.sum < kSureFacts)) continue;
            hits[i].same_as_index = j;
            break;
        }
    }
}

}  // namespace pelf::screen
