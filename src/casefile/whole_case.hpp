// SPDX-License-Identifier: Apache-2.0
//
// A whole case as a bundle: its events as they stand on record, the answers that they speak of, the
// lists that these relied on, and bundles that bear answers out. What it proves: each event is the
// one with that hash, over the event before it; where two of the case's events follow one another
// on record, that the one hangs from the other; that the rules of cases allow them, four eyes
// included (case_fold.hpp); that every answer and list version is the one that the events name.
//
// What not: the events of other cases lie in between and are nobody's business, so that between two
// runs the chain is the maker's word. `pelf case audit` in the database it is from settles that,
// against the hash of the last event.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "casefile/bundle.hpp"
#include "casefile/case_store.hpp"
#include "casefile/verdict.hpp"

namespace pelf::casefile {

inline constexpr std::string_view kCaseEventsName = "case/events";
inline constexpr std::string_view kCaseDocumentsFolder = "case/documents/";
inline constexpr std::string_view kCaseBundlesFolder = "case/bundles/";

/// A line for each event: the hash before it, a tab, the event, a line feed.
std::string case_events_text(std::span<const ChainedEvent> events);

/// What the manifest says of a case's events: the first number, the last one and its hash, and as
/// `window` whether other cases' events lie between. Requires at least one.
Coverage case_coverage(std::span<const ChainedEvent> events);

/// Lists named by an event that brought an answer.
std::vector<ListInForce> lists_of(const CaseEvent& event);

/// Objections go to `verdict`. Bundles within are verified as they are, without a key; one that is
/// itself of a case is refused.
void check_whole_case(const Manifest& manifest, std::span<const Member> members, Verdict& verdict);

}  // namespace pelf::casefile
