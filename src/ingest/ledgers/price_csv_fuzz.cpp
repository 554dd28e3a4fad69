// SPDX-License-Identifier: Apache-2.0
//
// Whatever a file of prices holds: every row is a price above zero or counted, no day stands twice,
// and what was read, written again, is read the same.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "base/check.hpp"
#include "ingest/ledgers/price_csv.hpp"

namespace {

std::string quoted(std::string_view text) {
    std::string field = "\"";
    for (const char letter : text) {
        field += letter;
        if (letter == '"') field += letter;
    }
    return field + "\"";
}

std::string written(const pelf::model::Price& price) {
    std::string digits = std::to_string(price.digits);
    if (price.decimals > 0) {
        if (digits.size() <= price.decimals) {
            digits.insert(0, price.decimals + 1 - digits.size(), '0');
        }
        digits.insert(digits.size() - price.decimals, ".");
    }
    return to_string(price.date) + "," + quoted(price.asset) + "," + quoted(price.currency) + "," +
           digits + "," + quoted(price.source) + "\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    pelf::ingest::Report report("fuzz");
    const auto prices = pelf::ingest::read_price_csv(text, report);
    if (!prices) return 0;
    PELF_CHECK(report.accepted_count() == prices->size());
    std::set<std::tuple<std::string, std::string, pelf::Date>> days;
    std::string again = "date,asset,currency,price,source\n";
    for (const pelf::model::Price& price : *prices) {
        PELF_CHECK(price.digits > 0 && price.decimals <= pelf::ingest::kPriceDecimalsMax);
        PELF_CHECK(!price.asset.empty() && !price.currency.empty() && !price.source.empty());
        PELF_CHECK(days.emplace(price.currency, price.asset, price.date).second);
        again += written(price);
    }
    pelf::ingest::Report second_report("fuzz");
    const auto second = pelf::ingest::read_price_csv(again, second_report);
    PELF_CHECK(second && *second == *prices);
    return 0;
}
