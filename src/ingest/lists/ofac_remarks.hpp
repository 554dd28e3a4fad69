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
#include <string>
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

/// A fact that another form of OFAC's lists gives with its parts told apart. Views, not kept.
struct OfacFact {
    std::string_view kind;     ///< "Tax ID No.", "Gender", "Digital Currency Address - XBT".
    std::string_view value;    ///< "7702070139", "Male", "1A1z...".
    std::string_view country;  ///< Empty if not given.
    std::string_view note;     ///< "issued 14 Nov 2007".
};

/// Adds the fact as what the remark "KIND VALUE" would become: a wallet, a country, an identifier
/// or an attribute. What is no known kind is an identifier if its value is one word with a digit in
/// it, else an attribute: so that nothing is lost to a search for numbers.
void add_ofac_fact(const OfacFact& fact, model::Party& party);

/// "issued 14 Nov 2007 expires 12 Nov 2012", as remarks have it; either may be empty.
std::string ofac_validity(std::string_view issued, std::string_view expires);

/// "TIAN, Yinyin" with its parts for a person; without them for others, whose commas are commas.
model::Name ofac_name(std::string_view whole, model::PartyType type);

}  // namespace pelf::ingest
