// SPDX-License-Identifier: Apache-2.0
//
// Pieces of JSON that several answers share. Writing is Boost.JSON's; this header stays inside
// engine.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "ingest/report.hpp"
#include "screen/list_store.hpp"

namespace pelf::engine {

/// Indented by two spaces and ended by a newline: people read it as well.
std::string pretty(const boost::json::value& value);

/// Satoshi as a string: no JSON reader may turn it into a double.
boost::json::string amount(std::uint64_t amount_sat);

boost::json::object to_json_object(const screen::ListVersion& version);
boost::json::array to_json_array(const std::vector<ingest::Report>& reports);

}  // namespace pelf::engine
