// SPDX-License-Identifier: Apache-2.0
//
// Many questions at once, for a request that waits for them, or a job.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "server/backend.hpp"

namespace pelf::server {

inline constexpr std::size_t kBatchQueriesMax = 1'000;

/// The questions of {"queries": [...]}. Fails with malformed where it is no list of 1 to
/// kBatchQueriesMax objects; what is in them is looked at one by one.
Result<std::vector<boost::json::object>> read_batch(const boost::json::object& body);

/// {"answers": [...]}: each the document that the question alone would have had, or {"error": ...}:
/// one bad question does not take the others with it. `each` (may be empty) is asked after every
/// question whether to stop. Fails with refused if it said so.
Result<std::string> answer_batch(Backend& backend, const std::vector<boost::json::object>& queries,
                                 const std::function<bool()>& each);

}  // namespace pelf::server
