// SPDX-License-Identifier: Apache-2.0
//
// An account ledger (Ethereum, the XRP Ledger, a bank's books) as columns in ledger order. Blocks,
// transactions, transfers, accounts and assets have numbers from 0 in the order in which the
// ledger brings them; a row's number is its place.
//
//   column     row       holds
//   froms      transfer  number of the account that gives
//   tos        transfer  number of the account that gets
//   amounts    transfer  in the asset's smallest unit; kWideAmount: look it up in wide_amounts
//   movements  transfer  number of its pair of asset and kind in movement_kinds; kFarMovement: look
//                        it up in far_movements
//   transfer_starts      which transfers belong to which transaction
//   blocks     block     height, hash, time, and the first row of each kind
//   account index        the transfers in which an account gives or gets, in order
//   account sums         what busy accounts got and gave, by stretches of their transfers
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

#include "base/uint256.hpp"
#include "graph/row_starts.hpp"
#include "model/account_block.hpp"

namespace pelf::graph {

inline constexpr std::uint64_t kWideAmount = ~std::uint64_t{0};
inline constexpr std::uint16_t kFarMovement = 0xffff;

/// An asset and the way it moved: two bytes a transfer for both, for the 65,535 pairs that come
/// first.
struct Movement {
    std::uint32_t asset = 0;
    model::TransferKind kind = model::TransferKind::payment;

    bool operator==(const Movement&) const = default;
};

/// The pair of a transfer that has none of the first 65,535.
struct FarMovement {
    std::uint64_t transfer = 0;
    std::uint32_t asset = 0;
    model::TransferKind kind = model::TransferKind::payment;
    std::array<std::uint8_t, 3> zero{};
};
static_assert(sizeof(FarMovement) == 16);

/// An amount of 2^64 - 1 units or more.
struct WideAmount {
    std::uint64_t transfer = 0;
    std::array<std::uint64_t, 4> limbs{};  ///< Least significant first.
};
static_assert(sizeof(WideAmount) == 40);

/// One block, as stored. Little-endian.
struct AccountBlockRow {
    model::LedgerHash hash{};
    std::uint64_t height = 0;
    std::int64_t time_unix_s = 0;
    std::uint64_t first_transaction = 0;
    std::uint64_t first_transfer = 0;
};
static_assert(sizeof(AccountBlockRow) == 64);
static_assert(std::is_trivially_copyable_v<AccountBlockRow>);

/// The transfers of accounts over some rows, packed. For each account that is in them, in the
/// order of their numbers, its rows ascending: the first counted from the segment's first row, the
/// others from the one before, seven bits a byte, least significant first, the top bit set on all
/// but the last byte of a number.
struct AccountIndexSegment {
    Rows rows;                                ///< Transfers that it covers.
    std::span<const std::uint32_t> accounts;  ///< Ascending.
    std::span<const std::uint32_t> starts;    ///< One more than accounts: offsets into `packed`.
    std::span<const std::byte> packed;

    /// The packed rows of the account at a place in `accounts`; cut where the segment is damaged.
    std::span<const std::byte> packed_at(std::size_t place) const noexcept;
};

/// Where a cursor stands after a row of an account.
struct AccountRowPlace {
    std::size_t segment = 0;
    std::uint64_t row = 0;         ///< The last that it gave.
    std::uint32_t packed_end = 0;  ///< Bytes of the account's numbers in the segment up to there.
};

/// An account's transfers of one asset that follow one another in the ledger, none of a transaction
/// left out, added up. Amounts have 128 bits, least significant half first.
struct AccountStretch {
    std::uint32_t rows_end = 0;    ///< After its last row, counted from the segment's first.
    std::uint32_t packed_end = 0;  ///< Of the account's numbers in the index segment, up to there.
    std::array<std::uint64_t, 2> received{};
    std::array<std::uint64_t, 2> sent{};
    /// With so much before, no transfer takes more than is there, in whichever order those of an
    /// exchange are taken; kNeverEnough where the sums need more than 128 bits.
    std::array<std::uint64_t, 2> needed{};

    static constexpr std::array<std::uint64_t, 2> kNeverEnough{~std::uint64_t{0},
                                                               ~std::uint64_t{0}};
    bool operator==(const AccountStretch&) const = default;
};
static_assert(sizeof(AccountStretch) == 56);

/// The stretches of an account and an asset are those from `first` on, up to the next one's.
struct AccountSumsQueue {
    std::uint32_t account = 0;
    std::uint32_t asset = 0;
    std::uint32_t first = 0;

