// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ca_xml.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/text.hpp"
#include "ingest/lists/read_list.hpp"

namespace pelf::ingest {
namespace {

using model::NameKind;
using model::Strength;

// The published elements; everybody in them is invented.
const std::string kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<data-set xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n";
const std::string kLinka =
    "<record><Country>Zedland / Zèdelande</Country><LastName>LINKA </LastName><GivenName>Ivan\n"
    "Petrovich</GivenName><Aliases>Vanya; Іван ЛІНКА, Russian: Иван ЛИНКА</Aliases>"
    "<DateOfBirthOrShipBuildDate>1963 or 1964</DateOfBirthOrShipBuildDate><TitleOrShip>Brigadier"
    "</TitleOrShip><Schedule>1, Part 1</Schedule><Item>7</Item><DateOfListing>2020-09-28"
    "</DateOfListing></record>\n";
const std::string kWorks =
    "<record><Country>Zedland / Zèdelande</Country><EntityOrShip>Cloud Works (CW)/Usine de nuages"
    "\xC2\xA0(UN)</EntityOrShip><Schedule>1, Part 2</Schedule><Item>7</Item><DateOfListing>"
    "2020-09-28</DateOfListing></record>\n";
const std::string kShip =
    "<record><Country>Zedland</Country><EntityOrShip>Drizzle</EntityOrShip><TitleOrShip>Oil "
    "Tanker</TitleOrShip><ShipIMONumber>9074729</ShipIMONumber><DateOfBirthOrShipBuildDate>1980"
    "</DateOfBirthOrShipBuildDate><Item>8</Item><NewField>new</NewField></record>\n";
const std::string kList = kHead + kLinka + kWorks + kShip + "</data-set>\n";

Result<ListReading> read(std::string_view text) {
    const std::vector<ListFile> files = {{"ca.xml", text}};
    return read_ca_xml("ca-xml", files);
}

ListReading must_read(std::string_view text) {
    auto reading = read(text);
    EXPECT_TRUE(reading.has_value()) << reading.error().message;
    return reading ? std::move(*reading) : ListReading{};
}

TEST(CaXml, APersonKeepsPartsAliasesAndDates) {
    const auto reading = must_read(kList);
    EXPECT_EQ(reading.losses_count(), 0U);
    const auto& linka = reading.parties.at(0);
    EXPECT_EQ(linka.id.key, "Zedland; 1, Part 1; 7");
    EXPECT_EQ(linka.type, model::PartyType::person);
    const std::vector<model::Name> names = {
        {NameKind::primary, Strength::strong, "Ivan Petrovich LINKA", "LINKA", "Ivan Petrovich"},
        {NameKind::aka, Strength::strong, "Vanya LINKA", "LINKA", "Vanya"},
        {NameKind::aka, Strength::strong, "Іван ЛІНКА", "", ""},
        {NameKind::aka, Strength::strong, "Иван ЛИНКА", "", "", "Russian"},
        {NameKind::aka, Strength::weak, "Vanya", "", ""},
    };
    EXPECT_EQ(linka.names, names);
    ASSERT_EQ(linka.births.size(), 2U);
    EXPECT_EQ(linka.births[1], *model::parse_partial_date("1964"));
    EXPECT_EQ(linka.programmes, std::vector<std::string>{"Zedland / Zèdelande"});
    EXPECT_TRUE(linka.countries.empty());
}

TEST(CaXml, OrganisationsHaveNamesInBothLanguages) {
    const auto reading = must_read(kList);
    const auto& works = reading.parties.at(1);
    EXPECT_EQ(works.type, model::PartyType::entity);
    ASSERT_EQ(works.names.size(), 2U);
    EXPECT_EQ(works.names[0].whole, "Cloud Works (CW)");
    EXPECT_EQ(works.names[1].whole, "Usine de nuages (UN)");
    EXPECT_EQ(works.attributes.at(0),
              (model::Attribute{"Listed as", "Cloud Works (CW)/Usine de nuages (UN)"}));
}

TEST(CaXml, ShipsKeepNumberTypeAndYear) {
    const auto reading = must_read(kList);
    const auto& ship = reading.parties.at(2);
    EXPECT_EQ(ship.type, model::PartyType::vessel);
    EXPECT_EQ(ship.id.key, "Zedland; 8");
    EXPECT_EQ(ship.identifiers.at(0),
              (model::Identifier{"IMO", "9074729", "", "", model::Checksum::good}));
    EXPECT_TRUE(ship.births.empty());
    const std::vector<model::Attribute> attributes = {
        {"Built", "1980"}, {"Vessel Type", "Oil Tanker"}, {"Item", "8"}, {"NewField", "new"}};
    EXPECT_EQ(ship.attributes, attributes);
}

std::vector<std::string> wholes(std::string_view text) {
    std::vector<std::string> all;
    for (const CaAlias& alias : split_ca_aliases(text)) all.emplace_back(alias.whole);
    return all;
}

TEST(CaXml, AliasesAreSplitOnlyWhereThereIsNoDoubt) {
    using Strings = std::vector<std::string>;
    EXPECT_EQ(wholes("Ann Rain; Anna Rain;"), (Strings{"Ann Rain", "Anna Rain"}));
    EXPECT_EQ(wholes("Ann Rain, Anna Rain"), (Strings{"Ann Rain", "Anna Rain"}));
    EXPECT_EQ(wholes("LAT, LLC Lamps"), Strings{"LAT, LLC Lamps"});
    EXPECT_EQ(wholes("Ann RAIN / Анна РЕЙН"), (Strings{"Ann RAIN", "Анна РЕЙН"}));
    EXPECT_EQ(wholes("A/S Rain"), Strings{"A/S Rain"});
    EXPECT_EQ(wholes("Rain Works or Works of Rain"), (Strings{"Rain Works", "Works of Rain"}));
    EXPECT_EQ(wholes("Joint Stock Company or JSC Rain"),
              Strings{"Joint Stock Company or JSC Rain"});
    EXPECT_EQ(wholes("Nikolay or Nikolai"), Strings{"Nikolay or Nikolai"});
    EXPECT_EQ(wholes("Ann RAIN, Belarusian: Ганна РЭЙН, Russian: Анна РЕЙН"),
              (Strings{"Ann RAIN", "Ганна РЭЙН", "Анна РЕЙН"}));
    EXPECT_EQ(wholes("Дождь) (Russian: Банк Дождь/ ОАО Дождь"),
              (Strings{"Дождь", "Банк Дождь", "ОАО Дождь"}));
    EXPECT_EQ(wholes(" ; , / "), Strings{});
    EXPECT_EQ(wholes(""), Strings{});
    EXPECT_EQ(split_ca_aliases("Arabic: ا ب").at(0).language, "Arabic");
}

TEST(CaXml, GivenNamesAloneMakeWeakAliases) {
    const auto reading =
        must_read(kHead +
                  "<record><LastName>LINKA</LastName><GivenName>Yevgeny</GivenName>"
                  "<Aliases>Yevgeni, Evgeni</Aliases></record></data-set>");
    std::vector<std::string> strong, weak;
    for (const auto& name : reading.parties.at(0).names) {
        (name.strength == Strength::strong ? strong : weak).push_back(name.whole);
    }
    EXPECT_EQ(strong, (std::vector<std::string>{"Yevgeny LINKA", "Yevgeni LINKA", "Evgeni LINKA"}));
    EXPECT_EQ(weak, (std::vector<std::string>{"Yevgeni", "Evgeni"}));
}

TEST(CaXml, BadRecordsAreLossesAndTheRestIsRead) {
    const auto nobody =
        must_read(kHead + "<record><Item>1</Item></record>" + kShip + "</data-set>");
    EXPECT_EQ(nobody.reports[0].rejected_count(), 1U);
    EXPECT_EQ(nobody.reports[0].first_losses()[0].offset_bytes, kHead.size());
    EXPECT_EQ(nobody.parties.size(), 1U);
    const auto twice = must_read(kHead + kShip + kShip + "</data-set>");
    EXPECT_EQ(twice.reports[0].flaws_count(), 1U);
    EXPECT_EQ(twice.parties.at(1).id.key, "Zedland; 8#2");
    const auto vague =
        must_read(kHead +
                  "<record><LastName>L</LastName><DateOfBirthOrShipBuildDate>born in the early "
                  "1970s</DateOfBirthOrShipBuildDate></record></data-set>");
    EXPECT_EQ(vague.losses_count(), 0U);
    EXPECT_EQ(vague.remark_unparsed_count, 1U);
    EXPECT_EQ(vague.parties.at(0).unparsed.size(), 1U);
}

TEST(CaXml, WhatIsNoListIsRefused) {
    for (const std::string_view text : {"", "<html><body/></html>", "<export></export>", "x"}) {
        EXPECT_FALSE(read(text).has_value()) << text;
    }
    const std::vector<ListFile> two = {{"a", kList}, {"b", kList}};
    EXPECT_EQ(read_ca_xml("ca-xml", two).error().fault, Fault::refused);
}

TEST(CaXml, TheFileCutAtEveryByteIsRefusedOrALoss) {
    const std::size_t end = kList.rfind('>');
    for (std::size_t size = 0; size <= end; ++size) {
        const auto reading = read(std::string_view(kList).substr(0, size));
        if (!reading) {
            EXPECT_LE(size, kHead.size());
            continue;
        }
        EXPECT_TRUE(reading->is_truncated) << size;
        EXPECT_EQ(reading->reports[0].rejected_count(), 1U) << size;
        EXPECT_EQ(reading->parties.size(), reading->reports[0].accepted_count());
    }
}

/// Figures by a separate program over the same file (xml.etree).
TEST(CaXml, TheWholeListOf2025IsReadWithoutLoss) {
    const auto path =
        std::filesystem::path(PELF_SOURCE_DIR) / "../shared/data/lists/canada/sema-lmes_2025.xml";
    constexpr std::uint64_t kBytesMax = 1 << 28;
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
    const auto bytes = read_file(path, kBytesMax);
    ASSERT_TRUE(bytes.has_value());
    const auto reading = must_read(as_text(*bytes));
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.parties.size(), 4759U);
    std::size_t persons = 0, entities = 0, ships = 0, good_imo = 0, dated = 0;
    for (const auto& party : reading.parties) {
        persons += party.type == model::PartyType::person ? 1U : 0U;
        entities += party.type == model::PartyType::entity ? 1U : 0U;
        ships += party.type == model::PartyType::vessel ? 1U : 0U;
        dated += party.births.empty() ? 0U : 1U;
        for (const auto& one : party.identifiers) {
            good_imo += one.checksum == model::Checksum::good ? 1U : 0U;
        }
        EXPECT_FALSE(party.display_name().empty());
        EXPECT_EQ(party.names.at(0).kind, NameKind::primary);
    }
    EXPECT_EQ(persons, 3334U);
    EXPECT_EQ(entities, 1316U);
    EXPECT_EQ(ships, 109U);
    EXPECT_EQ(good_imo, 109U);
    // All dates but "Sep-99" and "born in the early 1970s".
    EXPECT_EQ(reading.remark_unparsed_count, 2U);
    EXPECT_EQ(dated, 1714U);
    EXPECT_EQ(reading.counts().names, 8386U);
}

TEST(CaXml, IsKnownByItsSourceName) {
    const std::vector<ListFile> files = {{"ca.xml", kList}};
    const auto reading = read_list("ca-xml", files);
    ASSERT_TRUE(reading.has_value());
    EXPECT_EQ(reading->parties.front().id.source, "ca-xml");
}

}  // namespace
}  // namespace pelf::ingest
