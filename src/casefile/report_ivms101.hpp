// SPDX-License-Identifier: Apache-2.0
//
// Originator and beneficiary of a transfer as interVASP IVMS101 (issue 1) JSON, in the spelling of
// the standard. Names in other scripts go where it has them, beside their Latin form.
#pragma once

#include "casefile/report_rules.hpp"

namespace pelf::casefile::report {

/// A payload that keeps the standard's constraints, or all gaps, each with the constraint's name.
/// "In the past" is before `facts.made`.
Report write_ivms101(const ReportFacts& facts);

/// The check digits of a legal entity identifier (ISO 17442: 18 letters and digits, 2 digits,
/// modulo 97).
bool is_lei(std::string_view text) noexcept;

}  // namespace pelf::casefile::report
