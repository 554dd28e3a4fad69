// SPDX-License-Identifier: Apache-2.0
//
// Cases kept in a database. The record is the chain of events (case_event.hpp); a case that is
// asked for is its events applied one after another, and the tables beside, by which cases and
// alerts are found, are written in the transaction that writes the event. A call that returned has
// its events on the device; one that failed, or was killed, has written nothing.
//
// Writers take turns: each first locks the chain's head, so that there is one order of events,
// whoever writes. For one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "casefile/case_audit.hpp"
#include "casefile/case_event.hpp"
#include "casefile/case_model.hpp"
#include "casefile/sql_database.hpp"

namespace pelf::casefile {

/// Who does something, and when.
struct Actor {
    std::string user;
    std::int64_t now_unix_s = 0;
};

struct NewCase {
    std::string title{};
    CaseKind kind = CaseKind::sanctions;
    std::string subject{};
    std::optional<Date> due{};  ///< Nothing: as the kind says.
    std::vector<AlertDraft> alerts{};
};

struct Proposal {
    Disposition disposition = Disposition::no_action;
    std::string reason_code;
    std::string text;
};

/// Where an alert went.
struct PlacedAlert {
    CaseNumber number;
    std::uint64_t alert = 0;
    bool is_new_case = false;
    bool is_new_alert = false;  ///< Otherwise the same hit was there and was seen once more.
    bool is_reopened = false;   ///< The case was closed, and is open again for it.
};

struct CaseFilter {
    std::optional<CaseState> state{};
    std::string assignee{};        ///< Empty: anybody.
    std::optional<Date> due_by{};  ///< Those to be done by that day.
    std::uint64_t after = 0;       ///< Case numbers above.
    std::uint32_t count_max = 1'000;
};

/// A case as a list shows it.
struct CaseSummary {
    CaseNumber number;
    std::string title;
    std::string subject;
    CaseKind kind = CaseKind::other;
    CaseState state = CaseState::open;
    std::string assignee;
    std::string disposition;  ///< Of a closed one.
    std::int64_t created_unix_s = 0;
    std::optional<Date> due;
    std::uint64_t alerts_count = 0;
    std::uint64_t open_alerts_count = 0;
    std::uint64_t last_seq = 0;
    std::vector<std::string> traces;  ///< Subjects of the alerts that are traces.

    bool operator==(const CaseSummary&) const = default;
};

/// Events of one case may be no more than this, which no person's work comes to.
inline constexpr std::uint64_t kCaseEventsMax = 1'000'000;

class CaseStore {
public:
    /// Makes or brings up to date the tables. Fails as migrate() does.
    static Result<CaseStore> open(std::unique_ptr<SqlDatabase> database);

    // What writes. All of these fail with refused if the rules say no (case_fold.hpp), not_found
    // if there is no such case, malformed or over_limit for texts and documents that cannot be
    // kept, or as the database does.

    Result<Case> open_case(const NewCase& wanted, const Actor& by);
    /// Nothing for `into`: the case that the same hit is in, else a new one of kind sanctions or
    /// suspicion. A hit that is in another case than `into` is refused.
    Result<PlacedAlert> add_alert(std::optional<CaseNumber> into, const AlertDraft& alert,
                                  const Actor& by);
    Result<Case> note(CaseNumber number, std::string_view text, const Actor& by);
    /// Empty: nobody any more.
    Result<Case> assign(CaseNumber number, std::string_view assignee, const Actor& by);
    /// Both of them show it.
    Result<Case> link(CaseNumber number, CaseNumber other, std::string_view reason,
                      const Actor& by);
    Result<Case> propose(CaseNumber number, const Proposal& proposal, const Actor& by);
    Result<Case> approve(CaseNumber number, std::string_view text, const Actor& by);
    Result<Case> reject(CaseNumber number, std::string_view text, const Actor& by);
    Result<Case> reopen(CaseNumber number, std::string_view reason, const Actor& by);

    /// What the lists say of a party now: its hash, empty if it is on none of them; nothing if the
    /// list itself is not there, so that nobody can say.
    using HashNow =
        std::function<std::optional<std::string>(std::string_view source, std::string_view key)>;
    /// Opens every closed case about a party of which a list says something else than when the
    /// alert was raised. Compares with what stands on record rather than with what changed since
    /// some day, so that a change that was missed once is found the next time.
    Result<std::vector<CaseNumber>> reopen_changed(const HashNow& hash_now, const Actor& by);

    Result<Case> load(CaseNumber number) const;
    Result<std::vector<CaseSummary>> list(const CaseFilter& filter) const;
    Result<std::vector<CaseEvent>> events(CaseNumber number) const;
    /// The same with the hash before each, which may be that of another case's event.
    Result<std::vector<ChainedEvent>> chained_events(CaseNumber number) const;
    /// An answer by its SHA-256.
    Result<std::string> document(std::string_view sha256) const;

    Result<ChainHead> head() const;
    /// Everything: the chain, the rules, the tables beside it, the documents. `expected` is a head
    /// that somebody wrote down earlier.
    Result<AuditVerdict> audit(const std::optional<ChainHead>& expected) const;

    /// The whole record as text (docs/formats/case-chain.md), in pieces, of one moment.
    using Sink = std::function<Status(std::string_view piece)>;
    Status backup(const Sink& sink) const;
    /// Into an empty database; all of it, verified, or nothing.
    Status restore(std::string_view backup);

    std::string database_name() const { return database_->name(); }

private:
    explicit CaseStore(std::unique_ptr<SqlDatabase> database) : database_(std::move(database)) {}

    std::unique_ptr<SqlDatabase> database_;
};

}  // namespace pelf::casefile
