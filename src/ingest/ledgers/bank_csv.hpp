// SPDX-License-Identifier: Apache-2.0
//
// A bank's books as CSV: one booked movement a row, in the order of booking. Columns, found by
// their names in the first row, others being passed over:
//
//   booked     "2018-07-04T09:30:00Z" or "2018-07-04": when it was booked. What is booked within
//              one second is one block; the order of rows is the order of the books.
//   id         the movement's own reference, at most 32 bytes; rows that follow one another with
//              the same id are one transaction
//   from, to   account numbers (IBAN or other, at most 38 bytes); empty: from or to another bank
//              that these books do not show
//   currency   ISO 4217, three letters
//   amount     decimal, above zero, no more places than the currency has
//   kind       payment (or empty), fee, opening, reversal
//
// Value dates are no order: statements are sorted by what was booked. docs/formats/bank-csv.md.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "ingest/ledgers/account_sink.hpp"
#include "ingest/report.hpp"

namespace pelf::ingest {

inline constexpr std::size_t kBankIdBytesMax = 32;

/// Decimal places of a currency (ISO 4217): 2 for most, 0 and 3 for some. Nothing for what is not
/// three capital letters.
std::optional<unsigned> currency_decimals(std::string_view code) noexcept;

/// Reads one file. A block's height is the second of its booking (since 1970); it has no hash. Bad
/// rows, and rows booked before the one above them, are rejected in the report. Fails with
/// malformed without the columns named above (id and kind may be missing), or as the sink does.
Status read_bank_csv(std::string_view text, Report& report, const AccountSink& sink);

}  // namespace pelf::ingest
