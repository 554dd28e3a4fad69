// SPDX-License-Identifier: Apache-2.0
//
// Listed parties in the form that OpenSanctions' interface gives entities (FollowTheMoney): a
// schema, and properties that are lists of texts.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/lists.hpp"
#include "model/party.hpp"

namespace pelf::server {

/// "ofac-sdn-csv:12345"; the key alone where the list came from OpenSanctions, whose ids are
/// everybody's.
std::string entity_id(const model::PartyId& id);
/// Whether `text` is that, or the key. Makes no text: asked of every party there is.
bool is_entity_id(const model::PartyId& id, std::string_view text) noexcept;

/// "Person", "Organization", "Vessel", "Airplane"; "LegalEntity" where the list does not say.
std::string_view schema_of(model::PartyType type) noexcept;

/// id, caption, schema, properties, datasets, referents, target, first_seen, last_seen,
/// last_change. `published` is of the list's version in force.
boost::json::object entity_object(const model::Party& party, Date published);

/// The same, with score (0 to 1), match, features and explanations.
boost::json::object scored_object(const screen::Hit& hit, Date published, std::uint8_t threshold);

/// What the features are, for clients that show it.
boost::json::object feature_docs();

/// Which of our lists a dataset of OpenSanctions stands for. "default", "sanctions" and "all" are
/// all lists, "us_ofac_sdn" is OFAC's in whichever format, and every list has its own name, too.
bool is_in_dataset(std::string_view source, std::string_view dataset) noexcept;
/// Whether it stands for anything at all.
bool is_dataset(std::string_view dataset, const engine::Lists& lists) noexcept;

}  // namespace pelf::server
