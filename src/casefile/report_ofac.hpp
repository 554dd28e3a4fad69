// SPDX-License-Identifier: Apache-2.0
//
// What OFAC is told: reports of blocked property (31 CFR 501.603) and of rejected transactions
// (501.604), due within 10 business days, and the annual report (501.603(b)(2), form TD F
// 90-22.50). They are filed in OFAC's own system, for which these are what to enter: the fields by
// name, to print, as CSV and as JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casefile/report_rules.hpp"

namespace pelf::casefile::report {

enum class OfacAction : std::uint8_t { blocked, rejected };

struct OfacField {
    std::string_view group;  ///< "Reporter", "Property", ...
    std::string_view name;
    std::string value;
};

/// The fields of one property, for people and programs alike.
struct OfacSheet {
    std::string key;  ///< Of the property.
    Date due{};
    bool is_overdue = false;  ///< When the report was made.
    std::vector<OfacField> fields;
};

struct OfacSheets {
    std::vector<OfacSheet> sheets;
    std::vector<Gap> gaps;  ///< If there are any, the sheets are not to be filed.
};

/// One sheet for each property with this action.
OfacSheets ofac_sheets(const ReportFacts& facts, OfacAction action);

/// The last day for the report of a property blocked, or a transaction rejected, on `day`.
Date ofac_due(Date day) noexcept;

/// A row for each sheet, a column for each field.
Report write_ofac_csv(const ReportFacts& facts, OfacAction action);
Report write_ofac_json(const ReportFacts& facts, OfacAction action);

/// Part A, the holder and the count of rows, then part B, one row for each asset that was blocked
/// on or before 30 June of `facts.ofac.year` and not released by then.
Report write_ofac_annual(const ReportFacts& facts);

}  // namespace pelf::casefile::report
