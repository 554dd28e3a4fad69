// SPDX-License-Identifier: Apache-2.0
//
// The lists in force, and who is blocked without being on one: the companies that listed parties
// own, by the registers imported. A name that is on no list can be forbidden all the same.
#pragma once

#include "engine/lists.hpp"
#include "engine/owners.hpp"

namespace pelf::engine {

/// load_lists(), and with an imported register the derived sources owned-ofac, owned-eu and
/// owned-uk beside them, each with a version that follows from those of the lists and registers.
/// Fails as load_lists() and load_ownership() do; no register at all is no failure.
/// Cost: with a register the lists are indexed twice.
Result<Lists> load_lists_and_owned(const Home& home, Date as_of,
                                   std::optional<std::int64_t> known_by_unix_s = {});

}  // namespace pelf::engine
