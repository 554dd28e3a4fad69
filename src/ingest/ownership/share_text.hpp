// SPDX-License-Identifier: Apache-2.0
//
// Shares as people write them: "50 %", "25-50", "more than 25%", "75% or more",
// "ownership-of-shares-50-to-75-percent".
#pragma once

#include <optional>
#include <string_view>

#include "model/ownership.hpp"

namespace pelf::ingest {

/// A share and, where the words tell, of what.
struct SharePhrase {
    model::ShareRange share;
    std::optional<model::StakeKind> kind;
    bool is_right_only = false;  ///< "right to appoint and remove directors": no number in it.
};

/// Nothing for text without a share in it, for numbers above 100 and for bands that run backwards.
///
///   "50", "50%", "50.5 percent", "33,33 %", "1/3"    exactly that
///   "0.5", "1.0" without "%"                          a half or a half percent: both possible
///   "25-50", "25 to 50 %", "between 25 and 50"        from 25 to 50, both included
///   "more than 25", "over 25", "> 25"                 above 25
///   "at least 25", "25 or more", ">= 25"              25 and above
///   "less than 25", "under 25", "< 25"                below 25
///   "at most 25", "up to 25", "not more than 25", "<= 25"
///   two of these, "more than 25 but not more than 50"
///   UK codes: "…-25-to-50-percent" above 25, up to 50; "…-50-to-75-percent" between, both
///   excluded; "…-75-to-100-percent" 75 and above (Companies House, PSC descriptions)
std::optional<SharePhrase> parse_share(std::string_view text);

}  // namespace pelf::ingest
