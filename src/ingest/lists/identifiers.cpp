// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/identifiers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

using model::Checksum;

bool all_digits(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::uint32_t digit(char c) noexcept {
    return static_cast<std::uint32_t>(c - '0');
}

/// Sum of the first digits times their weights, modulo 11 and then 10, as the INN has it.
template <std::size_t Size>
std::uint32_t inn_digit(std::string_view digits,
                        const std::array<std::uint32_t, Size>& weights) noexcept {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < Size; ++i) sum += digit(digits[i]) * weights[i];
    return sum % 11 % 10;
}

bool is_imo_kind(std::string_view lower) noexcept {
    return lower == "imo" || lower.starts_with("imo ") ||
           lower.find("imo number") != std::string_view::npos;
}

Checksum check(std::string_view kind, std::string_view value) {
    const auto verdict = [](bool good) { return good ? Checksum::good : Checksum::bad; };
    const std::string lower = ascii_lower(kind);
    if (is_imo_kind(lower)) {
        const std::string_view digits = imo_digits(value);
        // Companies have IMO numbers too, and lists write notes in place of one.
        return digits.empty() ? Checksum::unchecked : verdict(is_imo_number(digits));
    }
    if (lower == "lei") return verdict(is_lei(value));
    if (lower == "inn") return verdict(is_inn(value));
    if (lower == "ogrn") return verdict(is_ogrn(value));
    return Checksum::unchecked;
}

}  // namespace

model::Identifier make_identifier(std::string_view kind, std::string_view value,
                                  std::string_view country, std::string_view note) {
    model::Identifier identifier{std::string(trim(kind)), std::string(trim(value)),
                                 std::string(trim(country)), std::string(trim(note))};
    identifier.checksum = check(identifier.kind, identifier.value);
    return identifier;
}

std::string_view imo_digits(std::string_view text) noexcept {
    constexpr std::size_t kDigits = 7;
    text = trim(text);
    if (text.starts_with("IMO") || text.starts_with("imo")) text = trim(text.substr(3));
    return text.size() == kDigits && all_digits(text) ? text : std::string_view();
}

bool is_imo_number(std::string_view digits) noexcept {
    constexpr std::size_t kDigits = 7;
    if (digits.size() != kDigits || !all_digits(digits)) return false;
    std::uint32_t sum = 0;
    for (std::uint32_t i = 0; i < kDigits - 1; ++i) sum += digit(digits[i]) * (7 - i);
    return sum % 10 == digit(digits[kDigits - 1]);
}

bool is_lei(std::string_view text) noexcept {
    constexpr std::size_t kLetters = 20;
    if (text.size() != kLetters || !all_digits(text.substr(kLetters - 2))) return false;
    std::uint32_t rest = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            rest = (rest * 10 + digit(c)) % 97;
        } else if (c >= 'A' && c <= 'Z') {
            rest = (rest * 100 + static_cast<std::uint32_t>(c - 'A') + 10) % 97;
        } else {
            return false;
        }
    }
    return rest == 1;
}

bool is_inn(std::string_view digits) noexcept {
    constexpr std::array<std::uint32_t, 9> kCompany = {2, 4, 10, 3, 5, 9, 4, 6, 8};
    constexpr std::array<std::uint32_t, 10> kPersonFirst = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    constexpr std::array<std::uint32_t, 11> kPersonSecond = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    if (!all_digits(digits)) return false;
    if (digits.size() == kCompany.size() + 1) {
        return inn_digit(digits, kCompany) == digit(digits.back());
    }
    return digits.size() == kPersonSecond.size() + 1 &&
           inn_digit(digits, kPersonFirst) == digit(digits[kPersonFirst.size()]) &&
           inn_digit(digits, kPersonSecond) == digit(digits.back());
}

bool is_ogrn(std::string_view digits) noexcept {
    constexpr std::size_t kCompany = 13;
    constexpr std::size_t kTrader = 15;
    if ((digits.size() != kCompany && digits.size() != kTrader) || !all_digits(digits)) {
        return false;
    }
    std::uint64_t number = 0;
    for (const char c : digits.substr(0, digits.size() - 1)) number = number * 10 + digit(c);
    const std::uint64_t modulus = digits.size() == kCompany ? 11 : 13;
    return number % modulus % 10 == digit(digits.back());
}

}  // namespace pelf::ingest
