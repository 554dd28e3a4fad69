// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>

namespace pelf::model {

/// Who, within which source. The key is the source's own and means nothing outside it: OFAC calls
/// its numbers linking keys "and not an official reference".
struct PartyId {
    std::string source;  ///< As given at import: "ofac-sdn-csv".
    std::string key;     ///< "28263".

    auto operator<=>(const PartyId&) const = default;
};

}  // namespace pelf::model
