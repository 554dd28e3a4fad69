// SPDX-License-Identifier: Apache-2.0
//
// What happened to a case, as it stands on record: one event after another, each chained to the
// one before by a hash. The events are the record; everything else that is kept follows from them.
// The form, to be checked by hand as well: docs/formats/case-chain.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "casefile/case_model.hpp"

namespace pelf::casefile {

struct CaseEvent {
    std::uint64_t seq = 0;  ///< From 1, without a gap.
    std::int64_t made_unix_s = 0;
    std::string user;
    std::string action;  ///< One of those in `actions`.
    CaseNumber number;
    /// What the action changes, as it was and as it is: JSON without blanks. "null" where there was
    /// nothing.
    std::string before;
    std::string after;
    std::string hash;  ///< Over the hash before and the event; 64 digits.

    bool operator==(const CaseEvent&) const = default;
};

/// With the hash that its own is over.
struct ChainedEvent {
    std::string hash_before;
    CaseEvent event;
};

namespace actions {
inline constexpr std::string_view kOpen = "open";
inline constexpr std::string_view kAlert = "alert";
inline constexpr std::string_view kSeen = "seen";
inline constexpr std::string_view kNote = "note";
inline constexpr std::string_view kAssign = "assign";
inline constexpr std::string_view kLink = "link";
inline constexpr std::string_view kPropose = "propose";
inline constexpr std::string_view kApprove = "approve";
inline constexpr std::string_view kReject = "reject";
inline constexpr std::string_view kReopen = "reopen";
}  // namespace actions

/// Stands in for the hash before the first event.
inline constexpr std::string_view kChainBegin = "pelf-cases 1";

/// The text that is hashed: {"seq":1,"time":"...","user":"...","action":"...","case":"C-1",
/// "before":...,"after":...}, without blanks and line ends.
std::string event_text(const CaseEvent& event);
/// SHA-256 over the hash before, a line feed and event_text().
std::string chain_hash(std::string_view hash_before, const CaseEvent& event);
/// Reads event_text(); nothing but that form is taken. `hash` stays empty. Fails with malformed.
Result<CaseEvent> parse_event(std::string_view text);

/// SHA-256 of the answer that an event of action `alert` or `seen` brought; empty of any other.
std::string document_of(const CaseEvent& event);

// What `after` says of each action. No check is made here: case_fold.hpp has the rules.

struct OpenedFacts {
    std::string title;
    CaseKind kind = CaseKind::other;
    std::string subject;
    std::optional<Date> due;

    bool operator==(const OpenedFacts&) const = default;
};
/// State and deadline that an alert, a hit seen again or a reopening leaves behind.
struct ClockFacts {
    CaseState state = CaseState::open;
    std::optional<Date> due;
};

std::string after_open(const OpenedFacts& opened);
std::string after_alert(const ClockFacts& clock, const Alert& alert);
/// Of the alert: number, count, document, lists, scorer, parties.
std::string after_seen(const ClockFacts& clock, const Alert& alert);
std::string after_note(std::uint64_t number, std::string_view text);
std::string after_assign(std::string_view assignee);
std::string after_link(CaseNumber other, std::string_view reason);
std::string after_propose(const Decision& decision);
/// Of an approval or a rejection.
std::string after_answer(CaseState state, std::uint64_t decision, std::string_view text);
/// `parties`: those that changed, as they are now; none if somebody reopens by hand.
std::string after_reopen(const ClockFacts& clock, std::string_view reason,
                         const std::vector<AlertParty>& parties);

}  // namespace pelf::casefile
