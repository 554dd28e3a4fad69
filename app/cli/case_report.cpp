// SPDX-License-Identifier: Apache-2.0
//
// pelf case report: what authorities are told.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <span>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "engine/case_reports.hpp"

namespace pelf::cli {
namespace {

struct ReportOptions {
    engine::FactsRequest facts;
    engine::ReportRequest report;
    std::string format = "html";
    std::string paper = "a4";
    std::string out;
    std::string case_id;
};

/// What the case knows, where the facts have nothing.
Status add_case_facts(const Common& common, const std::string& id,
                      casefile::report::ReportFacts& facts) {
    const auto number = casefile::parse_case_number(id);
    if (!number) {
        return Unexpected(
            Error{Fault::malformed, text("expected a case's id such as C-1, found ", id)});
    }
    PELF_TRY(cases, engine::Cases::open(home_of(common), database_of(common)));
    return engine::add_case(cases, *number, facts);
}

/// What a refused report lacks: one a line, the field first.
ExitStatus refuse(const ReportOptions& options, const std::vector<casefile::report::Gap>& gaps) {
    std::fprintf(
        stderr, "pelf: no %s report: %s\n", options.format.c_str(),
        counted(gaps.size(), "fact is missing or wrong", "facts are missing or wrong").c_str());
    for (const auto& gap : gaps) {
        std::fprintf(stderr, "  %s: %s\n", gap.field.c_str(), gap.why.c_str());
    }
    return ExitStatus::input;
}

ExitStatus write_report(const Common& common, ReportOptions options) {
    const auto format = engine::parse_report_format(options.format);
    if (!format) {
        std::string all;
        for (const auto name : engine::report_formats()) all += text(all.empty() ? "" : ", ", name);
        return usage(text("no report format: ", options.format, "; there are ", all));
    }
    if (options.facts.facts.empty() && options.facts.trace.empty() && options.case_id.empty()) {
        return usage("a report needs --facts FILE or --case ID");
    }
    options.report.format = *format;
    options.report.paper = options.paper == "letter" ? engine::Paper::letter : engine::Paper::a4;
    options.report.version = options.facts.tool = "pelf " PELF_VERSION;
    options.facts.made_unix_s = now_unix_s();
    std::error_code fault;
    options.report.scratch = std::filesystem::temp_directory_path(fault);
    auto facts = engine::gather_facts(options.facts);
    if (!facts) return fail(facts.error());
    if (!options.case_id.empty()) {
        const auto added = add_case_facts(common, options.case_id, *facts);
        if (!added) return fail(added.error());
    }
    const auto report = engine::make_report(*facts, options.report);
    if (!report) return fail(report.error());
    const bool is_refused = !report->gaps.empty();
    if (!is_refused && options.out.empty()) {
        std::fwrite(report->bytes.data(), 1, report->bytes.size(), stdout);
        return ExitStatus::nothing_found;
    }
    if (!is_refused) {
        const auto written = replace_file(options.out, std::as_bytes(std::span(report->bytes)));
        if (!written) return fail(written.error());
    }
    if (common.json) std::fputs(engine::to_json(*format, *report).c_str(), stdout);
    if (is_refused) return refuse(options, report->gaps);
    if (!common.json) {
        std::printf("%s, %s: %s\n", options.out.c_str(), size_text(report->bytes.size()).c_str(),
                    options.format.c_str());
    }
    return ExitStatus::nothing_found;
}

}  // namespace

void add_case_report(CLI::App& command, const Common& common, Run& run) {
    CLI::App* report = command.add_subcommand("report", "Write a report to an authority");
    const auto options = std::make_shared<ReportOptions>();
    report->add_option("--facts", options->facts.facts, "Facts, as docs/formats/report-facts.md")
        ->type_name("FILE");
    report
        ->add_option("--case", options->case_id,
                     "A case: its title, alerts and decision, for what --facts does not have")
        ->type_name("ID");
    report
        ->add_option("--settings", options->facts.settings,
                     "Facts about the reporting institution, for what --facts does not have")
        ->type_name("FILE");
    report
        ->add_option("--trace", options->facts.trace,
                     "What 'pelf trace forward --json' printed: where the money went")
        ->type_name("FILE");
    report
        ->add_option("--format", options->format,
                     "goaml, fincen-sar, ofac-blocking, ofac-reject (each also -csv, -json), "
                     "ofac-annual, ivms101, html, pdf, csv, json")
        ->capture_default_str()
        ->type_name("FORMAT");
    report->add_option("--jurisdiction", options->report.jurisdiction, "Of goAML: ae, generic")
        ->capture_default_str()
        ->type_name("NAME");
    report
        ->add_option("--jurisdiction-file", options->report.jurisdiction_file,
                     "Codes and rules of another goAML jurisdiction")
        ->type_name("FILE");
    report
        ->add_option("--schema", options->report.schema,
                     "Hold the XML against this schema before it is written (needs xmllint)")
        ->type_name("XSD");
    report->add_option("--paper", options->paper, "a4 or letter")
        ->check(CLI::IsMember({"a4", "letter"}))
        ->capture_default_str();
    report->add_option("--out", options->out, "Where it goes; standard output if left out")
        ->type_name("FILE");
    report->callback(
        [&, options] { run = [&, options] { return write_report(common, *options); }; });
}

}  // namespace pelf::cli
