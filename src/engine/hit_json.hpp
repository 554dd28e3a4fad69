// SPDX-License-Identifier: Apache-2.0
//
// A hit as JSON: the same members wherever hits are shown. Boost.JSON stays inside engine.
#pragma once

#include <boost/json.hpp>
#include <span>

#include "screen/allow_list.hpp"
#include "screen/watchlist.hpp"

namespace pelf::engine {

/// `hits` are those of the answer that it stands in: it may point at another one.
boost::json::object to_json_object(const screen::Hit& hit, std::span<const screen::Hit> hits);

/// Adds what the allow-list says of it, if anything.
void add_verdict(boost::json::object& hit, const screen::AllowVerdict& verdict);

}  // namespace pelf::engine
