// SPDX-License-Identifier: Apache-2.0
//
// The answer of a trace on one account ledger against the exhibits: that each place it names is in
// evidence, that the account's balance changed there by no less than the amount, at that time; that
// each step of a way is paid by who got the step before, and later; that the sums are the sums;
// that accounts and names are in the lists; that it is the answer to what was asked.
//
// Not checked: which units of an account a transfer took, and how a transaction's changes divide
// into transfers, so that a place's index may be another of the same account. Both follow from
// docs/trace.md and docs/formats/xrpl-ledger.md. What is at a place of which the bundle has a row
// alone, or is no account's balance (an entry, a token, a pool), is counted as left out.
#pragma once

#include <cstddef>
#include <span>

#include "casefile/bundle_manifest.hpp"
#include "casefile/list_exhibits.hpp"
#include "casefile/verdict.hpp"
#include "casefile/xrpl_exhibits.hpp"

namespace pelf::casefile {

void check_account_answer(const Manifest& manifest, std::span<const std::byte> answer,
                          const AccountExhibits& exhibits, const ListFiles& lists,
                          Verdict& verdict);

}  // namespace pelf::casefile
