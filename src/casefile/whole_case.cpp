// SPDX-License-Identifier: Apache-2.0
#include "casefile/whole_case.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "casefile/case_fold.hpp"
#include "casefile/json_fields.hpp"
#include "casefile/verify.hpp"

namespace pelf::casefile {
namespace {

std::string_view text_of_member(std::span<const Member> members, std::string_view name) {
    return as_text(bytes_of(members, name));
}

class WholeCase {
public:
    WholeCase(const Manifest& manifest, std::span<const Member> members, Verdict& verdict)
        : manifest_(manifest), members_(members), verdict_(verdict) {}

    void check() {
        for (const Check check : {Check::headers, Check::transactions, Check::answer}) {
            verdict_.line(check).is_reached = true;
        }
        check_events();
        check_coverage();
        check_members();
    }

private:
    void object(Check check, std::string_view where, std::string_view what) {
        verdict_.object(check, std::string(where), std::string(what));
    }
    void expect(bool holds, std::string_view where, std::string_view what) {
        ++verdict_.line(Check::answer).looked_at;
        if (!holds) object(Check::answer, where, what);
    }

    void check_events() {
        std::string_view rest = text_of_member(members_, kCaseEventsName);
        for (std::size_t number = 1; !rest.empty(); ++number) {
            const std::size_t end = rest.find('\n');
            const std::string where = text(kCaseEventsName, ", line ", number);
            const std::string_view line = rest.substr(0, end);
            const std::size_t tab = line.find('\t');
            if (end == rest.npos || tab == line.npos) {
                return object(Check::transactions, where, "it is no event behind a hash");
            }
            rest.remove_prefix(end + 1);
            auto event = parse_event(line.substr(tab + 1));
            if (!event) return object(Check::transactions, where, event.error().message);
            ++verdict_.line(Check::transactions).looked_at;
            if (!take(line.substr(0, tab), std::move(*event), where)) return;
        }
        if (events_.empty()) object(Check::transactions, kCaseEventsName, "there is none");
    }

    bool take(std::string_view hash_before, CaseEvent event, const std::string& where) {
        event.hash = chain_hash(hash_before, event);
        const std::string* wanted = manifest_.requested("case");
        if (wanted == nullptr || to_string(event.number) != *wanted) {
            object(Check::transactions, where, "it is of another case than was asked for");
            return false;
        }
        const std::uint64_t last = events_.empty() ? 0 : events_.back().event.seq;
        const std::string before =
            events_.empty() ? std::string(kChainBegin) : events_.back().event.hash;
        if (event.seq <= last || (event.seq == last + 1 && hash_before != before)) {
            object(Check::transactions, where, "it does not follow on the event before it");
            return false;
        }
        if (const auto applied = apply(case_, event); !applied) {
            object(Check::transactions, where,
                   text("the rules do not allow it: ", applied.error().message));
            return false;
        }
        events_.push_back({std::string(hash_before), std::move(event)});
        return true;
    }

    void check_coverage() {
        if (events_.empty()) return;
        const Coverage found = case_coverage(events_);
        const Coverage& said = manifest_.coverage;
        if (found.base_height != said.base_height || found.height != said.height ||
            found.tip != said.tip || found.is_window != said.is_window || said.is_truncated) {
            object(Check::transactions, kManifestName,
                   "its events are not those that the manifest names");
        }
        verdict_.facts.checkpoint = found.tip;
        verdict_.facts.checkpoint_height = found.height;
        verdict_.facts.checkpoints = {{found.height, found.tip}};
    }

    /// Answers and list versions are those that the events name, no more and no less.
    void check_members() {
        std::set<std::string, std::less<>> documents;
        std::set<std::pair<std::string, std::string>> versions;
        for (const ChainedEvent& one : events_) {
            const std::string document = document_of(one.event);
            if (!document.empty()) documents.insert(document);
            for (const ListInForce& list : lists_of(one.event)) {
                versions.emplace(list.source, list.version);
            }
        }
        std::set<std::pair<std::string, std::string>> carried;
        for (const ListExhibit& list : manifest_.lists) carried.emplace(list.source, list.version);
        expect(carried == versions, kManifestName,
               "its lists are not those that the case's answers relied on");
        for (const Exhibit& exhibit : manifest_.exhibits) {
            const std::string_view name = exhibit.name;
            if (name == kCaseEventsName || name.starts_with("lists/")) continue;
            if (name.starts_with(kCaseBundlesFolder)) {
                check_bundle(name);
            } else if (name.starts_with(kCaseDocumentsFolder)) {
                const std::string hash(name.substr(kCaseDocumentsFolder.size()));
                expect(hash == exhibit.sha256, name, "it is another answer than its name says");
                expect(documents.erase(hash) == 1, name, "no event speaks of it");
            } else {
                expect(false, name, "it belongs to nothing in the bundle");
            }
        }
        expect(documents.empty(), kCaseEventsName,
               text("an answer that they speak of is not in the bundle: ",
                    documents.empty() ? "" : *documents.begin()));
    }

    void check_bundle(std::string_view name) {
        const Verdict inner = verify_bundle(bytes_of(members_, name), {.is_within_a_case = true});
        const bool is_valid = inner.is_valid();
        expect(is_valid, name,
               is_valid ? std::string()
                        : text("it does not verify: ", inner.objections.front().where, ": ",
                               inner.objections.front().what));
        verdict_.facts.not_proven += inner.facts.not_proven;
        for (const BundleFacts::Checkpoint& one : inner.facts.checkpoints) {
            verdict_.facts.checkpoints.push_back(one);
        }
        if (inner.facts.checkpoints.empty() && !inner.facts.checkpoint.empty()) {
            verdict_.facts.checkpoints.push_back(
                {inner.facts.checkpoint_height, inner.facts.checkpoint});
        }
    }

    const Manifest& manifest_;
    std::span<const Member> members_;
    Verdict& verdict_;
    Case case_;
    std::vector<ChainedEvent> events_;
};

}  // namespace

std::string case_events_text(std::span<const ChainedEvent> events) {
    std::string lines;
    for (const ChainedEvent& one : events) {
        lines += text(one.hash_before, "\t", event_text(one.event), "\n");
    }
    return lines;
}

Coverage case_coverage(std::span<const ChainedEvent> events) {
    PELF_CHECK(!events.empty());
    Coverage coverage;
    coverage.base_height = events.front().event.seq;
    coverage.height = events.back().event.seq;
    coverage.tip = events.back().event.hash;
    coverage.is_window = coverage.height - coverage.base_height + 1 != events.size();
    return coverage;
}

std::vector<ListInForce> lists_of(const CaseEvent& event) {
    std::vector<ListInForce> lists;
    if (document_of(event).empty()) return lists;
    boost::json::error_code fault;
    const boost::json::value after = boost::json::parse(event.after, fault);
    const auto* alert = fault ? nullptr : field(after, "alert");
    const auto* named = alert == nullptr ? nullptr : list_field(*alert, "lists");
    if (named == nullptr) return lists;
    for (const boost::json::value& one : *named) {
        lists.push_back({text_field(one, "source").value_or(""),
                         text_field(one, "version").value_or(""),
                         text_field(one, "published").value_or("")});
    }
    return lists;
}

void check_whole_case(const Manifest& manifest, std::span<const Member> members, Verdict& verdict) {
    WholeCase(manifest, members, verdict).check();
}

}  // namespace pelf::casefile
