// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/price_csv.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "base/text.hpp"
#include "ingest/lists/csv_columns.hpp"

namespace pelf::ingest {
namespace {

enum PriceColumn : std::size_t { date, asset, currency, price, source, price_columns_count };
constexpr std::array<std::string_view, price_columns_count> kPriceColumns{
    "date", "asset", "currency", "price", "source"};

struct Decimal {
    std::uint64_t digits = 0;
    std::uint8_t decimals = 0;
};

/// "6599.35" exactly: digits with at most one point, which has digits on both of its sides.
std::optional<Decimal> parse_price(std::string_view text) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string_view places;
    if (point != std::string_view::npos) {
        places = text.substr(point + 1);
        if (places.empty()) return std::nullopt;
        while (places.ends_with('0')) places.remove_suffix(1);
    }
    if (whole.empty() || places.size() > kPriceDecimalsMax) return std::nullopt;
    const auto digits = parse_u64(std::string(whole).append(places));
    if (!digits || *digits == 0) return std::nullopt;
    return Decimal{*digits, static_cast<std::uint8_t>(places.size())};
}

class PriceRow {
public:
    PriceRow(const NamedColumns& columns, const CsvReader& csv) noexcept
        : columns_(columns), csv_(csv) {}

    Result<model::Price> read() const {
        model::Price row;
        const auto day = parse_date(field(date));
        if (!day) return malformed(date, "a day such as 2018-07-04");
        row.date = *day;
        PELF_TRY(of, name(asset));
        PELF_TRY(in, name(currency));
        if (of == in) return malformed(asset, "another asset than the currency");
        row.asset = of;
        row.currency = in;
        const auto decimal = parse_price(field(price));
        if (!decimal) {
            return malformed(price, text("a decimal above zero that fits into 64 bits without its "
                                         "point, with at most ",
                                         kPriceDecimalsMax, " places"));
        }
        row.digits = decimal->digits;
        row.decimals = decimal->decimals;
        row.source = field(source);
        if (row.source.empty()) return malformed(source, "who says so");
        return row;
    }

private:
    std::string_view field(PriceColumn column) const { return columns_.field(csv_, column); }

    Result<std::string> name(PriceColumn column) const {
        const std::string_view found = field(column);
        if (found.empty()) return malformed(column, "a name");
        if (found.size() > kPriceNameBytesMax) {
            return Unexpected(Error{Fault::over_limit,
                                    text(kPriceColumns[column], ": expected a name of at most ",
                                         kPriceNameBytesMax, " bytes, found ", found.size())});
        }
        return std::string(found);
    }

    Unexpected<Error> malformed(PriceColumn column, std::string_view expected) const {
        return Unexpected(
            Error{Fault::malformed, text(kPriceColumns[column], ": expected ", expected,
                                         ", found \"", field(column), "\"")});
    }

    const NamedColumns& columns_;
    const CsvReader& csv_;
};

}  // namespace

Result<std::vector<model::Price>> read_price_csv(std::string_view text, Report& report) {
    CsvReader csv(text);
    constexpr std::array<std::size_t, price_columns_count> kNeeded{date, asset, currency, price,
                                                                   source};
    PELF_TRY(columns, NamedColumns::read(csv, kPriceColumns, kNeeded,
                                         "see docs/formats/price-csv.md", report.source()));
    std::vector<model::Price> prices;
    std::set<std::tuple<std::string, std::string, Date>> days;
    for (auto step = csv.next(); step != CsvReader::Step::end; step = csv.next()) {
        if (step == CsvReader::Step::bad) {
            report.reject(csv.fault(), csv.row_offset_bytes(), csv.message());
            continue;
        }
        auto row = PriceRow(columns, csv).read();
        if (row && !days.emplace(row->currency, row->asset, row->date).second) {
            row = Unexpected(
                Error{Fault::malformed,
                      pelf::text("the price of ", row->asset, " in ", row->currency, " on ",
                                 to_string(row->date), " stands for the second time")});
        }
        if (!row) {
            report.reject(row.error().fault, csv.row_offset_bytes(),
                          pelf::text("line ", csv.row_line(), ": ", row.error().message));
            continue;
        }
        if (prices.size() == kPricesMax) {
            return Unexpected(Error{Fault::over_limit,
                                    pelf::text("expected at most ", kPricesMax, " prices"),
                                    report.source(), csv.row_offset_bytes()});
        }
        report.accept();
        prices.push_back(std::move(*row));
    }
    return prices;
}

}  // namespace pelf::ingest
