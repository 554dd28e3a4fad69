// SPDX-License-Identifier: Apache-2.0
//
// Which parties of a register are on a list: for certain by a number that only one has, perhaps by
// an equal name. A name never makes it certain.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/party.hpp"

namespace pelf::screen {

/// A party of a register and the listed one that it is, or may be.
struct Joined {
    std::uint32_t entity_index = 0;  ///< In the register.
    std::uint32_t party_index = 0;   ///< In the list.
    bool is_definite = false;
    std::string how;  ///< "same LEI 5493…", "same name".
};

/// Certain: the same LEI; the same IMO number; the same registration number (or OGRN, INN) of the
/// same country; the register's own id is SOURCE:KEY. Perhaps: the same number where a country is
/// missing; an equal normalised name of parties whose types do not contradict. By entity, then
/// party. Cost: one fold a name and one hash a number.
std::vector<Joined> join_listed(std::span<const model::Party> entities,
                                std::span<const model::Party> listed);

}  // namespace pelf::screen
