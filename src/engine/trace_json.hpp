// SPDX-License-Identifier: Apache-2.0
//
// A trace's answer as a JSON object, to which something may be added. Boost.JSON stays inside
// engine.
#pragma once

#include <boost/json.hpp>

#include "engine/trace_answer.hpp"

namespace pelf::engine {

boost::json::object to_json_object(const TraceAnswer& answer);

}  // namespace pelf::engine
