// SPDX-License-Identifier: Apache-2.0
//
// A house's own list: one fact a row, `id,field,value,note`. docs/formats/pelf-csv.md says what
// each field takes.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Reads one or several such files as one list; facts about one id may stand anywhere in them.
/// Parties of the category `listed`, or of none, are listed; all others are services, and each of
/// their wallets is a tag as well.
///
/// Fails with refused when a file's first row is not the header. Counted as losses, with file and
/// offset: rows with another number of columns, an unknown field, a value that the field does not
/// take, a second value where there can be one (rejected; accepted + rejected are all rows after
/// the header); wallets with a bad checksum and parties without a name (flaws; kept).
Result<ListReading> read_pelf_csv(std::string_view source, std::span<const ListFile> files);

}  // namespace pelf::ingest
