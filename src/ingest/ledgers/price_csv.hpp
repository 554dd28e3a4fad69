// SPDX-License-Identifier: Apache-2.0
//
// Prices of assets by day as CSV. Columns, found by their names in the first row:
//
//   date      2018-07-04, UTC
//   asset     as `pelf trace` writes it: BTC, XRP, USD.r...
//   currency  USD
//   price     of one whole unit: a decimal above zero, such as 6599.35
//   source    who says so; never empty
//
// docs/formats/price-csv.md.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ingest/report.hpp"
#include "model/price.hpp"

namespace pelf::ingest {

inline constexpr std::size_t kPricesMax = 4'000'000;
/// Bytes of an asset's or a currency's name.
inline constexpr std::size_t kPriceNameBytesMax = 128;
inline constexpr unsigned kPriceDecimalsMax = 36;

/// In the order of the file, each currency, asset and day once. Bad rows, and a day that stands for
/// the second time, are rejected in the report. Fails with malformed where a column is missing,
/// over_limit above kPricesMax.
Result<std::vector<model::Price>> read_price_csv(std::string_view text, Report& report);

}  // namespace pelf::ingest
