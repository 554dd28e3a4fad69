// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_history.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::ingest {
namespace {

using model::AccountKind;
using Account = codec::EthereumAddress;

Unexpected<Error> not_trusted(std::string message) {
    return Unexpected(
        Error{Fault::refused, text("the source is not to be trusted: ", std::move(message))});
}

std::string shown_hash(const model::LedgerHash& hash) {
    return text("0x", codec::to_hex(hash));
}

/// Adds a transaction's block to one that has others of the same block.
void append_moves(const model::AccountBlock& moves, model::AccountBlock& block) {
    const auto accounts = static_cast<std::uint32_t>(block.accounts.size());
    const auto assets = static_cast<std::uint32_t>(block.assets.size());
    block.accounts.insert(block.accounts.end(), moves.accounts.begin(), moves.accounts.end());
    block.assets.insert(block.assets.end(), moves.assets.begin(), moves.assets.end());
    for (model::AccountTransfer transfer : moves.transfers) {
        transfer.from += accounts;
        transfer.to += accounts;
        transfer.asset += assets;
        block.transfers.push_back(transfer);
    }
    block.transactions.insert(block.transactions.end(), moves.transactions.begin(),
                              moves.transactions.end());
}

/// Sums of what a block's transfers brought an account, and took.
struct EtherFlow {
    Uint256 gained;
    Uint256 lost;
    bool is_exact = true;  ///< Neither sum was too large to be held.

    void add_to(Uint256& sum, const Uint256& amount) {
        const auto more = add(sum, amount);
        is_exact = is_exact && more.has_value();
        if (more) sum = *more;
    }
};

}  // namespace

std::optional<Account> ethereum_account(const model::AccountName& name) {
    if (name.kind != AccountKind::evm) return std::nullopt;
    Account account;
    PELF_CHECK(name.size == account.bytes.size());
    std::ranges::copy(name.bytes(), account.bytes.begin());
    return account;
}

bool is_keyless(const Account& account) noexcept {
    return std::all_of(account.bytes.begin(), account.bytes.end() - 1,
                       [](std::byte byte) { return byte == std::byte{0}; });
}

Status EthereumHistory::add(SaidEthereumTransaction transaction) {
    const Place place{transaction.height, transaction.index};
    const auto [at, is_new] = places_.try_emplace(transaction.hash, place);
    if (at->second != place) {
        return not_trusted(
            text("transaction ", shown_hash(transaction.hash), " stands in two places"));
    }
    const auto found = transactions_.find(place);
    if (found != transactions_.end()) {
        if (found->second.hash == transaction.hash) return Done{};
        places_.erase(at);
        return not_trusted(
            text("two transactions stand at place ", place.second, " of block ", place.first));
    }
    PELF_CHECK(is_new);
    PELF_CHECK(transaction.moves.transactions.size() <= 1);
    proven_count_ += transaction.is_proven ? 1 : 0;
    for (const std::string& flaw : transaction.flaws) {
        flaws_.push_back(text("transaction ", shown_hash(transaction.hash), ": ", flaw));
    }
    transactions_.emplace(place, std::move(transaction));
    return Done{};
}

void EthereumHistory::list(const model::LedgerHash& hash, const Account& account) {
    listed_[account].insert(hash);
}

void EthereumHistory::set_known(const Account& account, std::uint64_t first, std::uint64_t last) {
    known_[account] = {first, last};
}

void EthereumHistory::set_scope(std::uint64_t first, std::uint64_t last) {
    scope_ = {first, last};
}

void EthereumHistory::set_ether(const Account& account, const SaidEther& said) {
    ether_[account] = said;
}

std::optional<std::uint64_t> EthereumHistory::height_of(const model::LedgerHash& hash) const {
    const auto place = places_.find(hash);
    return place == places_.end() ? std::nullopt : std::optional(place->second.first);
}

bool EthereumHistory::is_whole(const Account& account) const {
    const auto known = known_.find(account);
    return known != known_.end() && is_whole(known->second);
}

