// SPDX-License-Identifier: Apache-2.0
//
// A trace with its main streams laid out, for a page that draws them itself. The same boxes as the
// picture (flow_picture.hpp), with their places as numbers.
#pragma once

#include <cstdint>
#include <string>

#include "engine/linked_trace.hpp"
#include "engine/subprocess.hpp"
#include "engine/trace_answer.hpp"

namespace pelf::engine {

/// to_json() with one more member, "flow": null where the answer has none (haircut on a coin
/// ledger, poison), else
///
///   policy, width, height    whose streams these are; the size of it all in pixels
///   summarised               transactions (over several ledgers: thefts, links and ends) that have
///                            no box of their own
///   fees_left_out            satoshi in small fees that are not drawn, of one coin ledger
///   notes                    sentences on how to read it and on what is not drawn
///   nodes  id, kind (start, transaction, chain, link, rest, or the kind of an end), name,
///          reference, account, ledger, listed, amount and asset (null where there are several),
///          time, last_time, transactions, and x, y (upper left), width, height
///   lines  from, to (ids), amount, asset, share_e8 (of all, in parts of a hundred million),
///          streams, full (in words), points (cubic Bezier: a start, then three a piece)
///
/// Over several ledgers a node has besides amount_text, remarks (its small print, one a line),
/// origins (label, amount, asset: how much of which theft) and standing (of a link, else null), and
/// a line has hops ("1 to 48 hops", or null).
///
/// Lengths are whole pixels. Where `dot` cannot lay it out, "flow" is {"problem": why}.
std::string to_json_with_flow(const TraceAnswer& answer, const Program& dot);

/// The flow is that of drawn_policy().
std::string to_json_with_flow(const LinkedAnswer& answer, std::uint32_t nodes_max,
                              const Program& dot);

}  // namespace pelf::engine
