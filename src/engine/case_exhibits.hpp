// SPDX-License-Identifier: Apache-2.0
//
// Where a bundle's exhibits come from: headers from the store, transactions from the block files
// that it was made of, lists from the list store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "casefile/bundle.hpp"
#include "engine/home.hpp"
#include "engine/trace_answer.hpp"
#include "graph/coin_store.hpp"

namespace pelf::engine {

/// The ids of all transactions that an answer names.
std::set<std::string> transactions_in(const TraceAnswer& answer);

/// Adds each of those transactions with its branch, the coinbases of their blocks, and the headers
/// from the lowest of these blocks to the last one the answer covers. Fails with not_found (a
/// block that the files do not have), malformed (a block that is not what the store says),
/// over_limit (headers) or as the block files do. Cost: one pass over the files' headers, and each
/// block concerned read once.
Status add_bitcoin_exhibits(const graph::CoinStore& store, const std::filesystem::path& blocks,
                            const TraceAnswer& answer, casefile::Manifest& manifest,
                            std::vector<casefile::ExhibitBytes>& exhibits);

/// Which lists were in force, and how large their files may be to be carried.
struct ListsWanted {
    Date as_of{};
    std::optional<std::int64_t> known_by_unix_s{};
    std::uint64_t file_bytes_max = 0;
};

/// Adds the lists that an answer used, and their files; larger ones are named with their hash.
Status add_list_exhibits(const Home& home, const ListsWanted& wanted, casefile::Manifest& manifest,
                         std::vector<casefile::ExhibitBytes>& exhibits);

struct ListVersionName {
    std::string source{};
    std::string version{};

    auto operator<=>(const ListVersionName&) const = default;
};

/// The same of versions that are named. Fails also with not_found (one that is not in the store)
/// and over_limit (casefile::kListsMax).
Status add_list_versions(const Home& home, const std::set<ListVersionName>& versions,
                         std::uint64_t file_bytes_max, casefile::Manifest& manifest,
                         std::vector<casefile::ExhibitBytes>& exhibits);

}  // namespace pelf::engine
