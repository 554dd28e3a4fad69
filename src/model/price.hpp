// SPDX-License-Identifier: Apache-2.0
//
// What one unit of an asset was worth on a day, as somebody says. Prices put a value beside an
// amount; they are never part of the amount's own arithmetic.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.hpp"

namespace pelf::model {

struct Price {
    Date date;             ///< The day in UTC that it stands for.
    std::string asset;     ///< As `pelf trace` writes it: "BTC", "USD.r...".
    std::string currency;  ///< "USD".
    /// Of one whole unit of the asset (one bitcoin, one XRP): digits / 10^decimals, above 0.
    std::uint64_t digits = 0;
    std::uint8_t decimals = 0;
    std::string source;  ///< Who says so.

    bool operator==(const Price&) const = default;
};

}  // namespace pelf::model
