// SPDX-License-Identifier: Apache-2.0
//
// An account ledger on disk, opened for reading: columns mapped into memory, and the way from the
// hash of a transaction or the name of an account or asset to its number.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "codec/sha256.hpp"
#include "graph/account_columns.hpp"
#include "graph/account_format.hpp"
#include "graph/account_index.hpp"
#include "graph/account_sums.hpp"
#include "graph/address_rows.hpp"
#include "graph/key_index.hpp"

namespace pelf::graph {

/// Shows the store as its manifest stood when it was opened, whatever a writer does meanwhile
/// (short of unwinding blocks below that state). Any number of threads.
class AccountStore {
public:
    /// Maps every file and checks each: magic, version, length against the manifest, the order of
    /// blocks, the account index whole. What stands in the other columns is checked by
    /// verify_accounts(). Fails with not_found (no store there), unsupported (another version),
    /// malformed or truncated; the message says what to do. Cost: one reading of the account index
    /// and the block columns (seven bytes a transfer), a sort of the last 255 blocks.
    static Result<AccountStore> open(const std::filesystem::path& folder);

    /// The columns as a manifest shows them, without any segments and without a look at the rows:
    /// for the writer, which made them, or asks check_rows() next.
    static Result<AccountStore> open_columns(const std::filesystem::path& folder,
                                             const AccountManifest& manifest);
    /// The order of blocks and all that small columns name. Fails with malformed.
    Status check_rows() const;
    /// The same with key segments, and still without the account index: columns().index is empty.
    static Result<AccountStore> open_as_written(const std::filesystem::path& folder,
                                                const AccountManifest& manifest);

    const AccountManifest& manifest() const noexcept { return manifest_; }
    /// "ethereum", "xrpl", "bank".
    std::string_view network() const noexcept { return network_of(manifest_); }
    /// Whether the store begins later than its ledger.
    bool is_window() const noexcept { return manifest_.window != 0; }

    const AccountColumns& columns() const noexcept { return columns_; }
    std::span<const model::LedgerHash> hashes() const noexcept { return hashes_; }
    std::span<const AccountBlockParts> block_parts() const noexcept { return parts_; }
    const AddressRows& accounts() const noexcept { return accounts_; }
    std::span<const model::AssetName> assets() const noexcept { return assets_; }
    std::span<const std::byte> column(AccountColumn column) const noexcept;

    /// Require block < blocks_count.
    std::uint64_t height_of(std::uint64_t block) const noexcept {
        return columns_.blocks[block].height;
    }
    std::int64_t time_of(std::uint64_t block) const noexcept {
        return columns_.blocks[block].time_unix_s;
    }
    /// The block of a height: a binary search.
    std::optional<std::uint64_t> find_height(std::uint64_t height) const noexcept;
    /// The last block with this hash: a scan of the block column from its end.
    std::optional<std::uint64_t> find_block(const model::LedgerHash& hash) const noexcept;

    /// The number of each transaction, in the order asked; of several with one hash the last.
    /// Cost: a sort of the questions and one of the hashes of the last 255 blocks.
    std::vector<std::optional<std::uint64_t>> find_transactions(
        std::span<const model::LedgerHash> hashes) const;
    /// The number of each account; nothing where no transfer names it. Cost as above.
    std::vector<std::optional<std::uint32_t>> find_accounts(
        std::span<const model::AccountName> names) const;
    /// The number of each asset: a scan of all assets, which are few.
    std::vector<std::optional<std::uint32_t>> find_assets(
        std::span<const model::AssetName> names) const;

    /// Require a number below the count. Fail with malformed where the dictionary is damaged.
    Result<model::AccountName> account_name(std::uint32_t account) const;
    Result<model::AssetName> asset_name(std::uint32_t asset) const;

    std::span<const KeySegment> hash_segments() const noexcept { return hash_segments_; }
    std::span<const KeySegment> account_segments() const noexcept { return account_segments_; }

    /// Rows that some blocks brought.
    Rows transactions_of(SegmentRange blocks) const noexcept;
    Rows transfers_of(SegmentRange blocks) const noexcept;
    Rows accounts_of(SegmentRange blocks) const noexcept;

    /// Call `key` with the index key of each row, in order.
    void hash_keys(Rows rows, const std::function<void(std::uint32_t)>& key) const;
    void account_keys(Rows rows, const std::function<void(std::uint32_t)>& key) const;

    /// Index pairs of the accounts that no segment covers.
    RecentKeys recent_accounts() const;

private:
    Status open_segments(const std::filesystem::path& folder);
    Status open_index(const std::filesystem::path& folder);
    Status open_sums(const std::filesystem::path& folder);
    Status check_blocks() const;
    Status read_movement_kinds();
    Status check_far_movements() const;
    void make_views();
    SegmentRange recent_blocks() const noexcept;

    AccountManifest manifest_;
    std::vector<MappedFile> files_;
    std::vector<KeySegment> hash_segments_;
    std::vector<KeySegment> account_segments_;
    std::vector<AccountIndexFile> index_files_;
    AccountIndexBytes recent_index_;  ///< Over the blocks that no segment covers.
    std::vector<AccountIndexSegment> index_;
    std::vector<AccountSumsFile> sums_files_;
    std::vector<AccountSumsSegment> sums_;  ///< By index segment; empty where there is no file.
    std::vector<Movement> movement_kinds_;
    AccountColumns columns_;
    AddressRows accounts_;
    std::span<const AccountBlockParts> parts_;
    std::span<const model::LedgerHash> hashes_;
    std::span<const model::AssetName> assets_;
};

/// The index key of a transaction's hash: address_key() of its bytes.
std::uint32_t hash_key(const model::LedgerHash& hash) noexcept;

/// Reads the manifest of the store in a folder; not_found where there is none.
Result<AccountManifest> load_account_manifest(const std::filesystem::path& folder);

/// SHA-256 over one block's rows, the promise that verify_accounts() checks; the order of the bytes
/// is in docs/formats/account-store.md.
codec::Hash256 rows_sha256(const AccountStore& store, std::uint64_t block);

}  // namespace pelf::graph
