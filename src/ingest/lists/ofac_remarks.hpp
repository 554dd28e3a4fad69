// SPDX-License-Identifier: Apache-2.0
//
// The last column of OFAC's SDN file: everything that has no column of its own, as sentences.
//
//   DOB 12 Jul 1986; nationality China; Passport 4005504207 (Russia); a.k.a. 'snowsjohn';
//   alt. Digital Currency Address - XBT 15YK...; Linked To: LAZARUS GROUP.
//
// Pieces stand between semicolons and the whole ends with a full stop. A semicolon inside
// parentheses, or inside the quotes of an alias, separates nothing. Aliases in quotes are those
// that OFAC calls weak (FAQ 122); strong ones are in the file of alternate names.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "model/party.hpp"

namespace pelf::ingest {

/// The pieces, trimmed, empty ones left out, without the full stop that ends the text ("S.A."
/// keeps its own). Views into `remarks`. Cost: linear.
std::vector<std::string_view> split_ofac_remarks(std::string_view remarks);

struct RemarkCounts {
    std::size_t pieces = 0;
    std::size_t unparsed = 0;
};

/// Adds every piece to the party: as the fact it states, or as it is to `party.unparsed`.
RemarkCounts parse_ofac_remarks(std::string_view remarks, model::Party& party);

/// "TIAN, Yinyin" with its parts for a person; without them for others, whose commas are commas.
model::Name ofac_name(std::string_view whole, model::PartyType type);

}  // namespace pelf::ingest
