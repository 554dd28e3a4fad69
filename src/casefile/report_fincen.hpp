// SPDX-License-Identifier: Apache-2.0
//
// Report facts as a batch of one FinCEN SAR (form 111), in the XML that BSA E-Filing takes: schema
// EFL_SARXBatchSchema 1.2. Order and rules are the schema's and its user guide's. What stands in
// it and what does not: docs/reports.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casefile/report_rules.hpp"

namespace pelf::casefile::report {

inline constexpr std::size_t kNarrativeBlockLetters = 4000;
inline constexpr std::size_t kNarrativeBlocks = 5;

Report write_fincen(const ReportFacts& facts);

/// A narrative on one line in blocks of at most kNarrativeBlockLetters characters, none of which
/// begins or ends with a blank; cut at blanks, which are dropped there, and inside a word only
/// where it fills a block by itself.
std::vector<std::string> narrative_blocks(std::string_view narrative);

/// Whole dollars, cents rounded up, as the form asks; empty where the amount is not given.
std::string whole_dollars(const Amount& amount);

}  // namespace pelf::casefile::report
