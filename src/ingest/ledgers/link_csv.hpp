// SPDX-License-Identifier: Apache-2.0
//
// Links between ledgers as CSV: what an exchange's records, a bridge's or an investigator's own say
// of where money came out that went in. Columns, found by their names in the first row:
//
//   id            the row's own name in the file; each once
//   kind          withdrawal, swap, bridge, gift_card, cash_out
//   standing      protocol, asserted, matched, claimed
//   from_place    LEDGER:TX:INDEX of the deposit
//   from_amount   how much of the deposit went this way, in the smallest unit
//   to_place      LEDGER:TX:INDEX where it came out; may be empty if to_account is not
//   to_account    where it came out, if on no ledger that is kept: "gift card 4711"
//   to_asset      "CNY": needed where to_place is empty
//   to_amount     in the smallest unit
//   source        who says so; never empty
//   note, likelihood_ppm, competitors   may be missing or empty
//
// docs/formats/link-csv.md.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ingest/report.hpp"
#include "model/link.hpp"

namespace pelf::ingest {

/// In the order of the file. Bad rows, and an id for the second time, are rejected in the report.
/// Fails with malformed where a column that is needed is missing.
Result<std::vector<model::Link>> read_link_csv(std::string_view text, Report& report);

/// A file with these links, all columns, that read_link_csv() reads the same (but for what it has
/// no column for: from.account and from.asset). Requires links as it gives them.
std::string write_link_csv(std::span<const model::Link> links);

}  // namespace pelf::ingest
