// SPDX-License-Identifier: Apache-2.0
//
// From the names in relations to the parties that bear them.
#pragma once

#include <vector>

#include "model/party.hpp"

namespace pelf::ingest {

/// Names are not keys: a relation without a key gets one only where exactly one of the parties has
/// its name as primary name. A relation's name may lack the full stop that ends the party's, since
/// in remarks that was taken for the sentence's.
void resolve_relations_by_name(std::vector<model::Party>& parties);

}  // namespace pelf::ingest