std::uint64_t EthereumHistory::whole_count() const noexcept {
    return static_cast<std::uint64_t>(
        std::ranges::count_if(known_, [this](const auto& one) { return is_whole(one.second); }));
}

std::uint64_t EthereumHistory::ether_checked_count() const noexcept {
    return static_cast<std::uint64_t>(std::ranges::count_if(ether_, [this](const auto& one) {
        return is_of_scope(one.second) && is_whole(one.first);
    }));
}

std::optional<std::uint64_t> EthereumHistory::whole_from() const noexcept {
    return whole_count() == 0 ? std::nullopt : std::optional(scope_.first);
}

bool EthereumHistory::is_balanced(const Account& account, const SaidEther& said) const {
    const auto name = model::AccountName::of(AccountKind::evm, account.bytes);
    EtherFlow flow{.gained = said.opening, .lost = said.closing};
    const auto listed = listed_.find(account);
    if (listed != listed_.end()) {
        for (const model::LedgerHash& hash : listed->second) {
            const auto place = places_.find(hash);
            if (place == places_.end() || !is_in_scope(place->second.first)) continue;
            const model::AccountBlock& moves = transactions_.at(place->second).moves;
            for (const model::AccountTransfer& transfer : moves.transfers) {
                if (moves.assets[transfer.asset].kind != model::AssetKind::native) continue;
                if (moves.accounts[transfer.to] == name) flow.add_to(flow.gained, transfer.amount);
                if (moves.accounts[transfer.from] == name) flow.add_to(flow.lost, transfer.amount);
            }
        }
    }
    return flow.is_exact && flow.gained == flow.lost;
}

Status EthereumHistory::check_listed(const SaidEthereumTransaction& said) const {
    const auto lacks = [&](const model::AccountName& name) {
        const auto account = ethereum_account(name);
        const auto known = account ? known_.find(*account) : known_.end();
        if (known == known_.end() || is_keyless(*account)) return false;
        if (said.height < known->second.first || said.height > known->second.last) return false;
        const auto listed = listed_.find(*account);
        return listed == listed_.end() || !listed->second.contains(said.hash);
    };
    for (const model::AccountTransfer& transfer : said.moves.transfers) {
        const model::AccountName& from = said.moves.accounts[transfer.from];
        const model::AccountName& to = said.moves.accounts[transfer.to];
        const bool is_fee = transfer.kind == model::TransferKind::fee;
        const model::AccountName* gap = lacks(from) ? &from : !is_fee && lacks(to) ? &to : nullptr;
        if (gap == nullptr) continue;
        return not_trusted(text("the history of ", codec::to_string(*ethereum_account(*gap)),
                                " lacks transaction ", shown_hash(said.hash),
                                ", which changed what it holds"));
    }
    return Done{};
}

Result<EthereumHistoryCounts> EthereumHistory::blocks(const AccountSink& sink) const {
    EthereumHistoryCounts counts;
    model::AccountBlock block;
    const auto flush = [&]() -> Status {
        if (block.transactions.empty()) return Done{};
        return sink(block);
    };
    for (const auto& [place, said] : transactions_) {
        if (!is_in_scope(said.height)) continue;
        PELF_TRY_DONE(check_listed(said));
        if (said.moves.transactions.empty()) continue;
        if (block.height != said.height || block.transactions.empty()) {
            PELF_TRY_DONE(flush());
            block = said.moves;
            continue;
        }
        if (block.hash != said.moves.hash) {
            return not_trusted(text("two blocks have the number ", said.height));
        }
        append_moves(said.moves, block);
    }
    PELF_TRY_DONE(flush());
    for (const auto& [account, said] : ether_) {
        if (!is_of_scope(said) || !is_whole(account)) continue;
        if (!is_balanced(account, said)) ++counts.breaks_count;
    }
    return counts;
}

}  // namespace pelf::ingest
