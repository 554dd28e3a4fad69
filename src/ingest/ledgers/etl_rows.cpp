// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/etl_rows.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Where the letter stands at or after `from`; `end` if nowhere.
const char* find(const char* from, const char* end, char letter) {
    const void* found = std::memchr(from, letter, static_cast<std::size_t>(end - from));
    return found == nullptr ? end : static_cast<const char*>(found);
}

/// The end of a field that begins with a quote: past its closing quote. Null if it has none.
const char* end_of_quoted(const char* from, const char* end) {
    for (const char* at = from + 1;; at += 2) {
        at = find(at, end, '"');
        if (at == end) return nullptr;
        if (at + 1 == end || at[1] != '"') return at + 1;
    }
}

}  // namespace

/// Keeps the parser and a padded copy of the line out of the header.
class EtlRows::JsonLine {
public:
    /// False if the line is not one JSON object.
    template <class Take>
    bool read(std::string_view line, Take take) {
        if (line.size() + simdjson::SIMDJSON_PADDING > buffer_.size()) {
            buffer_.resize(2 * line.size() + simdjson::SIMDJSON_PADDING);
        }
        std::memcpy(buffer_.data(), line.data(), line.size());
        simdjson::ondemand::document document;
        if (parser_.iterate(buffer_.data(), line.size(), buffer_.size()).get(document)) {
            return false;
        }
        simdjson::ondemand::object object;
        if (document.get_object().get(object)) return false;
        for (auto member : object) {
            simdjson::ondemand::value value;
            if (member.error() || member.value().get(value)) return false;
            std::string_view name;
            if (member.unescaped_key().get(name)) return false;
            std::string_view raw;
            if (raw_of(value, raw)) return false;
            take(name, raw);
        }
        // Past the object there is nothing: a second one would be a second row.
        return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    }

private:
    static bool raw_of(simdjson::ondemand::value& value, std::string_view& raw) {
        simdjson::ondemand::json_type type{};
        if (value.type().get(type)) return true;
        if (type == simdjson::ondemand::json_type::array) {
            simdjson::ondemand::array array;
            return value.get_array().get(array) || array.raw_json().get(raw);
        }
        if (type == simdjson::ondemand::json_type::object) {
            simdjson::ondemand::object object;
            return value.get_object().get(object) || object.raw_json().get(raw);
        }
        // What is copied as it stands is looked at all the same: a broken text is a broken row.
        if (type == simdjson::ondemand::json_type::string) {
            simdjson::ondemand::raw_json_string text;
            if (value.get_raw_json_string().get(text)) return true;
            raw = value.raw_json_token();
            const auto end = raw.rfind('"');
            if (end == 0 || end == std::string_view::npos) return true;
            raw = raw.substr(1, end - 1);
            return false;
        }
        raw = trim(value.raw_json_token());
        if (raw == "null") raw = {};
        return false;
    }

    simdjson::ondemand::parser parser_;
    std::string buffer_;
};

EtlRows::EtlRows(std::string_view bytes, Format format, std::span<const EtlColumn> columns,
                 EtlRowLimits limits)
    : bytes_(bytes),
      format_(format),
      columns_(columns),
      limits_(limits),
      fields_(columns.size()),
      is_there_(columns.size()) {
    if (format == Format::json_lines) json_ = std::make_unique<JsonLine>();
}
EtlRows::EtlRows(EtlRows&&) noexcept = default;
EtlRows& EtlRows::operator=(EtlRows&&) noexcept = default;
EtlRows::~EtlRows() = default;

Result<EtlRows> EtlRows::open(std::string_view bytes, Format format,
                              std::span<const EtlColumn> columns, EtlRowLimits limits) {
    EtlRows rows(bytes, format, columns, limits);
    if (bytes.starts_with(kByteOrderMark)) rows.at_ = kByteOrderMark.size();
    if (format == Format::csv) PELF_TRY_DONE(rows.read_header());
    return rows;
}

