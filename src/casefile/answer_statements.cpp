// SPDX-License-Identifier: Apache-2.0
#include "casefile/answer_statements.hpp"

#include "base/text.hpp"
#include "casefile/json_fields.hpp"

namespace pelf::casefile {

using boost::json::value;

std::optional<std::uint64_t> read_number(std::string_view digits) {
    const auto number = parse_u64(digits);
    if (!number || std::to_string(*number) != digits) return std::nullopt;
    return number;
}

std::string_view holder_of(std::string_view account) noexcept {
    return account.substr(0, account.find(':'));
}

void AnswerStatements::expect(bool holds, const std::string& where, std::string_view what) {
    ++verdict_.line(Check::answer).looked_at;
    if (!holds) {
        verdict_.object(Check::answer, text(kAnswerName, ", ", where), std::string(what));
    }
}

void AnswerStatements::expect_listed(std::string_view source, std::string_view text,
                                     const std::string& where, std::string_view what) {
    wanted_.push_back({std::string(source), std::string(text)});
    if_not_found_.push_back({Check::answer, where, std::string(what)});
}

bool AnswerStatements::is_backward() const {
    const std::string* direction = manifest_.requested("direction");
    return direction != nullptr && *direction == "backward";
}

void AnswerStatements::check_lists(const value& answer) {
    expect(text_field(answer, "direction") == (is_backward() ? "backward" : "forward"), "direction",
           "it goes the other way than the request in the manifest");
    expect(flag_field(answer, "truncated") == manifest_.coverage.is_truncated, "truncated",
           "it is cut short where the manifest says it is not, or the other way round");
    const auto* lists = list_field(answer, "lists");
    bool same = lists != nullptr && lists->size() == manifest_.lists.size();
    for (std::size_t i = 0; same && i < lists->size(); ++i) {
        const ListExhibit& list = manifest_.lists[i];
        same = text_field((*lists)[i], "source") == list.source &&
               text_field((*lists)[i], "version") == list.version &&
               text_field((*lists)[i], "published") == list.published;
    }
    expect(same, "lists", "it relied on other lists than the manifest says");
}

void AnswerStatements::check_request(const value& answer) {
    std::vector<std::string> places;
    std::vector<std::string> policies;
    if (const auto* from = list_field(answer, "from")) {
        for (const value& one : *from) places.push_back(text_field(one, "place").value_or(""));
    }
    if (const auto* list = list_field(answer, "policies")) {
        for (const value& one : *list) policies.push_back(text_field(one, "policy").value_or(""));
    }
    const std::string* from = manifest_.requested("from");
    const std::string* policy = manifest_.requested("policy");
    std::vector<std::string> asked;
    if (from != nullptr) {
        for (const std::string_view place : split(*from, ",")) {
            asked.emplace_back(place.substr(0, place.find('=')));
        }
    }
    expect(!places.empty() && asked == places, "from",
           "it starts elsewhere than the request in the manifest");
    expect(policy != nullptr && *policy == join(policies, ","), "policies",
           "they are not those of the request in the manifest");
}

void AnswerStatements::check_names(const value& one, const std::string& where) {
    for (const std::string_view key : {"tag", "listed"}) {
        const auto* known = field(one, key);
        if (known == nullptr || known->is_null()) continue;
        const auto name = text_field(one, key);
        if (!name) {
            expect(false, where, "a name in it is no text");
            continue;
        }
        const std::string account = text_field(one, "account").value_or("");
        expect(!account.empty(), where, "there is a name for nobody's account");
        expect_listed({}, holder_of(account), where, "its account is in none of the lists");
        expect_listed({}, *name, where, "its name is in none of the lists");
    }
}

void AnswerStatements::check_pass(const value& pass, const std::string& where) {
    const std::string source = text_field(pass, "source").value_or("");
    const auto account = text_field(pass, "account");
    const auto id = text_field(pass, "id");
    const auto name = text_field(pass, "name");
    if (source.empty() || !account || account->empty() || !id || !name) {
        return expect(false, where, "it does not say who is listed where");
    }
    expect_listed(source, holder_of(*account), where, "its account is not in the list");
    expect_listed(source, *id, where, "its entry is not in the list");
    expect_listed(source, *name, where, "its name is not in the list");
}

void AnswerStatements::check_listed() {
    const auto found = lists_.find(wanted_);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i] == ListFiles::Found::not_carried) {
            ++verdict_.line(Check::answer).left_out;
        } else {
            expect(found[i] == ListFiles::Found::yes, if_not_found_[i].where,
                   if_not_found_[i].what);
        }
    }
}

}  // namespace pelf::casefile
