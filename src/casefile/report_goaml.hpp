// SPDX-License-Identifier: Apache-2.0
//
// Report facts as goAML XML, as schema 5.0.2 has it. Wallets are accounts whose number is the
// address: goAML has no element of its own for them. What stands in the report and what does not:
// docs/reports.md.
#pragma once

#include "casefile/report_goaml_jurisdiction.hpp"
#include "casefile/report_rules.hpp"

namespace pelf::casefile::report {

/// A report that the schema accepts and that keeps the jurisdiction's rules, or all gaps.
Report write_goaml(const ReportFacts& facts, const GoamlJurisdiction& jurisdiction);

}  // namespace pelf::casefile::report
