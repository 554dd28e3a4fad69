// SPDX-License-Identifier: Apache-2.0
#include "match/legal_forms.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "match/legal_forms_table.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

std::optional<LegalFormMatch> match_at(const std::string& name, std::size_t position) {
    const std::vector<std::string_view> words = split(name, " ");
    return legal_form_at(words, position);
}

/// No words where nothing is found.
LegalFormMatch found_at(const std::string& name, std::size_t position) {
    return match_at(name, position).value_or(LegalFormMatch{});
}

/// The form that a text is from its first word to its last.
LegalForm whole(const std::string& text) {
    const auto match = match_at(text, 0);
    const std::size_t count = split(text, " ").size();
    EXPECT_TRUE(match && match->words_count == count) << text;
    return match ? match->form : LegalForm{};
}

FormRelation relation(const std::string& a, const std::string& b) {
    const FormRelation there = form_relation(whole(a), whole(b));
    EXPECT_EQ(there, form_relation(whole(b), whole(a))) << a << " and " << b;
    return there;
}

TEST(LegalForms, OneFormInAllItsSpellingsIsOneId) {
    const std::vector<std::vector<std::string>> forms = {
        {"ltd", "limited", "l t d"},
        {"ag", "a g", "aktiengesellschaft"},
        {"gmbh", "g m b h", "ges mbh", "ges m b h", "gesellschaft mit beschrankter haftung",
         "gesellschaft mit beschraenkter haftung"},
        {"ooo", "o o o", "obshchestvo s ogranichennoi otvetstvennostyu"},
        {"sp z o o", "sp zoo", "sp z oo", "spolka z ograniczona odpowiedzialnoscia"},
        {"s a r l", "sarl", "societe a responsabilite limitee"},
        {"plc", "p l c", "public limited company"},
        {"jsc", "joint stock company", "ao", "aktsionernoe obshchestvo"},
        {"ojsc", "oao", "open joint stock company", "o j s c"},
        {"pjsc", "pao", "public joint stock company"},
        {"kk", "k k", "kabushiki kaisha", "kabushiki gaisha"},
        {"yugen gaisha", "yugen kaisha", "y k"},
        {"s a de c v", "sa de cv", "sociedad anonima de capital variable"},
        {"a s", "as", "anonim sirketi", "aktieselskab"},
        {"sh p k", "shpk"},
        {"d o o", "doo", "drustvo s ogranicenom odgovornoscu"},
        {"pvt ltd", "private limited", "p ltd"},
        {"cong ty tnhh", "tnhh", "cong ty trach nhiem huu han"},
    };
    for (const auto& spellings : forms) {
        for (const std::string& spelling : spellings) {
            EXPECT_EQ(spelling_of(whole(spelling)), spelling_of(whole(spellings[0]))) << spelling;
        }
    }
}

TEST(LegalForms, TheLongestFormWins) {
    EXPECT_EQ(found_at("guangzhou trading co ltd", 2).words_count, 2);
    EXPECT_EQ(found_at("co ltd", 0).form, whole("co ltd"));
    EXPECT_EQ(found_at("muller gmbh co kg", 1).words_count, 3);
    EXPECT_EQ(found_at("x open joint stock company y", 1).words_count, 4);
    EXPECT_EQ(match_at("a joint venture", 1), std::nullopt);
    EXPECT_EQ(found_at("gmbh and sons", 0).words_count, 1);
}

TEST(LegalForms, AWordThatIsAFormElsewhereIsMarked) {
    EXPECT_TRUE(found_at("as sahab", 0).also_word);
    EXPECT_TRUE(found_at("company of brothers", 0).also_word);
    EXPECT_TRUE(found_at("foundation", 0).also_word);
    EXPECT_FALSE(found_at("gmbh", 0).also_word);
    EXPECT_FALSE(found_at("sdn bhd", 0).also_word);
}

TEST(LegalForms, NothingIsFoundInsideAWordOrPastTheEnd) {
    EXPECT_EQ(match_at("michaelp", 0), std::nullopt);
    EXPECT_EQ(match_at("saigon", 0), std::nullopt);
    EXPECT_EQ(match_at("11420 corp", 0), std::nullopt);
    EXPECT_EQ(match_at("ltd", 1), std::nullopt);
    EXPECT_EQ(match_at("ltd", 99), std::nullopt);
    EXPECT_EQ(legal_form_at({}, 0), std::nullopt);
    const std::vector<std::string_view> empty_word = {"", "ltd"};
    EXPECT_EQ(legal_form_at(empty_word, 0), std::nullopt);
    EXPECT_EQ(match_at(std::string(5000, 'a') + " ltd", 0), std::nullopt);
}

TEST(LegalForms, ALetterThatBelongsToTheNameStaysOut) {
    EXPECT_EQ(match_at("michael p", 1), std::nullopt);
    EXPECT_EQ(found_at("c i disercom s a s", 3).form, whole("sas"));
    EXPECT_EQ(found_at("x s a r l", 1).words_count, 4);
}

