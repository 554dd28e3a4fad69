// SPDX-License-Identifier: Apache-2.0
//
// Accounts, assets and transactions of account ledgers as people write them.
//
//   ledger    account                         asset                     transaction
//   ethereum  0x..., case as EIP-55           ETH, or the token's 0x... 0x and 64 digits
//   xrpl      r..., with a tag r...:TAG       XRP, USD.r..., MPT id     64 digits
//   bank      the number as the books have it CNY                       the books' own id
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/account_block.hpp"

namespace pelf::engine {

enum class AccountLedger : std::uint8_t { ethereum, xrpl, bank };
inline constexpr AccountLedger kAccountLedgers[] = {AccountLedger::ethereum, AccountLedger::xrpl,
                                                    AccountLedger::bank};

/// "ethereum", "xrpl", "bank".
std::string_view to_string(AccountLedger ledger) noexcept;
std::optional<AccountLedger> parse_account_ledger(std::string_view text) noexcept;

/// As in the table; "(minted)" and the like for accounts that stand for none.
std::string account_text(const model::AccountName& name);

/// An address as people and lists write it: on the XRP Ledger an X-address too, and with ":TAG"
/// behind it the customer of that tag. Nothing for what is no account of this ledger.
std::optional<model::AccountName> parse_account(AccountLedger ledger, std::string_view text);

/// "ETH", "XRP", "USD.rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B"; a code of the XRP Ledger that is no three
/// letters as its 40 digits.
std::string asset_text(AccountLedger ledger, const model::AssetName& name);

/// Decimal places between the unit that is kept and the one that people speak of: 18, 6, 30, 2. 0
/// where nobody says (a token).
unsigned asset_decimals(AccountLedger ledger, const model::AssetName& name);

std::string transaction_text(AccountLedger ledger, const model::LedgerHash& hash);
/// Nothing for what is no transaction's name on this ledger.
std::optional<model::LedgerHash> parse_transaction(AccountLedger ledger, std::string_view text);

/// "1.5" for 1500000 with six places: all significant ones and no others.
std::string decimal_text(const Uint256& units, unsigned decimals);

}  // namespace pelf::engine
