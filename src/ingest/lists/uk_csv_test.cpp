// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/uk_csv.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/text.hpp"
#include "ingest/lists/read_list.hpp"
#include "ingest/lists/uk_columns.hpp"

namespace pelf::ingest {
namespace {

using model::NameKind;
using model::Strength;

// The published header; every subject under it is invented.
const std::string kFcdoHeader =
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
    "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin "
    "script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,Other "
    "Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,Address "
    "Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,Phone number,"
    "Website,Email address,Date Designated,D.O.B,Nationality(/ies),National Identifier number,"
    "National Identifier additional information,Passport number,Passport additional information,"
    "Position,Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,Parent company,"
    "Business registration number (s),IMO number,Current owner/operator (s),Previous "
    "owner/operator (s),Current believed flag of ship,Previous flags,Type of ship,Tonnage of "
    "ship,Length of ship,Year Built,Hull identification number (HIN)\n";
const std::string kFcdoRows =
    "12/01/2022,ZZZ0001,99001,ZZi.001,RAIN,Ann,Marie,,,,Primary Name,,Dr,Анна Рейн,Cyrillic,"
    "Russian,The Weather Regulations 2020,Individual,UK,Asset freeze,Likes rain.,Made it rain.,7 "
    "Cloud St,,,,Dry Gulch,Upper Zone,0007,Zedland,+99 1,www.rain.example,,03/02/2020,"
    "dd/mm/1961,Zedland,N-77,tazkira,P1234567,issued 2001,Minister,Female,Dry Gulch,Zedland,,,,,,"
    ",,,,,,,,\n"
    "12/01/2022,ZZZ0001,99001,ZZi.001,RAIN,Ann,Marie,,,,Primary Name,,Dr,Анна Рейн,Cyrillic,"
    "Russian,The Weather Regulations 2020,Individual,UK,Asset freeze,Likes rain.,Made it rain.,7 "
    "Cloud St,,,,Dry Gulch,Upper Zone,0007,Zedland,+99 1,www.rain.example,,03/02/2020,"
    "02/07/1962,Upper Zedland,N-77,tazkira,P1234567,issued 2001,Minister,Female,Dry Gulch,"
    "Zedland,,,,,,,,,,,,,,\n"
    "12/01/2022,ZZZ0001,99001,ZZi.001,Rainwoman,,,,,,Alias,Low quality a.k.a,,,,,The Weather "
    "Regulations 2020,Individual,UK,Asset freeze,,,,,,,,,,,,,,03/02/2020,,,,,,,,,,,,,,,,,,,,,,,,\n"
    "12/01/2022,ZZZ0001,99001,ZZi.001,RAYNE,Ann,,,,,Primary Name Variation,,,,,,The Weather "
    "Regulations 2020,Individual,UK,Asset freeze,,,,,,,,,,,,,,03/02/2020,,,,,,,,,,,,,,,,,,,,,,,,\n"
    "12/01/2022,ZZZ0002,,,\"CLOUD WORKS, LLC\",,,,,,Primary Name,,,,,,The Weather Regulations "
    "2020,Entity,UK,,,,,,,,,,,,,,,03/02/2020,,,,,,,,,,,Company,DRIZZLE,,(1) 77. (2) 78,,,,,,,,,,\n"
    "12/01/2022,ZZZ0003,,,DRIZZLE,,,,,,Primary Name,,,,,,The Weather Regulations 2020,Ship,UK,,,"
    ",,,,,,,,,,,,03/02/2020,,,,,,,,,,,,,,,9074729,\"Cloud Works, LLC\",Mist Co,Zedland,Yland,"
    "Tanker,9000,200,1999,HIN1\n";
const std::string kFcdo = "Report Date: 13-May-2026\n" + kFcdoHeader + kFcdoRows;

const std::string kOfsi =
    "Last Updated,27/04/2020,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n"
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
    "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,"
    "Passport Details,National Identification Number,NI Details,Position,Address 1,Address 2,"
    "Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,"
    "Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,"
    "Group ID\n"
    "RAIN,Ann,,,,,,,,,00/07/1961,,,,(1) A1 (2) B2,,,,,,,,,,,,,(UK Sanctions List Ref):ZZZ0001. (UN "
    "Ref):ZZi.001. Likes rain. (Gender):Female,Individual,AKA,Good,Weather,24/03/2007,,27/06/2017,"
    "9053\n"
    "RAINE,Anna,,,,,,,,,10/00/1983,,,,,,,,,,,,,,,,,,Individual,Prime Alias,,Weather,24/03/2007,,"
    "27/06/2017,9053\n"
    "DRIZZLE,,,,,,,,,,,,,,,,,,,,,,,,,,,(IMO number):9074729 (Current owners):Cloud,Ship,Primary "
    "name,,Weather,24/03/2007,,27/06/2017,9054\n";

const std::string kSubjects =
    "unique_id,subject_type,un_reference_number,ofsi_group_id,date_designated,last_updated\n"
    "ZZZ0001,individual,ZZi.001,99001,03/02/2020,12/01/2022\n"
    "ZZZ0002,ship,,,03/02/2020,12/01/2022\n";
const std::string kNames =
    "name_id,unique_id,name_type,alias_strength,full_name,name_6,name_1,name_2,name_3,name_4,"
    "name_5\n"
    "0,ZZZ0001,alias,low_quality_aka,Rainwoman,Rainwoman,,,,,\n"
    "1,ZZZ0001,primary,,Ann Marie RAIN,RAIN,Ann,Marie,,,\n"
    "2,ZZZ0001,primary_variation,,Ann RAYNE,RAYNE,Ann,,,,\n"
    "3,ZZZ0002,primary,,DRIZZLE,DRIZZLE,,,,,\n";
const std::string kBirths =
    "dob_id,unique_id,year,month,day,precision,parse_issues\n"
    "0,ZZZ0001,1961,,,year_only,non_numeric_month\n1,ZZZ0001,1962,07,02,exact,\n";
const std::string kIdentifiers =
    "id,unique_id,ofsi_group_id,raw_value,identifier_type,additional_info\n"
    "0,ZZZ0002,,9074729,imo,\n1,ZZZ0001,99001,P1234567,passport,issued 2001\n"
    "1,ZZZ0001,99001,P1234567,passport,issued 2001\n";
const std::string kCountries =
    "id,unique_id,raw_value,country_type,iso,resolution_method,iso_available\n"
    "0,ZZZ0001,Zedland,birth,ZZ,direct,True\n1,ZZZ0001,Zedland,nationality,ZZ,direct,True\n"
    "2,ZZZ0001,Yland,address,YY,direct,True\n";

std::vector<ListFile> normal_set() {
    return {{"subject_names.csv", kNames},
            {"subject_dobs.csv", kBirths},
            {"subjects.csv", kSubjects},
            {"subject_identifiers.csv", kIdentifiers},
            {"subject_countries.csv", kCountries}};
}

ListReading must_read(const std::vector<ListFile>& files) {
    auto reading = read_uk_csv("uk-csv", files);
    EXPECT_TRUE(reading.has_value()) << reading.error().message;
    return reading ? std::move(*reading) : ListReading{};
}

ListReading must_read(std::string_view text) {
    return must_read(std::vector<ListFile>{{"uk.csv", text}});
}

bool has_attribute(const model::Party& one, std::string_view kind, std::string_view value) {
    return std::find(one.attributes.begin(), one.attributes.end(),
                     model::Attribute{std::string(kind), std::string(value)}) !=
           one.attributes.end();
}

TEST(UkCsv, ManyRowsOfASubjectAreOneParty) {
    const auto reading = must_read(kFcdo);
    EXPECT_EQ(reading.losses_count(), 0U) << reading.reports[0].first_losses().front().message;
    EXPECT_EQ(reading.reports[0].accepted_count(), 6U);
    EXPECT_EQ(reading.counts(), (ListCounts{3, 6, 0}));
    EXPECT_EQ(reading.stated_publication, parse_date("2026-05-13"));
    const auto& rain = reading.parties[0];
    EXPECT_EQ(rain.id.key, "ZZZ0001");
    EXPECT_EQ(rain.type, model::PartyType::person);
    const std::vector<model::Name> names = {
        {NameKind::primary, Strength::strong, "Ann Marie RAIN", "RAIN", "Ann Marie"},
        {NameKind::aka, Strength::strong, "Анна Рейн", "", "", "Russian"},
        {NameKind::aka, Strength::strong, "Ann RAYNE", "RAYNE", "Ann"},
        {NameKind::aka, Strength::weak, "Rainwoman", "", ""},
    };
    EXPECT_EQ(rain.names, names);
    ASSERT_EQ(rain.births.size(), 2U);
    EXPECT_EQ(rain.births[0], *model::parse_partial_date("1961"));
    EXPECT_EQ(rain.births[1], *model::parse_partial_date("1962-07-02"));
    const std::vector<model::PostalAddress> addresses = {
        {"7 Cloud St", "Dry Gulch, Upper Zone, 0007", "Zedland", ""}};
    EXPECT_EQ(rain.addresses, addresses);
    const std::vector<model::Identifier> identifiers = {
        {"Passport", "P1234567", "", "issued 2001"},
        {"National ID No.", "N-77", "", "tazkira"},
        {"OFSI Group ID", "99001", "", ""},
        {"UN Ref", "ZZi.001", "", ""},
    };
    EXPECT_EQ(rain.identifiers, identifiers);
    const std::vector<model::Country> countries = {
        {model::CountryRole::birth, "Zedland"},
        {model::CountryRole::nationality, "Zedland"},
        {model::CountryRole::nationality, "Upper Zedland"},
    };
    EXPECT_EQ(rain.countries, countries);
    EXPECT_EQ(rain.remarks, "Likes rain.\nMade it rain.");
    EXPECT_EQ(rain.programmes, std::vector<std::string>{"The Weather Regulations 2020"});
    EXPECT_TRUE(has_attribute(rain, "Gender", "Female"));
    EXPECT_TRUE(has_attribute(rain, "Listed on", "03/02/2020"));
}

TEST(UkCsv, ShipsKeepTheirNumbersFlagsAndOwners) {
    const auto reading = must_read(kFcdo);
    const auto& works = reading.parties.at(1);
    const auto& ship = reading.parties.at(2);
    EXPECT_EQ(ship.type, model::PartyType::vessel);
    EXPECT_EQ(ship.identifiers.at(0),
              (model::Identifier{"IMO", "9074729", "", "", model::Checksum::good}));
    EXPECT_EQ(ship.identifiers.at(1).kind, "HIN");
    EXPECT_EQ(ship.countries.at(0).role, model::CountryRole::flag);
    EXPECT_EQ(ship.countries.at(1).role, model::CountryRole::former_flag);
    ASSERT_EQ(ship.relations.size(), 2U);
    EXPECT_EQ(ship.relations[0],
              (model::Relation{"Owned or operated by", "Cloud Works, LLC", "ZZZ0002"}));
    EXPECT_EQ(ship.relations[1].other_key, "");
    EXPECT_EQ(works.names.at(0).whole, "CLOUD WORKS, LLC");
    EXPECT_EQ(works.names.at(0).family, "");
    EXPECT_EQ(works.identifiers.at(0).value, "77");
    EXPECT_EQ(works.identifiers.at(1).value, "78");
    EXPECT_EQ(works.relations.at(0), (model::Relation{"Parent of", "DRIZZLE", "ZZZ0003"}));
}

TEST(UkCsv, OfsisListIsReadByItsGroups) {
    const auto reading = must_read(kOfsi);
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.counts(), (ListCounts{2, 3, 0}));
    EXPECT_EQ(reading.stated_publication, parse_date("2020-04-27"));
    const auto& rain = reading.parties[0];
    EXPECT_EQ(rain.id.key, "9053");
    EXPECT_EQ(rain.names.at(0).whole, "Anna RAINE");
    EXPECT_EQ(rain.names.at(1).whole, "Ann RAIN");
    EXPECT_EQ(rain.births.at(0), *model::parse_partial_date("1961-07"));
    EXPECT_EQ(rain.births.at(1), *model::parse_partial_date("1983"));
    const std::vector<model::Identifier> identifiers = {
        {"Passport", "A1", "", ""},
        {"Passport", "B2", "", ""},
        {"UK Sanctions List Ref", "ZZZ0001", "", ""},
        {"UN Ref", "ZZi.001", "", ""},
    };
    EXPECT_EQ(rain.identifiers, identifiers);
    EXPECT_EQ(reading.parties[1].identifiers.at(0).checksum, model::Checksum::good);
}

TEST(UkCsv, TheNormalisedSetIsReadInAnyOrder) {
    auto files = normal_set();
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    do {
        const auto reading = must_read(files);
        ASSERT_EQ(reading.losses_count(), 0U);
        ASSERT_EQ(reading.counts(), (ListCounts{2, 4, 0}));
        const auto& rain = reading.parties[0];
        EXPECT_EQ(rain.names[0], (model::Name{NameKind::primary, Strength::strong, "Ann Marie RAIN",
                                              "RAIN", "Ann Marie"}));
        EXPECT_EQ(rain.names[2].strength, Strength::weak);
        EXPECT_EQ(rain.births.size(), 2U);
        EXPECT_EQ(rain.births[0].precision, model::Precision::year);
        EXPECT_EQ(rain.countries.size(), 2U);
        EXPECT_EQ(rain.addresses.at(0).country, "Yland");
        EXPECT_EQ(rain.identifiers.size(), 3U);
        EXPECT_EQ(reading.parties[1].type, model::PartyType::vessel);
        EXPECT_EQ(reading.parties[1].identifiers.at(0).kind, "IMO");
    } while (std::next_permutation(files.begin(), files.end(),
                                   [](const auto& a, const auto& b) { return a.name < b.name; }));
}

TEST(UkCsv, AMissingFileOfTheSetIsSaid) {
    auto files = normal_set();
    files.resize(3);
    const auto reading = must_read(files);
    ASSERT_EQ(reading.notices.size(), 2U);
    EXPECT_NE(reading.notices[0].find("identifiers"), std::string::npos);
}

TEST(UkCsv, BadRowsAreLossesAndTheRestIsRead) {
    const std::string good = kFcdoRows.substr(0, kFcdoRows.find('\n') + 1);
    std::string no_id = good;
    no_id.replace(no_id.find("ZZZ0001"), 7, "");
    for (const std::string& bad :
         {std::string("too,few\n"), "x" + no_id, std::string("a\"b\n"), std::string("\xFF\n")}) {
        const auto reading = must_read(kFcdoHeader + bad + good);
        EXPECT_EQ(reading.reports[0].rejected_count(), 1U) << bad;
        EXPECT_EQ(reading.reports[0].accepted_count(), 1U) << bad;
        EXPECT_EQ(reading.parties.size(), 1U);
    }
    const std::string stray = kNames + "9,ZZZ0009,primary,,X,X,,,,,\n";
    const std::vector<ListFile> set = {{"s", kSubjects}, {"n", stray}};
    const auto reading = must_read(set);
    EXPECT_EQ(reading.reports[1].rejected_count(), 1U);
    EXPECT_NE(reading.reports[1].first_losses()[0].message.find("ZZZ0009"), std::string::npos);
}

TEST(UkCsv, ASubjectWithoutANameIsKeptAndCounted) {
    const auto reading = must_read(std::vector<ListFile>{{"s", kSubjects}});
    EXPECT_EQ(reading.parties.size(), 2U);
    EXPECT_EQ(reading.reports[0].flaws_count(), 2U);
}

TEST(UkCsv, AColumnThatNobodyKnowsIsKeptUnderItsName) {
    std::string text = kSubjects;
    text.replace(text.find("last_updated"), 12, "Shoe size");
    EXPECT_TRUE(has_attribute(must_read(text).parties.at(0), "Shoe size", "12/01/2022"));
}

TEST(UkCsv, OtherFilesAndMixturesAreRefused) {
    const std::string late = "a\nb\nc\nd\n" + kFcdo;
    for (const std::vector<ListFile>& files : {std::vector<ListFile>{{"x", ""}},
                                               {{"x", "<html>\n"}},
                                               {{"x", "id,name\n1,A\n"}},
                                               {{"x", kNames}},
                                               {{"x", kFcdo}, {"y", kFcdo}},
                                               {{"x", kFcdo}, {"y", kSubjects}},
                                               {{"x", kFcdo}, {"y", kOfsi}},
                                               {{"x", late}},
                                               std::vector<ListFile>{}}) {
        const auto reading = read_uk_csv("uk-csv", files);
        ASSERT_FALSE(reading.has_value());
        EXPECT_EQ(reading.error().fault, Fault::refused);
    }
}

TEST(UkCsv, DatesKeepWhatIsNotKnown) {
    const auto shown = [](std::string_view text) {
        const auto date = parse_uk_date(text);
        return date ? model::to_string(*date) : std::string("none");
    };
    EXPECT_EQ(shown("02/07/1962"), "1962-07-02");
    EXPECT_EQ(shown("00/07/1962"), "1962-07");
    EXPECT_EQ(shown("dd/mm/1962"), "1962");
    EXPECT_EQ(shown("10/00/1962"), "1962");
    EXPECT_EQ(shown("circa 00/00/1962"), "circa 1962");
    EXPECT_EQ(shown("1962"), "1962");
    EXPECT_EQ(shown("between 1960 and 1962"), "1960-01-01 to 1962-12-31");
    for (const std::string_view bad : {"", "31/02/1962", "1/1/yyyy", "00/00/0000", "1/13/1962",
                                       "1/1/99999", "1/1/1/1962", "soon"}) {
        EXPECT_EQ(shown(bad), "none") << bad;
    }
}

TEST(UkCsv, NumberedValuesAreSeveral) {
    using Values = std::vector<std::string_view>;
    EXPECT_EQ(split_uk_numbered("(1) A. (2) B"), (Values{"A", "B"}));
    EXPECT_EQ(split_uk_numbered("(1) A"), (Values{"A"}));
    EXPECT_EQ(split_uk_numbered("A (2) B"), (Values{"A (2) B"}));
    EXPECT_EQ(split_uk_numbered(" "), Values{});
    EXPECT_EQ(split_uk_numbered("(1)(2)"), Values{});
}

/// Rows of the text as a plain reader of CSV without quoted line ends counts them.
TEST(UkCsv, TheFileCutAtEveryByteLosesAtMostItsLastRow) {
    for (std::size_t size = 0; size < kFcdo.size(); ++size) {
        const std::string cut = kFcdo.substr(0, size);
        const std::vector<ListFile> files = {{"uk.csv", cut}};
        const auto reading = read_uk_csv("uk-csv", files);
        if (!reading) {
            EXPECT_LT(size, kFcdo.size() - kFcdoRows.size());
            continue;
        }
        const Report& report = reading->reports[0];
        EXPECT_LE(report.rejected_count(), 1U) << size;
        const auto lines = static_cast<std::uint64_t>(std::count(cut.begin(), cut.end(), '\n'));
        const std::uint64_t rows = lines - std::min<std::uint64_t>(lines, 2);
        EXPECT_GE(report.accepted_count() + report.rejected_count(), rows) << size;
        EXPECT_LE(report.accepted_count() + report.rejected_count(), rows + 1) << size;
        EXPECT_LE(report.accepted_count(), 6U);
    }
}

std::string read_text(const std::filesystem::path& path) {
    constexpr std::uint64_t kBytesMax = 1 << 28;
    const auto bytes = read_file(path, kBytesMax);
    if (!bytes) return {};
    return std::string(as_text(*bytes));
}

/// Figures by a separate program over the same files: subjects and names by csv.DictReader.
TEST(UkCsv, TheWholeListOf2026IsReadWithoutLoss) {
    const auto folder = std::filesystem::path(PELF_SOURCE_DIR) / "../shared/data/lists/uk_2026";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
    std::vector<std::string> texts;
    std::vector<ListFile> files;
    for (const char* name : {"subjects", "subject_names", "subject_dobs", "subject_identifiers",
                             "subject_countries"}) {
        texts.push_back(read_text(folder / (std::string(name) + ".csv")));
    }
    for (const std::string& text : texts) files.push_back({"uk", text});
    const auto reading = must_read(files);
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.reports[0].accepted_count(), 6046U);
    EXPECT_EQ(reading.reports[1].accepted_count(), 15050U);
    EXPECT_EQ(reading.reports[2].accepted_count(), 3538U);
    EXPECT_EQ(reading.reports[3].accepted_count(), 22787U);
    EXPECT_EQ(reading.reports[4].accepted_count(), 88029U);
    std::uint64_t persons = 0, entities = 0, ships = 0, weak = 0, good_imo = 0, bad_imo = 0;
    std::uint64_t births = 0, identifiers = 0;
    for (const auto& party : reading.parties) {
        persons += party.type == model::PartyType::person ? 1U : 0U;
        entities += party.type == model::PartyType::entity ? 1U : 0U;
        ships += party.type == model::PartyType::vessel ? 1U : 0U;
        births += party.births.size();
        for (const auto& name : party.names) weak += name.strength == Strength::weak ? 1U : 0U;
        for (const auto& identifier : party.identifiers) {
            if (identifier.kind == "UN Ref" || identifier.kind == "OFSI Group ID") continue;
            ++identifiers;
            if (identifier.kind != "IMO") continue;
            good_imo += identifier.checksum == model::Checksum::good ? 1U : 0U;
            bad_imo += identifier.checksum == model::Checksum::bad ? 1U : 0U;
        }
    }
    EXPECT_EQ(persons, 3883U);
    EXPECT_EQ(entities, 1531U);
    EXPECT_EQ(ships, 632U);
    RecordProperty("names", std::to_string(reading.counts().names));
    EXPECT_EQ(reading.counts().names, 15044U);
    EXPECT_EQ(weak, 605U);
    EXPECT_EQ(births, 3538U);
    EXPECT_EQ(identifiers, 2373U);
    EXPECT_EQ(good_imo, 631U);
    EXPECT_EQ(bad_imo, 0U);
}

TEST(UkCsv, OfsisSampleOf2020IsReadWithoutLoss) {
    const auto path = std::filesystem::path(PELF_SOURCE_DIR) /
                      "../shared/data/lists/eu_uk_fixtures/sample_hmt.csv";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
    const std::string text = read_text(path);
    const auto reading = must_read(text);
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.reports[0].accepted_count(), 23U);
    EXPECT_EQ(reading.parties.size(), 6U);
    EXPECT_EQ(reading.stated_publication, parse_date("2020-04-27"));
}

TEST(UkCsv, IsKnownByItsSourceName) {
    const std::vector<ListFile> files = {{"uk.csv", kFcdo}};
    const auto reading = read_list("uk-csv", files);
    ASSERT_TRUE(reading.has_value());
    EXPECT_EQ(reading->parties.front().id.source, "uk-csv");
}

}  // namespace
}  // namespace pelf::ingest
