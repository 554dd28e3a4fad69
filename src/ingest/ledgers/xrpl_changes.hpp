// SPDX-License-Identifier: Apache-2.0
//
// What a transaction of the XRP Ledger did to the balances of accounts, read from its bytes and
// those of its metadata alone: what an answer about it can be held against. Balances of XRP and of
// issued currencies; what entries (escrows, channels) and tokens hold is only said to have changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

struct XrplChanges {
    struct Change {
        std::string account{};  ///< "r...".
        std::string asset{};    ///< As xrpl_asset_text().
        Uint256 before{};       ///< What it held; in the smallest unit, as all amounts here.
        Uint256 gained{};       ///< 0 of who lost.
        Uint256 lost{};  ///< The fee not counted; 0 of who gained, and of who paid that alone.
    };
    std::vector<Change> changes{};  ///< Each account once an asset.
    bool has_others = false;        ///< Entries that hold money, or tokens, are among what changed.
    std::string fee_payer{};
    std::uint64_t fee_drops = 0;
    std::uint64_t index = 0;         ///< Place in its ledger.
    std::set<std::uint64_t> tags{};  ///< All destination tags in it.

    /// Null where the account's balance of it did not change.
    const Change* find(std::string_view account, std::string_view asset) const noexcept;
    bool has_lost(std::string_view account) const noexcept;
    /// How many accounts have less of it.
    std::size_t givers_count(std::string_view asset) const noexcept;
};

/// Fails with malformed where the bytes are no transaction or no metadata in the form that is
/// hashed, and as xrpl_binary_to_json() does.
Result<XrplChanges, Fault> read_xrpl_changes(std::span<const std::byte> transaction,
                                             std::span<const std::byte> metadata);

/// "XRP", "USD.r..." (the code's letters, or 40 hexadecimal digits), or a token's 48 digits.
std::string xrpl_asset_text(const model::AssetName& asset);

}  // namespace pelf::ingest
