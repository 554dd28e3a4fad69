// SPDX-License-Identifier: Apache-2.0
//
// OFAC's lists in their older XML form: sdn.xml, consolidated.xml.
// Element by element: docs/formats/ofac-xml.md.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Reads the one file of a publication. `source` becomes the source of every party's id; the key is
/// OFAC's uid, the same number as ent_num in the CSV set. Primary name first, then strong aliases,
/// then weak ones, each in the file's order, so that an entry reads as it does from the CSV set.
///
/// Fails with refused for another number of files and for a file without entries, and as
/// read_xml() does. Losses: entries without uid or with another's, entries without a name, aliases
/// without one, what read_xml() rejects, and another number of entries than Record_Count says.
Result<ListReading> read_ofac_xml(std::string_view source, std::span<const ListFile> files);

}  // namespace pelf::ingest
