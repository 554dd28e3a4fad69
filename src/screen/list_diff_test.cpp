// SPDX-License-Identifier: Apache-2.0
#include "screen/list_diff.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

#include "screen/party_facts.hpp"

namespace pelf::screen {
namespace {

using model::Party;

model::Name name(std::string whole, model::NameKind kind = model::NameKind::primary,
                 model::Strength strength = model::Strength::strong) {
    model::Name made;
    made.kind = kind;
    made.strength = strength;
    made.whole = std::move(whole);
    return made;
}

model::Identifier identifier(std::string kind, std::string value) {
    model::Identifier made;
    made.kind = std::move(kind);
    made.value = std::move(value);
    return made;
}

model::Wallet wallet(std::string asset, std::string address) {
    model::Wallet made;
    made.asset = std::move(asset);
    made.canonical = model::canonical_address(address);
    made.address = std::move(address);
    return made;
}

Party person(std::string key, std::string whole) {
    Party party;
    party.id = {"house", std::move(key)};
    party.type = model::PartyType::person;
    party.names = {name(std::move(whole))};
    return party;
}

Party born(Party party, Date day) {
    party.births.push_back({day, day, model::Precision::day, false});
    return party;
}

TEST(ListDiff, TheSameListInAnotherOrderIsNoDifference) {
    Party first = person("1", "GREY, Anna");
    first.names.push_back(name("Anna G", model::NameKind::aka));
    first.names.push_back(name("Annie", model::NameKind::aka));
    first.programmes = {"A", "B"};
    Party again = first;
    std::swap(again.names[1], again.names[2]);
    std::swap(again.programmes[0], again.programmes[1]);
    const std::vector<Party> before = {first, person("2", "B")};
    const std::vector<Party> after = {person("2", "B"), again};
    EXPECT_TRUE(diff_parties(before, after).is_empty());
}

TEST(ListDiff, ARenameKeepsItsKeyAndIsOneChange) {
    const std::vector<Party> before = {person("7", "Old Name")};
    const std::vector<Party> after = {person("7", "New Name")};
    const ListDelta delta = diff_parties(before, after);
    ASSERT_EQ(delta.parties.size(), 1U);
    EXPECT_EQ(delta.parties[0].change, PartyChange::changed);
    EXPECT_TRUE(delta.parties[0].is_renamed());
    EXPECT_EQ(delta.parties[0].changes,
              (std::vector<FieldChange>{{PartyField::primary_name, "Old Name", "New Name"}}));
}

TEST(ListDiff, AliasesIdentifiersWalletsAndProgrammesAreToldApart) {
    Party old = person("7", "N");
    old.names.push_back(name("Gone", model::NameKind::aka));
    old.names.push_back(name("Kept", model::NameKind::aka));
    old.identifiers = {identifier("Passport", "A1")};
    old.wallets = {wallet("XBT", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")};
    old.programmes = {"DPRK2"};
    Party now = person("7", "N");
    now.names.push_back(name("Kept", model::NameKind::aka, model::Strength::weak));
    now.identifiers = {identifier("Passport", "A2")};
    now.wallets = {wallet("USDT", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")};
    now.programmes = {"DPRK2", "CYBER2"};
    const auto changes = diff_facts(old, now);
    EXPECT_EQ(changes, (std::vector<FieldChange>{
                           {PartyField::alias, "Gone (aka)", ""},
                           {PartyField::alias, "Kept (aka)", "Kept (aka, weak)"},
                           {PartyField::programme, "", "CYBER2"},
                           {PartyField::identifier, "", "Passport A2"},
                           {PartyField::identifier, "Passport A1", ""},
                           {PartyField::wallet, "XBT 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
                            "USDT 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"},
                       }));
}

TEST(ListDiff, ARelationWhoseOtherSideGotAKeyIsTheSameRelation) {
    Party old = person("7", "N");
    old.relations = {{"Linked To", "GREY GROUP", "", "", ""}};
    Party now = old;
    now.relations[0].other_key = "900";
    EXPECT_TRUE(diff_facts(old, now).empty());
    now.relations[0].share = "51%";
    EXPECT_EQ(diff_facts(old, now),
              (std::vector<FieldChange>{
                  {PartyField::relation, "Linked To GREY GROUP", "Linked To GREY GROUP (51%)"}}));
}

TEST(ListDiff, RemarksAloneAreNotMaterial) {
    Party old = person("7", "N");
    Party now = old;
    old.remarks = "Gender Male.";
    now.remarks = "Gender Male. Something.";
    const std::vector<Party> before = {old};
    const std::vector<Party> after = {now};
    const ListDelta delta = diff_parties(before, after);
    ASSERT_EQ(delta.parties.size(), 1U);
    EXPECT_FALSE(delta.parties[0].is_material());
    EXPECT_TRUE(delta.parties[0].has(PartyField::remark));
}

TEST(ListDiff, AnotherKeyForTheSameNameAndBirthDateIsTheSameParty) {
    const std::vector<Party> before = {born(person("7", "GREY, Anna"), {1970, 5, 6})};
    const std::vector<Party> after = {born(person("900", "Grey,  Anna"), {1970, 5, 6})};
    const ListDelta delta = diff_parties(before, after);
    ASSERT_EQ(delta.parties.size(), 1U);
    EXPECT_EQ(delta.parties[0].change, PartyChange::rekeyed);
    EXPECT_NE(delta.parties[0].evidence.find("birth date 1970-05-06"), std::string::npos);
    EXPECT_TRUE(delta.parties[0].is_material());
}

TEST(ListDiff, AnEqualNameAloneIsNotTheSameParty) {
    const std::vector<Party> before = {person("7", "AL-AQSA FOUNDATION")};
    const std::vector<Party> after = {person("900", "AL-AQSA FOUNDATION")};
    const ListDelta delta = diff_parties(before, after);
    EXPECT_EQ(delta.count(PartyChange::added), 1U);
    EXPECT_EQ(delta.count(PartyChange::removed), 1U);
}

TEST(ListDiff, AShipIsKnownByItsImoNumberUnderAnyName) {
    Party old = person("7", "OCEAN PEARL");
    old.type = model::PartyType::vessel;
    old.identifiers = {identifier("IMO", "9074729")};
    Party now = old;
    now.id.key = "8";
    now.names = {name("SEA ROSE")};
    const std::vector<Party> before = {old};
    const std::vector<Party> after = {now};
    const ListDelta delta = diff_parties(before, after);
    ASSERT_EQ(delta.parties.size(), 1U);
    EXPECT_EQ(delta.parties[0].change, PartyChange::rekeyed);
    EXPECT_TRUE(delta.parties[0].is_renamed());
}

TEST(ListDiff, AnEntryMergedIntoAnotherNamesIt) {
    Party host = born(person("1", "GREY, Anna"), {1970, 5, 6});
    const Party guest = born(person("2", "GRAY, Anne"), {1970, 5, 6});
    const std::vector<Party> before = {host, guest};
    host.names.push_back(name("GRAY, Anne", model::NameKind::aka));
    const std::vector<Party> after = {host};
    const ListDelta delta = diff_parties(before, after);
    ASSERT_EQ(delta.parties.size(), 2U);
    EXPECT_EQ(delta.parties[0].change, PartyChange::changed);
    EXPECT_EQ(delta.parties[1].change, PartyChange::merged);
    EXPECT_EQ(delta.parties[1].before_index, 1U);
    EXPECT_EQ(delta.parties[1].after_index, 0U);
}

TEST(ListDiff, KeysComeShortOnesFirst) {
    const std::vector<Party> after = {person("100", "C"), person("20", "B"), person("3", "A")};
    const ListDelta delta = diff_parties({}, after);
    ASSERT_EQ(delta.parties.size(), 3U);
    EXPECT_EQ(delta.parties[0].after_index, 2U);
    EXPECT_EQ(delta.parties[2].after_index, 0U);
}

/// A party of few possible facts, so that two of them often share some.
Party random_party(std::mt19937& random, const std::string& key) {
    const auto pick = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
    Party party = person(key, "name " + std::to_string(pick(9)));
    for (unsigned i = pick(3); i > 0; --i) {
        party.names.push_back(name("name " + std::to_string(pick(9)), model::NameKind::aka,
                                   pick(2) == 0 ? model::Strength::weak : model::Strength::strong));
    }
    if (pick(2) == 0) party = born(party, {1970, 1, static_cast<std::uint8_t>(1 + pick(3))});
    for (unsigned i = pick(3); i > 0; --i) party.programmes.push_back(std::to_string(pick(4)));
    if (pick(3) == 0) party.identifiers = {identifier("Passport", std::to_string(pick(3)))};
    if (pick(3) == 0) party.wallets = {wallet("XBT", "w" + std::to_string(pick(3)))};
    return party;
}

std::vector<Party> random_list(std::mt19937& random) {
    std::vector<Party> parties;
    for (unsigned key = 0; key < 12; ++key) {
        if (random() % 3 != 0) parties.push_back(random_party(random, std::to_string(key)));
    }
    std::ranges::shuffle(parties, random);
    return parties;
}

/// The twin: what is said about a party, as a bag of texts, by plain counting.
std::multiset<std::string> bag(const Party& party) {
    std::multiset<std::string> texts;
    for (const PartyFact& fact : party_facts(party)) {
        texts.insert(std::string(to_string(fact.field)) + ":" + fact.shown);
    }
    return texts;
}

std::multiset<std::string> applied(std::multiset<std::string> texts,
                                   const std::vector<FieldChange>& changes) {
    for (const FieldChange& change : changes) {
        const std::string field = std::string(to_string(change.field)) + ":";
        if (!change.before.empty()) {
            const auto gone = texts.find(field + change.before);
            EXPECT_NE(gone, texts.end()) << field << change.before;
            if (gone != texts.end()) texts.erase(gone);
        }
        if (!change.after.empty()) texts.insert(field + change.after);
    }
    return texts;
}

TEST(ListDiff, ChangesAppliedToTheOldListGiveTheNewOne) {
    std::mt19937 random(26);
    for (int round = 0; round < 400; ++round) {
        const auto before = random_list(random);
        const auto after = random_list(random);
        const ListDelta delta = diff_parties(before, after);
        std::map<std::string, std::multiset<std::string>> state;
        for (const Party& party : before) state[party.id.key] = bag(party);
        // Keys that go first: a new party may come under none of them, since keys are unique.
        for (const PartyDelta& one : delta.parties) {
            if (one.change == PartyChange::removed || one.change == PartyChange::merged) {
                EXPECT_EQ(state.erase(before[*one.before_index].id.key), 1U);
            }
        }
        for (const PartyDelta& one : delta.parties) {
            if (one.change == PartyChange::added) {
                state[after[*one.after_index].id.key] = bag(after[*one.after_index]);
            } else if (one.change == PartyChange::changed || one.change == PartyChange::rekeyed) {
                const auto old = state.extract(before[*one.before_index].id.key);
                ASSERT_FALSE(old.empty());
                state[after[*one.after_index].id.key] = applied(old.mapped(), one.changes);
            }
        }
        std::map<std::string, std::multiset<std::string>> expected;
        for (const Party& party : after) expected[party.id.key] = bag(party);
        EXPECT_EQ(state, expected) << "round " << round;
        EXPECT_TRUE(diff_parties(after, after).is_empty());
    }
}

}  // namespace
}  // namespace pelf::screen
