// SPDX-License-Identifier: Apache-2.0
//
// Reports on a case, in every form there is.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "casefile/report_facts.hpp"
#include "casefile/report_rules.hpp"
#include "engine/cases.hpp"
#include "engine/report_page.hpp"

namespace pelf::engine {

enum class ReportFormat : std::uint8_t {
    goaml,
    fincen_sar,
    ofac_blocking,
    ofac_blocking_csv,
    ofac_blocking_json,
    ofac_reject,
    ofac_reject_csv,
    ofac_reject_json,
    ofac_annual,
    ivms101,
    html,
    pdf,
    csv,
    json,
};

/// "goaml", "fincen-sar", "ofac-blocking", ...
std::string_view to_string(ReportFormat format) noexcept;
std::optional<ReportFormat> parse_report_format(std::string_view text) noexcept;
std::vector<std::string_view> report_formats();
/// "application/xml" and so on, for whoever hands reports out over HTTP.
std::string_view media_type(ReportFormat format) noexcept;

struct ReportRequest {
    ReportFormat format = ReportFormat::html;
    std::string jurisdiction = "generic";     ///< Of goAML, one that is built in, or
    std::filesystem::path jurisdiction_file;  ///< a file, where this is not empty.
    std::filesystem::path schema;             ///< XSD to hold XML against, by xmllint; empty: none.
    Paper paper = Paper::a4;
    std::filesystem::path scratch;  ///< For files that printing needs.
    std::string version;            ///< Of the program: "pelf 0.1.0".
};

/// Pieces that facts are put together from.
struct FactsRequest {
    std::filesystem::path facts;  ///< A document; empty: none.
    std::filesystem::path
        settings;                 ///< Filer and contact, where the facts have none; may be empty.
    std::filesystem::path trace;  ///< JSON of `pelf trace forward`; may be empty.
    std::optional<std::int64_t> made_unix_s;  ///< Where the facts do not say when.
    std::string tool;                         ///< Where the facts do not say.
};

/// Reads facts and adds what they lack from the other pieces. Fails with not_found, malformed,
/// over_limit, io.
Result<casefile::report::ReportFacts> gather_facts(const FactsRequest& request);

/// What a case has: its title, its alerts as hits, parties and the first trace, and the decision by
/// which it was closed, or else that is proposed. Facts that are there already stay, and parties
/// with the keys alert-1, alert-2, ... are completed and not made anew. Fails with not_found or
/// what the store says.
Status add_case(const Cases& cases, casefile::CaseNumber number,
                casefile::report::ReportFacts& facts);

/// The institution's side of `settings`, where `facts` does not have it: the filer, the contact and
/// what goAML and FinCEN know the filer by.
void add_settings(const casefile::report::ReportFacts& settings,
                  casefile::report::ReportFacts& facts);

/// The report, or its gaps. Fails where a program or file that it needs is missing (not_found), and
/// with refused where the schema does not accept what was written.
Result<casefile::report::Report> make_report(const casefile::report::ReportFacts& facts,
                                             const ReportRequest& request);

/// {"format", "written", "size", "missing": [{"field", "why"}]}: what came of a request.
std::string to_json(ReportFormat format, const casefile::report::Report& report);

}  // namespace pelf::engine
