// SPDX-License-Identifier: Apache-2.0
//
// Legal forms of the world, in the words of a folded and romanised name.
//
// What exists and how it is abbreviated is the subject of ISO 20275 (Entity Legal Forms); the table
// here is written by hand from the company laws of some ninety jurisdictions and knows the forms
// that names carry, not every code of the standard. A form is *one* id in all its spellings and
// languages: "aktiengesellschaft", "ag" and "a g"; "obshchestvo s ogranichennoi otvetstvennostyu"
// and "ooo". Forms of one abbreviation in several countries ("sa", "as", "doo") are one id, since
// the name does not say which country is meant.
//
// What a match does not mean: that the words are the form. "as", "co", "pt", "bank", "trust" are
// words too: where in the name a form may stand is the caller's to decide, and `also_word` warns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace pelf::match {

enum class FormClass : std::uint8_t {
    company_limited,   ///< Limited liability, shares not for the public: GmbH, OOO, LLC, Ltd.
    joint_stock,       ///< Divided into shares: AG, SA, JSC, PLC, Inc.
    partnership,       ///< With a person who is liable: KG, LP, LLP, SNC; sole traders too.
    foundation,        ///< Foundations, associations, trusts: nothing is owned by members.
    cooperative,       ///< Owned by those who use it; mutual societies.
    state_enterprise,  ///< Made by a state's act: FGUP, EPIC, perum.
    branch,            ///< Of another company: branch, filial, representative office.
    other,             ///< "Company" and the like: says that it is one and not which.
};

/// How two forms stand to one another, for two names that are otherwise equal.
enum class FormRelation : std::uint8_t {
    same,        ///< One form, perhaps in two spellings or languages.
    compatible,  ///< One can be the other's translation: "ltd" and "co ltd", "ooo" and "llc".
    different,   ///< Two companies: AG and GmbH.
};

/// One form of the table. Values are for one build of the program: never stored.
struct LegalForm {
    std::uint16_t value = 0;

    bool operator==(const LegalForm&) const = default;
};

struct LegalFormMatch {
    LegalForm form;
    std::uint8_t words_count = 0;  ///< How many words of the name the form takes, from 1.
    bool also_word = false;        ///< An ordinary word too: only at a name's end is it the form.
};

/// The longest form that begins at `words[position]`; letters that stand alone are also read
/// together ("s", "a", "r", "l"). Nothing when none does or `position` is past the end.
/// Cost: one look-up for a word that begins no form.
std::optional<LegalFormMatch> legal_form_at(std::span<const std::string_view> words,
                                            std::size_t position);

FormClass class_of(LegalForm form);

/// The usual short spelling, for explanations: "gmbh".
std::string_view spelling_of(LegalForm form);

/// Symmetric. Forms of one country and different classes are different; others are compatible when
/// one is used as the other's translation.
FormRelation form_relation(LegalForm a, LegalForm b);

/// How many forms the table knows; their values are 0 to this.
std::size_t legal_form_count();

}  // namespace pelf::match
