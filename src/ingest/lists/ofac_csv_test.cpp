// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ofac_csv.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "base/file.hpp"
#include "base/text.hpp"

namespace pelf::ingest {
namespace {

namespace fs = std::filesystem;

const fs::path kDemo = fs::path(PELF_SOURCE_DIR) / "demo" / "lists";
const fs::path kData = fs::path(PELF_SOURCE_DIR) / ".." / "shared" / "data" / "lists";

std::string read(const fs::path& path) {
    constexpr std::uint64_t kBytesMax = 64 << 20;
    const auto bytes = read_file(path, kBytesMax);
    EXPECT_TRUE(bytes.has_value()) << path;
    if (!bytes) return {};
    return std::string(as_text(*bytes));
}

/// Files and the list read from them; the bytes live beside the views.
struct Set {
    explicit Set(const std::vector<fs::path>& paths) {
        for (const fs::path& path : paths) texts.push_back(read(path));
        for (std::size_t i = 0; i < paths.size(); ++i) {
            files.push_back({paths[i].filename().string(), texts[i]});
        }
    }
    std::vector<std::string> texts;
    std::vector<ListFile> files;
};

ListReading must_read(const std::vector<ListFile>& files) {
    auto reading = read_ofac_csv("ofac-sdn-csv", files);
    EXPECT_TRUE(reading.has_value());
    if (!reading) return {};
    return std::move(*reading);
}

const model::Party* party(const ListReading& reading, std::string_view key) {
    for (const model::Party& entry : reading.parties) {
        if (entry.id.key == key) return &entry;
    }
    return nullptr;
}

std::vector<std::string> weak_names(const model::Party& entry) {
    std::vector<std::string> names;
    for (const model::Name& name : entry.names) {
        if (name.strength == model::Strength::weak) names.push_back(name.whole);
    }
    return names;
}

/// What the designation of March 2020 says, wherever it is read from.
void expect_march_2020(const ListReading& reading) {
    const model::Party* tian = party(reading, "28263");
    const model::Party* li = party(reading, "28264");
    const model::Party* lazarus = party(reading, "27307");
    ASSERT_TRUE(tian != nullptr && li != nullptr && lazarus != nullptr);
    EXPECT_EQ(tian->wallets.size(), 8U);
    EXPECT_EQ(li->wallets.size(), 12U);
    for (const model::Party* entry : {tian, li}) {
        for (const auto& wallet : entry->wallets) {
            EXPECT_EQ(wallet.checksum, model::Checksum::good) << wallet.address;
        }
        ASSERT_EQ(entry->relations.size(), 1U);
        EXPECT_EQ(entry->relations[0].other_key, "27307");
        EXPECT_EQ(entry->programmes, (std::vector<std::string>{"DPRK3", "CYBER2"}));
    }
    EXPECT_EQ(tian->names.front(), (model::Name{model::NameKind::primary, model::Strength::strong,
                                                "TIAN, Yinyin", "TIAN", "Yinyin"}));
    EXPECT_EQ(weak_names(*tian), (std::vector<std::string>{"tianyinyin0404", "snowsjohn"}));
    EXPECT_EQ(weak_names(*li), (std::vector<std::string>{"blackjack1987", "khaleesi"}));
    EXPECT_EQ(to_string(tian->births.at(0)), "1986-07-12");
    EXPECT_EQ(tian->identifiers.at(0),
              (model::Identifier{"Identification Number", "321284198607120616", "China", ""}));
    EXPECT_EQ(weak_names(*lazarus).size(), 11U);
    const model::Party* bureau = party(reading, "12210");
    ASSERT_TRUE(bureau != nullptr);
    ASSERT_EQ(bureau->names.size(), 4U);
    EXPECT_EQ(bureau->names[1].whole, "CHONGCH'AL CH'ONGGUK");
    EXPECT_EQ(bureau->names[3].whole, "RGB");
    EXPECT_EQ(bureau->addresses.size(), 2U);
    EXPECT_EQ(bureau->type, model::PartyType::entity);
}

TEST(OfacCsv, TheDemoListIsReadWithoutLoss) {
    const Set set(
        {kDemo / "sdn.csv", kDemo / "alt.csv", kDemo / "add.csv", kDemo / "sdn_comments.csv"});
    const ListReading reading = must_read(set.files);
    expect_march_2020(reading);
    EXPECT_EQ(reading.counts(), (ListCounts{6, 27, 20}));
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.remark_unparsed_count, 0U);
    EXPECT_TRUE(reading.notices.empty());
}

TEST(OfacCsv, FilesAreToldByTheirRowsInAnyOrderAndUnderAnyName) {
    const Set set(
        {kDemo / "sdn_comments.csv", kDemo / "add.csv", kDemo / "sdn.csv", kDemo / "alt.csv"});
    std::vector<ListFile> files = set.files;
    for (ListFile& file : files) file.name = "download";
    expect_march_2020(must_read(files));
}

TEST(OfacCsv, ACutRemarkWithoutItsRestIsALossForEachRow) {
    const Set set({kDemo / "sdn.csv", kDemo / "alt.csv", kDemo / "add.csv"});
    const ListReading reading = must_read(set.files);
    EXPECT_EQ(reading.losses_count(), 2U);
    ASSERT_EQ(reading.reports[0].first_losses().size(), 2U);
    EXPECT_EQ(reading.reports[0].first_losses()[0].fault, Fault::truncated);
    EXPECT_EQ(reading.notices.size(), 1U);
    // What stood before the cut is there all the same.
    EXPECT_EQ(party(reading, "28264")->wallets.size(), 12U);
}

TEST(OfacCsv, ANameAndAWalletCutInTheMiddleComeTogether) {
    const std::string start = "Digital Currency Address - XBT 1A1zP1eP5QGefi2DMP";
    const std::string filler = "Gender " + std::string(1000 - start.size() - 9, 'x') + "; ";
    const std::string sdn = "7,\"A\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"" + filler +
                            start + "\"\r\n\x1A";
    const std::string comments = "7,\"TfTL5SLmv7DivfNa; a.k.a. 'B\"\r\n7,\"C'.\"\r\n";
    const ListReading reading = must_read({{"sdn", sdn}, {"comments", comments}});
    ASSERT_EQ(reading.parties.size(), 1U);
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.parties[0].wallets.at(0).address, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
    EXPECT_EQ(weak_names(reading.parties[0]), std::vector<std::string>{"BC"});
}

TEST(OfacCsv, SetsThatCannotBeAreRefused) {
    const Set set({kDemo / "sdn.csv", kDemo / "alt.csv"});
    const std::string html = "<html><body>Not found</body></html>";
    const std::vector<std::vector<ListFile>> sets = {
        {},
        {set.files[1]},
        {set.files[0], set.files[0]},
        {set.files[0], {"alt.csv", html}},
        {{"sdn.csv", ""}},
    };
    for (const auto& files : sets) {
        const auto reading = read_ofac_csv("ofac-sdn-csv", files);
        ASSERT_FALSE(reading.has_value());
        EXPECT_EQ(reading.error().fault, Fault::refused);
    }
}

TEST(OfacCsv, AnEmptyCommentsFileIsAGoodOne) {
    const Set set({kDemo / "alt.csv"});
    const std::string sdn =
        "12210,\"RGB\",-0- ,\"DPRK] [DPRK2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1A";
    const ListReading reading =
        must_read({{"sdn", sdn}, {"SDN_COMMENTS.CSV", "\x1A"}, set.files[0]});
    EXPECT_EQ(reading.losses_count(), 0U);
    EXPECT_EQ(reading.parties.at(0).names.size(), 3U);
    EXPECT_TRUE(reading.parties.at(0).remarks.empty());
}

TEST(OfacCsv, OneBadRowIsCountedWithItsPlaceAndTheOthersAreRead) {
    const std::string row = ",\"A\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
    const std::string sdn =
        "1" + row + "2,\"short\"\r\n" + "x" + row + "1" + row + "3,\"bro\r\n" + "4" + row;
    const std::string alt =
        "4,9,\"aka\",\"B\",-0- \r\n5,9,\"aka\",\"C\",-0- \r\n4,9,\"zzz\",\"D\",-0- "
        "\r\n4,9,\"aka\",-0- ,-0- \r\n";
    const ListReading reading = must_read({{"sdn", sdn}, {"alt", alt}});
    EXPECT_EQ(reading.parties.size(), 2U);
    EXPECT_EQ(reading.reports[0].accepted_count(), 2U);
    EXPECT_EQ(reading.reports[0].rejected_count(), 4U);
    EXPECT_EQ(reading.reports[0].first_losses()[0].offset_bytes, row.size() + 1);
    EXPECT_EQ(reading.reports[1].accepted_count(), 1U);
    EXPECT_EQ(reading.reports[1].rejected_count(), 3U);
}

TEST(OfacCsv, ANamelessEntryIsAFlawAndABadWalletAWordToPeople) {
    const std::string sdn =
        "1,-0- ,\"individual\",\"A] [B\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
        "\"Digital Currency Address - XBT 1a1zp1ep5qgefi2dmptftl5slmv7divfna.\"\r\n";
    const ListReading reading = must_read({{"sdn", sdn}});
    ASSERT_EQ(reading.parties.size(), 1U);
    EXPECT_EQ(reading.parties[0].display_name(), "1");
    EXPECT_EQ(reading.parties[0].wallets.size(), 1U);
    EXPECT_EQ(reading.reports[0].flaws_count(), 1U);
    EXPECT_EQ(reading.reports[0].accepted_count(), 1U);
    const auto about_wallet = [](const std::string& notice) {
        return notice.find("kept as listed") != std::string::npos;
    };
    EXPECT_EQ(std::ranges::count_if(reading.notices, about_wallet), 1);
}

TEST(OfacCsv, AVesselHasItsColumns) {
    const std::string sdn =
        "4238,\"MAR AZUL\",\"vessel\",\"CUBA\",-0- ,\"CL2192\",\"Tug\",-0- ,\"212\",\"Cuba\","
        "\"Samir de Navegacion S.A.\",\"Vessel Registration Identification IMO 9187629.\"\r\n";
    const ListReading reading = must_read({{"sdn", sdn}});
    const model::Party& vessel = reading.parties.at(0);
    EXPECT_EQ(vessel.type, model::PartyType::vessel);
    EXPECT_EQ(vessel.identifiers,
              (std::vector<model::Identifier>{{"Call Sign", "CL2192", "", ""},
                                              {"IMO", "9187629", "", "", model::Checksum::good}}));
    EXPECT_EQ(vessel.countries.at(0).role, model::CountryRole::flag);
    EXPECT_EQ(vessel.relations.at(0).other_name, "Samir de Navegacion S.A.");
}

TEST(OfacCsv, CutAtEveryByteNoRowDisappears) {
    const Set set({kDemo / "sdn.csv", kDemo / "sdn_comments.csv"});
    constexpr std::size_t kBytes = 1200;  // The first row and most of the second.
    const std::string whole = set.texts[0].substr(0, kBytes);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::string_view cut = std::string_view(whole).substr(0, size);
        const std::vector<ListFile> files = {{"sdn", cut}, set.files[1]};
        const auto reading = read_ofac_csv("ofac-sdn-csv", files);
        if (!reading) continue;  // Cut inside the first row: no main file.
        const auto lines = static_cast<std::uint64_t>(std::count(cut.begin(), cut.end(), '\n')) +
                           (cut.ends_with('\n') ? 0U : 1U);
        const Report& report = reading->reports[0];
        EXPECT_EQ(report.accepted_count() + report.rejected_count(), lines) << size;
    }
}

