// SPDX-License-Identifier: Apache-2.0
//
// Days on which US federal offices are open, which is what the clock of an OFAC report counts (31
// CFR 501.603 and 501.604). Holidays are computed from 5 U.S.C. 6103 as it stands (with Juneteenth
// from 2021, and the days on which a holiday on a weekend is kept), so that there is no table that
// ends. Closures by order of a day (a state funeral, snow) are not known: they can only make a
// deadline later.
#pragma once

#include "base/date.hpp"

namespace pelf::casefile {

/// Whether federal offices are closed for a holiday, kept on that day. Holds from 1986 on, when
/// the last but one of the holidays was first kept.
bool is_us_federal_holiday(Date day) noexcept;

/// Neither a Saturday nor a Sunday nor a holiday.
bool is_us_business_day(Date day) noexcept;

/// The n-th business day after a day, which itself does not count. `count` up to 10,000.
Date add_us_business_days(Date day, unsigned count) noexcept;

/// The date so many days later.
Date add_days(Date day, unsigned count) noexcept;

}  // namespace pelf::casefile
