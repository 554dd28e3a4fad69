// SPDX-License-Identifier: Apache-2.0
//
// Cases: the documents of `pelf case`. Who does something is the key that asked.
#include <boost/json.hpp>
#include <optional>

#include "base/text.hpp"
#include "engine/cases.hpp"
#include "server/backend.hpp"
#include "server/json_body.hpp"

namespace pelf::server {
namespace {

using boost::json::object;
using casefile::Actor;
using casefile::Case;
using casefile::CaseNumber;
using casefile::CaseStore;

/// As failure(), but that what is wrong with the database is no fault of the request.
Response case_failure(const Backend& backend, Error error) {
    const bool is_ours = error.fault == Fault::malformed && !error.source.empty();
    if (is_ours || error.fault == Fault::unsupported) error.fault = Fault::io;
    return failure(backend, error);
}

Actor actor_of(const Backend& backend, const Call& call) {
    return {call.caller.name, backend.clock()};
}

Result<CaseNumber> number_of(const Call& call) {
    const auto number = casefile::parse_case_number(call.values.front());
    if (number) return *number;
    return Unexpected(Error{Fault::malformed, "expected a case's id such as C-1"});
}

Result<std::optional<Date>> day_of(std::string_view name, const std::string& given) {
    if (given.empty()) return std::optional<Date>();
    if (const auto day = parse_date(given)) return day;
    return Unexpected(Error{Fault::malformed, text("\"", name, "\": expected YYYY-MM-DD")});
}

/// The alerts of a member "document", under the lists of today.
Result<std::vector<casefile::AlertDraft>> drafts_of(Backend& backend, const object& alert) {
    const auto* document = alert.if_contains("document");
    if (document == nullptr || !document->is_object()) {
        return Unexpected(Error{Fault::malformed, "\"document\": expected an answer"});
    }
    PELF_TRY(answer, engine::canonical_answer(boost::json::serialize(*document)));
    PELF_TRY(snapshot, backend.lists.on({}));
    return engine::alerts_of_answer(answer, snapshot->all);
}

Result<std::string> list(Backend& backend, const Call& call) {
    const auto parameter = [&](std::string_view name) {
        const std::string* given = call.target.parameter(name);
        return given == nullptr ? std::string() : *given;
    };
    casefile::CaseFilter filter;
    filter.state = casefile::parse_case_state(parameter("state"));
    if (!filter.state && !parameter("state").empty()) {
        return Unexpected(Error{Fault::malformed, "state: expected open, proposed or closed"});
    }
    filter.assignee = parameter("assignee");
    PELF_TRY(due_by, day_of("due_by", parameter("due_by")));
    filter.due_by = due_by;
    const std::string after = parameter("after");
    if (const auto number = casefile::parse_case_number(after)) filter.after = number->value;
    if (!after.empty() && filter.after == 0) {
        return Unexpected(Error{Fault::malformed, "after: expected a case's id such as C-1"});
    }
    PELF_TRY(cases, backend.cases.open(backend.home, backend.case_database));
    PELF_TRY(found, cases->with([&](CaseStore& store) { return store.list(filter); }));
    return engine::to_json(found);
}

Result<std::string> show(Backend& backend, const Call& call) {
    PELF_TRY(number, number_of(call));
    PELF_TRY(cases, backend.cases.open(backend.home, backend.case_database));
    return engine::case_json(*cases, number);
}

/// The whole record: a chain has no part that is right by itself.
Result<std::string> audit(Backend& backend, const Call& call) {
    std::optional<casefile::ChainHead> expected;
    if (const std::string* head = call.target.parameter("head"); head != nullptr) {
        expected = casefile::parse_chain_head(*head);
        if (!expected) {
            return Unexpected(Error{Fault::malformed, "head: expected SEQ:HASH"});
        }
    }
    PELF_TRY(cases, backend.cases.open(backend.home, backend.case_database));
    PELF_TRY(verdict, cases->with([&](CaseStore& store) { return store.audit(expected); }));
    return engine::to_json(verdict);
}

Result<std::string> open_case(Backend& backend, const Call& call) {
    PELF_TRY(body, parse_body(call.request.body));
    PELF_TRY_DONE(check_members(body, {"title", "kind", "subject", "due", "alerts"}));
    casefile::NewCase wanted;
    PELF_TRY(title, required_text(body, "title"));
    wanted.title = title;
    PELF_TRY(subject, optional_text(body, "subject"));
    wanted.subject = subject;
    PELF_TRY(kind_name, optional_text(body, "kind"));
    const auto kind = casefile::parse_case_kind(kind_name.empty() ? "sanctions" : kind_name);
    if (!kind) {
        return Unexpected(
            Error{Fault::malformed, "\"kind\": expected sanctions, suspicion or other"});
    }
    wanted.kind = *kind;
    PELF_TRY(due_text, optional_text(body, "due"));
    PELF_TRY(due, day_of("due", due_text));
    wanted.due = due;
    if (const auto* alerts = body.if_contains("alerts"); alerts != nullptr) {
        if (!alerts->is_array()) {
            return Unexpected(Error{Fault::malformed, "\"alerts\": expected a list"});
        }
        for (const boost::json::value& one : alerts->get_array()) {
            if (!one.is_object()) {
                return Unexpected(Error{Fault::malformed, "\"alerts\": expected objects"});
            }
            PELF_TRY_DONE(check_members(one.get_object(), {"kind", "subject", "document"}));
            PELF_TRY(drafts, drafts_of(backend, one.get_object()));
            wanted.alerts.insert(wanted.alerts.end(), drafts.begin(), drafts.end());
        }
    }
    PELF_TRY(cases, backend.cases.open(backend.home, backend.case_database));
    PELF_TRY(made, cases->with([&](CaseStore& store) {
        return store.open_case(wanted, actor_of(backend, call));
    }));
    return engine::case_json(*cases, made.number);
}

/// One thing that is done to a case: what its body may hold, and what it does.
struct Act {
    const char* name;
    std::string_view summary;
    Role role;
    std::initializer_list<std::string_view> members;
    std::string_view schema;
    Status (*done)(Backend& backend, const engine::Cases& cases, CaseNumber number,
                   const object& body, const Actor& by);
};

/// What the store gave, without the case.
Status only_status(Result<Case> changed) {
    if (changed) return Done{};
    return Unexpected(std::move(changed).error());
}

Status add_alerts(Backend& backend, const engine::Cases& cases, CaseNumber number,
                  const object& body, const Actor& by) {
    PELF_TRY(drafts, drafts_of(backend, body));
    for (const casefile::AlertDraft& draft : drafts) {
        PELF_TRY_DONE(
            cases.with([&](CaseStore& store) { return store.add_alert(number, draft, by); }));
    }
    return Done{};
}

Status note(Backend&, const engine::Cases& cases, CaseNumber number, const object& body,
            const Actor& by) {
    PELF_TRY(words, required_text(body, "text"));
    return only_status(cases.with([&](CaseStore& store) { return store.note(number, words, by); }));
}

Status assign(Backend&, const engine::Cases& cases, CaseNumber number, const object& body,
              const Actor& by) {
    PELF_TRY(assignee, optional_text(body, "assignee"));
    return only_status(
        cases.with([&](CaseStore& store) { return store.assign(number, assignee, by); }));
}

Status link(Backend&, const engine::Cases& cases, CaseNumber number, const object& body,
            const Actor& by) {
    PELF_TRY(other_id, required_text(body, "case"));
    PELF_TRY(reason, optional_text(body, "reason"));
    const auto other = casefile::parse_case_number(other_id);
    if (!other) return Unexpected(Error{Fault::malformed, "\"case\": expected an id such as C-1"});
    return only_status(
        cases.with([&](CaseStore& store) { return store.link(number, *other, reason, by); }));
}

Status propose(Backend&, const engine::Cases& cases, CaseNumber number, const object& body,
               const Actor& by) {
    PELF_TRY(disposition_name, required_text(body, "disposition"));
    PELF_TRY(reason_code, required_text(body, "reason_code"));
    PELF_TRY(words, required_text(body, "text"));
    const auto disposition = casefile::parse_disposition(disposition_name);
    if (!disposition) {
        return Unexpected(
            Error{Fault::malformed, "\"disposition\": expected one of /api/v1/cases/reasons"});
    }
    return only_status(cases.with([&](CaseStore& store) {
        return store.propose(number, {*disposition, reason_code, words}, by);
    }));
}

Status approve(Backend&, const engine::Cases& cases, CaseNumber number, const object& body,
               const Actor& by) {
    PELF_TRY(words, optional_text(body, "text"));
    return only_status(
        cases.with([&](CaseStore& store) { return store.approve(number, words, by); }));
}

Status reject(Backend&, const engine::Cases& cases, CaseNumber number, const object& body,
              const Actor& by) {
    PELF_TRY(words, required_text(body, "text"));
    return only_status(
        cases.with([&](CaseStore& store) { return store.reject(number, words, by); }));
}

Status reopen(Backend&, const engine::Cases& cases, CaseNumber number, const object& body,
              const Actor& by) {
    PELF_TRY(words, required_text(body, "text"));
    return only_status(
        cases.with([&](CaseStore& store) { return store.reopen(number, words, by); }));
}

/// Somebody who may not decide may still take back what they proposed.
Status check_rejecter(const engine::Cases& cases, CaseNumber number, const Caller& caller) {
    if (caller.role >= Role::approver) return Done{};
    PELF_TRY(one, cases.with([&](CaseStore& store) { return store.load(number); }));
    const bool is_own = !one.decisions.empty() &&
                        casefile::is_same_user(one.decisions.back().proposer, caller.name);
    if (is_own) return Done{};
    return Unexpected(Error{Fault::refused,
                            "an analyst may take back an own proposal; to reject somebody else's "
                            "needs the role approver"});
}

Result<std::string> carry_out(Backend& backend, const Act& act, const Call& call) {
    PELF_TRY(number, number_of(call));
    PELF_TRY(body, parse_body(call.request.body.empty() ? "{}" : call.request.body));
    PELF_TRY_DONE(check_members(body, act.members));
    PELF_TRY(cases, backend.cases.open(backend.home, backend.case_database));
    if (act.done == reject) PELF_TRY_DONE(check_rejecter(*cases, number, call.caller));
    PELF_TRY_DONE(act.done(backend, *cases, number, body, actor_of(backend, call)));
    return engine::case_json(*cases, number);
}

constexpr std::string_view kTextSchema = R"({"type": "object", "additionalProperties": false,
  "required": ["text"], "properties": {"text": {"type": "string"}}})";

