// SPDX-License-Identifier: Apache-2.0
//
// FollowTheMoney entities as JSON lines: what OpenSanctions and others publish their lists in.
// What becomes of each schema and property: docs/formats/ftm-json.md.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

struct FtmLimits {
    std::size_t line_bytes_max = std::size_t{16} * 1024 * 1024;
    std::size_t json_depth_max = 64;       ///< Objects and arrays within each other.
    std::size_t nested_entities_max = 12;  ///< Entities within each other.
    /// Values of one party, of all lines that speak of it together.
    std::size_t values_max = 65'536;
    std::size_t parties_max = std::size_t{1} << 26;
};

/// Reads one or several files as one list, one entity a line, plain (`entities.ftm.json`: entities
/// name each other by id, in any order) or nested (`targets.nested.json`: entities stand inside
/// each other). Several lines about one id are one party.
///
/// Fails with refused when no line of a file is an entity. Counted as losses, with file and offset:
/// lines that are no JSON, no entity, of a schema nobody knows or over a limit (rejected; accepted
/// + rejected are all lines that are not blank); references to entities that no file has, entities
/// within each other too deep, parties without a name (flaws; the rest is kept). Dates that nobody
/// can read are kept as they are; wallets with a bad checksum are kept and noticed.
/// Cost: linear; memory: what is read, and one line.
Result<ListReading> read_ftm_json(std::string_view source, std::span<const ListFile> files);
Result<ListReading> read_ftm_json(std::string_view source, std::span<const ListFile> files,
                                  const FtmLimits& limits);

}  // namespace pelf::ingest
