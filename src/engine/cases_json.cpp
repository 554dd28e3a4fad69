// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>
#include <map>

#include "base/date.hpp"
#include "base/text.hpp"
#include "casefile/canonical_json.hpp"
#include "engine/cases.hpp"
#include "engine/json.hpp"

namespace pelf::engine {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

value day_or_null(const std::optional<Date>& day) {
    return day ? value(to_string(*day)) : value(nullptr);
}
value moment_or_null(std::int64_t unix_s) {
    return unix_s == 0 ? value(nullptr) : value(rfc3339(unix_s));
}

/// Of what was written by the store, which wrote JSON.
value parsed(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = casefile::kJsonDepthMax;
    boost::json::error_code fault;
    value document = boost::json::parse(text, fault, {}, options);
    return fault ? value(text) : document;
}

std::string alert_id(casefile::CaseNumber number, std::uint64_t alert) {
    return text(casefile::to_string(number), ".", alert);
}

object alert_object(const casefile::Case& one, const casefile::Alert& alert, value document) {
    array lists;
    for (const casefile::ListInForce& list : alert.lists) {
        lists.push_back(
            {{"source", list.source}, {"version", list.version}, {"published", list.published}});
    }
    array parties;
    for (const casefile::AlertParty& party : alert.parties) {
        parties.push_back({{"source", party.source}, {"id", party.key}, {"name", party.name}});
    }
    return {{"id", alert_id(one.number, alert.number)},
            {"kind", casefile::to_string(alert.kind)},
            {"subject", alert.subject},
            {"state", alert.decision == 0 ? "open" : "decided"},
            {"decision", alert.decision == 0 ? value(nullptr) : value(alert.decision)},
            {"seen", alert.seen_count},
            {"first_seen", rfc3339(alert.first_seen_unix_s)},
            {"last_seen", rfc3339(alert.last_seen_unix_s)},
            {"identity", alert.identity},
            {"lists", std::move(lists)},
            {"scorer", or_null(alert.scorer)},
            {"parties", std::move(parties)},
            {"sha256", alert.document},
            {"document", std::move(document)}};
}

array notes_array(const casefile::Case& one) {
    array notes;
    for (const casefile::Note& note : one.notes) {
        notes.push_back({{"number", note.number},
                         {"user", note.user},
                         {"time", rfc3339(note.made_unix_s)},
                         {"text", note.text}});
    }
    return notes;
}

array decisions_array(const casefile::Case& one) {
    array decisions;
    for (const casefile::Decision& decision : one.decisions) {
        const casefile::Reason* reason =
            casefile::find_reason(decision.disposition, decision.reason_code);
        decisions.push_back({{"number", decision.number},
                             {"disposition", casefile::to_string(decision.disposition)},
                             {"reason_code", decision.reason_code},
                             {"reason", reason == nullptr ? "" : reason->text},
                             {"text", decision.text},
                             {"state", casefile::to_string(decision.state)},
                             {"proposed_by", decision.proposer},
                             {"proposed", rfc3339(decision.proposed_unix_s)},
                             {"answered_by", or_null(decision.answerer)},
                             {"answered", moment_or_null(decision.answered_unix_s)},
                             {"answer", or_null(decision.answer)}});
    }
    return decisions;
}

array links_array(const casefile::Case& one) {
    array links;
    for (const casefile::CaseLink& link : one.links) {
        links.push_back({{"case", casefile::to_string(link.other)},
                         {"reason", link.reason},
                         {"user", link.user},
                         {"time", rfc3339(link.made_unix_s)}});
    }
    return links;
}

array audit_array(const std::vector<casefile::CaseEvent>& events) {
    array audit;
    for (const casefile::CaseEvent& event : events) {
        audit.push_back({{"seq", event.seq},
                         {"time", rfc3339(event.made_unix_s)},
                         {"user", event.user},
                         {"action", event.action},
                         {"before", parsed(event.before)},
                         {"after", parsed(event.after)},
                         {"hash", event.hash}});
    }
    return audit;
}

}  // namespace

