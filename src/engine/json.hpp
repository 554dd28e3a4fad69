// SPDX-License-Identifier: Apache-2.0
//
// Pieces of JSON that several answers share. Writing is Boost.JSON's; this header stays inside
// engine.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/ledger_tracer.hpp"
#include "engine/trace_answer.hpp"
#include "ingest/report.hpp"
#include "screen/list_store.hpp"

namespace pelf::engine {

/// Indented by two spaces and ended by a newline: people read it as well. A bundle can hold it.
std::string pretty(const boost::json::value& value);

/// Satoshi as a string: no JSON reader may turn it into a double.
boost::json::string amount(std::uint64_t amount_sat);
/// Null in place of an empty text: nobody said anything.
boost::json::value or_null(const std::string& text);
/// A moment in the form of RFC 3339, or null.
boost::json::value or_null(std::optional<std::int64_t> unix_s);
/// Bits of analyze::Limit by name: "hops", "transactions", "time", "outside", "invalid", "source".
boost::json::array limit_names(std::uint8_t limits);

boost::json::object to_json_object(const screen::ListVersion& version);
boost::json::object to_json_object(const LedgerCoverage& ledger);
boost::json::array to_json_array(const std::vector<ListUsed>& lists);
boost::json::array to_json_array(const std::vector<ingest::Report>& reports);

}  // namespace pelf::engine
