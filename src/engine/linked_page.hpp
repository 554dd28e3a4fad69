// SPDX-License-Identifier: Apache-2.0
//
// A trace over several ledgers, or on one that keeps accounts, as one page for people: the picture,
// where each theft ended, the links gone over and who says so. It stands alone, as the page of one
// coin ledger does (trace_page.hpp), and has no script.
#pragma once

#include <string>

#include "engine/linked_trace.hpp"
#include "engine/trace_page.hpp"

namespace pelf::engine {

/// Links, listed parties and amounts in their own assets are those of drawn_policy(), or of the
/// first policy; every theft has a table with all policies that keep amounts. Every text of the
/// answer is escaped.
std::string to_html(const LinkedAnswer& answer, const TracePageOptions& options);

}  // namespace pelf::engine
