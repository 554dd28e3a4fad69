// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ftm_json.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "ingest/lists/ftm_schema.hpp"
#include "ingest/lists/read_list.hpp"

namespace pelf::ingest {
namespace {

using model::NameKind;
using model::Strength;

// All of it invented. Edges stand before what they relate.
constexpr std::string_view kList =
    R"({"id":"own1","schema":"Ownership","properties":{"owner":["p1"],"asset":["c1"],"percentage":["51%"],"startDate":["2014"],"role":["founder"]}}
{"id":"s1","schema":"Sanction","properties":{"entity":["p1"],"authority":["Ministry of Weather"],"program":["Rain decree"],"programId":["XX-RAIN"],"listingDate":["2020-03-02"],"reason":["Made it rain."],"unscId":["XXi.001"]}}
{"id":"pp1","schema":"Passport","properties":{"holder":["p1"],"number":["A1234567"],"country":["xx"],"startDate":["2001"],"endDate":["2011-05"]}}
{"id":"p1","caption":"Ivan Petrovich LINKA","schema":"Person","referents":["old-p1"],"datasets":["xx_rain"],"target":true,"properties":{"name":["Іван Лінка","Ivan Petrovich LINKA"],"alias":["LINKA, Vanya"],"weakAlias":["Rainman"],"previousName":["Ivan Nimo"],"firstName":["Ivan"],"lastName":["Linka"],"fatherName":["Petrovich"],"birthDate":["1961-07","1962"],"birthPlace":["Dry Gulch"],"birthCountry":["xx"],"nationality":["xx"],"citizenship":["yy"],"country":["zz"],"passportNumber":["A1234567"],"innCode":["500100732259"],"topics":["sanction"],"notes":["Owns an umbrella."],"addressEntity":["a1"],"shoeSize":["44"],"modifiedAt":["2020"]}}
{"id":"a1","schema":"Address","properties":{"full":["7 Cloud St, Dry Gulch, xx"],"street":["7 Cloud St"],"city":["Dry Gulch"],"postalCode":["0007"],"country":["xx"]}}
{"id":"c1","schema":"Company","caption":"Cloud Works LLC","properties":{"name":["Cloud Works LLC"],"jurisdiction":["xx"],"leiCode":["506700GE1G29325QX363"],"registrationNumber":["77"],"swiftBic":["CLOUXX22"],"parent":["c2"],"address":["8 Cloud St"]}}
{"id":"c2","schema":"PublicBody","properties":{"name":["Office of Clouds"]}}
{"id":"v1","schema":"Vessel","properties":{"name":["Drizzle"],"previousName":["Mist"],"imoNumber":["IMO9074729"],"mmsi":["123456789"],"callSign":["XXDZ"],"flag":["xx"],"pastFlags":["yy"],"owner":["c1"]}}
{"id":"f1","schema":"Airplane","properties":{"name":["XX-001"],"registrationNumber":["XX-001"],"serialNumber":["4711"]}}
{"id":"w1","schema":"CryptoWallet","properties":{"holder":["p1"],"currency":["XBT"],"publicKey":["134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak"]}}
{"id":"w2","schema":"CryptoWallet","properties":{"publicKey":["0x098B716B8Aaf21512996dC57EB0615e2383E2f96"],"topics":["crime.theft"]}}
{"id":"fam1","schema":"Family","properties":{"person":["old-p1"],"relative":["p2"],"relationship":["sister"]}}
{"id":"p2","schema":"Person","properties":{"name":["Olha Linka"]}}
{"id":"occ1","schema":"Occupancy","properties":{"holder":["p2"],"post":["pos1"],"startDate":["2019"]}}
{"id":"pos1","schema":"Position","properties":{"name":["Minister of Weather"]}}
{"id":"ev1","schema":"Event","properties":{"name":["The flood"]}}
)";

Result<ListReading> read(std::string_view text, const FtmLimits& limits = {}) {
    const std::vector<ListFile> files = {{"entities.ftm.json", text}};
    return read_ftm_json("ftm-json", files, limits);
}

ListReading must_read(std::string_view text, const FtmLimits& limits = {}) {
    auto reading = read(text, limits);
    EXPECT_TRUE(reading.has_value()) << reading.error().message;
    return reading ? std::move(*reading) : ListReading{};
}

const model::Party& party(const ListReading& reading, std::string_view id) {
    static const model::Party none;
    for (const auto& one : reading.parties) {
        if (one.id.key == id) return one;
    }
    ADD_FAILURE() << "no party " << id;
    return none;
}

bool has_attribute(const model::Party& one, std::string_view kind, std::string_view value) {
    return std::find(one.attributes.begin(), one.attributes.end(),
                     model::Attribute{std::string(kind), std::string(value)}) !=
           one.attributes.end();
}

TEST(FtmJson, APersonKeepsNamesPartsDatesAndCountriesByTheirRole) {
    const auto reading = must_read(kList);
    EXPECT_EQ(reading.losses_count(), 0U) << reading.reports[0].first_losses().front().message;
    EXPECT_EQ(reading.counts(), (ListCounts{7, 11, 2}));
    const auto& linka = party(reading, "p1");
    EXPECT_EQ(linka.type, model::PartyType::person);
    ASSERT_EQ(linka.names.size(), 5U);
    EXPECT_EQ(linka.names[0], (model::Name{NameKind::primary, Strength::strong,
                                           "Ivan Petrovich LINKA", "LINKA", "Ivan Petrovich"}));
    EXPECT_EQ(linka.names[1].whole, "Іван Лінка");
    EXPECT_EQ(linka.names[1].kind, NameKind::aka);
    EXPECT_EQ(linka.names[2],
              (model::Name{NameKind::aka, Strength::strong, "LINKA, Vanya", "LINKA", "Vanya"}));
    EXPECT_EQ(linka.names[3].strength, Strength::weak);
    EXPECT_EQ(linka.names[4].kind, NameKind::fka);
    EXPECT_EQ(linka.names[4].family, "");
    ASSERT_EQ(linka.births.size(), 2U);
    EXPECT_EQ(linka.births[0], *model::parse_partial_date("1961-07"));
    EXPECT_EQ(linka.births[1].precision, model::Precision::year);
    const std::vector<model::Country> countries = {
        {model::CountryRole::birth, "xx"},
        {model::CountryRole::nationality, "xx"},
        {model::CountryRole::citizenship, "yy"},
        {model::CountryRole::other, "zz"},
    };
    EXPECT_EQ(linka.countries, countries);
    EXPECT_TRUE(has_attribute(linka, "Topic", "sanction"));
    EXPECT_TRUE(has_attribute(linka, "shoeSize", "44"));
    EXPECT_FALSE(has_attribute(linka, "modifiedAt", "2020"));
    EXPECT_EQ(linka.remarks, "Owns an umbrella.\nMade it rain.");
}

TEST(FtmJson, FactsOfOtherEntitiesComeToTheirParty) {
    const auto reading = must_read(kList);
    const auto& linka = party(reading, "p1");
    const std::vector<model::Identifier> identifiers = {
        {"Passport", "A1234567", "xx", "issued 2001; expires 2011-05"},
        {"INN", "500100732259", "", "", model::Checksum::good},
        {"UN Ref", "XXi.001", "", ""},
    };
    EXPECT_EQ(linka.identifiers, identifiers);
    EXPECT_EQ(linka.programmes, std::vector<std::string>{"XX-RAIN"});
    EXPECT_TRUE(has_attribute(linka, "Sanction",
                              "Ministry of Weather; programme Rain decree; listed 2020-03-02"));
    const std::vector<model::PostalAddress> addresses = {
        {"7 Cloud St", "Dry Gulch, 0007", "xx", "in full: 7 Cloud St, Dry Gulch, xx"}};
    EXPECT_EQ(linka.addresses, addresses);
    ASSERT_EQ(linka.wallets.size(), 1U);
    EXPECT_EQ(linka.wallets[0].ledger, "bitcoin");
    EXPECT_EQ(linka.wallets[0].asset, "XBT");
    EXPECT_EQ(linka.wallets[0].checksum, model::Checksum::good);
    EXPECT_TRUE(has_attribute(party(reading, "p2"), "Position", "Minister of Weather; from 2019"));
}

TEST(FtmJson, EdgesAreRelationsOfBothEnds) {
    const auto reading = must_read(kList);
    const std::vector<model::Relation> of_linka = {
        {"Owner of", "Cloud Works LLC", "c1", "51%", "founder; from 2014"},
        {"Family", "Olha Linka", "p2", "", "sister"},
    };
    EXPECT_EQ(party(reading, "p1").relations, of_linka);
    const std::vector<model::Relation> of_works = {
        {"Owned by", "Ivan Petrovich LINKA", "p1", "51%", "founder; from 2014"},
        {"Subsidiary of", "Office of Clouds", "c2", "", ""},
        {"Owner of", "Drizzle", "v1", "", ""},
    };
    EXPECT_EQ(party(reading, "c1").relations, of_works);
    EXPECT_EQ(party(reading, "c2").relations.at(0).kind, "Parent of");
    EXPECT_EQ(party(reading, "v1").relations.at(0).kind, "Owned by");
}

TEST(FtmJson, ShipsAircraftAndWalletsKeepWhatTellsThemApart) {
    const auto reading = must_read(kList);
    const auto& ship = party(reading, "v1");
    EXPECT_EQ(ship.type, model::PartyType::vessel);
    const std::vector<model::Identifier> of_ship = {
        {"IMO", "IMO9074729", "", "", model::Checksum::good},
        {"MMSI", "123456789", "", ""},
        {"Call Sign", "XXDZ", "", ""},
    };
    EXPECT_EQ(ship.identifiers, of_ship);
    EXPECT_EQ(ship.countries.at(0).role, model::CountryRole::flag);
    EXPECT_EQ(ship.countries.at(1).role, model::CountryRole::former_flag);
    const auto& plane = party(reading, "f1");
    EXPECT_EQ(plane.identifiers.at(0).kind, "Aircraft Tail Number");
    EXPECT_EQ(plane.identifiers.at(1).value, "4711");
    const auto& wallet = party(reading, "w2");
    EXPECT_EQ(wallet.wallets.at(0).ledger, "ethereum");
    EXPECT_EQ(party(reading, "c1").identifiers.at(0).checksum, model::Checksum::good);
    EXPECT_EQ(party(reading, "c1").countries.at(0).role, model::CountryRole::jurisdiction);
    EXPECT_NE(reading.notices.at(0).find("Event"), std::string::npos);
}

TEST(FtmJson, TheOrderOfTheLinesChangesNothingButTheOrder) {
    std::vector<std::string> lines;
    for (const auto line : split(kList, "\n")) {
        if (!line.empty()) lines.emplace_back(line);
    }
    const auto straight = must_read(kList);
    std::mt19937_64 random(20201124);
    for (int round = 0; round < 200; ++round) {
        std::shuffle(lines.begin(), lines.end(), random);
        std::string text;
        for (const auto& line : lines) text += line + "\n";
        const auto reading = must_read(text);
        ASSERT_EQ(reading.losses_count(), 0U);
        ASSERT_EQ(reading.counts(), straight.counts());
        for (const auto& expected : straight.parties) {
            const auto& found = party(reading, expected.id.key);
            EXPECT_EQ(found.names, expected.names);
            EXPECT_EQ(found.addresses, expected.addresses);
            EXPECT_EQ(found.wallets, expected.wallets);
            EXPECT_TRUE(std::is_permutation(found.relations.begin(), found.relations.end(),
                                            expected.relations.begin(), expected.relations.end()));
            EXPECT_TRUE(std::is_permutation(found.identifiers.begin(), found.identifiers.end(),
                                            expected.identifiers.begin(),
                                            expected.identifiers.end()));
        }
    }
}

TEST(FtmJson, TheNestedFormGivesTheSameAsThePlainOne) {
    constexpr std::string_view kNested =
        R"({"id":"p","schema":"Person","properties":{"name":["Ann Rain"],"sanctions":[{"id":"s","schema":"Sanction","properties":{"program":["R"]}}],"addressEntity":[{"id":"a","schema":"Address","properties":{"full":["1 St"]}}],"ownershipOwner":[{"id":"o","schema":"Ownership","properties":{"percentage":["30"],"asset":[{"id":"c","schema":"Company","properties":{"name":["Rain Co"],"addressEntity":[{"id":"a","schema":"Address","properties":{"full":["1 St"]}}]}}]}}]}}
{"id":"c","schema":"Company","properties":{"name":["Rain Co"],"ownershipAsset":[{"id":"o","schema":"Ownership","properties":{"percentage":["30"],"owner":[{"id":"p","schema":"Person","properties":{"name":["Ann Rain"]}}]}}]}}
)";
    constexpr std::string_view kPlain =
        R"({"id":"p","schema":"Person","properties":{"name":["Ann Rain"],"addressEntity":["a"]}}
{"id":"c","schema":"Company","properties":{"name":["Rain Co"],"addressEntity":["a"]}}
{"id":"s","schema":"Sanction","properties":{"entity":["p"],"program":["R"]}}
{"id":"a","schema":"Address","properties":{"full":["1 St"]}}
{"id":"o","schema":"Ownership","properties":{"percentage":["30"],"owner":["p"],"asset":["c"]}}
)";
    const auto nested = must_read(kNested);
    const auto plain = must_read(kPlain);
    EXPECT_EQ(nested.losses_count(), 0U);
    ASSERT_EQ(nested.counts(), plain.counts());
    for (const auto& expected : plain.parties) {
        const auto& found = party(nested, expected.id.key);
        EXPECT_EQ(found.names, expected.names);
        EXPECT_EQ(found.relations, expected.relations);
        EXPECT_EQ(found.addresses, expected.addresses);
        EXPECT_EQ(found.programmes, expected.programmes);
    }
}

