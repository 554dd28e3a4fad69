// SPDX-License-Identifier: Apache-2.0
//
// OFAC's lists in their advanced XML form: sdn_advanced.xml, cons_advanced.xml. The only form that
// has names in their original scripts, the parts of names, and relations by number.
// Element by element: docs/formats/ofac-advanced-xml.md.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Reads the one file of a publication. `source` becomes the source of every party's id; the key is
/// the FixedRef of the party, the same number as ent_num in the CSV set. Primary name first, then
/// strong names, then weak ones; a name in another script than Latin follows the Latin form of the
/// same alias, with the script as its language.
///
/// Fails with refused for another number of files and for a file without entries, and as
/// read_xml() does. Losses: parties without FixedRef or with another's or without a name; numbers
/// that refer to nothing in the file (a value, a place, an identity, a party); what read_xml()
/// rejects. A date that cannot be read is kept among the party's unparsed pieces.
/// Memory: the file's places and documents, besides the parties.
Result<ListReading> read_ofac_advanced_xml(std::string_view source,
                                           std::span<const ListFile> files);

}  // namespace pelf::ingest
