// SPDX-License-Identifier: Apache-2.0
//
// The files of an account store, byte by byte. All integers little-endian. Column files begin as
// store_files.hpp says. docs/formats/account-store.md says the same for people, and what each
// column means; kAccountFormatVersion rises when an old reader would read nonsense.
//
// Manifest: what is in the store. Replaced in one step at every commit; a store is what its
// manifest says.
//
//   offset  size  field
//        0     8  magic           "PELFACCT"
//        8     4  version
//       12     1  window          1: the store does not begin where its ledger does
//       13     3  zero
//       16    32  network         "ethereum", zeros behind
//       48     8  base_height     height of block 0; zero while there is none
//       56    32  previous        hash of the block before block 0; zero while there is none
//       88   9*8  counts          in the order of the struct below
//      160    64  zero
//      224    32  sha256          of bytes 0 to 223
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.hpp"
#include "codec/sha256.hpp"
#include "graph/account_columns.hpp"
#include "graph/store_files.hpp"

namespace pelf::graph {

inline constexpr std::uint32_t kAccountFormatVersion = 1;

inline constexpr std::size_t kNetworkBytesMax = 32;
/// Numbers have 32 bits, of which one is left out.
inline constexpr std::uint64_t kAccountsMax = 0xffff'ffff;
/// All assets are held in memory by a writer: 60 bytes each.
inline constexpr std::uint64_t kAssetsMax = 1 << 24;
/// Transfers in the blocks of one segment of the largest size: the index counts its bytes in 32
/// bits, and a transfer may take eight. So blocks have 4,096 transfers on average at most.
inline constexpr std::uint64_t kSegmentTransfersMax = std::uint64_t{1} << 28;

/// The columns, in the order of their numbers: append, never renumber.
enum class AccountColumn : std::uint32_t {
    blocks,
    block_parts,
    hashes,
    froms,
    tos,
    amounts,
    movements,
    transfer_starts,
    transfer_samples,
    movement_kinds,
    far_movements,
    wide_amounts,
    account_rows,
    account_samples,
    account_kinds,
    holders,
    assets,
};
inline constexpr std::size_t kAccountColumnsCount = 17;
/// What a column's number in its header counts from: the columns of a coin store come before.
inline constexpr std::uint32_t kFirstAccountColumn = 200;

/// File name without folder, "froms.col".
std::string_view file_name(AccountColumn column) noexcept;

/// What else a block brought first, and the promise over its rows that is checked by
/// verify_accounts(). Beside AccountBlockRow, since a trace has no use for it.
struct AccountBlockParts {
    codec::Hash256 rows_sha256{};
    std::uint32_t first_account = 0;
    std::uint32_t first_asset = 0;
    std::uint32_t first_movement_kind = 0;
    std::uint32_t zero = 0;
    std::uint64_t first_account_byte = 0;
    std::uint64_t first_far_movement = 0;
    std::uint64_t first_wide_amount = 0;
};
static_assert(sizeof(AccountBlockParts) == 72);
static_assert(offsetof(AccountBlockParts, first_account_byte) == 48);
static_assert(std::is_trivially_copyable_v<AccountBlockParts>);

/// A row of `movement_kinds`.
struct MovementRow {
    std::uint32_t asset = 0;
    std::uint8_t kind = 0;
    std::array<std::uint8_t, 3> zero{};
};
static_assert(sizeof(MovementRow) == 8);
static_assert(std::has_unique_object_representations_v<MovementRow>, "no padding on disk");
static_assert(std::has_unique_object_representations_v<FarMovement>, "no padding on disk");
static_assert(std::has_unique_object_representations_v<WideAmount>, "no padding on disk");
static_assert(std::has_unique_object_representations_v<AccountBlockRow>, "no padding on disk");
// A row of `assets` is the name as it is in memory.
static_assert(sizeof(model::AssetName) == 42 && alignof(model::AssetName) == 1);
static_assert(std::has_unique_object_representations_v<model::AssetName>, "no padding on disk");
// A row of the account dictionary is the beginning of the name as it is in memory.
static_assert(sizeof(model::AccountName) == 40 && offsetof(model::AccountName, payload) == 2);

struct AccountManifest {
    std::array<char, 8> magic{'P', 'E', 'L', 'F', 'A', 'C', 'C', 'T'};
    std::uint32_t version = kAccountFormatVersion;
    std::uint8_t window = 0;
    std::array<std::uint8_t, 3> zero{};
    std::array<char, kNetworkBytesMax> network{};
    std::uint64_t base_height = 0;
    model::LedgerHash previous{};
    std::uint64_t blocks = 0;
    std::uint64_t transactions = 0;
    std::uint64_t transfers = 0;
    std::uint64_t movement_kinds = 0;
    std::uint64_t far_movements = 0;
    std::uint64_t wide_amounts = 0;
    std::uint64_t accounts = 0;
    std::uint64_t account_bytes = 0;
    std::uint64_t assets = 0;
    std::array<std::uint64_t, 8> zeros{};
    codec::Hash256 sha256{};

    bool operator==(const AccountManifest&) const = default;
};
static_assert(sizeof(AccountManifest) == 256);
static_assert(offsetof(AccountManifest, blocks) == 88);
static_assert(offsetof(AccountManifest, sha256) == 224);
static_assert(std::is_trivially_copyable_v<AccountManifest>);

/// "ethereum".
std::string_view network_of(const AccountManifest& manifest) noexcept;
/// Whether this can name a network: 1 to kNetworkBytesMax printable ASCII characters, no space.
bool is_network_name(std::string_view name) noexcept;

/// Puts the checksum in. To be called before writing.
void seal(AccountManifest& manifest);

/// Checks length, magic, version, checksum, and that no count is beyond what its numbers can hold.
/// Fails with truncated, malformed, or unsupported (another version; the message says what to do).
Result<AccountManifest> read_account_manifest(std::span<const std::byte> bytes);

/// All columns under a manifest, by number.
std::vector<ColumnFile> column_files(const AccountManifest& manifest);

/// A name's row in the dictionary (address_rows.hpp): kind, size, payload. Views the name.
std::span<const std::byte> account_row(const model::AccountName& name) noexcept;
/// The name that a row is of; nothing where it is damaged.
std::optional<model::AccountName> account_from_row(std::span<const std::byte> row) noexcept;
/// Whether an asset's row is one: its kind and size are known, and zeros stand behind the name.
bool is_asset_row(const model::AssetName& row) noexcept;
/// The account without its tag. Requires one of kind xrpl_tagged.
model::AccountName untagged(const model::AccountName& tagged);

}  // namespace pelf::graph
