// SPDX-License-Identifier: Apache-2.0
//
// The consolidated list of the United Nations Security Council.
// Element by element: docs/formats/un-xml.md.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Reads the one file of a publication. `source` becomes the source of every party's id; the key is
/// the reference number ("KPi.033"), which is the same from publication to publication and what
/// other lists refer to.
///
/// Names are kept as they stand, apostrophes included, which in this list are aspiration and breve
/// as well. The parts of a person's name come without their meaning, but for the list DPRK, where
/// the first is the family name.
///
/// Fails with refused for another number of files and for a file without entries, and as
/// read_xml() does. Losses: entries without reference number or with another's, entries without a
/// name, aliases of a quality that nobody here knows, what read_xml() rejects. A date that nobody
/// can read is kept among the party's unparsed pieces.
Result<ListReading> read_un_xml(std::string_view source, std::span<const ListFile> files);

}  // namespace pelf::ingest
