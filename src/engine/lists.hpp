// SPDX-License-Identifier: Apache-2.0
//
// Lists as the fronts see them: kept, and read for the day that is asked about.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engine/home.hpp"
#include "ingest/report.hpp"
#include "screen/list_store.hpp"
#include "screen/watchlist.hpp"

namespace pelf::engine {

struct ListImport {
    std::string source;
    std::vector<std::filesystem::path> files;
    Date published;
    std::int64_t learned_unix_s = 0;
    bool allow_shrink = false;
};

struct ListImported {
    screen::ListVersion version;
    bool is_new = true;
    std::vector<ingest::Report> reports;  ///< One a file.
    std::vector<std::string> notices;
};

/// Reads, counts and keeps one publication of a list. Fails as the reader and the list store do;
/// earlier versions are untouched then.
Result<ListImported> import_list(const Home& home, const ListImport& request);

/// All versions ever imported.
Result<std::vector<screen::ListVersion>> list_versions(const Home& home);

/// The lists in force on a day, read and ready to be asked, with what was lost in reading.
struct Lists {
    screen::Watchlist watchlist;
    std::vector<screen::ListVersion> versions;
    std::uint64_t losses = 0;
};
Result<Lists> load_lists(const Home& home, Date as_of);

std::string to_json(const ListImported& imported);
std::string to_json(const std::vector<screen::ListVersion>& versions);
std::string to_json(const model::Party& party);

}  // namespace pelf::engine
