// SPDX-License-Identifier: Apache-2.0
//
// Alerts made of answers. What makes a hit the same hit: the same question about the same listed
// parties. So a name that is screened again is one alert however often, and a party that was not
// among its hits before makes another, which nobody has decided on.
#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "base/text.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/json_fields.hpp"
#include "engine/cases.hpp"
#include "engine/json.hpp"
#include "engine/sha256_hex.hpp"
#include "screen/record_hash.hpp"

namespace pelf::engine {
namespace {

using boost::json::value;
using casefile::AlertDraft;
using casefile::AlertKind;
using casefile::AlertParty;
using casefile::field;
using casefile::list_field;
using casefile::ListInForce;
using casefile::text_field;

Unexpected<Error> no_answer() {
    return Unexpected(
        Error{Fault::malformed, "expected an answer of `pelf screen` or `pelf trace` in JSON"});
}

/// Calls `take` with every element of a list that may not be there.
template <class Take>
void for_each_in(const value& object, std::string_view key, const Take& take) {
    const boost::json::array* array = list_field(object, key);
    if (array == nullptr) return;
    for (const value& element : *array) take(element);
}

std::vector<ListInForce> lists_of(const value& answer) {
    std::vector<ListInForce> lists;
    for_each_in(answer, "lists", [&](const value& list) {
        lists.push_back({text_field(list, "source").value_or(""),
                         text_field(list, "version").value_or(""),
                         text_field(list, "published").value_or("")});
    });
    return lists;
}

/// Listed parties in an answer, each once, with what the lists say of them.
class Parties {
public:
    Parties(const Lists& lists, const std::vector<ListInForce>& asked) : lists_(&lists) {
        for (const ListInForce& list : asked) asked_[list.source] = list.version;
    }

    void add(const value& party) {
        const auto source = text_field(party, "source");
        const auto key = text_field(party, "id");
        if (!source || !key) return;
        found_[{*source, *key}] = text_field(party, "name").value_or("");
    }

    std::vector<AlertParty> all() const {
        std::vector<AlertParty> parties;
        for (const auto& [id, name] : found_) {
            parties.push_back({id.first, id.second, name, hash_of(id.first, id.second)});
        }
        return parties;
    }

private:
    /// Empty as well where the answer was given under another version than the one at hand: what
    /// it said then is not known here, and the next look at the lists has to find a difference.
    std::string hash_of(const std::string& source, const std::string& key) const {
        const auto asked = asked_.find(source);
        const bool is_same = std::ranges::any_of(lists_->versions, [&](const auto& version) {
            return version.source == source && asked != asked_.end() &&
                   version.version == asked->second;
        });
        const model::Party* party = is_same ? lists_->watchlist.find({source, key}) : nullptr;
        return party == nullptr ? std::string() : screen::record_hash(*party, sha256_hex);
    }

