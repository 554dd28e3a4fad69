// SPDX-License-Identifier: Apache-2.0
//
// The bytes of transactions, metadata and ledger entries of the XRP Ledger, from the JSON that
// servers give: the form that is hashed and signed. Fields stand in the order of their types and
// codes, whatever their order in JSON; what servers add to it (names in lower case, such as `date`
// or `delivered_amount`) is left out. `docs/formats/xrpl-ledger.md` has the bytes.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace pelf::ingest {

/// Objects in objects, in bytes and in JSON.
inline constexpr std::size_t kXrplObjectDepthMax = 12;
/// One object in bytes. The largest on the ledger have some 100 KB.
inline constexpr std::size_t kXrplObjectBytesMax = std::size_t(1) << 20;

struct XrplBinaryOptions {
    /// Leave the signatures out: what is signed, without its prefix.
    bool is_for_signing = false;
};

/// Fails with malformed (no JSON, a value that is not one of its field's type), unsupported (a
/// field or a name that is not in the table: of another network, or newer) or over_limit. The
/// message has the field.
Result<std::vector<std::byte>> xrpl_json_to_binary(std::string_view json,
                                                   const XrplBinaryOptions& options = {});

}  // namespace pelf::ingest
