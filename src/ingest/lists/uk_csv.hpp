// SPDX-License-Identifier: Apache-2.0
//
// The United Kingdom's sanctions lists as comma-separated values, in three layouts that are told
// apart by their header: docs/formats/uk-csv.md has the columns of each.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Reads one publication:
///   * the UK Sanctions List as the FCDO publishes it: one file, many rows a subject;
///   * OFSI's consolidated list (ConList.csv), published until January 2026: the same in other
///     columns;
///   * the same data normalised into up to five files, given together in any order: subjects
///     (which there must be), names, dates of birth, identifiers, countries.
///
/// Fails with refused when a file has another header, files of different layouts are mixed, or one
/// kind is given twice. Counted as losses, with file and offset: rows that are no CSV, of another
/// number of columns or without an id, or about a subject that the subjects' file has not
/// (rejected; accepted + rejected are all rows after the header); subjects without a name (flaws;
/// kept). Dates that nobody can read are kept as they are.
Result<ListReading> read_uk_csv(std::string_view source, std::span<const ListFile> files);

}  // namespace pelf::ingest