TEST(FtmJson, SeveralLinesAboutOneIdAreOneParty) {
    const auto reading = must_read(
        R"({"id":"p","schema":"LegalEntity","properties":{"name":["Ann"]}}
{"id":"p","schema":"Person","properties":{"name":["Ann","Anna"],"weakAlias":["Ann"]}}
)");
    ASSERT_EQ(reading.parties.size(), 1U);
    EXPECT_EQ(reading.parties[0].type, model::PartyType::person);
    ASSERT_EQ(reading.parties[0].names.size(), 2U);
    EXPECT_EQ(reading.parties[0].names[0].strength, Strength::strong);
}

TEST(FtmJson, BadLinesAreLossesAndTheRestIsRead) {
    const std::string good = R"({"id":"g","schema":"Person","properties":{"name":["Good"]}})";
    for (const std::string bad :
         {R"({"id":"p","schema":"Person","properties":{"name":["x"]})", R"([1,2])", R"("text")",
          R"({"schema":"Person","properties":{"name":["x"]}})",
          R"({"id":"","schema":"Person","properties":{"name":["x"]}})",
          R"({"id":7,"schema":"Person","properties":{"name":["x"]}})",
          R"({"id":"p","properties":{"name":["x"]}})", R"({"id":"p","schema":"Person"})",
          R"({"id":"p","schema":"Preson","properties":{"name":["x"]}})", "{\"id\":\"p\xFF\"}",
          R"({"id":"p","schema":"Person","properties":{"name":["x"]}} trailing)", "<html>"}) {
        const auto reading = must_read(bad + "\n\n" + good + "\n");
        EXPECT_EQ(reading.reports[0].rejected_count(), 1U) << bad;
        EXPECT_EQ(reading.reports[0].accepted_count(), 1U) << bad;
        ASSERT_EQ(reading.parties.size(), 1U) << bad;
        EXPECT_EQ(reading.parties[0].id.key, "g");
    }
}

