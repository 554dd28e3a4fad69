// SPDX-License-Identifier: Apache-2.0
#include "screen/watchlist.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

#include "support/temporary_folder.hpp"

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
    EXPECT_EQ(keys(hits), (Keys{"7", "112", "111"}));
    EXPECT_EQ(hits[0].score, 100);
    EXPECT_EQ(hits[1].score, 100);
    EXPECT_EQ(hits[2].strength, Strength::weak);
    EXPECT_EQ(hits[2].name, "GREY GROUP");
    EXPECT_EQ(hits[2].matched_name, "Marek Hollow");
    EXPECT_EQ(hits[2].score, kThresholdDefault);
    EXPECT_NE(hits[2].reasons.back().find("weak alias"), std::string::npos);
    EXPECT_EQ(keys(list.name({.text = "marek hollow", .score_min = kThresholdDefault + 1})),
              (Keys{"7", "112"}));
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

Party asked_name(std::string_view name) {
    Party party;
    party.names.emplace_back().whole = name;
    return party;
}

void add_number(Party& party, std::string_view kind, std::string_view value) {
    model::Identifier& identifier = party.identifiers.emplace_back();
    identifier.kind = kind;
    identifier.value = value;
}

Watchlist list_of(std::vector<Party> parties) {
    std::vector<SourceList> lists;
    for (Party& party : parties) {
        lists.push_back({party.id.source, "v", {2025, 1, 1}, {std::move(party)}, {}});
    }
    return Watchlist::build(std::move(lists));
}

TEST(Screen, ANumberIsAHitUnderAnotherNameEvenBesideHitsByName) {
    Party vessel = make_party("ofac", "1", PartyType::vessel, "OCEAN PEARL");
    add_number(vessel, "Vessel Registration Identification IMO", "IMO 9187629");
    const Party namesake = make_party("ofac", "2", PartyType::vessel, "BRIGHT STAR");
    const Watchlist list = list_of({vessel, namesake});
    Party asked = asked_name("BRIGHT STAR");
    add_number(asked, "imo", "9187629");
    const auto hits = list.screen(asked, {});
    EXPECT_EQ(keys(hits), (Keys{"2", "1"}));
    EXPECT_TRUE(hits[1].grounds.identifier);
    EXPECT_FALSE(hits[1].grounds.name);
    EXPECT_EQ(hits[1].matched_name, "IMO 9187629");
    EXPECT_EQ(hits[1].score, 95);
    EXPECT_NE(hits[1].reasons.at(0).find("imo"), std::string::npos);
    asked.type = PartyType::person;
    EXPECT_EQ(keys(list.screen(asked, {})), Keys{"1"}) << "a number is found on any type";
}

TEST(Screen, TheScoreDoesNotDependOnTheThreshold) {
    Party listed = make_party("ofac", "1", PartyType::person, "HOLLOW, Marek");
    add_number(listed, "Passport", "A1234567");
    const Watchlist list = list_of({listed});
    Party asked = asked_name("Marek Hollow");
    add_number(asked, "passport", "a 1234567");
    const std::uint8_t score = list.screen(asked, {.score_min = 0}).at(0).score;
    EXPECT_GE(score, 99);
    EXPECT_EQ(list.screen(asked, {.score_min = 99}).at(0).score, score);
}

TEST(Screen, EveryNameAndWalletAskedAboutIsSearched) {
    Party asked = asked_name("Nobody At All");
    asked.names.emplace_back().whole = "GREY GROUP";
    asked.wallets.push_back(make_wallet("", kBitcoin));
    const auto hits = make_watchlist().screen(asked, {});
    EXPECT_EQ(keys(hits), (Keys{"7", "111", "112"}));
    EXPECT_EQ(hits[1].asked_name, "GREY GROUP");
    EXPECT_TRUE(hits[0].grounds.wallet);
    EXPECT_EQ(hits[0].matched_name, kBitcoin);
}

