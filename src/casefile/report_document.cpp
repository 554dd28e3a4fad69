// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_document.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/report_fields.hpp"
#include "casefile/report_json.hpp"
#include "casefile/report_rules.hpp"

namespace pelf::casefile::report {
namespace {

namespace json = boost::json;

json::value json_of(const std::string& text) {
    return json::value(text);
}
json::value json_of(const Units& units) {
    return json::value(units.digits);
}
json::value json_of(const PartialDay& day) {
    return json::value(day.text);
}
json::value json_of(std::uint64_t number) {
    return json::value(static_cast<std::int64_t>(number));
}
json::value json_of(Date date) {
    return json::value(to_string(date));
}
json::value json_of(Moment moment) {
    return json::value(rfc3339(moment.unix_s));
}

bool is_given(const std::string& text) {
    return !text.empty();
}
bool is_given(const Units& units) {
    return !units.digits.empty();
}
bool is_given(const PartialDay& day) {
    return !day.text.empty();
}
bool is_given(bool flag) {
    return flag;
}
bool is_given(std::uint64_t number) {
    return number != 0;
}
template <class T>
bool is_given(const std::optional<T>& value) {
    return value.has_value();
}
template <class T>
bool is_given(const std::vector<T>& list) {
    return !list.empty();
}
template <HasFields T>
bool is_given(const T& facts) {
    return facts != T{};
}

template <HasFields T>
json::value json_of(const T& facts);

/// Writes the fields of one object.
struct JsonFields {
    json::object object{};

    template <class T>
    void operator()(std::string_view name, const T& value) {
        if (is_given(value)) object[name] = of(value);
    }
    template <class T>
    static json::value of(const T& value) {
        return json_of(value);
    }
    static json::value of(const bool& value) { return json::value(value); }
    template <class T>
    static json::value of(const std::optional<T>& value) {
        return json_of(*value);
    }
    template <class T>
    static json::value of(const std::vector<T>& list) {
        json::array array;
        for (const T& one : list) array.push_back(json_of(one));
        return array;
    }
};

template <HasFields T>
json::value json_of(const T& facts) {
    JsonFields fields;
    visit_fields(fields, facts);
    return std::move(fields.object);
}

void add_rows(std::string& table, const std::string& path, const json::value& value) {
    if (const auto* object = value.if_object()) {
        for (const auto& [name, member] : *object) {
            const std::string_view key = name;
            add_rows(table, path.empty() ? std::string(key) : text(path, ".", key), member);
        }
    } else if (const auto* array = value.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i) {
            add_rows(table, text(path, "[", i, "]"), (*array)[i]);
        }
    } else {
        const bool is_text = value.is_string();
        const std::string shown =
            is_text ? std::string(value.get_string()) : json::serialize(value);
        table += text(path, ",", csv_cell(shown), "\r\n");
    }
}

}  // namespace

Result<ReportFacts> read_facts(std::span<const std::byte> document) {
    if (document.size() > kFactsBytesMax) {
        return Unexpected(Error{Fault::over_limit, "report facts: more than 32 MB"});
    }
    json::parse_options options;
    options.max_depth = kJsonDepthMax;
    json::error_code fault;
    const json::value value = json::parse(as_text(document), fault, {}, options);
    if (fault) {
        return Unexpected(
            Error{Fault::malformed, text("report facts: no JSON: ", fault.message())});
    }
    ReportFacts facts;
    PELF_TRY_DONE(JsonFieldReader("report facts").read(value, facts));
    PELF_TRY_DONE(check_facts(facts));
    return facts;
}

std::string write_facts(const ReportFacts& facts) {
    return write_canonical(json_of(facts));
}

std::string csv_cell(std::string_view value) {
    std::string cell;
    // Before trimming anything: a spreadsheet overlooks blanks before a formula.
    const std::size_t first = value.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos &&
        std::string_view("=+-@|%").find(value[first]) != std::string_view::npos) {
        cell += '\'';
    }
    while (!value.empty()) {
        const Letter letter = first_letter(value);
        const bool is_blank =
            letter.number == '\t' || letter.number == '\n' || letter.number == '\r';
        cell += is_blank ? std::string_view(" ") : printable(letter);
        value.remove_prefix(letter.bytes.size());
    }
    if (cell.find_first_of(",\";'") == std::string::npos && cell == trim(cell)) return cell;
    std::string quoted = "\"";
    for (const char byte : cell) quoted += byte == '"' ? std::string("\"\"") : std::string(1, byte);
    return quoted + "\"";
}

std::string write_facts_table(const ReportFacts& facts) {
    std::string table = "field,value\r\n";
    add_rows(table, "", json_of(facts));
    return table;
}

}  // namespace pelf::casefile::report