    bool operator==(const AccountSumsQueue&) const = default;
};
static_assert(sizeof(AccountSumsQueue) == 12);

/// Stretches over the rows of one index segment; of an account and an asset all of them or none.
struct AccountSumsSegment {
    std::span<const AccountSumsQueue> queues;  ///< By account, then asset.
    std::span<const AccountStretch> stretches;

    std::span<const AccountStretch> stretches_of(std::uint32_t account,
                                                 std::uint32_t asset) const noexcept;
};

/// Reads one packed number and moves past it; nothing at the end and where there is no number.
std::optional<std::uint64_t> take_packed_number(std::span<const std::byte>& bytes) noexcept;

/// The rows of one account, ascending, each once. Over any bytes it gives rows of the segments and
/// ends: a file is checked for damage when it is opened, and not here.
class AccountRowCursor {
public:
    AccountRowCursor() = default;
    /// Rows at or after `first_row`. The segments cover all transfers, in order, and outlive the
    /// cursor. Cost: a binary search a segment, and the account's rows before `first_row` in the
    /// segment that holds it.
    AccountRowCursor(std::span<const AccountIndexSegment> segments, std::uint32_t account,
                     std::uint64_t first_row);
    /// Rows after a place. Requires that it was made over these segments.
    AccountRowCursor(std::span<const AccountIndexSegment> segments, std::uint32_t account,
                     const AccountRowPlace& place);

    /// The next row; nothing after the last.
    std::optional<std::uint64_t> next();

private:
    bool enter_segment();

    std::span<const AccountIndexSegment> segments_;
    std::uint32_t account_ = 0;
    std::span<const std::byte> rest_;
    std::uint64_t row_ = 0;
    std::uint64_t rows_end_ = 0;
    std::uint64_t first_row_ = 0;
};

/// A view over columns that someone else owns (AccountStore, MemoryAccounts) and that must
/// outlive it. Copying is cheap; any number of threads. Row numbers are not checked: callers stay
/// below the counts.
struct AccountColumns {
    std::uint64_t blocks_count = 0;
    std::uint64_t transactions_count = 0;
    std::uint64_t transfers_count = 0;
    std::uint32_t accounts_count = 0;
    std::uint32_t assets_count = 0;

    const std::uint32_t* froms = nullptr;
    const std::uint32_t* tos = nullptr;
    const std::uint64_t* amounts = nullptr;
    const std::uint16_t* movements = nullptr;
    std::span<const Movement> movement_kinds;
    std::span<const FarMovement> far_movements;  ///< By transfer.
    std::span<const WideAmount> wide_amounts;    ///< By transfer.
    RowStarts transfer_starts;
    std::span<const AccountBlockRow> blocks;
    std::span<const model::AccountKind> account_kinds;  ///< By account.
    std::span<const AccountIndexSegment> index;
    std::span<const AccountSumsSegment> sums;  ///< By index segment; or empty: nothing is added up.
    /// By account: for an xrpl_tagged account the account without its tag, else itself.
    std::span<const std::uint32_t> holders;

    /// 0 where a file was damaged since it was opened, which no amount is.
    Uint256 amount(std::uint64_t transfer) const noexcept {
        const std::uint64_t amount = amounts[transfer];
        return amount != kWideAmount ? Uint256(amount) : wide_amount(transfer);
    }
    Movement movement(std::uint64_t transfer) const noexcept {
        const std::uint16_t movement = movements[transfer];
        return movement != kFarMovement ? movement_kinds[movement] : far_movement(transfer);
    }
    Rows transfers_of(std::uint64_t transaction) const noexcept {
        return transfer_starts.rows_of(transaction);
    }
    std::uint64_t transaction_of(std::uint64_t transfer) const noexcept {
        return transfer_starts.transaction_of(transfer);
    }
    /// Cost: a binary search over the blocks.
    std::uint64_t block_of(std::uint64_t transfer) const noexcept;
    /// The same ledger as it stood after its first blocks: a view, for free. Accounts, assets and
    /// pairs of asset and kind that come later are still numbered; no transfer names them.
    AccountColumns cut(std::uint64_t blocks_kept) const noexcept;
    /// Transfers in which this account number gives or gets, from a row on. A holder's tagged
    /// accounts are accounts of their own.
    AccountRowCursor rows_of_account(std::uint32_t account, std::uint64_t first_row = 0) const {
        return {index, account, first_row};
    }

private:
    Uint256 wide_amount(std::uint64_t transfer) const noexcept;
    Movement far_movement(std::uint64_t transfer) const noexcept;
};

}  // namespace pelf::graph
