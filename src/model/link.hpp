// SPDX-License-Identifier: Apache-2.0
//
// Where money leaves one ledger and comes out on another: an exchange's withdrawal for a deposit,
// a swap, a bridge, a gift card, a cash-out to a bank account. A link is not seen on either ledger;
// somebody or some protocol says so, and an answer that crosses it keeps who.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/uint256.hpp"

namespace pelf::model {

enum class LinkStanding : std::uint8_t {
    protocol,  ///< Follows from what both ledgers say, by the rules of a protocol.
    asserted,  ///< A person or a firm says so, with a source.
    matched,   ///< By amount, rate and time: likely, and not more.
    claimed,   ///< A text in a ledger says so that anybody could have written there.
};

/// "protocol", "asserted", "matched", "claimed".
std::string_view to_string(LinkStanding standing) noexcept;
std::optional<LinkStanding> parse_link_standing(std::string_view text) noexcept;

enum class LinkKind : std::uint8_t { withdrawal, swap, bridge, gift_card, cash_out };

/// "withdrawal", "swap", "bridge", "gift_card", "cash_out".
std::string_view to_string(LinkKind kind) noexcept;
std::optional<LinkKind> parse_link_kind(std::string_view text) noexcept;

/// One side of a link.
struct LinkSide {
    /// As `pelf trace` writes it, with its ledger: "xrpl:TX:0", "bitcoin:TXID:1". Empty where the
    /// money came out on no ledger that is kept; then `account` says where.
    std::string place;
    std::string account;  ///< "IBAN CN...", "gift card 4711"; for a person's eyes.
    std::string asset;    ///< "XRP", "BTC", "CNY"; for a person's eyes where there is a place.
    Uint256 amount;       ///< In the smallest unit of the asset; above 0.

    bool operator==(const LinkSide&) const = default;
};

struct Link {
    std::string id;
    LinkKind kind = LinkKind::withdrawal;
    LinkStanding standing = LinkStanding::asserted;
    LinkSide from;
    LinkSide to;
    std::string source;  ///< Who says so.
    std::string note;
    /// Of a matched one: how likely, in millionths, and how many others it was chosen from.
    std::uint32_t likelihood_ppm = 1'000'000;
    std::uint32_t competitors = 0;

    bool operator==(const Link&) const = default;
};

}  // namespace pelf::model