TEST(LegalForms, TranslationsAreCompatibleAndOtherFormsDifferent) {
    using enum FormRelation;
    EXPECT_EQ(relation("ltd", "limited"), same);
    EXPECT_EQ(relation("ltd", "co ltd"), compatible);
    EXPECT_EQ(relation("ooo", "llc"), compatible);
    EXPECT_EQ(relation("ooo", "ltd"), compatible);
    EXPECT_EQ(relation("oao", "pao"), compatible);
    EXPECT_EQ(relation("oao", "jsc"), compatible);
    EXPECT_EQ(relation("kk", "co ltd"), compatible);
    EXPECT_EQ(relation("ag", "sa"), compatible);
    EXPECT_EQ(relation("gmbh", "sarl"), compatible);
    EXPECT_EQ(relation("company", "gmbh"), compatible);
    EXPECT_EQ(relation("ag", "gmbh"), different);
    EXPECT_EQ(relation("ltd", "plc"), different);
    EXPECT_EQ(relation("sdn bhd", "bhd"), different);
    EXPECT_EQ(relation("ooo", "ao"), different);
    EXPECT_EQ(relation("gmbh", "foundation"), different);
    EXPECT_EQ(relation("kg", "gmbh co kg"), compatible);
    EXPECT_EQ(relation("inc", "llc"), different);
}

TEST(LegalForms, ClassesSayWhatAFormIs) {
    EXPECT_EQ(class_of(whole("gmbh")), FormClass::company_limited);
    EXPECT_EQ(class_of(whole("sa")), FormClass::joint_stock);
    EXPECT_EQ(class_of(whole("kg")), FormClass::partnership);
    EXPECT_EQ(class_of(whole("stichting")), FormClass::foundation);
    EXPECT_EQ(class_of(whole("kooperativa")), FormClass::cooperative);
    EXPECT_EQ(class_of(whole("fgup")), FormClass::state_enterprise);
    EXPECT_EQ(class_of(whole("filial")), FormClass::branch);
    EXPECT_EQ(class_of(whole("company")), FormClass::other);
}

/// Every record of the table, found as it is written, alone and with words around it.
TEST(LegalForms, EverySpellingOfTheTableIsFoundWhole) {
    std::size_t spellings = 0;
    std::size_t records = 0;
    for (const std::string_view text : {kLegalForms, kLegalFormsOfAsiaAndAfrica}) {
        TableReader reader(text);
        while (!reader.next().empty()) {
            reader.next();
            EXPECT_EQ(std::string_view("ljpfcsbo").find(reader.next()[0]) < 8, true);
            EXPECT_EQ(reader.next(), ":");
            for (std::string_view word = reader.next(); word != ";"; word = reader.next()) {
                std::string phrase(word);
                std::replace(phrase.begin(), phrase.end(), '_', ' ');
                whole(phrase);
                const auto inside = match_at("zqx " + phrase + " zqx", 1);
                EXPECT_TRUE(inside && inside->words_count == split(phrase, " ").size()) << phrase;
                ++spellings;
            }
            ++records;
        }
    }
    EXPECT_EQ(records, legal_form_count());
    EXPECT_GT(spellings, 1500U);
}

/// The twin: every phrase of the table against the words, letters compared with the blanks out.
std::size_t longest_by_trial(const std::vector<std::string_view>& words, std::size_t position) {
    std::size_t best = 0;
    for (const std::string_view text : {kLegalForms, kLegalFormsOfAsiaAndAfrica}) {
        TableReader reader(text);
        while (!reader.next().empty()) {
            for (std::string_view word = reader.next(); word != ":"; word = reader.next()) continue;
            for (std::string_view word = reader.next(); word != ";"; word = reader.next()) {
                // Positions reached after each word of the phrase, however letters are joined.
                std::vector<std::size_t> reached = {position};
                for (const std::string_view part : split(word, "_")) {
                    std::vector<std::size_t> next;
                    for (const std::size_t at : reached) {
                        if (at < words.size() && words[at] == part) next.push_back(at + 1);
                        std::size_t letters = 0;
                        while (letters < part.size() && at + letters < words.size() &&
                               words[at + letters] == part.substr(letters, 1)) {
                            ++letters;
                        }
                        if (part.size() > 1 && letters == part.size()) next.push_back(at + letters);
                    }
                    reached = next;
                }
                for (const std::size_t at : reached) best = std::max(best, at - position);
            }
        }
    }
    return best;
}

TEST(LegalForms, FindsWhatTryingEveryPhraseFinds) {
    const std::vector<std::string_view> parts = {"s",   "a",  "r",  "l",  "de", "c",    "v",   "co",
                                                 "ltd", "sp", "z",  "o",  "kg", "gmbh", "und", "b",
                                                 "p",   "pt", "sa", "en", "m",  "h",    "sh",  "k"};
    std::mt19937 random(11);
    for (int round = 0; round < 150; ++round) {
        std::vector<std::string_view> words;
        for (std::size_t i = 0; i < 6; ++i) words.push_back(parts[random() % parts.size()]);
        const std::size_t position = random() % 3;
        const auto match = legal_form_at(words, position);
        EXPECT_EQ(match ? match->words_count : 0U, longest_by_trial(words, position))
            << words[0] << ' ' << words[1] << ' ' << words[2] << ' ' << words[3] << ' ' << words[4]
            << ' ' << words[5] << " at " << position;
    }
}

}  // namespace
}  // namespace pelf::match
