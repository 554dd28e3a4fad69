// SPDX-License-Identifier: Apache-2.0
//
// A party taken apart into single facts that can be compared as text. Stays inside this module.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "model/party.hpp"
#include "screen/list_diff.hpp"

namespace pelf::screen {

struct PartyFact {
    PartyField field = PartyField::remark;
    std::string core;   ///< What stays when the fact is corrected: a name without its strength.
    std::string shown;  ///< All of it, for people.

    auto operator<=>(const PartyFact&) const = default;
};

/// Sorted. Two parties say the same exactly when their facts are equal.
std::vector<PartyFact> party_facts(const model::Party& party);

/// Something that few others share.
struct IdentityToken {
    std::string text;   ///< Equal for equal meaning, however it is written.
    std::string shown;  ///< "IMO 9187629".
    bool is_name = false;
    bool is_decisive = false;  ///< Enough by itself: the IMO number of a ship.
};

/// Names, birth dates to the day, identifiers and wallets, each once.
std::vector<IdentityToken> identity_tokens(const model::Party& party);

/// Under any kind of name; letter case and blanks make no difference.
bool bears_name(const model::Party& party, std::string_view name);

}  // namespace pelf::screen
