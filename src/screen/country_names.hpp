// SPDX-License-Identifier: Apache-2.0
//
// One country, many spellings: what lists call a country, as the two letters of ISO 3166.
#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace pelf::screen {

/// Two capital letters.
struct CountryCode {
    std::array<char, 2> letters{};

    std::string text() const { return {letters.data(), letters.size()}; }
    auto operator<=>(const CountryCode&) const = default;
};

/// "KP" for "Korea, North", "DPRK", "kp"; nothing for what is no country ("undetermined") and for
/// spellings that nobody was seen to use. Letter case, punctuation and "the", "of", "and" do not
/// matter. Of "Former USSR (now Ukraine)" it is what the place is now.
std::optional<CountryCode> country_code(std::string_view name);

}  // namespace pelf::screen
