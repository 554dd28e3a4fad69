// SPDX-License-Identifier: Apache-2.0
#include "screen/party_bytes.hpp"

#include <gtest/gtest.h>

namespace pelf::screen {
namespace {

/// With something in every field, and a party with nothing in any.
std::vector<model::Party> made_parties() {
    model::Party full;
    full.id = {"house", "7"};
    full.type = model::PartyType::vessel;
    full.service = model::TagCategory::other;
    full.names = {{model::NameKind::nka,
                   model::Strength::weak,
                   "whole",
                   "family",
                   "given",
                   "Persian",
                   {{model::NamePartRole::nickname, "part"}}}};
    full.programmes = {"DPRK3", ""};
    full.births = {{{-44, 3, 15}, {1979, 12, 31}, model::Precision::range, true}};
    full.birth_places = {"Pyongyang"};
    full.countries = {{model::CountryRole::former_flag, "Korea, North"}};
    full.addresses = {{"street", "place", "country", "note"}};
    full.identifiers = {{"IMO", "9187629", "Panama", "note", model::Checksum::good}};
    full.wallets = {{"XBT", "bitcoin", "1A1z", "1A1z", model::Checksum::bad}};
    full.relations = {{"Linked To", "other", "8", "51%", "since"}};
    full.attributes = {{"Gender", "Male"}};
    full.unparsed = {"piece"};
    full.remarks = std::string(300, 'r');
    return {full, {}};
}

std::vector<model::Tag> made_tags() {
    model::Tag tag;
    tag.account = {"", "bitcoin", "bc1q", "bc1q", model::Checksum::good};
    tag.label = "Exchange";
    tag.category = model::TagCategory::broker;
    tag.party = {"house", "9"};
    tag.origin = "own";
    tag.confidence = 60;
    tag.from = Date{2018, 1, 2};
    return {tag};
}

TEST(PartyBytes, GiveBackEveryField) {
    const auto bytes = bytes_of(made_parties(), made_tags());
    const auto read = read_parties(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->parties, made_parties());
    ASSERT_EQ(read->tags.size(), 1U);
    EXPECT_EQ(read->tags[0].account, made_tags()[0].account);
    EXPECT_EQ(read->tags[0].from, made_tags()[0].from);
    EXPECT_EQ(read->tags[0].to, std::nullopt);
    EXPECT_EQ(bytes_of(read->parties, read->tags), bytes);
}

TEST(PartyBytes, RefusesThemCutAtEveryByteAndWithMoreBehind) {
    auto bytes = bytes_of(made_parties(), made_tags());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_FALSE(read_parties(std::span(bytes).first(size))) << size;
    }
    bytes.push_back(0);
    EXPECT_FALSE(read_parties(bytes));
}

TEST(PartyBytes, DoesNotBelieveACountThatCannotBe) {
    const std::vector<char> bytes{'\xFF', '\xFF', '\xFF', '\xFF', '\x07', 0, 0};
    EXPECT_FALSE(read_parties(bytes));
}

TEST(PartyBytes, RefusesAnEnumeratorThatThereIsNot) {
    // Counts, then a party's source and key, empty, and its type.
    const std::vector<char> bytes{1, 0, 0, 0, 5};
    EXPECT_FALSE(read_parties(bytes));
}

}  // namespace
}  // namespace pelf::screen
