// SPDX-License-Identifier: Apache-2.0
//
// What a publisher changed from one version of a list to another, as the fronts see it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engine/home.hpp"
#include "model/party.hpp"
#include "screen/list_diff.hpp"
#include "screen/list_store.hpp"

namespace pelf::engine {

struct ListChangesRequest {
    std::string source;
    /// A version's hash or its first digits (at least 6), or a day: the version in force on it.
    /// Empty: the version before `to`.
    std::string from;
    /// As `from`. Empty: the version in force on `today`.
    std::string to;
    Date today;
    std::optional<std::int64_t> known_by_unix_s;
};

struct ListChanges {
    screen::ListVersion from;
    screen::ListVersion to;
    std::vector<model::Party> before;
    std::vector<model::Party> after;
    screen::ListDelta delta;   ///< Into `before` and `after`.
    std::uint64_t losses = 0;  ///< In reading either version.
};

/// Fails with not_found (no such source, version or day), malformed (neither a hash nor a day, or
/// digits that fit several versions) or as reading a stored version does.
Result<ListChanges> list_changes(const Home& home, const ListChangesRequest& request);

std::string to_json(const ListChanges& changes);

}  // namespace pelf::engine
