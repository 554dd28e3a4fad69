// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/link_csv.hpp"

#include <array>
#include <set>
#include <string>

#include "base/text.hpp"
#include "ingest/lists/csv_columns.hpp"

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
constexpr std::size_t kNeeded[] = {id,          kind,     standing,  from_place,
                                   from_amount, to_place, to_amount, source};
constexpr std::uint64_t kMillion = 1'000'000;

class Row {
public:
    Row(const NamedColumns& columns, const CsvReader& csv) noexcept
        : columns_(columns), csv_(csv) {}

    Result<model::Link> read() const {
        model::Link link;
        link.id = field(id);
        const auto link_kind = model::parse_link_kind(field(kind));
        const auto link_standing = model::parse_link_standing(field(standing));
        if (link.id.empty()) return malformed(id, "a name");
        if (!link_kind) {
            return malformed(kind, "withdrawal, swap, bridge, gift_card or cash_out");
        }
        if (!link_standing) return malformed(standing, "protocol, asserted, matched or claimed");
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
    std::string_view field(Column column) const { return columns_.field(csv_, column); }

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

    const NamedColumns& columns_;
    const CsvReader& csv_;
};

/// Quoted where it has to be.
std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string field = "\"";
    for (const char letter : text) {
        field += letter;
        if (letter == '"') field += letter;
    }
    return field + "\"";
}

}  // namespace

std::string write_link_csv(std::span<const model::Link> links) {
    std::string written;
    for (const std::string_view column : kColumns) {
        written += written.empty() ? "" : ",";
        written += column;
    }
    written += "\n";
    for (const model::Link& link : links) {
        written +=
            text(csv_field(link.id), ",", model::to_string(link.kind), ",",
                 model::to_string(link.standing), ",", csv_field(link.from.place), ",",
                 to_string(link.from.amount), ",", csv_field(link.to.place), ",",
                 csv_field(link.to.account), ",", csv_field(link.to.asset), ",",
                 to_string(link.to.amount), ",", csv_field(link.source), ",", csv_field(link.note),
                 ",", link.likelihood_ppm, ",", link.competitors, "\n");
    }
    return written;
}

Result<std::vector<model::Link>> read_link_csv(std::string_view text, Report& report) {
    CsvReader csv(text);
    PELF_TRY(columns, NamedColumns::read(csv, kColumns, kNeeded, "see docs/formats/link-csv.md",
                                         report.source()));
    std::vector<model::Link> links;
    std::set<std::string> ids;
    for (auto step = csv.next(); step != CsvReader::Step::end; step = csv.next()) {
        if (step == CsvReader::Step::bad) {
            report.reject(csv.fault(), csv.row_offset_bytes(), csv.message());
            continue;
        }
        auto link = Row(columns, csv).read();
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
