// SPDX-License-Identifier: Apache-2.0
//
// The lists that accuracy and speed are measured on, read by the readers that users get: OFAC's SDN
// and consolidated lists, the United Nations', the United Kingdom's and Canada's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "ingest/lists/list.hpp"
#include "match/name_score.hpp"

namespace pelf::bench {

/// A name and whose it is.
struct ListedName {
    std::uint32_t party_index = 0;  ///< Over all lists, in the order they were read.
    model::NameKind kind = model::NameKind::primary;
    match::NameText text;
};

struct RealLists {
    std::vector<ingest::ListReading> readings;  ///< The texts of `names` lie in here.
    std::vector<ListedName> names;
    std::uint32_t parties_count = 0;
    std::uint64_t losses_count = 0;

    /// The texts alone, as NameIndex::build() takes them.
    std::vector<match::NameText> texts() const;
};

/// Reads the lists under `folder` (the `lists` folder of the shared data). Fails with not_found
/// where a file is missing, else as the readers do. Parties of the same person on two lists stay
/// two.
Result<RealLists> read_real_lists(const std::filesystem::path& folder);

}  // namespace pelf::bench
