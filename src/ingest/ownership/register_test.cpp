// SPDX-License-Identifier: Apache-2.0
#include "ingest/ownership/register.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.hpp"
#include "ingest/ownership/json_records.hpp"

namespace pelf::ingest {
namespace {

RegisterReading read(std::string_view source, std::string_view text) {
    const std::vector<RegisterFile> files = {{"register.json", text}};
    auto reading = read_register(source, files);
    EXPECT_TRUE(reading.has_value());
    return std::move(*reading);
}

/// "owner > owned: kind share, from to", one a line, in the order of the register.
std::string stakes_of(const RegisterReading& reading) {
    std::string lines;
    const auto& content = reading.content;
    for (const model::Stake& stake : content.stakes) {
        lines +=
            text(content.parties[stake.owner_index].display_name(), " > ",
                 content.parties[stake.owned_index].display_name(), ": ", to_string(stake.kind),
                 " ", to_string(stake.share), stake.is_indirect ? " indirect" : "");
        if (stake.from) lines += " from " + to_string(*stake.from);
        if (stake.to) lines += " to " + to_string(*stake.to);
        lines += "\n";
    }
    return lines;
}

std::string party(std::string_view id, std::string_view type, std::string_view name) {
    return text(R"({"statementId":"s-)", id, R"(","recordId":")", id, R"(","recordType":")", type,
                R"(","statementDate":"2024-01-01","recordDetails":{"name":")", name, R"("}})");
}

/// A relationship statement of 0.4 between two records.
std::string relation(std::string_view id, std::string_view ends, std::string_view interests,
                     std::string_view rest = "") {
    const auto parts = split(ends, ">");
    return text(R"({"statementId":"s-)", id, R"(","recordId":")", id,
                R"(","recordType":"relationship","statementDate":"2024-01-01",)",
                R"("recordDetails":{"interestedParty":")", parts[0], R"(","subject":")", parts[1],
                R"(","interests":[)", interests, "]", rest, "}}");
}

const std::string kParties = party("p", "person", "Pat") + "\n" + party("a", "entity", "Alpha") +
                             "\n" + party("b", "entity", "Beta") + "\n";

TEST(BodsJson, ReadsRecordsOfVersion04) {
    const auto reading = read(
        "bods-json", kParties + relation("r", "p>a",
                                         R"({"type":"shareholding","directOrIndirect":"direct",)"
                                         R"("share":{"exact":33.33},"startDate":"2020-05-01"},)"
                                         R"({"type":"votingRights","share":{"exclusiveMinimum":50,)"
                                         R"("maximum":75}})"));
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(stakes_of(reading),
              "Pat > Alpha: shares 33.33 % from 2020-05-01\n"
              "Pat > Alpha: votes more than 50 and at most 75 %\n");
}

TEST(BodsJson, ReadsStatementsOfVersion02And03) {
    const auto reading = read("bods-json", R"([
      {"statementID":"e1","statementType":"entityStatement","name":"Old Name Ltd",
       "identifiers":[{"scheme":"GB-COH","id":"07444723"}]},
      {"statementID":"e2","statementType":"entityStatement","name":"New Name Ltd",
       "replacesStatements":["e1"]},
      {"statementID":"p1","statementType":"personStatement",
       "names":[{"fullName":"Pat Example"}],"birthDate":"1964-04"},
      {"statementID":"o1","statementType":"ownershipOrControlStatement",
       "subject":{"describedByEntityStatement":"e1"},
       "interestedParty":{"describedByPersonStatement":"p1"},
       "interests":[{"type":"shareholding","interestLevel":"direct",
         "share":{"minimum":25,"maximum":50,"exclusiveMinimum":true,"exclusiveMaximum":false}}]},
      {"statementID":"o2","statementType":"ownershipOrControlStatement",
       "replacesStatements":["o1"],
       "subject":{"describedByEntityStatement":"e1"},
       "interestedParty":{"describedByPersonStatement":"p1"},
       "interests":[{"type":"voting-rights","share":{"exact":60}}]}])");
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(stakes_of(reading), "Pat Example > New Name Ltd: votes 60 %\n");
    EXPECT_EQ(reading.content.parties[0].identifiers[0].country, "GB");
}

TEST(BodsJson, AnIndirectInterestIsNotAddedToItsChain) {
    const std::string chain =
        relation("r1", "p>b", R"({"type":"shareholding","share":{"exact":60}})") + "\n" +
        relation("r2", "b>a", R"({"type":"shareholding","share":{"exact":50}})") + "\n";
    const std::string indirect =
        R"({"type":"shareholding","directOrIndirect":"indirect","share":{"exact":50}})";
    const auto with_way = read(
        "bods-json", kParties + chain +
                         relation("r3", "p>a", indirect, R"(,"componentRecords":["b","r1","r2"])"));
    EXPECT_EQ(stakes_of(with_way), "Pat > Beta: shares 60 %\nBeta > Alpha: shares 50 %\n");
    EXPECT_EQ(with_way.notices.size(), 1U);
    // Components that do not lead there, or none: kept, and only ever possible.
    const auto half =
        read("bods-json",
             kParties + chain + relation("r3", "p>a", indirect, R"(,"componentRecords":["r1"])"));
    EXPECT_EQ(stakes_of(half),
              "Pat > Beta: shares 60 %\nBeta > Alpha: shares 50 %\n"
              "Pat > Alpha: shares 50 % indirect\n");
}

