// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/eu_xml.hpp"

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

// The published elements and attributes; everybody in them is invented.
const std::string kHead =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-04-15T15:29:22.497+02:00" globalFileId="1">
)";
const std::string kRain =
    R"(<sanctionEntity designationDate="2008-07-03" designationDetails="By decree" unitedNationId="ZZi.001" euReferenceNumber="EU.1.1" logicalId="11">
<remark>Likes rain.</remark>
<regulation regulationType="amendment" publicationDate="2019-04-08" entryIntoForceDate="2019-04-09" numberTitle="2019/1 OJ L1" programme="RAIN"><publicationUrl>https://rain.example/a&amp;b</publicationUrl></regulation>
<subjectType code="person" classificationCode="P"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Rainman" strong="false" nameLanguage=""/>
<nameAlias firstName="Ivan" middleName="P." lastName="Linka" wholeName="Ivan P. Linka" function="Minister" gender="M" title="Dr" nameLanguage="" strong="true"><remark>Spelt so.</remark></nameAlias>
<nameAlias firstName="" middleName="" lastName="" wholeName="Іван Лінка" nameLanguage="UK" strong="true"/>
<citizenship region="" countryIso2Code="ZZ" countryDescription="ZEDLAND"/>
<birthdate circa="false" calendarType="GREGORIAN" city="Dry Gulch" zipCode="" birthdate="1965-12-02" dayOfMonth="2" monthOfYear="12" year="1965" region="" place="" countryIso2Code="ZZ" countryDescription="ZEDLAND"/>
<birthdate circa="true" calendarType="GREGORIAN" city="-" year="1958" countryIso2Code="00" countryDescription="UNKNOWN"/>
<birthdate circa="false" calendarType="GREGORIAN" city="" yearRangeFrom="1950" yearRangeTo="1952"/>
<birthdate circa="false" calendarType="GREGORIAN" city="" monthOfYear="7" year="1961"/>
<birthdate circa="false" calendarType="ISLAMIC" city="" year="1380"/>
<identification diplomatic="true" knownExpired="false" knownFalse="true" issuedBy="Office" latinNumber="" nameOnDocument="I. L." number="P123" countryIso2Code="ZZ" countryDescription="ZEDLAND" identificationTypeCode="passport" identificationTypeDescription="National passport"><remark>seen 2009</remark></identification>
<identification number="77" latinNumber="77-L" countryIso2Code="00" countryDescription="UNKNOWN" identificationTypeCode="id" identificationTypeDescription="National identification card"/>
<address city="Dry Gulch" street="7 Cloud St" poBox="9" zipCode="0007" region="" place="" asAtListingTime="false" countryIso2Code="ZZ" countryDescription="ZEDLAND"><contactInfo key="EMAIL" value="i@rain.example"/><remark>until 2011</remark></address>
</sanctionEntity>
)";
const std::string kWorks =
    R"(<sanctionEntity euReferenceNumber="EU.2.2" unitedNationId="" logicalId="12">
<subjectType code="enterprise" classificationCode="E"/>
<nameAlias firstName="" middleName="" lastName="Cloud Works LLC" wholeName="" strong="true"/>
<newElement>something new</newElement>
</sanctionEntity>
)";
const std::string kList = kHead + kRain + kWorks + "</export>\n";

Result<ListReading> read(std::string_view text) {
    const std::vector<ListFile> files = {{"eu.xml", text}};
    return read_eu_xml("eu-xml", files);
}

ListReading must_read(std::string_view text) {
    auto reading = read(text);
    EXPECT_TRUE(reading.has_value()) << reading.error().message;
    return reading ? std::move(*reading) : ListReading{};
}

TEST(EuXml, APersonKeepsNamesDatesAndDocuments) {
    const auto reading = must_read(kList);
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_FALSE(reading.is_truncated);
    EXPECT_EQ(reading.stated_publication, parse_date("2026-04-15"));
    EXPECT_EQ(reading.counts(), (ListCounts{2, 4, 0}));
    const auto& linka = reading.parties.at(0);
    EXPECT_EQ(linka.id.key, "11");
    EXPECT_EQ(linka.type, model::PartyType::person);
    const std::vector<model::Name> names = {
        {NameKind::primary, Strength::strong, "Ivan P. Linka", "Linka", "Ivan P."},
        {NameKind::aka, Strength::strong, "Іван Лінка", "", "", "UK"},
        {NameKind::aka, Strength::weak, "Rainman", "", ""},
    };
    EXPECT_EQ(linka.names, names);
    std::vector<std::string> births;
    for (const auto& birth : linka.births) births.push_back(model::to_string(birth));
    EXPECT_EQ(births, (std::vector<std::string>{"1965-12-02", "circa 1958",
                                                "1950-01-01 to 1952-12-31", "1961-07"}));
    EXPECT_EQ(linka.unparsed, std::vector<std::string>{"birthdate ISLAMIC 1380"});
    EXPECT_EQ(linka.birth_places, std::vector<std::string>{"Dry Gulch, ZEDLAND"});
    const std::vector<model::Identifier> identifiers = {
        {"Passport", "P123", "ZEDLAND",
         "by Office; in the name of I. L.; diplomatic; known to be false; seen 2009"},
        {"National identification card", "77", "", ""},
        {"National identification card", "77-L", "", ""},
        {"EU Ref", "EU.1.1", "", ""},
        {"UN Ref", "ZZi.001", "", ""},
    };
    EXPECT_EQ(linka.identifiers, identifiers);
    const std::vector<model::Country> countries = {
        {model::CountryRole::citizenship, "ZEDLAND"},
        {model::CountryRole::birth, "ZEDLAND"},
    };
    EXPECT_EQ(linka.countries, countries);
    const std::vector<model::PostalAddress> addresses = {
        {"7 Cloud St; P.O. box 9", "Dry Gulch, 0007", "ZEDLAND", "until 2011"}};
    EXPECT_EQ(linka.addresses, addresses);
    EXPECT_EQ(linka.programmes, std::vector<std::string>{"RAIN"});
    EXPECT_EQ(linka.remarks, "Likes rain.\nSpelt so.");
}

