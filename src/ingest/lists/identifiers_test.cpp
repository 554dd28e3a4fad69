// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/identifiers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pelf::ingest {
namespace {

using model::Checksum;

TEST(Identifiers, AnImoNumberProvesItselfAndOneWrongDigitIsSeen) {
    // 9074729: the example of the number's own definition, 9*7+0*6+7*5+4*4+7*3+2*2 = 139.
    EXPECT_EQ(make_identifier("IMO", "9074729").checksum, Checksum::good);
    EXPECT_EQ(make_identifier("imo number", " IMO 9074729 ").checksum, Checksum::good);
    for (std::size_t at = 0; at < 7; ++at) {
        std::string wrong = "9074729";
        wrong[at] = wrong[at] == '9' ? '8' : static_cast<char>(wrong[at] + 1);
        EXPECT_EQ(make_identifier("IMO", wrong).checksum, Checksum::bad) << wrong;
    }
    EXPECT_EQ(make_identifier("IMO", "unknown").checksum, Checksum::unchecked);
    EXPECT_EQ(make_identifier("Immobilien", "9074729").checksum, Checksum::unchecked);
}

TEST(Identifiers, TheSevenDigitsAreFoundInAnyUsualForm) {
    EXPECT_EQ(imo_digits("IMO9074729"), "9074729");
    EXPECT_EQ(imo_digits("9074729 "), "9074729");
    EXPECT_EQ(imo_digits("90747290"), "");
    EXPECT_EQ(imo_digits("907472A"), "");
    EXPECT_FALSE(is_imo_number("907472"));
    EXPECT_FALSE(is_imo_number(""));
}

TEST(Identifiers, ALeiIsOneModulo97) {
    // The example of ISO 17442's check digits that GLEIF publishes for itself.
    EXPECT_EQ(make_identifier("LEI", "506700GE1G29325QX363").checksum, Checksum::good);
    EXPECT_EQ(make_identifier("LEI", "506700GE1G29325QX364").checksum, Checksum::bad);
    EXPECT_EQ(make_identifier("LEI", "605700GE1G29325QX363").checksum, Checksum::bad);
    EXPECT_FALSE(is_lei("506700ge1G29325QX363"));
    EXPECT_FALSE(is_lei(""));
}

TEST(Identifiers, RussianNumbersAreCheckedByTheirLength) {
    EXPECT_EQ(make_identifier("INN", "7707083893").checksum, Checksum::good);
    EXPECT_EQ(make_identifier("INN", "7707083894").checksum, Checksum::bad);
    EXPECT_TRUE(is_inn("500100732259"));
    EXPECT_FALSE(is_inn("500100732258"));
    EXPECT_FALSE(is_inn("500100732249"));
    EXPECT_EQ(make_identifier("OGRN", "1027700132195").checksum, Checksum::good);
    EXPECT_EQ(make_identifier("OGRN", "1027700132196").checksum, Checksum::bad);
    EXPECT_TRUE(is_ogrn("304500116000157"));
    EXPECT_FALSE(is_ogrn("304500116000158"));
    EXPECT_FALSE(is_ogrn(""));
    EXPECT_FALSE(is_inn(""));
}

TEST(Identifiers, OtherKindsAreKeptAsTheyAre) {
    const auto passport = make_identifier(" Passport", "A 12 ", "KP", " issued 2001");
    EXPECT_EQ(passport, (model::Identifier{"Passport", "A 12", "KP", "issued 2001"}));
}

}  // namespace
}  // namespace pelf::ingest