TEST(Screen, EqualNamesAreRankedByWhatElseIsKnown) {
    Party old = make_party("a", "1", PartyType::person, "KIM, Yong-chol");
    old.births.push_back(model::parse_partial_date("1930").value());
    Party right = make_party("a", "2", PartyType::person, "KIM, Yong-chol");
    right.births.push_back(model::parse_partial_date("1962-06-12").value());
    const Party bare = make_party("a", "3", PartyType::person, "KIM, Yong-chol");
    std::vector<SourceList> lists;
    lists.push_back({"a", "v", {}, {old, right, bare}, {}});
    const Watchlist list = Watchlist::build(std::move(lists));
    Party asked = asked_name("KIM, Yong-chol");
    asked.births.push_back(model::parse_partial_date("1962-06-12").value());
    const auto hits = list.screen(asked, {});
    EXPECT_EQ(keys(hits), (Keys{"2", "3", "1"}));
    EXPECT_EQ(hits[0].identity_evidence, 430);
    EXPECT_EQ(hits[1].score, 100);
    EXPECT_LT(hits[2].score, 100);
    EXPECT_GE(hits[2].score, 85);
}

TEST(Screen, AWeakAliasIsConfirmedByADateOfBirth) {
    Party listed = make_party("a", "1", PartyType::person, "HOLLOW, Marek");
    listed.names.push_back({NameKind::aka, Strength::weak, "THE CARPENTER", "", ""});
    listed.births.push_back(model::parse_partial_date("1962-06-12").value());
    const Watchlist list = list_of({listed});
    Party asked = asked_name("The Carpenter");
    EXPECT_EQ(list.screen(asked, {}).at(0).score, kThresholdDefault);
    EXPECT_TRUE(list.screen(asked, {.score_min = kThresholdDefault + 1}).empty());
    asked.births.push_back(model::parse_partial_date("1962-06-12").value());
    EXPECT_EQ(list.screen(asked, {.score_min = kThresholdDefault + 1}).at(0).score,
              kThresholdDefault + kRaiseMax);
}

TEST(Screen, TheSamePartyOnTwoListsIsLinkedAndBothHitsStay) {
    Party ofac = make_party("ofac-sdn-csv", "1", PartyType::person, "HOLLOW, Marek");
    ofac.births.push_back(model::parse_partial_date("1962-06-12").value());
    Party un = make_party("un-xml", "QDi.1", PartyType::person, "Marek HOLLOW");
    un.births.push_back(model::parse_partial_date("1962").value());
    Party other = make_party("uk-csv", "X", PartyType::person, "Marek HOLLOW");
    other.births.push_back(model::parse_partial_date("1990").value());
    const auto hits = list_of({ofac, un, other}).screen(asked_name("Marek Hollow"), {});
    ASSERT_EQ(hits.size(), 3U);
    std::map<std::string, std::size_t> head;
    for (const Hit& hit : hits) head[hit.id.source] = hit.same_as_index;
    EXPECT_EQ(head["ofac-sdn-csv"], head["un-xml"]);
    EXPECT_NE(head["ofac-sdn-csv"], head["uk-csv"]);
}

TEST(Screen, NotEveryListBlocks) {
    using Programmes = std::vector<std::string>;
    const auto effect = [](std::string_view source, const Programmes& programmes) {
        return list_effect(source, programmes);
    };
    EXPECT_EQ(effect("ofac-sdn-csv", {"SDGT"}), ListEffect::blocking);
    EXPECT_EQ(effect("ofac-cons-csv", {"UKRAINE-EO13662"}), ListEffect::sectoral);
    EXPECT_EQ(effect("ofac-cons-csv", {"CMIC-EO13959"}), ListEffect::securities);
    EXPECT_EQ(effect("ofac-cons-csv", {"SDGT", "NS-PLC"}), ListEffect::rejecting);
    EXPECT_EQ(effect("ofac-cons-csv", {}), ListEffect::restrictive);
    EXPECT_EQ(effect("un-xml", {}), ListEffect::blocking);
    EXPECT_EQ(effect("pelf-csv", {}), ListEffect::house);
}

/// The slow twin: every party, every pair of names, no index.
std::vector<std::string> screen_slowly(const Watchlist& list, const Party& asked,
                                       std::uint8_t score_min) {
    std::vector<std::pair<std::uint8_t, model::PartyId>> found;
    for (const Party& party : list.parties()) {
        const bool type_fits = asked.type == PartyType::unknown ||
                               party.type == PartyType::unknown || asked.type == party.type;
        std::uint8_t best = 0;
        for (const model::Name& a : asked.names) {
            if (a.whole.empty()) continue;
            for (const model::Name& b : party.names) {
                const auto scored = match::compare_names({a.whole, a.family, a.given, asked.type},
                                                         {b.whole, b.family, b.given, party.type});
                best = std::max(best, name_points(scored.score.score, b.strength));
            }
        }
        const Identity identity = compare_facts(facts_of(asked), facts_of(party));
        std::uint8_t score = calibrate(best, identity);
        if (!type_fits && identity.identifier_floor == 0) score = 0;
        if (party.service || score == 0 || score < score_min) continue;
        found.emplace_back(score, party.id);
    }
    std::ranges::sort(found, [](const auto& a, const auto& b) {
        return std::tie(b.first, a.second) < std::tie(a.first, b.second);
    });
    std::vector<std::string> lines;
    for (const auto& [score, id] : found) lines.push_back(id.key + "=" + std::to_string(score));
    return lines;
}

