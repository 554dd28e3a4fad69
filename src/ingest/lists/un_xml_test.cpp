// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/un_xml.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "ingest/lists/list_reading_check.hpp"
#include "ingest/lists/read_list.hpp"

namespace pelf::ingest {
namespace {

const std::filesystem::path kData =
    std::filesystem::path(PELF_SOURCE_DIR) / ".." / "shared" / "data" / "lists" / "un";

/// Invented, in the publisher's layout.
const std::string kSmall = R"(<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:noNamespaceSchemaLocation="x.xsd" dateGenerated="2026-01-09T00:00:09.554Z"><INDIVIDUALS>
<INDIVIDUAL><DATAID>77</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME> PAEK </FIRST_NAME>
 <SECOND_NAME>CHO'NG-CH'O'L</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
 <REFERENCE_NUMBER>KPi.900 </REFERENCE_NUMBER><LISTED_ON>2016-11-30</LISTED_ON>
 <GENDER>Male</GENDER><NAME_ORIGINAL_SCRIPT>백총철</NAME_ORIGINAL_SCRIPT>
 <COMMENTS1>Invented.</COMMENTS1><TITLE><VALUE>Colonel</VALUE></TITLE>
 <DESIGNATION><VALUE>Director</VALUE><VALUE>Deputy
   Director</VALUE></DESIGNATION><NATIONALITY><VALUE>Nowhere</VALUE></NATIONALITY>
 <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Baek Chong Chol</ALIAS_NAME>
  <DATE_OF_BIRTH>1959-03-04</DATE_OF_BIRTH><CITY_OF_BIRTH>Upper Town</CITY_OF_BIRTH>
  <NOTE>In Arabic: بك</NOTE></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Quiet</ALIAS_NAME></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ADDRESS><STREET>1 Road</STREET><CITY>Town</CITY><ZIP_CODE>99</ZIP_CODE>
  <COUNTRY>Nowhere</COUNTRY></INDIVIDUAL_ADDRESS>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1958</YEAR>
 </INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1955</FROM_YEAR>
  <TO_YEAR>1957</TO_YEAR><NOTE>Approximately </NOTE></INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE>
 </INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1974</YEAR><NOTE>Sep.</NOTE>
 </INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>30-35 years old</NOTE>
 </INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Town</CITY><COUNTRY>Nowhere</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
 <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>654321</NUMBER>
  <TYPE_OF_DOCUMENT2>Service passport</TYPE_OF_DOCUMENT2><ISSUING_COUNTRY>Nowhere</ISSUING_COUNTRY>
  <DATE_OF_ISSUE>2013-06-11</DATE_OF_ISSUE><NOTE>expired</NOTE></INDIVIDUAL_DOCUMENT>
 <INDIVIDUAL_DOCUMENT/><NEW_THING>1</NEW_THING></INDIVIDUAL>
<INDIVIDUAL><FIRST_NAME>ALPHA</FIRST_NAME><SECOND_NAME>BETA</SECOND_NAME>
 <FOURTH_NAME>DELTA</FOURTH_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
 <REFERENCE_NUMBER>QDi.900</REFERENCE_NUMBER></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><FIRST_NAME>EXAMPLE SHIPPING</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
 <REFERENCE_NUMBER>KPe.900</REFERENCE_NUMBER><COMMENTS1>Owner of a ship. IMO number: 5571322.</COMMENTS1>
 <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Old Shipping</ALIAS_NAME></ENTITY_ALIAS>
</ENTITY></ENTITIES></CONSOLIDATED_LIST>
)";

ListReading must_read(std::string_view bytes) {
    const std::vector<ListFile> files = {{"un.xml", bytes}};
    auto reading = read_list("un-xml", files);
    EXPECT_TRUE(reading.has_value());
    if (!reading) return {};
    check_reading(*reading, "un-xml", bytes.size());
    return std::move(*reading);
}

TEST(UnXml, ReadsNamesWithTheirStrengthAndScriptAndTheOrderOfTheDprk) {
    const ListReading reading = must_read(kSmall);
    ASSERT_EQ(reading.parties.size(), 3U);
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.stated_publication, (Date{2026, 1, 9}));
    const model::Party& person = reading.parties[0];
    EXPECT_EQ(person.id.key, "KPi.900");
    EXPECT_EQ(person.type, model::PartyType::person);
    ASSERT_EQ(person.names.size(), 5U);
    EXPECT_EQ(person.names[0].whole, "PAEK CHO'NG-CH'O'L");
    EXPECT_EQ(person.names[0].family, "PAEK");
    EXPECT_EQ(person.names[0].given, "CHO'NG-CH'O'L");
    EXPECT_EQ(person.names[1].whole, "백총철");
    EXPECT_EQ(person.names[1].language, "original script");
    EXPECT_EQ(person.names[2].whole, "Baek Chong Chol");
    EXPECT_EQ(person.names[2].strength, model::Strength::strong);
    EXPECT_EQ(person.names[3].whole, "بك");
    EXPECT_EQ(person.names[3].language, "Arabic");
    EXPECT_EQ(person.names[4].whole, "The Quiet");
    EXPECT_EQ(person.names[4].strength, model::Strength::weak);

