// SPDX-License-Identifier: Apache-2.0
//
// The rules of cases, in one place: what may happen to a case in which state, by whom, and what
// becomes of it. A case is its events applied one after another, so the same rules hold when an
// event is written and when the record is verified; a row that was slipped in past the program is
// found if it breaks one (somebody who approves what they proposed themselves, for one).
#pragma once

#include <string>

#include "base/result.hpp"
#include "casefile/case_event.hpp"
#include "casefile/case_model.hpp"

namespace pelf::casefile {

/// What of the case the event's action changes, as it is: what `before` has to say. Fails with
/// malformed if the event is none of ours.
Result<std::string> before_of(const Case& one, const CaseEvent& event);

/// Applies an event; a case without a number takes nothing but `open`. Fails with refused (the
/// rules do not allow it, in words for the person who tried), over_limit (more than a case may
/// hold) or malformed (not an event of ours, or its `before` is not what was); the case is left in
/// no particular state then.
Status apply(Case& one, const CaseEvent& event);

/// State and deadline after something new came up on a day: open, and a case that was closed gets
/// a new deadline.
ClockFacts clock_after_news(const Case& one, std::int64_t now_unix_s);

/// Whether the parties of a hit that is seen again say something else than they did.
bool has_news(const Alert& known, const std::vector<AlertParty>& parties);

}  // namespace pelf::casefile
