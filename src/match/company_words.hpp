// SPDX-License-Identifier: Apache-2.0
//
// Words that organisations share: one canonical word for its abbreviations, spellings and
// translations ("intl", "mezhdunarodny" and "international"), and how little each tells apart.
//
// Written by hand from general knowledge of how companies abbreviate and are translated. A place
// word ("chinese", "prc") stands for a country or a part of the world: it is told apart from other
// places, and says nothing of what the organisation does.
//
// What it does not mean: that two names with the same canonical words are one organisation, nor
// that the word is used in this sense ("general" is a rank too: see name_particles.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pelf::match {

enum class WordWeight : std::uint8_t {
    generic,      ///< Tells nothing: company, group, international. Often left out.
    common,       ///< Tells the trade: bank, shipping, petroleum. Seldom left out, shared by many.
    brand,        ///< Tells a company, and a thousand others: star, falcon, golden, alpha.
    distinctive,  ///< Anything else, and what is not in the table.
};

/// One canonical word of the table. Values are for one build of the program: never stored.
struct CanonicalWord {
    std::uint16_t value = 0;

    bool operator==(const CanonicalWord&) const = default;
};

struct CompanyWord {
    CanonicalWord canonical;
    WordWeight weight = WordWeight::distinctive;
    bool is_place = false;  ///< A country, nation, city state or part of the world.
};

/// What the table knows of a folded and romanised word. Cost: one look-up.
std::optional<CompanyWord> company_word(std::string_view word);

/// The canonical word in English, for explanations.
std::string_view spelling_of(CanonicalWord word);

/// How many canonical words the table knows; their values are 0 to this.
std::size_t canonical_word_count();

}  // namespace pelf::match
