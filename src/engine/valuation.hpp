// SPDX-License-Identifier: Apache-2.0
//
// What amounts were worth: values in one currency beside amounts of assets, from tables of prices
// (docs/formats/price-csv.md). Beside, never inside: no amount, share or sum of a trace depends on
// a price, and what has no price has no value, which is not the value zero.
//
// A value is amount * price, exact, rounded to the currency's smallest unit, halves up. The price
// is that of the day, in UTC, of the transaction that moved the amount. Rules: docs/trace.md,
// Values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "ingest/report.hpp"
#include "model/price.hpp"

namespace pelf::engine {

struct PriceRequest {
    std::vector<std::filesystem::path> files{};  ///< CSV; none: no values.
    std::string currency = "USD";
    /// How many days older than the movement a price may be where its own day has none.
    std::uint32_t days_back_max = 0;
};

struct Value {
    /// In the currency's smallest unit; nothing without a price, or above 256 bits.
    std::optional<Uint256> amount{};
    /// By which; null also where the amount is in the currency itself. As long as the valuation.
    const model::Price* price = nullptr;
};

/// Values added up, each rounded by itself, so that a column of them adds up.
struct ValueSum {
    Uint256 amount{};  ///< Of what has a value.
    std::uint64_t valued_count = 0;
    std::uint64_t unvalued_count = 0;

    void add(const Value& value);
    bool is_whole() const noexcept { return unvalued_count == 0; }
};

/// Prices in one currency. Const members from any number of threads.
class Valuation {
public:
    struct File {
        std::string path{};
        std::string sha256{};
        std::uint64_t prices = 0;  ///< In the currency.
    };

    /// Fails with malformed (a file without its columns, a day that two files give), not_found (no
    /// price in the currency, which is a slip of the pen rather than a wish), over_limit or io.
    static Result<Valuation> read(const PriceRequest& request);

    const std::string& currency() const noexcept { return currency_; }
    /// Places between the currency and its smallest unit: of USD 2, of JPY 0.
    unsigned decimals() const noexcept { return decimals_; }
    std::uint32_t days_back_max() const noexcept { return days_back_max_; }
    const std::vector<File>& files() const noexcept { return files_; }
    const std::vector<ingest::Report>& reports() const noexcept { return reports_; }

    /// Of `amount` smallest units of an asset with so many decimals, moved at a moment in the form
    /// of RFC 3339. No value where the moment is empty: nobody knows when.
    Value value_of(const std::string& asset, unsigned asset_decimals, const Uint256& amount,
                   const std::string& time) const;

    /// The price of an asset on a day, or on the nearest of the days before that count; null: none.
    const model::Price* price_of(const std::string& asset, Date day) const;

private:
    using Days = std::map<std::int64_t, model::Price>;  ///< By days since 1970.

    Status add_file(const std::filesystem::path& path);

    std::string currency_;
    unsigned decimals_ = 0;
    std::uint32_t days_back_max_ = 0;
    std::map<std::string, Days> prices_;  ///< By asset.
    std::vector<File> files_;
    std::vector<ingest::Report> reports_;
};

}  // namespace pelf::engine
