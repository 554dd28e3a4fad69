// SPDX-License-Identifier: Apache-2.0
//
// The answer of a trace on a coin ledger against the exhibits: that each place it names exists,
// with that account, no less than that amount and that time; that each step of a path spends the
// step before; that what it calls unspent is spent by nothing in the bundle; that the sums are the
// sums; that wallets and names are in the lists; that it is the answer to what was asked and covers
// what it says.
//
// Backward answers give no ways: their places, amounts, sums and names are checked.
//
// Not checked: how a policy divides money within a transaction. That follows from the rules of
// docs/trace.md, and takes the amounts of every input, which a bundle does not carry.
#pragma once

#include <cstddef>
#include <span>

#include "casefile/bitcoin_exhibits.hpp"
#include "casefile/bundle_manifest.hpp"
#include "casefile/list_exhibits.hpp"
#include "casefile/verdict.hpp"

namespace pelf::casefile {

void check_answer(const Manifest& manifest, std::span<const std::byte> answer,
                  const ProvedTransactions& transactions, const ListFiles& lists, Verdict& verdict);

}  // namespace pelf::casefile
