// SPDX-License-Identifier: Apache-2.0
//
// What is remembered of fetching a list: from where, what the server said of it, and how the last
// attempt ended. Beside the versions, in lists/SOURCE/update.json; losing it costs one fetch.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/home.hpp"

namespace pelf::engine {

struct FetchedFile {
    std::string url;
    std::string etag;           ///< Empty: the server gave none.
    std::string last_modified;  ///< As above.

    bool operator==(const FetchedFile&) const = default;
};

struct ListUpdateState {
    std::string source;
    std::string version;             ///< That `files` came to; empty: nothing was kept yet.
    std::vector<FetchedFile> files;  ///< In the order in which the version has them.
    std::int64_t last_attempt_unix_s = 0;
    std::optional<std::int64_t> last_success_unix_s;
    std::string last_failure;  ///< Why the last attempt failed; empty: it did not.

    bool operator==(const ListUpdateState&) const = default;
};

/// A JSON document. parse_update_state() reads it back to an equal value.
std::string format_update_state(const ListUpdateState& state);

/// Fails with malformed or unsupported (another format version).
Result<ListUpdateState> parse_update_state(std::string_view text);

/// An empty one of this source where there is none, or none that can be read.
ListUpdateState read_update_state(const Home& home, const std::string& source);

/// Fails with io.
Status write_update_state(const Home& home, const ListUpdateState& state);

/// Of all sources that were ever fetched, in the order of their names.
std::vector<ListUpdateState> update_states(const Home& home);

}  // namespace pelf::engine
