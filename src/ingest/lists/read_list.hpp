// SPDX-License-Identifier: Apache-2.0
//
// The door to all readers of lists: the source's name says the format.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Reads the files of one publication of `source`: ofac-sdn-csv, ofac-cons-csv (the same layout,
/// OFAC's consolidated list), ofac-xml, ofac-advanced-xml, un-xml, eu-xml, uk-csv, ca-xml, ftm-json
/// or pelf-csv. Fails with unsupported for any other source, with refused when there is no file,
/// and as the reader of the format does.
Result<ListReading> read_list(std::string_view source, std::span<const ListFile> files);

/// "ofac-sdn-csv, ofac-cons-csv, ofac-xml, ...": for messages that name what is allowed.
std::string known_list_sources();

}  // namespace pelf::ingest
