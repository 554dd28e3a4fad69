// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger_names.hpp"

#include <optional>
#include <utility>

namespace pelf::engine {

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

std::vector<NamedWallet> wallets_on(std::string_view ledger, const Lists& lists) {
    std::vector<NamedWallet> named;
    for (const model::Party& party : lists.watchlist.parties()) {
        if (party.service) continue;
        for (const model::Wallet& wallet : party.wallets) {
            if (wallet.ledger == ledger) named.push_back({&wallet, &party, nullptr});
        }
    }
    for (const model::Tag& tag : lists.watchlist.all_tags()) {
        if (tag.account.ledger == ledger) named.push_back({&tag.account, nullptr, &tag});
    }
    return named;
}

void add_name(const NamedWallet& named, AddressOwner& owner, analyze::AddressMark& mark) {
    if (named.listed != nullptr) {
        owner.listed_name = named.listed->display_name();
        owner.listed_id = named.listed->id.key;
        owner.listed_source = named.listed->id.source;
        mark.listed = true;
    }
    if (named.tag != nullptr) {
        owner.tag = named.tag->label;
        owner.category = model::to_string(named.tag->category);
        mark.stop = stop_kind(named.tag->category);
    }
}

namespace {

/// Wallets that are addresses of the chain, and their locks beside them.
struct NamedLocks {
    std::vector<NamedWallet> named;
    std::vector<codec::Lock> locks;
};

NamedLocks find_named(codec::Chain chain, const Lists& lists) {
    NamedLocks found;
    for (const NamedWallet& one : wallets_on(ledger_name(chain), lists)) {
        const auto lock = codec::from_address(one.wallet->address, chain);
        if (!lock) continue;
        found.named.push_back(one);
        found.locks.push_back(*lock);
    }
    return found;
}

}  // namespace

std::vector<codec::Lock> named_locks(codec::Chain chain, const Lists& lists) {
    return find_named(chain, lists).locks;
}

LedgerNames LedgerNames::find(const CoinLedger& ledger, codec::Chain chain, const Lists& lists) {
    const auto [named, locks] = find_named(chain, lists);
    const auto numbers = ledger.find_addresses(locks);
    LedgerNames names;
    std::vector<analyze::AddressMark> marks;
    for (std::size_t i = 0; i < named.size(); ++i) {
        const std::optional<std::uint64_t> number = numbers[i];
        if (!number) continue;
        analyze::AddressMark mark{.address = *number};
        add_name(named[i], names.owners_[*number], mark);
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
