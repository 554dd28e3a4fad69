// SPDX-License-Identifier: Apache-2.0
//
// Values as the answers in JSON have them. Stays inside engine.
#pragma once

#include <boost/json.hpp>

#include "engine/valuation.hpp"

namespace pelf::engine {

/// Null without a value; else amount, asset, decimals, and which price made it.
boost::json::value to_json_value(const Valuation& valuation, const Value& value);
/// `amount` is null unless all that was added has a value; `valued_amount` is what has.
boost::json::object to_json_object(const Valuation& valuation, const ValueSum& sum);
/// Which prices were asked.
boost::json::object to_json_object(const Valuation& valuation);

}  // namespace pelf::engine