TEST(FtmJson, WhatDoesNotFitTogetherIsKeptAndCounted) {
    struct Case {
        std::string line;
        std::string said;
    };
    const std::string person = R"({"id":"p","schema":"Person","properties":{"name":["Ann"]}})";
    for (
        const Case& one : {
            Case{R"({"id":"x","schema":"Person","properties":{}})", "no name"},
            Case{R"({"id":"x","schema":"Ownership","properties":{"owner":["p"],"asset":["q"]}})",
                 "no file has: q"},
            Case{R"({"id":"x","schema":"Ownership","properties":{"owner":["p"]}})", "whom"},
            Case{R"({"id":"x","schema":"Sanction","properties":{"entity":["q"]}})", "q"},
            Case{R"({"id":"x","schema":"Sanction","properties":{}})", "none named"},
            Case{
                R"({"id":"x","schema":"Person","properties":{"name":["X"],"addressEntity":["q"]}})",
                "address"},
            Case{R"({"id":"x","schema":"Occupancy","properties":{"holder":["p"],"post":["q"]}})",
                 "position"},
            Case{
                R"({"id":"x","schema":"Person","properties":{"name":["X"],"parent":[{"id":"y"}]}})",
                "within x"},
        }) {
        const auto reading = must_read(person + "\n" + one.line + "\n");
        EXPECT_EQ(reading.reports[0].accepted_count(), 2U) << one.line;
        ASSERT_GE(reading.reports[0].flaws_count(), 1U) << one.line;
        EXPECT_NE(reading.reports[0].first_losses()[0].message.find(one.said), std::string::npos)
            << reading.reports[0].first_losses()[0].message;
        EXPECT_EQ(reading.reports[0].first_losses()[0].offset_bytes, person.size() + 1);
    }
}

