// SPDX-License-Identifier: Apache-2.0
#include "screen/watchlist.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pelf::screen {
namespace {

using model::NameKind;
using model::Party;
using model::PartyType;
using model::Strength;
using model::TagCategory;

model::Wallet make_wallet(std::string ledger, std::string address) {
    model::Wallet wallet;
    wallet.ledger = std::move(ledger);
    wallet.canonical = model::canonical_address(address);
    wallet.address = std::move(address);
    return wallet;
}

Party make_party(std::string source, std::string key, PartyType type, std::string name) {
    Party party;
    party.id = {std::move(source), std::move(key)};
    party.type = type;
    party.names.push_back({NameKind::primary, Strength::strong, std::move(name), "", ""});
    return party;
}

constexpr const char* kBitcoin = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
constexpr const char* kEthereum = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

/// Two sources: a list with two parties, a house list with a party and an exchange.
Watchlist make_watchlist() {
    Party hollow = make_party("ofac", "112", PartyType::person, "HOLLOW, Marek");
    hollow.names.push_back({NameKind::aka, Strength::weak, "mh", "", ""});
    hollow.wallets.push_back(make_wallet("bitcoin", kBitcoin));
    Party group = make_party("ofac", "111", PartyType::entity, "GREY GROUP");
    group.names.push_back({NameKind::aka, Strength::weak, "Marek Hollow", "", ""});
    group.wallets.push_back(make_wallet("ethereum", kEthereum));
    Party same = make_party("house", "7", PartyType::unknown, "Marek HOLLOW");
    same.wallets.push_back(make_wallet("bitcoin-cash", kBitcoin));
    same.wallets.push_back(make_wallet("bitcoin", kBitcoin));
    Party exchange = make_party("house", "8", PartyType::entity, "Hollow Marek");
    exchange.service = TagCategory::exchange;
    exchange.wallets.push_back(make_wallet("bitcoin", kBitcoin));

    model::Tag tag;
    tag.account = exchange.wallets[0];
    tag.label = "Hollow Marek";
    tag.category = TagCategory::exchange;
    tag.party = exchange.id;
    tag.confidence = 50;
    tag.from = Date{2020, 1, 1};
    tag.to = Date{2020, 12, 31};
    model::Tag surer = tag;
    surer.confidence = 90;
    surer.from.reset();

    std::vector<SourceList> lists;
    lists.push_back({"ofac", "aa", {2021, 7, 1}, {hollow, group}, {}});
    lists.push_back({"house", "bb", {2021, 8, 1}, {same, exchange}, {tag, surer}});
    return Watchlist::build(std::move(lists));
}

std::vector<std::string> keys(const std::vector<Hit>& hits) {
    std::vector<std::string> found;
    found.reserve(hits.size());
    for (const Hit& hit : hits) found.push_back(hit.id.key);
    return found;
}

using Keys = std::vector<std::string>;

TEST(Watchlist, AWalletIsFoundByItsExactAddress) {
    const Watchlist list = make_watchlist();
    const auto hits = list.wallet(kBitcoin);
    EXPECT_EQ(keys(hits), (Keys{"7", "112"}));
    EXPECT_EQ(hits[0].score, 100);
    EXPECT_EQ(hits[1].name, "HOLLOW, Marek");
    EXPECT_EQ(hits[1].matched_name, kBitcoin);
    EXPECT_EQ(hits[1].party->wallets.size(), 1U);
    EXPECT_TRUE(list.wallet("1a1zp1ep5qgefi2dmptftl5slmv7divfna").empty());
    EXPECT_TRUE(list.wallet("").empty());
}

TEST(Watchlist, TheLetterCaseOfHexadecimalDoesNotMatter) {
    const Watchlist list = make_watchlist();
    EXPECT_EQ(keys(list.wallet("0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED")), Keys{"111"});
}

TEST(Watchlist, AnAddressListedForAnotherLedgerScoresLessAndSaysSo) {
    const Watchlist list = make_watchlist();
    const auto hits = list.wallet(kEthereum, "arbitrum");
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].score, kOtherLedgerScore);
    EXPECT_NE(hits[0].reasons.at(0).find("another ledger, ethereum"), std::string::npos);
    EXPECT_EQ(list.wallet(kEthereum, "ethereum").at(0).score, 100);
    const auto both = list.wallet(kBitcoin, "bitcoin-cash");
    EXPECT_EQ(keys(both), (Keys{"7", "112"}));
    EXPECT_EQ(both[0].score, 100);
    EXPECT_EQ(both[1].score, kOtherLedgerScore);
}

