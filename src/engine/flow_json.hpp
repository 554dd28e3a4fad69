// SPDX-License-Identifier: Apache-2.0
//
// A trace with its main streams laid out, for a page that draws them itself. The same boxes and
// places as the picture (flow_picture.hpp), as numbers.
#pragma once

#include <string>

#include "engine/subprocess.hpp"
#include "engine/trace_answer.hpp"

namespace pelf::engine {

/// to_json() with one more member, "flow": null where the answer has none (backward, haircut,
/// poison), else
///
///   policy, width, height    whose streams these are; the size of it all in pixels
///   summarised               transactions that have no box of their own
///   fees_left_out            satoshi in small fees that are not drawn
///   nodes  id, kind (start, transaction, chain, rest, or the kind of an end), name, reference,
///          account, listed, amount, asset, time, last_time, transactions, and x, y (upper left),
///          width, height
///   lines  from, to (ids), amount, streams, points (cubic Bezier: a start, then three a piece)
///
/// Lengths are whole pixels. Where `dot` cannot lay it out, "flow" is {"problem": why}.
std::string to_json_with_flow(const TraceAnswer& answer, const Program& dot);

}  // namespace pelf::engine
