// SPDX-License-Identifier: Apache-2.0
//
// A trace over several ledgers as JSON, for documents that say more.
#pragma once

#include <boost/json.hpp>
#include <vector>

#include "engine/linked_trace.hpp"

namespace pelf::engine {

/// What to_json() writes.
boost::json::object to_json_object(const LinkedAnswer& answer);

/// [{label, amount, asset}].
boost::json::array origin_array(const std::vector<OriginAnswer>& origins);

}  // namespace pelf::engine