TEST(FtmJson, ThePublishersOwnErrorsAreKeptAsTheyAre) {
    const auto reading = must_read(
        R"({"id":"x","schema":"Person","properties":{"name":["X"],"birthDate":["soon","1961-07-02T00:00"]}}
{"id":"w","schema":"CryptoWallet","properties":{"holder":["x"],"currency":["XBT"],"publicKey":["134r8ihv69xdt6p5qvktshrcueubvzayak"]}})");
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.parties.at(0).unparsed, std::vector<std::string>{"birthDate soon"});
    EXPECT_EQ(reading.parties.at(0).births.at(0), *model::parse_partial_date("1961-07-02"));
    EXPECT_EQ(reading.remark_unparsed_count, 1U);
    EXPECT_EQ(reading.parties.at(0).wallets.at(0).checksum, model::Checksum::bad);
    EXPECT_NE(reading.notices.at(0).find("check digits"), std::string::npos);
}

TEST(FtmJson, AWalletOfAMissingHolderIsAPartyOfItsOwn) {
    const auto reading = must_read(
        R"({"id":"w","schema":"CryptoWallet","properties":{"name":["Pot"],"holder":["gone"],"publicKey":["0x098B716B8Aaf21512996dC57EB0615e2383E2f96"]}})");
    ASSERT_EQ(reading.parties.size(), 1U);
    EXPECT_EQ(reading.parties[0].display_name(), "Pot");
    EXPECT_EQ(reading.parties[0].wallets.size(), 1U);
}