TEST(BodsJson, AClosedRecordEndsOnItsDay) {
    std::string closed = relation("r", "p>a", R"({"type":"shareholding","share":{"exact":60}})");
    closed.replace(closed.find("s-r"), 3, "s-2");
    closed.replace(closed.find("2024-01-01"), 10, "2024-03-01");
    closed.insert(closed.size() - 1, R"(,"recordStatus":"closed")");
    const auto reading = read(
        "bods-json", kParties + closed + "\n" +
                         relation("r", "p>a", R"({"type":"shareholding","share":{"exact":70}})"));
    EXPECT_EQ(stakes_of(reading), "Pat > Alpha: shares 60 % to 2024-03-01\n");
}

TEST(BodsJson, WhatIsNotSaidIsNotZero) {
    const auto reading =
        read("bods-json", kParties + relation("r", "p>a", "") + "\n" +
                              relation("q", "p>b", R"({"type":"unknownInterest"})"));
    EXPECT_EQ(stakes_of(reading), "Pat > Beta: shares unknown\nPat > Alpha: shares unknown\n");
    EXPECT_EQ(reading.losses_count(), 0U);
}

TEST(BodsJson, AnUndisclosedOwnerIsKept) {
    const auto reading =
        read("bods-json", kParties + R"({"statementId":"s","recordId":"r",)"
                                     R"("recordType":"relationship",)"
                                     R"("recordDetails":{"subject":"a",)"
                                     R"("interestedParty":{"reason":"unknown"}}})");
    ASSERT_EQ(reading.content.undisclosed.size(), 1U);
    EXPECT_EQ(reading.content.undisclosed[0].reason, "unknown");
    EXPECT_EQ(reading.losses_count(), 0U);
}

TEST(BodsJson, EachKindOfFaultIsCounted) {
    const std::map<std::string, std::string> faults = {
        {"no id", R"({"recordType":"person","recordDetails":{}})"},
        {"no such type", R"({"statementId":"x","recordId":"x","recordType":"thing"})"},
        {"no details", R"({"statementId":"x","recordId":"x","recordType":"person"})"},
        {"not JSON", R"({"statementId":})"},
        {"no object", R"(17)"},
        {"not closed", R"({"statementId":"x")"},
        {"twice", party("a", "entity", "Alpha")},
        {"nobody describes it", relation("r", "zz>a", R"({"type":"shareholding"})")},
        {"no such interest", relation("r", "p>a", R"({"type":"share"})")},
        {"above 100", relation("r", "p>a", R"({"type":"shareholding","share":{"exact":101}})")},
        {"backwards",
         relation("r", "p>a", R"({"type":"shareholding","share":{"minimum":9,"maximum":8}})")},
        {"a share as text",
         relation("r", "p>a", R"({"type":"shareholding","share":{"exact":"5"}})")},
        {"no date", relation("r", "p>a", R"({"type":"shareholding","startDate":"soon"})")},
    };
    for (const auto& [name, line] : faults) {
        EXPECT_EQ(read("bods-json", kParties + line).losses_count(), 1U) << name;
    }
}

TEST(BodsJson, CutAtEveryByteIsALossAndNeverAFalseStake) {
    const std::string whole =
        "[" + party("p", "person", "Pat") + "," + party("a", "entity", "Alpha") + "," +
        relation("r", "p>a", R"({"type":"shareholding","share":{"exact":60}})") + "]";
    ASSERT_EQ(stakes_of(read("bods-json", whole)), "Pat > Alpha: shares 60 %\n");
    const std::size_t last = whole.rfind('}');
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto reading = read("bods-json", std::string_view(whole).substr(0, size));
        EXPECT_EQ(reading.content.stakes.size(), size > last ? 1U : 0U) << size;
        const bool is_between =
            size == 0 || whole[size - 1] == '[' || whole[size - 1] == ',' || size > last;
        if (reading.losses_count() == 0) {
            // Only between two statements can a cut go unseen: the file itself has no count.
            EXPECT_TRUE(is_between || whole[size] == ',' || whole[size] == ']') << size;
        }
    }
}