TEST(EuXml, WhatIsNewInTheFormatIsKept) {
    const auto reading = must_read(kList);
    const auto& works = reading.parties.at(1);
    EXPECT_EQ(works.type, model::PartyType::entity);
    EXPECT_EQ(works.names.at(0).whole, "Cloud Works LLC");
    EXPECT_EQ(works.names.at(0).family, "");
    EXPECT_EQ(works.unparsed, std::vector<std::string>{"newElement: something new"});
    EXPECT_EQ(reading.remark_unparsed_count, 2U);
}

TEST(EuXml, BadEntitiesAreLossesAndTheRestIsRead) {
    std::string no_id = kWorks;
    no_id.replace(no_id.find("logicalId"), 9, "x");
    const auto rejected = must_read(kHead + no_id + kRain + "</export>");
    EXPECT_EQ(rejected.reports[0].rejected_count(), 1U);
    EXPECT_EQ(rejected.reports[0].first_losses()[0].offset_bytes, kHead.size());
    EXPECT_EQ(rejected.parties.size(), 1U);

    const auto twice = must_read(kHead + kWorks + kWorks + kWorks + "</export>");
    EXPECT_EQ(twice.reports[0].flaws_count(), 2U);
    ASSERT_EQ(twice.parties.size(), 3U);
    EXPECT_EQ(twice.parties[1].id.key, "12#2");
    EXPECT_EQ(twice.parties[2].id.key, "12#3");

    const auto nameless =
        must_read(kHead + R"(<sanctionEntity logicalId="9"></sanctionEntity></export>)");
    EXPECT_EQ(nameless.reports[0].flaws_count(), 1U);
    EXPECT_EQ(nameless.parties.size(), 1U);
}

TEST(EuXml, WhatIsNoListIsRefused) {
    for (const std::string_view text :
         {"", "<html><body/></html>", "<sdnList></sdnList>", "no xml",
          "<!DOCTYPE export [<!ENTITY a \"a\">]><export>&a;</export>"}) {
        EXPECT_FALSE(read(text).has_value()) << text;
    }
    const std::vector<ListFile> two = {{"a", kList}, {"b", kList}};
    EXPECT_EQ(read_eu_xml("eu-xml", two).error().fault, Fault::refused);
}

TEST(EuXml, TheFileCutAtEveryByteIsRefusedOrALoss) {
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

TEST(EuXml, TheSampleOf2020IsRead) {
    const auto path = std::filesystem::path(PELF_SOURCE_DIR) /
                      "../shared/data/lists/eu_uk_fixtures/sample_eu.xml";
    constexpr std::uint64_t kBytesMax = 1 << 24;
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
    const auto bytes = read_file(path, kBytesMax);
    ASSERT_TRUE(bytes.has_value());
    const auto reading = must_read(as_text(*bytes));
    // Its owner made one entity of another one's number, for tests of his own.
    EXPECT_EQ(reading.losses_count(), 1U);
    EXPECT_EQ(reading.counts(), (ListCounts{7, 15, 0}));
    EXPECT_EQ(reading.stated_publication, parse_date("2020-04-15"));
    std::size_t births = 0, identifiers = 0;
    for (const auto& party : reading.parties) {
        births += party.births.size();
        identifiers += static_cast<std::size_t>(
            std::count_if(party.identifiers.begin(), party.identifiers.end(),
                          [](const auto& one) { return one.kind != "EU Ref"; }));
        EXPECT_TRUE(party.unparsed.empty());
    }
    EXPECT_EQ(births, 7U);
    EXPECT_EQ(identifiers, 3U);
}

TEST(EuXml, IsKnownByItsSourceName) {
    const std::vector<ListFile> files = {{"eu.xml", kList}};
    const auto reading = read_list("eu-xml", files);
    ASSERT_TRUE(reading.has_value());
    EXPECT_EQ(reading->parties.front().id.source, "eu-xml");
}

}  // namespace
}  // namespace pelf::ingest