int EtlRows::column_of(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (name == columns_[i].name) return static_cast<int>(i);
        if (!columns_[i].other_name.empty() && name == columns_[i].other_name) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

Status EtlRows::read_header() {
    if (at_ == bytes_.size()) return Done{};
    const std::size_t end = std::min(bytes_.find('\n', at_), bytes_.size());
    if (end - at_ > limits_.row_bytes_max) {
        return Unexpected(Error{Fault::over_limit, text("the header is longer than ",
                                                        limits_.row_bytes_max, " bytes")});
    }
    const auto names = split(trim(bytes_.substr(at_, end - at_)), ",");
    if (names.size() > limits_.columns_max) {
        return Unexpected(Error{Fault::over_limit, text("expected at most ", limits_.columns_max,
                                                        " columns, found ", names.size())});
    }
    for (std::string_view name : names) {
        if (name.size() >= 2 && name.front() == '"' && name.back() == '"') {
            name = name.substr(1, name.size() - 2);
        }
        const int column = column_of(name);
        places_.push_back(column);
        if (column >= 0) is_there_[static_cast<std::size_t>(column)] = true;
    }
    if (std::ranges::find(is_there_, true) == is_there_.end()) {
        return Unexpected(
            Error{Fault::malformed,
                  "the first line has no name of a column that is read; the file needs "
                  "the header that ethereum-etl writes"});
    }
    at_ = std::min(end + 1, bytes_.size());
    return Done{};
}

EtlRows::Step EtlRows::refuse(Fault fault, const char* message) noexcept {
    fault_ = fault;
    message_ = message;
    return Step::bad;
}

EtlRows::Step EtlRows::next_line(std::string_view& row) {
    do {
        if (at_ >= bytes_.size()) return Step::end;
        row_start_ = at_;
        const char* begin = bytes_.data() + at_;
        const char* end = find(begin, bytes_.data() + bytes_.size(), '\n');
        at_ = static_cast<std::size_t>(end - bytes_.data()) + 1;
        row = std::string_view(begin, static_cast<std::size_t>(end - begin));
        if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    } while (row.empty());
    if (row.size() > limits_.row_bytes_max) {
        return refuse(Fault::over_limit, "the row is longer than the limit");
    }
    return Step::row;
}

EtlRows::Step EtlRows::next_with(std::size_t column, std::optional<std::string_view>& field) {
    field.reset();
    if (format_ == Format::json_lines) {
        const auto step = next();
        if (step == Step::row) field = fields_[column];
        return step;
    }
    std::string_view row;
    const auto step = next_line(row);
    if (step != Step::row) return step;
    const auto place = std::ranges::find(places_, static_cast<int>(column)) - places_.begin();
    const char* at = row.data();
    const char* const end = row.data() + row.size();
    if (place + 1 == std::ssize(places_)) {
        const auto comma = row.rfind(',');
        field = comma == std::string_view::npos ? row : row.substr(comma + 1);
        return step;
    }
    for (std::ptrdiff_t i = 0; i < place; ++i) {
        const bool is_quoted = at != end && *at == '"';
        const char* field_end = is_quoted ? end_of_quoted(at, end) : find(at, end, ',');
        if (field_end == nullptr || field_end == end) return step;
        at = field_end + 1;
    }
    if (place == std::ssize(places_)) return step;
    field = std::string_view(at, static_cast<std::size_t>(find(at, end, ',') - at));
    return step;
}

EtlRows::Step EtlRows::next() {
    std::string_view row;
    const auto step = next_line(row);
    if (step != Step::row) return step;
    if (format_ == Format::csv) return split_csv(row);
    std::ranges::fill(fields_, std::string_view());
    is_there_.assign(is_there_.size(), false);
    const bool is_good = json_->read(row, [this](std::string_view name, std::string_view raw) {
        const int column = column_of(name);
        if (column < 0) return;
        fields_[static_cast<std::size_t>(column)] = raw;
        is_there_[static_cast<std::size_t>(column)] = true;
    });
    return is_good ? Step::row : refuse(Fault::malformed, "the line is not one JSON object");
}

EtlRows::Step EtlRows::split_csv(std::string_view row) {
    const char* at = row.data();
    const char* const end = row.data() + row.size();
    const std::size_t count = places_.size();
    for (std::size_t i = 0; i < count; ++i) {
        std::string_view field;
        const char* field_end = nullptr;
        if (at != end && *at == '"') {
            field_end = end_of_quoted(at, end);
            if (field_end == nullptr) return refuse(Fault::truncated, "a quote is never closed");
            if (field_end != end && *field_end != ',') {
                return refuse(Fault::malformed, "something stands after a closing quote");
            }
            field = std::string_view(at + 1, static_cast<std::size_t>(field_end - at) - 2);
        } else {
            field_end = find(at, end, ',');
            field = std::string_view(at, static_cast<std::size_t>(field_end - at));
        }
        if (places_[i] >= 0) fields_[static_cast<std::size_t>(places_[i])] = field;
        if (i + 1 == count) {
            if (field_end == end) return Step::row;
            return refuse(Fault::malformed, "the row has more fields than the header");
        }
        if (field_end == end) {
            return refuse(Fault::truncated, "the row has fewer fields than the header");
        }
        at = field_end + 1;
    }
    return refuse(Fault::malformed, "the table has no header");
}

}  // namespace pelf::ingest
