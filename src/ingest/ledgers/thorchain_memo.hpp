// SPDX-License-Identifier: Apache-2.0
//
// Memos of THORChain: what a payment to one of its vaults asks for, and what a payment of a vault
// replies. Texts with colons between, the first word says what:
//
//   SWAP, S, =, LIMITO, LO :ASSET:DESTINATION[/REFUND]:LIMIT[/INTERVAL/QUANTITY]:AFFILIATE:FEE:...
//   OUT                      :ID of the transaction that paid in
//   REFUND                   :ID of the transaction that paid in
//   ADD, +, WITHDRAW, ...    of other business, and not read further
//
// A memo is a text that anybody can write. It says what its writer claims, and nothing of it is
// true for being read here. Source: THORChain's documentation of memos, memo lengths and asset
// notation; its parser (x/thorchain/memo, common/asset). The chapter in docs/trace.md: Protocol
// links.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/uint256.hpp"

namespace pelf::ingest {

/// THORChain does not look at longer ones.
inline constexpr std::size_t kThorchainMemoBytesMax = 250;

/// "BTC.BTC", "ETH.USDT-0XDAC1...", "BTC/BTC", "BTC~BTC".
struct ThorchainAsset {
    /// Where units of it lie: on their own chain, or in books that THORChain keeps itself.
    enum class Form : std::uint8_t { native, synthetic, trade };

    Form form = Form::native;
    std::string chain{};   ///< "BTC", in capitals.
    std::string symbol{};  ///< "BTC", "USDT-EC7", in capitals; of tokens with the end of their id.

    bool operator==(const ThorchainAsset&) const = default;
};

/// Reads the short letters too ("b" is BTC.BTC); a symbol alone is THORChain's own. Fails with
/// malformed.
Result<ThorchainAsset, Fault> read_thorchain_asset(std::string_view text);
std::string to_string(const ThorchainAsset& asset);

struct ThorchainMemo {
    enum class Kind : std::uint8_t {
        swap,
        outbound,  ///< "OUT"
        refund,
        other,  ///< One of its words, of no swap. No other field is set.
    };

    Kind kind = Kind::other;
    std::array<std::byte, 32>
        inbound{};  ///< Of OUT and REFUND: whom it replies to, as tools show it.
    // Of a swap.
    ThorchainAsset asset{};
    std::string destination{};  ///< An address or a name registered with THORChain; empty: back.
    std::string refund_to{};    ///< Empty: to the sender.
    Uint256 limit{};            ///< The least to come out, in 1e-8; 0: any.
    std::uint64_t interval_blocks = 0;
    std::uint64_t quantity = 0;  ///< In how many parts; 0: as THORChain sees fit.
    std::string affiliates{};    ///< Who gets a share, several with strokes between.
    std::string fees{};          ///< Theirs, in 1/10,000.
    std::string aggregation{};   ///< What follows: another exchange behind, as it stands.

    bool operator==(const ThorchainMemo&) const = default;
};

/// What a text says. Fails with refused where its first word is none of THORChain's (it is somebody
/// else's text), malformed where it is one and the rest does not fit, over_limit above
/// kThorchainMemoBytesMax. Cost: one pass.
Result<ThorchainMemo, Fault> read_thorchain_memo(std::string_view text);

/// With everything written out, which reads the same and can be longer than a memo may be. Requires
/// a memo that read_thorchain_memo() gave, and not of kind other.
std::string to_string(const ThorchainMemo& memo);

}  // namespace pelf::ingest
