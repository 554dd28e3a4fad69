// SPDX-License-Identifier: Apache-2.0
//
// pelf case: new, list, show, add, note, assign, link, propose, approve, reject, reopen, reasons.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/cases.hpp"
#include "engine/owned_lists.hpp"

namespace pelf::cli {
namespace {

using casefile::Actor;
using casefile::Case;
using casefile::CaseNumber;
using casefile::CaseStore;

/// What the commands that change one case take; each uses some.
struct CaseOptions {
    std::string id;
    std::string by;
    std::string text;
    std::string other;
    std::string disposition;
    std::string reason_code;
    std::string kind = "sanctions";
    std::string subject;
    std::string due;
    std::string state;
    std::string file;
    bool nobody = false;
    bool changed = false;
};

/// One line of somebody's text.
std::string line_of(std::string_view text) {
    constexpr std::size_t kShown = 100;
    std::string line = one_line(text);
    return line.size() <= kShown ? line : line.substr(0, kShown) + "...";
}

void print_alerts(const Case& one) {
    using enum Table::Align;
    Table table({left, left, left, left, right, left});
    for (const casefile::Alert& alert : one.alerts) {
        std::vector<std::string> names;
        for (const casefile::AlertParty& party : alert.parties) {
            if (names.size() < 3) names.push_back(party.name);
        }
        if (alert.parties.size() > names.size()) names.emplace_back("...");
        table.add({"  alert", text(casefile::to_string(one.number), ".", alert.number),
                   alert.decision == 0 ? red("open") : "decided",
                   text(casefile::to_string(alert.kind), ": ", line_of(alert.subject)),
                   text("seen ", alert.seen_count, "x"), join(names, "; ")});
    }
    std::fputs(table.text().c_str(), stdout);
}

void print_decisions(const Case& one) {
    for (const casefile::Decision& decision : one.decisions) {
        const casefile::Reason* reason =
            casefile::find_reason(decision.disposition, decision.reason_code);
        std::printf("  decision %s (%s): %s\n    proposed by %s: %s\n",
                    std::string(casefile::to_string(decision.disposition)).c_str(),
                    reason == nullptr ? "" : std::string(reason->text).c_str(),
                    bold(casefile::to_string(decision.state)).c_str(), decision.proposer.c_str(),
                    line_of(decision.text).c_str());
        if (decision.answerer.empty()) continue;
        std::printf("    %s by %s%s%s\n", std::string(casefile::to_string(decision.state)).c_str(),
                    decision.answerer.c_str(), decision.answer.empty() ? "" : ": ",
                    line_of(decision.answer).c_str());
    }
}

void print_case(const Case& one) {
    std::printf("%s  %s  %s\n", bold(casefile::to_string(one.number)).c_str(), one.title.c_str(),
                bold(casefile::to_string(one.state)).c_str());
    std::printf(
        "  %s, %s, opened by %s %s, %s\n", std::string(casefile::to_string(one.kind)).c_str(),
        one.due ? text("due ", to_string(*one.due)).c_str() : "no deadline", one.opener.c_str(),
        short_time(rfc3339(one.created_unix_s)).c_str(),
        one.assignee.empty() ? "assigned to nobody" : text("assigned to ", one.assignee).c_str());
    if (!one.subject.empty()) std::printf("  about %s\n", line_of(one.subject).c_str());
    print_alerts(one);
    print_decisions(one);
    for (const casefile::CaseLink& link : one.links) {
        std::printf("  linked to %s%s%s\n", casefile::to_string(link.other).c_str(),
                    link.reason.empty() ? "" : ": ", line_of(link.reason).c_str());
    }
    for (const casefile::Note& note : one.notes) {
        std::printf("  %s  %s: %s\n", dim(short_time(rfc3339(note.made_unix_s))).c_str(),
                    note.user.c_str(), line_of(note.text).c_str());
    }
}

void print_events(const std::vector<casefile::CaseEvent>& events) {
    using enum Table::Align;
    Table table({right, left, left, left, left});
    for (const casefile::CaseEvent& event : events) {
        table.add({grouped(event.seq), short_time(rfc3339(event.made_unix_s)), event.user,
                   event.action, dim(line_of(event.after))});
    }
    std::printf("\n%s\n%s", bold("what happened").c_str(), table.text().c_str());
}

/// What a command that changed a case shows: the case.
ExitStatus show_changed(const Common& common, const engine::Cases& cases,
                        const Result<Case>& changed) {
    if (!changed) return fail(changed.error());
    if (!common.json) {
        print_case(*changed);
        return ExitStatus::nothing_found;
    }
    const auto json = engine::case_json(cases, changed->number);
    if (!json) return fail(json.error());
    std::fputs(json->c_str(), stdout);
    return ExitStatus::nothing_found;
}

/// Opens the cases, finds out which one and who, and does `work` on the store.
template <class Work>
ExitStatus change(const Common& common, const CaseOptions& options, const Work& work) {
    const auto number = casefile::parse_case_number(options.id);
    if (!number) return usage(text("expected a case's id such as C-1, found ", options.id));
    const auto by = actor_of(options.by);
    if (!by) return usage(by.error().message);
    const auto cases = engine::Cases::open(home_of(common), database_of(common));
    if (!cases) return fail(cases.error());
    return show_changed(common, *cases,
                        cases->with([&](CaseStore& store) { return work(store, *number, *by); }));
}

ExitStatus open_new(const Common& common, const CaseOptions& options) {
    const auto by = actor_of(options.by);
    if (!by) return usage(by.error().message);
    casefile::NewCase wanted{.title = options.text, .subject = options.subject};
    wanted.kind = casefile::parse_case_kind(options.kind).value_or(casefile::CaseKind::other);
    wanted.due = parse_date(options.due);
    if (!options.due.empty() && !wanted.due) {
        return usage(text("--due: expected YYYY-MM-DD, found ", options.due));
    }
    const auto cases = engine::Cases::open(home_of(common), database_of(common));
    if (!cases) return fail(cases.error());
    return show_changed(common, *cases, cases->with([&](CaseStore& store) {
        return store.open_case(wanted, *by);
    }));
}

ExitStatus list(const Common& common, const CaseOptions& options) {
    casefile::CaseFilter filter{.state = casefile::parse_case_state(options.state),
                                .assignee = options.other,
                                .due_by = parse_date(options.due)};
    if (!options.due.empty() && !filter.due_by) {
        return usage(text("--due-by: expected YYYY-MM-DD, found ", options.due));
    }
    const auto cases = engine::Cases::open(home_of(common), database_of(common));
    if (!cases) return fail(cases.error());
    std::vector<casefile::CaseSummary> all;
    for (;;) {
        const auto page = cases->with([&](CaseStore& store) { return store.list(filter); });
        if (!page) return fail(page.error());
        all.insert(all.end(), page->begin(), page->end());
        if (page->size() < filter.count_max) break;
        filter.after = all.back().number.value;
    }
    if (common.json) {
        std::fputs(engine::to_json(all).c_str(), stdout);
        return ExitStatus::nothing_found;
    }
    using enum Table::Align;
    Table table({left, left, left, left, left, right, left});
    table.add({"case", "state", "kind", "due", "assignee", "open", "title"});
    const Date today = day_of(common);
    for (const casefile::CaseSummary& one : all) {
        const bool is_late =
            one.due && *one.due < today && one.state != casefile::CaseState::closed;
        const std::string due = one.due ? to_string(*one.due) : "";
        table.add({casefile::to_string(one.number),
                   one.disposition.empty() ? std::string(casefile::to_string(one.state))
                                           : one.disposition,
                   std::string(casefile::to_string(one.kind)), is_late ? red(due) : due,
                   one.assignee, grouped(one.open_alerts_count), line_of(one.title)});
    }
    std::fputs(table.text().c_str(), stdout);
    return ExitStatus::nothing_found;
}

ExitStatus show(const Common& common, const CaseOptions& options) {
    const auto number = casefile::parse_case_number(options.id);
    if (!number) return usage(text("expected a case's id such as C-1, found ", options.id));
    const auto cases = engine::Cases::open(home_of(common), database_of(common));
    if (!cases) return fail(cases.error());
    const auto one = cases->with([&](CaseStore& store) { return store.load(*number); });
    const ExitStatus status = show_changed(common, *cases, one);
    if (!one || common.json) return status;
    const auto events = cases->with([&](CaseStore& store) { return store.events(*number); });
    if (!events) return fail(events.error());
    print_events(*events);
    return status;
}

/// An answer that was kept in a file goes into a case.
ExitStatus add(const Common& common, const CaseOptions& options) {
    const auto bytes = read_file(options.file, casefile::kDocumentBytesMax);
    if (!bytes) return fail(bytes.error());
    const auto answer = engine::canonical_answer(as_text(*bytes));
    if (!answer) return fail(answer.error());
    const auto lists =
        engine::load_lists_and_owned(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    IntoCase into{options.id, options.by};
    if (common.json) return print_into_case(common, into, *answer, *lists);
    return put_into_case(common, into, *answer, *lists);
}

ExitStatus reopen(const Common& common, const CaseOptions& options) {
    if (!options.changed) {
        if (options.id.empty()) return usage("expected a case's id, or --changed");
        if (options.text.empty()) return usage("--reason is required");
        return change(common, options, [&](CaseStore& store, CaseNumber number, const Actor& by) {
            return store.reopen(number, options.text, by);
        });
    }
    if (!options.id.empty()) return usage("--changed is for all cases; leave the id away");
    const auto by = actor_of(options.by);
    if (!by) return usage(by.error().message);
    const auto lists =
        engine::load_lists_and_owned(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    const auto cases = engine::Cases::open(home_of(common), database_of(common));
    if (!cases) return fail(cases.error());
    const auto reopened = engine::reopen_changed(*cases, *lists, *by);
    if (!reopened) return fail(reopened.error());
    if (common.json) {
        std::fputs(engine::to_json(*reopened).c_str(), stdout);
    } else {
        for (const CaseNumber number : *reopened) {
            std::printf("%s is open again\n", casefile::to_string(number).c_str());
        }
    }
    return reopened->empty() ? ExitStatus::nothing_found : ExitStatus::found;
}

ExitStatus reasons(const Common& common) {
    if (common.json) {
        std::fputs(engine::reasons_json().c_str(), stdout);
        return ExitStatus::nothing_found;
    }
    using enum Table::Align;
    Table table({left, left, left});
    for (const casefile::Reason& reason : casefile::all_reasons()) {
        table.add({std::string(casefile::to_string(reason.disposition)), std::string(reason.code),
                   std::string(reason.text)});
    }
    std::fputs(table.text().c_str(), stdout);
    return ExitStatus::nothing_found;
}

/// What was put where, for people.
void print_placed(const std::vector<casefile::PlacedAlert>& placed, std::FILE* into) {
    for (const casefile::PlacedAlert& one : placed) {
        const std::string number = casefile::to_string(one.number);
        std::fprintf(into, "%s %s.%s%s\n", one.is_new_alert ? "alert" : "seen again, alert",
                     number.c_str(), std::to_string(one.alert).c_str(),
                     one.is_new_case   ? " in a new case"
                     : one.is_reopened ? ", which opens the case again"
                                       : "");
    }
}

Result<std::vector<casefile::PlacedAlert>> place(const Common& common, const IntoCase& into,
                                                 const std::string& answer,
                                                 const engine::Lists& lists) {
    PELF_TRY(by, actor_of(into.by));
    PELF_TRY(cases, engine::Cases::open(home_of(common), database_of(common)));
    return engine::add_answer(cases, casefile::parse_case_number(into.number), answer, lists, by);
}

}  // namespace

void add_into_case(CLI::App& command, IntoCase& into) {
    command
        .add_option("--case", into.number,
                    "Put the answer into this case, or into a new one: NEW, C-1")
        ->type_name("NEW|ID")
        ->check([](const std::string& value) -> std::string {
            const bool is_case =
                value == "NEW" || value == "new" || casefile::parse_case_number(value).has_value();
            return is_case ? "" : "expected NEW or a case's id such as C-1, found " + value;
        });
    command.add_option("--by", into.by, "Who puts it there (else $PELF_USER, else $USER)")
        ->type_name("NAME");
}

ExitStatus put_into_case(const Common& common, const IntoCase& into, const std::string& answer,
                         const engine::Lists& lists) {
    const auto placed = place(common, into, answer, lists);
    if (!placed) return fail(placed.error());
    print_placed(*placed, stdout);
    return ExitStatus::nothing_found;
}

ExitStatus print_into_case(const Common& common, const IntoCase& into, const std::string& answer,
                           const engine::Lists& lists) {
    const auto placed = place(common, into, answer, lists);
    if (!placed) return fail(placed.error());
    const auto whole = engine::with_case(answer, *placed);
    if (!whole) return fail(whole.error());
    std::fputs(whole->c_str(), stdout);
    return ExitStatus::nothing_found;
}

void add_cases(CLI::App& command, const Common& common, Run& run) {
    const auto options = std::make_shared<CaseOptions>();
    const auto verb = [&](const char* name, const char* about, auto&& act) {
        CLI::App* made = command.add_subcommand(name, about);
        made->callback([&run, act] { run = act; });
        return made;
    };
    const auto needs_id = [&](CLI::App* one) {
        one->add_option("id", options->id, "The case, such as C-1")->required()->type_name("ID");
    };
    const auto takes_by = [&](CLI::App* one) {
        one->add_option("--by", options->by, "Who does it (else $PELF_USER, else $USER)")
            ->type_name("NAME");
    };
    const auto on_case = [&](const char* name, const char* about, auto&& work) {
        CLI::App* one = verb(name, about, [&common, options, work] {
            return change(common, *options,
                          [&](CaseStore& store, CaseNumber number, const Actor& by) {
                              return work(store, number, by, *options);
                          });
        });
        needs_id(one);
        takes_by(one);
        return one;
    };

    CLI::App* made =
        verb("new", "Open a case", [&common, options] { return open_new(common, *options); });
    made->add_option("title", options->text, "What it is about")->required()->type_name("TITLE");
    made->add_option("--kind", options->kind, "Which clock runs: sanctions, suspicion, other")
        ->capture_default_str()
        ->check(CLI::IsMember({"sanctions", "suspicion", "other"}));
    made->add_option("--subject", options->subject, "Whom it is about")->type_name("TEXT");
    made->add_option("--due", options->due, "The last day, if not as the kind says")
        ->type_name("DATE");
    takes_by(made);

    CLI::App* listed =
        verb("list", "All cases, or some", [&common, options] { return list(common, *options); });
    listed->add_option("--state", options->state, "open, proposed or closed")
        ->check(CLI::IsMember({"open", "proposed", "closed"}));
    listed->add_option("--assignee", options->other, "Whose they are")->type_name("NAME");
    listed->add_option("--due-by", options->due, "To be done by this day")->type_name("DATE");

    needs_id(verb("show", "One case and what happened to it",
                  [&common, options] { return show(common, *options); }));

    CLI::App* added = verb("add", "Put an answer from a file into a case",
                           [&common, options] { return add(common, *options); });
    added->add_option("id", options->id, "NEW, or the case")->required()->type_name("NEW|ID");
    added->add_option("file", options->file, "What pelf screen or trace --json printed")
        ->required()
        ->type_name("FILE");
    takes_by(added);

    on_case("note", "Write something down",
            [](CaseStore& store, CaseNumber number, const Actor& by, const CaseOptions& given) {
                return store.note(number, given.text, by);
            })
        ->add_option("text", options->text, "What")
        ->required()
        ->type_name("TEXT");

    CLI::App* assigned =
        on_case("assign", "Say who works on it",
                [](CaseStore& store, CaseNumber number, const Actor& by, const CaseOptions& given) {
                    return store.assign(number, given.other, by);
                });
    assigned->add_option("name", options->other, "Who; left away: nobody")->type_name("NAME");

    CLI::App* linked =
        on_case("link", "Say that two cases belong together",
                [](CaseStore& store, CaseNumber number, const Actor& by,
                   const CaseOptions& given) -> Result<Case> {
                    const auto other = casefile::parse_case_number(given.other);
                    if (other) return store.link(number, *other, given.text, by);
                    return Unexpected(
                        Error{Fault::malformed, text("expected a case's id, found ", given.other)});
                });
    linked->add_option("other", options->other, "The other one")->required()->type_name("ID");
    linked->add_option("--reason", options->text, "Why")->type_name("TEXT");

    CLI::App* proposed = on_case(
        "propose", "Say how it should end",
        [](CaseStore& store, CaseNumber number, const Actor& by,
           const CaseOptions& given) -> Result<Case> {
            const auto disposition = casefile::parse_disposition(given.disposition);
            if (disposition) {
                return store.propose(number, {*disposition, given.reason_code, given.text}, by);
            }
            return Unexpected(
                Error{Fault::malformed, text("no disposition is called ", given.disposition,
                                             "; `pelf case reasons` shows them")});
        });
    proposed->add_option("--disposition", options->disposition, "See pelf case reasons")
        ->required()
        ->type_name("NAME");
    proposed->add_option("--reason-code", options->reason_code, "See pelf case reasons")
        ->required()
        ->type_name("CODE");
    proposed->add_option("--text", options->text, "Why")->required()->type_name("TEXT");

    on_case("approve", "Agree to what somebody else proposed, which closes it",
            [](CaseStore& store, CaseNumber number, const Actor& by, const CaseOptions& given) {
                return store.approve(number, given.text, by);
            })
        ->add_option("--text", options->text, "A remark")
        ->type_name("TEXT");
    on_case("reject", "Disagree, or take back what one proposed",
            [](CaseStore& store, CaseNumber number, const Actor& by, const CaseOptions& given) {
                return store.reject(number, given.text, by);
            })
        ->add_option("--text", options->text, "Why")
        ->required()
        ->type_name("TEXT");

    CLI::App* again = verb("reopen", "Open a closed case again",
                           [&common, options] { return reopen(common, *options); });
    again->add_option("id", options->id, "The case")->type_name("ID");
    again->add_option("--reason", options->text, "Why")->type_name("TEXT");
    again->add_flag("--changed", options->changed,
                    "All those about parties of which the lists say something else by now");
    takes_by(again);

    verb("reasons", "The dispositions and their reason codes",
         [&common] { return reasons(common); });
    add_case_records(command, common, run);
}

}  // namespace pelf::cli
