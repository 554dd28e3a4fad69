// SPDX-License-Identifier: Apache-2.0
//
// Account columns in memory, made block by block: what tests, benchmarks and sources that answer
// on demand trace over. The encoding is that of the files.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "graph/account_columns.hpp"
#include "graph/account_index.hpp"
#include "model/account_block.hpp"

namespace pelf::graph {

/// Grows at the end only. Not thread-safe while growing.
class MemoryAccounts {
public:
    /// Adds a block; a block may have no transactions. Requires what AccountBlock promises.
    void append(const model::AccountBlock& block);

    /// Valid until the next append(). Cost: the account index is made anew when rows were added.
    AccountColumns columns();

    /// Nothing where no transfer names the account.
    std::optional<std::uint32_t> find_account(const model::AccountName& name) const;
    std::optional<std::uint32_t> find_asset(const model::AssetName& name) const;
    const model::AccountName& account(std::uint32_t account) const { return accounts_[account]; }
    const model::AssetName& asset(std::uint32_t asset) const { return assets_[asset]; }
    /// Cost: a look at all of them.
    std::optional<std::uint64_t> find_transaction(const model::LedgerHash& hash) const;
    const model::LedgerHash& hash(std::uint64_t transaction) const { return hashes_[transaction]; }

private:
    std::uint32_t account_number(const model::AccountName& name);
    std::uint32_t asset_number(const model::AssetName& name);
    void append_movement(std::uint64_t transfer, Movement movement);
    void make_index();

    std::vector<std::uint32_t> froms_;
    std::vector<std::uint32_t> tos_;
    std::vector<std::uint64_t> amounts_;
    std::vector<std::uint16_t> movements_;
    std::vector<Movement> movement_kinds_;
    std::vector<FarMovement> far_movements_;
    std::vector<WideAmount> wide_amounts_;
    RowStartsBuilder starts_;
    std::vector<AccountBlockRow> blocks_;
    std::vector<model::LedgerHash> hashes_;
    std::vector<model::AccountName> accounts_;
    std::vector<model::AccountKind> account_kinds_;
    std::vector<std::uint32_t> holders_;
    std::vector<model::AssetName> assets_;
    std::map<std::pair<std::uint32_t, model::TransferKind>, std::uint16_t> movement_numbers_;
    std::map<model::AccountName, std::uint32_t> account_numbers_;
    std::map<model::AssetName, std::uint32_t> asset_numbers_;

    std::uint64_t indexed_rows_ = 0;
    std::vector<std::uint32_t> index_accounts_;
    std::vector<std::uint32_t> index_starts_;
    std::vector<std::byte> index_packed_;
    std::vector<AccountIndexSegment> index_;
};

}  // namespace pelf::graph
