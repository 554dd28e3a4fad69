// SPDX-License-Identifier: Apache-2.0
//
// UTF-8, one character at a time, from text that may be anything. What the characters mean is
// another room (match/fold).
#pragma once

#include <cstddef>
#include <string_view>

namespace pelf {

/// U+FFFD, which stands for what cannot be shown.
inline constexpr std::string_view kReplacementLetter = "\xef\xbf\xbd";

/// The bytes of the character a text begins with, and its number; one byte and the number of
/// U+FFFD where it is no UTF-8.
struct Letter {
    std::string_view bytes;
    char32_t number = U'\ufffd';
};

/// `text` must not be empty.
Letter first_letter(std::string_view text) noexcept;

/// How many characters a text has; a byte that is no UTF-8 counts as one.
std::size_t letters_count(std::string_view text) noexcept;

/// Invisible characters that turn the writing direction, with which a name could rearrange the text
/// around it.
bool turns_direction(char32_t letter) noexcept;

/// A control character, no character at all, or one that turns the direction: nothing that may
/// stand in a document that people and XML readers are to read. Tabs and line ends are controls.
bool is_unprintable(char32_t letter) noexcept;

/// The bytes to show for a letter: its own, or those of U+FFFD where it is unprintable or no UTF-8.
std::string_view printable(const Letter& letter) noexcept;

}  // namespace pelf
