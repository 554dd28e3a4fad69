// SPDX-License-Identifier: Apache-2.0
//
// Screening as the fronts see it: questions to the lists in force.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/lists.hpp"
#include "screen/watchlist.hpp"

namespace pelf::engine {

struct ScreenAnswer {
    std::string query;                    ///< As given.
    std::string query_kind;               ///< "name" or "wallet".
    std::string ledger;                   ///< Of a wallet query, if named.
    std::vector<screen::Hit> hits;        ///< Pointers into Lists::watchlist.
    std::vector<const model::Tag*> tags;  ///< Services that a wallet is attributed to.
    /// Of a wallet query: bad if its check digits are wrong, so that "no hit" means nothing.
    model::Checksum checksum = model::Checksum::unchecked;
};

/// Exact, by address; with a ledger also by chain. Cost: one hash look-up.
ScreenAnswer screen_wallet(const Lists& lists, const std::string& address,
                           const std::optional<std::string>& ledger);

/// By equality of names; see match/name_index.hpp for what counts as equal.
ScreenAnswer screen_name(const Lists& lists, const screen::NameQuery& query);

std::string to_json(const Lists& lists, const std::vector<ScreenAnswer>& answers,
                    std::uint8_t threshold);

}  // namespace pelf::engine
