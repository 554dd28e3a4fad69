// SPDX-License-Identifier: Apache-2.0
#include "engine/valuation.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "engine/sha256_hex.hpp"
#include "ingest/ledgers/bank_csv.hpp"
#include "ingest/ledgers/price_csv.hpp"

namespace pelf::engine {
namespace {

constexpr unsigned kCurrencyDecimals = 2;  ///< Of what is no currency of ISO 4217.

/// amount * digits * 10^places, places below 0 rounded, halves up; nothing above 256 bits.
std::optional<Uint256> rescaled(const Uint256& amount, std::uint64_t digits, int places) {
    auto product = multiply(amount, digits);
    for (; product && places > 0; --places) product = multiply(*product, 10);
    if (!product || places == 0) return product;
    std::optional<Uint256> unit = Uint256(1);
    for (; unit && places < 0; ++places) unit = multiply(*unit, 10);
    if (!unit) return Uint256();  // A unit above 256 bits, of which no product is half.
    const Quotient256 divided = scale(*product, 1, *unit);
    const bool up = divided.remainder >= *unit - divided.remainder;
    return up ? divided.quotient + 1 : divided.quotient;
}

}  // namespace

void ValueSum::add(const Value& value) {
    const auto sum = value.amount ? pelf::add(amount, *value.amount) : std::nullopt;
    if (!sum) {
        ++unvalued_count;
        return;
    }
    amount = *sum;
    ++valued_count;
}

Result<Valuation> Valuation::read(const PriceRequest& request) {
    Valuation valuation;
    valuation.currency_ = request.currency;
    valuation.decimals_ = ingest::currency_decimals(request.currency).value_or(kCurrencyDecimals);
    valuation.days_back_max_ = request.days_back_max;
    for (const auto& path : request.files) PELF_TRY_DONE(valuation.add_file(path));
    if (valuation.prices_.empty()) {
        return Unexpected(
            Error{Fault::not_found, text("the price files have no price in ", request.currency),
                  request.files.empty() ? std::string() : request.files.front().string()});
    }
    return valuation;
}

Status Valuation::add_file(const std::filesystem::path& path) {
    PELF_TRY(file, MappedFile::open(path));
    ingest::Report& report = reports_.emplace_back(path.string());
    PELF_TRY(prices, ingest::read_price_csv(as_text(file.bytes()), report));
    File& read = files_.emplace_back(File{path.string(), sha256_hex(file.bytes()), 0});
    for (model::Price& price : prices) {
        if (price.currency != currency_) continue;
        ++read.prices;
        Days& days = prices_[price.asset];
        const std::int64_t day = days_since_epoch(price.date);
        if (!days.try_emplace(day, price).second) {
            return Unexpected(Error{Fault::malformed,
                                    text("the price of ", price.asset, " in ", currency_, " on ",
                                         to_string(price.date), " is in an earlier file too"),
                                    path.string()});
        }
    }
    return Done{};
}

const model::Price* Valuation::price_of(const std::string& asset, Date day) const {
    const auto days = prices_.find(asset);
    if (days == prices_.end()) return nullptr;
    const std::int64_t wanted = days_since_epoch(day);
    auto after = days->second.upper_bound(wanted);
    if (after == days->second.begin()) return nullptr;
    --after;
    return wanted - after->first <= std::int64_t{days_back_max_} ? &after->second : nullptr;
}

Value Valuation::value_of(const std::string& asset, unsigned asset_decimals, const Uint256& amount,
                          const std::string& time) const {
    constexpr std::size_t kDateLetters = 10;
    const auto day = parse_date(std::string_view(time).substr(0, kDateLetters));
    if (!day) return {};
    const int own = static_cast<int>(decimals_) - static_cast<int>(asset_decimals);
    if (asset == currency_) return {rescaled(amount, 1, own), nullptr};
    const model::Price* price = price_of(asset, *day);
    if (price == nullptr) return {};
    return {rescaled(amount, price->digits, own - int{price->decimals}), price};
}

}  // namespace pelf::engine
