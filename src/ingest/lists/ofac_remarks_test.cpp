// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ofac_remarks.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pelf::ingest {
namespace {

using Pieces = std::vector<std::string_view>;

model::Party parse(std::string_view remarks, model::PartyType type = model::PartyType::person) {
    model::Party party;
    party.type = type;
    parse_ofac_remarks(remarks, party);
    return party;
}

TEST(OfacRemarks, PiecesStandBetweenSemicolons) {
    EXPECT_EQ(split_ofac_remarks("DOB 1960; POB Cali, Colombia;Gender Male."),
              (Pieces{"DOB 1960", "POB Cali, Colombia", "Gender Male"}));
    EXPECT_TRUE(split_ofac_remarks("").empty());
    EXPECT_TRUE(split_ofac_remarks(" ; ;.").empty());
}

TEST(OfacRemarks, ASemicolonInParenthesesSeparatesNothing) {
    EXPECT_EQ(split_ofac_remarks("Passport 1 (Iran; old); DOB 1960."),
              (Pieces{"Passport 1 (Iran; old)", "DOB 1960"}));
}

TEST(OfacRemarks, AParenthesisWithoutPartnerProtectsNothing) {
    EXPECT_EQ(split_ofac_remarks("Passport 1 (Iran; DOB 1960."),
              (Pieces{"Passport 1 (Iran", "DOB 1960"}));
    EXPECT_EQ(split_ofac_remarks("a); b"), (Pieces{"a)", "b"}));
}

TEST(OfacRemarks, AliasesKeepTheirApostrophesAndSemicolons) {
    EXPECT_EQ(split_ofac_remarks("a.k.a. ''ABD-AL-'IZ'; a.k.a. 'A; B'; DOB 1960."),
              (Pieces{"a.k.a. ''ABD-AL-'IZ'", "a.k.a. 'A; B'", "DOB 1960"}));
    EXPECT_EQ(parse("a.k.a. 'AL-QA'QA'.").names.front().whole, "AL-QA'QA");
}

TEST(OfacRemarks, TheFullStopGoesAndThatOfAnAbbreviationStays) {
    EXPECT_EQ(split_ofac_remarks("Linked To: R D I S.A."), (Pieces{"Linked To: R D I S.A."}));
    EXPECT_EQ(split_ofac_remarks("a.k.a. 'K.A.S.'."), (Pieces{"a.k.a. 'K.A.S.'"}));
    EXPECT_EQ(split_ofac_remarks("Linked To: ACME INC."), (Pieces{"Linked To: ACME INC"}));
}

TEST(OfacRemarks, AliasesInQuotesAreWeak) {
    const auto party = parse("a.k.a. 'PATTY'; f.k.a. 'CHAFFORI, Petit'; n.k.a. NEW NAME.");
    ASSERT_EQ(party.names.size(), 3U);
    EXPECT_EQ(party.names[0],
              (model::Name{model::NameKind::aka, model::Strength::weak, "PATTY", "", ""}));
    EXPECT_EQ(party.names[1], (model::Name{model::NameKind::fka, model::Strength::weak,
                                           "CHAFFORI, Petit", "CHAFFORI", "Petit"}));
    EXPECT_EQ(party.names[2].kind, model::NameKind::nka);
    EXPECT_EQ(party.names[2].strength, model::Strength::strong);
}

TEST(OfacRemarks, EveryDateOfBirthIsKept) {
    const auto party = parse("DOB 12 Jul 1986; alt. DOB circa 1951; alt. DOB 1960 to 1962.");
    ASSERT_EQ(party.births.size(), 3U);
    EXPECT_EQ(to_string(party.births[0]), "1986-07-12");
    EXPECT_EQ(to_string(party.births[1]), "circa 1951");
    EXPECT_EQ(to_string(party.births[2]), "1960-01-01 to 1962-12-31");
}

TEST(OfacRemarks, CountriesKeepTheirRole) {
    const auto party = parse(
        "nationality Korea, North; citizen China; POB Pyongyang; "
        "Former Vessel Flag Malta.");
    EXPECT_EQ(party.countries,
              (std::vector<model::Country>{{model::CountryRole::nationality, "Korea, North"},
                                           {model::CountryRole::citizenship, "China"},
                                           {model::CountryRole::former_flag, "Malta"}}));
    EXPECT_EQ(party.birth_places, std::vector<std::string>{"Pyongyang"});
}

TEST(OfacRemarks, IdentifiersHaveKindValueCountryAndNote) {
    const auto party = parse(
        "Passport E590976 (Tunisia) issued 19 Jun 1987 expires 18 Jun 1992; "
        "alt. Passport L 191609 issued 28 Feb 1996; "
        "Identification Number 321284198607120616 (China); National ID No. K357514(4) (Hong Kong); "
        "NIT # 800146749-7 (Colombia); MMSI 572469210; "
        "Vessel Registration Identification IMO 9187629; "
        "Registration Number HRA 736338 (Stuttgart) (Germany); "
        "Aircraft Manufacturer's Serial Number (MSN) 550; Bosnian Personal ID No. 1234.");
    EXPECT_EQ(party.identifiers,
              (std::vector<model::Identifier>{
                  {"Passport", "E590976", "Tunisia", "issued 19 Jun 1987 expires 18 Jun 1992"},
                  {"Passport", "L 191609", "", "issued 28 Feb 1996"},
                  {"Identification Number", "321284198607120616", "China", ""},
                  {"National ID No.", "K357514(4)", "Hong Kong", ""},
                  {"NIT #", "800146749-7", "Colombia", ""},
                  {"MMSI", "572469210", "", ""},
                  {"IMO", "9187629", "", "", model::Checksum::good},
                  {"Registration Number", "HRA 736338", "Germany", "(Stuttgart)"},
                  {"Aircraft Manufacturer's Serial Number (MSN)", "550", "", ""},
                  {"Bosnian Personal ID No.", "1234", "", ""}}));
    EXPECT_TRUE(party.unparsed.empty());
}

TEST(OfacRemarks, WalletsAreReadWithAndWithoutAlt) {
    const auto party = parse(
        "Digital Currency Address - XBT 134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak; "
        "alt. Digital Currency Address - ETH 0x72a5843cc08275C8171E582972Aa4fDa8C397B2A.");
    ASSERT_EQ(party.wallets.size(), 2U);
    EXPECT_EQ(party.wallets[0].checksum, model::Checksum::good);
    EXPECT_EQ(party.wallets[1].address, "0x72a5843cc08275C8171E582972Aa4fDa8C397B2A");
}

TEST(OfacRemarks, SentencesAreSortedByWhatTheyAreAbout) {
    const auto party = parse(
        "Secondary sanctions risk: section 1(b) of Executive Order 13224; "
        "Gender Male; Email Address a@b.cn; www.example.org; "
        "Major General, Syrian Air Force; wife of Somebody; ICTY indictee; "
        "Additional Sanctions Information - Subject to Secondary Sanctions.");
    std::vector<std::string> kinds;
    kinds.reserve(party.attributes.size());
    for (const auto& attribute : party.attributes) kinds.push_back(attribute.kind);
    EXPECT_EQ(kinds, (std::vector<std::string>{"Secondary sanctions risk", "Gender",
                                               "Email Address", "Website", "Position", "Family",
                                               "Proceedings", "Additional Sanctions Information"}));
    EXPECT_EQ(party.attributes.back().value, "Subject to Secondary Sanctions");
    EXPECT_TRUE(party.unparsed.empty());
}

TEST(OfacRemarks, WhatNobodyKnowsIsKeptAndCounted) {
    model::Party party;
    party.type = model::PartyType::entity;
    const auto counts = parse_ofac_remarks("DOB the year of the flood; Sings in the bath.", party);
    EXPECT_EQ(counts.pieces, 2U);
    EXPECT_EQ(counts.unparsed, 2U);
    EXPECT_EQ(party.unparsed,
              (std::vector<std::string>{"DOB the year of the flood", "Sings in the bath"}));
}

}  // namespace
}  // namespace pelf::ingest