TEST(FtmJson, WhatIsNoListIsRefused) {
    for (const std::string_view text :
         {"", "\n\n", "<html><body>Error</body></html>\n", "[{\"id\":\"a\"}]", "id,name\n1,Ann\n",
          "{\"name\": \"default\", \"resources\": []}\n"}) {
        const auto reading = read(text);
        ASSERT_FALSE(reading.has_value()) << text;
        EXPECT_EQ(reading.error().fault, Fault::refused);
        EXPECT_EQ(reading.error().source, "entities.ftm.json");
    }
}

TEST(FtmJson, LimitsHoldAtTheirEdge) {
    const std::string line = R"({"id":"p","schema":"Person","properties":{"name":["A","B","C"]}})";
    const std::string other = R"({"id":"q","schema":"Person","properties":{"name":["D"]}})";
    const std::string text = other + "\n" + line + "\n";
    FtmLimits limits;
    limits.line_bytes_max = line.size();
    EXPECT_EQ(must_read(text, limits).losses_count(), 0U);
    limits.line_bytes_max = line.size() - 1;
    EXPECT_EQ(must_read(text, limits).reports[0].rejected_count(), 1U);
    limits = {};
    limits.values_max = 3;
    EXPECT_EQ(must_read(text, limits).losses_count(), 0U);
    // All lines of one party count together.
    EXPECT_EQ(must_read(text + line + "\n", limits).reports[0].rejected_count(), 1U);
    limits.values_max = 2;
    EXPECT_EQ(must_read(text, limits).reports[0].rejected_count(), 1U);
    limits = {};
    limits.parties_max = 2;
    EXPECT_EQ(must_read(text, limits).losses_count(), 0U);
    limits.parties_max = 1;
    EXPECT_EQ(must_read(text, limits).reports[0].rejected_count(), 1U);
}

/// The innermost of `deep` persons within each other.
std::string nested_persons(std::size_t deep) {
    std::string text = R"({"id":"p0","schema":"Person","properties":{"name":["P"]}})";
    for (std::size_t i = 1; i < deep; ++i) {
        text = R"({"id":"p)" + std::to_string(i) +
               R"(","schema":"Person","properties":{"name":["P"],"parent":[)" + text + "]}}";
    }
    return text;
}

