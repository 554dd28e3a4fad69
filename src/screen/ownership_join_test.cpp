// SPDX-License-Identifier: Apache-2.0
#include "screen/ownership_join.hpp"

#include <gtest/gtest.h>

namespace pelf::screen {
namespace {

model::Party party(const std::string& key, const std::string& name,
                   std::vector<model::Identifier> identifiers = {}) {
    model::Party party;
    party.id = {"list", key};
    party.type = model::PartyType::entity;
    party.names.push_back({model::NameKind::primary, model::Strength::strong, name, {}, {}});
    party.identifiers = std::move(identifiers);
    return party;
}

std::string join(const model::Party& entity, const model::Party& listed) {
    const std::vector<model::Party> entities = {entity};
    const std::vector<model::Party> list = {listed};
    const auto joined = join_listed(entities, list);
    if (joined.empty()) return "";
    return (joined[0].is_definite ? "certain: " : "perhaps: ") + joined[0].how;
}

TEST(JoinListed, ANumberThatOnlyOneHasIsCertain) {
    EXPECT_EQ(join(party("a", "Alpha", {{"XI-LEI", "5493001KJTIIGC8Y1R12", "", ""}}),
                   party("1", "Other",
                         {{"Legal Entity Identifier (LEI)", "5493001KJTIIGC8Y1R12", "", ""}})),
              "certain: same LEI 5493001kjtiigc8y1r12");
    EXPECT_EQ(join(party("a", "Alpha", {{"RU-OGRN", "1027700132195", "RU", ""}}),
                   party("1", "Other", {{"OGRN", "1027700132195", "Russia", ""}})),
              "certain: same OGRN 1027700132195");
}

TEST(JoinListed, AShipIsItsImoNumber) {
    EXPECT_EQ(join(party("a", "Heron", {{"IMO", "IMO 9187629", "", ""}}),
                   party("1", "Egret",
                         {{"Vessel Registration Identification IMO number", "9187629", "", ""}})),
              "certain: same IMO 9187629");
    EXPECT_EQ(join(party("a", "Heron", {{"IMO", "unknown", "", ""}}),
                   party("1", "Egret", {{"IMO", "unknown", "", ""}})),
              "");
}

TEST(JoinListed, ARegistrationNumberMeansNothingOutsideItsCountry) {
    const auto entity = party("a", "Alpha", {{"GB-COH", "07444723", "GB", ""}});
    const auto listed = [](const std::string& country) {
        return party("1", "Other", {{"Company Number", "07444723", country, ""}});
    };
    EXPECT_EQ(join(entity, listed("United Kingdom")), "certain: same registration number 07444723");
    EXPECT_EQ(join(entity, listed("Cyprus")), "");
    EXPECT_EQ(join(entity, listed("")),
              "perhaps: same registration number 07444723, country not given");
}

TEST(JoinListed, ANameIsNeverCertain) {
    EXPECT_EQ(join(party("a", "ALPHA, Ltd."), party("1", "Alpha Ltd")), "perhaps: same name");
    EXPECT_EQ(join(party("a", "Alpha"), party("1", "Beta")), "");
    auto person = party("1", "Alpha");
    person.type = model::PartyType::person;
    EXPECT_EQ(join(party("a", "Alpha"), person), "");
}

TEST(JoinListed, AnIdOfTheListIsTheListsOwn) {
    EXPECT_EQ(join(party("list:1", "Alpha"), party("1", "Beta")), "certain: same id list:1");
}

}  // namespace
}  // namespace pelf::screen