    const model::Party& other = reading.parties[1];
    EXPECT_EQ(other.names[0].whole, "ALPHA BETA DELTA");
    EXPECT_EQ(other.names[0].family, "");
    ASSERT_EQ(other.names[0].parts.size(), 3U);
    EXPECT_EQ(other.names[0].parts[2], (model::NamePart{model::NamePartRole::unknown, "DELTA"}));
    const model::Party& entity = reading.parties[2];
    EXPECT_EQ(entity.type, model::PartyType::entity);
    EXPECT_EQ(entity.names[0].family, "");
    EXPECT_EQ(entity.names[1].kind, model::NameKind::fka);
}

TEST(UnXml, ReadsDatesAsPreciseAsTheyAreAndKeepsTheRest) {
    const model::Party person = must_read(kSmall).parties.at(0);
    std::vector<std::string> births;
    for (const auto& birth : person.births) births.push_back(to_string(birth));
    EXPECT_EQ(births,
              (std::vector<std::string>{"1959-03-04", "circa 1958",
                                        "circa 1955-01-01 to 1957-12-31", "1973-11", "1974-09"}));
    EXPECT_EQ(person.unparsed, std::vector<std::string>{"DOB EXACT 30-35 years old"});
    EXPECT_EQ(person.birth_places, (std::vector<std::string>{"Upper Town", "Town, Nowhere"}));
}

TEST(UnXml, ReadsNumbersPlacesAndOffices) {
    const ListReading reading = must_read(kSmall);
    const model::Party& person = reading.parties.at(0);
    ASSERT_EQ(person.identifiers.size(), 2U);
    EXPECT_EQ(person.identifiers[0], (model::Identifier{"UN Reference Number", "KPi.900", "", ""}));
    EXPECT_EQ(person.identifiers[1],
              (model::Identifier{"Passport", "654321", "Nowhere",
                                 "Service passport; issued 2013-06-11; expired"}));
    EXPECT_EQ(person.programmes, std::vector<std::string>{"DPRK"});
    EXPECT_EQ(person.addresses.at(0), (model::PostalAddress{"1 Road", "Town 99", "Nowhere", ""}));
    EXPECT_EQ(person.remarks, "Invented.");
    const auto has = [&](const model::Attribute& wanted) {
        return std::ranges::find(person.attributes, wanted) != person.attributes.end();
    };
    EXPECT_TRUE(has({"Position", "Deputy Director"}));
    EXPECT_TRUE(has({"Title", "Colonel"}));
    EXPECT_TRUE(has({"Listed On", "2016-11-30"}));
    EXPECT_EQ(person.countries,
              (std::vector<model::Country>{{model::CountryRole::nationality, "Nowhere"},
                                           {model::CountryRole::birth, "Nowhere"}}));
    const model::Party& entity = reading.parties.at(2);
    EXPECT_EQ(entity.identifiers.at(1).kind, "IMO Company Number");
    EXPECT_EQ(entity.identifiers.at(1).value, "5571322");
    ASSERT_EQ(reading.notices.size(), 1U);
    EXPECT_NE(reading.notices[0].find("NEW_THING, 1 time"), std::string::npos);
}

TEST(UnXml, CountsWhatIsWrongWithItsPlace) {
    const std::string start = "<CONSOLIDATED_LIST dateGenerated='2026-01-09T00:00:00Z'>";
    const std::string good =
        "<ENTITY><FIRST_NAME>A</FIRST_NAME><REFERENCE_NUMBER>X1</REFERENCE_NUMBER></ENTITY>";
    const ListReading twice = must_read(start + good + good + "</CONSOLIDATED_LIST>");
    EXPECT_EQ(twice.parties.size(), 1U);
    EXPECT_EQ(twice.reports[0].rejected_count(), 1U);
    EXPECT_EQ(twice.reports[0].first_losses()[0].offset_bytes, start.size() + good.size());
    const ListReading bare = must_read(start + good + "<ENTITY/></CONSOLIDATED_LIST>");
    EXPECT_EQ(bare.reports[0].rejected_count(), 1U);
    const ListReading nameless = must_read(
        start + "<ENTITY><REFERENCE_NUMBER>X1</REFERENCE_NUMBER></ENTITY></CONSOLIDATED_LIST>");
    EXPECT_EQ(nameless.reports[0].flaws_count(), 1U);
    const ListReading quality = must_read(
        start +
        "<ENTITY><FIRST_NAME>A</FIRST_NAME><REFERENCE_NUMBER>X1</REFERENCE_NUMBER><ENTITY_ALIAS>"
        "<QUALITY>Odd</QUALITY><ALIAS_NAME>B</ALIAS_NAME></ENTITY_ALIAS></ENTITY>"
        "</CONSOLIDATED_LIST>");
    EXPECT_EQ(quality.reports[0].flaws_count(), 1U);
    EXPECT_EQ(quality.parties[0].names.at(1).strength, model::Strength::strong);
    const ListReading undated = must_read("<CONSOLIDATED_LIST>" + good + "</CONSOLIDATED_LIST>");
    EXPECT_EQ(undated.reports[0].flaws_count(), 1U);
    EXPECT_FALSE(undated.stated_publication.has_value());
}

