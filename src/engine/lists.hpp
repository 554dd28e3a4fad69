// SPDX-License-Identifier: Apache-2.0
//
// Lists and screening as the fronts see them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
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

struct ScreenAnswer {
    std::string query;                    ///< As given.
    std::string query_kind;               ///< "name" or "wallet".
    std::string ledger;                   ///< Of a wallet query, if named.
    std::vector<screen::Hit> hits;        ///< Pointers into Lists::watchlist.
    std::vector<const model::Tag*> tags;  ///< Services that a wallet is attributed to.
    /// Of a wallet query: bad if its check digits are wrong, so that "no hit" means nothing.
    model::Checksum checksum = model::Checksum::unchecked;
};

/// Exact, by address; with a ledger also by chain. Cost: one hash look-up.
ScreenAnswer screen_wallet(const Lists& lists, const std::string& address,
                           const std::optional<std::string>& ledger);

/// By equality of names; see match/name_index.hpp for what counts as equal.
ScreenAnswer screen_name(const Lists& lists, const screen::NameQuery& query);

std::string to_json(const ListImported& imported);
std::string to_json(const std::vector<screen::ListVersion>& versions);
std::string to_json(const Lists& lists, const std::vector<ScreenAnswer>& answers,
                    std::uint8_t threshold);
std::string to_json(const model::Party& party);

}  // namespace pelf::engine
