// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/csv.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

/// Bytes of the well-formed sequence that `bytes` begins with; 0 if it does not (Unicode, table
/// 3-7).
std::size_t utf8_sequence_size(std::string_view bytes) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const auto continues = [&](std::size_t i) {
        return i < bytes.size() && byte(i) >= 0x80 && byte(i) <= 0xBF;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4 || !continues(1)) return 0;
    if (lead < 0xE0) return 2;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;
    if (lead == 0xED && byte(1) > 0x9F) return 0;
    if (lead == 0xF0 && byte(1) < 0x90) return 0;
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;
    if (!continues(2)) return 0;
    if (lead < 0xF0) return 3;
    return continues(3) ? 4 : 0;
}

/// What a field without quotes ends at. By hand, because find_first_of() calls a function a byte.
bool ends_plain(char c) noexcept {
    return c == ',' || c == '\n' || c == '"' || c == '\r';
}

/// Bytes at the beginning that are ASCII, eight at a time: most of every list.
std::size_t ascii_run_size(std::string_view bytes) noexcept {
    constexpr std::uint64_t kHighBits = 0x8080808080808080;
    std::size_t size = 0;
    while (size + sizeof(std::uint64_t) <= bytes.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + size, sizeof word);
        if ((word & kHighBits) != 0) break;
        size += sizeof word;
    }
    return size;
}

}  // namespace

CsvReader::Step CsvReader::next() {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_.substr(at_).starts_with("\r\n"))) {
        move_to(at_ + (text_[at_] == '\n' ? 1 : 2));
    }
    row_start_ = at_;
    row_line_ = line_;
    if (at_ == text_.size()) return Step::end;
    if (read_row()) {
        const std::size_t end = at_;
        at_ = row_start_;
        move_to(end);
        return Step::row;
    }
    const std::size_t line_end = text_.find('\n', row_start_);
    at_ = row_start_;
    move_to(line_end == std::string_view::npos ? text_.size() : line_end + 1);
    return Step::bad;
}

bool CsvReader::read_row() {
    std::size_t columns_count = 0;
    while (true) {
        if (columns_count == limits_.columns_max) {
            return refuse(Fault::over_limit, text("more columns than ", limits_.columns_max));
        }
        // The strings of earlier rows are reused, so that a row costs no allocation.
        if (fields_.size() == columns_count) fields_.emplace_back();
        std::string& field = fields_[columns_count++];
        field.clear();
        const bool quoted = at_ < text_.size() && text_[at_] == '"';
        if (!(quoted ? read_quoted(field) : read_plain(field))) return false;
        if (at_ == text_.size() || text_[at_] == '\n') break;
        if (text_.substr(at_).starts_with("\r\n")) {
            ++at_;
            break;
        }
        if (text_[at_] != ',') {
            return refuse(Fault::malformed, "expected a comma or a line end after a field");
        }
        ++at_;
    }
    if (at_ < text_.size()) ++at_;  // The line feed.
    fields_.resize(columns_count);
    if (!is_utf8(text_.substr(row_start_, at_ - row_start_))) {
        return refuse(Fault::malformed, "the row is not UTF-8");
    }
    return true;
}

bool CsvReader::read_quoted(std::string& field) {
    ++at_;
    while (true) {
        // One byte more than may follow: a quote beyond it is too far, wherever it is.
        const auto window = text_.substr(at_, limits_.field_bytes_max - field.size() + 1);
        const std::size_t quote = window.find('"');
        if (quote == std::string_view::npos && at_ + window.size() == text_.size()) {
            return refuse(Fault::truncated, "the text ends inside quotes");
        }
        if (quote == std::string_view::npos) {
            return refuse_large_field();
        }
        field += window.substr(0, quote);
        at_ += quote + 1;
        if (at_ == text_.size() || text_[at_] != '"') return true;
        if (field.size() == limits_.field_bytes_max) {
            return refuse_large_field();
        }
        field += '"';
        ++at_;
    }
}

bool CsvReader::read_plain(std::string& field) {
    std::size_t end = at_;
    while (end < text_.size() && !ends_plain(text_[end])) ++end;
    if (end - at_ > limits_.field_bytes_max) {
        return refuse_large_field();
    }
    if (end < text_.size() && text_[end] == '"') {
        return refuse(Fault::malformed, "a quote inside a field that does not begin with one");
    }
    field.append(text_, at_, end - at_);
    at_ = end;
    return true;
}

bool CsvReader::refuse(Fault fault, std::string message) {
    fault_ = fault;
    message_ = std::move(message);
    return false;
}

bool CsvReader::refuse_large_field() {
    return refuse(Fault::over_limit,
                  text("a field is larger than ", limits_.field_bytes_max, " bytes"));
}

void CsvReader::move_to(std::size_t offset) {
    const std::string_view passed = text_.substr(at_, offset - at_);
    line_ += static_cast<std::uint64_t>(std::count(passed.begin(), passed.end(), '\n'));
    at_ = offset;
}

bool is_utf8(std::string_view bytes) noexcept {
    while (true) {
        bytes.remove_prefix(ascii_run_size(bytes));
        if (bytes.empty()) return true;
        const std::size_t size = utf8_sequence_size(bytes);
        if (size == 0) return false;
        bytes.remove_prefix(size);
    }
}

}  // namespace pelf::ingest
