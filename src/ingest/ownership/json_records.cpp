// SPDX-License-Identifier: Apache-2.0
#include "ingest/ownership/json_records.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";

}  // namespace

JsonRecords::JsonRecords(std::string_view bytes, std::size_t record_bytes_max) noexcept
    : bytes_(bytes), record_bytes_max_(record_bytes_max) {
    if (bytes_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    const std::size_t first = bytes_.find_first_not_of(kBlanks, at_);
    if (first == std::string_view::npos || bytes_[first] != '{') return;
    // An object alone may go over lines; several stand one a line.
    const std::size_t line_end = std::min(bytes_.find('\n', first), bytes_.size());
    is_by_line_ = trim(bytes_.substr(first, line_end - first)).ends_with('}');
}

JsonRecords::Step JsonRecords::bad(Fault fault, std::size_t end) noexcept {
    fault_ = fault;
    at_ = end;
    record_ = {};
    return Step::bad;
}

std::optional<std::size_t> JsonRecords::end_of_object(std::size_t limit) const noexcept {
    std::size_t depth = 0;
    bool is_quoted = false;
    for (std::size_t i = start_; i < limit; ++i) {
        const char letter = bytes_[i];
        if (is_quoted) {
            if (letter == '\\') ++i;
            if (letter == '"') is_quoted = false;
            continue;
        }
        if (letter == '"') is_quoted = true;
        if (letter == '{' || letter == '[') ++depth;
        if ((letter == '}' || letter == ']') && --depth == 0) return i + 1;
    }
    return std::nullopt;
}

JsonRecords::Step JsonRecords::next() {
    constexpr std::string_view kBetween = " \t\r\n,[]";
    start_ = std::min(bytes_.find_first_not_of(kBetween, at_), bytes_.size());
    if (start_ == bytes_.size()) {
        at_ = start_;
        return Step::end;
    }
    const std::size_t line_end = std::min(bytes_.find('\n', start_), bytes_.size());
    if (bytes_[start_] != '{') {
        // Up to the next object or line, whichever comes first.
        const std::size_t next = std::min(bytes_.find('{', start_), line_end);
        return bad(Fault::malformed, next);
    }
    const std::size_t limit =
        is_by_line_ ? line_end : std::min(bytes_.size(), start_ + record_bytes_max_ + 1);
    const auto end = end_of_object(limit);
    const std::size_t resume = is_by_line_ ? line_end : bytes_.size();
    if (!end) {
        const bool is_long = limit - start_ > record_bytes_max_;
        return bad(is_long ? Fault::over_limit : Fault::truncated, resume);
    }
    if (*end - start_ > record_bytes_max_) return bad(Fault::over_limit, resume);
    record_ = bytes_.substr(start_, *end - start_);
    at_ = *end;
    return Step::record;
}

}  // namespace pelf::ingest