const Act kActs[] = {
    {"alerts",
     "Put an answer into a case",
     Role::analyst,
     {"kind", "subject", "document"},
     R"({"type": "object", "required": ["document"], "properties": {"document":
         {"type": "object", "description": "An answer of screening or trace"}}})",
     add_alerts},
    {"notes", "Write something down", Role::analyst, {"text"}, kTextSchema, note},
    {"assign",
     "Say who works on it",
     Role::analyst,
     {"assignee"},
     R"({"type": "object", "additionalProperties": false, "properties": {"assignee":
         {"type": ["string", "null"], "description": "Null: nobody"}}})",
     assign},
    {"links",
     "Say that two cases belong together",
     Role::analyst,
     {"case", "reason"},
     R"({"type": "object", "additionalProperties": false, "required": ["case"],
         "properties": {"case": {"type": "string"}, "reason": {"type": "string"}}})",
     link},
    {"propose",
     "Say how it should end",
     Role::analyst,
     {"disposition", "reason_code", "text"},
     R"({"type": "object", "additionalProperties": false,
         "required": ["disposition", "reason_code", "text"],
         "properties": {"disposition": {"type": "string"}, "reason_code": {"type": "string"},
                        "text": {"type": "string"}}})",
     propose},
    {"approve",
     "Agree to what somebody else proposed, which closes it",
     Role::approver,
     {"text"},
     R"({"type": "object", "additionalProperties": false,
         "properties": {"text": {"type": "string"}}})",
     approve},
    {"reject",
     "Disagree, or take back what one proposed",
     Role::analyst,
     {"text"},
     kTextSchema,
     reject},
    {"reopen", "Open a closed case again", Role::analyst, {"text"}, kTextSchema, reopen},
};

