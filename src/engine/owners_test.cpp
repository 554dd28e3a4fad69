// SPDX-License-Identifier: Apache-2.0
#include "engine/owners.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace pelf::engine {
namespace {

/// The invented register of data/ownership, with Marek Hollow listed by hand.
std::unique_ptr<Ownership> harbour(Date day) {
    OwnershipRequest request;
    request.files = {std::filesystem::path(PELF_SOURCE_DIR) / "data/ownership/harbour.bods.jsonl"};
    request.day = day;
    request.listed = {"p-hollow"};
    const Lists lists{screen::Watchlist::build({}), {}, 0};
    auto ownership = load_ownership({}, lists, request);
    EXPECT_TRUE(ownership.has_value());
    return std::move(*ownership);
}

TEST(Owners, AnOwnedPartySaysByWhomAndHow) {
    const auto ownership = harbour({2024, 8, 1});
    const auto entity = find_owner(*ownership, "grey heron shipping co.");
    ASSERT_TRUE(entity.has_value());
    const auto owned = owned_by(*ownership, *entity);
    ASSERT_EQ(owned.size(), 2U);  // Half of it: OFAC and the EU since July 2024, not the UK.
    EXPECT_EQ(owned[0].regime, "ofac");
    EXPECT_TRUE(owned[0].is_definite);
    EXPECT_EQ(owned[0].reason, "owned by Marek Hollow (given p-hollow): 50 % of shares");
    EXPECT_EQ(owned[1].regime, "eu");
}

TEST(Owners, WhoIsBlockedByOwnershipIsAListOfItsOwn) {
    const auto lists = derived_lists(*harbour({2024, 8, 1}));
    ASSERT_EQ(lists.size(), 3U);
    EXPECT_EQ(lists[0].source, "owned-ofac");
    std::string names;
    for (const model::Party& party : lists[0].parties) {
        names += party.display_name() + ": " + party.programmes.front() + "\n";
        EXPECT_EQ(party.id.source, "owned-ofac");
        EXPECT_EQ(party.relations.front().other_name, "Marek Hollow (given p-hollow)");
    }
    EXPECT_EQ(names,
              "North Harbour Holding AG: owned, ofac-2014\n"
              "Grey Heron Shipping Co: owned, ofac-2014\n"
              "Banded Cargo SA: possibly owned, ofac-2014\n");
}

TEST(Owners, ADayWithoutARuleHasARefusalAndNoVerdict) {
    const auto ownership = harbour({2000, 1, 1});
    for (const RegimeOwnership& regime : ownership->regimes) {
        EXPECT_EQ(regime.policy, nullptr);
        EXPECT_FALSE(regime.refusal.empty());
    }
    EXPECT_TRUE(derived_lists(*ownership).empty());
}

TEST(Owners, AMappingToNobodyIsRefused) {
    OwnershipRequest request;
    request.files = {std::filesystem::path(PELF_SOURCE_DIR) / "data/ownership/harbour.bods.jsonl"};
    request.day = {2024, 8, 1};
    request.mapping = std::filesystem::path(PELF_SOURCE_DIR) / "data/ownership/map.csv";
    const Lists lists{screen::Watchlist::build({}), {}, 0};
    EXPECT_FALSE(load_ownership({}, lists, request).has_value());
    request.mapping.clear();
    request.listed = {"nobody"};
    EXPECT_FALSE(load_ownership({}, lists, request).has_value());
}

}  // namespace
}  // namespace pelf::engine
