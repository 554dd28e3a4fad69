// SPDX-License-Identifier: Apache-2.0
//
// What is here, what is in force, and how the last attempts to fetch ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engine/home.hpp"
#include "engine/list_update.hpp"
#include "engine/list_update_state.hpp"
#include "screen/list_store.hpp"

namespace pelf::engine {

/// What became of one source.
struct UpdateOutcome {
    std::string source;
    Result<ListUpdated> updated;
};

std::string to_json(const std::vector<UpdateOutcome>& outcomes);

/// All versions, those that are in force on the day that is asked about, and what became of the
/// attempts to fetch newer ones.
struct ListStatus {
    std::vector<screen::ListVersion> versions;
    std::vector<screen::ListVersion> in_force;
    std::vector<ListUpdateState> updates;

    bool is_in_force(const screen::ListVersion& version) const;
};
Result<ListStatus> list_status(const Home& home, Date as_of,
                               std::optional<std::int64_t> known_by_unix_s);

std::string to_json(const ListStatus& status);

}  // namespace pelf::engine
