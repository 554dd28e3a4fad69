// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pelf::ingest {

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, the form that servers must send) as Unix time.
/// Nothing for any other form and for moments that do not exist; the day of the week is not
/// checked.
std::optional<std::int64_t> parse_http_date(std::string_view text) noexcept;

}  // namespace pelf::ingest