TEST(FtmJson, EntitiesWithinEachOtherAndBracketsHaveALimitToo) {
    FtmLimits limits;
    limits.nested_entities_max = 4;
    EXPECT_EQ(must_read(nested_persons(4), limits).losses_count(), 0U);
    const auto reading = must_read(nested_persons(5), limits);
    EXPECT_EQ(reading.reports[0].first_losses()[0].fault, Fault::over_limit);
    EXPECT_EQ(reading.parties.size(), 4U);
    const std::string good = R"({"id":"g","schema":"Person","properties":{"name":["Good"]}})";
    const std::string bomb = std::string(500'000, '[') + std::string(500'000, ']') + "\n" + good;
    const auto after_bomb = must_read(bomb);
    EXPECT_EQ(after_bomb.reports[0].rejected_count(), 1U);
    EXPECT_EQ(after_bomb.reports[0].first_losses()[0].fault, Fault::over_limit);
    limits.json_depth_max = 3;
    EXPECT_EQ(must_read(good, limits).losses_count(), 0U);
    limits.json_depth_max = 2;
    EXPECT_FALSE(read(good, limits).has_value());
}

TEST(FtmJson, TheFileCutAtEveryByteLosesAtMostItsLastLine) {
    for (std::size_t size = 0; size < kList.size(); ++size) {
        const std::string cut(kList.substr(0, size));
        std::uint64_t lines_count = 0;
        for (const auto line : split(cut, "\n")) lines_count += line.empty() ? 0U : 1U;
        const auto reading = read(cut);
        if (!reading) {
            EXPECT_LE(lines_count, 1U);
            continue;
        }
        const Report& report = reading->reports[0];
        EXPECT_EQ(report.accepted_count() + report.rejected_count(), lines_count);
        EXPECT_LE(report.rejected_count(), 1U);
        const bool at_line_end = cut.back() == '\n' || kList[size] == '\n';
        EXPECT_EQ(report.rejected_count() == 0, at_line_end) << size;
    }
}

/// The plain way to the names of the parties: another parser, and nothing but a set.
std::set<std::pair<std::string, std::string>> names_by_twin(const std::string& text) {
    std::set<std::pair<std::string, std::string>> names;
    for (const auto line : split(text, "\n")) {
        if (line.empty()) continue;
        const auto entity = boost::json::parse(line);
        const FtmSchema* schema = find_ftm_schema(std::string(entity.at("schema").as_string()));
        if (schema == nullptr || schema->kind != FtmKind::party) continue;
        for (const auto* property : {"name", "alias", "weakAlias", "previousName"}) {
            const auto* values = entity.at("properties").as_object().if_contains(property);
            if (values == nullptr) continue;
            for (const auto& value : values->as_array()) {
                const std::string words(trim(std::string(value.as_string())));
                if (!words.empty()) names.emplace(std::string(entity.at("id").as_string()), words);
            }
        }
    }
    return names;
}

TEST(FtmJson, TheTwinFindsTheSameNames) {
    std::mt19937_64 random(7);
    const auto pick = [&](std::uint64_t below) { return random() % below; };
    constexpr std::array<const char*, 5> kSchemata = {"Person", "Company", "Vessel", "Event",
                                                      "Sanction"};
    constexpr std::array<const char*, 5> kProperties = {"name", "alias", "weakAlias",
                                                        "previousName", "notes"};
    constexpr std::array<const char*, 6> kWords = {"Ann", "Анна", "a\"b\\c", "  ", "\t安娜 ", "É"};
    for (int round = 0; round < 300; ++round) {
        std::string text;
        const std::uint64_t lines_count = 1 + pick(30);
        for (std::uint64_t i = 0; i < lines_count; ++i) {
            boost::json::object properties;
            for (const char* property : kProperties) {
                boost::json::array values;
                for (std::uint64_t n = pick(4); n > 0; --n) {
                    values.emplace_back(std::string(kWords[pick(kWords.size())]) +
                                        (pick(2) == 0 ? "" : std::to_string(pick(9))));
                }
                if (pick(3) != 0) properties[property] = values;
            }
            const boost::json::object entity = {{"id", "e" + std::to_string(pick(20))},
                                                {"schema", kSchemata[pick(kSchemata.size())]},
                                                {"properties", properties}};
            text += boost::json::serialize(entity) + "\n";
        }
        std::set<std::pair<std::string, std::string>> names;
        for (const auto& one : must_read(text).parties) {
            for (const auto& name : one.names) names.emplace(one.id.key, name.whole);
        }
        ASSERT_EQ(names, names_by_twin(text)) << text;
    }
}

TEST(FtmJson, IsKnownByItsSourceName) {
    const std::vector<ListFile> files = {{"entities.ftm.json", kList}};
    const auto reading = read_list("ftm-json", files);
    ASSERT_TRUE(reading.has_value());
    EXPECT_EQ(reading->parties.front().id.source, "ftm-json");
}

}  // namespace
}  // namespace pelf::ingest
