// SPDX-License-Identifier: Apache-2.0
//
// What the process says in its exit status: a promise to scripts, docs/cli.md.
#pragma once

#include <cstdint>

#include "base/result.hpp"

namespace pelf::cli {

enum class ExitStatus : std::uint8_t {
    nothing_found = 0,  ///< Done, nothing found.
    found = 1,          ///< Done, and something was found: a hit, an invalid store.
    usage = 2,          ///< The command line makes no sense.
    input = 3,          ///< Input refused, or read with losses.
    internal = 4,       ///< Our own fault, or the machine's: disk full, no permission.
};

inline ExitStatus status_of(Fault fault) noexcept {
    return fault == Fault::io ? ExitStatus::internal : ExitStatus::input;
}

}  // namespace pelf::cli
