// SPDX-License-Identifier: Apache-2.0
#include "match/name_rarity.hpp"

#include <algorithm>
#include <array>

#include "match/given_names_table.hpp"
#include "match/name_rarity_table.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

constexpr auto kCommonness = [] {
    WordTable<8192> table;
    TableReader reader(kCommonNames);
    for (std::string_view step = reader.next(); !step.empty(); step = reader.next()) {
        const auto value = static_cast<std::uint32_t>(step[0] - '0');
        reader.next();  // The colon.
        for (std::string_view word = reader.next(); word != ";"; word = reader.next()) {
            table.add(word, value);
        }
    }
    return table;
}();

/// Spellings that kCommonness does not have, through the other spellings of their variety.
constexpr auto kOfVariety = [] {
    WordTable<8192> table;
    constexpr std::size_t kSpellingsMax = 96;
    std::array<std::string_view, kSpellingsMax> spellings{};
    std::size_t count = 0;
    std::uint32_t most = 0;
    TableReader reader(kGivenNames);
    for (std::string_view word = reader.next(); !word.empty(); word = reader.next()) {
        if (word != ":" && word != ";") {
            most = std::max(most, kCommonness.find(word).value_or(0));
            spellings[count++] = word;
            continue;
        }
        for (std::size_t i = 0; i < count && most > 0; ++i) table.add(spellings[i], most);
        count = 0;
        most = 0;
    }
    return table;
}();

}  // namespace

std::uint8_t commonness(std::string_view word) {
    std::uint32_t most = kCommonness.find(word).value_or(0);
    kOfVariety.for_each(word, [&](std::uint32_t value) { most = std::max(most, value); });
    return static_cast<std::uint8_t>(most);
}

}  // namespace pelf::match
