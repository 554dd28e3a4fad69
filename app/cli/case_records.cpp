// SPDX-License-Identifier: Apache-2.0
//
// pelf case: audit, backup, restore.
#include <cstdio>
#include <memory>

#include "base/text.hpp"
#include "cli/cases.hpp"

namespace pelf::cli {
namespace {

using casefile::CaseStore;

ExitStatus audit(const Common& common, const std::string& head) {
    std::optional<casefile::ChainHead> expected;
    if (!head.empty()) {
        expected = casefile::parse_chain_head(head);
        if (!expected) {
            return usage(
                text("--head: expected SEQ:HASH as an earlier audit printed it, found ", head));
        }
    }
    const auto cases = engine::Cases::open(home_of(common), database_of(common));
    if (!cases) return fail(cases.error());
    const auto verdict = cases->with([&](CaseStore& store) { return store.audit(expected); });
    if (!verdict) return fail(verdict.error());
    if (common.json) {
        std::fputs(engine::to_json(*verdict).c_str(), stdout);
        return verdict->is_valid() ? ExitStatus::nothing_found : ExitStatus::found;
    }
    if (verdict->is_valid()) {
        std::printf("%s  %s, %s, %s; nothing was changed\n", bold("VALID").c_str(),
                    counted(verdict->head.seq, "event", "events").c_str(),
                    counted(verdict->cases_count, "case", "cases").c_str(),
                    counted(verdict->documents_count, "answer", "answers").c_str());
        std::printf(
            "  head %s\n  write it down elsewhere: a later `pelf case audit --head` with it shows "
            "whether the\n  record up to here is still the same\n",
            casefile::to_string(verdict->head).c_str());
        return ExitStatus::nothing_found;
    }
    std::printf("%s  right up to event %s\n", red("TAMPERED WITH").c_str(),
                grouped(verdict->head.seq).c_str());
    for (const casefile::AuditObjection& one : verdict->objections) {
        std::printf("  %s: %s\n", one_line(one.where).c_str(), one_line(one.what).c_str());
    }
    if (verdict->objections_count > verdict->objections.size()) {
        std::printf("  and %s more\n",
                    grouped(verdict->objections_count - verdict->objections.size()).c_str());
    }
    return ExitStatus::found;
}

ExitStatus print_head(const Common& common, const engine::Cases& cases, const char* what) {
    const auto verdict = cases.with([](CaseStore& store) { return store.audit({}); });
    if (!verdict) return fail(verdict.error());
    if (common.json) {
        std::fputs(engine::to_json(*verdict).c_str(), stdout);
    } else {
        std::printf("%s, %s %s\n  head %s\n", counted(verdict->head.seq, "event", "events").c_str(),
                    counted(verdict->cases_count, "case", "cases").c_str(), what,
                    casefile::to_string(verdict->head).c_str());
    }
    return verdict->is_valid() ? ExitStatus::nothing_found : ExitStatus::found;
}

ExitStatus backup(const Common& common, const std::string& file) {
    const auto cases = engine::Cases::open(home_of(common), database_of(common));
    if (!cases) return fail(cases.error());
    const Status done = engine::backup_cases(*cases, file);
    if (!done) return fail(done.error());
    return print_head(common, *cases, "kept");
}

ExitStatus restore(const Common& common, const std::string& file) {
    const auto cases = engine::Cases::open(home_of(common), database_of(common));
    if (!cases) return fail(cases.error());
    const Status done = engine::restore_cases(*cases, file);
    if (!done) return fail(done.error());
    return print_head(common, *cases, "restored");
}

}  // namespace

void add_case_records(CLI::App& command, const Common& common, Run& run) {
    CLI::App* checked =
        command.add_subcommand("audit", "Is the record of all cases what was written?");
    const auto head = std::make_shared<std::string>();
    checked->add_option("--head", *head, "A head that an earlier audit printed")
        ->type_name("SEQ:HASH");
    checked->callback([&, head] { run = [&, head] { return audit(common, *head); }; });

    const auto file = std::make_shared<std::string>();
    CLI::App* kept = command.add_subcommand("backup", "All cases into one file");
    kept->add_option("file", *file, "A file that is not there yet")->required()->type_name("FILE");
    kept->callback([&, file] { run = [&, file] { return backup(common, *file); }; });

    CLI::App* restored =
        command.add_subcommand("restore", "All cases from such a file, into an empty database");
    restored->add_option("file", *file, "What backup wrote")->required()->type_name("FILE");
    restored->callback([&, file] { run = [&, file] { return restore(common, *file); }; });
}

}  // namespace pelf::cli