TEST(OfacCsv, TheWholeListOf2021IsReadAsItIs) {
    const fs::path folder = kData / "ofac_2021";
    if (!fs::exists(folder)) GTEST_SKIP() << "the real lists are not here";
    const Set set({folder / "add_2021-07.csv", folder / "sdn_comments_2021-07.csv",
                   folder / "sdn_2021-07.csv", folder / "alt_2021-07.csv"});
    const ListReading reading = must_read(set.files);
    expect_march_2020(reading);
    EXPECT_EQ(reading.counts(), (ListCounts{8976, 23328, 97}));
    EXPECT_EQ(reading.losses_count(), 0U);
    // The list's own error: an Ethereum address with 39 digits.
    ASSERT_EQ(reading.notices.size(), 1U);
    EXPECT_NE(reading.notices.front().find("entry 29702"), std::string::npos);
    EXPECT_EQ(reading.remark_pieces_count, 32742U);
    EXPECT_LT(reading.remark_unparsed_count * 100, reading.remark_pieces_count);
}

TEST(OfacCsv, TheMainFileOf2024AloneSaysWhatItLacks) {
    const fs::path path = kData / "ofac_sdn_history" / "sdn_2024-05-03.csv";
    if (!fs::exists(path)) GTEST_SKIP() << "the real lists are not here";
    const Set set({path});
    const ListReading reading = must_read(set.files);
    EXPECT_EQ(reading.parties.size(), 14965U);
    const auto& losses = reading.reports[0].first_losses();
    const auto cut = std::count_if(losses.begin(), losses.end(), [](const Error& loss) {
        return loss.fault == Fault::truncated;
    });
    EXPECT_EQ(cut, 18);
    EXPECT_LT(reading.remark_unparsed_count * 100, reading.remark_pieces_count);
}

