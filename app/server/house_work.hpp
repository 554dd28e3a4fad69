// SPDX-License-Identifier: Apache-2.0
//
// What the house has done by a job: customers screened again, lists fetched from their publishers.
#pragma once

#include <boost/json.hpp>

#include "base/result.hpp"
#include "server/backend.hpp"

namespace pelf::server {

inline constexpr Role kRescreenRole = Role::analyst;
inline constexpr Role kUpdateRole = Role::admin;

/// {"full": true}: as `pelf rescreen`, against the lists of today. Half a screening would be none,
/// so that it does not end early where the job is cancelled. Fails with malformed.
Result<JobQueue::Work> rescreen_work(Backend& backend, const boost::json::object& request);

/// {"sources": [...]}: as `pelf lists update`, from the addresses that are known here; without
/// sources all that have one. Lists are read again afterwards. Fails with malformed.
Result<JobQueue::Work> update_work(Backend& backend, const boost::json::object& request);

}  // namespace pelf::server
