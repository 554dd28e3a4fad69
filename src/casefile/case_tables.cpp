// SPDX-License-Identifier: Apache-2.0
#include "casefile/case_tables.hpp"

#include <algorithm>

#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::casefile {
namespace {

std::int64_t signed_of(std::uint64_t count) noexcept {
    return static_cast<std::int64_t>(count);
}
std::uint64_t count_of(const SqlValue& value) noexcept {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(number_of(value), 0));
}

SqlRow alert_row(const Case& one, const Alert& alert) {
    return {alert.identity, signed_of(one.number.value), signed_of(alert.number),
            std::string(to_string(alert.kind)), alert.subject};
}

Result<ChainHead> head_of(const SqlDatabase& database, const std::vector<SqlRow>& rows) {
    if (rows.size() != 1 || rows.front().size() != 2) {
        return Unexpected(
            Error{Fault::malformed, "the head of the chain of cases is gone", database.name()});
    }
    return ChainHead{count_of(rows.front()[0]), text_of(rows.front()[1])};
}

}  // namespace

CaseEvent event_of(const SqlRow& row) {
    CaseEvent event;
    constexpr std::size_t kColumns = 8;
    if (row.size() != kColumns) return event;
    event.seq = count_of(row[0]);
    event.made_unix_s = number_of(row[1]);
    event.user = text_of(row[2]);
    event.action = text_of(row[3]);
    event.number = CaseNumber{count_of(row[4])};
    event.before = text_of(row[5]);
    event.after = text_of(row[6]);
    event.hash = text_of(row[7]);
    return event;
}

Status insert_event(SqlDatabase& database, const CaseEvent& event) {
    const SqlRow values{signed_of(event.seq),          event.made_unix_s, event.user,  event.action,
                        signed_of(event.number.value), event.before,      event.after, event.hash};
    PELF_TRY_DONE(
        database.run("INSERT INTO case_events (seq, made, actor, action, case_number, "
                     "was, became, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                     values));
    return Done{};
}

Status for_each_event(SqlDatabase& database, const std::function<Status(const CaseEvent&)>& take) {
    std::int64_t last = 0;
    for (;;) {
        const SqlRow values{last, kPageRows};
        PELF_TRY(rows, database.run(kSelectEvents, values));
        for (const SqlRow& row : rows) {
            const CaseEvent event = event_of(row);
            PELF_TRY_DONE(take(event));
            last = number_of(row.front());
        }
        if (rows.size() < static_cast<std::size_t>(kPageRows)) return Done{};
    }
}

SqlRow index_row(const Case& one) {
    const auto open_alerts =
        std::ranges::count_if(one.alerts, [](const Alert& alert) { return alert.decision == 0; });
    const Decision* closed_by = one.disposition();
    SqlValue due;
    if (one.due) due = days_since_epoch(*one.due);
    return {signed_of(one.number.value),
            one.title,
            one.subject,
            std::string(to_string(one.kind)),
            std::string(to_string(one.state)),
            one.assignee,
            std::string(closed_by == nullptr ? "" : to_string(closed_by->disposition)),
            one.created_unix_s,
            std::move(due),
            signed_of(one.alerts.size()),
            std::int64_t{open_alerts},
            signed_of(one.last_seq)};
}

std::vector<SqlRow> alert_rows(const Case& one) {
    std::vector<SqlRow> rows;
    for (const Alert& alert : one.alerts) {
        rows.push_back(alert_row(one, alert));
    }
    return rows;
}

std::vector<SqlRow> party_rows(const Case& one) {
    std::vector<SqlRow> rows;
    for (const AlertParty& party : parties_of(one)) {
        rows.push_back({signed_of(one.number.value), party.source, party.key, party.hash});
    }
    return rows;
}

Status write_index(SqlDatabase& database, const Case& one) {
    PELF_TRY_DONE(database.run(
        "INSERT INTO case_index (case_number, title, subject, kind, state, assignee, disposition, "
        "created, due, alerts, open_alerts, last_seq) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
        "ON CONFLICT (case_number) DO UPDATE SET state = excluded.state, "
        "assignee = excluded.assignee, disposition = excluded.disposition, due = excluded.due, "
        "alerts = excluded.alerts, open_alerts = excluded.open_alerts, "
        "last_seq = excluded.last_seq",
        index_row(one)));
    return Done{};
}

Status write_alert(SqlDatabase& database, const Case& one, const Alert& alert) {
    PELF_TRY_DONE(
        database.run("INSERT INTO case_alerts (identity, case_number, alert, kind, subject) "
                     "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (identity) DO NOTHING",
                     alert_row(one, alert)));
    return write_parties(database, one, alert.parties);
}

Status write_parties(SqlDatabase& database, const Case& one,
                     const std::vector<AlertParty>& parties) {
    for (const AlertParty& party : parties) {
        const SqlRow row{signed_of(one.number.value), party.source, party.key, party.hash};
        PELF_TRY_DONE(database.run(
            "INSERT INTO case_parties (case_number, source, party, hash) VALUES ($1, $2, $3, $4) "
            "ON CONFLICT (case_number, source, party) DO UPDATE SET hash = excluded.hash",
            row));
    }
    return Done{};
}

Result<ChainHead> lock_head(SqlDatabase& database) {
    PELF_TRY(rows,
             database.run("UPDATE case_head SET seq = seq WHERE one = 1 RETURNING seq, hash", {}));
    return head_of(database, rows);
}

Result<ChainHead> read_head(SqlDatabase& database) {
    PELF_TRY(rows, database.run("SELECT seq, hash FROM case_head", {}));
    return head_of(database, rows);
}

Status write_head(SqlDatabase& database, const ChainHead& head) {
    const SqlRow values{signed_of(head.seq), head.hash};
    PELF_TRY_DONE(database.run("UPDATE case_head SET seq = $1, hash = $2 WHERE one = 1", values));
    return Done{};
}

std::string document_hash(std::string_view body) {
    return codec::to_hex(codec::sha256(std::as_bytes(std::span(body))).bytes);
}

}  // namespace pelf::casefile
