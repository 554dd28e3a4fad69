// SPDX-License-Identifier: Apache-2.0
//
// The allow-list as the fronts see it: HOME/allow.log, read for one day.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engine/home.hpp"
#include "screen/allow_list.hpp"
#include "screen/customer.hpp"
#include "screen/hit_book.hpp"
#include "screen/watchlist.hpp"

namespace pelf::engine {

struct Allowances {
    screen::AllowList list;
    Date today;
};

/// Fails as AllowList::open() does.
Result<Allowances> load_allowances(const Home& home, Date today);

/// What the allow-list says of one hit of a customer with an id. Cost: a look-up, and two hashes
/// where there is an allowance.
screen::AllowVerdict check_allowance(const Allowances& allowances, const model::Party& customer,
                                     const model::Party& listed);

/// The same of a hit in the hit book, by the data it was booked on.
screen::AllowVerdict check_allowance(const Allowances& allowances, const screen::FoundHit& hit);

/// For the data of both sides as they are; approver, reason and days are the caller's to set.
screen::Allowance allowance_of(const model::Party& customer, const model::Party& listed);

/// Entries with what they are worth today need both sides; without them only the log is shown.
std::string to_json(const std::vector<screen::Allowance>& allowances);

}  // namespace pelf::engine
