// SPDX-License-Identifier: Apache-2.0
//
// Cases and events as rows: what store, audit and backup have in common. Inside casefile.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "casefile/case_audit.hpp"
#include "casefile/case_event.hpp"
#include "casefile/case_model.hpp"
#include "casefile/sql_database.hpp"

namespace pelf::casefile {

/// Events are read so many at a time.
inline constexpr std::int64_t kPageRows = 1'000;

/// As read; a value that is not of its column's kind is 0 or empty, and no hash fits it then.
CaseEvent event_of(const SqlRow& row);
/// The columns that event_of() reads.
inline constexpr std::string_view kSelectEvents =
    "SELECT seq, made, actor, action, case_number, was, became, hash FROM case_events "
    "WHERE seq > $1 ORDER BY seq LIMIT $2";
inline constexpr std::string_view kSelectEventsOfCase =
    "SELECT seq, made, actor, action, case_number, was, became, hash FROM case_events "
    "WHERE case_number = $1 AND seq > $2 ORDER BY seq LIMIT $3";

Status insert_event(SqlDatabase& database, const CaseEvent& event);

/// Every event in order; stops with the error that `take` returns.
Status for_each_event(SqlDatabase& database, const std::function<Status(const CaseEvent&)>& take);

/// The row of case_index: number, title, subject, kind, state, assignee, disposition, created, due,
/// alerts, open alerts, last event.
SqlRow index_row(const Case& one);
inline constexpr std::string_view kIndexColumns =
    "case_number, title, subject, kind, state, assignee, disposition, created, due, alerts, "
    "open_alerts, last_seq";

/// The rows of case_alerts and case_parties.
std::vector<SqlRow> alert_rows(const Case& one);
std::vector<SqlRow> party_rows(const Case& one);

// What follows from a case that has changed, written into the tables beside the record: its row;
// an alert that is new or was seen again; parties of which a list says something else.
Status write_index(SqlDatabase& database, const Case& one);
Status write_alert(SqlDatabase& database, const Case& one, const Alert& alert);
Status write_parties(SqlDatabase& database, const Case& one,
                     const std::vector<AlertParty>& parties);

/// Takes the chain's head and, in a transaction for writing, keeps other writers waiting.
Result<ChainHead> lock_head(SqlDatabase& database);
Result<ChainHead> read_head(SqlDatabase& database);
Status write_head(SqlDatabase& database, const ChainHead& head);

/// "sha256" of a document's bytes, by which it is kept.
std::string document_hash(std::string_view body);

}  // namespace pelf::casefile
