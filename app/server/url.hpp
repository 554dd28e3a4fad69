// SPDX-License-Identifier: Apache-2.0
//
// A request's target taken apart (RFC 3986): path segments and query parameters, decoded. What is
// not well-formed is refused and never repaired, so that no two readers can see two paths in one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace pelf::server {

inline constexpr std::size_t kSegmentsMax = 16;
inline constexpr std::size_t kParametersMax = 64;

struct Target {
    /// Decoded, each by itself: a slash within one was written as %2F. "/" has one empty segment.
    std::vector<std::string> segments;
    std::vector<std::pair<std::string, std::string>> parameters;  ///< In the order sent.

    /// The first of that name; null if there is none.
    const std::string* parameter(std::string_view name) const noexcept;
    std::vector<std::string> all(std::string_view name) const;
};

/// Fails with malformed (no leading slash, a broken escape, bytes that are not UTF-8, a control
/// character, "." or ".." as a segment) or over_limit.
Result<Target> parse_target(std::string_view target);

/// "%2F" as "/"; with `plus_is_blank` "+" as a blank. Fails as parse_target().
Result<std::string> percent_decode(std::string_view text, bool plus_is_blank);

/// Whether the bytes are UTF-8 (no surrogates, no overlong forms) without control characters.
bool is_plain_utf8(std::string_view text) noexcept;

}  // namespace pelf::server
