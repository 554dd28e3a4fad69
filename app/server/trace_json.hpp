// SPDX-License-Identifier: Apache-2.0
//
// What a trace is asked in JSON: the options of `pelf trace`, as members.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/linked_trace.hpp"
#include "engine/trace_answer.hpp"

namespace pelf::server {

inline constexpr std::size_t kPlacesMax = 1'000;
inline constexpr std::uint32_t kFlowNodesMax = 2'000;
inline constexpr std::size_t kPathsMax = 1'000;

struct TraceQuery {
    bool is_backward = false;
    /// Of several ledgers, or of one that keeps accounts: `linked` is to be asked, else `coins`.
    bool is_linked = false;
    engine::TraceRequest coins;
    engine::LinkedTraceRequest linked;
    bool uses_links = false;  ///< The links that the server was given.
    bool want_flow = false;
    std::optional<std::uint32_t> flow_nodes_max;
    std::string as_of;  ///< A day or a moment; empty: now.
};

/// What read_trace_query() takes, for the OpenAPI document.
inline constexpr std::string_view kTraceSchema = R"({
  "type": "object", "required": ["from"], "additionalProperties": false,
  "properties": {
    "from": {"description": "TXID:VOUT or LEDGER:TX:INDEX, or a list of such or of {place, label}",
             "oneOf": [{"type": "string"}, {"type": "object"}, {"type": "array", "minItems": 1}]},
    "policy": {"description": "all, or some policies",
               "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "network": {"enum": ["main", "testnet", "signet", "regtest"]},
    "as_of": {"type": "string"},
    "hops_max": {"type": "integer", "minimum": 0},
    "transactions_max": {"type": "integer", "minimum": 0},
    "follow_fees": {"type": "boolean"},
    "through_services": {"type": "boolean"},
    "stop_at_swaps": {"type": "boolean"},
    "merge_tags": {"type": "boolean"},
    "haircut_floor_ppm": {"type": "integer", "minimum": 0, "maximum": 1000000},
    "ends_from": {"description": "Satoshi: smaller ends are summed and not listed",
                  "type": "integer", "minimum": 0},
    "paths": {"type": "integer", "minimum": 0, "maximum": 1000},
    "links": {"description": "Go over the links the server was given", "type": "boolean"},
    "flow": {"description": "Add the main streams, laid out", "type": "boolean"},
    "flow_nodes_max": {"type": "integer", "minimum": 4, "maximum": 2000}
  }
})";

/// {"from": [...], "policy": "all", "network", "as_of", "hops_max", "transactions_max",
/// "follow_fees", "through_services", "stop_at_swaps", "merge_tags", "haircut_floor_ppm",
/// "ends_from", "paths", "links", "flow", "flow_nodes_max"}. A place is "TXID:VOUT",
/// "LEDGER:TX:INDEX" or {"place", "label"}. Lists, days and the time allowed are for the caller to
/// set. Fails with malformed for whatever it does not understand.
Result<TraceQuery> read_trace_query(const boost::json::object& object, bool is_backward);

}  // namespace pelf::server
