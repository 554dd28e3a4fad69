// SPDX-License-Identifier: Apache-2.0
//
// What a bundle's exhibits from an account ledger prove by their bytes alone. On the XRP Ledger: a
// transaction is the one with that id; it and what it did are in the tree of its ledger; the
// ledger's header has that hash, and names the one before it. Not proved: that the network agreed
// on the last header of each run (compare it; servers sign it, and a bundle does not carry that),
// that signatures of transactions are good.
//
// What could not be proven where the bundle was made is named in its coverage: a transaction
// without a branch, whose balances are the source's word; or a row, the source's own words, of
// which nothing follows from a hash. Ethereum has rows alone.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "casefile/bundle.hpp"
#include "casefile/verdict.hpp"
#include "ingest/ledgers/xrpl_changes.hpp"

namespace pelf::casefile {

struct AccountTransaction {
    ingest::XrplChanges changes{};
    std::uint64_t ledger_index = 0;
    std::optional<std::int64_t> time_unix_s{};  ///< Where the bundle has its ledger's header.
};

/// By id, 64 lower-case digits.
struct AccountExhibits {
    std::map<std::string, AccountTransaction, std::less<>> transactions{};
    std::map<std::string, std::string_view, std::less<>> rows{};  ///< Views of the bundle.
};

/// Checks headers and transactions, and that what is not proven is what the manifest names.
/// Objections go to `verdict`, and the facts about headers.
AccountExhibits check_accounts(const Manifest& manifest, std::span<const Member> members,
                               Verdict& verdict);

}  // namespace pelf::casefile