Party random_party(std::mt19937& random) {
    const auto pick = [&](std::size_t count) { return random() % count; };
    constexpr const char* kNames[] = {"HOLLOW, Marek", "Marek Hollow",  "Hollow Grey", "Grey Group",
                                      "OCEAN PEARL",   "Ocean Pearl 2", "Li",          ""};
    constexpr const char* kDates[] = {"1962-06-12", "1962", "circa 1960", "1970-01-01"};
    constexpr const char* kKinds[] = {"Passport", "Tax ID No.", "IMO"};
    constexpr const char* kValues[] = {"9187629", "9074729", "A12"};
    Party party;
    party.type = static_cast<PartyType>(pick(3));
    for (std::size_t i = 0; i <= pick(3); ++i) {
        party.names.emplace_back().whole = kNames[pick(std::size(kNames))];
        if (pick(3) == 0) party.names.back().strength = Strength::weak;
    }
    if (pick(2) == 0) party.births.push_back(model::parse_partial_date(kDates[pick(4)]).value());
    if (pick(2) == 0) add_number(party, kKinds[pick(3)], kValues[pick(3)]);
    if (pick(2) == 0) {
        party.countries.push_back({model::CountryRole::nationality, pick(2) == 0 ? "Iran" : "IQ"});
    }
    return party;
}

TEST(Screen, AgreesWithTheSlowTwin) {
    std::mt19937 random(20'261'124);
    for (int round = 0; round < 300; ++round) {
        std::vector<SourceList> lists;
        lists.push_back({"s", "v", {}, {}, {}});
        for (int i = 0; i < 12; ++i) {
            Party party = random_party(random);
            party.id = {"s", std::to_string(i)};
            lists[0].parties.push_back(std::move(party));
        }
        const Watchlist list = Watchlist::build(std::move(lists));
        const Party asked = random_party(random);
        const auto score_min = static_cast<std::uint8_t>(1 + random() % 100);
        std::vector<std::string> found;
        for (const Hit& hit : list.screen(asked, {.score_min = score_min})) {
            found.push_back(hit.id.key + "=" + std::to_string(hit.score));
        }
        ASSERT_EQ(found, screen_slowly(list, asked, score_min))
            << "round " << round << ", from " << int(score_min);
    }
}

TEST(Watchlist, KeptInAFolderItIsTheSame) {
    const test::TemporaryFolder folder;
    const SectionKey key{std::byte{3}};
    const Watchlist list = make_watchlist();
    ASSERT_TRUE(list.save(folder.path(), key));
    EXPECT_FALSE(Watchlist::load(folder.path(), SectionKey{}));
    const auto kept = Watchlist::load(folder.path(), key);
    ASSERT_TRUE(kept) << kept.error().message;
    EXPECT_TRUE(std::ranges::equal(kept->parties(), list.parties()));
    EXPECT_TRUE(std::ranges::equal(kept->sources(), list.sources()));
    EXPECT_EQ(kept->all_tags().size(), list.all_tags().size());
    const auto ids = [](const std::vector<Hit>& hits) {
        std::vector<std::pair<std::string, int>> all;
        for (const Hit& hit : hits) all.emplace_back(hit.id.source + ":" + hit.id.key, hit.score);
        return all;
    };
    EXPECT_EQ(ids(kept->name({.text = "Marek Hollow"})), ids(list.name({.text = "Marek Hollow"})));
    EXPECT_EQ(ids(kept->wallet(kBitcoin)), ids(list.wallet(kBitcoin)));
    EXPECT_FALSE(ids(kept->wallet(kBitcoin)).empty());
    std::filesystem::remove(folder.path() / "names");
    EXPECT_FALSE(Watchlist::load(folder.path(), key));
}

}  // namespace
}  // namespace pelf::screen
