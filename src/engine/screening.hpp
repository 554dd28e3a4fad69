// SPDX-License-Identifier: Apache-2.0
//
// Screening as the fronts see it: questions to the lists in force.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/allow.hpp"
#include "engine/lists.hpp"
#include "screen/customer.hpp"
#include "screen/watchlist.hpp"

namespace pelf::engine {

struct ScreenAnswer {
    std::string query;              ///< As given.
    std::string query_kind;         ///< "name" or "wallet".
    std::string ledger;             ///< Of a wallet query, if named.
    std::vector<screen::Hit> hits;  ///< Pointers into Lists::watchlist.
    /// Of a known customer: what the allow-list says of each hit. Else empty.
    std::vector<screen::AllowVerdict> verdicts{};
    std::vector<const model::Tag*> tags;  ///< Services that a wallet is attributed to.
    std::vector<std::string> problems;    ///< What of the question could not be understood.
    /// Of a wallet query: bad if its check digits are wrong, so that "no hit" means nothing.
    model::Checksum checksum = model::Checksum::unchecked;
};

/// Exact, by address; with a ledger also by chain. Cost: one hash look-up.
ScreenAnswer screen_wallet(const Lists& lists, const std::string& address,
                           const std::optional<std::string>& ledger);

/// Everything that is known of somebody, against the lists in force (screen/watchlist.hpp).
ScreenAnswer screen_customer(const Lists& lists, const screen::Customer& customer,
                             const screen::ScreenOptions& options);

/// The same of a customer with an id, and what the allow-list says of each hit. `allowances`
/// outlives the answer.
ScreenAnswer screen_known_customer(const Lists& lists, const Allowances& allowances,
                                   const screen::Customer& customer,
                                   const screen::ScreenOptions& options);

/// What two answers must share to be comparable: "equality-1+identity-1".
std::string scorer_version();

std::string to_json(const Lists& lists, const std::vector<ScreenAnswer>& answers,
                    std::uint8_t threshold);

}  // namespace pelf::engine
