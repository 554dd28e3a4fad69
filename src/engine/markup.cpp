// SPDX-License-Identifier: Apache-2.0
#include "engine/markup.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace pelf::engine {
namespace {

constexpr std::string_view kEllipsis = "\xe2\x80\xa6";
constexpr std::uint64_t kSatPerBtc = 100'000'000;

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
        default: return printable(letter);
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
    std::size_t count = 0;
    std::size_t kept_bytes = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        if (count + 1 == letters_max) kept_bytes = at;
        at += first_letter(text.substr(at)).bytes.size();
    }
    if (count <= letters_max) return std::string(text);
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
