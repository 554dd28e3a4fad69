// SPDX-License-Identifier: Apache-2.0
//
// A name taken apart for comparison: its words, what each is and how much each weighs.
//
// One name has several forms: one for each way to read it in Latin letters (match/romanise.hpp),
// for each set of rules that may apply, and for the initials of an organisation. Two names are as
// alike as their most alike pair of forms under the same rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "match/legal_forms.hpp"
#include "match/name_score.hpp"

namespace pelf::match {

/// By which names are compared. A vessel or an aircraft is an object.
enum class Rules : std::uint8_t { person, entity, object };

enum class WordRole : std::uint8_t {
    name,        ///< Tells this one from others.
    patronymic,  ///< Vladimirovich: optional, but two different ones are two people.
    initial,     ///< A letter alone.
    number,      ///< 5, V, fifth: two different ones are two parties.
    place,       ///< Mexico, Swiss: tells a branch from another.
    common,      ///< Trading, missiles: a word that many names share.
    generic,     ///< Group, company, international.
    particle,    ///< bin, al, de, the, of: comes and goes.
    title,       ///< Mr, Sheikh, MV: no part of the name.
};

/// Words of one form that are compared; what follows them is left out, and reasons say so.
inline constexpr std::size_t kFormWordsMax = 64;

struct FormWord {
    std::string text;  ///< Lower-case ASCII letters and digits.
    WordRole role = WordRole::name;
    std::uint8_t weight = 0;             ///< 0 to 100.
    std::uint8_t evidence_decibans = 0;  ///< What finding the same word says; see NameScore.
    bool is_descent = false;             ///< "Son of": bin, ibn, bint.
};

struct NameForm {
    Rules rules = Rules::person;
    std::vector<FormWord> words;  ///< In the order of the text; legal forms are not among them.
    std::vector<LegalForm> legal_forms;
    std::string_view system;  ///< How it was read: "latin", "mandarin", "initials". Static.
    std::uint8_t score_max = kScoreMax;  ///< What a name found by this form can score at most.
    /// All words but titles can be Korean syllables, one of them a surname.
    bool is_korean = false;
    bool is_chinese = false;  ///< The same for Chinese.
    bool was_cut = false;     ///< There were more than kFormWordsMax words.
};

struct NameForms {
    std::vector<NameForm> forms;
    /// The name in Chinese characters alone, if it is: simplified, without gaps. Else empty.
    std::u16string characters;
    bool is_disguised = false;  ///< Mixed scripts within a word, hidden or lookalike characters.
};

/// Which side of a comparison a name is on. Only listed names are also known by their initials:
/// customers whose words happen to begin like some listed acronym would all be hits.
enum class Role : std::uint8_t { query, listed };

/// All forms of a name: under the rules of its type, or under all rules if the type is unknown.
/// None for a text without letters and digits. Cost: some 2 us.
NameForms forms_of(const NameText& name, Role role);

/// What two names score at most that are written in Chinese characters and in other ones: many
/// characters are read alike, so the readings may agree and the names not.
inline constexpr std::uint8_t kOtherCharactersScoreMax = 50;

/// False when both are known and differ, and neither has the other in it.
bool may_be_same_characters(std::u16string_view a, std::u16string_view b) noexcept;

/// Up to this many neighbouring words are also compared as one: "good will" and "goodwill".
inline constexpr std::size_t kGlueMax = 3;
/// In longer names a word in two pieces is a small part of the whole, and is left at that.
inline constexpr std::size_t kGlueFormWordsMax = 8;

/// Puts the words from `first` on, `count` of them, together into `text`: empty where they cannot
/// be one word, with numbers and initials among them, or too long together to be a slip.
void glue_words(const NameForm& form, std::size_t first, std::size_t count, std::string& text);

}  // namespace pelf::match
