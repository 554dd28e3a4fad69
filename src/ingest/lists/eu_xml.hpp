// SPDX-License-Identifier: Apache-2.0
//
// The European Union's consolidated financial sanctions list, XML 1.1 ("FSF").
// Element by element: docs/formats/eu-xml.md.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Reads the one file of a publication.
///
/// Fails with refused for several files, and as read_xml() does for what is not this list. Counted
/// as losses, with offset: entities without a logicalId and what read_xml() rejects (rejected;
/// accepted + rejected are all entities, and one more where the file breaks off between them);
/// entities without a name and a second one with the same logicalId (flaws; kept, under a key of
/// its own). Dates of other calendars than the Gregorian are kept as text.
Result<ListReading> read_eu_xml(std::string_view source, std::span<const ListFile> files);

}  // namespace pelf::ingest
