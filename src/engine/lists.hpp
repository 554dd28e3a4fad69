// SPDX-License-Identifier: Apache-2.0
//
// Lists as the fronts see them: kept, and read for the day that is asked about.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engine/home.hpp"
#include "ingest/lists/list.hpp"
#include "ingest/report.hpp"
#include "screen/list_store.hpp"
#include "screen/watchlist.hpp"

namespace pelf::engine {

struct ListImport {
    std::string source;
    std::vector<std::filesystem::path> files;
    /// Nothing: the day that the list itself states, else `today`.
    std::optional<Date> published;
    Date today;
    std::int64_t learned_unix_s = 0;
    /// Take also a list that lost many entries, states another count of them, or breaks off.
    bool allow_shrink = false;
};

struct ListImported {
    screen::ListVersion version;
    bool is_new = true;
    std::vector<ingest::Report> reports;  ///< One a file.
    std::vector<std::string> notices;
};

/// Reads, counts and keeps one publication of a list. Fails as the reader and the list store do,
/// and with truncated where the list breaks off or states another count of entries than it has;
/// earlier versions are untouched then.
Result<ListImported> import_list(const Home& home, const ListImport& request);

/// One file as it came, from wherever.
struct ListContent {
    std::string name;
    std::vector<std::byte> bytes;
};

/// The same from bytes; `request.files` is not looked at.
Result<ListImported> import_contents(const Home& home, const ListImport& request,
                                     const std::vector<ListContent>& contents);

/// Says why a reading must not replace an earlier version: it breaks off, or is not as many entries
/// as it states.
Status check_complete(const std::string& source, const ingest::ListReading& reading);

/// The lists in force on a day, read and ready to be asked, with what was lost in reading.
struct Lists {
    screen::Watchlist watchlist;
    std::vector<screen::ListVersion> versions;
    std::uint64_t losses = 0;
};
/// For each source the version published last on or before `as_of`; with `known_by`, of those that
/// we had learned of at that moment (Unix time). Sources are read side by side on the processor's
/// cores; the answer does not depend on how many there are.
Result<Lists> load_lists(const Home& home, Date as_of,
                         std::optional<std::int64_t> known_by_unix_s = std::nullopt);

/// What one stored version says. Fails as the store and the reader of its format do.
Result<ingest::ListReading> read_version(const screen::ListStore& store,
                                         const screen::ListVersion& version);

/// The store of lists of a data directory, with the hash it is kept under.
Result<screen::ListStore> open_lists(const Home& home);

std::string to_json(const ListImported& imported);
std::string to_json(const model::Party& party);

}  // namespace pelf::engine
