// SPDX-License-Identifier: Apache-2.0
//
// OFAC's lists in comma-separated form, as the set of files that they really are.
// Byte by byte: docs/formats/ofac-sdn-csv.md.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Reads the files of one publication together, in any order: the main file (12 columns), and any
/// of addresses (6), alternate names (5) and remarks that did not fit (2). Files are told apart by
/// their rows; a file without rows by its name.
///
/// The spill-over remarks are joined to the main file's before anything in them is read, since the
/// cut falls anywhere, inside a name or a wallet too.
///
/// Fails with refused when there is no main file, or two files of one kind, or a file of no kind.
/// Counted as losses, with file and offset: rows that are not as they should be (rejected, and
/// accepted + rejected are all rows of the file); remarks cut at 1,000 characters whose rest is
/// missing, names that are empty, wallets with a bad checksum (flaws; the record is kept).
///
/// `source` becomes the source of every party's id.
Result<ListReading> read_ofac_csv(std::string_view source, std::span<const ListFile> files);

}  // namespace pelf::ingest
