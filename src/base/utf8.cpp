// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.hpp"

namespace pelf {

Letter first_letter(std::string_view text) noexcept {
    const Letter bad{text.substr(0, 1)};
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {bad.bytes, lead};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return bad;
    char32_t number = lead & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0U) != 0x80) return bad;
        number = (number << 6) | (byte & 0x3fU);
    }
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = number >= 0xd800 && number <= 0xdfff;
    if (number < kSmallest[size] || number > 0x10ffff || surrogate) return bad;
    return {text.substr(0, size), number};
}

std::size_t letters_count(std::string_view text) noexcept {
    std::size_t count = 0;
    for (; !text.empty(); ++count) text.remove_prefix(first_letter(text).bytes.size());
    return count;
}

bool turns_direction(char32_t letter) noexcept {
    return letter == 0x61c || letter == 0x200e || letter == 0x200f ||
           (letter >= 0x202a && letter <= 0x202e) || (letter >= 0x2066 && letter <= 0x2069);
}

bool is_unprintable(char32_t letter) noexcept {
    const bool control = letter < 0x20 || (letter >= 0x7f && letter < 0xa0);
    return control || (letter & 0xfffe) == 0xfffe || turns_direction(letter);
}

std::string_view printable(const Letter& letter) noexcept {
    // A byte that is no UTF-8 has the number of U+FFFD and its own byte.
    const bool is_bad = letter.number == U'\ufffd' || is_unprintable(letter.number);
    return is_bad ? kReplacementLetter : letter.bytes;
}

}  // namespace pelf
