// SPDX-License-Identifier: Apache-2.0
//
// What a case is: alerts about somebody or something, what people wrote and decided, and until
// when. Values only; how they may change is in case_fold.hpp, where they are kept in
// case_store.hpp. States and who may do what: docs/cases.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace pelf::casefile {

/// A case's number, from 1. People write C-1.
struct CaseNumber {
    std::uint64_t value = 0;

    auto operator<=>(const CaseNumber&) const = default;
};

/// "C-17".
std::string to_string(CaseNumber number);
/// Reads "C-17", "c-17" and "17"; nothing for any other text, and for 0.
std::optional<CaseNumber> parse_case_number(std::string_view text) noexcept;

/// Which clock runs.
enum class CaseKind : std::uint8_t {
    sanctions,  ///< 10 US business days: 31 CFR 501.603, 501.604.
    suspicion,  ///< 30 days: 31 CFR 1020.320(b)(3).
    other,      ///< None.
};
std::string_view to_string(CaseKind kind) noexcept;
std::optional<CaseKind> parse_case_kind(std::string_view text) noexcept;

/// The last day on which something has to be done, the clock having begun on `begin`.
std::optional<Date> deadline_of(CaseKind kind, Date begin) noexcept;

enum class CaseState : std::uint8_t {
    open,
    proposed,  ///< Somebody says how it should end; somebody else has to agree.
    closed,
};
std::string_view to_string(CaseState state) noexcept;
std::optional<CaseState> parse_case_state(std::string_view text) noexcept;

enum class AlertKind : std::uint8_t { screening, trace };
std::string_view to_string(AlertKind kind) noexcept;
std::optional<AlertKind> parse_alert_kind(std::string_view text) noexcept;

/// How a case can end.
enum class Disposition : std::uint8_t {
    false_positive,
    true_match,
    blocked,
    rejected,
    filed,
    allowed,
    no_action,
};
std::string_view to_string(Disposition disposition) noexcept;
std::optional<Disposition> parse_disposition(std::string_view text) noexcept;

/// A reason that a disposition may be given for.
struct Reason {
    Disposition disposition = Disposition::no_action;
    std::string_view code;
    std::string_view text;  ///< For people.
};
/// All there are, by disposition. Codes are in records and reports: they are never given another
/// meaning and never removed.
std::span<const Reason> all_reasons() noexcept;
/// Null where the disposition has no such reason.
const Reason* find_reason(Disposition disposition, std::string_view code) noexcept;

struct ListInForce {
    std::string source;
    std::string version;
    std::string published;

    bool operator==(const ListInForce&) const = default;
};

/// A listed party that an alert is about.
struct AlertParty {
    std::string source;
    std::string key;
    std::string name;
    /// Of what the list said of it when the alert was last raised; the maker's business, compared
    /// and never computed here. Empty: it was on no list then.
    std::string hash;

    bool operator==(const AlertParty&) const = default;
};

/// What a front brings: an answer about a subject, in force under these lists.
struct AlertDraft {
    AlertKind kind = AlertKind::screening;
    std::string subject;   ///< For people: whom or what it is about.
    std::string identity;  ///< What makes the same hit the same: a hash over question and parties.
    std::string document;  ///< The answer, canonical JSON.
    std::vector<ListInForce> lists;
    std::string scorer;  ///< Empty where nothing was scored.
    std::vector<AlertParty> parties;
};

struct Alert {
    std::uint64_t number = 0;  ///< Within the case, from 1.
    AlertKind kind = AlertKind::screening;
    std::string subject;
    std::string identity;
    std::string document;  ///< SHA-256 of the answer, by which the store has it.
    std::vector<ListInForce> lists;
    std::string scorer;
    std::vector<AlertParty> parties;
    std::uint64_t seen_count = 1;
    std::int64_t first_seen_unix_s = 0;
    std::int64_t last_seen_unix_s = 0;
    std::uint64_t decision = 0;  ///< By which it was decided; 0: it is open.

    bool operator==(const Alert&) const = default;
};

struct Note {
    std::uint64_t number = 0;
    std::string user;
    std::int64_t made_unix_s = 0;
    std::string text;

    bool operator==(const Note&) const = default;
};

enum class DecisionState : std::uint8_t {
    proposed,
    approved,
    rejected,
    withdrawn,  ///< By its own proposer, or since an alert came meanwhile.
};
std::string_view to_string(DecisionState state) noexcept;

struct Decision {
    std::uint64_t number = 0;
    Disposition disposition = Disposition::no_action;
    std::string reason_code;
    std::string text;
    std::string proposer;
    std::int64_t proposed_unix_s = 0;
    DecisionState state = DecisionState::proposed;
    std::string answerer;  ///< Who approved or rejected; empty before.
    std::string answer;    ///< Their words.
    std::int64_t answered_unix_s = 0;

    bool operator==(const Decision&) const = default;
};

struct CaseLink {
    CaseNumber other;
    std::string reason;
    std::string user;
    std::int64_t made_unix_s = 0;

    bool operator==(const CaseLink&) const = default;
};

struct Case {
    CaseNumber number;
    std::string title;
    std::string subject;
    CaseKind kind = CaseKind::other;
    CaseState state = CaseState::open;
    std::string opener;
    std::int64_t created_unix_s = 0;
    std::optional<Date> due;
    std::string assignee;  ///< Empty: nobody.
    std::vector<Alert> alerts;
    std::vector<Note> notes;
    std::vector<Decision> decisions;
    std::vector<CaseLink> links;
    std::uint64_t last_seq = 0;  ///< Of the last event about it.

    bool operator==(const Case&) const = default;

    /// The one it was closed by; null while it is not closed.
    const Decision* disposition() const noexcept;
};

/// All listed parties of all alerts, each once (the last alert's word counts), by source and key.
std::vector<AlertParty> parties_of(const Case& one);

inline constexpr std::size_t kUserBytesMax = 200;
inline constexpr std::size_t kTitleBytesMax = 500;
inline constexpr std::size_t kSubjectBytesMax = 2'000;
inline constexpr std::size_t kTextBytesMax = 20'000;
inline constexpr std::size_t kDocumentBytesMax = std::size_t{64} << 20;
inline constexpr std::size_t kAlertsMax = 10'000;
inline constexpr std::size_t kAlertPartiesMax = 10'000;
inline constexpr std::size_t kNotesMax = 100'000;

/// Whether a text may stand in a record: UTF-8 without control characters, tabs and line ends
/// excepted, and not longer than that.
bool is_plain_text(std::string_view text, std::size_t bytes_max);

/// Whether two names are one person's: blanks at the ends and the case of ASCII letters count
/// for nothing.
bool is_same_user(std::string_view left, std::string_view right);

}  // namespace pelf::casefile
