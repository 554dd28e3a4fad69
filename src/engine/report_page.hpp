// SPDX-License-Identifier: Apache-2.0
//
// Reports for people: a case's facts, and what OFAC is told, as HTML that prints on A4 and on
// Letter; no script, nothing loaded from elsewhere, forbidden to load anything by its own policy.
#pragma once

#include <string>
#include <string_view>

#include "casefile/report_facts.hpp"
#include "casefile/report_ofac.hpp"

namespace pelf::engine {

enum class Paper : std::uint8_t { a4, letter };

/// Everything that the facts have; sections without facts are left out, but for what was looked
/// at: that nobody said so is said there. Every text is escaped.
std::string report_page(const casefile::report::ReportFacts& facts, Paper paper,
                        std::string_view version);

/// One sheet a page. Requires that there are no gaps.
std::string ofac_page(const casefile::report::ReportFacts& facts,
                      const casefile::report::OfacSheets& sheets,
                      casefile::report::OfacAction action, Paper paper);

/// Style sheet of both.
std::string report_style(Paper paper);

}  // namespace pelf::engine
