// SPDX-License-Identifier: Apache-2.0
#include "graph/memory_accounts.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace pelf::graph {

void MemoryAccounts::append(const model::AccountBlock& block) {
    AccountBlockRow row;
    row.hash = block.hash;
    row.height = block.height;
    row.time_unix_s = block.time_unix_s;
    row.first_transaction = starts_.transactions_count();
    row.first_transfer = froms_.size();
    blocks_.push_back(row);
    std::size_t next = 0;
    for (const model::AccountTransaction& transaction : block.transactions) {
        PELF_CHECK(transaction.transfers_count > 0);
        starts_.append(transaction.transfers_count);
        hashes_.push_back(transaction.hash);
        for (std::uint32_t count = 0; count < transaction.transfers_count; ++count) {
            const model::AccountTransfer& transfer = block.transfers[next++];
            PELF_CHECK(!transfer.amount.is_zero());
            const std::uint64_t number = froms_.size();
            froms_.push_back(account_number(block.accounts[transfer.from]));
            tos_.push_back(account_number(block.accounts[transfer.to]));
            append_movement(number, {asset_number(block.assets[transfer.asset]), transfer.kind});
            if (transfer.amount < Uint256(kWideAmount)) {
                amounts_.push_back(transfer.amount.low());
            } else {
                amounts_.push_back(kWideAmount);
                wide_amounts_.push_back({number, transfer.amount.limbs()});
            }
        }
    }
    PELF_CHECK(next == block.transfers.size());
}

void MemoryAccounts::append_movement(std::uint64_t transfer, Movement movement) {
    const auto key = std::pair(movement.asset, movement.kind);
    auto at = movement_numbers_.find(key);
    if (at == movement_numbers_.end() && movement_kinds_.size() == kFarMovement) {
        far_movements_.push_back({transfer, movement.asset, movement.kind});
        movements_.push_back(kFarMovement);
        return;
    }
    if (at == movement_numbers_.end()) {
        const auto number = static_cast<std::uint16_t>(movement_kinds_.size());
        at = movement_numbers_.emplace(key, number).first;
        movement_kinds_.push_back(movement);
    }
    movements_.push_back(at->second);
}

std::uint32_t MemoryAccounts::account_number(const model::AccountName& name) {
    const auto [at, is_new] =
        account_numbers_.try_emplace(name, static_cast<std::uint32_t>(accounts_.size()));
    if (!is_new) return at->second;
    const std::uint32_t number = at->second;
    accounts_.push_back(name);
    account_kinds_.push_back(name.kind);
    holders_.push_back(number);
    if (name.kind == model::AccountKind::xrpl_tagged) {
        // Its holder gets a number too, so that there is something to point to.
        const auto untagged =
            model::AccountName::of(model::AccountKind::xrpl, name.bytes().first(20));
        const std::uint32_t holder = account_number(untagged);
        holders_[number] = holder;
    }
    return number;
}

std::uint32_t MemoryAccounts::asset_number(const model::AssetName& name) {
    const auto [at, is_new] =
        asset_numbers_.try_emplace(name, static_cast<std::uint32_t>(assets_.size()));
    if (is_new) assets_.push_back(name);
    return at->second;
}

std::optional<std::uint32_t> MemoryAccounts::find_account(const model::AccountName& name) const {
    const auto at = account_numbers_.find(name);
    if (at == account_numbers_.end()) return std::nullopt;
    return at->second;
}

std::optional<std::uint32_t> MemoryAccounts::find_asset(const model::AssetName& name) const {
    const auto at = asset_numbers_.find(name);
    if (at == asset_numbers_.end()) return std::nullopt;
    return at->second;
}

std::optional<std::uint64_t> MemoryAccounts::find_transaction(const model::LedgerHash& hash) const {
    const auto at = std::ranges::find(hashes_, hash);
    if (at == hashes_.end()) return std::nullopt;
    return static_cast<std::uint64_t>(at - hashes_.begin());
}

void MemoryAccounts::make_index() {
    AccountColumns rows;
    rows.froms = froms_.data();
    rows.tos = tos_.data();
    AccountIndexBytes index = make_account_index(rows, {0, froms_.size()});
    index_accounts_ = std::move(index.accounts);
    index_starts_ = std::move(index.starts);
    index_packed_ = std::move(index.packed);
    index_ = {{{0, froms_.size()}, index_accounts_, index_starts_, index_packed_}};
    indexed_rows_ = froms_.size();
}

AccountColumns MemoryAccounts::columns() {
    if (indexed_rows_ != froms_.size()) make_index();
    AccountColumns columns;
    columns.blocks_count = blocks_.size();
    columns.transactions_count = starts_.transactions_count();
    columns.transfers_count = froms_.size();
    columns.accounts_count = static_cast<std::uint32_t>(accounts_.size());
    columns.assets_count = static_cast<std::uint32_t>(assets_.size());
    columns.froms = froms_.data();
    columns.tos = tos_.data();
    columns.amounts = amounts_.data();
    columns.movements = movements_.data();
    columns.movement_kinds = movement_kinds_;
    columns.far_movements = far_movements_;
    columns.wide_amounts = wide_amounts_;
    columns.transfer_starts =
        RowStarts(starts_.lines().data(), PackedView(starts_.samples().data()),
                  {starts_.transactions_count(), starts_.rows_count()});
    columns.blocks = blocks_;
    columns.account_kinds = account_kinds_;
    columns.index = index_;
    columns.holders = holders_;
    return columns;
}

}  // namespace pelf::graph
