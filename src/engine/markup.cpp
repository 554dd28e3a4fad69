// SPDX-License-Identifier: Apache-2.0
#include "engine/markup.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace pelf::engine {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";
constexpr std::uint64_t kSatPerBtc = 100'000'000;

/// The bytes of the character a text begins with, and its number; one byte and the number of
/// U+FFFD where it is no UTF-8.
struct Letter {
    std::string_view bytes;
    char32_t number = U'\ufffd';
};

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

bool turns_direction(char32_t letter) noexcept {
    return letter == 0x61c || letter == 0x200e || letter == 0x200f ||
           (letter >= 0x202a && letter <= 0x202e) || (letter >= 0x2066 && letter <= 0x2069);
}

bool is_forbidden(char32_t letter) noexcept {
    const bool control = letter < 0x20 || (letter >= 0x7f && letter < 0xa0);
    return control || (letter & 0xfffe) == 0xfffe || turns_direction(letter);
}

std::string_view safe_bytes(const Letter& letter) noexcept {
    switch (letter.number) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\'': return "&#39;";
        case '\t':
        case '\n':
        case '\r': return " ";
        case U'\ufffd': return kReplacement;
        default: return is_forbidden(letter.number) ? kReplacement : letter.bytes;
    }
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        const Letter letter = first_letter(text);
        safe += safe_bytes(letter);
        text.remove_prefix(letter.bytes.size());
    }
    return safe;
}

std::string shortened(std::string_view text, std::size_t letters_max) {
    std::size_t letters_count = 0;
    std::size_t kept_bytes = 0;
    for (std::size_t at = 0; at < text.size(); ++letters_count) {
        if (letters_count + 1 == letters_max) kept_bytes = at;
        at += first_letter(text.substr(at)).bytes.size();
    }
    if (letters_count <= letters_max) return std::string(text);
    return std::string(trim(text.substr(0, kept_bytes))) + std::string(kEllipsis);
}

std::string middle_cut(std::string_view text) {
    constexpr std::size_t kReadable = 24;
    constexpr std::size_t kSide = 8;
    const auto is_plain = [](char byte) {
        return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
               (byte >= 'A' && byte <= 'Z') || byte == ':';
    };
    if (!std::ranges::all_of(text, is_plain) || text.size() <= kReadable) return std::string(text);
    return pelf::text(text.substr(0, kSide), kEllipsis, text.substr(text.size() - kSide));
}

std::string btc_column(std::uint64_t amount_sat) {
    const std::string decimals = std::to_string(kSatPerBtc + amount_sat % kSatPerBtc);
    return pelf::text(grouped(amount_sat / kSatPerBtc), ".", std::string_view(decimals).substr(1));
}

std::string btc_text(std::uint64_t amount_sat) {
    std::string amount = btc_column(amount_sat);
    amount.erase(amount.find_last_not_of('0') + 1);
    if (amount.back() == '.') amount.pop_back();
    return amount;
}

}  // namespace pelf::engine
