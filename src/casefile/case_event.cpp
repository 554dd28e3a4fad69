// SPDX-License-Identifier: Apache-2.0
#include "casefile/case_event.hpp"

#include <boost/json.hpp>

#include "base/text.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/json_fields.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::casefile {
namespace {

std::string quoted_json(std::string_view text) {
    return boost::json::serialize(boost::json::string_view(text));
}

boost::json::value day_or_null(const std::optional<Date>& day) {
    return day ? boost::json::value(to_string(*day)) : boost::json::value(nullptr);
}

boost::json::array lists_array(const std::vector<ListInForce>& lists) {
    boost::json::array array;
    for (const ListInForce& list : lists) {
        array.push_back(
            {{"source", list.source}, {"version", list.version}, {"published", list.published}});
    }
    return array;
}

boost::json::array parties_array(const std::vector<AlertParty>& parties) {
    boost::json::array array;
    for (const AlertParty& party : parties) {
        array.push_back({{"source", party.source},
                         {"key", party.key},
                         {"name", party.name},
                         {"hash", party.hash}});
    }
    return array;
}

}  // namespace

std::string event_text(const CaseEvent& event) {
    return text("{\"seq\":", event.seq, ",\"time\":", quoted_json(rfc3339(event.made_unix_s)),
                ",\"user\":", quoted_json(event.user), ",\"action\":", quoted_json(event.action),
                ",\"case\":", quoted_json(to_string(event.number)), ",\"before\":", event.before,
                ",\"after\":", event.after, "}");
}

std::string chain_hash(std::string_view hash_before, const CaseEvent& event) {
    const std::string hashed = text(hash_before, "\n", event_text(event));
    return codec::to_hex(codec::sha256(std::as_bytes(std::span(hashed))).bytes);
}

Result<CaseEvent> parse_event(std::string_view line) {
    const auto malformed = [&](std::string_view what) {
        return Unexpected(Error{Fault::malformed, text("expected an event of a case: ", what)});
    };
    boost::json::parse_options options;
    options.max_depth = kJsonDepthMax;
    boost::json::error_code fault;
    const boost::json::value value = boost::json::parse(line, fault, {}, options);
    if (fault) return malformed(fault.message());
    const auto seq = count_field(value, "seq");
    const auto time = text_field(value, "time");
    const auto made = time ? parse_as_of(*time) : std::nullopt;
    const auto user = text_field(value, "user");
    const auto action = text_field(value, "action");
    const auto number = text_field(value, "case");
    const auto parsed_number = number ? parse_case_number(*number) : std::nullopt;
    const auto* before = field(value, "before");
    const auto* after = field(value, "after");
    if (!seq || !made || !user || !action || !parsed_number || before == nullptr ||
        after == nullptr) {
        return malformed("seq, time, user, action, case, before and after");
    }
    CaseEvent event{.seq = *seq,
                    .made_unix_s = *made,
                    .user = *user,
                    .action = *action,
                    .number = *parsed_number,
                    .before = boost::json::serialize(*before),
                    .after = boost::json::serialize(*after),
                    .hash = {}};
    if (event_text(event) != line) return malformed("not written in its one form");
    return event;
}

std::string document_of(const CaseEvent& event) {
    if (event.action != actions::kAlert && event.action != actions::kSeen) return {};
    boost::json::error_code fault;
    const boost::json::value after = boost::json::parse(event.after, fault);
    const auto* alert = fault ? nullptr : field(after, "alert");
    return alert == nullptr ? std::string() : text_field(*alert, "document").value_or("");
}

std::string after_open(const OpenedFacts& opened) {
    return boost::json::serialize(boost::json::object{{"state", to_string(CaseState::open)},
                                                      {"title", opened.title},
                                                      {"kind", to_string(opened.kind)},
                                                      {"subject", opened.subject},
                                                      {"due", day_or_null(opened.due)}});
}

std::string after_alert(const ClockFacts& clock, const Alert& alert) {
    return boost::json::serialize(
        boost::json::object{{"state", to_string(clock.state)},
                            {"due", day_or_null(clock.due)},
                            {"alert",
                             {{"number", alert.number},
                              {"kind", to_string(alert.kind)},
                              {"subject", alert.subject},
                              {"identity", alert.identity},
                              {"document", alert.document},
                              {"lists", lists_array(alert.lists)},
                              {"scorer", alert.scorer},
                              {"parties", parties_array(alert.parties)}}}});
}

std::string after_seen(const ClockFacts& clock, const Alert& alert) {
    return boost::json::serialize(
        boost::json::object{{"state", to_string(clock.state)},
                            {"due", day_or_null(clock.due)},
                            {"alert",
                             {{"number", alert.number},
                              {"seen", alert.seen_count},
                              {"document", alert.document},
                              {"lists", lists_array(alert.lists)},
                              {"scorer", alert.scorer},
                              {"parties", parties_array(alert.parties)}}}});
}

std::string after_note(std::uint64_t number, std::string_view text) {
    return boost::json::serialize(
        boost::json::object{{"note", {{"number", number}, {"text", text}}}});
}

std::string after_assign(std::string_view assignee) {
    boost::json::value value = nullptr;
    if (!assignee.empty()) value = assignee;
    return boost::json::serialize(boost::json::object{{"assignee", std::move(value)}});
}

std::string after_link(CaseNumber other, std::string_view reason) {
    return boost::json::serialize(
        boost::json::object{{"link", {{"case", to_string(other)}, {"reason", reason}}}});
}

std::string after_propose(const Decision& decision) {
    return boost::json::serialize(
        boost::json::object{{"state", to_string(CaseState::proposed)},
                            {"decision",
                             {{"number", decision.number},
                              {"disposition", to_string(decision.disposition)},
                              {"reason_code", decision.reason_code},
                              {"text", decision.text}}}});
}

std::string after_answer(CaseState state, std::uint64_t decision, std::string_view text) {
    return boost::json::serialize(
        boost::json::object{{"state", to_string(state)}, {"decision", decision}, {"text", text}});
}

std::string after_reopen(const ClockFacts& clock, std::string_view reason,
                         const std::vector<AlertParty>& parties) {
    return boost::json::serialize(boost::json::object{{"state", to_string(clock.state)},
                                                      {"due", day_or_null(clock.due)},
                                                      {"reason", reason},
                                                      {"parties", parties_array(parties)}});
}

}  // namespace pelf::casefile
