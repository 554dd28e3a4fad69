// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ofac_advanced_xml.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "ingest/lists/list_reading_check.hpp"
#include "ingest/lists/read_list.hpp"

namespace pelf::ingest {
namespace {

const std::filesystem::path kSource = PELF_SOURCE_DIR;

ListReading must_read(std::string_view bytes) {
    const std::vector<ListFile> files = {{"sdn_advanced.xml", bytes}};
    auto reading = read_list("ofac-advanced-xml", files);
    EXPECT_TRUE(reading.has_value());
    if (!reading) return {};
    check_reading(*reading, "ofac-advanced-xml", bytes.size());
    return std::move(*reading);
}

/// Four invented parties with every kind of element, in the publisher's layout.
std::string small() {
    return text_of(kSource / "corpus/ofac_advanced_xml/small");
}

TEST(OfacAdvancedXml, ReadsNamesWithStrengthScriptAndParts) {
    const ListReading reading = must_read(small());
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_TRUE(reading.notices.empty());
    EXPECT_EQ(reading.stated_publication, (Date{2026, 5, 21}));
    ASSERT_EQ(reading.parties.size(), 4U);
    const model::Party& person = reading.parties[0];
    EXPECT_EQ(person.id.key, "301");
    EXPECT_EQ(person.type, model::PartyType::person);
    ASSERT_EQ(person.names.size(), 4U);
    EXPECT_EQ(person.names[0].whole, "Paek, Chong Chol Q.");
    EXPECT_EQ(person.names[0].kind, model::NameKind::primary);
    EXPECT_EQ(person.names[0].family, "Paek");
    EXPECT_EQ(person.names[0].given, "Chong Chol Q.");
    EXPECT_EQ(person.names[0].parts,
              (std::vector<model::NamePart>{{model::NamePartRole::family, "Paek"},
                                            {model::NamePartRole::given, "Chong Chol"},
                                            {model::NamePartRole::middle, "Q."}}));
    EXPECT_EQ(person.names[1].whole, "Pak, Ryong");
    EXPECT_EQ(person.names[1].kind, model::NameKind::fka);
    EXPECT_EQ(person.names[2].whole, "백총철");
    EXPECT_EQ(person.names[2].language, "Korean");
    EXPECT_EQ(person.names[2].family, "백");
    EXPECT_EQ(person.names[2].kind, model::NameKind::aka);
    EXPECT_EQ(person.names[3].whole, "Quick");
    EXPECT_EQ(person.names[3].strength, model::Strength::weak);
    EXPECT_EQ(reading.parties[1].names.at(0).whole, "Example Trading Co., Ltd.");
    EXPECT_TRUE(reading.parties[1].names.at(0).parts.empty());
}

TEST(OfacAdvancedXml, ReadsDatesPlacesDocumentsAndWallets) {
    const model::Party person = must_read(small()).parties.at(0);
    std::vector<std::string> births;
    for (const auto& birth : person.births) births.push_back(to_string(birth));
    EXPECT_EQ(births, (std::vector<std::string>{"circa 1962", "1963-02", "1964-03-05",
                                                "1960-01-01 to 1961-12-31"}));
    ASSERT_EQ(person.unparsed.size(), 1U);
    EXPECT_NE(person.unparsed[0].find("1402"), std::string::npos);
    EXPECT_EQ(person.birth_places, std::vector<std::string>{"Town, Utopia"});
    EXPECT_EQ(person.countries,
              (std::vector<model::Country>{{model::CountryRole::nationality, "Utopia"}}));
    EXPECT_EQ(person.addresses,
              (std::vector<model::PostalAddress>{{"1 Road", "Town, State 99", "Utopia", ""}}));
    EXPECT_EQ(person.identifiers,
              (std::vector<model::Identifier>{{"Passport", "A1", "Utopia", "issued 2007-11-14"}}));
    ASSERT_EQ(person.wallets.size(), 1U);
    EXPECT_EQ(person.wallets[0].address, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
    EXPECT_EQ(person.wallets[0].ledger, "bitcoin");
    EXPECT_EQ(person.programmes, std::vector<std::string>{"EX3"});
    EXPECT_EQ(person.attributes,
              (std::vector<model::Attribute>{{"Gender", "Male"},
                                             {"List", "SDN List"},
                                             {"Listed On", "1986-12-10"},
                                             {"Legal Basis", "Executive Order 1"},
                                             {"Sanctions Measure", "Block"}}));
}

TEST(OfacAdvancedXml, ReadsVesselsAircraftAndRelations) {
    const ListReading reading = must_read(small());
    const model::Party& vessel = reading.parties.at(2);
    EXPECT_EQ(vessel.type, model::PartyType::vessel);
    ASSERT_EQ(vessel.identifiers.size(), 2U);
    EXPECT_EQ(vessel.identifiers[0].kind, "IMO");
    EXPECT_EQ(vessel.identifiers[0].checksum, model::Checksum::good);
    EXPECT_EQ(vessel.identifiers[1], (model::Identifier{"Call Sign", "ABC1", "", ""}));
    EXPECT_EQ(vessel.countries.at(0), (model::Country{model::CountryRole::flag, "Utopia"}));
    EXPECT_EQ(vessel.attributes.at(0), (model::Attribute{"Vessel Type", "Crude Oil Tanker"}));
    ASSERT_EQ(vessel.relations.size(), 1U);
    EXPECT_EQ(vessel.relations[0].kind, "Owned or Controlled By");
    EXPECT_EQ(vessel.relations[0].other_name, "Example Trading Co., Ltd.");
    EXPECT_EQ(vessel.relations[0].other_key, "302");
    EXPECT_EQ(vessel.relations[0].note, "former; until May");
    const model::Party& aircraft = reading.parties.at(3);
    EXPECT_EQ(aircraft.type, model::PartyType::aircraft);
    EXPECT_EQ(aircraft.identifiers.at(0).kind, "Aircraft Tail Number");
}

TEST(OfacAdvancedXml, NumbersThatLeadNowhereAreLosses) {
    const ListReading reading = must_read(text_of(kSource / "corpus/ofac_advanced_xml/dangling"));
    ASSERT_EQ(reading.parties.size(), 1U);
    EXPECT_EQ(reading.parties[0].names.at(0).whole, "A");
    EXPECT_EQ(reading.reports[0].rejected_count(), 0U);
    std::string all;
    for (const Error& loss : reading.reports[0].first_losses()) all += loss.message + "\n";
    for (const std::string_view wanted : {"day of issue", "PartySubType 9", "AliasType 8",
                                          "Script 3", "place 5", "profile 2", "profile 7"}) {
        EXPECT_NE(all.find(wanted), std::string::npos) << wanted << " in\n" << all;
    }
    EXPECT_EQ(reading.reports[0].flaws_count(), 7U) << all;

    std::string bytes = small();
    bytes.replace(bytes.find("IdentityID=\"701\""), 16, "IdentityID=\"799\"");
    const ListReading unused = must_read(bytes);
    ASSERT_EQ(unused.losses_count(), 1U);
    EXPECT_EQ(unused.reports[0].first_losses()[0].offset_bytes,
              bytes.find("<IDRegDocument ID=\"1\""));
}

TEST(OfacAdvancedXml, RefusesOrMarksTheFileCutAnywhere) {
    // Each cut reads what stands before it; every third byte keeps the test short, and the
    // boundaries of tags are met all the same.
    check_cuts(read_ofac_advanced_xml, "ofac-advanced-xml", small(), 3);
    EXPECT_EQ(must_read(small()).parties.size(), 4U);
}

/// The excerpt has one party with three wallets, and few of the values that it refers to.
TEST(OfacAdvancedXml, ReadsTheExcerptOfTheRealList) {
    const std::string bytes =
        text_of(kSource / "../shared/data/lists/format_fixtures/sdn_advanced_lazarus_excerpt.xml");
    if (bytes.empty()) GTEST_SKIP() << "no excerpt beside the checkout";
    const ListReading reading = must_read(bytes);
    ASSERT_EQ(reading.parties.size(), 1U);
    EXPECT_EQ(reading.parties[0].id.key, "27307");
    EXPECT_EQ(reading.parties[0].display_name(), "Lazarus Group");
    ASSERT_EQ(reading.parties[0].wallets.size(), 3U);
    EXPECT_EQ(reading.parties[0].wallets[0].address, "0x098B716B8Aaf21512996dC57EB0615e2383E2f96");
    EXPECT_EQ(reading.parties[0].wallets[1].asset, "USDT");
    EXPECT_EQ(reading.parties[0].wallets[2].checksum, model::Checksum::bad);
}

}  // namespace
}  // namespace pelf::ingest
