// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ofac_xml.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "ingest/lists/list_reading_check.hpp"
#include "ingest/lists/ofac_csv.hpp"
#include "ingest/lists/read_list.hpp"

namespace pelf::ingest {
namespace {

const std::filesystem::path kData =
    std::filesystem::path(PELF_SOURCE_DIR) / ".." / "shared" / "data" / "lists";

/// Invented, in the publisher's layout.
const std::string kSmall = R"(<?xml version="1.0" standalone="yes"?>
<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://tempuri.org/sdnList.xsd">
<publshInformation><Publish_Date>03/28/2025</Publish_Date><Record_Count>3</Record_Count></publshInformation>
<sdnEntry><uid>101</uid><firstName>Quentin Q.</firstName><lastName>EXAMPLE</lastName>
 <title>Head of  Examples</title><sdnType>Individual</sdnType>
 <remarks>Head of the examples; (Linked To: EXAMPLE TRADING CO., LTD.)</remarks>
 <programList><program>EX1</program><program>EX2</program></programList>
 <idList><id><uid>1</uid><idType>Passport</idType><idNumber>A1</idNumber><idCountry>Utopia</idCountry>
   <issueDate>14 Nov 2007</issueDate><expirationDate>12 Nov 2012</expirationDate></id>
  <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
  <id><uid>3</uid><idType>Digital Currency Address - XBT</idType><idNumber>1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa</idNumber></id>
  <id><uid>4</uid><idType>Secondary sanctions risk:</idType><idNumber>section 1 of an order</idNumber></id></idList>
 <akaList><aka><uid>1</uid><type>a.k.a.</type><category>weak</category><lastName>QUICK</lastName></aka>
  <aka><uid>2</uid><type>f.k.a.</type><category>strong</category><lastName>SAMPLE</lastName><firstName>Quentin</firstName></aka></akaList>
 <addressList><address><uid>1</uid><address1>1 Road</address1><address2>Floor 2</address2><city>Town</city>
  <stateOrProvince>State</stateOrProvince><postalCode>99</postalCode><country>Utopia</country></address></addressList>
 <nationalityList><nationality><uid>1</uid><country>Utopia</country><mainEntry>true</mainEntry></nationality></nationalityList>
 <citizenshipList><citizenship><uid>1</uid><country>Erewhon</country></citizenship></citizenshipList>
 <dateOfBirthList><dateOfBirthItem><uid>1</uid><dateOfBirth>circa 1951</dateOfBirth></dateOfBirthItem>
  <dateOfBirthItem><uid>2</uid><dateOfBirth>someday</dateOfBirth></dateOfBirthItem></dateOfBirthList>
 <placeOfBirthList><placeOfBirthItem><uid>1</uid><placeOfBirth>Town, Utopia</placeOfBirth></placeOfBirthItem></placeOfBirthList>
</sdnEntry>
<sdnEntry><uid>102</uid><lastName>EXAMPLE TRADING CO., LTD.</lastName><sdnType>Entity</sdnType>
 <idList><id><uid>5</uid><idType>Tax ID No.</idType><idNumber>7702070139</idNumber><idCountry>Russia</idCountry></id>
 <id><uid>6</uid><idType>Nationality of Registration</idType><idNumber>Russia</idNumber></id></idList>
 <newList><x/></newList></sdnEntry>
<sdnEntry><uid>103</uid><lastName>EXAMPLE STAR</lastName><sdnType>Vessel</sdnType>
 <vesselInfo><callSign>ABC1</callSign><vesselType>Crude Oil Tanker</vesselType><vesselFlag>Panama</vesselFlag>
  <vesselOwner>EXAMPLE TRADING CO., LTD.</vesselOwner><tonnage>100</tonnage><grossRegisteredTonnage>90</grossRegisteredTonnage></vesselInfo>
 <idList><id><uid>7</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9074729</idNumber></id>
 <id><uid>8</uid><idType>MMSI</idType><idNumber>572469210</idNumber></id>
 <id><uid>9</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9074728</idNumber></id></idList></sdnEntry>
</sdnList>
)";

ListReading must_read(std::string_view bytes) {
    const std::vector<ListFile> files = {{"sdn.xml", bytes}};
    auto reading = read_list("ofac-xml", files);
    EXPECT_TRUE(reading.has_value());
    if (!reading) return {};
    check_reading(*reading, "ofac-xml", bytes.size());
    return std::move(*reading);
}

TEST(OfacXml, ReadsAPerson) {
    const ListReading reading = must_read(kSmall);
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.stated_publication, (Date{2025, 3, 28}));
    EXPECT_EQ(reading.stated_records, 3U);
    ASSERT_EQ(reading.parties.size(), 3U);
    const model::Party& person = reading.parties[0];
    EXPECT_EQ(person.id.key, "101");
    ASSERT_EQ(person.names.size(), 3U);
    EXPECT_EQ(person.names[0], (model::Name{model::NameKind::primary, model::Strength::strong,
                                            "EXAMPLE, Quentin Q.", "EXAMPLE", "Quentin Q."}));
    EXPECT_EQ(person.names[1], (model::Name{model::NameKind::fka, model::Strength::strong,
                                            "SAMPLE, Quentin", "SAMPLE", "Quentin"}));
    EXPECT_EQ(person.names[2],
              (model::Name{model::NameKind::aka, model::Strength::weak, "QUICK", "", ""}));
    EXPECT_EQ(person.programmes, (std::vector<std::string>{"EX1", "EX2"}));
    ASSERT_EQ(person.identifiers.size(), 1U);
    EXPECT_EQ(person.identifiers[0], (model::Identifier{"Passport", "A1", "Utopia",
                                                        "issued 14 Nov 2007 expires 12 Nov 2012"}));
    ASSERT_EQ(person.wallets.size(), 1U);
    EXPECT_EQ(person.wallets[0].checksum, model::Checksum::good);
    ASSERT_EQ(person.births.size(), 1U);
    EXPECT_TRUE(person.births[0].is_circa);
    EXPECT_EQ(person.unparsed, std::vector<std::string>{"DOB someday"});
    EXPECT_EQ(person.birth_places, std::vector<std::string>{"Town, Utopia"});
    EXPECT_EQ(person.addresses.at(0),
              (model::PostalAddress{"1 Road, Floor 2", "Town, State 99", "Utopia", ""}));
    EXPECT_EQ(person.countries,
              (std::vector<model::Country>{{model::CountryRole::nationality, "Utopia"},
                                           {model::CountryRole::citizenship, "Erewhon"}}));
    EXPECT_EQ(person.relations.at(0).other_name, "EXAMPLE TRADING CO., LTD.");
    EXPECT_EQ(person.relations.at(0).other_key, "102");
    EXPECT_EQ(person.attributes,
              (std::vector<model::Attribute>{{"Title", "Head of Examples"},
                                             {"Gender", "Male"},
                                             {"Secondary sanctions risk", "section 1 of an order"},
                                             {"Position", "Head of the examples"}}));
}

