// SPDX-License-Identifier: Apache-2.0
//
// Canada's consolidated autonomous sanctions list (Special Economic Measures Act and JVCFOA).
// Element by element: docs/formats/ca-xml.md.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Reads the one file of a publication. Records have no number: a party's key is its place in the
/// law, "Russia; 1, Part 1; 1188", which is what an order of the government names too.
///
/// Fails with refused for several files, and as read_xml() does for what is not this list. Counted
/// as losses, with offset: records that name nobody and what read_xml() rejects (rejected; accepted
/// + rejected are all records, and one more where the file breaks off between them); a second
/// record of the same place (a flaw; kept, under a key of its own).
Result<ListReading> read_ca_xml(std::string_view source, std::span<const ListFile> files);

/// One alias of a text that holds several in a dozen customs of writing.
struct CaAlias {
    std::string_view whole;     ///< Into the text.
    std::string_view language;  ///< "Russian" where the text says "Russian: ...", else empty.
};

/// Splits where the text leaves no doubt: at semicolons, before "Arabic:" and its like, and at
/// slashes, "or" and commas only if all pieces have two words, since "LAT, LLC" and "Nikolay or
/// Nikolai" are one. What is not split is one long alias, and lost to nobody.
/// Cost: linear in the text times the number of languages known.
std::vector<CaAlias> split_ca_aliases(std::string_view text);

}  // namespace pelf::ingest