TEST(Watchlist, ANameIsFoundInEveryOrderBestFirst) {
    const Watchlist list = make_watchlist();
    const auto hits = list.name({.text = "marek hollow"});
    EXPECT_EQ(keys(hits), (Keys{"7", "111", "112"}));
    EXPECT_EQ(hits[0].score, 100);
    EXPECT_EQ(hits[1].strength, Strength::weak);
    EXPECT_EQ(hits[1].name, "GREY GROUP");
    EXPECT_EQ(hits[1].matched_name, "Marek Hollow");
    EXPECT_EQ(hits[1].reasons.size(), 2U);
    EXPECT_EQ(hits[2].score, 100);
}

TEST(Watchlist, TypesNarrowAndUnknownTypesStay) {
    const Watchlist list = make_watchlist();
    EXPECT_EQ(keys(list.name({.text = "hollow marek", .type = PartyType::person})),
              (Keys{"7", "112"}));
    EXPECT_TRUE(list.name({.text = "grey group", .type = PartyType::vessel}).empty());
}

TEST(Watchlist, ServicesAreHitsOnlyWhenWanted) {
    const Watchlist list = make_watchlist();
    const Keys all = keys(list.name({.text = "Hollow Marek", .include_services = true}));
    EXPECT_NE(std::find(all.begin(), all.end(), "8"), all.end());
    for (const Hit& hit : list.name({.text = "Hollow Marek"})) EXPECT_NE(hit.id.key, "8");
}

TEST(Watchlist, ThePartyIsNamedOnceByItsStrongName) {
    Party party = make_party("s", "1", PartyType::person, "OTHER");
    party.names.push_back({NameKind::aka, Strength::weak, "ABU ALI", "", ""});
    party.names.push_back({NameKind::aka, Strength::strong, "Abu-Ali", "", ""});
    std::vector<SourceList> lists;
    lists.push_back({"s", "v", {}, {party}, {}});
    const Watchlist list = Watchlist::build(std::move(lists));
    const auto hits = list.name({.text = "abu ali"});
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].matched_name, "Abu-Ali");
    EXPECT_EQ(hits[0].strength, Strength::strong);
}

TEST(Watchlist, TagsHoldOnTheirLedgerAndInTheirInterval) {
    const Watchlist list = make_watchlist();
    ASSERT_EQ(list.tags(kBitcoin, "bitcoin").size(), 2U);
    EXPECT_EQ(list.tags(kBitcoin, "bitcoin")[0]->confidence, 90);
    EXPECT_EQ(list.tags(kBitcoin, "bitcoin", Date{2019, 6, 1}).size(), 1U);
    EXPECT_EQ(list.tags(kBitcoin, "bitcoin", Date{2020, 12, 31}).size(), 2U);
    EXPECT_TRUE(list.tags(kBitcoin, "bitcoin", Date{2021, 1, 1}).empty());
    EXPECT_TRUE(list.tags(kBitcoin, "bitcoin-cash").empty());
}

TEST(Watchlist, SaysWhichVersionsItHolds) {
    const Watchlist list = make_watchlist();
    ASSERT_EQ(list.sources().size(), 2U);
    EXPECT_EQ(list.sources()[1], (SourceVersion{"house", "bb", {2021, 8, 1}}));
    EXPECT_EQ(list.find({"ofac", "112"})->display_name(), "HOLLOW, Marek");
    EXPECT_EQ(list.find({"ofac", "7"}), nullptr);
    EXPECT_TRUE(Watchlist::build({}).name({.text = "anyone"}).empty());
}

}  // namespace
}  // namespace pelf::screen
