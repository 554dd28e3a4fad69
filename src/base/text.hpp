// SPDX-License-Identifier: Apache-2.0
//
// Text without locale: building messages, splitting fields, reading numbers. Unicode is
// another room (match/fold): everything here is about ASCII and bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace pelf {

namespace detail {
inline void append_piece(std::string& text, std::string_view piece) {
    text += piece;
}
template <class Number>
    requires std::is_arithmetic_v<Number>
void append_piece(std::string& text, Number piece) {
    text += std::to_string(piece);
}
}  // namespace detail

/// Joins strings and numbers: text("expected ", 4, " bytes, found ", size).
template <class... Pieces>
std::string text(const Pieces&... pieces) {
    std::string joined;
    (detail::append_piece(joined, pieces), ...);
    return joined;
}

/// Bytes read as text, in place.
inline std::string_view as_text(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The text without spaces, tabs and line ends at its two ends.
std::string_view trim(std::string_view text) noexcept;

/// The text on one line: trimmed, and each run of spaces, tabs and line ends within it one space.
std::string one_line(std::string_view text);

/// The pieces between the separators; n separators give n + 1 pieces, empty ones included.
/// The views live as long as `text`.
std::vector<std::string_view> split(std::string_view text, std::string_view separator);

/// The pieces with the separator between each two.
std::string join(std::span<const std::string> pieces, std::string_view separator);

/// ASCII letters to lower case, all other bytes as they are.
std::string ascii_lower(std::string_view text);

/// The whole text as a decimal number; nothing for an empty text, a sign, or anything above
/// 64 bits.
std::optional<std::uint64_t> parse_u64(std::string_view text) noexcept;

/// 1234567 as "1,234,567": counts on a page for people. Machines get plain digits.
std::string grouped(std::uint64_t count);

/// "1 hop", "1,234 hops".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace pelf
