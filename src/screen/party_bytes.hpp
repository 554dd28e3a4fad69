// SPDX-License-Identifier: Apache-2.0
//
// Parties and tags as bytes, and back, whole: what is kept of lists that were read
// (Watchlist::save). Not a format for others: the order of the fields is that of this build.
//
// A number or length is seven bits a byte, the lowest first, the top bit set while more follow; a
// text its length and its bytes; a list its count and its items; what may be missing a 0 or a 1
// before it.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "model/party.hpp"
#include "model/tag.hpp"

namespace pelf::screen {

std::vector<char> bytes_of(std::span<const model::Party> parties, std::span<const model::Tag> tags);

struct ReadParties {
    std::vector<model::Party> parties;
    std::vector<model::Tag> tags;
};

/// Fails with malformed for anything that bytes_of() would not write. Memory is bounded by the
/// bytes given.
Result<ReadParties> read_parties(std::span<const char> bytes);

}  // namespace pelf::screen
