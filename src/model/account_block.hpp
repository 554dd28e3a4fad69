// SPDX-License-Identifier: Apache-2.0
//
// What moved on an account ledger (Ethereum, the XRP Ledger, a bank's books) in one block: the
// seam between the readers of ledgers and the store.
//
// A transfer takes an amount of one asset from one account to another, and every movement is one:
// a fee goes to an account that stands for the network, new coins come from another. So what an
// account holds is what its transfers brought less what they took, and nothing else.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/uint256.hpp"

namespace pelf::model {

/// What an account's bytes are.
enum class AccountKind : std::uint8_t {
    evm,          ///< An address of Ethereum: 20 bytes.
    xrpl,         ///< An account of the XRP Ledger: 20 bytes.
    xrpl_tagged,  ///< The same and a destination tag, big-endian: 24 bytes. Tag 0 is a tag.
    xrpl_object,  ///< A ledger entry that holds money (escrow, channel): its index, 32 bytes.
    bank,         ///< The number of a bank account, IBAN or other: text.
    pool,         ///< Of the transaction at hand: where the ledger says who gave and who got, and
                  ///< not who paid whom, they all pay through it. 0 bytes.
    minted,       ///< Where new units come from. 0 bytes.
    burned,       ///< Where units end. 0 bytes.
    outside,      ///< Another layer, or the time before the first block kept. 0 bytes.
};
inline constexpr std::size_t kAccountKindsCount = 9;

/// "evm", "xrpl", "xrpl_tagged" and so on.
std::string_view to_string(AccountKind kind) noexcept;

/// At most 38 bytes: the longest is an IBAN of 34. Compared byte for byte.
struct AccountName {
    static constexpr std::size_t kBytesMax = 38;

    AccountKind kind = AccountKind::outside;
    std::uint8_t size = 0;
    std::array<std::byte, kBytesMax> payload{};  ///< Zero from `size` on.

    /// Requires bytes.size() <= kBytesMax.
    static AccountName of(AccountKind kind, std::span<const std::byte> bytes);

    std::span<const std::byte> bytes() const noexcept { return std::span(payload).first(size); }
    auto operator<=>(const AccountName&) const = default;
};

enum class AssetKind : std::uint8_t {
    native,       ///< Wei, drops: 0 bytes.
    erc20,        ///< The token contract's address: 20 bytes.
    xrpl_issued,  ///< Currency code and issuer: 20 + 20 bytes. Same code, other issuer: another.
    xrpl_mpt,     ///< Multi-purpose token: issuance id, 24 bytes.
    currency,     ///< ISO 4217 code: 3 letters.
};
inline constexpr std::size_t kAssetKindsCount = 5;

/// "native", "erc20", "xrpl_issued", "xrpl_mpt", "currency".
std::string_view to_string(AssetKind kind) noexcept;

struct AssetName {
    static constexpr std::size_t kBytesMax = 40;

    AssetKind kind = AssetKind::native;
    std::uint8_t size = 0;
    std::array<std::byte, kBytesMax> payload{};  ///< Zero from `size` on.

    /// Requires bytes.size() <= kBytesMax.
    static AssetName of(AssetKind kind, std::span<const std::byte> bytes);

    std::span<const std::byte> bytes() const noexcept { return std::span(payload).first(size); }
    auto operator<=>(const AssetName&) const = default;
};

/// Amounts of issued currencies of the XRP Ledger are decimals of 16 digits; they are kept in
/// units of 10^-30, so that sums are exact.
inline constexpr unsigned kIssuedDecimals = 30;

/// Why an amount moved. Numbers are stored: append, never renumber.
enum class TransferKind : std::uint8_t {
    payment,     ///< By the transaction's own order.
    internal,    ///< By a contract while the transaction ran.
    token,       ///< As a token contract reports it.
    swap,        ///< Given for another asset in the same transaction, by the ledger's own rules.
    wrap,        ///< Turned into a token of the same worth, or back (ether and wrapped ether).
    fee,         ///< For the transaction.
    reward,      ///< New coins of the ledger.
    withdrawal,  ///< From another layer of the ledger (Ethereum's beacon chain).
    issue,       ///< New units of an issued asset.
    redeem,      ///< Units of an issued asset that cease to be.
    hold,        ///< Into or out of a ledger entry that holds it (escrow, channel).
    opening,     ///< Held before the first block that is kept.
    reversal,    ///< Undoes an earlier transfer (banks).
};
inline constexpr std::size_t kTransferKindsCount = 13;

/// "payment", "internal" and so on.
std::string_view to_string(TransferKind kind) noexcept;

struct AccountTransfer {
    std::uint32_t from = 0;   ///< In AccountBlock::accounts.
    std::uint32_t to = 0;     ///< In AccountBlock::accounts.
    std::uint32_t asset = 0;  ///< In AccountBlock::assets.
    TransferKind kind = TransferKind::payment;
    Uint256 amount;  ///< In the asset's smallest unit; never 0: what moves nothing is left out.
};

using LedgerHash = std::array<std::byte, 32>;

struct AccountTransaction {
    /// As the ledger names it. What belongs to no transaction (rewards, withdrawals) comes last,
    /// under the block's own hash.
    LedgerHash hash{};
    std::uint32_t transfers_count = 0;  ///< At least one: others have no money in them.
};

struct AccountBlock {
    std::uint64_t height = 0;  ///< Number of the block; ledger index on the XRP Ledger.
    LedgerHash hash{};
    LedgerHash previous{};
    std::int64_t time_unix_s = 0;
    std::vector<AccountTransaction> transactions;  ///< In the ledger's order.
    std::vector<AccountTransfer> transfers;        ///< Of one transaction after another.
    std::vector<AccountName> accounts;             ///< A name may stand more than once.
    std::vector<AssetName> assets;                 ///< A name may stand more than once.
};

}  // namespace pelf::model