    const Lists* lists_;
    std::map<std::string, std::string> asked_;
    std::map<std::pair<std::string, std::string>, std::string> found_;
};

/// A hash over the question, and the parties that are in the answer.
std::string identity_of(std::string_view question, const std::vector<AlertParty>& parties) {
    std::string lines = text(question, "\n");
    for (const AlertParty& party : parties) lines += text(party.source, "\t", party.key, "\n");
    return sha256_hex(std::as_bytes(std::span(lines)));
}

Result<AlertDraft> screening_alert(const value& answer, const Lists& lists) {
    const value* query = field(answer, "query");
    if (query == nullptr || list_field(answer, "hits") == nullptr) return no_answer();
    AlertDraft alert;
    alert.kind = AlertKind::screening;
    alert.subject = text_field(*query, "text").value_or("");
    if (alert.subject.empty()) return no_answer();
    alert.lists = lists_of(answer);
    alert.scorer = text_field(answer, "scorer").value_or("");
    Parties parties(lists, alert.lists);
    for_each_in(answer, "hits", [&](const value& hit) { parties.add(hit); });
    alert.parties = parties.all();
    alert.identity = identity_of(text("screening ", boost::json::serialize(*query)), alert.parties);
    alert.document = pretty(answer);
    return alert;
}

/// With all places or, where there are many, with the first and how many more: traced_from() tells
/// the two apart.
std::string trace_subject(std::string_view direction, const std::vector<std::string>& places) {
    constexpr std::size_t kPlacesMax = 20;
    if (places.size() <= kPlacesMax) return text(direction, " from ", join(places, ", "));
    return text(direction, " from ", places.front(), " and ", places.size() - 1, " more places");
}

Result<AlertDraft> trace_alert(const value& answer, const Lists& lists) {
    const auto ledger = text_field(answer, "ledger");
    const auto direction = text_field(answer, "direction");
    std::vector<std::string> places;
    for_each_in(answer, "from", [&](const value& place) {
        places.push_back(text_field(place, "place").value_or(""));
    });
    if (!ledger || !direction || places.empty()) return no_answer();
    const std::string network = text_field(answer, "network").value_or("");
    AlertDraft alert;
    alert.kind = AlertKind::trace;
    alert.subject = trace_subject(*direction, places);
    alert.lists = lists_of(answer);
    Parties parties(lists, alert.lists);
    for_each_in(answer, "policies", [&](const value& policy) {
        for_each_in(policy, "listed_passed", [&](const value& pass) { parties.add(pass); });
    });
    alert.parties = parties.all();
    std::ranges::sort(places);
    alert.identity =
        identity_of(text("trace ", *ledger, " ", network, " ", *direction, " ", join(places, " ")),
                    alert.parties);
    alert.document = pretty(answer);
    return alert;
}

Result<value> parse_answer(std::string_view answer) {
    if (answer.size() > casefile::kDocumentBytesMax) {
        return Unexpected(Error{Fault::over_limit,
                                text("an answer in a case is at most ", casefile::kDocumentBytesMax,
                                     " bytes, found ", answer.size())});
    }
    boost::json::parse_options options;
    options.max_depth = casefile::kJsonDepthMax;
    boost::json::error_code fault;
    value parsed = boost::json::parse(answer, fault, {}, options);
    if (fault || !parsed.is_object()) return no_answer();
    return parsed;
}

/// The answers to several questions as each would have been given alone.
std::vector<value> taken_apart(const value& answer) {
    const boost::json::array* answers = list_field(answer, "answers");
    if (answers == nullptr) return {answer};
    std::vector<value> alone;
    for (const value& one : *answers) {
        value whole = one;
        for (const auto& [key, member] : answer.get_object()) {
            if (key != "answers" && whole.is_object()) whole.get_object()[key] = member;
        }
        alone.push_back(std::move(whole));
    }
    return alone;
}

}  // namespace

Result<std::string> canonical_answer(std::string_view answer) {
    PELF_TRY(parsed, parse_answer(answer));
    // A drawing of the answer, by the server for the page; no part of it.
    parsed.get_object().erase("flow");
    return pretty(parsed);
}

std::vector<std::string> traced_from(std::string_view subject) {
    constexpr std::string_view kForward = "forward from ";
    if (!subject.starts_with(kForward) || subject.ends_with(" more places")) return {};
    std::vector<std::string> places;
    for (const std::string_view place : split(subject.substr(kForward.size()), ", ")) {
        places.emplace_back(place);
    }
    return places;
}

Result<std::vector<AlertDraft>> alerts_of_answer(std::string_view answer, const Lists& lists) {
    PELF_TRY(parsed, parse_answer(answer));
    if (pretty(parsed) != answer) return no_answer();
    std::vector<AlertDraft> alerts;
    for (const value& one : taken_apart(parsed)) {
        PELF_TRY(alert, field(one, "hits") != nullptr ? screening_alert(one, lists)
                                                      : trace_alert(one, lists));
        alerts.push_back(std::move(alert));
    }
    if (alerts.empty()) return no_answer();
    return alerts;
}

}  // namespace pelf::engine
