// SPDX-License-Identifier: Apache-2.0
#include "screen/watchlist.hpp"

#include <algorithm>
#include <thread>
#include <tuple>
#include <utility>

#include "base/text.hpp"

namespace pelf::screen {
namespace {

std::vector<Hit> sorted_hits(std::unordered_map<std::size_t, Hit> hit_of_party) {
    std::vector<Hit> hits;
    hits.reserve(hit_of_party.size());
    for (auto& [party_index, hit] : hit_of_party) hits.push_back(std::move(hit));
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        return std::tie(b.score, a.id) < std::tie(a.score, b.id);
    });
    return hits;
}

bool holds_on(const model::Tag& tag, const std::optional<Date>& on) {
    if (!on) return true;
    return (!tag.from || *tag.from <= *on) && (!tag.to || *on <= *tag.to);
}

/// How the listed wallet answers a question about this ledger.
std::uint8_t score_wallet(const model::Wallet& wallet, std::optional<std::string_view> ledger) {
    return !ledger || *ledger == wallet.ledger ? match::kScoreMax : kOtherLedgerScore;
}

std::vector<std::string> wallet_reasons(const model::Wallet& wallet, std::uint8_t score) {
    std::vector<std::string> reasons;
    reasons.push_back(score == match::kScoreMax
                          ? text("listed wallet on ", wallet.ledger)
                          : text("the same address is listed on another ledger, ", wallet.ledger));
    if (wallet.checksum == model::Checksum::bad) {
        reasons.emplace_back("the address has a wrong checksum in the list itself");
    }
    return reasons;
}

}  // namespace

Watchlist Watchlist::build(std::vector<SourceList> lists) {
    std::vector<model::Party> parties;
    std::vector<model::Tag> tags;
    std::vector<SourceVersion> sources;
    for (SourceList& list : lists) {
        sources.push_back({list.source, list.version, list.published});
        std::move(list.parties.begin(), list.parties.end(), std::back_inserter(parties));
        std::move(list.tags.begin(), list.tags.end(), std::back_inserter(tags));
    }
    std::vector<match::NameText> texts;
    for (const model::Party& party : parties) {
        for (const model::Name& name : party.names) {
            texts.push_back({name.whole, name.family, name.given, party.type});
        }
    }
    // The index is the same for any number of threads.
    const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    Watchlist watchlist(match::NameIndex::build(texts, threads));
    watchlist.sources_ = std::move(sources);
    watchlist.take(std::move(parties), std::move(tags));
    return watchlist;
}

void Watchlist::take(std::vector<model::Party> parties, std::vector<model::Tag> tags) {
    parties_ = std::move(parties);
    tags_ = std::move(tags);
    for (std::size_t i = 0; i < parties_.size(); ++i) {
        for (std::size_t j = 0; j < parties_[i].names.size(); ++j) names_.push_back({i, j});
        for (std::size_t j = 0; j < parties_[i].wallets.size(); ++j) {
            wallets_[parties_[i].wallets[j].canonical].push_back({i, j});
        }
    }
    for (std::size_t i = 0; i < tags_.size(); ++i) tagged_[tags_[i].account.canonical].push_back(i);
    index_facts();
}

Hit Watchlist::make_hit(std::size_t party_index) const {
    const model::Party& party = parties_[party_index];
    Hit hit;
    hit.id = party.id;
    hit.name = party.display_name();
    hit.type = party.type;
    hit.effect = list_effect(party.id.source, party.programmes);
    hit.party = &party;
    return hit;
}

std::vector<Hit> Watchlist::wallet(std::string_view address,
                                   std::optional<std::string_view> ledger) const {
    const auto found = wallets_.find(model::canonical_address(address));
    if (found == wallets_.end()) return {};
    std::unordered_map<std::size_t, Hit> best;
    for (const Place& place : found->second) {
        const model::Party& party = parties_[place.party_index];
        if (party.service) continue;
        const model::Wallet& wallet = party.wallets[place.item_index];
        const std::uint8_t score = score_wallet(wallet, ledger);
        Hit& hit = best.try_emplace(place.party_index, make_hit(place.party_index)).first->second;
        if (score <= hit.score) continue;
        hit.score = score;
        hit.grounds.wallet = true;
        hit.matched_name = wallet.address;
        hit.reasons = wallet_reasons(wallet, score);
    }
    std::vector<Hit> hits = sorted_hits(std::move(best));
    link_same_parties(hits);
    return hits;
}

std::vector<const model::Tag*> Watchlist::tags(std::string_view address, std::string_view ledger,
                                               std::optional<Date> on) const {
    std::vector<const model::Tag*> found;
    const auto places = tagged_.find(model::canonical_address(address));
    if (places == tagged_.end()) return found;
    for (const std::size_t index : places->second) {
        const model::Tag& tag = tags_[index];
        if (tag.account.ledger == ledger && holds_on(tag, on)) found.push_back(&tag);
    }
    std::sort(found.begin(), found.end(), [](const model::Tag* a, const model::Tag* b) {
        return std::tie(b->confidence, a->party) < std::tie(a->confidence, b->party);
    });
    return found;
}

const model::Party* Watchlist::find(const model::PartyId& id) const noexcept {
    for (const model::Party& party : parties_) {
        if (party.id == id) return &party;
    }
    return nullptr;
}

}  // namespace pelf::screen
