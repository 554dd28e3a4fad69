// SPDX-License-Identifier: Apache-2.0
#include "engine/customer_rows.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"

namespace pelf::engine {
namespace {

using screen::CustomerField;

bool can_be_searched(const screen::FieldMeaning& meaning) noexcept {
    switch (meaning.field) {
        case CustomerField::name:
        case CustomerField::family:
        case CustomerField::given:
        case CustomerField::alias:
        case CustomerField::weak_alias:
        case CustomerField::identifier:
        case CustomerField::number:
        case CustomerField::wallet: return true;
        default: return false;
    }
}

/// A string, a number, or a list of these.
void add_value(screen::Customer& customer, const screen::FieldMeaning& meaning,
               std::string_view member, const boost::json::value& value) {
    if (value.is_null()) return;
    if (const auto* string = value.if_string()) {
        screen::add_field(customer, meaning, std::string_view(string->data(), string->size()));
        return;
    }
    if (value.is_int64() || value.is_uint64()) {
        screen::add_field(customer, meaning, boost::json::serialize(value));
        return;
    }
    const auto* array = value.if_array();
    const bool flat = array != nullptr && std::ranges::none_of(*array, [](const auto& element) {
                          return element.is_structured();
                      });
    if (!flat) {
        customer.problems.push_back(
            text("expected a string, a whole number or a list of them in ", member));
        return;
    }
    for (const boost::json::value& element : *array) add_value(customer, meaning, member, element);
}

}  // namespace

Result<FieldMap> parse_field_map(std::string_view map) {
    const std::size_t equals = map.rfind('=');
    if (equals == std::string_view::npos || equals == 0) {
        return Unexpected(
            Error{Fault::refused, text("expected COLUMN=FIELD, such as Kunde=name, found ", map)});
    }
    const auto meaning = screen::field_meaning(map.substr(equals + 1));
    if (!meaning) {
        return Unexpected(Error{Fault::refused, text("there is no field ", map.substr(equals + 1),
                                                     "; see docs/formats/customers.md")});
    }
    return FieldMap{std::string(trim(map.substr(0, equals))), *meaning};
}

std::optional<screen::FieldMeaning> CustomerRows::meaning_of(std::string_view name) const {
    const auto mapped = std::ranges::find(maps_, name, &FieldMap::column);
    if (mapped != maps_.end()) return mapped->meaning;
    return screen::field_meaning(name);
}

Result<CustomerRows> CustomerRows::open(const RowReader& reader, std::vector<FieldMap> maps) {
    CustomerRows rows(std::move(maps));
    if (reader.format() == RowFormat::json_lines) return rows;
    bool searchable = false;
    for (const std::string& column : reader.header()) {
        const auto meaning = rows.meaning_of(trim(column));
        rows.columns_.push_back(meaning);
        if (!meaning) rows.ignored_.push_back(column);
        searchable = searchable || (meaning && can_be_searched(*meaning));
    }
    for (const FieldMap& map : rows.maps_) {
        const bool is_there = std::ranges::any_of(
            reader.header(), [&](const std::string& column) { return trim(column) == map.column; });
        if (is_there) continue;
        return Unexpected(Error{Fault::refused, text("there is no column ", map.column)});
    }
    if (!searchable) {
        return Unexpected(
            Error{Fault::refused,
                  "no column is a name, an identifier or a wallet; say which with --map "
                  "COLUMN=name"});
    }
    return rows;
}

Status CustomerRows::read_json(std::string_view line, screen::Customer& customer) const {
    constexpr std::size_t kDepthMax = 4;
    boost::system::error_code failure;
    boost::json::parse_options options;
    options.max_depth = kDepthMax;
    const boost::json::value value = boost::json::parse(
        boost::json::string_view(line.data(), line.size()), failure, {}, options);
    if (failure) {
        return Unexpected(Error{Fault::malformed, text("no JSON: ", failure.message())});
    }
    const auto* object = value.if_object();
    if (object == nullptr) {
        return Unexpected(Error{Fault::malformed, "expected an object in braces"});
    }
    for (const auto& [key, member] : *object) {
        const std::string_view name(key.data(), key.size());
        const auto meaning = meaning_of(name);
        if (meaning) add_value(customer, *meaning, name, member);
    }
    return Done{};
}

Result<screen::Customer, std::string> CustomerRows::read(const InputRow& row) const {
    if (!row.error.empty()) return Unexpected(row.error);
    screen::Customer customer;
    if (columns_.empty()) {
        const Status status = read_json(row.text, customer);
        if (!status) return Unexpected(status.error().message);
    } else {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i]) screen::add_cell(customer, *columns_[i], row.fields[i]);
        }
    }
    screen::complete(customer);
    if (!screen::can_be_screened(customer)) {
        return Unexpected(std::string("nothing to search for: no name, identifier or wallet"));
    }
    return customer;
}

}  // namespace pelf::engine