TEST(FtmOwnership, ReadsStakesAndLinks) {
    const auto reading = read("ftm-json",
                              R"({"id":"p","schema":"Person","properties":{"name":["Pat"]}}
{"id":"a","schema":"Company","properties":{"name":["Alpha"],"jurisdiction":["gb"],"registrationNumber":["07444723"]}}
{"id":"o1","schema":"Ownership","properties":{"owner":["p"],"asset":["a"],"percentage":["25-50"],"startDate":["2020"]}}
{"id":"o2","schema":"Ownership","properties":{"owner":["p"],"asset":["a"],"percentage":["voting-rights-50-to-75-percent"]}}
{"id":"o3","schema":"Ownership","properties":{"owner":["p"],"asset":["a"],"sharesCount":["1000"]}}
{"id":"o4","schema":"Ownership","properties":{"owner":["p"],"asset":["a"],"role":["right-to-appoint-and-remove-directors"]}}
{"id":"d","schema":"Directorship","properties":{"director":["p"],"organization":["a"],"endDate":["2021-06-30"]}}
{"id":"u","schema":"UnknownLink","properties":{"subject":["p"],"object":["a"]}}
{"id":"x","schema":"Address","properties":{"full":["Nowhere 1"]}}
)");
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(stakes_of(reading),
              "Pat > Alpha: shares 25 to 50 % from 2020\n"
              "Pat > Alpha: votes more than 50 and less than 75 %\n"
              "Pat > Alpha: shares unknown\n"
              "Pat > Alpha: board unknown\n"
              "Pat > Alpha: office unknown to 2021-06-30\n"
              "Pat > Alpha: link unknown\n");
    EXPECT_EQ(reading.content.parties[1].identifiers[0].value, "07444723");
}

TEST(FtmOwnership, EachKindOfFaultIsCounted) {
    for (
        const char* line :
        {R"({"id":"o","schema":"Ownership","properties":{"owner":["p"]}})",
         R"({"id":"o","schema":"Ownership","properties":{"owner":["p"],"asset":["a"],"percentage":["lots"]}})",
         R"({"id":"o","schema":"Ownership","properties":{"owner":["p"],"asset":["a"],"startDate":["soon"]}})",
         R"({"id":"o","schema":"Ownership"})", R"({"schema":"Ownership","properties":{}})", "x"}) {
        EXPECT_EQ(read("ftm-json", line).losses_count(), 1U) << line;
    }
}

TEST(Register, AnUnknownSourceIsRefused) {
    EXPECT_FALSE(read_register("gleif", std::vector<RegisterFile>{{"x", "{}"}}).has_value());
    EXPECT_FALSE(read_register("bods-json", {}).has_value());
    EXPECT_TRUE(read_register("bods-json-uk", std::vector<RegisterFile>{{"x", "[]"}}).has_value());
}

TEST(JsonRecords, ARecordAboveTheLimitIsLostAlone) {
    const auto line = [](std::size_t size) {
        return R"({"a":")" + std::string(size - 8, 'x') + R"("})" + "\n";
    };
    const std::string text =
        "{}\n" + line(kJsonRecordBytesMax) + line(kJsonRecordBytesMax + 1) + "{}\n";
    JsonRecords records(text);
    EXPECT_EQ(records.next(), JsonRecords::Step::record);
    EXPECT_EQ(records.next(), JsonRecords::Step::record);
    EXPECT_EQ(records.next(), JsonRecords::Step::bad);
    EXPECT_EQ(records.fault(), Fault::over_limit);
    EXPECT_EQ(records.next(), JsonRecords::Step::record);
    EXPECT_EQ(records.next(), JsonRecords::Step::end);
}

TEST(JsonRecords, BracesInsideOfQuotesAreText) {
    JsonRecords records(R"([{"a":"}{\"]"},{"b":[{"c":"["}]}])");
    EXPECT_EQ(records.next(), JsonRecords::Step::record);
    EXPECT_EQ(records.record(), R"({"a":"}{\"]"})");
    EXPECT_EQ(records.next(), JsonRecords::Step::record);
    EXPECT_EQ(records.next(), JsonRecords::Step::end);
}

/// The publisher's own 482 valid and invalid files: all are read, and what is lost is said.
TEST(BodsJson, ReadsTheFixturesOfTheStandardsOwnChecker) {
    const std::filesystem::path folder =
        std::filesystem::path(PELF_SOURCE_DIR) /
        "../shared/data/detection/ownership/lib-cove-bods-fixtures";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no fixtures in " << folder;
    std::size_t files_count = 0;
    std::size_t stakes_count = 0;
    std::size_t with_losses_count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream file(entry.path());
        std::stringstream bytes;
        bytes << file.rdbuf();
        const auto reading = read("bods-json", bytes.str());
        ++files_count;
        stakes_count += reading.content.stakes.size();
        if (reading.losses_count() > 0) ++with_losses_count;
    }
    RecordProperty("stakes", std::to_string(stakes_count));
    RecordProperty("files_with_losses", std::to_string(with_losses_count));
    EXPECT_GT(files_count, 200U);
    EXPECT_GT(stakes_count, 100U);
    EXPECT_LT(with_losses_count, files_count / 3);
}

}  // namespace
}  // namespace pelf::ingest