TEST(OfacCsv, TheConsolidatedListHasTheSameLayout) {
    const fs::path folder = kData / "ofac_2025";
    if (!fs::exists(folder)) GTEST_SKIP() << "the real lists are not here";
    const Set set({folder / "cons_prim.csv", folder / "cons_alt.csv", folder / "cons_add.csv",
                   folder / "cons_comments.csv"});
    const ListReading reading = must_read(set.files);
    EXPECT_EQ(reading.parties.size(), 442U);
    EXPECT_EQ(reading.losses_count(), 0U);
}

TEST(OfacCsv, EveryWalletReadIsOneThatTheXmlListHasLetterForLetter) {
    const fs::path addresses = kData / "ofac_crypto";
    if (!fs::exists(addresses)) GTEST_SKIP() << "the real lists are not here";
    std::set<std::string> known;
    for (const auto& entry : fs::directory_iterator(addresses)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("sanctioned_addresses_")) continue;
        const std::string asset = name.substr(21, name.size() - 25);
        const std::string text = read(entry.path());
        for (const std::string_view line : split(text, "\n")) {
            known.insert(asset + " " + std::string(trim(line)));
        }
    }
    const Set set({kData / "ofac_sdn_history" / "sdn_2024-05-03.csv"});
    const ListReading reading = must_read(set.files);
    std::size_t found_count = 0;
    for (const model::Party& entry : reading.parties) {
        for (const model::Wallet& wallet : entry.wallets) {
            if (wallet.checksum == model::Checksum::bad) continue;
            EXPECT_TRUE(known.contains(wallet.asset + " " + wallet.address)) << wallet.address;
            ++found_count;
        }
    }
    EXPECT_EQ(found_count, 287U);
}

}  // namespace
}  // namespace pelf::ingest
