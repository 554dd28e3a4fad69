// SPDX-License-Identifier: Apache-2.0
//
// Whether a record still says the same: a hash over everything in it that a screening decision
// can rest on. Remarks, street addresses and the order of things are not in it, so that a list
// that is merely sorted anew voids nothing.
#pragma once

#include <string>

#include "model/party.hpp"
#include "screen/list_manifest.hpp"

namespace pelf::screen {

/// Type, names with kind, strength and parts, births, birth places, countries, countries of
/// addresses, identifiers, wallets, programmes, gender: one a line, sorted, each once.
std::string material_text(const model::Party& party);

/// The hash of material_text(). Equal for equal facts in any order.
std::string record_hash(const model::Party& party, ContentHash hash);

}  // namespace pelf::screen
