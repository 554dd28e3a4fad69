// SPDX-License-Identifier: Apache-2.0
#include "match/company_words.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "match/company_words_table.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

std::string_view canonical_of(std::string_view word) {
    const auto found = company_word(word);
    return found ? spelling_of(found->canonical) : "";
}

WordWeight weight_of(std::string_view word) {
    return company_word(word).value_or(CompanyWord{}).weight;
}

bool is_place(std::string_view word) {
    return company_word(word).value_or(CompanyWord{}).is_place;
}

TEST(CompanyWords, AbbreviationsSpellingsAndTranslationsAreOneWord) {
    const std::vector<std::vector<std::string_view>> families = {
        {"international", "intl", "mezhdunarodny", "internationale"},
        {"company", "co", "compagnie", "kompaniya"},
        {"corporation", "corp", "corporacion"},
        {"industry", "industries", "ind", "inds"},
        {"technology", "technologies", "tech", "technol"},
        {"trading", "trd", "trade", "torgovy"},
        {"group", "grp", "gruppa", "groupe", "gruppe"},
        {"bank", "banco", "banque", "bankasi"},
        {"services", "svcs", "srvces"},
        {"engineering", "engg"},
        {"communication", "communications", "comm"},
        {"organisation", "organization"},
        {"university", "univ"},
        {"brothers", "bros"},
        {"national", "natl"},
        {"department", "dept"},
        {"manufacturing", "mfg"},
        {"centre", "center"},
        {"defence", "defense"},
        {"china", "chinese", "zhongguo"},
        {"russia", "russian", "rossiyskaya"},
    };
    for (const auto& family : families) {
        for (const std::string_view word : family) {
            EXPECT_EQ(canonical_of(word), canonical_of(family[0])) << word;
            EXPECT_NE(canonical_of(word), "") << word;
        }
    }
}

TEST(CompanyWords, WhatTheOrganisationDoesWeighsMoreThanThatItIsOne) {
    for (const auto word : {"company", "group", "international", "holdings"}) {
        EXPECT_EQ(weight_of(word), WordWeight::generic) << word;
    }
    EXPECT_EQ(weight_of("petrochemical"), WordWeight::common);
    EXPECT_EQ(weight_of("bank"), WordWeight::common);
    EXPECT_EQ(weight_of("falcon"), WordWeight::brand);
    EXPECT_EQ(weight_of("huawei"), WordWeight::distinctive);
    EXPECT_EQ(weight_of(""), WordWeight::distinctive);
}

TEST(CompanyWords, TradesAndPlacesStayApart) {
    EXPECT_NE(canonical_of("petrochemical"), canonical_of("petroleum"));
    EXPECT_NE(canonical_of("industry"), canonical_of("technology"));
    EXPECT_NE(canonical_of("north"), canonical_of("south"));
    EXPECT_NE(canonical_of("iran"), canonical_of("iraq"));
    EXPECT_NE(canonical_of("korea"), canonical_of("dprk"));
    EXPECT_NE(canonical_of("niger"), canonical_of("nigeria"));
    EXPECT_TRUE(is_place("chinese"));
    EXPECT_FALSE(is_place("bank"));
    EXPECT_FALSE(is_place("zzz"));
}

/// The first record that has a word owns it: the table read again in the plainest way.
TEST(CompanyWords, EveryWordOfTheTableIsFoundUnderItsRecord) {
    std::set<std::string_view> seen;
    std::size_t records = 0;
    for (const std::string_view table : {kCompanyWords, kBrandWords, kPlaceWords}) {
        const bool are_places = table == kPlaceWords;
        TableReader reader(table);
        for (std::string_view key = reader.next(); !key.empty(); key = reader.next()) {
            std::string_view weight = "c";
            if (!are_places) weight = reader.next();
            EXPECT_EQ(weight == "b", table == kBrandWords) << key;
            EXPECT_TRUE(weight == "g" || weight == "c" || weight == "b") << key;
            EXPECT_EQ(reader.next(), ":") << key;
            for (std::string_view word = reader.next(); word != ";"; word = reader.next()) {
                if (!seen.insert(word).second) continue;
                EXPECT_EQ(canonical_of(word), key) << word;
                EXPECT_EQ(is_place(word), are_places) << word;
                EXPECT_EQ(weight_of(word) == WordWeight::generic, weight == "g") << word;
                EXPECT_EQ(weight_of(word) == WordWeight::brand, weight == "b") << word;
            }
            ++records;
        }
    }
    EXPECT_EQ(records, canonical_word_count());
    EXPECT_GT(seen.size(), 3000U);
}

}  // namespace
}  // namespace pelf::match
