// SPDX-License-Identifier: Apache-2.0
#include "screen/identity.hpp"

#include <gtest/gtest.h>

#include <array>

#include "screen/hit_score.hpp"

namespace pelf::screen {
namespace {

using model::CountryRole;
using model::Party;

Party born(std::string_view date) {
    Party party;
    party.births.push_back(model::parse_partial_date(date).value());
    return party;
}

Party with_country(CountryRole role, std::string_view name) {
    Party party;
    party.countries.push_back({role, std::string(name)});
    return party;
}

Party with_number(std::string_view kind, std::string_view value, std::string_view country = "") {
    Party party;
    model::Identifier& identifier = party.identifiers.emplace_back();
    identifier.kind = kind;
    identifier.value = value;
    identifier.country = country;
    return party;
}

Identity compare(const Party& a, const Party& b) {
    const Facts left = facts_of(a);
    const Facts right = facts_of(b);
    const Identity there = compare_facts(left, right);
    const Identity back = compare_facts(right, left);
    EXPECT_EQ(there.sum, back.sum) << "both directions must agree";
    EXPECT_EQ(there.identifier_floor, back.identifier_floor);
    for (const Evidence& piece : there.evidence()) {
        EXPECT_FALSE(describe(piece, left, right).empty());
    }
    return there;
}

std::int32_t births(std::string_view a, std::string_view b) {
    return compare(born(a), born(b)).sum;
}

TEST(Identity, MissingIsNotMismatch) {
    EXPECT_EQ(compare(born("1962-06-12"), Party{}).sum, 0);
    EXPECT_EQ(compare(Party{}, with_country(CountryRole::nationality, "Iran")).sum, 0);
    EXPECT_EQ(compare(with_number("Passport", "A1234567"), Party{}).sum, 0);
    EXPECT_TRUE(facts_of(Party{}).empty());
}

TEST(Identity, DatesOfBirthAreIntervals) {
    EXPECT_EQ(births("1962-06-12", "12 Jun 1962"), 430);
    EXPECT_EQ(births("1962-06-12", "1962"), 175);
    EXPECT_EQ(births("1962-06-12", "Jun 1962"), 285);
    EXPECT_EQ(births("1962", "1962"), 145);
    EXPECT_EQ(births("1961", "1960 to 1962"), 125);
    EXPECT_EQ(births("1962-06-12", "1980"), -230);
    EXPECT_EQ(births("1962-06-12", "1965"), -170);
    EXPECT_EQ(births("1962-06-12", "1963"), 0);
}

TEST(Identity, CircaReachesTwoYearsAndForgivesFive) {
    EXPECT_EQ(births("1962-06-12", "circa 1964"), 100);
    EXPECT_EQ(births("1962-06-12", "circa 1961"), 100);
    EXPECT_EQ(births("1962-06-12", "circa 1966"), -20);
    EXPECT_LT(births("1962-06-12", "circa 1975"), -100);
}

TEST(Identity, TypingErrorsSpeakForRatherThanAgainst) {
    EXPECT_EQ(births("1962-06-12", "1962-12-06"), 200);
    EXPECT_EQ(births("1962-06-12", "1963-06-12"), 100);
    EXPECT_EQ(births("1962-06-12", "1972-06-12"), 100);
    EXPECT_EQ(births("1962-06-12", "1962-06-22"), 85);
    EXPECT_EQ(births("1959-12-31", "1960-12-31"), 100);
    EXPECT_EQ(births("1962-06-12", "1962-09-30"), -20);
    EXPECT_EQ(births("1962-06-12", "1974-06-13"), -230);
}

TEST(Identity, AFirstOfJanuaryIsAYear) {
    EXPECT_EQ(births("1962-01-01", "1962-06-12"), 175);
    EXPECT_EQ(births("1962-01-01", "1962-01-01"), 175);
    EXPECT_EQ(births("1962-01-01", "1963-06-12"), 0);
    EXPECT_LT(births("1962-01-01", "1970-06-12"), 0);
}

TEST(Identity, OfSeveralBirthsTheBestPairCounts) {
    Party listed = born("1951");
    listed.births.push_back(model::parse_partial_date("1962-06-12").value());
    EXPECT_EQ(compare(born("1962-06-12"), listed).sum, 430);
    EXPECT_EQ(compare(born("1962-06-12"), listed).evidence().size(), 1U);
}

TEST(Identity, CountriesAreComparedWithinTheirRoleOnly) {
    const Party iranian = with_country(CountryRole::nationality, "Iran");
    EXPECT_EQ(compare(iranian, with_country(CountryRole::citizenship, "IR")).sum, 100);
    EXPECT_EQ(compare(iranian, with_country(CountryRole::nationality, "Iraq")).sum, -60);
    EXPECT_EQ(compare(iranian, with_country(CountryRole::birth, "Iraq")).sum, 0);
    EXPECT_EQ(compare(iranian, with_country(CountryRole::flag, "Panama")).sum, 0);
    Party resident;
    resident.addresses.emplace_back().country = "Iraq";
    EXPECT_EQ(compare(iranian, resident).sum, 0);
    Party dual = with_country(CountryRole::nationality, "Iraq");
    dual.countries.push_back({CountryRole::nationality, "Islamic Republic of Iran"});
    EXPECT_EQ(compare(iranian, dual).sum, 100);
    EXPECT_EQ(compare(with_country(CountryRole::other, "ir"), iranian).sum, 50);
    EXPECT_EQ(compare(with_country(CountryRole::other, "ir"), resident).sum, -20);
}

TEST(Identity, APlaceOfBirthHasACountry) {
    Party listed;
    listed.birth_places.emplace_back("Pyongyang, Korea, North");
    EXPECT_EQ(compare(with_country(CountryRole::birth, "KP"), listed).sum, 100);
    Party florida;
    florida.birth_places.emplace_back("Florida");
    EXPECT_EQ(compare(with_country(CountryRole::birth, "KP"), florida).sum, 0);
}

TEST(Identity, GenderSpeaksLittleForAndMuchAgainst) {
    Party woman;
    woman.attributes.push_back({"Gender", "Female"});
    Party man;
    man.attributes.push_back({"gender", "M"});
    EXPECT_EQ(compare(woman, woman).sum, 25);
    EXPECT_EQ(compare(woman, man).sum, -130);
}

TEST(Identity, NumbersAreEqualInEverySpelling) {
    const Identity same = compare(with_number("passport", "ab 123-456"),
                                  with_number("Diplomatic Passport", "AB123456"));
    EXPECT_EQ(same.sum, 600);
    EXPECT_EQ(same.identifier_floor, 95);
    const Identity imo = compare(with_number("imo", "IMO 9187629"),
                                 with_number("Vessel Registration Identification IMO", "9187629"));
    EXPECT_EQ(imo.identifier_floor, 95);
    EXPECT_EQ(compare(with_number("bic", "ABCDRUMM"), with_number("SWIFT/BIC", "ABCDRUMMXXX")).sum,
              600);
}

TEST(Identity, OneNumberUnderTwoKindsIsLess) {
    const Identity mixed =
        compare(with_number("passport", "1234567890"), with_number("Tax ID No.", "1234567890"));
    EXPECT_EQ(mixed.identifier_floor, 85);
    EXPECT_EQ(compare(with_number("passport", "12345"), with_number("Tax ID No.", "12345")).sum, 0);
    EXPECT_EQ(compare(with_number("passport", "9187629"), with_number("IMO", "9187629")).sum, 0);
}

TEST(Identity, PassportsOfTwoCountriesMayCoincide) {
    const Identity there = compare(with_number("Passport", "A1234567", "Iran"),
                                   with_number("Passport", "A1234567", "Iraq"));
    EXPECT_EQ(there.identifier_floor, 85);
    EXPECT_EQ(compare(with_number("Passport", "A1234567"), with_number("Passport", "B7654321")).sum,
              0)
        << "people have several passports";
}

TEST(Identity, AnotherValidImoNumberIsAnotherShip) {
    const Identity other = compare(with_number("IMO", "9187629"), with_number("IMO", "9074729"));
    EXPECT_TRUE(other.contradicts_unique);
    EXPECT_EQ(other.sum, -400);
    const Identity typo = compare(with_number("IMO", "9187628"), with_number("IMO", "9187629"));
    EXPECT_FALSE(typo.contradicts_unique);
    EXPECT_EQ(typo.sum, 0) << "a number that fails its own check proves nothing";
    EXPECT_EQ(compare(with_number("MMSI", "273123456"), with_number("MMSI", "636123456")).sum, 0)
        << "follows the flag";
}

TEST(Identity, AnAircraftIsItsSerialNumberAndNotItsMarkOrModel) {
    Party listed = with_number("Aircraft Manufacturer's Serial Number (MSN)", "30123");
    listed.identifiers.emplace_back().kind = "Aircraft Tail Number";
    listed.identifiers.back().value = "EP-GOM";
    listed.identifiers.emplace_back().kind = "Aircraft Model";
    listed.identifiers.back().value = "B747-200";
    EXPECT_EQ(facts_of(listed).identifiers.size(), 2U);
    EXPECT_EQ(compare(with_number("aircraft_serial", "30123"), listed).identifier_floor, 95);
    EXPECT_EQ(compare(with_number("aircraft_tail", "EPGOM"), listed).identifier_floor, 88);
    EXPECT_EQ(compare(with_number("Aircraft Model", "B747-200"), listed).identifier_floor, 0);
    EXPECT_TRUE(compare(with_number("aircraft_serial", "30999"), listed).contradicts_unique);
}

TEST(Facts, ImoNumbersCheckTheirLastDigit) {
    EXPECT_TRUE(is_imo_number("9074729"));
    EXPECT_TRUE(is_imo_number("9187629"));
    EXPECT_FALSE(is_imo_number("9074728"));
    EXPECT_FALSE(is_imo_number("907472"));
    EXPECT_FALSE(is_imo_number("907472A"));
}

TEST(Facts, KindsAreKnownByTheirWords) {
    EXPECT_EQ(identifier_kind("Vessel Registration Identification IMO"), IdentifierKind::imo);
    EXPECT_EQ(identifier_kind("Company Number IMO"), IdentifierKind::imo_company);
    EXPECT_EQ(identifier_kind("C.U.R.P."), IdentifierKind::national_id);
    EXPECT_EQ(identifier_kind("R.F.C."), IdentifierKind::tax);
    EXPECT_EQ(identifier_kind("National ID No."), IdentifierKind::national_id);
    EXPECT_EQ(identifier_kind("Legal Entity Number"), IdentifierKind::lei);
    EXPECT_EQ(identifier_kind("Phone Number"), IdentifierKind::contact);
    EXPECT_EQ(identifier_kind("Simón"), IdentifierKind::other);
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(IdentifierKind::contact); ++i) {
        const auto kind = static_cast<IdentifierKind>(i);
        EXPECT_EQ(identifier_kind(to_string(kind)), kind);
    }
}

TEST(CountryNames, AreOneCountryInManySpellings) {
    for (const std::string_view name :
         {"Korea, North", "DPRK", "kp", "Democratic People's Republic of Korea"}) {
        ASSERT_TRUE(country_code(name)) << name;
        EXPECT_EQ(country_code(name)->text(), "KP") << name;
    }
    EXPECT_EQ(country_code("Former USSR Currently Ukraine")->text(), "UA");
    EXPECT_EQ(country_code("The Gambia")->text(), "GM");
    EXPECT_EQ(country_code("T\xC3\xBCrkiye")->text(), "TR");
    for (const std::string_view name : {"", "undetermined", "Florida", "zz", "x"}) {
        EXPECT_FALSE(country_code(name)) << name;
    }
}

TEST(HitScore, NothingButANameLeavesTheNamesScore) {
    for (int n = 0; n <= 100; ++n) {
        EXPECT_EQ(calibrate(static_cast<std::uint8_t>(n), Identity{}), n);
    }
}

TEST(HitScore, OneWrongDigitOfABirthYearDoesNotHideAnExactName) {
    const Identity contradiction = compare(born("1962-06-12"), born("1969-03-01"));
    EXPECT_GE(calibrate(100, contradiction), kThresholdDefault);
    EXPECT_LT(calibrate(100, contradiction), 100);
    EXPECT_EQ(calibrate(100, compare(born("1962-06-12"), born("1963-06-12"))), 100);
}

TEST(HitScore, AnEqualNumberIsAHitUnderAnyName) {
    const Identity same = compare(with_number("imo", "9187629"), with_number("IMO", "9187629"));
    EXPECT_GE(calibrate(0, same), 95);
    Identity despite = same;
    despite.sum = -900;
    EXPECT_GE(calibrate(0, despite), 95);
}

TEST(HitScore, AnotherImoNumberSendsTheSameNameBelowTheDefaultThreshold) {
    EXPECT_LT(calibrate(100, compare(with_number("imo", "9187629"), with_number("imo", "9074729"))),
              kThresholdDefault);
}

TEST(HitScore, AWeakAliasAloneIsAtMostAtTheDefaultThreshold) {
    for (int s = 0; s <= 100; ++s) {
        const auto score = static_cast<std::uint8_t>(s);
        EXPECT_EQ(name_points(score, model::Strength::strong), s);
        EXPECT_LE(name_points(score, model::Strength::weak),
                  s >= 97 ? kThresholdDefault : kThresholdDefault - 1);
    }
    EXPECT_GT(calibrate(name_points(100, model::Strength::weak),
                        compare(born("1962-06-12"), born("1962-06-12"))),
              kThresholdDefault);
}

/// Over all names and sums: bounds hold, the score rises with both, and the lowest name that is
/// searched for is the lowest that can reach the threshold.
TEST(HitScore, IsMonotoneAndBounded) {
    for (const bool unique : {false, true}) {
        for (const std::uint8_t floor : std::to_array<std::uint8_t>({0, 70, 95})) {
            for (std::int32_t sum = -700; sum <= 900; sum += 7) {
                std::uint8_t last = 0;
                for (std::uint8_t n = 0; n <= 100; ++n) {
                    Identity identity;
                    identity.sum = sum;
                    identity.contradicts_unique = unique;
                    identity.identifier_floor = floor;
                    const std::uint8_t score = calibrate(n, identity);
                    EXPECT_GE(score, last) << int(n) << " " << sum;
                    last = score;
                    EXPECT_LE(score, 100);
                    EXPECT_TRUE(floor > 0 || score <= n + kRaiseMax);
                    EXPECT_GE(score, n - kLowerUniqueMax);
                    EXPECT_TRUE(unique || n < 95 || score >= n - kLowerStrongMax);
                    Identity better = identity;
                    better.sum += 7;
                    EXPECT_GE(calibrate(n, better), score);
                }
            }
        }
    }
    Identity best;
    best.sum = 100'000;
    for (std::uint8_t threshold = 1; threshold <= 100; ++threshold) {
        for (std::uint8_t n = 0; n <= 100; ++n) {
            const bool reaches = calibrate(n, best) >= threshold;
            EXPECT_EQ(n >= name_points_min(threshold, true), reaches)
                << int(threshold) << " " << int(n);
        }
        EXPECT_EQ(name_points_min(threshold, false), threshold);
    }
}

}  // namespace
}  // namespace pelf::screen