TEST(OfacXml, ReadsAnEntityAndAVesselWithItsCheckDigits) {
    const ListReading reading = must_read(kSmall);
    const model::Party& entity = reading.parties.at(1);
    EXPECT_EQ(entity.names.at(0).family, "");
    EXPECT_EQ(entity.identifiers.at(0).kind, "Tax ID No.");
    EXPECT_EQ(entity.countries.at(0), (model::Country{model::CountryRole::jurisdiction, "Russia"}));
    const model::Party& vessel = reading.parties.at(2);
    EXPECT_EQ(vessel.type, model::PartyType::vessel);
    ASSERT_EQ(vessel.identifiers.size(), 4U);
    EXPECT_EQ(vessel.identifiers[0].kind, "Call Sign");
    EXPECT_EQ(vessel.identifiers[1].kind, "IMO");
    EXPECT_EQ(vessel.identifiers[1].value, "9074729");
    EXPECT_EQ(vessel.identifiers[1].checksum, model::Checksum::good);
    EXPECT_EQ(vessel.identifiers[2].kind, "MMSI");
    EXPECT_EQ(vessel.identifiers[3].checksum, model::Checksum::bad);
    EXPECT_EQ(vessel.countries.at(0), (model::Country{model::CountryRole::flag, "Panama"}));
    EXPECT_EQ(vessel.relations.at(0).other_key, "102");
    ASSERT_EQ(reading.notices.size(), 2U);
    EXPECT_NE(reading.notices[0].find("9074728"), std::string::npos);
    EXPECT_NE(reading.notices[1].find("newList"), std::string::npos);
}

