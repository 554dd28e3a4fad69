// SPDX-License-Identifier: Apache-2.0
//
// The bytes of transactions, metadata and ledger entries of the XRP Ledger, from the JSON that
// servers give, and back: the form that is hashed and signed. Fields stand in the order of their
// types and codes, whatever their order in JSON; what servers add to it (names in lower case, such
// as `date` or `delivered_amount`) is left out. `docs/formats/xrpl-ledger.md` has the bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string>
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

/// The way back, as servers write it. Fails with truncated, unsupported (an unknown field),
/// over_limit or malformed: only the form that is hashed is read, with fields in order and amounts
/// normalised, so that what is read gives the same bytes again. (But for one transaction type,
/// UNLModify, whose account is no bytes.)
Result<std::string, Fault> xrpl_binary_to_json(std::span<const std::byte> bytes);

}  // namespace pelf::ingest
