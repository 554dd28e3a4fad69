// SPDX-License-Identifier: Apache-2.0
//
// The tables that cases are kept in, and how they got to be what they are: one step for each
// version, all that are missing applied in one transaction. A database that a newer program has
// changed is refused.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "casefile/sql_database.hpp"

namespace pelf::casefile {

struct Migration {
    std::int64_t version = 0;  ///< From 1, without a gap.
    std::vector<std::string_view> statements;
};

/// Those of this program.
std::span<const Migration> case_migrations();

/// Brings a database up to the last of `migrations`. Fails with unsupported if it is past that, or
/// as the database does; either all missing steps are made or none.
Status migrate(SqlDatabase& database, std::span<const Migration> migrations);

}  // namespace pelf::casefile
