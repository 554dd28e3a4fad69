// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/csv_columns.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace pelf::ingest {

Result<NamedColumns> NamedColumns::read(CsvReader& csv, std::span<const std::string_view> names,
                                        std::span<const std::size_t> needed, std::string_view hint,
                                        const std::string& source) {
    NamedColumns columns;
    columns.places_.resize(names.size());
    if (csv.next() == CsvReader::Step::row) {
        for (std::size_t column = 0; column < names.size(); ++column) {
            const auto at = std::ranges::find(csv.fields(), names[column]);
            if (at == csv.fields().end()) continue;
            columns.places_[column] = static_cast<std::size_t>(at - csv.fields().begin());
        }
    }
    for (const std::size_t column : needed) {
        if (columns.places_[column]) continue;
        return Unexpected(
            Error{Fault::malformed,
                  text("expected a column ", names[column], " in the first row; ", hint), source});
    }
    return columns;
}

std::string_view NamedColumns::field(const CsvReader& csv, std::size_t column) const {
    const auto place = places_[column];
    if (!place || *place >= csv.fields().size()) return {};
    return trim(csv.fields()[*place]);
}

}  // namespace pelf::ingest