TEST(UnXml, RefusesNoFileTwoFilesAndAListWithoutEntries) {
    const std::string empty = "<CONSOLIDATED_LIST dateGenerated='2026-01-09T00:00:00Z'/>";
    const std::vector<ListFile> none = {{"a.xml", empty}};
    EXPECT_EQ(read_un_xml("un-xml", none).error().fault, Fault::refused);
    const std::vector<ListFile> two = {{"a.xml", kSmall}, {"b.xml", kSmall}};
    EXPECT_EQ(read_un_xml("un-xml", two).error().fault, Fault::refused);
}

TEST(UnXml, RefusesOrMarksTheFileCutAtEveryByte) {
    check_cuts(read_un_xml, "un-xml", kSmall, 1);
}

struct RealCounts {
    std::string file;
    std::size_t persons = 0;
    std::size_t entities = 0;
    std::size_t original_script = 0;
    std::size_t weak = 0;
    std::size_t single_name = 0;
    Date published;
};

TEST(UnXml, ReadsTheRealListsWhole) {
    const std::vector<RealCounts> all = {
        {"UN_consolidated_2026-02-27.xml", 730, 273, 378, 615, 9, {2026, 2, 27}},
        {"UN_consolidated_2025-04-19.xml", 684, 193, 380, 0, 0, {2025, 4, 19}},
        {"UN_consolidated_2020-11-30.xml", 713, 305, 408, 0, 0, {2020, 11, 30}},
    };
    for (const RealCounts& expected : all) {
        const std::string bytes = text_of(kData / expected.file);
        if (bytes.empty()) GTEST_SKIP() << "no " << expected.file << " beside the checkout";
        const ListReading reading = must_read(bytes);
        EXPECT_EQ(reading.losses_count(), 0U) << expected.file;
        EXPECT_FALSE(reading.is_truncated);
        EXPECT_TRUE(reading.notices.empty());
        EXPECT_EQ(reading.stated_publication, expected.published);
        std::size_t persons = 0;
        std::size_t scripts = 0;
        std::size_t weak = 0;
        std::size_t single = 0;
        for (const model::Party& party : reading.parties) {
            const bool is_person = party.type == model::PartyType::person;
            persons += is_person ? 1U : 0U;
            single += is_person && party.names[0].parts.size() == 1 ? 1U : 0U;
            for (const model::Name& name : party.names) {
                scripts += name.language == "original script" ? 1U : 0U;
                weak += name.language.empty() && name.strength == model::Strength::weak ? 1U : 0U;
            }
        }
        EXPECT_EQ(persons, expected.persons);
        EXPECT_EQ(reading.parties.size() - persons, expected.entities);
        EXPECT_EQ(scripts, expected.original_script) << expected.file;
        if (expected.weak == 0) continue;
        EXPECT_EQ(weak, expected.weak);
        EXPECT_EQ(single, expected.single_name);
    }
}

/// The file has 117 dates APPROXIMATELY, of which one says an age, and 31 BETWEEN, of which eight
/// say "Approximately" in their note.
TEST(UnXml, KeepsThePrecisionOfTheRealDates) {
    const std::string bytes = text_of(kData / "UN_consolidated_2026-02-27.xml");
    if (bytes.empty()) GTEST_SKIP() << "no UN list beside the checkout";
    const ListReading reading = must_read(bytes);
    std::size_t circa = 0;
    std::size_t ranges = 0;
    std::size_t unparsed = 0;
    for (const model::Party& party : reading.parties) {
        for (const model::PartialDate& birth : party.births) {
            circa += birth.is_circa ? 1U : 0U;
            ranges += birth.precision == model::Precision::range ? 1U : 0U;
        }
        unparsed += static_cast<std::size_t>(std::ranges::count_if(
            party.unparsed, [](const std::string& piece) { return piece.starts_with("DOB "); }));
    }
    EXPECT_EQ(circa, 116U + 8U);
    EXPECT_EQ(ranges, 31U);
    EXPECT_EQ(unparsed, 3U);
    const model::Party* ko = find_party(reading, "KPi.011");
    ASSERT_NE(ko, nullptr);
    EXPECT_EQ(ko->names[0].family, "KO");
    EXPECT_EQ(ko->names[0].given, "CH'O'L-CHAE");
}

}  // namespace
}  // namespace pelf::ingest
