// SPDX-License-Identifier: Apache-2.0
#include "casefile/case_fold.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "base/text.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/json_fields.hpp"

namespace pelf::casefile {
namespace {

using boost::json::value;

Unexpected<Error> refused(std::string message) {
    return Unexpected(Error{Fault::refused, std::move(message)});
}

Unexpected<Error> not_ours(std::string_view what) {
    return Unexpected(Error{Fault::malformed, text("expected an event's facts: ", what)});
}

/// The fields of an event. What is missing reads as nothing, and is found out when what was read is
/// written again and held against the event's own text, which every action does.
class Facts {
public:
    explicit Facts(const value& from) noexcept : from_(&from) {}

    std::string text(std::string_view key) const { return text_field(*from_, key).value_or(""); }
    std::uint64_t count(std::string_view key) const { return count_field(*from_, key).value_or(0); }
    std::optional<Date> day(std::string_view key) const {
        const auto found = text_field(*from_, key);
        return found ? parse_date(*found) : std::nullopt;
    }
    Facts inner(std::string_view key) const {
        const value* found = field(*from_, key);
        return Facts(found == nullptr ? *from_ : *found);
    }
    std::vector<ListInForce> lists() const {
        std::vector<ListInForce> lists;
        each("lists", [&](const Facts& one) {
            lists.push_back({one.text("source"), one.text("version"), one.text("published")});
        });
        return lists;
    }
    std::vector<AlertParty> parties() const {
        std::vector<AlertParty> parties;
        each("parties", [&](const Facts& one) {
            parties.push_back(
                {one.text("source"), one.text("key"), one.text("name"), one.text("hash")});
        });
        return parties;
    }

private:
    template <class Take>
    void each(std::string_view key, const Take& take_one) const {
        const auto* array = list_field(*from_, key);
        if (array == nullptr) return;
        for (const value& element : *array) take_one(Facts(element));
    }

