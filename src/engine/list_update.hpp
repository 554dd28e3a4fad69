// SPDX-License-Identifier: Apache-2.0
//
// Fetching a list from its publisher. The rule: nothing that a server sends may harm what is here.
// Whatever is wrong, the last good version stays in force, the reason is said and remembered.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engine/home.hpp"
#include "engine/lists.hpp"

namespace pelf::engine {

struct ListUpdateRequest {
    std::string source;
    /// All files of the publication. Empty: those fetched last, else those of list_sources.hpp.
    std::vector<std::string> urls;
    Date today;
    std::int64_t now_unix_s = 0;
    std::string ca_file;  ///< See ingest/web/fetch.hpp, as for the next three.
    std::uint32_t stall_timeout_ms = 30'000;
    std::uint32_t total_timeout_ms = 600'000;
    unsigned attempts_max = 3;
    std::uint32_t first_wait_ms = 1'000;
    bool allow_shrink = false;
    std::function<void(std::uint32_t)> wait;           ///< Sleeps that many milliseconds.
    std::function<void(const std::string&)> notice{};  ///< Told of attempts that will be repeated.
};

struct ListUpdated {
    std::string source;
    /// Nothing: the server has what we have.
    std::optional<ListImported> imported;
};

/// Fetches all files (only what changed, by ETag and Last-Modified), makes sure that they are of
/// one publication by asking again for each after the last has come, checks them, and keeps them.
/// Refused, besides what fetch() and import_list() refuse: HTML; a file that ended with its
/// connection and has no end mark of its own; a list that states an earlier day than the last
/// version or a day to come; one of which more records than before, and than kRejectedPercentMax,
/// could not be read. The outcome is remembered (list_update_state.hpp) either way.
Result<ListUpdated> update_list(const Home& home, const ListUpdateRequest& request);

inline constexpr std::uint64_t kRejectedPercentMax = 1;
/// How often a publication that changes while it is fetched is begun anew.
inline constexpr unsigned kRoundsMax = 3;

/// The sources that update_list() knows addresses for and of which a version is here.
Result<std::vector<std::string>> updatable_sources(const Home& home);

}  // namespace pelf::engine
