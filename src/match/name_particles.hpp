// SPDX-License-Identifier: Apache-2.0
//
// The small words of names: articles, words for "son of" and "father of", particles, conjunctions,
// titles, marks of a generation, and the stop words of organisations; each with what it costs to
// leave it out.
//
// Written by hand from general knowledge of naming customs. What it does not mean: that the word is
// one here. "Ben", "Van", "Le", "Do", "Ali Sheikh", "General" are given names, surnames or company
// words too; a name must never be emptied by dropping its small words, and the caller sees to that.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pelf::match {

enum class ParticleKind : std::uint8_t {
    article,       ///< Arabic al-, with its assimilated forms: as-, ad-, an-, ...
    nasab,         ///< Son or daughter of: bin, ibn, bint, oglu, ould.
    kunya,         ///< Father or mother of: abu, umm. Makes a name of the next word.
    servant,       ///< Abd: one name with the word after it.
    nobiliary,     ///< de, van, von, della: of European surnames.
    conjunction,   ///< and, y, und, et.
    honorific,     ///< Title, rank, form of address: mr, dr, sheikh, haji, general.
    generational,  ///< jr, sr; not numerals (numbers.hpp).
    stop_word,     ///< the, of, for: of organisations.
};

/// What it means that one of two names lacks the word.
enum class Omission : std::uint8_t {
    free,     ///< Nothing: careful writers leave it out.
    costly,   ///< Something: usual in one style of writing, and yet it may be another name.
    another,  ///< It is another name: "Rahman" is not "Abd Rahman", "Ali" not "Abu Ali".
};

class Particle {
public:
    constexpr Particle(std::uint16_t kinds, Omission omission)
        : kinds_(kinds), omission_(omission) {}

    bool is(ParticleKind kind) const { return (kinds_ >> static_cast<unsigned>(kind) & 1U) != 0; }
    /// In the kind that costs most.
    Omission omission() const { return omission_; }

private:
    std::uint16_t kinds_;
    Omission omission_;
};

/// What the table knows of a folded and romanised word. Cost: one look-up.
std::optional<Particle> particle(std::string_view word);

/// Two spellings of one particle or title: "bin" and "ibn", "sheikh" and "shaykh", "al" and "as".
bool same_particle(std::string_view a, std::string_view b);

}  // namespace pelf::match