    const value* from_;
};

Result<value> parse_facts(const CaseEvent& event) {
    boost::json::parse_options options;
    options.max_depth = kJsonDepthMax;
    boost::json::error_code fault;
    value facts = boost::json::parse(event.after, fault, {}, options);
    if (fault) return not_ours(fault.message());
    return facts;
}

value day_value(const std::optional<Date>& day) {
    return day ? value(to_string(*day)) : value(nullptr);
}

/// What a new alert and a hit seen again have in common.
Alert read_alert(const Facts& facts) {
    Alert alert;
    alert.number = facts.count("number");
    alert.document = facts.text("document");
    alert.lists = facts.lists();
    alert.scorer = facts.text("scorer");
    alert.parties = facts.parties();
    return alert;
}

std::string before_text(const Case& one, const CaseEvent& event, const value& facts) {
    const value state(to_string(one.state));
    const std::string& action = event.action;
    if (action == actions::kAssign) return after_assign(one.assignee);
    if (action == actions::kAlert || action == actions::kReopen) {
        return boost::json::serialize(
            boost::json::object{{"state", state}, {"due", day_value(one.due)}});
    }
    if (action == actions::kSeen) {
        const std::uint64_t number = Facts(facts).inner("alert").count("number");
        if (number == 0 || number > one.alerts.size()) return "null";
        return after_seen({one.state, one.due}, one.alerts[number - 1]);
    }
    if (action == actions::kPropose || action == actions::kApprove || action == actions::kReject) {
        return boost::json::serialize(boost::json::object{{"state", state}});
    }
    return "null";
}

/// What a case that waits for an answer says to somebody who wants something else.
std::string waiting(const Case& one) {
    return text(to_string(one.number), " waits for an answer to what ",
                one.decisions.back().proposer, " proposed (",
                to_string(one.decisions.back().disposition), "); approve or reject that first");
}

/// Takes a proposal off the table since the case is no longer what it was made for.
void withdraw_pending(Case& one) {
    if (one.state == CaseState::proposed) one.decisions.back().state = DecisionState::withdrawn;
}

/// What lists say now of parties, in every alert of the case that knows them: one case has one word
/// for each party. Alerts about one that says something else are to be looked at again.
void take_news(Case& one, const std::vector<AlertParty>& parties) {
    std::map<std::pair<std::string, std::string>, const AlertParty*> news;
    for (const AlertParty& party : parties) news[{party.source, party.key}] = &party;
    for (Alert& alert : one.alerts) {
        for (AlertParty& known : alert.parties) {
            const auto found = news.find({known.source, known.key});
            if (found == news.end() || found->second->hash == known.hash) continue;
            known.hash = found->second->hash;
            alert.decision = 0;
        }
    }
}

Status check_text(std::string_view what, std::string_view text_given, std::size_t bytes_max) {
    if (is_plain_text(text_given, bytes_max)) return Done{};
    return refused(
        text(what, ": expected at most ", bytes_max, " bytes of UTF-8 without control characters"));
}

Status apply_open(Case& one, const CaseEvent& event, const Facts& facts) {
    if (one.number.value != 0) return refused(text(to_string(one.number), " is there already"));
    const auto kind = parse_case_kind(facts.text("kind"));
    const OpenedFacts opened{facts.text("title"), kind.value_or(CaseKind::other),
                             facts.text("subject"), facts.day("due")};
    if (!kind || after_open(opened) != event.after) return not_ours("open");
    PELF_TRY_DONE(check_text("title", opened.title, kTitleBytesMax));
    PELF_TRY_DONE(check_text("subject", opened.subject, kSubjectBytesMax));
    if (trim(opened.title).empty()) return refused("a case needs a title");
    one.number = event.number;
    one.title = opened.title;
    one.kind = opened.kind;
    one.subject = opened.subject;
    one.due = opened.due;
    one.opener = event.user;
    one.created_unix_s = event.made_unix_s;
    return Done{};
}

Status apply_alert(Case& one, const CaseEvent& event, const Facts& facts) {
    const Facts inner = facts.inner("alert");
    Alert alert = read_alert(inner);
    const auto kind = parse_alert_kind(inner.text("kind"));
    alert.kind = kind.value_or(AlertKind::screening);
    alert.subject = inner.text("subject");
    alert.identity = inner.text("identity");
    alert.first_seen_unix_s = event.made_unix_s;
    alert.last_seen_unix_s = event.made_unix_s;
    const ClockFacts clock = clock_after_news(one, event.made_unix_s);
    if (!kind || alert.number != one.alerts.size() + 1 ||
        after_alert(clock, alert) != event.after) {
        return not_ours("alert");
    }
    if (one.alerts.size() >= kAlertsMax || alert.parties.size() > kAlertPartiesMax) {
        return Unexpected(Error{Fault::over_limit,
                                text("a case holds at most ", kAlertsMax, " alerts with at most ",
                                     kAlertPartiesMax, " listed parties each")});
    }
    PELF_TRY_DONE(check_text("subject", alert.subject, kSubjectBytesMax));
    withdraw_pending(one);
    take_news(one, alert.parties);
    one.state = clock.state;
    one.due = clock.due;
    one.alerts.push_back(std::move(alert));
    return Done{};
}

Status apply_seen(Case& one, const CaseEvent& event, const Facts& facts) {
    const Facts inner = facts.inner("alert");
    Alert seen = read_alert(inner);
    seen.seen_count = inner.count("seen");
    if (seen.number == 0 || seen.number > one.alerts.size()) return not_ours("seen");
    Alert& known = one.alerts[seen.number - 1];
    const bool is_news = has_news(known, seen.parties);
    const ClockFacts clock =
        is_news ? clock_after_news(one, event.made_unix_s) : ClockFacts{one.state, one.due};
    if (seen.seen_count != known.seen_count + 1 || after_seen(clock, seen) != event.after) {
        return not_ours("seen");
    }
    if (is_news) {
        withdraw_pending(one);
        take_news(one, seen.parties);
        known.decision = 0;
    }
    one.state = clock.state;
    one.due = clock.due;
    known.seen_count = seen.seen_count;
    known.document = std::move(seen.document);
    known.lists = std::move(seen.lists);
    known.scorer = std::move(seen.scorer);
    known.parties = std::move(seen.parties);
    known.last_seen_unix_s = event.made_unix_s;
    return Done{};
}

Status apply_note(Case& one, const CaseEvent& event, const Facts& facts) {
    const Facts inner = facts.inner("note");
    const Note note{inner.count("number"), event.user, event.made_unix_s, inner.text("text")};
    if (note.number != one.notes.size() + 1 || after_note(note.number, note.text) != event.after) {
        return not_ours("note");
    }
    if (one.notes.size() >= kNotesMax) {
        return Unexpected(
            Error{Fault::over_limit, text("a case holds at most ", kNotesMax, " notes")});
    }
    PELF_TRY_DONE(check_text("note", note.text, kTextBytesMax));
    if (trim(note.text).empty()) return refused("a note needs a text");
    one.notes.push_back(note);
    return Done{};
}

Status apply_assign(Case& one, const CaseEvent& event, const Facts& facts) {
    const std::string assignee = facts.text("assignee");
    if (after_assign(assignee) != event.after) return not_ours("assign");
    PELF_TRY_DONE(check_text("assignee", assignee, kUserBytesMax));
    if (assignee == one.assignee) {
        return refused(text(to_string(one.number), " is assigned to ",
                            assignee.empty() ? "nobody" : assignee, " already"));
    }
    one.assignee = assignee;
    return Done{};
}

Status apply_link(Case& one, const CaseEvent& event, const Facts& facts) {
    const Facts inner = facts.inner("link");
    const auto other = parse_case_number(inner.text("case"));
    const std::string reason = inner.text("reason");
    if (!other || after_link(*other, reason) != event.after) return not_ours("link");
    PELF_TRY_DONE(check_text("reason", reason, kTextBytesMax));
    if (*other == one.number) return refused("a case cannot be linked to itself");
    const auto is_other = [&](const CaseLink& link) { return link.other == *other; };
    if (std::ranges::any_of(one.links, is_other)) {
        return refused(
            text(to_string(one.number), " and ", to_string(*other), " are linked already"));
    }
    one.links.push_back({*other, reason, event.user, event.made_unix_s});
    return Done{};
}

Status apply_propose(Case& one, const CaseEvent& event, const Facts& facts) {
    const Facts inner = facts.inner("decision");
    const auto disposition = parse_disposition(inner.text("disposition"));
    Decision decision;
    decision.number = inner.count("number");
    decision.disposition = disposition.value_or(Disposition::no_action);
    decision.reason_code = inner.text("reason_code");
    decision.text = inner.text("text");
    decision.proposer = event.user;
    decision.proposed_unix_s = event.made_unix_s;
    if (!disposition || decision.number != one.decisions.size() + 1 ||
        after_propose(decision) != event.after) {
        return not_ours("propose");
    }
    if (one.state == CaseState::proposed) return refused(waiting(one));
    if (one.state == CaseState::closed) {
        return refused(text(to_string(one.number), " is closed; reopen it first"));
    }
    if (find_reason(*disposition, decision.reason_code) == nullptr) {
        return refused(
            text(to_string(*disposition), " has no reason of that code: ", decision.reason_code));
    }
    PELF_TRY_DONE(check_text("text", decision.text, kTextBytesMax));
    if (trim(decision.text).empty()) return refused("a decision needs a text that says why");
    one.state = CaseState::proposed;
    one.decisions.push_back(std::move(decision));
    return Done{};
}

Status apply_answer(Case& one, const CaseEvent& event, const Facts& facts) {
    const bool is_approval = event.action == actions::kApprove;
    const CaseState state = is_approval ? CaseState::closed : CaseState::open;
    const std::uint64_t number = facts.count("decision");
    const std::string words = facts.text("text");
    if (after_answer(state, number, words) != event.after) {
        return not_ours(event.action);
    }
    if (one.state != CaseState::proposed) {
        return refused(text("nothing is proposed for ", to_string(one.number), ", which is ",
                            to_string(one.state)));
    }
    Decision& decision = one.decisions.back();
    if (number != decision.number) return not_ours(event.action);
    PELF_TRY_DONE(check_text("text", words, kTextBytesMax));
    const bool is_proposer = is_same_user(event.user, decision.proposer);
    if (is_approval && is_proposer) {
        return refused(text(decision.proposer,
                            " proposed it, and somebody else has to approve "
                            "(four eyes)"));
    }
    if (!is_approval && trim(words).empty()) return refused("a rejection needs a reason");
    decision.state = is_approval   ? DecisionState::approved
                     : is_proposer ? DecisionState::withdrawn
                                   : DecisionState::rejected;
    decision.answerer = event.user;
    decision.answer = words;
    decision.answered_unix_s = event.made_unix_s;
    one.state = state;
    if (!is_approval) return Done{};
    for (Alert& alert : one.alerts) {
        if (alert.decision == 0) alert.decision = number;
    }
    return Done{};
}

Status apply_reopen(Case& one, const CaseEvent& event, const Facts& facts) {
    const std::string reason = facts.text("reason");
    const std::vector<AlertParty> parties = facts.parties();
    if (one.state != CaseState::closed) {
        return refused(text(to_string(one.number), " is not closed"));
    }
    const ClockFacts clock = clock_after_news(one, event.made_unix_s);
    if (after_reopen(clock, reason, parties) != event.after) {
        return not_ours("reopen");
    }
    PELF_TRY_DONE(check_text("reason", reason, kTextBytesMax));
    if (trim(reason).empty()) return refused("reopening needs a reason");
    one.state = clock.state;
    one.due = clock.due;
    take_news(one, parties);
    if (!parties.empty()) return Done{};
    for (Alert& alert : one.alerts) alert.decision = 0;
    return Done{};
}

}  // namespace

ClockFacts clock_after_news(const Case& one, std::int64_t now_unix_s) {
    if (one.state != CaseState::closed) return {CaseState::open, one.due};
    const auto today = parse_date(rfc3339(now_unix_s).substr(0, 10));
    return {CaseState::open, deadline_of(one.kind, today.value_or(Date{}))};
}

bool has_news(const Alert& known, const std::vector<AlertParty>& parties) {
    std::map<std::pair<std::string, std::string>, std::string> hashes;
    for (const AlertParty& party : known.parties) {
        hashes[{party.source, party.key}] = party.hash;
    }
    return std::ranges::any_of(parties, [&](const AlertParty& party) {
        const auto found = hashes.find({party.source, party.key});
        return found == hashes.end() || found->second != party.hash;
    });
}

Result<std::string> before_of(const Case& one, const CaseEvent& event) {
    PELF_TRY(facts, parse_facts(event));
    return before_text(one, event, facts);
}

Status apply(Case& one, const CaseEvent& event) {
    PELF_TRY(parsed, parse_facts(event));
    const std::string before = before_text(one, event, parsed);
    if (before != event.before) {
        return not_ours(text("before was ", before, " and is said to have been ", event.before));
    }
    if (trim(event.user).empty()) return refused("an event needs somebody who did it");
    PELF_TRY_DONE(check_text("user", event.user, kUserBytesMax));
    const std::string& action = event.action;
    if (action != actions::kOpen && one.number != event.number) {
        return refused(text("there is no case ", to_string(event.number)));
    }
    using Rule = Status (*)(Case&, const CaseEvent&, const Facts&);
    static const std::map<std::string_view, Rule> kRules{
        {actions::kOpen, apply_open},       {actions::kAlert, apply_alert},
        {actions::kSeen, apply_seen},       {actions::kNote, apply_note},
        {actions::kAssign, apply_assign},   {actions::kLink, apply_link},
        {actions::kPropose, apply_propose}, {actions::kApprove, apply_answer},
        {actions::kReject, apply_answer},   {actions::kReopen, apply_reopen}};
    const auto rule = kRules.find(action);
    if (rule == kRules.end()) return not_ours(text("no action is called ", action));
    PELF_TRY_DONE(rule->second(one, event, Facts(parsed)));
    one.last_seq = event.seq;
    return Done{};
}

}  // namespace pelf::casefile
