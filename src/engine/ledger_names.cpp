// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger_names.hpp"

#include <optional>
#include <utility>

namespace pelf::engine {
namespace {

/// Somebody's wallet on the chain, with what is to be noted if the ledger has it.
struct NamedLock {
    codec::Lock lock;
    const model::Party* listed = nullptr;
    const model::Tag* tag = nullptr;
};

std::vector<NamedLock> named_locks(codec::Chain chain, const Lists& lists) {
    std::vector<NamedLock> named;
    const std::string ledger = ledger_name(chain);
    const auto add = [&](const model::Wallet& wallet, const model::Party* party,
                         const model::Tag* tag) {
        if (wallet.ledger != ledger) return;
        const auto lock = codec::from_address(wallet.address, chain);
        if (lock) named.push_back({*lock, party, tag});
    };
    for (const model::Party& party : lists.watchlist.parties()) {
        if (party.service) continue;
        for (const model::Wallet& wallet : party.wallets) add(wallet, &party, nullptr);
    }
    for (const model::Tag& tag : lists.watchlist.all_tags()) add(tag.account, nullptr, &tag);
    return named;
}

}  // namespace

analyze::StopKind stop_kind(model::TagCategory category) noexcept {
    switch (category) {
        case model::TagCategory::exchange:
        case model::TagCategory::broker:
        case model::TagCategory::merchant:
        case model::TagCategory::payment:
        case model::TagCategory::gambling:
        case model::TagCategory::wallet:
        case model::TagCategory::market: return analyze::StopKind::service;
        case model::TagCategory::mixer: return analyze::StopKind::mixer;
        case model::TagCategory::bridge: return analyze::StopKind::bridge;
        default: return analyze::StopKind::none;
    }
}

LedgerNames LedgerNames::find(const graph::CoinStore& store, codec::Chain chain,
                              const Lists& lists) {
    const std::vector<NamedLock> named = named_locks(chain, lists);
    std::vector<codec::Lock> locks;
    for (const NamedLock& one : named) locks.push_back(one.lock);
    const auto numbers = store.find_addresses(locks);
    LedgerNames names;
    std::vector<analyze::AddressMark> marks;
    for (std::size_t i = 0; i < named.size(); ++i) {
        const std::optional<std::uint64_t> number = numbers[i];
        if (!number) continue;
        AddressOwner& owner = names.owners_[*number];
        analyze::AddressMark mark{.address = *number};
        if (const model::Party* party = named[i].listed; party != nullptr) {
            owner.listed_name = party->display_name();
            owner.listed_id = party->id.key;
            owner.listed_source = party->id.source;
            mark.listed = true;
        }
        if (const model::Tag* tag = named[i].tag; tag != nullptr) {
            owner.tag = tag->label;
            owner.category = model::to_string(tag->category);
            mark.stop = stop_kind(tag->category);
        }
        marks.push_back(mark);
    }
    names.marks_ = analyze::AddressMarks(std::move(marks));
    return names;
}

const AddressOwner* LedgerNames::owner(std::uint64_t address) const noexcept {
    const auto found = owners_.find(address);
    return found == owners_.end() ? nullptr : &found->second;
}

}  // namespace pelf::engine