TEST(OfacXml, AnotherNumberOfEntriesThanStatedIsALoss) {
    std::string bytes = kSmall;
    bytes.replace(bytes.find("<Record_Count>3"), 15, "<Record_Count>4");
    const ListReading reading = must_read(bytes);
    EXPECT_EQ(reading.parties.size(), 3U);
    EXPECT_FALSE(reading.is_truncated);
    ASSERT_EQ(reading.losses_count(), 1U);
    EXPECT_NE(reading.reports[0].first_losses()[0].message.find("expected 4 entries"),
              std::string::npos);
}

TEST(OfacXml, CountsWhatIsWrongWithItsPlace) {
    const std::string start =
        "<sdnList><publshInformation><Publish_Date>2025</Publish_Date></publshInformation>";
    const std::string good = "<sdnEntry><uid>1</uid><lastName>A</lastName></sdnEntry>";
    const ListReading reading = must_read(
        start + good + good + "<sdnEntry><lastName>B</lastName></sdnEntry>" +
        "<sdnEntry><uid>2</uid><akaList><aka><category>odd</category><lastName>C</lastName></aka>"
        "<aka/></akaList></sdnEntry></sdnList>");
    EXPECT_EQ(reading.parties.size(), 2U);
    EXPECT_EQ(reading.reports[0].rejected_count(), 2U);
    // The date, the alias of no known strength, the alias without a name, and no primary name: but
    // the entry has one alias, and is called by it.
    EXPECT_EQ(reading.reports[0].flaws_count(), 3U);
    EXPECT_EQ(reading.reports[0].first_losses()[1].offset_bytes, start.size() + good.size());
}

TEST(OfacXml, RefusesOrMarksTheFileCutAtEveryByte) {
    check_cuts(read_ofac_xml, "ofac-xml", kSmall, 1);
}

using NameKey = std::tuple<std::string, model::NameKind, model::Strength>;

std::set<NameKey> names_of(const model::Party& party) {
    std::set<NameKey> names;
    for (const model::Name& name : party.names) {
        names.insert({name.whole, name.kind, name.strength});
    }
    return names;
}

/// Two forms of one list, nine months apart: an entry that both have must read the same from both,
/// but for what the publisher has changed in between.
TEST(OfacXml, SaysOfRealEntriesWhatTheCsvSetSays) {
    const std::string xml = text_of(kData / "ofac_2025/ofac_consolidated_nonsdn_2025-03-28.xml");
    if (xml.empty()) GTEST_SKIP() << "no OFAC lists beside the checkout";
    const ListReading reading = must_read(xml);
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.parties.size(), 443U);
    EXPECT_EQ(reading.notices, std::vector<std::string>{});
    std::vector<std::string> texts;
    for (const std::string name :
         {"cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"}) {
        texts.push_back(text_of(kData / "ofac_2025" / name));
    }
    const std::vector<ListFile> files = {
        {"prim", texts[0]}, {"alt", texts[1]}, {"add", texts[2]}, {"comments", texts[3]}};
    const auto csv = read_ofac_csv("ofac-cons-csv", files);
    ASSERT_TRUE(csv.has_value());
    std::size_t both = 0;
    std::size_t same_programmes = 0;
    std::size_t same_births = 0;
    std::size_t same_addresses = 0;
    std::set<std::string> other_names;
    for (const model::Party& party : reading.parties) {
        const model::Party* other = find_party(*csv, party.id.key);
        if (other == nullptr) continue;
        ++both;
        EXPECT_EQ(party.type, other->type) << party.id.key;
        if (names_of(party) != names_of(*other)) other_names.insert(party.id.key);
        same_programmes += party.programmes == other->programmes ? 1U : 0U;
        same_births += party.births == other->births ? 1U : 0U;
        same_addresses += party.addresses == other->addresses ? 1U : 0U;
    }
    EXPECT_EQ(both, 442U);
    // Aliases that were added, made weak or mended in between; the last has double quotes in XML,
    // which the CSV set writes as single ones.
    EXPECT_EQ(other_names, (std::set<std::string>{"17248", "18271", "18282", "18284", "18290",
                                                  "18292", "22391"}));
    EXPECT_EQ(same_births, both);
    EXPECT_EQ(same_programmes, 423U);
    EXPECT_EQ(same_addresses, 437U);
}

}  // namespace
}  // namespace pelf::ingest
