// SPDX-License-Identifier: Apache-2.0
//
// Rows of a file as customers. The columns and members: docs/formats/customers.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/row_stream.hpp"
#include "screen/customer.hpp"

namespace pelf::engine {

/// "KUNDE=name": what the column KUNDE means.
struct FieldMap {
    std::string column;
    screen::FieldMeaning meaning;
};

/// Fails with refused and what was expected.
Result<FieldMap> parse_field_map(std::string_view text);

/// Understands rows of one file. Const members from any number of threads.
class CustomerRows {
public:
    /// Fails with refused if no column of a CSV is a name, an identifier or a wallet, or if a
    /// mapped column is not there.
    static Result<CustomerRows> open(const RowReader& reader, std::vector<FieldMap> maps);

    /// The customer, or why the row is none.
    Result<screen::Customer, std::string> read(const InputRow& row) const;

    /// Columns that say nothing to us, to be told to whoever started this.
    const std::vector<std::string>& ignored() const noexcept { return ignored_; }

private:
    explicit CustomerRows(std::vector<FieldMap> maps) : maps_(std::move(maps)) {}
    std::optional<screen::FieldMeaning> meaning_of(std::string_view name) const;
    Status read_json(std::string_view line, screen::Customer& customer) const;

    std::vector<FieldMap> maps_;
    std::vector<std::optional<screen::FieldMeaning>> columns_;
    std::vector<std::string> ignored_;
};

}  // namespace pelf::engine
