// SPDX-License-Identifier: Apache-2.0
//
// Blocks on their way into an account store: gathered as they come, and turned into the bytes that
// every column grows by. A name is looked up in the store once a batch and not once a transfer;
// all new ones of a batch together, by sorting and merging.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "graph/account_format.hpp"
#include "graph/account_store.hpp"
#include "graph/key_numbers.hpp"
#include "graph/row_starts.hpp"
#include "model/account_block.hpp"

namespace pelf::graph {

/// The index key of an account: address_key() of its row.
std::uint32_t hash_of_account(const model::AccountName& name) noexcept;
std::uint32_t hash_of_asset(const model::AssetName& name) noexcept;

/// One thread. Numbers follow from the blocks alone: accounts and assets in the order in which
/// transfers name them, from before to; where a tagged account is new, the account without the tag
/// comes right after it, unless it has a number already.
class AccountBatch {
public:
    /// Bytes to be written into a column's rows at an offset (past the column header).
    struct Piece {
        std::uint64_t offset_bytes = 0;
        std::span<const std::byte> bytes;
    };
    using Pieces = std::array<Piece, kAccountColumnsCount>;

    /// Goes on after what is committed. Names looked up before are remembered, as long as they take
    /// no more than `names_bytes_max`. Fails as asset_name() of a damaged store.
    Status start_after(const AccountStore& committed, std::uint64_t names_bytes_max);
    /// Forgets everything: for a store from which blocks were taken off.
    void forget();

    /// Requires what AccountBlock promises.
    void add(const model::AccountBlock& block);

    bool empty() const noexcept { return blocks_.empty(); }
    std::span<const AccountBlockRow> blocks() const noexcept { return blocks_; }
    std::uint64_t transfers_count() const noexcept { return froms_.size(); }
    /// Counts of the store with this batch; an upper bound for accounts until resolved.
    std::uint64_t accounts_max() const noexcept;
    std::uint64_t assets_count() const noexcept { return assets_.size(); }
    std::uint64_t memory_bytes() const noexcept;

    /// Gives every name its number in the store. Once, before encode().
    void resolve(const AccountStore& committed);
    /// The bytes, which this batch owns until it starts anew. Requires resolve().
    Pieces encode(const AccountStore& committed);
    /// The manifest that shows them, not sealed. Requires encode().
    AccountManifest manifest_after() const;

private:
    /// What there was in all when a block began.
    struct Mark {
        std::uint32_t names = 0;
        std::uint32_t assets = 0;
        std::uint32_t movement_kinds = 0;
        std::uint64_t transactions = 0;
        std::uint64_t transfers = 0;
        std::uint64_t far_movements = 0;
        std::uint64_t wide_amounts = 0;
    };

    Mark mark() const noexcept;
    void hash_names(const model::AccountBlock& block);
    std::uint32_t add_name(const model::AccountName& name, std::uint32_t hash);
    std::uint16_t add_movement(std::uint64_t transfer, Movement movement);
    void add_new_accounts();
    void sum_up_blocks();

    AccountManifest start_;
    KeyNumbers<model::AccountName, hash_of_account> names_;  ///< Of this batch and earlier ones.
    std::vector<std::uint32_t> numbers_;       ///< By name: in the store, or kNoNumber.
    std::vector<std::uint32_t> holder_names_;  ///< By name: its holder's name.
    std::uint32_t first_new_name_ = 0;         ///< Names from here on came with this batch.
    KeyNumbers<model::AssetName, hash_of_asset> assets_;  ///< All of the store.
    NumberNumbers movement_kinds_;                        ///< All of the store.

    std::vector<AccountBlockRow> blocks_;
    std::vector<Mark> marks_;
    std::vector<model::LedgerHash> hashes_;
    std::vector<std::uint32_t> transfers_counts_;
    std::vector<std::uint32_t> froms_;  ///< Names; numbers in the store once resolved.
    std::vector<std::uint32_t> tos_;
    std::vector<std::uint64_t> amounts_;
    std::vector<std::uint16_t> movements_;
    std::vector<FarMovement> far_movements_;
    std::vector<WideAmount> wide_amounts_;
    std::vector<std::uint32_t> block_hashes_;  ///< Of a block's accounts; while adding.
    std::vector<std::uint32_t> block_names_;   ///< By place in a block's accounts; while adding.
    std::vector<std::uint32_t> block_assets_;  ///< Likewise of assets.

    std::vector<AccountBlockParts> parts_;
    std::vector<std::uint32_t> accounts_before_;  ///< New ones before each new name of the batch.
    std::vector<std::byte> account_rows_;
    std::vector<std::uint64_t> account_offsets_;  ///< In account_rows_, and its end.
    std::vector<std::byte> account_samples_;
    std::vector<model::AccountKind> account_kinds_;
    std::vector<std::uint32_t> holders_;
    std::vector<MovementRow> movement_rows_;
    RowStartsBuilder starts_;
};

}  // namespace pelf::graph