using Answer = Result<std::string> (*)(Backend& backend, const Call& call);

/// A route that gives a document, or says in words why not.
Route route_of(Backend& backend, Answer answer, unsigned success_status = 200) {
    Route route;
    route.answer = [&backend, answer, success_status](const Call& call) {
        auto document = answer(backend, call);
        return document ? json_response(std::move(*document), success_status)
                        : case_failure(backend, document.error());
    };
    route.is_slow = true;
    return route;
}

constexpr std::string_view kOpenSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["title"],
  "properties": {
    "title": {"type": "string"},
    "kind": {"enum": ["sanctions", "suspicion", "other"], "default": "sanctions"},
    "subject": {"type": "string"},
    "due": {"type": "string", "description": "YYYY-MM-DD; else as the kind says"},
    "alerts": {"type": "array", "items": {"type": "object", "required": ["document"],
      "properties": {"document": {"type": "object",
                                  "description": "An answer of screening or trace"}}}}
  }
})";

}  // namespace

void add_case_routes(Router& router, Backend& backend) {
    Route listed = route_of(backend, list);
    listed.pattern = "/api/v1/cases";
    listed.text = {
        .summary = "Cases, up to 1,000",
        .group = "cases",
        .parameters = {{.name = "state", .description = "open, proposed or closed; else all"},
                       {.name = "assignee", .description = "Whose they are"},
                       {.name = "due_by", .description = "To be done by this day"},
                       {.name = "after", .description = "Those after this one, by number"}}};
    router.add(std::move(listed));

    constexpr unsigned kCreated = 201;
    Route opened = route_of(backend, open_case, kCreated);
    opened.method = Method::post;
    opened.pattern = "/api/v1/cases";
    opened.role = Role::analyst;
    opened.text = {.summary = "Open a case, with alerts or without",
                   .group = "cases",
                   .body_schema = kOpenSchema,
                   .success_status = kCreated};
    opened.body_bytes_max = kBatchBodyBytesMax;
    router.add(std::move(opened));

    Route reasons;
    reasons.pattern = "/api/v1/cases/reasons";
    reasons.answer = [](const Call&) { return json_response(engine::reasons_json()); };
    reasons.text = {.summary = "Dispositions and their reason codes", .group = "cases"};
    router.add(std::move(reasons));

    Route shown = route_of(backend, show);
    shown.pattern = "/api/v1/cases/{id}";
    shown.text = {.summary = "A case with its answers and its record", .group = "cases"};
    router.add(std::move(shown));

    // Of one case as well: the page asks there, and a chain is right as a whole or not at all.
    for (const char* pattern : {"/api/v1/cases/audit", "/api/v1/cases/{id}/audit"}) {
        Route audited = route_of(backend, audit);
        audited.pattern = pattern;
        audited.text = {
            .summary = "Is the record of all cases what was written?",
            .group = "cases",
            .parameters = {{.name = "head", .description = "SEQ:HASH that an earlier audit gave"}}};
        router.add(std::move(audited));
    }

    for (const Act& act : kActs) {
        Route done;
        done.method = Method::post;
        done.pattern = text("/api/v1/cases/{id}/", act.name);
        done.role = act.role;
        done.answer = [&backend, &act](const Call& call) {
            auto document = carry_out(backend, act, call);
            return document ? json_response(std::move(*document))
                            : case_failure(backend, document.error());
        };
        done.text = {.summary = act.summary, .group = "cases", .body_schema = act.schema};
        done.is_slow = true;
        done.body_bytes_max = kBatchBodyBytesMax;
        router.add(std::move(done));
    }
}

}  // namespace pelf::server
