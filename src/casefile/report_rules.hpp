// SPDX-License-Identifier: Apache-2.0
//
// What has to hold for report facts of whatever report: words from closed lists, keys that exist.
// And the list of what one report asks for and did not get.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "casefile/report_facts.hpp"

namespace pelf::casefile::report {

/// Fails with malformed; the message has the field.
Status check_facts(const ReportFacts& facts);

/// A year, a month or a day that exists, in ISO form.
bool is_partial_day(std::string_view text) noexcept;

/// On one line, without blanks at its ends and none twice; characters that cannot be shown as
/// U+FFFD.
std::string plain_line(std::string_view text);

/// A fact that a report cannot do without, or that is not as the report wants it.
struct Gap {
    std::string field;  ///< As in the document: "filer.address.town".
    std::string why;
    bool operator==(const Gap&) const = default;
};

/// A report as it is filed, or every reason why there is none. Never both.
struct Report {
    std::string bytes;
    std::vector<Gap> gaps;
};

/// Asks for facts one after another and remembers what was missing.
class GapList {
public:
    void add(std::string field, std::string why);
    /// The value; noted where it is empty or has more than `letters_max` characters. A text is
    /// never cut to fit: half an address is another address.
    const std::string& need(const std::string& field, const std::string& value,
                            std::size_t letters_max);
    /// The same for a value that may be left out.
    const std::string& fit(const std::string& field, const std::string& value,
                           std::size_t letters_max);
    std::size_t count() const noexcept { return gaps_.size(); }
    std::vector<Gap> take() { return std::move(gaps_); }

private:
    std::vector<Gap> gaps_;
};

/// The bytes if nothing is missing, else what is.
Report finished(std::string bytes, GapList& gaps);

}  // namespace pelf::casefile::report
