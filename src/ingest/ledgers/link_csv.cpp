// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/link_csv.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "base/text.hpp"
#include "ingest/lists/csv.hpp"

namespace pelf::ingest {
namespace {

enum Column : std::size_t {
    id,
    kind,
    standing,
    from_place,
    from_amount,
    to_place,
    to_account,
    to_asset,
    to_amount,
    source,
    note,
    likelihood_ppm,
    competitors,
    columns_count
};
constexpr std::array<std::string_view, columns_count> kColumns{
    "id",       "kind",      "standing", "from_place", "from_amount",    "to_place",   "to_account",
    "to_asset", "to_amount", "source",   "note",       "likelihood_ppm", "competitors"};
constexpr Column kNeeded[] = {id,          kind,     standing,  from_place,
                              from_amount, to_place, to_amount, source};
constexpr std::uint64_t kMillion = 1'000'000;

using Places = std::array<std::optional<std::size_t>, columns_count>;

class Row {
public:
    Row(const Places& places, const std::vector<std::string>& fields) noexcept
        : places_(places), fields_(fields) {}

    Result<model::Link> read() const {
        model::Link link;
        link.id = field(id);
        const auto link_kind = model::parse_link_kind(field(kind));
        const auto link_standing = model::parse_link_standing(field(standing));
        if (link.id.empty()) return malformed(id, "a name");
        if (!link_kind) {
            return malformed(kind, "withdrawal, swap, bridge, gift_card or cash_out");
        }
        if (!link_standing) return malformed(standing, "protocol, asserted or matched");
        link.kind = *link_kind;
        link.standing = *link_standing;
        link.from.place = field(from_place);
        link.to.place = field(to_place);
        link.to.account = field(to_account);
        link.to.asset = field(to_asset);
        if (!is_place(link.from.place)) return malformed(from_place, "LEDGER:TX:INDEX");
        if (link.to.place.empty() && (link.to.account.empty() || link.to.asset.empty())) {
            return malformed(to_place, "LEDGER:TX:INDEX, or to_account and to_asset");
        }
        if (!link.to.place.empty() && !is_place(link.to.place)) {
            return malformed(to_place, "LEDGER:TX:INDEX");
        }
        PELF_TRY(given, amount(from_amount));
        PELF_TRY(got, amount(to_amount));
        link.from.amount = given;
        link.to.amount = got;
        link.source = field(source);
        if (link.source.empty()) return malformed(source, "who says so");
        link.note = field(note);
        PELF_TRY(likelihood, number(likelihood_ppm, kMillion, kMillion));
        PELF_TRY(others, number(competitors, 0, ~std::uint32_t{0}));
        link.likelihood_ppm = likelihood;
        link.competitors = others;
        return link;
    }

private:
    std::string_view field(Column column) const {
        const auto place = places_[column];
        if (!place || *place >= fields_.size()) return {};
        return trim(fields_[*place]);
    }

    Unexpected<Error> malformed(Column column, std::string_view expected) const {
        return Unexpected(Error{Fault::malformed, text(kColumns[column], ": expected ", expected,
                                                       ", found \"", field(column), "\"")});
    }

    /// The ledger, and something after it; whether the ledger has it is for the trace to say.
    static bool is_place(std::string_view place) noexcept {
        const std::size_t colon = place.find(':');
        return colon != std::string_view::npos && colon > 0 && colon + 1 < place.size();
    }

    Result<Uint256> amount(Column column) const {
        const auto units = Uint256::parse_decimal(field(column));
        if (!units || units->is_zero()) {
            return malformed(column, "a whole number above zero, in the smallest unit");
        }
        return *units;
    }

    Result<std::uint32_t> number(Column column, std::uint64_t if_empty, std::uint64_t most) const {
        if (field(column).empty()) return static_cast<std::uint32_t>(if_empty);
        const auto value = parse_u64(field(column));
        if (!value || *value > most) return malformed(column, text("a number up to ", most));
        return static_cast<std::uint32_t>(*value);
    }

    const Places& places_;
    const std::vector<std::string>& fields_;
};

Result<Places> read_head(CsvReader& csv, const Report& report) {
    Places places{};
    if (csv.next() == CsvReader::Step::row) {
        for (std::size_t column = 0; column < columns_count; ++column) {
            const auto at = std::ranges::find(csv.fields(), kColumns[column]);
            if (at == csv.fields().end()) continue;
            places[column] = static_cast<std::size_t>(at - csv.fields().begin());
        }
    }
    for (const Column column : kNeeded) {
        if (places[column]) continue;
        return Unexpected(Error{Fault::malformed,
                                text("expected a column ", kColumns[column],
                                     " in the first row; see docs/formats/link-csv.md"),
                                report.source()});
    }
    return places;
}

}  // namespace

Result<std::vector<model::Link>> read_link_csv(std::string_view text, Report& report) {
    CsvReader csv(text);
    PELF_TRY(places, read_head(csv, report));
    std::vector<model::Link> links;
    std::set<std::string> ids;
    for (auto step = csv.next(); step != CsvReader::Step::end; step = csv.next()) {
        if (step == CsvReader::Step::bad) {
            report.reject(csv.fault(), csv.row_offset_bytes(), csv.message());
            continue;
        }
        auto link = Row(places, csv.fields()).read();
        if (link && !ids.insert(link->id).second) {
            link = Unexpected(Error{
                Fault::malformed, pelf::text("the id ", link->id, " stands for the second time")});
        }
        if (!link) {
            report.reject(link.error().fault, csv.row_offset_bytes(),
                          pelf::text("line ", csv.row_line(), ": ", link.error().message));
            continue;
        }
        report.accept();
        links.push_back(std::move(*link));
    }
    return links;
}

}  // namespace pelf::ingest
