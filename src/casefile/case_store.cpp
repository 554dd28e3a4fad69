// SPDX-License-Identifier: Apache-2.0
#include "casefile/case_store.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/case_backup.hpp"
#include "casefile/case_fold.hpp"
#include "casefile/case_schema.hpp"
#include "casefile/case_tables.hpp"

namespace pelf::casefile {
namespace {

/// In the reason of a reopening; the event has all of them.
constexpr std::size_t kPartiesNamedMax = 20;

/// What is about to be written in one transaction.
class Writing {
public:
    static Result<Writing> begin(SqlDatabase& database, const Actor& by) {
        PELF_TRY(transaction, SqlTransaction::begin(database, SqlAccess::write));
        PELF_TRY(head, lock_head(database));
        return Writing(database, std::move(transaction), std::move(head), by);
    }

    /// The rules have their say, then the event is written, with what follows from it.
    Status add(Case& one, CaseNumber number, std::string_view action, std::string after) {
        CaseEvent event{.seq = head_.seq + 1,
                        .made_unix_s = by_->now_unix_s,
                        .user = by_->user,
                        .action = std::string(action),
                        .number = number,
                        .before = {},
                        .after = std::move(after),
                        .hash = {}};
        PELF_TRY(before, before_of(one, event));
        event.before = std::move(before);
        PELF_TRY_DONE(apply(one, event));
        event.hash = chain_hash(head_.hash, event);
        PELF_TRY_DONE(insert_event(*database_, event));
        PELF_TRY_DONE(write_index(*database_, one));
        head_ = {event.seq, event.hash};
        return Done{};
    }

    Status commit() {
        PELF_TRY_DONE(write_head(*database_, head_));
        return transaction_.commit();
    }

    SqlDatabase& database() noexcept { return *database_; }
    std::int64_t now_unix_s() const noexcept { return by_->now_unix_s; }

private:
    Writing(SqlDatabase& database, SqlTransaction transaction, ChainHead head, const Actor& by)
        : database_(&database),
          transaction_(std::move(transaction)),
          head_(std::move(head)),
          by_(&by) {}

