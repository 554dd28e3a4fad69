// SPDX-License-Identifier: Apache-2.0
#include "engine/case_reports.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <span>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/report_answers.hpp"
#include "casefile/report_document.hpp"
#include "casefile/report_fincen.hpp"
#include "casefile/report_goaml.hpp"
#include "casefile/report_ivms101.hpp"
#include "casefile/report_ofac.hpp"
#include "engine/report_pdf.hpp"
#include "engine/subprocess.hpp"

namespace pelf::engine {
namespace {

namespace report = casefile::report;
using report::OfacAction;
using report::ReportFacts;

struct FormatWords {
    ReportFormat format;
    std::string_view name;
    std::string_view media_type;
};

constexpr std::array<FormatWords, 14> kReportFormats{{
    {ReportFormat::goaml, "goaml", "application/xml"},
    {ReportFormat::fincen_sar, "fincen-sar", "application/xml"},
    {ReportFormat::ofac_blocking, "ofac-blocking", "text/html; charset=utf-8"},
    {ReportFormat::ofac_blocking_csv, "ofac-blocking-csv", "text/csv; charset=utf-8"},
    {ReportFormat::ofac_blocking_json, "ofac-blocking-json", "application/json"},
    {ReportFormat::ofac_reject, "ofac-reject", "text/html; charset=utf-8"},
    {ReportFormat::ofac_reject_csv, "ofac-reject-csv", "text/csv; charset=utf-8"},
    {ReportFormat::ofac_reject_json, "ofac-reject-json", "application/json"},
    {ReportFormat::ofac_annual, "ofac-annual", "text/csv; charset=utf-8"},
    {ReportFormat::ivms101, "ivms101", "application/json"},
    {ReportFormat::html, "html", "text/html; charset=utf-8"},
    {ReportFormat::pdf, "pdf", "application/pdf"},
    {ReportFormat::csv, "csv", "text/csv; charset=utf-8"},
    {ReportFormat::json, "json", "application/json"},
}};

constexpr std::uint64_t kTraceBytesMax = std::uint64_t{256} << 20;

const FormatWords& words_of(ReportFormat format) noexcept {
    return *std::ranges::find(kReportFormats, format, &FormatWords::format);
}

report::Report ofac_sheet_page(const ReportFacts& facts, OfacAction action, Paper paper) {
    auto sheets = report::ofac_sheets(facts, action);
    if (!sheets.gaps.empty()) return {{}, std::move(sheets.gaps)};
    return {ofac_page(facts, sheets, action, paper), {}};
}

Result<report::Report> goaml_report(const ReportFacts& facts, const ReportRequest& request) {
    if (request.jurisdiction_file.empty()) {
        PELF_TRY(jurisdiction, report::built_in_jurisdiction(request.jurisdiction));
        return report::write_goaml(facts, jurisdiction);
    }
    PELF_TRY(document, read_file(request.jurisdiction_file, report::kJurisdictionBytesMax));
    PELF_TRY(jurisdiction, report::read_jurisdiction(document));
    return report::write_goaml(facts, jurisdiction);
}

Status check_schema(const std::string& xml, const std::filesystem::path& schema) {
    const auto checked =
        run({"xmllint", {"--noout", "--nonet", "--schema", schema.string(), "-"}}, xml);
    if (checked) return Done{};
    if (checked.error().fault == Fault::not_found) {
        return Unexpected(Error{Fault::not_found,
                                "checking against a schema needs xmllint (Debian: libxml2-utils)"});
    }
    return Unexpected(Error{
        Fault::refused, text("the schema does not accept the report: ", checked.error().message),
        schema.string()});
}

}  // namespace

std::string_view to_string(ReportFormat format) noexcept {
    return words_of(format).name;
}

std::optional<ReportFormat> parse_report_format(std::string_view text) noexcept {
    const auto found = std::ranges::find(kReportFormats, text, &FormatWords::name);
    if (found == kReportFormats.end()) return std::nullopt;
    return found->format;
}

std::vector<std::string_view> report_formats() {
    std::vector<std::string_view> names;
    for (const FormatWords& words : kReportFormats) names.push_back(words.name);
    return names;
}

std::string_view media_type(ReportFormat format) noexcept {
    return words_of(format).media_type;
}

void add_settings(const ReportFacts& settings, ReportFacts& facts) {
    const auto take = [](const auto& from, auto& into) {
        if (into == std::remove_cvref_t<decltype(into)>{}) into = from;
    };
    take(settings.filer, facts.filer);
    take(settings.contact, facts.contact);
    take(settings.notice, facts.notice);
    take(settings.goaml.rentity_id, facts.goaml.rentity_id);
    take(settings.goaml.rentity_branch, facts.goaml.rentity_branch);
    take(settings.goaml.submission_code, facts.goaml.submission_code);
    take(settings.goaml.local_currency, facts.goaml.local_currency);
    take(settings.goaml.user_code, facts.goaml.user_code);
    take(settings.goaml.location, facts.goaml.location);
    take(settings.fincen.transmitter, facts.fincen.transmitter);
    take(settings.fincen.transmitter_contact, facts.fincen.transmitter_contact);
    take(settings.fincen.regulator, facts.fincen.regulator);
    take(settings.fincen.organisation, facts.fincen.organisation);
    take(settings.ofac.certified_by, facts.ofac.certified_by);
    take(settings.ofac.certified_title, facts.ofac.certified_title);
}

Result<ReportFacts> gather_facts(const FactsRequest& request) {
    ReportFacts facts;
    if (!request.facts.empty()) {
        PELF_TRY(document, read_file(request.facts, report::kFactsBytesMax));
        PELF_TRY(given, report::read_facts(document));
        facts = std::move(given);
    }
    if (!request.settings.empty()) {
        PELF_TRY(document, read_file(request.settings, report::kFactsBytesMax));
        PELF_TRY(settings, report::read_facts(document));
        add_settings(settings, facts);
    }
    if (!request.trace.empty()) {
        PELF_TRY(answer, read_file(request.trace, kTraceBytesMax));
        PELF_TRY_DONE(report::add_trace_answer(answer, facts));
    }
    if (!facts.made && request.made_unix_s) facts.made = report::Moment{*request.made_unix_s};
    if (facts.looked_at.tool.empty()) facts.looked_at.tool = request.tool;
    return facts;
}

Result<report::Report> make_report(const ReportFacts& facts, const ReportRequest& request) {
    report::Report made;
    switch (request.format) {
        case ReportFormat::goaml: {
            PELF_TRY(goaml, goaml_report(facts, request));
            made = std::move(goaml);
            break;
        }
        case ReportFormat::fincen_sar: made = report::write_fincen(facts); break;
        case ReportFormat::ofac_blocking:
            made = ofac_sheet_page(facts, OfacAction::blocked, request.paper);
            break;
        case ReportFormat::ofac_blocking_csv:
            made = report::write_ofac_csv(facts, OfacAction::blocked);
            break;
        case ReportFormat::ofac_blocking_json:
            made = report::write_ofac_json(facts, OfacAction::blocked);
            break;
        case ReportFormat::ofac_reject:
            made = ofac_sheet_page(facts, OfacAction::rejected, request.paper);
            break;
        case ReportFormat::ofac_reject_csv:
            made = report::write_ofac_csv(facts, OfacAction::rejected);
            break;
        case ReportFormat::ofac_reject_json:
            made = report::write_ofac_json(facts, OfacAction::rejected);
            break;
        case ReportFormat::ofac_annual: made = report::write_ofac_annual(facts); break;
        case ReportFormat::ivms101: made = report::write_ivms101(facts); break;
        case ReportFormat::html:
            made.bytes = report_page(facts, request.paper, request.version);
            break;
        case ReportFormat::pdf: {
            PELF_TRY(pdf, print_to_pdf(report_page(facts, request.paper, request.version),
                                       request.scratch));
            made.bytes = std::move(pdf);
            break;
        }
        case ReportFormat::csv: made.bytes = report::write_facts_table(facts); break;
        case ReportFormat::json: made.bytes = report::write_facts(facts); break;
    }
    if (made.gaps.empty() && !request.schema.empty()) {
        PELF_TRY_DONE(check_schema(made.bytes, request.schema));
    }
    return made;
}

std::string to_json(ReportFormat format, const report::Report& report) {
    boost::json::array missing;
    for (const report::Gap& gap : report.gaps) {
        missing.push_back(boost::json::object{{"field", gap.field}, {"why", gap.why}});
    }
    return casefile::write_canonical(boost::json::object{{"format", to_string(format)},
                                                         {"written", report.gaps.empty()},
                                                         {"size", report.bytes.size()},
                                                         {"missing", missing}});
}

}  // namespace pelf::engine
