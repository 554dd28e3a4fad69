// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/pelf_csv.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "base/text.hpp"
#include "ingest/lists/read_list.hpp"

namespace pelf::ingest {
namespace {

const std::string kHeader = "id,field,value,note\n";

ListReading must_read(const std::string& text) {
    const std::vector<ListFile> files = {{"house.csv", text}};
    auto reading = read_pelf_csv("pelf-csv", files);
    EXPECT_TRUE(reading.has_value());
    if (!reading) return {};
    return std::move(*reading);
}

TEST(PelfCsv, FactsOfOneIdComeTogetherFromAnywhere) {
    const auto reading =
        must_read(kHeader +
                  "A,alias,\"Hollow, Mark\",\n"
                  "B,name,THE THIEF,\n"
                  "A,name,\"HOLLOW, Marek\",seen in March\n"
                  "A,type,person,seen in March\n"
                  "A,weak_alias,mh,\nA,programme,HOUSE,\nA,born,circa 1980,\nA,country,Malta,\n"
                  "A,identifier,Passport:12 34,\nA,linked_to,B,\nA,remark,careful,\n"
                  "A,wallet,bitcoin-regtest:bcrt1q6f3xz72xmhw7nndcyqumyz5nvgrkh6f5pjsalc,\n");
    ASSERT_EQ(reading.parties.size(), 2U);
    EXPECT_EQ(reading.losses_count(), 0U);
    const model::Party& hollow = reading.parties[0];
    EXPECT_FALSE(hollow.service.has_value());
    ASSERT_EQ(hollow.names.size(), 3U);
    EXPECT_EQ(hollow.names[0], (model::Name{model::NameKind::primary, model::Strength::strong,
                                            "HOLLOW, Marek", "HOLLOW", "Marek"}));
    EXPECT_EQ(hollow.names[1].whole, "Hollow, Mark");
    EXPECT_EQ(hollow.names[2].strength, model::Strength::weak);
    EXPECT_EQ(hollow.relations.at(0).other_key, "B");
    EXPECT_EQ(hollow.identifiers.at(0), (model::Identifier{"Passport", "12 34", "", ""}));
    EXPECT_EQ(hollow.wallets.at(0).checksum, model::Checksum::good);
    EXPECT_EQ(hollow.remarks, "seen in March; careful");
    EXPECT_TRUE(reading.tags.empty());
}

TEST(PelfCsv, AServiceIsTaggedWithItsConfidenceAndInterval) {
    const auto reading =
        must_read(kHeader +
                  "X,name,Exchange X,\nX,category,exchange,\nX,confidence,80,\nX,from,2020-03,\n"
                  "X,to,2021,\nX,source,own deposits,\n"
                  "X,wallet,bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa,\n"
                  "X,wallet,ethereum:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,\n");
    EXPECT_EQ(reading.parties.at(0).service, model::TagCategory::exchange);
    ASSERT_EQ(reading.tags.size(), 2U);
    const model::Tag& tag = reading.tags[1];
    EXPECT_EQ(tag.label, "Exchange X");
    EXPECT_EQ(tag.account.canonical, "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
    EXPECT_EQ(tag.confidence, 80);
    EXPECT_EQ(tag.from, (Date{2020, 3, 1}));
    EXPECT_EQ(tag.to, (Date{2021, 12, 31}));
    EXPECT_EQ(tag.origin, "own deposits");
    EXPECT_EQ(tag.party, (model::PartyId{"pelf-csv", "X"}));
}

TEST(PelfCsv, AnUnknownFieldIsALossThatNamesTheAllowedOnes) {
    const auto reading = must_read(kHeader + "A,name,Somebody,\nA,nmae,Other,\n");
    ASSERT_EQ(reading.losses_count(), 1U);
    const Error& loss = reading.reports[0].first_losses()[0];
    EXPECT_NE(loss.message.find("line 3"), std::string::npos) << loss.message;
    EXPECT_NE(loss.message.find("weak_alias"), std::string::npos) << loss.message;
    EXPECT_NE(loss.message.find("nmae"), std::string::npos) << loss.message;
}

TEST(PelfCsv, ValuesThatAFieldDoesNotTakeAreLosses) {
    for (const char* row :
         {"A,type,company,", "A,category,exchnage,", "A,born,some day,", "A,identifier,12,",
          "A,wallet,1Hn9,", "A,wallet,bitcion:1Hn9,", "A,confidence,101,", "A,confidence,-1,",
          "A,from,soon,", "A,to,,", "A,name,Second,", ",name,Nobody,", "A,name", "A,alias,\"x"}) {
        const auto reading = must_read(kHeader + "A,name,First,\n" + row + "\n");
        EXPECT_EQ(reading.reports[0].rejected_count(), 1U) << row;
        EXPECT_EQ(reading.reports[0].accepted_count(), 1U) << row;
    }
}

TEST(PelfCsv, ABadChecksumAndAMissingNameAreKeptAndCounted) {
    const auto reading =
        must_read(kHeader + "A,wallet,bitcoin:1a1zp1ep5qgefi2dmptftl5slmv7divfna,\n");
    ASSERT_EQ(reading.parties.size(), 1U);
    EXPECT_EQ(reading.parties[0].wallets.at(0).checksum, model::Checksum::bad);
    EXPECT_EQ(reading.parties[0].display_name(), "A");
    EXPECT_EQ(reading.reports[0].flaws_count(), 2U);
}

TEST(PelfCsv, AnotherHeaderIsRefused) {
    for (const char* text : {"", "id,field,value\n", "ID,field,value,note\n", "<html>\n"}) {
        const std::vector<ListFile> files = {{"house.csv", text}};
        const auto reading = read_pelf_csv("pelf-csv", files);
        ASSERT_FALSE(reading.has_value()) << text;
        EXPECT_EQ(reading.error().fault, Fault::refused);
        EXPECT_EQ(reading.error().source, "house.csv");
    }
}

TEST(PelfCsv, AByteOrderMarkAndCarriageReturnsAreNoTrouble) {
    const auto reading = must_read("\xEF\xBB\xBFid,field,value,note\r\nA,name,B,\r\n");
    EXPECT_EQ(reading.parties.size(), 1U);
    EXPECT_EQ(reading.losses_count(), 0U);
}

TEST(PelfCsv, TheDemoListIsReadWithoutLoss) {
    const auto path = std::filesystem::path(PELF_SOURCE_DIR) / "demo" / "lists" / "house.csv";
    constexpr std::uint64_t kBytesMax = 1 << 20;
    const auto bytes = read_file(path, kBytesMax);
    ASSERT_TRUE(bytes.has_value());
    const std::string_view text = as_text(*bytes);
    const std::vector<ListFile> files = {{"house.csv", text}};
    const auto reading = read_list("pelf-csv", files);
    ASSERT_TRUE(reading.has_value());
    EXPECT_EQ(reading->losses_count(), 0U);
    EXPECT_EQ(reading->counts(), (ListCounts{6, 9, 1677}));
    EXPECT_EQ(reading->tags.size(), 1613U);
    for (const model::Party& party : reading->parties) {
        EXPECT_NE(party.display_name().find("(invented)"), std::string::npos);
        for (const model::Wallet& wallet : party.wallets) {
            EXPECT_EQ(wallet.checksum, model::Checksum::good) << wallet.address;
        }
    }
}

TEST(ReadList, AnUnknownSourceNamesTheKnownOnes) {
    const std::vector<ListFile> files = {{"x", "y"}};
    const auto reading = read_list("un-pdf", files);
    ASSERT_FALSE(reading.has_value());
    EXPECT_EQ(reading.error().fault, Fault::unsupported);
    EXPECT_NE(reading.error().message.find("ofac-sdn-csv"), std::string::npos);
    EXPECT_EQ(read_list("pelf-csv", {}).error().fault, Fault::refused);
}

}  // namespace
}  // namespace pelf::ingest