    SqlDatabase* database_;
    SqlTransaction transaction_;
    ChainHead head_;
    const Actor* by_;
};

Result<std::vector<CaseEvent>> events_of(SqlDatabase& database, CaseNumber number) {
    std::vector<CaseEvent> events;
    std::int64_t last = 0;
    for (;;) {
        const SqlRow values{static_cast<std::int64_t>(number.value), last, kPageRows};
        PELF_TRY(rows, database.run(kSelectEventsOfCase, values));
        for (const SqlRow& row : rows) {
            events.push_back(event_of(row));
            last = number_of(row.front());
        }
        if (events.size() > kCaseEventsMax) {
            return Unexpected(
                Error{Fault::over_limit,
                      text(to_string(number), " has more than ", kCaseEventsMax, " events"),
                      database.name()});
        }
        if (rows.size() < static_cast<std::size_t>(kPageRows)) return events;
    }
}

Result<Case> load_case(SqlDatabase& database, CaseNumber number) {
    PELF_TRY(events, events_of(database, number));
    if (events.empty()) {
        return Unexpected(Error{Fault::not_found, text("there is no case ", to_string(number))});
    }
    Case one;
    for (const CaseEvent& event : events) {
        const Status applied = apply(one, event);
        if (applied) continue;
        return Unexpected(
            Error{Fault::malformed,
                  text("the record of ", to_string(number), " was tampered with at event ",
                       event.seq, " (`pelf case audit` says more): ", applied.error().message),
                  database.name()});
    }
    return one;
}

Result<CaseNumber> next_number(SqlDatabase& database) {
    PELF_TRY(rows, database.run("SELECT COALESCE(MAX(case_number), 0) FROM case_index", {}));
    const std::int64_t last = rows.empty() ? 0 : number_of(rows.front().front());
    return CaseNumber{static_cast<std::uint64_t>(last) + 1};
}

struct AlertPlace {
    CaseNumber number;
    std::uint64_t alert = 0;
};

Result<std::optional<AlertPlace>> find_alert(SqlDatabase& database, const std::string& identity) {
    const SqlRow values{identity};
    PELF_TRY(rows, database.run("SELECT case_number, alert FROM case_alerts WHERE identity = $1",
                                values));
    if (rows.empty()) return std::optional<AlertPlace>();
    return std::optional(
        AlertPlace{CaseNumber{static_cast<std::uint64_t>(number_of(rows.front()[0]))},
                   static_cast<std::uint64_t>(number_of(rows.front()[1]))});
}

/// Parties in one order and each once, so that the same answer gives the same record.
std::vector<AlertParty> sorted_parties(std::vector<AlertParty> parties) {
    const auto key = [](const AlertParty& party) { return std::tie(party.source, party.key); };
    std::ranges::sort(parties, {}, key);
    const auto rest = std::ranges::unique(parties, {}, key);
    parties.erase(rest.begin(), rest.end());
    return parties;
}

Status check_draft(const AlertDraft& draft) {
    if (draft.document.size() > kDocumentBytesMax) {
        return Unexpected(
            Error{Fault::over_limit, text("an answer in a case is at most ", kDocumentBytesMax,
                                          " bytes, found ", draft.document.size())});
    }
    boost::json::value parsed;
    PELF_TRY_DONE(read_canonical(std::as_bytes(std::span(draft.document)), "answer", parsed));
    const auto is_plain = [](const std::string& text) {
        return is_plain_text(text, kSubjectBytesMax);
    };
    bool all_plain = is_plain(draft.identity) && is_plain(draft.scorer);
    for (const ListInForce& list : draft.lists) {
        all_plain = all_plain && is_plain(list.source) && is_plain(list.version) &&
                    is_plain(list.published);
    }
    for (const AlertParty& party : draft.parties) {
        all_plain =
            all_plain && is_plain(party.source) && is_plain(party.key) && is_plain(party.hash);
    }
    if (all_plain && !draft.identity.empty()) return Done{};
    return Unexpected(
        Error{Fault::malformed, "an alert needs an identity, and its codes are plain text"});
}

/// Names come from lists and answers, and may hold anything of any length; a record may not.
std::string plain(std::string text, std::size_t bytes_max) {
    for (char& letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (code < 0x20 || code == 0x7f) letter = ' ';
    }
    if (text.size() <= bytes_max) return text;
    text.resize(bytes_max);
    // Not in the middle of a letter: its last bytes begin with the bits 10.
    const auto is_inner = [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
    };
    while (!text.empty() && is_inner(text.back())) text.pop_back();
    if (!text.empty()) text.pop_back();
    return text;
}

Status keep_document(SqlDatabase& database, const std::string& sha256, const std::string& body) {
    const SqlRow values{sha256, body};
    PELF_TRY_DONE(
        database.run("INSERT INTO case_documents (sha256, body) VALUES ($1, $2) "
                     "ON CONFLICT (sha256) DO NOTHING",
                     values));
    return Done{};
}

Alert alert_of_draft(const AlertDraft& draft, std::uint64_t number) {
    Alert alert;
    alert.number = number;
    alert.kind = draft.kind;
    alert.subject = plain(draft.subject, kSubjectBytesMax);
    alert.identity = draft.identity;
    alert.document = document_hash(draft.document);
    alert.lists = draft.lists;
    alert.scorer = draft.scorer;
    alert.parties = sorted_parties(draft.parties);
    for (AlertParty& party : alert.parties) {
        party.name = plain(std::move(party.name), kSubjectBytesMax);
    }
    return alert;
}

/// Adds the alert, or sees the one that is there once more.
Result<PlacedAlert> put_alert(Writing& writing, Case& one, const AlertDraft& draft,
                              std::uint64_t known_alert) {
    PlacedAlert placed{.number = one.number, .is_new_alert = known_alert == 0};
    const bool was_closed = one.state == CaseState::closed;
    Alert alert = alert_of_draft(draft, known_alert == 0 ? one.alerts.size() + 1 : known_alert);
    PELF_TRY_DONE(keep_document(writing.database(), alert.document, draft.document));
    if (known_alert == 0) {
        PELF_TRY_DONE(writing.add(one, one.number, actions::kAlert,
                                  after_alert(clock_after_news(one, writing.now_unix_s()), alert)));
    } else {
        if (known_alert > one.alerts.size()) {
            return Unexpected(
                Error{Fault::malformed, text(to_string(one.number), " has no alert ", known_alert,
                                             ", which its index names; see `pelf case audit`")});
        }
        const Alert& known = one.alerts[known_alert - 1];
        alert.seen_count = known.seen_count + 1;
        const ClockFacts clock = has_news(known, alert.parties)
                                     ? clock_after_news(one, writing.now_unix_s())
                                     : ClockFacts{one.state, one.due};
        PELF_TRY_DONE(writing.add(one, one.number, actions::kSeen, after_seen(clock, alert)));
    }
    PELF_TRY_DONE(write_alert(writing.database(), one, one.alerts[alert.number - 1]));
    placed.alert = alert.number;
    placed.is_reopened = was_closed && one.state != CaseState::closed;
    return placed;
}

Status add_opening(Writing& writing, Case& one, const NewCase& wanted) {
    PELF_TRY(number, next_number(writing.database()));
    OpenedFacts opened{wanted.title, wanted.kind, wanted.subject, wanted.due};
    if (!opened.due) {
        const auto today = parse_date(rfc3339(writing.now_unix_s()).substr(0, 10));
        opened.due = deadline_of(wanted.kind, today.value_or(Date{}));
    }
    return writing.add(one, number, actions::kOpen, after_open(opened));
}

Unexpected<Error> is_elsewhere(const AlertDraft& draft, const AlertPlace& place) {
    return Unexpected(Error{Fault::refused, text("this hit (", draft.subject, ") is alert ",
                                                 place.alert, " of ", to_string(place.number),
                                                 " already; add it there, or link the "
                                                 "two cases")});
}

/// What is to happen to which case.
struct Intent {
    CaseNumber number;
    std::string_view action;
};

/// Loads the case, asks what is to become of it, and writes that.
Result<Case> change_case(SqlDatabase& database, const Actor& by, const Intent& intent,
                         const std::function<std::string(const Case&)>& after) {
    PELF_TRY(writing, Writing::begin(database, by));
    PELF_TRY(one, load_case(database, intent.number));
    PELF_TRY_DONE(writing.add(one, intent.number, intent.action, after(one)));
    PELF_TRY_DONE(writing.commit());
    return std::move(one);
}

CaseSummary summary_of(const SqlRow& row) {
    const auto count = [&](std::size_t column) {
        return static_cast<std::uint64_t>(number_of(row[column]));
    };
    CaseSummary summary;
    summary.number = CaseNumber{count(0)};
    summary.title = text_of(row[1]);
    summary.subject = text_of(row[2]);
    summary.kind = parse_case_kind(text_of(row[3])).value_or(CaseKind::other);
    summary.state = parse_case_state(text_of(row[4])).value_or(CaseState::open);
    summary.assignee = text_of(row[5]);
    summary.disposition = text_of(row[6]);
    summary.created_unix_s = number_of(row[7]);
    if (!std::holds_alternative<std::monostate>(row[8])) {
        constexpr std::int64_t kSecondsPerDay = 86'400;
        summary.due = parse_date(rfc3339(number_of(row[8]) * kSecondsPerDay).substr(0, 10));
    }
    summary.alerts_count = count(9);
    summary.open_alerts_count = count(10);
    summary.last_seq = count(11);
    return summary;
}

/// `list` is in the order of numbers and not empty.
Status add_traces(SqlDatabase& database, std::vector<CaseSummary>& list) {
    const SqlRow values{static_cast<std::int64_t>(list.front().number.value),
                        static_cast<std::int64_t>(list.back().number.value)};
    PELF_TRY(rows, database.run("SELECT case_number, subject FROM case_alerts WHERE kind = 'trace' "
                                "AND case_number >= $1 AND case_number <= $2 "
                                "ORDER BY case_number, alert",
                                values));
    auto at = list.begin();
    for (const SqlRow& row : rows) {
        const auto number = static_cast<std::uint64_t>(number_of(row[0]));
        while (at != list.end() && at->number.value < number) ++at;
        if (at == list.end()) break;
        if (at->number.value == number) at->traces.push_back(text_of(row[1]));
    }
    return Done{};
}

}  // namespace

Result<CaseStore> CaseStore::open(std::unique_ptr<SqlDatabase> database) {
    PELF_TRY_DONE(migrate(*database, case_migrations()));
    return CaseStore(std::move(database));
}

Result<Case> CaseStore::open_case(const NewCase& wanted, const Actor& by) {
    for (const AlertDraft& draft : wanted.alerts) PELF_TRY_DONE(check_draft(draft));
    PELF_TRY(writing, Writing::begin(*database_, by));
    Case one;
    PELF_TRY_DONE(add_opening(writing, one, wanted));
    for (const AlertDraft& draft : wanted.alerts) {
        PELF_TRY(known, find_alert(*database_, draft.identity));
        if (known && known->number != one.number) return is_elsewhere(draft, *known);
        PELF_TRY_DONE(put_alert(writing, one, draft, known ? known->alert : 0));
    }
    PELF_TRY_DONE(writing.commit());
    return one;
}

Result<PlacedAlert> CaseStore::add_alert(std::optional<CaseNumber> into, const AlertDraft& draft,
                                         const Actor& by) {
    PELF_TRY_DONE(check_draft(draft));
    PELF_TRY(writing, Writing::begin(*database_, by));
    PELF_TRY(known, find_alert(*database_, draft.identity));
    if (known && into && known->number != *into) return is_elsewhere(draft, *known);
    Case one;
    const bool is_new_case = !known && !into;
    if (is_new_case) {
        NewCase wanted;
        wanted.title = plain(draft.subject, kTitleBytesMax);
        wanted.subject = plain(draft.subject, kSubjectBytesMax);
        wanted.kind =
            draft.kind == AlertKind::screening ? CaseKind::sanctions : CaseKind::suspicion;
        PELF_TRY_DONE(add_opening(writing, one, wanted));
    } else {
        PELF_TRY(loaded, load_case(*database_, into ? *into : known->number));
        one = std::move(loaded);
    }
    PELF_TRY(placed, put_alert(writing, one, draft, known ? known->alert : 0));
    placed.is_new_case = is_new_case;
    PELF_TRY_DONE(writing.commit());
    return placed;
}

Result<Case> CaseStore::note(CaseNumber number, std::string_view text, const Actor& by) {
    return change_case(*database_, by, {number, actions::kNote},
                       [&](const Case& one) { return after_note(one.notes.size() + 1, text); });
}

Result<Case> CaseStore::assign(CaseNumber number, std::string_view assignee, const Actor& by) {
    return change_case(*database_, by, {number, actions::kAssign},
                       [&](const Case&) { return after_assign(trim(assignee)); });
}

Result<Case> CaseStore::link(CaseNumber number, CaseNumber other, std::string_view reason,
                             const Actor& by) {
    PELF_TRY(writing, Writing::begin(*database_, by));
    PELF_TRY(one, load_case(*database_, number));
    PELF_TRY(two, load_case(*database_, other));
    PELF_TRY_DONE(writing.add(one, number, actions::kLink, after_link(other, reason)));
    PELF_TRY_DONE(writing.add(two, other, actions::kLink, after_link(number, reason)));
    PELF_TRY_DONE(writing.commit());
    return std::move(one);
}

Result<Case> CaseStore::propose(CaseNumber number, const Proposal& proposal, const Actor& by) {
    return change_case(*database_, by, {number, actions::kPropose}, [&](const Case& one) {
        Decision decision;
        decision.number = one.decisions.size() + 1;
        decision.disposition = proposal.disposition;
        decision.reason_code = proposal.reason_code;
        decision.text = proposal.text;
        return after_propose(decision);
    });
}

Result<Case> CaseStore::approve(CaseNumber number, std::string_view text, const Actor& by) {
    return change_case(*database_, by, {number, actions::kApprove}, [&](const Case& one) {
        return after_answer(CaseState::closed, one.decisions.size(), text);
    });
}

Result<Case> CaseStore::reject(CaseNumber number, std::string_view text, const Actor& by) {
    return change_case(*database_, by, {number, actions::kReject}, [&](const Case& one) {
        return after_answer(CaseState::open, one.decisions.size(), text);
    });
}

Result<Case> CaseStore::reopen(CaseNumber number, std::string_view reason, const Actor& by) {
    return change_case(*database_, by, {number, actions::kReopen}, [&](const Case& one) {
        return after_reopen(clock_after_news(one, by.now_unix_s), reason, {});
    });
}

Result<std::vector<CaseNumber>> CaseStore::reopen_changed(const HashNow& hash_now,
                                                          const Actor& by) {
    PELF_TRY(writing, Writing::begin(*database_, by));
    PELF_TRY(rows, database_->run("SELECT p.case_number, p.source, p.party, p.hash "
                                  "FROM case_parties p JOIN case_index i "
                                  "ON i.case_number = p.case_number WHERE i.state = 'closed' "
                                  "ORDER BY p.case_number",
                                  {}));
    std::map<std::int64_t, std::vector<AlertParty>> changed;
    for (const SqlRow& row : rows) {
        AlertParty party{text_of(row[1]), text_of(row[2]), {}, text_of(row[3])};
        const auto now = hash_now(party.source, party.key);
        if (!now || *now == party.hash) continue;
        party.hash = *now;
        changed[number_of(row[0])].push_back(std::move(party));
    }
    std::vector<CaseNumber> reopened;
    for (auto& [number, parties] : changed) {
        PELF_TRY(one, load_case(*database_, CaseNumber{static_cast<std::uint64_t>(number)}));
        std::vector<std::string> words;
        const std::vector<AlertParty> known = parties_of(one);
        for (AlertParty& party : parties) {
            const auto named = std::ranges::find_if(known, [&](const AlertParty& other) {
                return other.source == party.source && other.key == party.key;
            });
            if (named != known.end()) party.name = named->name;
            if (words.size() < kPartiesNamedMax) {
                words.push_back(text(party.source, " ", party.key,
                                     party.hash.empty() ? " is not listed any more"
                                                        : " is listed with other facts"));
            }
        }
        if (parties.size() > words.size()) words.emplace_back("and more");
        parties = sorted_parties(std::move(parties));
        PELF_TRY_DONE(writing.add(one, one.number, actions::kReopen,
                                  after_reopen(clock_after_news(one, by.now_unix_s),
                                               text("list change: ", join(words, "; ")), parties)));
        PELF_TRY_DONE(write_parties(*database_, one, parties));
        reopened.push_back(one.number);
    }
    if (!reopened.empty()) PELF_TRY_DONE(writing.commit());
    return reopened;
}

Result<Case> CaseStore::load(CaseNumber number) const {
    PELF_TRY(transaction, SqlTransaction::begin(*database_, SqlAccess::read));
    PELF_TRY(one, load_case(*database_, number));
    PELF_TRY_DONE(transaction.commit());
    return std::move(one);
}

Result<std::vector<CaseSummary>> CaseStore::list(const CaseFilter& filter) const {
    PELF_TRY(transaction, SqlTransaction::begin(*database_, SqlAccess::read));
    constexpr std::int64_t kNoDay = -1;
    const SqlRow values{std::string(filter.state ? to_string(*filter.state) : ""), filter.assignee,
                        filter.due_by ? days_since_epoch(*filter.due_by) : kNoDay,
                        static_cast<std::int64_t>(filter.after), std::int64_t{filter.count_max}};
    PELF_TRY(rows, database_->run("SELECT case_number, title, subject, kind, state, assignee, "
                                  "disposition, created, due, alerts, open_alerts, last_seq "
                                  "FROM case_index "
                                  "WHERE (CAST($1 AS TEXT) = '' OR state = CAST($1 AS TEXT)) "
                                  "AND (CAST($2 AS TEXT) = '' OR assignee = CAST($2 AS TEXT)) "
                                  "AND (CAST($3 AS BIGINT) < 0 OR due <= CAST($3 AS BIGINT)) "
                                  "AND case_number > CAST($4 AS BIGINT) "
                                  "ORDER BY case_number LIMIT $5",
                                  values));
    std::vector<CaseSummary> list;
    for (const SqlRow& row : rows) list.push_back(summary_of(row));
    if (!list.empty()) PELF_TRY_DONE(add_traces(*database_, list));
    PELF_TRY_DONE(transaction.commit());
    return list;
}

Result<std::vector<CaseEvent>> CaseStore::events(CaseNumber number) const {
    PELF_TRY(transaction, SqlTransaction::begin(*database_, SqlAccess::read));
    PELF_TRY(events, events_of(*database_, number));
    PELF_TRY_DONE(transaction.commit());
    if (!events.empty()) return std::move(events);
    return Unexpected(Error{Fault::not_found, text("there is no case ", to_string(number))});
}

Result<std::vector<ChainedEvent>> CaseStore::chained_events(CaseNumber number) const {
    PELF_TRY(transaction, SqlTransaction::begin(*database_, SqlAccess::read));
    PELF_TRY(events, events_of(*database_, number));
    std::vector<ChainedEvent> chained;
    for (CaseEvent& event : events) {
        std::string before(kChainBegin);
        if (event.seq > 1) {
            const SqlRow values{static_cast<std::int64_t>(event.seq - 1)};
            PELF_TRY(rows, database_->run("SELECT hash FROM case_events WHERE seq = $1", values));
            if (rows.empty()) {
                return Unexpected(Error{
                    Fault::malformed, text("event ", event.seq - 1, " is missing; pelf case audit"),
                    database_->name()});
            }
            before = text_of(rows.front().front());
        }
        chained.push_back({std::move(before), std::move(event)});
    }
    PELF_TRY_DONE(transaction.commit());
    if (!chained.empty()) return chained;
    return Unexpected(Error{Fault::not_found, text("there is no case ", to_string(number))});
}

Result<std::string> CaseStore::document(std::string_view sha256) const {
    PELF_TRY(transaction, SqlTransaction::begin(*database_, SqlAccess::read));
    const SqlRow values{std::string(sha256)};
    PELF_TRY(rows, database_->run("SELECT body FROM case_documents WHERE sha256 = $1", values));
    PELF_TRY_DONE(transaction.commit());
    if (rows.empty()) {
        return Unexpected(Error{Fault::not_found, text("no case has an answer ", sha256)});
    }
    std::string body = text_of(rows.front().front());
    if (document_hash(body) == sha256) return body;
    return Unexpected(Error{Fault::malformed, text("the answer ", sha256, " was tampered with"),
                            database_->name()});
}

Result<ChainHead> CaseStore::head() const {
    PELF_TRY(transaction, SqlTransaction::begin(*database_, SqlAccess::read));
    PELF_TRY(head, read_head(*database_));
    PELF_TRY_DONE(transaction.commit());
    return std::move(head);
}

Result<AuditVerdict> CaseStore::audit(const std::optional<ChainHead>& expected) const {
    PELF_TRY(transaction, SqlTransaction::begin(*database_, SqlAccess::read));
    PELF_TRY(verdict, audit_cases(*database_, expected));
    PELF_TRY_DONE(transaction.commit());
    return std::move(verdict);
}

Status CaseStore::backup(const Sink& sink) const {
    PELF_TRY(transaction, SqlTransaction::begin(*database_, SqlAccess::read));
    PELF_TRY_DONE(write_backup(*database_, sink));
    return transaction.commit();
}

Status CaseStore::restore(std::string_view backup) {
    PELF_TRY(transaction, SqlTransaction::begin(*database_, SqlAccess::write));
    PELF_TRY(head, lock_head(*database_));
    if (head.seq != 0) {
        return Unexpected(Error{Fault::refused,
                                text("there are cases here already (", head.seq,
                                     " events); a backup is restored into an empty database"),
                                database_->name()});
    }
    PELF_TRY_DONE(read_backup_into(*database_, backup));
    return transaction.commit();
}

}  // namespace pelf::casefile
