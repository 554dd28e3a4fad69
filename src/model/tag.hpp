// SPDX-License-Identifier: Apache-2.0
//
// Attribution: somebody says that an account belongs to somebody.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "model/party_id.hpp"
#include "model/wallet.hpp"

namespace pelf::model {

/// What business the owner of an account is in. A closed list: a reader refuses other words, so
/// that nobody's "exchnage" goes unnoticed.
enum class TagCategory : std::uint8_t {
    exchange,
    broker,  ///< Over the counter: trades in its own name, by word of mouth.
    mixer,
    bridge,  ///< Moves value to another ledger.
    merchant,
    payment,  ///< Takes payments for merchants.
    gambling,
    wallet,  ///< Holds coins for others and does nothing else.
    mining,
    market,  ///< Of unlawful goods.
    theft,
    extortion,
    fraud,
    charity,
    government,
    other,
};

/// "exchange" and so on, as spelled above.
std::string_view to_string(TagCategory category) noexcept;
std::optional<TagCategory> parse_tag_category(std::string_view text) noexcept;
/// "exchange, broker, mixer, ...": for messages that name what is allowed.
std::string tag_category_names();

/// One account, one attribution.
struct Tag {
    Wallet account;
    std::string label;  ///< The owner's name, as shown to people.
    TagCategory category = TagCategory::other;
    PartyId party;
    std::string origin;             ///< Who says so: "own investigation", a URL. Empty if unknown.
    std::uint8_t confidence = 100;  ///< 0 to 100.
    std::optional<Date> from;       ///< First day on which it holds; nothing: not known.
    std::optional<Date> to;         ///< Last day on which it holds; nothing: until further notice.
};

}  // namespace pelf::model
