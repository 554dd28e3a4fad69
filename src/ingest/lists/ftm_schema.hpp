// SPDX-License-Identifier: Apache-2.0
//
// What FollowTheMoney's schemata and properties mean to us: the tables behind ftm_json.cpp. The
// names are those of the published model (followthemoney, schema/*.yaml); what we call a thing in
// the model is chosen to agree with what the other lists' readers call it.
#pragma once

#include <cstdint>
#include <string_view>

#include "model/party.hpp"

namespace pelf::ingest {

enum class FtmKind : std::uint8_t {
    party,           ///< Someone or something that can be listed.
    wallet,          ///< CryptoWallet: belongs to its holder, or stands for itself.
    address,         ///< Belongs to the parties that refer to it.
    position,        ///< An office; belongs to its holders by way of Occupancy.
    sanction,        ///< Facts about the entity that it refers to.
    identification,  ///< A document of its holder.
    edge,            ///< Relates two parties.
    aside,           ///< Says nothing about a party: documents, events, contracts.
};

struct FtmSchema {
    std::string_view name;
    FtmKind kind = FtmKind::aside;
    model::PartyType type = model::PartyType::unknown;  ///< Of parties.
    /// Of edges: the properties that name the two ends, and what each end's relation is called.
    std::string_view from_property{};
    std::string_view to_property{};
    std::string_view from_relation{};
    std::string_view to_relation{};
};

/// Null for a name that the model has not.
const FtmSchema* find_ftm_schema(std::string_view name) noexcept;

enum class FtmTake : std::uint8_t {
    name,
    alias,
    weak_alias,
    previous_name,
    last_name,  ///< An attribute, and what tells the parts of the names apart.
    birth,
    birth_place,
    country,
    address,
    address_reference,
    identifier,
    programme,
    remark,
    relation,  ///< Names another entity.
    attribute,
    ignored,  ///< The publisher's bookkeeping.
};

struct FtmProperty {
    std::string_view name;
    FtmTake take = FtmTake::attribute;
    std::string_view kind{};  ///< Of identifiers, attributes and relations.
    model::CountryRole role = model::CountryRole::other;
    std::string_view back_relation{};  ///< What the other entity's relation is called.
};

/// What a property of a party becomes. Null: unknown here, and kept as an attribute of its own
/// name, so that a newer model loses nothing.
const FtmProperty* find_ftm_property(std::string_view name) noexcept;

}  // namespace pelf::ingest
