// SPDX-License-Identifier: Apache-2.0
//
// Reports on a case: the documents of `pelf case report --case`. What the institution says of
// itself was given when the server started; no file is named by a request.
#include <boost/json.hpp>
#include <filesystem>

#include "base/text.hpp"
#include "engine/case_reports.hpp"
#include "server/backend.hpp"

namespace pelf::server {
namespace {

/// What is missing, field by field: a report with gaps is not written.
Response refuse(const std::vector<casefile::report::Gap>& gaps) {
    boost::json::array missing;
    for (const auto& gap : gaps) missing.push_back({{"field", gap.field}, {"why", gap.why}});
    boost::json::object error{
        {"code", "incomplete"},
        {"message", text("no report: ", gaps.size(),
                         gaps.size() == 1 ? " fact is missing or wrong, first "
                                          : " facts are missing or wrong, first ",
                         gaps.front().field, " (", gaps.front().why, ")")},
        {"missing", std::move(missing)}};
    constexpr unsigned kIncomplete = 422;
    return json_response(boost::json::serialize(boost::json::object{{"error", std::move(error)}}),
                         kIncomplete);
}

Result<casefile::report::ReportFacts> facts_of(Backend& backend, casefile::CaseNumber number) {
    engine::FactsRequest request;
    request.settings = backend.reports.settings;
    request.made_unix_s = backend.clock();
    request.tool = "pelf " + backend.version;
    PELF_TRY(facts, engine::gather_facts(request));
    PELF_TRY(cases, backend.cases.open(backend.home, backend.case_database));
    PELF_TRY_DONE(engine::add_case(*cases, number, facts));
    return std::move(facts);
}

Response report(Backend& backend, const Call& call) {
    const auto number = casefile::parse_case_number(call.values[0]);
    if (!number) return error_response(400, "malformed", "expected a case's id such as C-1");
    const auto format = engine::parse_report_format(call.values[1]);
    if (!format) return error_response(404, "not_found", "there is no report of that form");
    const auto facts = facts_of(backend, *number);
    if (!facts) return failure(backend, facts.error());
    engine::ReportRequest request;
    request.format = *format;
    request.jurisdiction = backend.reports.jurisdiction;
    request.version = "pelf " + backend.version;
    std::error_code fault;
    request.scratch = std::filesystem::temp_directory_path(fault);
    const auto written = engine::make_report(*facts, request);
    if (!written) return failure(backend, written.error());
    if (!written->gaps.empty()) return refuse(written->gaps);
    Response response;
    response.content_type = engine::media_type(*format);
    response.body = written->bytes;
    response.headers.emplace_back(
        "Content-Disposition",
        text("attachment; filename=\"", to_string(*number), "-", call.values[1], "\""));
    return response;
}

}  // namespace

void add_report_routes(Router& router, Backend& backend) {
    router.add({.pattern = "/api/v1/cases/{id}/report/{format}",
                .role = Role::analyst,
                .answer = [&backend](const Call& call) { return report(backend, call); },
                .text = {.summary = "A report on a case: html, pdf, csv, json, goaml, fincen-sar, "
                                    "ofac-blocking, ofac-reject, ivms101 (docs/reports.md)",
                         .group = "cases"},
                .is_slow = true});
}

}  // namespace pelf::server
