// SPDX-License-Identifier: Apache-2.0
//
// Report facts as a JSON document (docs/formats/report-facts.md), in and out, and as a table.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/result.hpp"
#include "casefile/report_facts.hpp"

namespace pelf::casefile::report {

inline constexpr std::size_t kFactsBytesMax = std::size_t{32} << 20;
inline constexpr std::size_t kFactTextBytesMax = std::size_t{1} << 20;
inline constexpr std::size_t kFactListMax = 10'000;

/// Strict: a field that is not known, of another type or form, or a key that nothing has is an
/// error, since a report in which a fact was overlooked is worse than none. Fails with malformed
/// or over_limit; the message has the field, as in "parties[0].born".
Result<ReportFacts> read_facts(std::span<const std::byte> document);

/// What was not given is left out. read_facts() gives the same facts back.
std::string write_facts(const ReportFacts& facts);

/// The facts as CSV with the columns field and value, a row for each fact that was given, lines
/// ending in CR LF (RFC 4180). Values that a spreadsheet would take for a formula get an
/// apostrophe before them; line ends and tabs become blanks, other unprintable characters U+FFFD.
std::string write_facts_table(const ReportFacts& facts);

/// One value of a CSV row as above, quoted where it has to be.
std::string csv_cell(std::string_view value);

}  // namespace pelf::casefile::report