Result<std::string> case_json(const Cases& cases, casefile::CaseNumber number) {
    return cases.with([&](casefile::CaseStore& store) -> Result<std::string> {
        PELF_TRY(one, store.load(number));
        PELF_TRY(events, store.events(number));
        array alerts;
        for (const casefile::Alert& alert : one.alerts) {
            PELF_TRY(document, store.document(alert.document));
            alerts.push_back(alert_object(one, alert, parsed(document)));
        }
        const casefile::Decision* closed_by = one.disposition();
        return pretty(object{{"id", casefile::to_string(one.number)},
                             {"title", one.title},
                             {"subject", one.subject},
                             {"kind", casefile::to_string(one.kind)},
                             {"state", casefile::to_string(one.state)},
                             {"disposition", closed_by == nullptr ? value(nullptr)
                                                                  : value(casefile::to_string(
                                                                        closed_by->disposition))},
                             {"opened_by", one.opener},
                             {"created", rfc3339(one.created_unix_s)},
                             {"due", day_or_null(one.due)},
                             {"assignee", or_null(one.assignee)},
                             {"alerts", std::move(alerts)},
                             {"notes", notes_array(one)},
                             {"decisions", decisions_array(one)},
                             {"links", links_array(one)},
                             {"audit", audit_array(events)}});
    });
}

std::string to_json(const std::vector<casefile::CaseSummary>& list) {
    array cases;
    for (const casefile::CaseSummary& one : list) {
        array traced;
        if (!one.traces.empty()) {
            for (const std::string& place : traced_from(one.traces.front())) {
                traced.push_back(value(place));
            }
        }
        cases.push_back({{"id", casefile::to_string(one.number)},
                         {"title", one.title},
                         {"subject", one.subject},
                         {"kind", casefile::to_string(one.kind)},
                         {"state", casefile::to_string(one.state)},
                         {"disposition", or_null(one.disposition)},
                         {"created", rfc3339(one.created_unix_s)},
                         {"due", day_or_null(one.due)},
                         {"assignee", or_null(one.assignee)},
                         {"alerts", one.alerts_count},
                         {"open_alerts", one.open_alerts_count},
                         {"trace_from", std::move(traced)}});
    }
    return pretty(object{{"cases", std::move(cases)}});
}

std::string to_json(const casefile::AuditVerdict& verdict) {
    array objections;
    for (const casefile::AuditObjection& one : verdict.objections) {
        objections.push_back({{"where", one.where}, {"what", one.what}});
    }
    return pretty(object{{"valid", verdict.is_valid()},
                         {"events", verdict.head.seq},
                         {"head", casefile::to_string(verdict.head)},
                         {"cases", verdict.cases_count},
                         {"documents", verdict.documents_count},
                         {"objections", std::move(objections)},
                         {"objections_count", verdict.objections_count}});
}

std::string to_json(const std::vector<casefile::CaseNumber>& reopened) {
    array numbers;
    for (const casefile::CaseNumber number : reopened) {
        numbers.push_back(value(casefile::to_string(number)));
    }
    return pretty(object{{"reopened", std::move(numbers)}});
}

std::string reasons_json() {
    array reasons;
    for (const casefile::Reason& reason : casefile::all_reasons()) {
        reasons.push_back({{"disposition", casefile::to_string(reason.disposition)},
                           {"reason_code", reason.code},
                           {"text", reason.text}});
    }
    return pretty(object{{"reasons", std::move(reasons)}});
}

Result<std::string> with_case(std::string_view answer,
                              const std::vector<casefile::PlacedAlert>& placed) {
    value document = parsed(answer);
    if (!document.is_object() || placed.empty()) {
        return Unexpected(Error{Fault::malformed, "expected an answer and its alerts"});
    }
    array alerts;
    for (const casefile::PlacedAlert& one : placed) {
        alerts.push_back({{"id", alert_id(one.number, one.alert)},
                          {"new", one.is_new_alert},
                          {"reopened", one.is_reopened}});
    }
    document.get_object()["case"] = object{{"id", casefile::to_string(placed.front().number)},
                                           {"new", placed.front().is_new_case},
                                           {"alerts", std::move(alerts)}};
    return pretty(document);
}

}  // namespace pelf::engine
